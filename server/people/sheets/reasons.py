"""Why a file of contacts, or one line of it, is refused: codes with what fills them in, and sentences for them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from server.kernel.language import Language, day_text

Param = str | int | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Refused:
    """One thing wrong with a file.

    `line` counts from 1 as the person's own program shows it, 0 for the file as a whole; `column` is the header's
    text as it stands in the file, empty when no single column is to blame; `code` is a key of `REASONS`.
    """

    line: int
    column: str
    code: str
    params: Mapping[str, Param] = field(default_factory=dict)


COLUMN_NAMES: dict[str, tuple[str, str]] = {
    "number": ("Contactnummer", "Contact number"),
    "kind": ("Soort contact", "Kind of contact"),
    "first_name": ("Voornaam", "First name"),
    "infix": ("Tussenvoegsel", "Infix"),
    "last_name": ("Achternaam", "Last name"),
    "full_name": ("Volledige naam", "Full name"),
    "birth_date": ("Geboortedatum", "Birth date"),
    "sex": ("Geslacht", "Sex"),
    "language": ("Taal", "Language"),
    "remarks": ("Opmerkingen", "Remarks"),
    "email": ("E-mail", "E-mail"),
    "email_label": ("Soort e-mail", "Kind of e-mail"),
    "phone": ("Telefoon", "Phone"),
    "phone_label": ("Soort telefoon", "Kind of phone"),
    "street": ("Straat", "Street"),
    "postcode": ("Postcode", "Postcode"),
    "town": ("Gemeente", "Town"),
    "country": ("Land", "Country"),
    "postal_label": ("Soort adres", "Kind of address"),
    "group": ("Groep", "Group"),
    "function": ("Functie", "Function"),
    "group_from": ("In groep van", "In group from"),
    "group_until": ("In groep tot", "In group until"),
    "group_reader": ("Leest alleen mee", "Only reads along"),
    "membership": ("Lidmaatschap", "Membership"),
    "member_from": ("Lid van", "Member from"),
    "member_until": ("Lid tot", "Member until"),
    "family": ("Gezin", "Family"),
    "family_role": ("Gezinsrol", "Family role"),
}
"""What each column is called, in Dutch and in English; these headers are always recognised."""

REASONS: dict[str, tuple[str, str]] = {
    "file_too_large": (
        "Het bestand is te groot: hoogstens {limit} MB. Splits het in kleinere delen.",
        "The file is too large: at most {limit} MB. Split it into smaller parts.",
    ),
    "unknown_format": (
        "Dit is geen CSV-, Excel- of OpenDocumentbestand. Bewaar de lijst als .xlsx, .ods of .csv en probeer opnieuw.",
        "This is not a CSV, Excel or OpenDocument file. Save the list as .xlsx, .ods or .csv and try again.",
    ),
    "old_or_locked_excel": (
        "Dit Excelbestand is oud (.xls) of heeft een wachtwoord. Bewaar het zonder wachtwoord als .xlsx.",
        "This Excel file is old (.xls) or has a password. Save it without a password as .xlsx.",
    ),
    "suspicious_archive": (
        "Dit bestand wordt bij het uitpakken onredelijk groot en is niet geopend.",
        "This file would become unreasonably large when unpacked, and was not opened.",
    ),
    "unreadable_file": (
        "Dit bestand is beschadigd. Open het in Excel of LibreOffice, bewaar het opnieuw en probeer nog eens.",
        "This file is damaged. Open it in Excel or LibreOffice, save it again and retry.",
    ),
    "unknown_encoding": (
        "De letters in dit bestand zijn niet te lezen. Bewaar het als CSV UTF-8 en probeer opnieuw.",
        "The letters in this file cannot be read. Save it as CSV UTF-8 and try again.",
    ),
    "broken_quotes": (
        "Vanaf regel {at} kloppen de aanhalingstekens niet, daardoor is het bestand niet in kolommen te verdelen.",
        "From line {at} on the quotation marks do not match, so the file cannot be split into columns.",
    ),
    "empty_file": ("Het bestand is leeg.", "The file is empty."),
    "too_many_lines": (
        "Het bestand heeft te veel regels: hoogstens {limit}. Splits het in kleinere delen.",
        "The file has too many lines: at most {limit}. Split it into smaller parts.",
    ),
    "too_many_columns": (
        "Het bestand heeft te veel kolommen: hoogstens {limit}.",
        "The file has too many columns: at most {limit}.",
    ),
    "columns_missing": (
        "Deze kolommen ontbreken: {missing}. Niet herkend: {unknown}. Zet de kolomnamen op regel één.",
        "These columns are missing: {missing}. Not recognised: {unknown}. Put the column names on the first line.",
    ),
    "columns_double": (
        "Deze kolommen staan er meer dan eens in: {double}. Niet herkend: {unknown}. Laat er telkens één staan.",
        "These columns occur more than once: {double}. Not recognised: {unknown}. Leave one of each.",
    ),
    "unknown_target": (
        "Deze bestemmingen bestaan niet: {targets}. Kies voor die kolommen een andere.",
        "These targets do not exist: {targets}. Choose others for those columns.",
    ),
    "mapping_too_wide": (
        "De indeling heeft meer kolommen dan het bestand ({width}). Kies de kolommen opnieuw.",
        "The mapping has more columns than the file ({width}). Choose the columns again.",
    ),
    "missing": ("Dit moet ingevuld zijn.", "This must be filled in."),
    "invalid_address": (
        "“{value}” is geen geldig e-mailadres.",
        "“{value}” is not a valid e-mail address.",
    ),
    "invalid_phone": (
        "“{value}” is geen telefoonnummer.",
        "“{value}” is not a phone number.",
    ),
    "invalid_date": (
        "“{value}” is geen datum. Schrijf bijvoorbeeld 26/11/1985.",
        "“{value}” is not a date. Write for example 26/11/1985.",
    ),
    "future_birth_date": (
        "De geboortedatum {value} ligt in de toekomst.",
        "The birth date {value} is in the future.",
    ),
    "until_before_from": (
        "Lid tot {until} ligt voor lid van {since}.",
        "Member until {until} comes before member from {since}.",
    ),
    "unknown_choice": (
        "“{value}” is niet herkend. Kies uit: {choices}.",
        "“{value}” is not recognised. Choose from: {choices}.",
    ),
    "unknown_country": (
        "“{value}” is geen land dat we kennen. Schrijf de twee letters ervan, bijvoorbeeld BE.",
        "“{value}” is no country that we know. Write its two letters, for example BE.",
    ),
    "invalid_number": (
        "“{value}” is geen getal. Schrijf bijvoorbeeld 12,5.",
        "“{value}” is not a number. Write for example 12.5.",
    ),
    "too_long": ("Dit is te lang: hoogstens {limit} tekens.", "This is too long: at most {limit} characters."),
    "formula": (
        "Hier staat een formule. Plak de waarde zelf.",
        "This holds a formula. Paste the value itself.",
    ),
    "cell_error": (
        "Hier staat een fout van het rekenblad ({value}). Verbeter de cel.",
        "The spreadsheet shows an error here ({value}). Correct the cell.",
    ),
    "control_character": (
        "Hier staan onzichtbare tekens of een nieuwe regel in. Typ de waarde opnieuw.",
        "This holds invisible characters or a line break. Type the value again.",
    ),
    "too_many_cells": (
        "Deze regel heeft meer vakken dan er kolommen zijn. Staat er een scheidingsteken te veel?",
        "This line has more cells than there are columns. Is there a separator too many?",
    ),
    "duplicate_line": (
        "Deze persoon staat al op regel {first_line}.",
        "This person is already on line {first_line}.",
    ),
}
"""Code → (Dutch, English), to be filled in with `params`."""
DATED = frozenset({"future_birth_date", "until_before_from"})
"""Codes that are filled in with days. Others quote what stands in a cell, as it stands there."""
ISO_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def sentence(refused: Refused, language: Language) -> str:
    """What is wrong, in one language, without the line and column; names of columns are said in that language."""
    said = {key: _say(value, language, dated=refused.code in DATED) for key, value in refused.params.items()}
    return REASONS[refused.code][language_place(language)].format(**said)


def language_place(language: Language) -> int:
    """Where in a pair of texts this language stands."""
    return 0 if language == "nl" else 1


def _say(value: Param, language: Language, *, dated: bool) -> str | int:
    if isinstance(value, str) and dated and ISO_DAY.fullmatch(value):
        return day_text(date.fromisoformat(value), language)
    if not isinstance(value, tuple):
        return value
    place = language_place(language)
    return ", ".join(COLUMN_NAMES[name][place] if name in COLUMN_NAMES else name for name in value) or "–"
