"""Mails that say one thing and lead to one page."""

from dataclasses import dataclass

from server.kernel.language import Language
from server.notifications import mime
from server.notifications.mail_layout import button, paragraph, small
from server.notifications.mail_text import Letter, greeting, message_of

_WORDS: dict[str, tuple[str, str]] = {
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
    "why_known": (
        "Je krijgt deze mail omdat {organisation} dit adres bij je naam heeft staan.",
        "You get this mail because {organisation} has this address on file with your name.",
    ),
    "erasure_request_subject": ("Iemand vraagt om gewist te worden", "Somebody asks to be erased"),
    "erasure_request_intro": (
        "Iemand van {organisation} vraagt om uit Akkoord gewist te worden. Bij Privacy zie je wie, en wat er dan "
        "verdwijnt. Antwoord binnen een maand: dat vraagt de AVG.",
        "Somebody of {organisation} asks to be erased from Akkoord. Under Privacy you see who, and what would go. "
        "Answer within a month: the GDPR asks that.",
    ),
    "erasure_request_open": ("Open Privacy", "Open Privacy"),
    "erasure_request_why": (
        "Je krijgt deze mail omdat je leden beheert bij {organisation}.",
        "You get this mail because you manage members of {organisation}.",
    ),
}

NOTICES = ("erasure_request",)
"""Kinds of letters that are notices."""


@dataclass(frozen=True, slots=True)
class GrownMail:
    """Somebody turned 18: to them (`kind` is `grown_up`) or to who acted for them (`grown_child`); `other` is the
    name of the other one."""

    letter: Letter
    kind: str
    other: str
    url: str


def compose_grown(mail: GrownMail) -> bytes:
    """The mail on the day of turning 18. Raises `ValueError` as `compose_unread` does."""
    letter = mail.letter
    names = {"organisation": mime.one_line(letter.organisation), "other": mime.one_line(mail.other)}
    blocks = [
        *greeting(letter),
        paragraph(_say(letter.language, f"{mail.kind}_intro", **names)),
        button(_say(letter.language, "open_me"), mime.safe_url(mail.url)),
        small(_say(letter.language, "why_known", organisation=names["organisation"])),
    ]
    return message_of(letter, None, _say(letter.language, f"{mail.kind}_subject", **names), [], blocks)


def compose_notice(kind: str, letter: Letter, url: str) -> bytes:
    """A mail that says one thing and leads to one page. Raises `ValueError` as `compose_unread` does."""
    organisation = mime.one_line(letter.organisation)
    blocks = [
        *greeting(letter),
        paragraph(_say(letter.language, f"{kind}_intro", organisation=organisation)),
        button(_say(letter.language, f"{kind}_open"), mime.safe_url(url)),
        small(_say(letter.language, f"{kind}_why", organisation=organisation)),
    ]
    return message_of(letter, None, _say(letter.language, f"{kind}_subject"), [], blocks)


def _say(language: Language, key: str, **params: str) -> str:
    return _WORDS[key][0 if language == "nl" else 1].format(**params)
