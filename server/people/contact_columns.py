"""Which header means which column, in Dutch and in English."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from server.people.contact_reasons import COLUMN_NAMES, Refused

REQUIRED = ("first_name", "last_name")
ADDRESSES = ("address_1", "address_2", "address_3")

_SYNONYMS: dict[str, str] = {
    "first_name": "voornaam roepnaam firstname givenname forename",
    "infix": "tussenvoegsel tussenvoegsels tv infix nameprefix",
    "last_name": "achternaam naam familienaam lastname name familyname surname",
    "birth_date": "geboortedatum geborenop geboren birthdate dateofbirth birthday dob",
    "sex": "geslacht sex gender",
    "phone": "telefoon telefoonnummer tel gsm gsmnummer mobiel phone phonenumber telephone mobile",
    "street": "straat straatennummer straatnummer adres street streetandnumber address",
    "postcode": "postcode postnummer zip zipcode postalcode",
    "town": "gemeente woonplaats plaats stad town city",
    "group": "groep stemgroep stem ploeg group section voicegroup team",
    "function": "functie function role",
    "member_from": "lidvan lidvanaf lidsinds memberfrom membersince from",
    "member_until": "lidtot lidtotenmet memberuntil memberto until",
    "family": "gezin gezinsnummer familie family household",
    "family_role": "gezinsrol rolingezin familyrole roleinfamily",
    "language": "taal voertaal language",
}
_ADDRESS_WORDS = "email emailadres emailaddress mail mailadres mailaddress"

MEANINGS: Mapping[str, str] = {word: column for column, words in _SYNONYMS.items() for word in words.split()} | {
    f"{word}{column[-1]}": column for column in ADDRESSES for word in _ADDRESS_WORDS.split()
}
_PLAIN_ADDRESS = frozenset(_ADDRESS_WORDS.split())


@dataclass(frozen=True, slots=True)
class Header:
    """The first line of a file, understood: column → place in the line, the texts as written, what meant nothing."""

    places: Mapping[str, int]
    texts: tuple[str, ...]
    unknown: tuple[str, ...]
    double: tuple[str, ...]

    def text_of(self, column: str) -> str:
        """The header's text as it stands in the file; the Dutch name for a column that the file lacks."""
        return self.texts[self.places[column]] if column in self.places else COLUMN_NAMES[column][0]

    def refusal(self, line: int) -> Refused | None:
        """What is wrong with this header, if anything."""
        missing = tuple(column for column in REQUIRED if column not in self.places)
        if missing:
            return Refused(line, "", "columns_missing", {"missing": missing, "unknown": self.unknown})
        if self.double:
            return Refused(line, "", "columns_double", {"double": self.double, "unknown": self.unknown})
        return None


def plain(text: str) -> str:
    """Lower case without accents and without anything but letters and digits, for comparing."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in bare if character.isalnum())


def recognised(texts: Sequence[str]) -> int:
    """How many of these texts are known headers."""
    return sum(plain(text) in MEANINGS or plain(text) in _PLAIN_ADDRESS for text in texts)


def read_header(texts: Sequence[str]) -> Header:
    """Understand a first line. "E-mail" without a number takes the first address that no numbered header claims."""
    places: dict[str, int] = {}
    unknown: list[str] = []
    double: list[str] = []
    claimed = {MEANINGS.get(plain(text)) for text in texts}
    for place, text in enumerate(texts):
        column = _meaning(plain(text), claimed, places)
        if column is None:
            unknown.extend([text] if text else [])
        elif column in places:
            double.append(text)
        else:
            places[column] = place
    return Header(places, tuple(texts), tuple(unknown), tuple(double))


def _meaning(word: str, claimed: set[str | None], places: Mapping[str, int]) -> str | None:
    if word not in _PLAIN_ADDRESS:
        return MEANINGS.get(word)
    free = (column for column in ADDRESSES if column not in claimed and column not in places)
    return next(free, ADDRESSES[-1])
