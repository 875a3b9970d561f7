"""What `demo/association.toml` says, as it is read."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import msgspec


class Told(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A table of the file."""


class ChoirTold(Told, frozen=True):
    """The choir itself, and who invites people to it."""

    abbreviation: str
    inviter: str


class GroupTold(Told, frozen=True):
    """A group as it is this season; its meetings are a day of the week, from, until, and maybe where."""

    name: str
    abbreviation: str
    type: str
    composition: str
    place: str
    meetings: Sequence[tuple[int | str, ...]]
    remarks: str | None = None


class LastSeason(Told, frozen=True):
    """What was otherwise last season: another group, not there, another function, gone for a while and why."""

    elsewhere: Mapping[str, str]
    absent: Sequence[str]
    functions: Mapping[str, str]
    left: Mapping[str, str]


class TypeTold(Told, frozen=True):
    """A type of membership; without members it is everybody's."""

    name: str
    options: Sequence[str]
    members: Sequence[str] = ()


class Lacking(Told, frozen=True):
    """Whose membership ended with last season."""

    members: Sequence[str]
    reason: str


class FieldTold(Told, frozen=True):
    """A field of the choir's own, and the answers that are given in turn."""

    name: str
    kind: str
    purpose: str
    access: str
    answers: Sequence[str]


class ContactTold(Told, frozen=True):
    """Somebody who is not in the list of members."""

    name: str
    last_name: str
    first_name: str = ""
    company: bool = False
    born: date | None = None
    sex: str | None = None
    address: str | None = None
    phone: str | None = None
    street: str | None = None
    town: tuple[str, str] = ("", "")
    remarks: str | None = None
    people: Mapping[str, str] = {}
    invited: int | None = None
    opened: bool = False


class SelectionTold(Told, frozen=True):
    """A saved question whose conditions all hold, or people. Groups and functions stand there by name."""

    name: str
    conditions: Sequence[dict[str, Any]] = ()
    people: Sequence[str] = ()


class ResourceTold(Told, frozen=True):
    """A hall, an instrument, something else."""

    name: str
    kind: str
    capacity: int | None = None
    place: str | None = None
    remarks: str | None = None


class RoleTold(Told, frozen=True):
    """A role of the choir's own."""

    name: str
    capabilities: Sequence[str]


class GrantTold(Told, frozen=True):
    """Somebody has a role, in one group if so said."""

    role: str
    member: str
    group: str | None = None


class ConsentTold(Told, frozen=True):
    """What the choir asks consent for, and who gave it how; `again` once withdrew it."""

    name: str
    text: str
    given: Sequence[str]
    on_paper: Sequence[str]
    by_guardian: Mapping[str, str]
    withdrawn: Sequence[str]
    again: Sequence[str]


class AssociationFile(Told, frozen=True):
    """The file."""

    choir: ChoirTold
    group: Sequence[GroupTold]
    last_season: LastSeason
    membership_type: Sequence[TypeTold]
    lacking: Lacking
    field: Sequence[FieldTold]
    contact: Sequence[ContactTold]
    selection: Sequence[SelectionTold]
    resource: Sequence[ResourceTold]
    role: Sequence[RoleTold]
    grant: Sequence[GrantTold]
    consent: Sequence[ConsentTold]


def read_association(file: bytes) -> AssociationFile:
    """The file's content."""
    return msgspec.toml.decode(file, type=AssociationFile)
