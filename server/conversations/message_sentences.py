"""What is said about messages: mentions, replies, reactions, edits, forwarding and pins."""

from server.kernel.language import sentences

sentences(
    {
        "mention_everyone": ("iedereen", "everyone"),
        "mention_removed": ("verwijderd lid", "removed member"),
        "mention_removed_group": ("verwijderde groep", "removed group"),
        "too_many_mentions": (
            "In één bericht kun je hoogstens {most} keer iemand noemen. Noem er minder, of noem de groep.",
            "You can mention at most {most} people in one message. Mention fewer, or the group.",
        ),
        "mention_unknown": (
            "Je noemt iemand die niet in dit gesprek zit. Haal die naam weg.",
            "You mention somebody who is not in this conversation. Take that name out.",
        ),
        "mention_not_here": (
            "In een verzendlijst zien deelnemers elkaar niet. Noem er niemand.",
            "In a broadcast list people do not see each other. Mention nobody.",
        ),
        "everyone_by_admins": (
            "In een gesprek van meer dan {most} kan alleen een beheerder iedereen noemen. Noem wie het aangaat.",
            "Where more than {most} sit, only an administrator can mention everyone. Mention whom it concerns.",
        ),
        "reply_unknown": (
            "Het bericht waarop je antwoordt is er niet. Stuur je antwoord zonder citaat.",
            "The message that you answer is not there. Send your answer without the quote.",
        ),
        "edit_too_late": (
            "Volgens de regels van je vereniging kan dit bericht niet meer bewerkt worden. Stuur een nieuw bericht.",
            "By the rules of your organisation this message can no longer be edited. Send a new message.",
        ),
        "delete_too_late": (
            "Je vereniging laat je dit bericht niet meer zelf verwijderen. Vraag het aan een beheerder.",
            "By the rules of your organisation you can no longer delete this message. Ask an administrator.",
        ),
        "delete_by_author": (
            "Alleen wie dit bericht schreef, of een beheerder van het gesprek, kan het verwijderen.",
            "Only its author, or an administrator of the conversation, can delete this message.",
        ),
        "not_an_emoji": ("Kies één emoji om mee te reageren.", "Choose one emoji to react with."),
        "too_many_reactions": (
            "Dit bericht heeft al {most} verschillende reacties. Kies er een die er al staat.",
            "This message already has {most} different reactions. Choose one that is there.",
        ),
        "no_reactions_here": (
            "In een verzendlijst kun je niet reageren met een emoji. Stuur een antwoord.",
            "In a broadcast list you cannot react with an emoji. Send an answer.",
        ),
        "left_conversation": ("Je zit niet meer in dit gesprek.", "You are no longer in this conversation."),
        "card_stays": (
            "Een peiling of activiteit kun je niet doorsturen. Deel ze in het andere gesprek opnieuw.",
            "A poll or an activity cannot be forwarded. Share it again in the other conversation.",
        ),
        "pin_by_admins": (
            "Alleen een beheerder van het gesprek kan berichten vastzetten.",
            "Only an administrator of the conversation can pin messages.",
        ),
        "too_many_pins": (
            "Er staan al {most} berichten vast. Maak er eerst een los.",
            "There are {most} pinned messages already. Unpin one first.",
        ),
        "audit_message_rules.set": ("Regels voor berichten gewijzigd", "Rules for messages changed"),
        "audit_message.forward": ("Bericht doorgestuurd", "Message forwarded"),
        "audit_reaction.set": ("Gereageerd op een bericht", "Reacted to a message"),
        "audit_star.set": ("Bericht met een ster gemerkt", "Message starred"),
        "audit_message.pin": ("Bericht vastgezet of losgemaakt", "Message pinned or unpinned"),
    }
)
