"""Writing contacts as vCard 4 (RFC 6350)."""

import re
from collections.abc import Iterable, Sequence
from datetime import date
from uuid import UUID, uuid5

import msgspec

from server.people.sheets.columns import plain

_CONTACTS = UUID("5d8a4f0e-7c0b-4a55-9d0e-2f5d8f3c61b7")
_FOLDED_AT = 75
_GENDERS = {"f": "F", "m": "M", "x": "O"}
_PHONES = {
    "cell": ("gsm", "mobiel", "mobile", "cell"),
    "home": ("thuis", "vast", "home", "landline"),
    "work": ("werk", "work", "kantoor", "office"),
}
_ESCAPES = {"\\": "\\\\", ",": "\\,", ";": "\\;", "\r\n": "\\n", "\r": "\\n", "\n": "\\n"}
_TO_ESCAPE = re.compile(r"\r\n|[\\,;\r\n]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


class PhoneEntry(msgspec.Struct, frozen=True):
    """A telephone number as typed, and what kind of phone it is."""

    number: str
    label: str | None = None


class PostalEntry(msgspec.Struct, frozen=True):
    """A postal address in its parts."""

    street: str = ""
    postcode: str = ""
    town: str = ""
    country: str = ""


class Card(msgspec.Struct, frozen=True):
    """A person or a company, as they stand on a card; what comes first is preferred."""

    id: int
    first_name: str
    last_name: str
    company: bool = False
    birth_date: date | None = None
    sex: str | None = None
    language: str | None = None
    addresses: tuple[str, ...] = ()
    phones: tuple[PhoneEntry, ...] = ()
    postal: tuple[PostalEntry, ...] = ()
    groups: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}".strip()


def write_vcards(cards: Iterable[Card]) -> bytes:
    """Cards one after the other, in UTF-8, each line folded at 75 octets (RFC 6350 §3.2)."""
    return "".join(_folded(line) for card in cards for line in _lines(card)).encode()


def _lines(card: Card) -> list[str]:
    lines = ["BEGIN:VCARD", "VERSION:4.0", f"KIND:{'org' if card.company else 'individual'}"]
    lines.append(f"UID:urn:uuid:{uuid5(_CONTACTS, str(card.id))}")
    lines.append(f"FN:{escape(card.name)}")
    if card.company:
        lines.append(f"ORG:{escape(card.name)}")
    else:
        lines.append(f"N:{escape(card.last_name)};{escape(card.first_name)};;;")
    lines += [f"BDAY:{card.birth_date:%Y%m%d}"] if card.birth_date else []
    lines += [f"GENDER:{_GENDERS[card.sex]}"] if card.sex in _GENDERS else []
    lines += [f"LANG:{escape(card.language)}"] if card.language else []
    lines += [f"EMAIL;PREF={place}:{escape(address)}" for place, address in enumerate(card.addresses, start=1)]
    lines += [_phone(place, phone) for place, phone in enumerate(card.phones, start=1)]
    lines += [_postal(place, entry) for place, entry in enumerate(card.postal, start=1)]
    if card.groups:
        lines.append("CATEGORIES:" + ",".join(map(escape, card.groups)))
    return [*lines, "END:VCARD"]


def _phone(place: int, phone: PhoneEntry) -> str:
    kind = next((f";TYPE={kind}" for kind, words in _PHONES.items() if plain(phone.label or "") in words), "")
    digits = re.sub(r"[^0-9+]", "", phone.number.replace("(0)", ""))  # the zero that one dials within the country
    # Only a number with its country is a tel URI of its own (RFC 3966 §5.1.4); others stay a text (RFC 6350 §6.4.1).
    if phone.number.startswith("+"):
        return f"TEL;VALUE=uri;PREF={place}{kind}:tel:{digits}"
    return f"TEL;VALUE=text;PREF={place}{kind}:{escape(phone.number)}"


def _postal(place: int, entry: PostalEntry) -> str:
    parts: Sequence[str] = ("", "", entry.street, entry.town, "", entry.postcode, entry.country)
    return f"ADR;PREF={place}:" + ";".join(map(escape, parts))


def escape(text: str) -> str:
    """A text value (RFC 6350 §3.4): no line break, comma, semicolon or backslash of its own ends it."""
    return _TO_ESCAPE.sub(lambda found: _ESCAPES[found[0]], _CONTROL.sub("", text))


def _folded(line: str) -> str:
    """A content line of at most 75 octets a physical line, never broken within a character."""
    parts, room, part = [], _FOLDED_AT, ""
    for letter in line:
        size = len(letter.encode())
        if size > room:
            parts.append(part)
            part, room = "", _FOLDED_AT - 1  # the space that marks the line as folded counts
        part += letter
        room -= size
    return "\r\n ".join([*parts, part]) + "\r\n"
