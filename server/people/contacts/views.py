"""What is shown of a contact to those who may see all of it."""

from datetime import date, datetime
from typing import Annotated

import msgspec

from server.kernel.wire import RowView, View
from server.people.custom_fields.views import FieldValueView
from server.people.views import ContactKind

LoginState = Annotated[str, msgspec.Meta(extra_json_schema={"enum": ["none", "invited", "active"]})]
SexName = Annotated[str, msgspec.Meta(extra_json_schema={"enum": ["f", "m", "x"]})]


class AddressView(View, frozen=True):
    """An e-mail address: whether it was confirmed, whether mail bounces there, and which kinds of mail go to it."""

    id: int
    address: str
    label: str | None
    confirmed_at: datetime | None
    bounced_at: datetime | None
    purposes: list[str]


class PhoneView(RowView, frozen=True):
    """A telephone number as typed."""

    number: str
    label: str | None


class PostalView(RowView, frozen=True):
    """A postal address."""

    street: str | None
    postcode: str | None
    town: str | None
    country: str | None
    label: str | None


class CardPlacement(View, frozen=True):
    """A function in a group during a season; a reader (not `active`) only follows."""

    id: int
    group: int
    group_name: str
    season: int
    season_name: str
    function: int
    function_name: str
    active: bool
    from_day: date | None
    until_day: date | None


class CardMembership(View, frozen=True):
    """A membership with its options."""

    id: int
    type: int
    type_name: str
    options: list[str]
    from_day: date
    until_day: date | None


class CardFamily(View, frozen=True):
    """What somebody is in a family."""

    family: int
    family_name: str
    function: int
    function_name: str


class CardPerson(View, frozen=True):
    """Somebody whom one asks for at a company, or a company at which one asks for this person."""

    contact: int
    name: str
    function: str


class LoginView(View, frozen=True):
    """Whether somebody signs in: no, invited until a moment, or active under a user name."""

    state: LoginState
    login: str | None = None
    address: str | None = None
    invited_until: datetime | None = None


class ContactCard(View, frozen=True):
    """All that is known of a contact, as far as who asks may see it.

    `manages`: who asks administers this contact, and so also sees `remarks`, `login` and the fields of administrators;
    they are null and left out for others. `own`: it is oneself, or somebody for whom one acts. `editable`: who asks may
    change it.
    """

    id: int
    organisation: int
    kind: ContactKind
    name: str
    first_name: str
    last_name: str
    birth_date: date | None
    sex: SexName | None
    language: str
    remarks: str | None
    picture: int | None
    addresses: list[AddressView]
    phones: list[PhoneView]
    postal_addresses: list[PostalView]
    fields: list[FieldValueView]
    placements: list[CardPlacement]
    memberships: list[CardMembership]
    families: list[CardFamily]
    people: list[CardPerson]
    companies: list[CardPerson]
    login: LoginView | None
    manages: bool
    own: bool
    editable: bool
    created_at: datetime
    removed_at: datetime | None
    rev: int


class RosterGroup(View, frozen=True):
    """A group in which somebody stands in the season, and as what."""

    group: int
    name: str
    function: str
    active: bool


class RosterLine(View, frozen=True):
    """A contact in the roster. `membership` is the type that holds today; `login` is null for who does not manage."""

    id: int
    kind: ContactKind
    name: str
    first_name: str
    last_name: str
    picture: int | None
    birth_date: date | None
    groups: list[RosterGroup]
    membership: str | None
    town: str | None
    address: str | None
    phone: str | None
    login: LoginState | None
    removed_at: datetime | None
    rev: int


class RosterView(View, frozen=True):
    """A window of the roster, from `offset`, and how many there are in all."""

    items: list[RosterLine]
    offset: int
    total: int
    season: int | None


class RosterIds(View, frozen=True):
    """The contacts that match, in the order asked for."""

    ids: list[int]
