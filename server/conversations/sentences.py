"""What conversations say."""

from server.kernel.language import sentences

sentences(
    {
        "conversation_with_self": (
            "Een gesprek met jezelf kan niet. Kies iemand anders.",
            "You cannot converse with yourself. Choose someone else.",
        ),
        "conversation_closed": ("Dit gesprek is gesloten.", "This conversation is closed."),
        "nobody_chosen": (
            "Kies een groep of minstens één persoon.",
            "Choose a group or at least one person.",
        ),
        "message_gone": ("Dit bericht is verwijderd.", "This message was deleted."),
        "only_author": ("Alleen wie het schreef kan dit.", "Only its author can do this."),
        "direct_is_for_two": (
            "In een gesprek onder twee kan er niemand bij of weg.",
            "Nobody can join or leave a conversation of two.",
        ),
        "command_unknown": (
            "De opdracht /{word} bestaat niet. Typ /help.",
            "There is no command /{word}. Type /help.",
        ),
        "command_form": ("Een opdracht begint met een schuine streep: /help.", "A command begins with a slash: /help."),
        "command_answered": ("Op deze opdracht is al geantwoord.", "This command was answered already."),
        "audit_conversation.create": ("Gesprek geopend", "Conversation opened"),
        "audit_participant.add": ("Deelnemers toegevoegd", "Participants added"),
        "audit_participant.remove": ("Deelnemer verwijderd", "Participant removed"),
        "only_admins_post": (
            "Hier schrijven alleen de beheerders. Stuur een van hen een bericht.",
            "Only administrators write here. Send one of them a message.",
        ),
        "follows_no_group": (
            "Dit gesprek komt niet van een groep. Kies eerst een groep.",
            "This conversation was not made from a group. Choose a group first.",
        ),
        "last_conversation_admin": (
            "Een gesprek heeft een beheerder nodig. Maak eerst iemand anders beheerder.",
            "A conversation needs an administrator. Make somebody else one first.",
        ),
        "removed_for_good": (
            "Dit gesprek is te lang geleden verwijderd. Open een nieuw.",
            "This conversation was removed too long ago. Open a new one.",
        ),
        "audit_conversation.change": ("Gesprek gewijzigd", "Conversation changed"),
        "audit_conversation.remove": ("Gesprek verwijderd", "Conversation removed"),
        "audit_conversation.restore": ("Gesprek teruggehaald", "Conversation restored"),
        "audit_participant.set_admin": (
            "Beheerder van een gesprek gewijzigd",
            "Administrator of a conversation changed",
        ),
        "seq_ahead": ("Zover is het gesprek nog niet.", "The conversation has not come that far."),
    }
)
