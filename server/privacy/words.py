"""What tables and columns are called in an archive and in a preview, in (Dutch, English)."""

from server.kernel.language import Language

TABLES: dict[str, tuple[str, str]] = {
    "contact": ("Contactkaart", "Contact card"),
    "address": ("E-mailadressen", "E-mail addresses"),
    "address_purpose": ("Waarvoor een adres dient", "What an address is for"),
    "phone": ("Telefoonnummers", "Telephone numbers"),
    "postal_address": ("Postadressen", "Postal addresses"),
    "company_person": ("Contactpersoon bij bedrijven", "Person to ask for at companies"),
    "custom_value": ("Extra velden", "Extra fields"),
    "family_member": ("Gezinnen", "Families"),
    "guardian_block": ("Wie niet voor wie handelt", "Who does not act for whom"),
    "placement": ("Groepen", "Groups"),
    "membership": ("Lidmaatschappen", "Memberships"),
    "membership_choice": ("Opties bij lidmaatschappen", "Options of memberships"),
    "selection_member": ("Selecties", "Selections"),
    "consent": ("Toestemmingen", "Consents"),
    "file": ("Foto's en bestanden", "Pictures and files"),
    "account": ("Login", "Login"),
    "link": ("Wie aanmeldt als deze persoon", "Who signs in as this person"),
    "session": ("Aangemelde toestellen", "Signed-in devices"),
    "ticket": ("Uitnodigingen en aanmeldlinks", "Invitations and sign-in links"),
    "totp": ("Code uit een app", "Code from an app"),
    "recovery_code": ("Herstelcodes", "Recovery codes"),
    "passkey": ("Toegangssleutels", "Passkeys"),
    "challenge": ("Aanmeldingen die lopen", "Sign-ins under way"),
    "grant": ("Rollen", "Roles"),
    "participant": ("Gesprekken", "Conversations"),
    "attachment": ("Bestanden in berichten", "Files in messages"),
    "message": ("Geschreven berichten", "Messages written"),
    "read_position": ("Tot waar gelezen is", "How far was read"),
    "command": ("Opdrachten aan bots", "Commands to bots"),
    "calendar_link": ("Agenda-adressen", "Calendar addresses"),
    "outbox": ("Verstuurde mails", "Mails sent"),
    "idempotency": ("Pas uitgevoerde bewerkingen", "Recent operations"),
    "audit": ("Beheersdaden", "Administrative acts"),
    "archive": ("Gevraagde archieven", "Archives asked for"),
    "erasure_request": ("Verzoeken om gewist te worden", "Requests to be erased"),
}

COLUMNS: dict[str, tuple[str, str]] = {
    "first_name": ("Voornaam", "First name"),
    "last_name": ("Achternaam", "Last name"),
    "birth_date": ("Geboortedatum", "Birth date"),
    "sex": ("Geslacht", "Sex"),
    "language": ("Taal", "Language"),
    "remarks": ("Opmerkingen", "Remarks"),
    "address": ("Adres", "Address"),
    "label": ("Label", "Label"),
    "number": ("Nummer", "Number"),
    "street": ("Straat", "Street"),
    "postcode": ("Postcode", "Postcode"),
    "town": ("Gemeente", "Town"),
    "country": ("Land", "Country"),
    "function": ("Functie", "Function"),
    "field": ("Veld", "Field"),
    "text": ("Tekst", "Text"),
    "day": ("Datum", "Date"),
    "choice": ("Keuze", "Choice"),
    "yes": ("Ja of nee", "Yes or no"),
    "name": ("Naam", "Name"),
    "login": ("Gebruikersnaam", "User name"),
    "client": ("Toestel", "Device"),
    "group_season": ("Groep", "Group"),
    "type": ("Soort", "Type"),
    "option": ("Optie", "Option"),
    "role": ("Rol", "Role"),
    "group": ("Groep", "Group"),
    "purpose": ("Doel", "Purpose"),
    "from_day": ("Vanaf", "From"),
    "until_day": ("Tot", "Until"),
    "from_at": ("Vanaf", "From"),
    "until_at": ("Tot", "Until"),
    "given_at": ("Gegeven op", "Given at"),
    "withdrawn_at": ("Ingetrokken op", "Withdrawn at"),
    "source": ("Door", "By"),
    "sent_at": ("Verstuurd op", "Sent at"),
    "created_at": ("Gemaakt op", "Made at"),
    "at": ("Moment", "Moment"),
    "operation": ("Bewerking", "Operation"),
    "conversation": ("Gesprek", "Conversation"),
    "joined_at": ("Vanaf", "From"),
    "left_at": ("Tot", "Until"),
    "answer": ("Antwoord", "Answer"),
    "end_reason": ("Reden van het einde", "Why it ended"),
    "kind": ("Soort", "Kind"),
    "media_type": ("Bestandstype", "File type"),
}


def table_name(table: str, language: Language) -> str:
    """What a table is called."""
    return TABLES[table][0 if language == "nl" else 1]


def column_name(column: str, language: Language) -> str:
    """What a column is called; its own name where we have no other."""
    words = COLUMNS.get(column)
    return column.replace("_", " ") if words is None else words[0 if language == "nl" else 1]
