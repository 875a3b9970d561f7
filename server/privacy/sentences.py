"""What privacy says."""

from server.kernel.language import sentences

sentences(
    {
        "erase_name_differs": (
            "Deze naam is anders dan die op de contactkaart. Typ de naam over zoals ze er staat.",
            "This name differs from the one on the contact card. Type the name as it stands there.",
        ),
        "privacy_polls_stay": (
            "Wat gevraagd werd, blijft bij wat anderen antwoordden, zonder naam; de eigen antwoorden verdwijnen. Je "
            "kunt kiezen om de woorden te wissen.",
            "What was asked stays with what others answered, without a name; their own answers go. You can choose to "
            "erase the words.",
        ),
        "privacy_messages_stay": (
            "Berichten blijven leesbaar voor wie in het gesprek zat, als die van een verwijderd lid. Je kunt ze ook "
            "laten leegmaken.",
            "Messages stay readable for those in the conversation, as a removed member's. You can have "
            "them emptied too.",
        ),
        "privacy_audit_stays": (
            "Het logboek houdt bij dat er iets gedaan is, zonder naam.",
            "The log keeps that something was done, without a name.",
        ),
        "privacy_seats_stay": (
            "Dat er iemand in het gesprek zat blijft, zonder naam.",
            "That somebody sat in the conversation stays, without a name.",
        ),
        "privacy_archive_file": ("mijn-gegevens.zip", "my-details.zip"),
        "privacy_overview_file": ("overzicht.html", "overview.html"),
        "privacy_overview_title": ("Wat er over jou bewaard wordt", "What is kept about you"),
        "privacy_overview_intro": (
            "Dit stond er op {day}. Naast dit overzicht staat elk onderdeel ook als JSON in dit archief.",
            "This is what there was on {day}. Beside this page each part is in this archive as JSON too.",
        ),
        "told_privacy.erase": ("berichten {messages}", "messages {messages}"),
        "told_retention.carry_out": ("{kind}: {count} verwijderd", "{kind}: {count} removed"),
        "told_retention.change": ("{kind}: na {months} maanden, {enabled}", "{kind}: after {months} months, {enabled}"),
        "detail_audit": ("logboek", "log"),
        "detail_exports": ("gevraagde archieven", "archives asked for"),
        "detail_false": ("uit", "off"),
        "detail_former_members": ("oud-leden", "former members"),
        "detail_invitations": ("uitnodigingen", "invitations"),
        "detail_keep": ("behouden", "kept"),
        "detail_mails": ("verstuurde mails", "mails sent"),
        "detail_remove": ("verwijderd", "removed"),
        "detail_reports": ("behandelde meldingen", "answered reports"),
        "detail_sessions": ("oude aanmeldingen", "old sign-ins"),
        "detail_true": ("aan", "on"),
        "retention_kind": ("Kies uit: {known}.", "Choose from: {known}."),
        "retention_former_members": ("Oud-leden", "Former members"),
        "retention_former_members_explained": (
            "Wie zo lang geen lid meer is en in geen groep meer staat, wordt gewist. Wie een rol heeft of voor een "
            "kind handelt, blijft.",
            "Who for so long is no member and stands in no group is erased. Who has a role or acts for a child stays.",
        ),
        "retention_invitations": ("Uitnodigingen", "Invitations"),
        "retention_invitations_explained": (
            "Verstuurde uitnodigingen, gerekend vanaf de dag waarop ze vervielen.",
            "Invitations sent, from the day on which they expired.",
        ),
        "retention_audit": ("Logboek", "Log"),
        "retention_audit_explained": (
            "Wie wat beheerde en wanneer. Wie deze server beheert kan een kortere tijd kiezen.",
            "Who administered what and when. Who runs this server may choose a shorter time.",
        ),
        "retention_sessions": ("Oude aanmeldingen", "Old sign-ins"),
        "retention_sessions_explained": (
            "Toestellen die afgemeld zijn of te lang niet gebruikt werden.",
            "Devices that were signed out or not used for too long.",
        ),
        "retention_mails": ("Verstuurde mails", "Mails sent"),
        "retention_mails_explained": (
            "Aan welk adres een mail ging en wat de mailserver antwoordde; de tekst is dan al gewist.",
            "To which address a mail went and what the mail server answered; the text is erased by then.",
        ),
        "retention_exports": ("Gevraagde archieven", "Archives asked for"),
        "retention_exports_explained": (
            "Dat iemand zijn gegevens opvroeg. Het archief zelf verdwijnt na een dag.",
            "That somebody asked for their details. The archive itself goes after a day.",
        ),
        "retention_conversations": ("Verwijderde gesprekken", "Deleted conversations"),
        "retention_conversations_explained": (
            "Berichten, bestanden en antwoorden op peilingen van gesprekken die verwijderd werden. De eerste dertig "
            "dagen blijft alles, want zo lang kan wie het gesprek verwijderde het terughalen.",
            "Messages, files and answers to polls of conversations that were deleted. For the first thirty days all of "
            "it stays, as for so long who deleted the conversation can bring it back.",
        ),
        "retention_reports": ("Behandelde meldingen", "Answered reports"),
        "retention_reports_explained": (
            "Wie welk bericht meldde en wat daarover beslist werd, gerekend vanaf de beslissing. Meldingen die nog "
            "wachten, blijven.",
            "Who reported which message and what was decided on it, from the decision. Reports that still wait stay.",
        ),
        "audit_privacy.export": ("Gegevens van iemand opgevraagd", "Somebody's details asked for"),
        "audit_privacy.erase": ("Persoon gewist", "Person erased"),
        "audit_privacy.decline_request": ("Verzoek om te wissen afgewezen", "Request to erase declined"),
        "audit_retention.change": ("Bewaartermijn gewijzigd", "Retention changed"),
        "audit_retention.carry_out": ("Bewaartermijn uitgevoerd", "Retention carried out"),
    }
)
