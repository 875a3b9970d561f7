"""An example of each operation: what is prepared, with which arguments it is called, and who may."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.contracts.stage import Stage
from tests.world import Person

Arguments = dict[str, Any]
Prepare = Callable[[Stage, Person], Awaitable[Arguments]]

DECLARED = ("anonymous", "expired", "member", "admin", "band_member", "band_admin", "removed", "bot")
"""In this order outcomes are declared: without a session, with one that has expired, a member and an administrator of
the choir, a member and an administrator of the band beside it, somebody whose link with the choir has ended, a bot of
the choir with all scopes that a bot may have."""

LIKE = {
    "leader": "member",
    "section_keeper": "leader",
    "keeper": "member",
    "guardian": "member",
    "child": "member",
    "acting": "member",
    "federation_admin": "band_admin",
    "feed": "expired",
}
"""Who else asks, and whose outcome is theirs where an example does not say otherwise (`also`): who leads the sopranos
(the member, the neighbour and the fellow stand there), who administers the members of the sopranos, who administers all
members, a mother, her child, the mother acting for her child, an administrator of the federation, and the secret of
somebody's calendar."""

THERE = {"section_keeper": "no ok nf"}
"""Who administers the members of a group may what an administrator may with those who stand there, as the neighbour."""

THEM_TOO = {"section_keeper": "ok ok nf"}
"""The same, and they may it of themselves."""

ACTORS = (*DECLARED, *LIKE)

COLUMNS = ("own", "neighbour", "foreign")

WORDS = {"ok": "ok", "who": "unauthenticated", "no": "forbidden", "nf": "not_found"}
"""Short words for outcomes; other codes are written in full."""


@dataclass(frozen=True)
class Example:
    """`prepare(stage, owner)` makes what `owner` has and gives arguments that concern it.

    `own`, `neighbour` and `foreign` say what becomes of a call about one's own thing, another's in the same
    organisation, and one of the other organisation: an outcome for each of `ACTORS`.
    """

    operation: str
    prepare: Prepare
    own: str
    neighbour: str
    foreign: str
    shell_differs: str = ""
    """Why the shell, which has no session, answers otherwise."""
    also: Mapping[str, str] = field(default_factory=dict)
    """Actor of `LIKE` → three outcomes: about their own, a neighbour's and a foreign thing."""

    def outcome(self, column: str, actor: str) -> str | None:
        """The declared outcome, or None."""
        while actor in LIKE and actor not in self.also:
            actor = LIKE[actor]
        if actor in self.also:
            word = self.also[actor].split()[COLUMNS.index(column)]
            return WORDS.get(word, word)
        words = dict(zip(DECLARED, getattr(self, column).split(), strict=False))
        return WORDS.get(words[actor], words[actor]) if actor in words else None


examples: dict[str, Example] = {}


def example(operation: str, *, own: str, neighbour: str, foreign: str, **more: Any) -> Callable[[Prepare], Prepare]:
    """Register an example."""

    def register(prepare: Prepare) -> Prepare:
        examples[operation] = Example(operation, prepare, own, neighbour, foreign, **more)
        return prepare

    return register


def everywhere(outcomes: str) -> dict[str, str]:
    """The same whatever it concerns."""
    return {"own": outcomes, "neighbour": outcomes, "foreign": outcomes}
