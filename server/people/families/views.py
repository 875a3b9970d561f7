"""What one sees of families and of acting for each other."""

from datetime import date, datetime
from typing import Annotated

import msgspec

from server.kernel.wire import RowView, View

AccessReason = Annotated[
    str, msgspec.Meta(extra_json_schema={"enum": ["blocked", "no_account", "no_birth_date", "grown"]})
]
LinkKind = Annotated[str, msgspec.Meta(extra_json_schema={"enum": ["guardian", "delegate"]})]


class FamilyFunctionView(RowView, frozen=True):
    """What one can be in a family. `gives_access`: may act for the minors there who have an `is_child` function."""

    id: int
    organisation: int
    name: str
    gives_access: bool
    is_child: bool
    position: int


class FamilyMemberView(View, frozen=True):
    """Somebody in a family, and as what (the id of a function)."""

    contact: int
    name: str
    picture: int | None
    birth_date: date | None
    function: int


class FamilyAccessView(View, frozen=True):
    """Whether somebody acts for a child of the family: until (and not on) the day `until`, or why not (`reason`)."""

    guardian: int
    child: int
    acts: bool
    until: date | None
    reason: AccessReason | None


class FamilyView(View, frozen=True):
    """A family, who belongs to it, and who acts for whom there."""

    id: int
    organisation: int
    name: str
    members: list[FamilyMemberView]
    access: list[FamilyAccessView]


class GuardianView(View, frozen=True):
    """Whether an administrator keeps somebody from acting for a child."""

    organisation: int
    guardian: int
    child: int
    blocked: bool


class LinkView(View, frozen=True):
    """One contact acts for another: a `guardian` until (and not on) the day `until`, a `delegate` until revoked."""

    id: int
    organisation: int
    kind: LinkKind
    by: int | None
    by_name: str
    contact: int
    contact_name: str
    contact_picture: int | None
    from_at: datetime
    until: date | None


class LinksView(View, frozen=True):
    """For whom one may act, and who may act for oneself."""

    acting_for: list[LinkView]
    acting_for_me: list[LinkView]


class ActingView(View, frozen=True):
    """As whom a session reads from now on; without a contact as oneself. Its sockets are closed and come back so."""

    reader: int
    organisation: int | None
    contact: int | None
