"""What moderation says."""

from server.kernel.language import sentences

sentences(
    {
        "report_own": (
            "Dit bericht schreef je zelf. Bewerk of verwijder het.",
            "You wrote this message yourself. Edit or delete it.",
        ),
        "report_closed": (
            "Over deze melding is al beslist. Ververs de lijst.",
            "This report was decided on already. Refresh the list.",
        ),
        "export_of_two": (
            "Een gesprek onder twee exporteer je hier niet. Je eigen berichten vind je bij Mijn gegevens.",
            "A conversation of two is not exported here. Your own messages are under My details.",
        ),
        "export_file": ("gesprek-{title}-{day}.zip", "conversation-{title}-{day}.zip"),
        "export_page": ("gesprek", "conversation"),
        "export_files": ("bijlagen", "attachments"),
        "export_intro": (
            "{organisation} · geëxporteerd op {moment} · {count} berichten",
            "{organisation} · exported on {moment} · {count} messages",
        ),
        "export_people": ("Deelnemers: {names}", "Participants: {names}"),
        "export_removed": ("Verwijderd bericht", "Removed message"),
        "export_edited": ("bewerkt", "edited"),
        "export_forwarded": ("Doorgestuurd", "Forwarded"),
        "export_by": ("geschreven door {name}", "written by {name}"),
        "export_answers": ("Antwoord op {name}: {text}", "Answer to {name}: {text}"),
        "export_before": ("Eerder: {text}", "Before: {text}"),
        "export_missing": ("dit bestand is er niet meer", "this file is gone"),
        "export_poll": ("Peiling: {title}", "Poll: {title}"),
        "export_dates": ("ja {yes}, misschien {maybe}, nee {no}", "yes {yes}, maybe {maybe}, no {no}"),
        "export_activity": ("Activiteit: {title}, {start}", "Activity: {title}, {start}"),
        "detail_kept": ("behouden", "kept"),
        "audit_conversation.export": ("Gesprek geëxporteerd", "Conversation exported"),
        "audit_message.report": ("Bericht gemeld", "Message reported"),
        "audit_report.close": ("Over een gemeld bericht beslist", "Decided on a reported message"),
    }
)
