"""What one says of a contact. What is left out stays as it is; null takes away."""

from datetime import date
from typing import Annotated, Any, Literal

import msgspec
from msgspec import UNSET, UnsetType

from server.kernel.wire import Id, Input
from server.people.custom_fields.values import FieldValue

MOST = 3
"""E-mail addresses, telephone numbers and postal addresses of one contact, each."""


class AddressInput(Input, frozen=True):
    """An e-mail address of at most 254 characters, and what it is for in at most 40, such as “work”."""

    address: str
    label: str | None = None


class PhoneInput(Input, frozen=True):
    """A telephone number of 6 to 15 digits, and what it is for in at most 40 characters."""

    number: str
    label: str | None = None


class PostalInput(Input, frozen=True):
    """A postal address: street (200 characters), postcode (20), town (100), country as two letters (ISO 3166-1)."""

    street: str | None = None
    postcode: str | None = None
    town: str | None = None
    country: str | None = None
    label: str | None = None


Sex = Literal["f", "m", "x"]
Addresses = Annotated[list[AddressInput], msgspec.Meta(max_length=MOST)]
Phones = Annotated[list[PhoneInput], msgspec.Meta(max_length=MOST)]
PostalAddresses = Annotated[list[PostalInput], msgspec.Meta(max_length=MOST)]
FieldValues = Annotated[dict[str, FieldValue], msgspec.Meta(max_length=200)]


class ContactParts(Input, frozen=True, kw_only=True):
    """The parts of a card. Lists replace what was there, the first address is written to first; `fields` holds values
    of custom fields by the field's id, null empties one. A company has its name in `last_name`."""

    first_name: str | UnsetType = UNSET
    last_name: str | UnsetType = UNSET
    birth_date: date | UnsetType | None = UNSET
    sex: Sex | UnsetType | None = UNSET
    language: str | UnsetType = UNSET
    remarks: str | UnsetType | None = UNSET
    picture: Id | UnsetType | None = UNSET
    addresses: Addresses | UnsetType | None = UNSET
    phones: Phones | UnsetType | None = UNSET
    postal_addresses: PostalAddresses | UnsetType | None = UNSET
    fields: FieldValues | UnsetType = UNSET


PARTS = tuple(ContactParts.__struct_fields__)


def given_parts(given: ContactParts) -> dict[str, Any]:
    """The parts that were not left out, by name."""
    return {name: value for name in PARTS if (value := getattr(given, name)) is not UNSET}
