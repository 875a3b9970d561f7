"""What a column of a list can hold, and which header means which, in Dutch and in English."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from server.kernel.language import Language
from server.people.sheets.reasons import COLUMN_NAMES, language_place

IGNORE = "ignore"
SINGLE = ("number", "kind", "first_name", "infix", "last_name", "full_name", "birth_date", "sex", "language", "remarks")
TOGETHER: Mapping[tuple[str, ...], int] = {
    ("email", "email_label"): 3,
    ("phone", "phone_label"): 3,
    ("street", "postcode", "town", "country", "postal_label"): 3,
    ("group", "function", "group_from", "group_until", "group_reader"): 9,
    ("membership", "member_from", "member_until"): 9,
    ("family", "family_role"): 9,
}
"""Columns that tell one thing together, of which a list may have more than one; how many at most."""

PLACES: Mapping[str, int] = {base: most for bases, most in TOGETHER.items() for base in bases}
"""They are numbered from 1: `email_1`, `email_2` …"""

TARGETS = (
    *SINGLE,
    *(f"{base}_{place}" for bases, most in TOGETHER.items() for place in range(1, most + 1) for base in bases),
)
"""All that a column can hold, custom fields aside: those are `field:<id>`."""

_SYNONYMS: dict[str, str] = {
    "number": "contactnummer contactnumber",
    "kind": "soortcontact kindofcontact contactkind",
    "first_name": "voornaam roepnaam firstname givenname forename",
    "infix": "tussenvoegsel tussenvoegsels tv infix nameprefix",
    "last_name": "achternaam naam familienaam lastname name familyname surname",
    "full_name": "volledigenaam naamvoluit voornaamennaam fullname displayname",
    "birth_date": "geboortedatum geborenop geboren birthdate dateofbirth birthday dob",
    "sex": "geslacht sex gender",
    "email": "email emailadres emailaddress mail mailadres mailaddress",
    "email_label": "soortemail kindofemail emailsoort",
    "phone": "telefoon telefoonnummer tel gsm gsmnummer mobiel phone phonenumber telephone mobile",
    "phone_label": "soorttelefoon telefoonsoort kindofphone phonekind phonetype phonelabel",
    "street": "straat straatennummer straatnummer adres street streetandnumber address",
    "postcode": "postcode postnummer zip zipcode postalcode",
    "town": "gemeente woonplaats plaats stad town city",
    "country": "land country",
    "postal_label": "soortadres adressoort kindofaddress",
    "group": "groep stemgroep stem ploeg group section voicegroup team",
    "function": "functie function role",
    "group_from": "ingroepvan ingroepvanaf groepvan groepvanaf ingroupfrom groupfrom",
    "group_until": "ingroeptot groeptot ingroupuntil groupuntil",
    "group_reader": "leestalleenmee onlyreadsalong lezer reader",
    "membership": "lidmaatschap lidmaatschapstype soortlid lidsoort membership membershiptype",
    "member_from": "lidvan lidvanaf lidsinds memberfrom membersince from",
    "member_until": "lidtot lidtotenmet memberuntil memberto until",
    "family": "gezin gezinsnummer familie family household",
    "family_role": "gezinsrol rolingezin familyrole roleinfamily",
    "language": "taal voertaal language",
    "remarks": "opmerkingen opmerking remarks notes",
}
_MEANINGS: Mapping[str, str] = {word: column for column, words in _SYNONYMS.items() for word in words.split()}
_NUMBERED = re.compile(r"(.*?[^0-9])([0-9]{1,2})")

FieldKind = Literal["text", "number", "date", "choice", "yes_no"]


@dataclass(frozen=True, slots=True)
class CustomField:
    """A field that an organisation made itself; `choices` are those of kind `choice`."""

    id: int
    name: str
    kind: FieldKind
    choices: tuple[str, ...] = ()

    @property
    def target(self) -> str:
        """How a mapping names it."""
        return f"field:{self.id}"


@dataclass(frozen=True, slots=True)
class FamilyPart:
    """What one can be in a family, by the organisation's own word; `key` names those that it began with."""

    id: int
    name: str
    key: str | None = None


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What an organisation has words of its own for: its fields, and the parts in families."""

    fields: tuple[CustomField, ...] = ()
    family_parts: tuple[FamilyPart, ...] = ()


def plain(text: str) -> str:
    """Lower case without accents and without anything but letters and digits, for comparing."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in bare if character.isalnum())


def recognised(texts: Sequence[str], fields: Sequence[CustomField] = ()) -> int:
    """How many of these texts are known headers."""
    return sum(target != IGNORE for target in targets_of(texts, fields))


def targets_of(texts: Sequence[str], fields: Sequence[CustomField]) -> list[str]:
    """What each header means, `ignore` where nothing; "E-mail" without a number takes the first place that is free."""
    named = {field_header(field, fields): field.target for field in fields}
    meanings = [_meaning(plain(text)) for text in texts]
    claimed = {f"{base}_{place}" for base, place in filter(None, meanings) if place}
    found: list[str] = []
    for text, meaning in zip(texts, meanings, strict=True):
        if text in named:
            target = named[text]
        elif meaning is None:
            target = _of_field(text, fields)
        else:
            target = _placed(*meaning, claimed)
        claimed.add(target)
        found.append(target)
    return found


def _placed(base: str, place: int, claimed: set[str]) -> str:
    if base in SINGLE:
        return base
    if place:
        return f"{base}_{place}"
    free = (f"{base}_{each}" for each in range(1, PLACES[base] + 1))
    return next((target for target in free if target not in claimed), f"{base}_{PLACES[base]}")


def _of_field(text: str, fields: Sequence[CustomField]) -> str:
    alike = [field.target for field in fields if plain(field.name) == plain(text)]
    return alike[0] if len(alike) == 1 and plain(text) else IGNORE


def _meaning(word: str) -> tuple[str, int] | None:
    """The column that a header means, and its number; 0 without one."""
    if word in _MEANINGS:
        return _MEANINGS[word], 0
    if not (numbered := _NUMBERED.fullmatch(word)):
        return None
    base, place = _MEANINGS.get(numbered[1], ""), int(numbered[2])
    return (base, place) if 1 <= place <= PLACES.get(base, 0) else None


def name_of(target: str, language: Language, fields: Sequence[CustomField] = ()) -> str:
    """What a target is called as the header of a column; read again it means the same."""
    for field in fields:
        if field.target == target:
            return field_header(field, fields)
    base, _, place = target.rpartition("_")
    if not place.isdigit():
        return COLUMN_NAMES[target][language_place(language)] if target in COLUMN_NAMES else target
    numbered = base == "email" or place != "1"
    name = COLUMN_NAMES[base][language_place(language)]
    return f"{name} {place}" if numbered else name


def field_header(field: CustomField, fields: Sequence[CustomField]) -> str:
    """The header of a custom field: its name, and its number where the name alone means something else too."""
    alike = sum(plain(each.name) == plain(field.name) for each in fields)
    if alike > 1 or _meaning(plain(field.name)) is not None or not plain(field.name):
        return f"{field.name} [{field.id}]"
    return field.name
