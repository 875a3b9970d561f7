"""What the pages about mail say. The mails themselves have their words in `mail_text`."""

from server.kernel.language import sentences

sentences(
    {
        "mail_stop_title": ("Mails over berichten", "Mails about messages"),
        "mail_stop_question": (
            "Je krijgt een mail als je berichten een tijdje niet gelezen hebt. Wil je die mails niet meer?",
            "You get a mail when you have not read messages for a while. Do you want no more of these mails?",
        ),
        "mail_stop_button": ("Geen mails meer", "No more mails"),
        "mail_stopped": (
            "Je krijgt geen mails meer over ongelezen berichten. In Akkoord zelf blijft alles staan.",
            "You get no more mails about unread messages. In Akkoord itself everything stays.",
        ),
        "mail_resume_button": ("Toch weer mailen", "Mail me again after all"),
        "mail_resumed": (
            "Je krijgt weer een mail als je berichten een tijdje niet gelezen hebt.",
            "You get a mail again when you have not read messages for a while.",
        ),
        "mail_unknown_title": ("Deze link kennen we niet", "We do not know this link"),
        "mail_unknown": (
            "De link is niet volledig, of het account bestaat niet meer. Kopieer de hele link uit de mail, of zet "
            "mails af bij je instellingen in Akkoord.",
            "The link is incomplete, or the account is gone. Copy the whole link from the mail, or turn mails off in "
            "your settings in Akkoord.",
        ),
        "mail_open_site": ("Naar Akkoord", "To Akkoord"),
        "outbox_title": ("Verzonden mails", "Mails sent"),
        "outbox_intro": (
            "In de demo verlaat geen enkele mail deze machine. Hier staat wat er verzonden zou zijn, het laatste "
            "bovenaan.",
            "In the demo no mail leaves this machine. Here is what would have been sent, the latest first.",
        ),
        "outbox_empty": (
            "Er is nog niets verzonden. Stuur een bericht en wacht een minuut.",
            "Nothing was sent yet. Send a message and wait a minute.",
        ),
        "outbox_to": ("Aan", "To"),
        "outbox_from": ("Van", "From"),
        "outbox_date": ("Verzonden", "Sent"),
        "outbox_layout": ("Toon met opmaak", "Show with layout"),
    }
)
