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
        "receives_no_messages": (
            "Deze persoon ontvangt hier geen berichten. Vraag een beheerder om te helpen.",
            "This person does not receive messages here. Ask an administrator to help.",
        ),
        "block_self": (
            "Jezelf blokkeren kan niet. Kies iemand anders.",
            "You cannot block yourself. Choose someone else.",
        ),
        "audit_contact.block": ("Iemand geblokkeerd", "Somebody blocked"),
        "audit_contact.unblock": ("Iemand gedeblokkeerd", "Somebody unblocked"),
        "only_admins_post": (
            "Hier schrijven alleen de beheerders. Antwoord hen apart.",
            "Only its administrators write here. Answer them apart.",
        ),
        "answers_follow_list": (
            "Wie hier zit, volgt uit de verzendlijst. Pas de beheerders van de lijst aan.",
            "Who sits here follows from the broadcast list. Change the administrators of the list.",
        ),
        "admin_answers_inbox": (
            "Je beheert deze lijst. Schrijf erin, of antwoord in een gesprek van het postvak.",
            "You administer this list. Write in it, or answer in a conversation of its inbox.",
        ),
        "last_admin_of_list": (
            "Een verzendlijst heeft een beheerder nodig. Maak eerst iemand anders beheerder.",
            "A broadcast list needs an administrator. Make somebody else one first.",
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
        "report_file": ("gelezen", "read"),
        "report_column_name": ("Naam", "Name"),
        "report_column_state": ("Gelezen", "Read"),
        "report_read": ("gelezen", "read"),
        "report_by_other": ("gelezen door een ouder", "read by a parent"),
        "report_unread": ("niet gelezen", "not read"),
        "report_unreachable": ("niet bereikbaar", "could not be reached"),
        "audit_broadcast.set_admin": ("Beheerder van een verzendlijst gewijzigd", "Administrator of a list changed"),
        "audit_conversation.create": ("Gesprek geopend", "Conversation opened"),
        "audit_participant.add": ("Deelnemers toegevoegd", "Participants added"),
        "told_participant.add": ("{count} deelnemers", "{count} participants"),
        "told_participant.add_one": ("1 deelnemer", "1 participant"),
        "audit_participant.remove": ("Deelnemer verwijderd", "Participant removed"),
        "readers_in_report": (
            "Wie een verzendlijst las, staat in het verslag van de lijst.",
            "Who read a broadcast list is in the report of that list.",
        ),
        "reads_not_told": (
            "Je vertelt niet wat je las; dan zie je het van anderen ook niet. Zet het aan bij Instellingen.",
            "You do not tell what you read, so you do not see it of others. Turn it on in Settings.",
        ),
        "scheduled_gone": (
            "Dit bericht wacht niet meer: het is verstuurd of geannuleerd.",
            "This message no longer waits: it was sent or cancelled.",
        ),
        "scheduled_too_many": (
            "Er wachten al {most} berichten. Annuleer er eerst een.",
            "There are {most} messages waiting already. Cancel one first.",
        ),
        "scheduled_skipped": (
            "Om {time} op {day} bestaat niet: de klok springt dan een uur vooruit. Kies een ander uur.",
            "There is no {time} on {day}: the clocks go forward then. Choose another time.",
        ),
        "scheduled_when": (
            "Kies een moment tussen één minuut en één jaar vanaf nu.",
            "Choose a moment between one minute and one year from now.",
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
        "too_many_pinned": (
            "Je hebt al tien gesprekken bovenaan staan. Maak er eerst een los.",
            "Ten conversations stand on top already. Unpin one first.",
        ),
        "moment_without_zone": (
            "Dit moment heeft geen tijdzone. Geef die erbij.",
            "This moment has no time zone. Add it.",
        ),
        "seq_ahead": ("Zover is het gesprek nog niet.", "The conversation has not come that far."),
    }
)
