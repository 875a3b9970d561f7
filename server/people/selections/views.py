"""What selections show."""

from datetime import datetime

from server.kernel.wire import View
from server.people.selections.conditions import Condition


class SelectionView(View, frozen=True):
    """A selection; `size` counts whom the reader may see of it now. Without `conditions` its people are fixed."""

    id: int
    organisation: int
    name: str
    conditions: Condition | None
    size: int
    changed_at: datetime


class SelectionSize(View, frozen=True):
    """How many people meet the conditions now."""

    size: int


class FactChoice(View, frozen=True):
    """One of the values of a fact: a word, or the id of something that has a name."""

    value: str | int
    name: str


class FactView(View, frozen=True):
    """Something that conditions can ask: its name in them, what it is called, the operators that it takes.

    `group` says under which heading it stands: person, reach, own.
    """

    fact: str
    name: str
    group: str
    kind: str
    ops: list[str]
    choices: list[FactChoice]


class FactsView(View, frozen=True):
    """All that conditions can name in an organisation."""

    facts: list[FactView]
    groups: list[FactChoice]
    functions: list[FactChoice]
    seasons: list[FactChoice]
    membership_types: list[FactChoice]
    membership_options: list[FactChoice]
    family_functions: list[FactChoice]
    selections: list[FactChoice]


class SelectionPeople(View, frozen=True):
    """Whom a change to a fixed selection concerned: those who came in, or those who went."""

    selection: int
    name: str
    contacts: list[int]
