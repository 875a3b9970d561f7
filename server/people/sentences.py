"""What people and their lists say."""

from server.kernel.language import sentences

sentences(
    {
        "contact_linked": (
            "Deze persoon heeft al een login. Meld je aan, of vraag een link per e-mail.",
            "This person has a login already. Sign in, or ask for a link by e-mail.",
        ),
        "member_already": (
            "Je bent met dit account al lid van deze organisatie.",
            "With this account you are in this organisation already.",
        ),
        "contact_without_address": (
            "Deze persoon heeft geen e-mailadres. Vul er eerst een in.",
            "This person has no e-mail address. Fill one in first.",
        ),
        "organisation_exists": (
            "Er is al een organisatie met deze naam ({slug}). Kies een andere naam.",
            "There is an organisation of this name already ({slug}). Choose another name.",
        ),
        "founding_zone": (
            "“{zone}” is geen tijdzone. Schrijf bijvoorbeeld Europe/Brussels.",
            "“{zone}” is not a time zone. Write for example Europe/Brussels.",
        ),
        "founding_address": (
            "“{address}” is geen geldig e-mailadres.",
            "“{address}” is not a valid e-mail address.",
        ),
        "login_inviter": ("Het secretariaat", "The secretary"),
        "founding_inviter": ("De beheerder van deze server", "The administrator of this server"),
        "function_default": ("Lid", "Member"),
        "family_child": ("Kind", "Child"),
        "family_parent": ("Ouder", "Parent"),
        "family_step_parent": ("Plusouder", "Step-parent"),
        "family_guardian": ("Voogd", "Guardian"),
        "family_grandparent": ("Grootouder", "Grandparent"),
        "family_partner": ("Partner", "Partner"),
        "contacts_refused": ("{file} is niet ingelezen. {sentence}", "{file} was not imported. {sentence}"),
        "contacts_unchanged": (
            "{file}: alles stond er al ({unchanged} personen); niets is veranderd.",
            "{file}: all of it was known already ({unchanged} people); nothing changed.",
        ),
        "contacts_done": (
            "{file}: {created} nieuw, {changed} gewijzigd, {unchanged} ongewijzigd.",
            "{file}: {created} new, {changed} changed, {unchanged} unchanged.",
        ),
        "contacts_stopped": (
            "{file} is niet ingelezen: er zijn regels fout, en je vroeg alles of niets.",
            "{file} was not imported: some lines are wrong, and you asked for all or nothing.",
        ),
        "contacts_tried": ("Dit is een proef; er is niets bewaard.", "This was a trial; nothing was kept."),
        "contacts_line": ("Regel {line}, {column}: {sentence}", "Line {line}, {column}: {sentence}"),
        "contacts_whole_line": ("Regel {line}: {sentence}", "Line {line}: {sentence}"),
        "contacts_unknown_columns": (
            "Niet herkend en overgeslagen: {columns}.",
            "Not recognised and left out: {columns}.",
        ),
        "contacts_lines_refused": (
            "{count} regels zijn geweigerd; verbeter ze en lees het bestand opnieuw in.",
            "{count} lines were refused; correct them and import the file again.",
        ),
        "contacts_without_group": (
            "{count} personen hebben een functie zonder groep; die functie is niet bewaard.",
            "{count} people have a function without a group; that function was not kept.",
        ),
    }
)
