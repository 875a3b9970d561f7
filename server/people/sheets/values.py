"""What stands in one cell, read as a name, a date, an address, a choice. Each raises `WrongValue`."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Literal, TypeVar

from email_validator import EmailNotValidError, validate_email

from server.people.sheets.columns import CustomField, FamilyPart, plain
from server.people.sheets.reasons import Param

Sex = Literal["f", "m", "x"]
Kind = Literal["person", "company"]
FieldValue = str | date | float | bool
Meaning = TypeVar("Meaning", bound=str)

NAME_LIMIT = 100
LIMITS: Mapping[str, int] = {
    "last_name": 201,
    "full_name": 302,
    "street": 200,
    "postcode": 20,
    "town": 100,
    "phone": 40,
    "group": 120,
    "family_role": 60,
    **dict.fromkeys(("email_label", "phone_label", "postal_label"), 40),
}
REMARKS_LIMIT = 4_000
FIELD_LIMIT = 2_000

_DAY_FIRST = re.compile(r"([0-9]{1,2})([/-])([0-9]{1,2})\2([0-9]{4})")
_YEAR_FIRST = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_PHONE = re.compile(r"\+?[0-9 ()./-]+")
# Marks that turn the direction of writing make a name look like another (Unicode UAX #9 §2), and a byte order mark
# inside a text makes two equal texts differ.
_INVISIBLE = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
_SHOWN = 80

_SEXES: dict[Sex, str] = {
    "f": "v f vrouw vrouwelijk meisje female woman girl",
    "m": "m man mannelijk jongen male boy",
    "x": "x andere anders other",
}
_FAMILY_PARTS: Mapping[str, str] = {
    "child": "kind zoon dochter child son daughter",
    "parent": "ouder moeder vader mama papa parent mother father",
    "step_parent": "plusouder stiefouder stepparent",
    "guardian": "voogd guardian",
    "grandparent": "grootouder oma opa grandparent grandmother grandfather",
    "partner": "partner echtgenoot echtgenote husband wife spouse",
}
_KINDS: dict[Kind, str] = {
    "person": "persoon person individual",
    "company": "bedrijf organisatie vereniging company organisation",
}
_LANGUAGES: dict[str, str] = {
    "nl": "nederlands dutch néerlandais vlaams",
    "en": "engels english anglais",
    "fr": "frans french français",
    "de": "duits german deutsch",
    "es": "spaans spanish español",
    "it": "italiaans italian italiano",
    "pt": "portugees portuguese português",
    "pl": "pools polish polski",
    "ro": "roemeens romanian română",
    "tr": "turks turkish türkçe",
    "ar": "arabisch arabic",
    "uk": "oekraïens ukrainian",
    "ru": "russisch russian",
}
_YES_NO: dict[str, str] = {
    "yes": "ja j yes y true waar x 1",
    "no": "nee neen n no false onwaar 0",
}
_NUMBER = re.compile(r"[+-]?[0-9]{1,15}([.,][0-9]{1,30})?")
_SEX_CHOICES = ("V", "M", "X")


class WrongValue(Exception):  # noqa: N818 - caught where the line is read, and kept as a value
    """A cell does not hold what its column asks; `code` is a key of `REASONS`."""

    def __init__(self, code: str, **params: Param) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


def read_text(text: str, limit: int) -> str:
    """One line of text in NFC, its inner spaces single, at most `limit` characters, that is no formula."""
    check_no_formula(text)
    return read_plain(text, limit)


def check_no_formula(text: str) -> None:
    """Such a text becomes a formula again in the spreadsheet of whoever exports it (OWASP, CSV injection)."""
    if text.startswith(("=", "@")):
        raise WrongValue("formula")


def read_plain(text: str, limit: int) -> str:
    """One line of text in NFC, its inner spaces single, at most `limit` characters."""
    if any(unicodedata.category(character) in {"Cc", "Zl", "Zp"} for character in text):
        raise WrongValue("control_character")
    return _bounded(" ".join(_told(text).split()), limit)


def read_long(text: str, limit: int) -> str:
    """A text of more than one line, in NFC, its lines parted by a line feed."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    if any(unicodedata.category(letter) == "Cc" and letter not in "\n\t" for letter in lines):
        raise WrongValue("control_character")
    return _bounded(_told(lines).strip(), limit)


def _told(text: str) -> str:
    if any(unicodedata.category(character) == "Cs" or character in _INVISIBLE for character in text):
        raise WrongValue("control_character")
    return unicodedata.normalize("NFC", text)


def _bounded(text: str, limit: int) -> str:
    if len(text) > limit:
        raise WrongValue("too_long", limit=limit)
    return text


