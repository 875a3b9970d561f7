"""What accounts say."""

from server.kernel.language import sentences

sentences(
    {
        "sign_in_refused": (
            "Deze naam en dit wachtwoord horen niet bij elkaar. Probeer opnieuw, of vraag een link per e-mail.",
            "This name and password do not belong together. Try again, or ask for a link by e-mail.",
        ),
        "link_used": (
            "Deze link is al gebruikt of verlopen. Vraag een nieuwe.",
            "This link was used or has expired. Ask for a new one.",
        ),
        "password_short": (
            "Neem minstens {limit} tekens; een zin van een paar woorden is het makkelijkst.",
            "Take at least {limit} characters; a sentence of a few words is easiest.",
        ),
        "password_common": (
            "Dit wachtwoord gebruiken te veel mensen. Neem een ander.",
            "Too many people use this password. Take another.",
        ),
        "password_current": ("Je huidige wachtwoord klopt niet.", "Your current password is not right."),
        "role_admin": ("Beheerder", "Administrator"),
        "role_members": ("Ledenbeheerder", "Member administrator"),
        "role_leader": ("Groepsleider", "Group leader"),
        "bot_scopes": ("Een bot kan hebben: {scopes}.", "A bot can have: {scopes}."),
        "login_form": (
            "Neem 3 tot 60 kleine letters, cijfers, punten of streepjes, te beginnen met een letter.",
            "Take 3 to 60 lower-case letters, digits, dots or dashes, beginning with a letter.",
        ),
        "login_taken": ("Deze naam is al in gebruik. Neem een andere.", "This name is taken. Take another."),
    }
)
