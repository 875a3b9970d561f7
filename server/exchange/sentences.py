"""What imports and exports say."""

from server.kernel.language import sentences

sentences(
    {
        "audit_import.run": ("Lijst met contacten ingelezen", "List of contacts imported"),
        "audit_contact.export": ("Contacten geëxporteerd", "Contacts exported"),
        "told_contact.export": ("{count} contacten als {form}", "{count} contacts as {form}"),
        "told_contact.export_one": ("1 contact als {form}", "1 contact as {form}"),
        "detail_csv": ("CSV", "CSV"),
        "detail_vcard": ("vCard", "vCard"),
        "detail_xlsx": ("Excel", "Excel"),
        "import_file_gone": (
            "Het bestand is er niet meer. Verstuur het opnieuw.",
            "The file is not there any more. Send it again.",
        ),
        "export_columns": (
            "Deze kolommen bestaan niet: {columns}. Kies uit die van import.preview.",
            "These columns do not exist: {columns}. Choose from those of import.preview.",
        ),
        "export_nobody": (
            "Er is niemand om te exporteren. Kies andere contacten.",
            "There is nobody to export. Choose other contacts.",
        ),
        "export_name": ("contacten", "contacts"),
    }
)
