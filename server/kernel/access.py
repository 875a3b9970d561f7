"""Who acts, and verdicts on what they may."""

from collections.abc import Iterable
from typing import Literal

import msgspec

from server.kernel.errors import Refusal, not_found
from server.kernel.language import Language


class Standing(msgspec.Struct, frozen=True):
    """What an account is in one organisation: the contact as whom it acts there, if any, and its capabilities.

    `capabilities` hold in the whole organisation; `in_groups` has (capability, group) for those that reach one group;
    `wards` are the contacts for whom the account may also act.
    """

    organisation: int
    contact: int | None
    capabilities: frozenset[str] = frozenset()
    in_groups: frozenset[tuple[str, int]] = frozenset()
    wards: frozenset[int] = frozenset()

    def groups_with(self, capability: str) -> set[int]:
        """The groups in which a capability was given apart."""
        return {group for held, group in self.in_groups if held == capability}


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """Who asks. `scopes` narrows a bot or a token; None means all that the account may."""

    account: int
    name: str = ""
    session: int | None = None
    kind: Literal["anonymous", "person", "bot", "operator"] = "person"
    language: Language = "nl"
    standings: dict[int, Standing] = {}
    link: int | None = None
    """The link by which the session acts for somebody else."""
    by: int | None = None
    """Who acts by that link: their own contact in its organisation."""
    scopes: frozenset[str] | None = None

    def standing(self, organisation: int) -> Standing:
        """Their standing; an organisation in which they have none is not found."""
        if (standing := self.standings.get(organisation)) is None:
            raise not_found()
        return standing

    @property
    def organisations(self) -> list[int]:
        """The organisations in which they stand: what every query on a tenant's rows is narrowed to."""
        return list(self.standings)

    @property
    def contacts(self) -> list[int]:
        """Their own contacts, over all organisations."""
        return [standing.contact for standing in self.standings.values() if standing.contact is not None]

    @property
    def reader(self) -> int:
        """Who reads: the account, or apart from it the link by which it acts for somebody else. Read positions and
        what a connection hears go by this number."""
        return self.link or self.account

    @property
    def place(self) -> tuple[int, dict[int, int | None]]:
        """As whom they hear, and as which contacts: a connection for which this changes must come back."""
        return self.reader, {organisation: standing.contact for organisation, standing in self.standings.items()}


ANONYMOUS = Actor(account=0, kind="anonymous")


class Verdict(msgspec.Struct, frozen=True):
    """The answer of a policy."""

    code: str | None = None
    reason: str | None = None

    @property
    def allowed(self) -> bool:
        """Whether it may be done."""
        return self.code is None

    def refusal(self) -> Refusal:
        """What to raise for a denial."""
        return Refusal(self.code or "forbidden", self.reason)


ALLOWED = Verdict()
HIDDEN = Verdict("not_found")
FORBIDDEN = Verdict("forbidden")


def may_when_signed_in(actor: Actor) -> Verdict:
    """Anyone with a session: what concerns only themselves."""
    return ALLOWED if actor.kind != "anonymous" else Verdict("unauthenticated")


def may_anyone(_actor: Actor) -> Verdict:
    """Also who has no session: the door itself."""
    return ALLOWED


def may_with(capability: str, actor: Actor, organisation: int) -> Verdict:
    """Those with a capability in the organisation; it does not exist for who has no standing there."""
    standing = actor.standings.get(organisation)
    if standing is None:
        return HIDDEN
    return ALLOWED if capability in standing.capabilities else FORBIDDEN


def may_within(capability: str, actor: Actor, organisation: int, groups: Iterable[int]) -> Verdict:
    """Those with a capability in the whole organisation, or in one of these groups."""
    verdict = may_with(capability, actor, organisation)
    if verdict.allowed or verdict == HIDDEN:
        return verdict
    reached = actor.standings[organisation].groups_with(capability)
    return ALLOWED if reached.intersection(groups) else FORBIDDEN


def may_as_member(actor: Actor, organisation: int) -> Verdict:
    """Those who stand in the organisation."""
    return ALLOWED if organisation in actor.standings else HIDDEN