def read_address(text: str) -> str:
    """An e-mail address (RFC 5321 §4.1.2 without quoted strings and literals), its domain lower case and in ASCII."""
    told = read_text(text, 254)
    try:
        found = validate_email(told, check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError:
        raise WrongValue("invalid_address", value=told[:_SHOWN]) from None
    return found.ascii_email or found.normalized


def read_phone(text: str) -> str:
    """A telephone number as typed: 6 to 15 digits (ITU-T E.164 §6.1), with spaces, dots, slashes, dashes, brackets."""
    told = read_text(text, LIMITS["phone"])
    if not _PHONE.fullmatch(told) or not 6 <= sum(character.isdigit() for character in told) <= 15:
        raise WrongValue("invalid_phone", value=told)
    return told


def read_date(cell: str | date) -> date:
    """A date: Excel's own, dd/mm/yyyy, dd-mm-yyyy or yyyy-mm-dd, between 1900 and 2199."""
    found = cell if isinstance(cell, date) else _written_date(read_text(cell, 40))
    if found is None or not 1900 <= found.year < 2200:
        raise WrongValue("invalid_date", value=str(cell)[:_SHOWN])
    return found


def _written_date(text: str) -> date | None:
    if day_first := _DAY_FIRST.fullmatch(text):
        year, month, day = int(day_first[4]), int(day_first[3]), int(day_first[1])
    elif year_first := _YEAR_FIRST.fullmatch(text):
        year, month, day = (int(part) for part in year_first.groups())
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def read_sex(text: str) -> Sex:
    """`f`, `m` or `x`, from a letter or a word in Dutch or English."""
    return _chosen(read_text(text, NAME_LIMIT), _SEXES, _SEX_CHOICES)


def read_kind(text: str) -> Kind:
    """`person` or `company`, from a word in Dutch or English."""
    return _chosen(read_text(text, NAME_LIMIT), _KINDS, ("persoon/person", "bedrijf/company"))


def read_family_part(parts: Sequence[FamilyPart], text: str) -> int:
    """Someone's place in their family: one of the organisation's own, from its name or a usual word for it."""
    told = plain(read_plain(text, LIMITS["family_role"]))
    named = (part.id for part in parts if plain(part.name) == told)
    usual = (part.id for part in parts if part.key and told in _FAMILY_PARTS.get(part.key, "").split())
    if (found := next(named, None) or next(usual, None)) is None:
        raise WrongValue("unknown_choice", value=text[:_SHOWN], choices=tuple(part.name for part in parts))
    return found


def read_yes_no(text: str) -> bool:
    """Yes or no, in Dutch or English."""
    return _chosen(read_text(text, NAME_LIMIT), _YES_NO, ("ja/yes", "nee/no")) == "yes"


def read_language(text: str) -> str:
    """A language's two letters (ISO 639-1), from those letters or its name."""
    return _chosen(read_text(text, NAME_LIMIT), _LANGUAGES, tuple(_LANGUAGES))


def read_field(field: CustomField, cell: str | date) -> FieldValue:
    """What a custom field holds, by its kind."""
    if field.kind == "date":
        return read_date(cell)
    text = cell if isinstance(cell, str) else cell.isoformat()
    if field.kind == "number":
        return read_number(text)
    if field.kind == "yes_no":
        return read_yes_no(text)
    return read_long(text, FIELD_LIMIT) if field.kind == "text" else _among(read_plain(text, NAME_LIMIT), field.choices)


def read_contact_number(text: str) -> int:
    """The number that an export gave a contact."""
    told = read_text(text, 20)
    if not re.fullmatch("#?[0-9]{1,16}", told):
        raise WrongValue("invalid_number", value=told)
    return int(told.removeprefix("#"))


def read_number(text: str) -> float:
    """A number with a point or a comma before its decimals, without separators of thousands."""
    told = read_text(text, 60)
    if not _NUMBER.fullmatch(told):
        raise WrongValue("invalid_number", value=told)
    return float(told.replace(",", "."))


def _among(text: str, choices: tuple[str, ...]) -> str:
    alike = [choice for choice in choices if choice == text or plain(choice) == plain(text)]
    if not alike:
        raise WrongValue("unknown_choice", value=text[:_SHOWN], choices=choices)
    return text if text in alike else alike[0]


def _chosen(text: str, meanings: Mapping[Meaning, str], choices: tuple[str, ...]) -> Meaning:
    for meaning, words in meanings.items():
        if plain(text) in {plain(str(meaning)), *map(plain, words.split())}:
            return meaning
    raise WrongValue("unknown_choice", value=text[:_SHOWN], choices=choices)
