"""What accounts say."""

from server.kernel.language import sentences

sentences(
    {
        "sign_in_refused": (
            "Deze naam en dit wachtwoord horen niet bij elkaar. Probeer opnieuw, of vraag een link per e-mail.",
            "This name and password do not belong together. Try again, or ask for a link by e-mail.",
        ),
        "second_factor": (
            "Geef ook de code uit je authenticator-app, of een van je herstelcodes.",
            "Also give the code from your authenticator app, or one of your recovery codes.",
        ),
        "second_factor_wrong": (
            "Deze code klopt niet of is al gebruikt. Wacht op de volgende in je app, of neem een herstelcode.",
            "This code is not right or was used already. Wait for the next one in your app, or take a recovery code.",
        ),
        "totp_first_wrong": (
            "Deze code klopt niet. Typ de code die de app nu toont, en kijk of de klok van je telefoon juist staat.",
            "This code is not right. Type the one that the app shows now, and see whether your phone's clock is right.",
        ),
        "totp_on": (
            "Verificatie in twee stappen staat al aan. Zet ze eerst uit om een andere app te koppelen.",
            "Two-step verification is on already. Turn it off first to set up another app.",
        ),
        "totp_off": (
            "Verificatie in twee stappen staat niet aan.",
            "Two-step verification is not on.",
        ),
        "totp_not_begun": (
            "Vraag eerst een nieuwe QR-code, en scan die met je app.",
            "First ask for a new QR code, and scan it with your app.",
        ),
        "proof_needed": (
            "Je bent hier al een tijd aangemeld. Geef nog eens je wachtwoord, of meld je eerst opnieuw aan.",
            "You signed in here some time ago. Give your password once more, or sign in again first.",
        ),
        "passkey_refused": (
            "Met deze passkey lukt het niet. Probeer opnieuw, of meld je aan met je wachtwoord of een link.",
            "This passkey does not work. Try again, or sign in with your password or a link.",
        ),
        "passkey_not_added": (
            "Deze passkey is niet bewaard. Begin opnieuw; het moet binnen tien minuten.",
            "This passkey was not kept. Begin again; it has to be done within ten minutes.",
        ),
        "passkeys_full": (
            "Je hebt al {limit} passkeys. Verwijder er eerst een die je niet meer gebruikt.",
            "You have {limit} passkeys already. First remove one that you no longer use.",
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
            "Dit, of iets dat erop lijkt, gebruiken te veel mensen. Neem een paar woorden die niet bij elkaar horen.",
            "Too many people use this or something like it. Take a few words that do not belong together.",
        ),
        "password_own": (
            "Je naam of die van je vereniging raadt men het eerst. Neem een paar woorden die niets over je zeggen.",
            "Your name or your association's is guessed first. Take a few words that say nothing about you.",
        ),
        "password_word": (
            "Eén woord is snel geraden. Zet er een paar bij die er niets mee te maken hebben.",
            "One word is soon guessed. Add a few that have nothing to do with it.",
        ),
        "password_name": (
            "Namen zijn snel geraden. Neem een paar gewone woorden die niet bij elkaar horen.",
            "Names are soon guessed. Take a few ordinary words that do not belong together.",
        ),
        "password_keys": (
            "Toetsen die naast elkaar liggen zijn snel geraden. Neem een zin van een paar woorden.",
            "Keys that lie side by side are soon guessed. Take a sentence of a few words.",
        ),
        "password_repeat": (
            "Herhalen maakt een wachtwoord nauwelijks sterker. Neem een paar verschillende woorden.",
            "Repeating hardly makes a password stronger. Take a few different words.",
        ),
        "password_sequence": (
            "Reeksen zoals abc of 6543 zijn snel geraden. Neem een zin van een paar woorden.",
            "Sequences such as abc or 6543 are soon guessed. Take a sentence of a few words.",
        ),
        "password_date": (
            "Datums en jaartallen zijn snel geraden. Neem een paar woorden die niet bij elkaar horen.",
            "Dates and years are soon guessed. Take a few words that do not belong together.",
        ),
        "password_capitals": (
            "Hoofdletters helpen weinig. Zet er liever een of twee woorden bij.",
            "Capitals help little. Better add a word or two.",
        ),
        "password_reversed": (
            "Omgekeerde woorden helpen weinig. Zet er liever een of twee woorden bij.",
            "Reversed words help little. Better add a word or two.",
        ),
        "password_signs": (
            "Een @ in plaats van een a helpt weinig. Zet er liever een of twee woorden bij.",
            "An @ in place of an a helps little. Better add a word or two.",
        ),
        "password_weak": (
            "Dit is te makkelijk te raden. Zet er een of twee woorden bij; ongewone zijn het best.",
            "This is too easily guessed. Add a word or two; uncommon ones are best.",
        ),
        "password_current": (
            "Je huidige wachtwoord klopt niet. Vergeten? Meld je af, vraag een link per e-mail en kies dan een nieuw.",
            "Your current password is not right. Forgotten? Sign out, ask for a link by e-mail and choose a new one.",
        ),
        "role_admin": ("Beheerder", "Administrator"),
        "role_members": ("Ledenbeheerder", "Member administrator"),
        "role_leader": ("Groepsleider", "Group leader"),
        "role_capabilities": ("Kies uit: {names}.", "Choose from: {names}."),
        "role_name_taken": ("Er is al een rol met deze naam.", "There is a role of this name already."),
        "role_admin_fixed": (
            "De rol van beheerder blijft zoals ze is, zodat er altijd iemand alles kan. Maak een andere rol.",
            "The administrators' role stays as it is, so that somebody can always do everything. Make another role.",
        ),
        "role_beyond": (
            "Je kunt geen recht geven of afnemen dat je zelf niet hebt. Vraag het aan een beheerder.",
            "You cannot give or take away a right that you do not have yourself. Ask an administrator.",
        ),
        "access_beyond": (
            "Deze persoon heeft rechten die jij niet kunt afnemen. Vraag een beheerder om dit te doen.",
            "This person has rights that you cannot take away. Ask an administrator to do this.",
        ),
        "role_granted": (
            "Iemand heeft deze rol nog. Neem ze eerst af van wie ze heeft.",
            "Somebody still has this role. First take it away from those who have it.",
        ),
        "role_not_in_group": (
            "Deze rol reikt verder dan één groep. Geef ze in de hele organisatie, of kies een andere rol.",
            "This role reaches further than one group. Give it in the whole organisation, or choose another role.",
        ),
        "last_admin": (
            "Dit is de laatste persoon die rechten kan geven. Stel eerst iemand anders aan.",
            "This is the last person who can give rights. First appoint somebody else.",
        ),
        "previews_not_allowed": (
            "Wie deze server beheert, laat niet toe dat hij naar links kijkt. Vraag het daar.",
            "Who runs this server does not let it look at links. Ask there.",
        ),
        "organisation_zone": (
            "“{zone}” is geen tijdzone. Schrijf bijvoorbeeld Europe/Brussels.",
            "“{zone}” is not a time zone. Write for example Europe/Brussels.",
        ),
        "capability_members": ("Leden beheren", "Manage members"),
        "capability_members_opens": (
            "Contacten, groepen, gezinnen en lidmaatschappen toevoegen, wijzigen en verwijderen, en mensen uitnodigen.",
            "Add, change and remove contacts, groups, families and memberships, and invite people.",
        ),
        "capability_roster": ("Leden inzien", "See members"),
        "capability_roster_opens": (
            "Adressen, telefoonnummers en andere gegevens van leden bekijken.",
            "See members' addresses, telephone numbers and other details.",
        ),
        "capability_conversations": ("Gesprekken beheren", "Manage conversations"),
        "capability_conversations_opens": (
            "Groepsgesprekken openen, en mensen erbij zetten of eruit halen.",
            "Open group conversations, and add people to them or remove them.",
        ),
        "capability_agenda": ("Agenda beheren", "Manage the agenda"),
        "capability_agenda_opens": (
            "Activiteiten plannen, verplaatsen en afgelasten.",
            "Plan, move and cancel activities.",
        ),
        "capability_news": ("Nieuws beheren", "Manage news"),
        "capability_news_opens": ("Nieuws schrijven en publiceren.", "Write and publish news."),
        "capability_mailings": ("Mailings versturen", "Send mailings"),
        "capability_mailings_opens": (
            "Nieuwsbrieven en andere mails aan veel mensen versturen.",
            "Send newsletters and other mails to many people.",
        ),
        "capability_settings": ("Instellingen beheren", "Manage settings"),
        "capability_settings_opens": (
            "Naam, taal en tijdzone van de organisatie, en bots.",
            "The organisation's name, language and time zone, and bots.",
        ),
        "capability_access": ("Rechten beheren", "Manage access"),
        "capability_access_opens": (
            "Rollen maken en geven, en het logboek lezen.",
            "Make and give roles, and read the log.",
        ),
        "audit_bot.create": ("Bot gemaakt", "Bot made"),
        "audit_bot.remove": ("Bot verwijderd", "Bot removed"),
        "audit_role.create": ("Rol gemaakt", "Role made"),
        "audit_role.change": ("Rol gewijzigd", "Role changed"),
        "audit_role.remove": ("Rol verwijderd", "Role removed"),
        "audit_organisation.change": ("Instellingen van de organisatie gewijzigd", "Organisation's settings changed"),
        "bot_scopes": ("Een bot kan hebben: {scopes}.", "A bot can have: {scopes}."),
        "login_form": (
            "Neem 3 tot 60 kleine letters, cijfers, punten of streepjes, te beginnen met een letter.",
            "Take 3 to 60 lower-case letters, digits, dots or dashes, beginning with a letter.",
        ),
        "login_taken": ("Deze naam is al in gebruik. Neem een andere.", "This name is taken. Take another."),
    }
)
