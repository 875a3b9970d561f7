"""What the mails are written with: their words in both languages, and moments as one says them."""

from datetime import datetime
from zoneinfo import ZoneInfo

from server.kernel.language import Language, day_text

_DAYS: dict[Language, str] = {
    "nl": "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
}
_WORDS: dict[str, tuple[str, str]] = {
    "at": ("{day} {date} om {time}", "{day} {date} at {time}"),
    "via": ("{author} via {organisation}", "{author} via {organisation}"),
    "and": ("{first} en {last}", "{first} and {last}"),
    "others": ("{first} en {count} anderen", "{first} and {count} others"),
    "in": ("{authors} in {title}", "{authors} in {title}"),
    "one_message": ("{who}: 1 nieuw bericht", "{who}: 1 new message"),
    "messages": ("{who}: {count} nieuwe berichten", "{who}: {count} new messages"),
    "more": (
        "Daarvoor kwamen er nog {count}; die lees je in het gesprek.",
        "Before these came {count} more; read those in the conversation.",
    ),
    "greeting": ("Dag {name},", "Hello {name},"),
    "unread": (
        "Dit kwam binnen terwijl je er niet was, in {title}:",
        "This came in while you were away, in {title}:",
    ),
    "unread_direct": ("Dit kwam binnen terwijl je er niet was:", "This came in while you were away:"),
    "open_conversation": ("Open het gesprek", "Open the conversation"),
    "why_unread": (
        "Je krijgt deze mail omdat je in {organisation} berichten per e-mail ontvangt die je nog niet las.",
        "You get this mail because you receive messages of {organisation} by e-mail that you have not read yet.",
    ),
    "stop": ("Geen mails meer over berichten", "No more mails about messages"),
    "link_subject": ("Je link om aan te melden bij {organisation}", "Your link to sign in to {organisation}"),
    "link_intro": (
        "Met deze knop meld je je aan bij {organisation}. De link werkt één keer, tot {until}.",
        "This button signs you in to {organisation}. The link works once, until {until}.",
    ),
    "sign_in": ("Aanmelden", "Sign in"),
    "why_link": (
        "Vroeg je dit niet zelf? Dan hoef je niets te doen; zonder deze link komt niemand binnen.",
        "Did you not ask for this? Then you need do nothing; without this link nobody gets in.",
    ),
    "invitation_subject": ("{inviter} nodigt je uit bij {organisation}", "{inviter} invites you to {organisation}"),
    "invitation_intro": (
        "{inviter} nodigt je uit bij {organisation}. Kies een gebruikersnaam en een wachtwoord, en je bent binnen. "
        "De link werkt één keer, tot {until}.",
        "{inviter} invites you to {organisation}. Choose a user name and a password, and you are in. "
        "The link works once, until {until}.",
    ),
    "accept": ("Uitnodiging aannemen", "Accept the invitation"),
    "why_invitation": (
        "Je krijgt deze mail omdat {organisation} dit adres bij je naam heeft staan.",
        "You get this mail because {organisation} has this address on file with your name.",
    ),
    "grown_up_subject": ("Je bent 18: {other} handelt niet meer voor je", "You are 18: {other} acts for you no more"),
    "grown_up_intro": (
        "Je bent 18 geworden. Vanaf vandaag kan {other} bij {organisation} niet meer voor je lezen, schrijven of "
        "antwoorden. Wil je dat wel? Kies bij Mijn gegevens wie voor je mag handelen; je kunt het altijd intrekken.",
        "You have turned 18. From today {other} can no longer read, write or answer for you at {organisation}. Do you "
        "want that after all? Choose under My details who may act for you; you can take it back at any time.",
    ),
    "grown_child_subject": ("{other} is 18: je handelt niet meer mee", "{other} is 18: you act for them no more"),
    "grown_child_intro": (
        "{other} is 18 geworden. Vanaf vandaag kun je bij {organisation} niet meer voor {other} handelen. Willen "
        "jullie dat allebei wel? Dan kan {other} je toelaten bij Mijn gegevens.",
        "{other} has turned 18. From today you can no longer act for {other} at {organisation}. Do you both want that "
        "after all? Then {other} can let you, under My details.",
    ),
    "open_me": ("Naar Mijn gegevens", "To My details"),
    "erasure_request_subject": ("Iemand vraagt om gewist te worden", "Somebody asks to be erased"),
    "erasure_request_intro": (
        "Iemand van {organisation} vraagt om uit Akkoord gewist te worden. Bij Privacy zie je wie, en wat er dan "
        "verdwijnt. Antwoord binnen een maand: dat vraagt de AVG.",
        "Somebody of {organisation} asks to be erased from Akkoord. Under Privacy you see who, and what would go. "
        "Answer within a month: the GDPR asks that.",
    ),
    "erasure_request_open": ("Open Privacy", "Open Privacy"),
    "message_report_subject": ("Een bericht is gemeld", "A message was reported"),
    "message_report_intro": (
        "Iemand van {organisation} meldde een bericht. Bij Gemelde berichten lees je het, en beslis je of het blijft.",
        "Somebody of {organisation} reported a message. Under Reported messages you read it, and decide whether it "
        "stays.",
    ),
    "message_report_open": ("Open Gemelde berichten", "Open Reported messages"),
    "message_report_why": (
        "Je krijgt deze mail omdat je gesprekken beheert bij {organisation}.",
        "You get this mail because you manage conversations of {organisation}.",
    ),
    "report_passed_subject": ("Een bericht is gemeld", "A message was reported"),
    "report_passed_intro": (
        "Iemand van {organisation} meldde een bericht waarover wie gesprekken beheert niet zelf mag beslissen. Daarom "
        "vragen we het jou: bij Gemelde berichten lees je het, en beslis je of het blijft.",
        "Somebody of {organisation} reported a message on which those who manage conversations may not decide "
        "themselves. So we ask you: under Reported messages you read it, and decide whether it stays.",
    ),
    "report_passed_open": ("Open Gemelde berichten", "Open Reported messages"),
    "report_passed_why": (
        "Je krijgt deze mail omdat je rollen uitdeelt bij {organisation}.",
        "You get this mail because you give out roles at {organisation}.",
    ),
    "poll_reminder_subject": ("Nog te beantwoorden: {about}", "Still to answer: {about}"),
    "poll_reminder_intro": (
        "Bij {organisation} wacht men op jouw antwoord: {about}. Antwoorden kan met één tik, in het gesprek.",
        "{organisation} waits for your answer: {about}. You answer with one tap, in the conversation.",
    ),
    "poll_reminder_open": ("Antwoord nu", "Answer now"),
    "poll_reminder_why": (
        "Je krijgt deze mail omdat iemand van {organisation} vroeg om wie nog niet antwoordde te herinneren.",
        "You get this mail because somebody of {organisation} asked to remind those who have not answered.",
    ),
    "erasure_request_why": (
        "Je krijgt deze mail omdat je leden beheert bij {organisation}.",
        "You get this mail because you manage members of {organisation}.",
    ),
    "password_changed_subject": ("Je wachtwoord is gewijzigd", "Your password was changed"),
    "password_changed_intro": (
        "Het wachtwoord van je login bij {organisation} is gewijzigd. Je andere toestellen zijn afgemeld.",
        "The password of your login at {organisation} was changed. Your other devices were signed out.",
    ),
    "second_factor_on_subject": ("Verificatie in twee stappen staat aan", "Two-step verification is on"),
    "second_factor_on_intro": (
        "Wie zich bij {organisation} met jouw wachtwoord aanmeldt, heeft voortaan ook een code van je app nodig.",
        "Whoever signs in to {organisation} with your password needs a code of your app as well from now on.",
    ),
    "second_factor_off_subject": ("Verificatie in twee stappen staat uit", "Two-step verification is off"),
    "second_factor_off_intro": (
        "Voor je login bij {organisation} is geen code van je app meer nodig. Je herstelcodes werken niet meer.",
        "Your login at {organisation} needs no code of your app any more. Your recovery codes work no longer.",
    ),
    "passkey_added_subject": ("Je hebt een nieuwe passkey", "You have a new passkey"),
    "passkey_added_intro": (
        "Bij je login voor {organisation} is een passkey gezet. Daarmee meld je je aan zonder wachtwoord of code.",
        "A passkey was added to your login for {organisation}. It signs you in without a password or a code.",
    ),
    "passkey_removed_subject": ("Een van je passkeys is verwijderd", "One of your passkeys was removed"),
    "passkey_removed_intro": (
        "Bij je login voor {organisation} is een passkey verwijderd. Daarmee meldt niemand zich nog aan.",
        "A passkey was removed from your login for {organisation}. It signs nobody in any more.",
    ),
    "security_open": ("Bekijk hoe je je aanmeldt", "See how you sign in"),
    "security_why": (
        "Was jij dit niet? Vraag meteen een link om aan te melden, kies een nieuw wachtwoord, en kijk je passkeys na.",
        "Was this not you? Then ask for a link to sign in at once, choose a new password, and check your passkeys.",
    ),
}


def told(moment: datetime, language: Language, zone: str) -> str:
    """A moment in words, in the time of a zone."""
    local = moment.astimezone(ZoneInfo(zone))
    return say(
        language,
        "at",
        day=_DAYS[language].split()[local.weekday()],
        date=day_text(local.date(), language),
        time=f"{local:%H:%M}",
    )


def say(language: Language, key: str, **params: str | int) -> str:
    """A sentence of the mails."""
    return _WORDS[key][0 if language == "nl" else 1].format(**params)
