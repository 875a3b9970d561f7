"""Reading what one says of a contact; whatever is wrong with it is told at once, by the path of each field."""

import re
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import Any, TypeVar

from server.people.contacts.inputs import AddressInput, PhoneInput, PostalInput
from server.people.problems import Problems, read_lines
from server.people.sheets.values import (
    NAME_LIMIT,
    WrongValue,
    read_address,
    read_language,
    read_phone,
    read_text,
)

LAST_NAME_LIMIT = 201
REMARKS_LIMIT = 4000
LABEL_LIMIT = 40
POSTAL_LIMITS = {"street": 200, "postcode": 20, "town": 100}
FIRST_DAY = date(1900, 1, 1)

Value = TypeVar("Value")
Row = dict[str, Any]

_COUNTRY = re.compile(r"[A-Z]{2}")


def read_country(text: str) -> str:
    """Two letters of ISO 3166-1. Raises `WrongValue`."""
    told = text.strip().upper()
    if not _COUNTRY.fullmatch(told):
        raise WrongValue("country")
    return told


def read_parts(parts: Row, kind: str, today: date) -> tuple[Row, Problems]:
    """The parts of a card (without custom fields) as rows keep them, and what is wrong with them.

    Single values by column; `addresses`, `phones` and `postal_addresses` as lists of rows without places.
    """
    problems = Problems()
    values: Row = {}
    for name, part in parts.items():
        if name in _LISTS:
            values[name] = _LISTS[name](problems, part or [])
        elif name in _TEXTS:
            values[name] = problems.read(name, _TEXTS[name], part)
        elif name != "fields":
            values["picture_id" if name == "picture" else name] = part
    _read_names(problems, values, kind)
    _read_birth(problems, values, kind, today)
    return values, problems


def _read_names(problems: Problems, values: Row, kind: str) -> None:
    for name in ("first_name", "last_name"):
        if name in values:
            values[name] = values[name] or ""
    needed = "last_name" if kind == "company" else "first_name"
    if values.get(needed) == "":
        problems.add(needed, "value_missing")
    if kind == "company" and values.get("first_name"):
        problems.add("first_name", "company_without")
    if "language" in values and values["language"] is None:
        problems.add("language", "value_missing")


def _read_birth(problems: Problems, values: Row, kind: str, today: date) -> None:
    born = values.get("birth_date")
    if born is not None and born > today:
        problems.add("birth_date", "value_future_birth_date", value=born)
    elif born is not None and born < FIRST_DAY:
        problems.add("birth_date", "value_early_birth_date")
    if kind == "company":
        for name in ("birth_date", "sex"):
            if values.get(name) is not None:
                problems.add(name, "company_without")


def _read_addresses(problems: Problems, given: Sequence[AddressInput]) -> list[Row]:
    rows: list[Row] = []
    for place, one in enumerate(given):
        path = f"addresses.{place}.address"
        address = _needed(problems, path, read_address, one.address)
        if address is not None and address.casefold() in {row["address"].casefold() for row in rows}:
            problems.add(path, "address_twice")
        elif address is not None:
            rows.append({"address": address, "label": _label(problems, f"addresses.{place}", one.label)})
    return rows


def _read_phones(problems: Problems, given: Sequence[PhoneInput]) -> list[Row]:
    return [
        {
            "number": _needed(problems, f"phones.{place}.number", read_phone, one.number),
            "label": _label(problems, f"phones.{place}", one.label),
        }
        for place, one in enumerate(given)
    ]


def _read_postal(problems: Problems, given: Sequence[PostalInput]) -> list[Row]:
    return [_one_postal(problems, f"postal_addresses.{place}", one) for place, one in enumerate(given)]


def _one_postal(problems: Problems, path: str, one: PostalInput) -> Row:
    row: Row = {
        name: problems.read(f"{path}.{name}", partial(read_text, limit=limit), getattr(one, name))
        for name, limit in POSTAL_LIMITS.items()
    }
    row["country"] = problems.read(f"{path}.country", read_country, one.country)
    if not any(row.values()):
        problems.add(f"{path}.street", "value_missing")
    return {**row, "label": _label(problems, path, one.label)}


def _needed(problems: Problems, path: str, read: Callable[[str], Value], text: str) -> Value | None:
    found = problems.read(path, read, text)
    if found is None:
        problems.add(path, "value_missing")
    return found


def _label(problems: Problems, path: str, text: str | None) -> str | None:
    return problems.read(f"{path}.label", partial(read_text, limit=LABEL_LIMIT), text)


_LISTS: dict[str, Callable[[Problems, Any], list[Row]]] = {
    "addresses": _read_addresses,
    "phones": _read_phones,
    "postal_addresses": _read_postal,
}
_TEXTS: dict[str, Callable[[str], str]] = {
    "first_name": partial(read_text, limit=NAME_LIMIT),
    "last_name": partial(read_text, limit=LAST_NAME_LIMIT),
    "language": read_language,
    "remarks": partial(read_lines, limit=REMARKS_LIMIT),
}
