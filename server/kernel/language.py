"""Sentences in Dutch and English. Each feature adds its own; a key missing in either language fails at import."""

from datetime import date
from typing import Any, Literal

from server.kernel.errors import Reason

Language = Literal["nl", "en"]
LANGUAGES: tuple[Language, ...] = ("nl", "en")

_MONTHS: dict[Language, list[str]] = {
    "nl": "januari februari maart april mei juni juli augustus september oktober november december".split(),
    "en": "January February March April May June July August September October November December".split(),
}
_sentences: dict[str, dict[Language, str]] = {}


def sentences(table: dict[str, tuple[str, str]]) -> None:
    """Add sentences: key → (Dutch, English). Raises `ValueError` for a key that exists or lacks a language."""
    for key, (dutch, english) in table.items():
        if key in _sentences or not dutch or not english:
            raise ValueError(f"the sentence {key!r} is there twice or lacks a language")
        _sentences[key] = {"nl": dutch, "en": english}


def say(reason: Reason, language: Language) -> str:
    """The sentence for a reason, in one language; a date that fills it in is said as one says it."""
    said = {name: _said(value, language) for name, value in reason.params.items()}
    return _sentences[reason.key][language].format(**said)


def _said(value: Any, language: Language) -> Any:
    return day_text(value, language) if type(value) is date else value


def day_text(day: date, language: Language) -> str:
    """A day as one says it: "26 november 2026"."""
    return f"{day.day} {_MONTHS[language][day.month - 1]} {day.year}"


def template(key: str, language: Language) -> str:
    """A sentence as it stands in the catalogue, with the blanks to be filled in."""
    return _sentences[key][language]


def known_keys() -> frozenset[str]:
    """Every key of the catalogue, for the tests."""
    return frozenset(_sentences)


def chosen_language(accept_language: str | None, default: Language = "nl") -> Language:
    """The best of our languages for an `Accept-Language` header (RFC 9110 §12.5.4)."""
    weighed: list[tuple[float, int, Language]] = []
    for place, part in enumerate((accept_language or "").split(",")):
        tag, _, weight = part.strip().partition(";q=")
        spoken = tag.lower().split("-")[0]
        weighed += [(_weight(weight), -place, language) for language in LANGUAGES if language == spoken]
    return max(weighed)[2] if weighed else default


def _weight(text: str) -> float:
    try:
        return float(text) if text else 1.0
    except ValueError:
        return 0.0


sentences(
    {
        "malformed": ("Dit is geen geldige JSON: {problem}.", "This is not valid JSON: {problem}."),
        "invalid": (
            "Sommige velden kloppen niet: {names}. Verbeter ze en probeer opnieuw.",
            "Some fields are not right: {names}. Correct them and try again.",
        ),
        "unauthenticated": ("Meld je eerst aan.", "Sign in first."),
        "session_expired": ("Je sessie is afgelopen. Meld je opnieuw aan.", "Your session has ended. Sign in again."),
        "forbidden": (
            "Je hebt hiervoor geen recht. Vraag het aan een beheerder.",
            "You have no right to do this. Ask an administrator.",
        ),
        "foreign_origin": (
            "Deze aanvraag komt van een andere website ({origin}) en is geweigerd. Zet AKKOORD_URL op het adres waarop "
            "leden Akkoord openen.",
            "This request comes from another website ({origin}) and was refused. Set AKKOORD_URL to the address at "
            "which members open Akkoord.",
        ),
        "not_found": (
            "Dit bestaat niet, of je kunt het niet zien.",
            "This does not exist, or you cannot see it.",
        ),
        "unknown_operation": (
            "De bewerking {operation} bestaat niet. Kijk in de lijst van bewerkingen.",
            "There is no operation {operation}. See the list of operations.",
        ),
        "conflict": (
            "Dit is intussen veranderd. Laad opnieuw en probeer het nog eens.",
            "This has changed meanwhile. Reload and try again.",
        ),
        "key_conflict": (
            "Deze sleutel is al gebruikt met andere gegevens. Neem een nieuwe sleutel.",
            "This key was already used with other arguments. Draw a new key.",
        ),
        "cursor_refused": (
            "Deze cursor hoort niet bij deze organisatie. Begin opnieuw zonder cursor.",
            "This cursor does not belong to this organisation. Start again without a cursor.",
        ),
        "too_large": ("Dit is te groot: hoogstens {limit} bytes.", "This is too large: at most {limit} bytes."),
        "rate_limited": (
            "Te veel pogingen. Probeer het over {seconds} seconden opnieuw.",
            "Too many attempts. Try again in {seconds} seconds.",
        ),
        "too_many_requests": (
            "Er staan al {limit} aanvragen open. Wacht op een antwoord.",
            "There are already {limit} requests open. Wait for an answer.",
        ),
        "internal": (
            "Er ging iets mis aan onze kant. Het is genoteerd onder {reference}; niets is bewaard.",
            "Something went wrong on our side. It is noted as {reference}; nothing was kept.",
        ),
        "database_busy": (
            "De gegevensbank is bezet. Probeer het zo meteen opnieuw.",
            "The database is busy. Try again in a moment.",
        ),
        "disk_full": (
            "De schijf van de server is vol; niets is bewaard. Verwittig wie de server beheert.",
            "The server's disk is full; nothing was kept. Tell whoever runs the server.",
        ),
        "unavailable": (
            "Dit is even niet beschikbaar. Probeer het zo meteen opnieuw.",
            "This is not available right now. Try again in a moment.",
        ),
        "database_in_use": (
            "Een ander proces gebruikt {file}. Stop het eerst: één proces per SQLite-bestand.",
            "Another process uses {file}. Stop it first: one process per SQLite file.",
        ),
        "field_missing": ("Dit veld is verplicht.", "This field is required."),
        "field_unknown": ("Dit veld bestaat niet.", "There is no such field."),
        "field_type": ("Hier hoort {expected} te staan.", "This should be {expected}."),
        "field_too_long": ("Hoogstens {limit} tekens.", "At most {limit} characters."),
        "field_too_short": ("Minstens {limit} tekens.", "At least {limit} characters."),
        "field_too_many": ("Hoogstens {limit} stuks.", "At most {limit} items."),
        "field_too_few": ("Minstens {limit} stuks.", "At least {limit} items."),
        "field_too_high": ("Hoogstens {limit}.", "At most {limit}."),
        "field_too_low": ("Minstens {limit}.", "At least {limit}."),
        "field_pattern": ("Dit heeft niet de juiste vorm.", "This does not have the right form."),
        "field_choice": ("Dit is geen van de mogelijkheden.", "This is not one of the choices."),
        "field_blank": ("Dit mag niet leeg zijn.", "This cannot be empty."),
        "field_characters": (
            "Hier staan tekens in die niet mogen (stuurtekens).",
            "This holds characters that are not allowed (control characters).",
        ),
        "field_wrong": ("Dit klopt niet.", "This is not right."),
        "field_moment": (
            "Geef een datum (2026-11-26) of een moment met zone (2026-11-26T19:00:00Z).",
            "Give a date (2026-11-26) or a moment with its zone (2026-11-26T19:00:00Z).",
        ),
    }
)
