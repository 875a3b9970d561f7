"""What selections say."""

from server.kernel.language import sentences

sentences(
    {
        "selection_deep": (
            "Deze voorwaarden zitten te diep in elkaar: hoogstens {limit} niveaus. Bewaar een deel als selectie.",
            "These conditions are nested too deep: at most {limit} levels. Save a part as a selection.",
        ),
        "selection_many": (
            "Dit zijn te veel voorwaarden: hoogstens {limit}. Bewaar een deel als selectie.",
            "These are too many conditions: at most {limit}. Save a part as a selection.",
        ),
        "selection_op": (
            "Zo kan dit niet gevraagd worden. Kies een andere vergelijking.",
            "This cannot be asked in that way. Choose another comparison.",
        ),
        "selection_fact": (
            "Dit gegeven bestaat niet meer. Kies een ander.",
            "This is not known of people any more. Choose something else.",
        ),
        "selection_age": (
            "Een leeftijd is een geheel getal van 0 tot 150.",
            "An age is a whole number from 0 to 150.",
        ),
        "selection_circle": (
            "Een selectie kan niet naar zichzelf vragen, ook niet via een andere.",
            "A selection cannot ask for itself, not by way of another either.",
        ),
        "selection_empty": (
            "Er valt niets te bewaren. Geef voorwaarden of personen.",
            "There is nothing to keep. Give conditions or people.",
        ),
        "selection_name_taken": (
            "Er is al een selectie met deze naam. Kies een andere, of overschrijf die.",
            "There is a selection of this name already. Choose another, or overwrite that one.",
        ),
        "selection_used": (
            "De selectie “{name}” vraagt naar deze. Pas die eerst aan.",
            "The selection “{name}” asks for this one. Change that first.",
        ),
        "selection_not_fixed": (
            "Deze selectie zoekt haar mensen telkens zelf. Pas haar voorwaarden aan, of kies een vaste selectie.",
            "This selection looks for its people each time. Change its conditions, or choose a fixed selection.",
        ),
        "audit_selection.add": ("Mensen aan een selectie toegevoegd", "People added to a selection"),
        "audit_selection.withdraw": ("Mensen uit een selectie gehaald", "People taken out of a selection"),
        "audit_selection.save": ("Selectie bewaard", "Selection saved"),
        "audit_selection.remove": ("Selectie verwijderd", "Selection removed"),
        "field_type_number": ("Geef een getal.", "Give a number."),
        "field_type_yes_no": ("Kies ja of nee.", "Choose yes or no."),
        "fact_name": ("Naam", "Name"),
        "fact_kind": ("Soort", "Kind"),
        "fact_sex": ("Geslacht", "Sex"),
        "fact_language": ("Taal", "Language"),
        "fact_birth_date": ("Geboortedatum", "Birth date"),
        "fact_birth_month": ("Maand van de verjaardag", "Month of the birthday"),
        "fact_birth_day": ("Dag van de verjaardag", "Day of the birthday"),
        "fact_remarks": ("Opmerkingen", "Remarks"),
        "fact_picture": ("Heeft een foto", "Has a picture"),
        "fact_address": ("E-mailadres", "E-mail address"),
        "fact_address_bounced": ("E-mail komt terug", "E-mail bounces"),
        "fact_address_confirmed": ("E-mailadres bevestigd", "E-mail address confirmed"),
        "fact_phone": ("Telefoon", "Telephone"),
        "fact_street": ("Straat", "Street"),
        "fact_postcode": ("Postcode", "Postcode"),
        "fact_town": ("Gemeente", "Town"),
        "fact_country": ("Land", "Country"),
        "fact_age": ("Leeftijd", "Age"),
        "fact_login": ("Heeft een login", "Has a login"),
        "choice_kind_person": ("persoon", "person"),
        "choice_kind_company": ("bedrijf", "company"),
        "choice_sex_f": ("vrouw", "female"),
        "choice_sex_m": ("man", "male"),
        "choice_sex_x": ("anders", "other"),
        "choice_language_nl": ("Nederlands", "Dutch"),
        "choice_language_en": ("Engels", "English"),
        "choice_language_fr": ("Frans", "French"),
        "choice_language_de": ("Duits", "German"),
        "choice_language_es": ("Spaans", "Spanish"),
        "choice_language_it": ("Italiaans", "Italian"),
        "choice_language_pt": ("Portugees", "Portuguese"),
        "choice_language_pl": ("Pools", "Polish"),
        "choice_language_ro": ("Roemeens", "Romanian"),
        "choice_language_tr": ("Turks", "Turkish"),
        "choice_language_ar": ("Arabisch", "Arabic"),
        "choice_language_uk": ("Oekraïens", "Ukrainian"),
        "choice_language_ru": ("Russisch", "Russian"),
    }
)
