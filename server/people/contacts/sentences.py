"""What is said about cards and the fields on them."""

from server.kernel.language import sentences
from server.people.sheets.reasons import REASONS

VALUE_CODES = (
    "invalid_address",
    "invalid_phone",
    "invalid_date",
    "future_birth_date",
    "unknown_choice",
    "too_long",
    "formula",
    "control_character",
)
"""What can be wrong with a value that is typed as well as with one in a file."""

sentences({f"value_{code}": REASONS[code] for code in VALUE_CODES})
sentences(
    {
        "audit_company.set_people": ("Contactpersonen van een bedrijf gekozen", "People of a company chosen"),
        "audit_contact.create": ("Contact toegevoegd", "Contact added"),
        "audit_contact.set_distinct": ("Dubbels: twee personen of niet", "Duplicates: two people or not"),
        "audit_contact.merge": ("Contacten samengevoegd", "Contacts merged"),
        "audit_contact.remove": ("Contact verwijderd", "Contact removed"),
        "audit_contact.restore": ("Contact teruggezet", "Contact put back"),
        "audit_field.create": ("Eigen veld gemaakt", "Own field made"),
        "audit_field.change": ("Eigen veld gewijzigd", "Own field changed"),
        "audit_field.remove": ("Eigen veld weggenomen", "Own field taken away"),
        "audit_field.restore": ("Eigen veld teruggezet", "Own field put back"),
        "audit_field.reorder": ("Volgorde van eigen velden gewijzigd", "Order of own fields changed"),
        "value_missing": ("Dit moet ingevuld zijn.", "This must be filled in."),
        "value_early_birth_date": (
            "Geef een geboortedatum vanaf 1 januari 1900.",
            "Give a birth date from 1 January 1900 on.",
        ),
        "value_country": (
            "Geef een land als twee letters, zoals BE of NL.",
            "Give a country as two letters, such as BE or NL.",
        ),
        "value_no_text": ("Hier hoort tekst te staan.", "This should be text."),
        "value_no_number": ("Hier hoort een getal te staan.", "This should be a number."),
        "value_number_large": (
            "Dit getal is te groot: het moet kleiner zijn dan 1.000.000.000.000.000.",
            "This number is too large: it must be below 1,000,000,000,000,000.",
        ),
        "value_no_choice": (
            "Dit is geen van de keuzes van dit veld. Kies er een uit de lijst.",
            "This is none of the choices of this field. Choose one from the list.",
        ),
        "value_no_yes": ("Antwoord ja of nee.", "Answer yes or no."),
        "value_no_file": ("Voeg eerst een bestand toe.", "Add a file first."),
        "file_unknown": (
            "Dit bestand is er niet (meer). Voeg het opnieuw toe.",
            "This file is not there (any more). Add it again.",
        ),
        "address_twice": (
            "Dit adres staat er al. Geef elk adres één keer.",
            "This address is there already. Give each address once.",
        ),
        "company_without": (
            "Een bedrijf heeft dit niet. Laat het leeg, of maak er een persoon van.",
            "A company does not have this. Leave it empty, or make it a person.",
        ),
        "company_person_twice": (
            "Deze persoon staat er al. Noem elke persoon één keer.",
            "This person is there already. Name each person once.",
        ),
        "contact_last_admin": (
            "Dit is de laatste beheerder. Geef eerst iemand anders die rol.",
            "This is the last administrator. Give somebody else that role first.",
        ),
        "field_of_own_unknown": (
            "Dit veld is er niet, of je mag het niet invullen.",
            "There is no such field, or you may not fill it in.",
        ),
        "field_name_taken": (
            "Er is al een veld met deze naam. Kies een andere naam.",
            "There is a field of this name already. Choose another name.",
        ),
        "field_has_values": (
            "Dit veld is al ingevuld bij personen, dus zijn soort ligt vast. Maak een nieuw veld.",
            "This field is filled in for people already, so its kind stays. Make a new field.",
        ),
        "field_needs_choices": ("Geef minstens één keuze.", "Give at least one choice."),
        "field_without_choices": (
            "Alleen een keuzeveld heeft keuzes. Laat ze weg, of kies dat soort.",
            "Only a field of choices has choices. Leave them out, or choose that kind.",
        ),
        "field_choice_twice": ("Deze keuze staat er al.", "This choice is there already."),
        "fields_many": (
            "Er zijn al {limit} velden. Gebruik een van de gesloten velden opnieuw.",
            "There are {limit} fields already. Use one of the closed fields again.",
        ),
        "fields_incomplete": (
            "Geef alle velden, elk één keer. Laad de lijst opnieuw.",
            "Give all fields, each once. Load the list again.",
        ),
    }
)
