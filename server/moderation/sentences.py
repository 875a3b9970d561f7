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
        "audit_message.report": ("Bericht gemeld", "Message reported"),
        "audit_report.close": ("Over een gemeld bericht beslist", "Decided on a reported message"),
    }
)
