"""What the administration of access says."""

from server.kernel.language import sentences

sentences(
    {
        "grant_without_login": (
            "Deze persoon heeft nog geen login. Nodig die eerst uit.",
            "This person has no login yet. First invite them.",
        ),
        "appoint_has_admin": (
            "Er is een beheerder. Vraag die om iemand aan te stellen.",
            "There is an administrator. Ask them to appoint somebody.",
        ),
        "appoint_elsewhere": (
            "Dit account hoort bij niemand in deze organisatie.",
            "This account belongs to nobody in this organisation.",
        ),
        "audit_grant.give": ("Rol gegeven", "Role given"),
        "audit_grant.end": ("Rol afgenomen", "Role taken away"),
        "audit_invitation.send": ("Uitgenodigd", "Invited"),
        "audit_invitation.send_many": ("Velen uitgenodigd", "Many invited"),
        "audit_invitation.cancel": ("Uitnodiging ingetrokken", "Invitation cancelled"),
        "audit_admin.appoint": (
            "Beheerder aangesteld door wie de server beheert",
            "Administrator appointed by the server's operator",
        ),
        "audit_mail_reader": ("Wie de mail kreeg", "Whoever got the mail"),
        "audit_operator": ("Wie deze server beheert", "Who runs this server"),
        "audit_removed": ("Verwijderd lid", "Removed member"),
        "audit_file": ("logboek.csv", "log.csv"),
        "audit_column_at": ("Moment", "Moment"),
        "audit_column_name": ("Wie", "Who"),
        "audit_column_acting_for": ("Namens", "On behalf of"),
        "audit_column_sentence": ("Wat", "What"),
        "audit_column_operation": ("Bewerking", "Operation"),
        "audit_column_subject_name": ("Over", "About"),
        "audit_column_details": ("Velden", "Fields"),
        "audit_column_door": ("Langs", "By way of"),
        "invitation_address_changed": (
            "Deze uitnodiging ging naar een adres dat intussen gewijzigd is. Vraag een nieuwe uitnodiging.",
            "This invitation went to an address that was changed meanwhile. Ask for a new invitation.",
        ),
        "invitation_nobody": (
            "Wie hier uitgenodigd werd, staat niet meer op de lijst. Vraag het aan een beheerder.",
            "Whoever was invited here is no longer on the list. Ask an administrator.",
        ),
        "invitation_cancelled": (
            "Deze uitnodiging is ingetrokken. Vraag het aan een beheerder.",
            "This invitation was cancelled. Ask an administrator.",
        ),
        "invitation_placeholder": (
            "{word} kennen we niet. Je kunt gebruiken: {known}.",
            "We do not know {word}. You can use: {known}.",
        ),
        "invitation_skipped_absent": (
            "Bestaat niet, of je kunt deze persoon niet zien.",
            "Does not exist, or you cannot see this person.",
        ),
        "invitation_skipped_has_login": ("Heeft al een login.", "Has a login already."),
        "invitation_skipped_no_address": (
            "Heeft geen e-mailadres. Vul er eerst een in.",
            "Has no e-mail address. Fill one in first.",
        ),
        "invitation_skipped_too_often": (
            "Werd net al een paar keer uitgenodigd. Probeer het over een uur opnieuw.",
            "Was invited several times just now. Try again in an hour.",
        ),
        "invitation_one_line": ("Schrijf het onderwerp op één regel.", "Write the subject on one line."),
    }
)
