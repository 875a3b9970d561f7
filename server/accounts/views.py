"""What accounts show."""

from datetime import datetime
from typing import Annotated

import msgspec

from server.kernel.wire import LanguageName, RowView, View

AccountKind = Annotated[str, msgspec.Meta(extra_json_schema={"enum": ["person", "bot"]})]


class GroupCapability(View, frozen=True):
    """A capability that was given apart, and the groups in which it holds."""

    capability: str
    groups: list[int]


class OrganisationView(View, frozen=True):
    """An organisation as an account stands in it: its own contact there, if any, and its capabilities.

    `capabilities` hold in the whole organisation; `in_groups` names those that reach the people of single groups.
    """

    id: int
    name: str
    contact: int | None
    capabilities: list[str]
    in_groups: list[GroupCapability]
    zone: str
    language: LanguageName


class AccountView(RowView, frozen=True):
    """One's own login; `second_factor` says whether signing in with a password or a link also wants a code."""

    id: int
    kind: AccountKind
    name: str
    login: str
    language: LanguageName
    mail_messages: bool
    tells_reads: bool
    tells_presence: bool
    address: str | None
    second_factor: bool


class SignedIn(View, frozen=True):
    """A new session: its token, to be shown as `Authorization: Bearer`, and who one is."""

    token: str
    account: AccountView
    organisations: list[OrganisationView]


class SessionView(RowView, frozen=True):
    """A signed-in device; `current` is the one that asks."""

    id: int
    client: str
    created_at: datetime
    used_at: datetime
    current: bool
