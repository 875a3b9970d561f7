"""What is said about two cards that become one."""

from server.kernel.language import sentences

sentences(
    {
        "merge_same": (
            "Dit is twee keer dezelfde persoon. Kies een andere.",
            "This is the same person twice. Choose another one.",
        ),
        "merge_kinds": (
            "Een persoon en een bedrijf worden niet samengevoegd. Kies twee van dezelfde soort.",
            "A person and a company are not merged. Choose two of one kind.",
        ),
        "merge_two_logins": (
            "Beide hebben een login. Trek eerst een van de twee in bij Toegang, en voeg dan samen.",
            "Both have a login. First withdraw one of them under Access, then merge.",
        ),
        "card_first_name": ("Voornaam", "First name"),
        "card_last_name": ("Achternaam", "Last name"),
        "card_birth_date": ("Geboortedatum", "Birth date"),
        "card_sex": ("Geslacht", "Sex"),
        "card_language": ("Taal", "Language"),
        "card_remarks": ("Opmerkingen", "Remarks"),
        "card_picture_id": ("Foto", "Picture"),
        "card_addresses": ("E-mailadressen", "E-mail addresses"),
        "card_phones": ("Telefoonnummers", "Telephone numbers"),
        "card_postal_addresses": ("Postadressen", "Postal addresses"),
    }
)
