"""Who acts, and verdicts on what they may."""

from typing import Literal

import msgspec

from server.kernel.errors import Refusal, not_found
from server.kernel.language import Language


class Standing(msgspec.Struct, frozen=True):
    """What an account is in one organisation: its own contact there, if any, and its capabilities."""

    organisation: int
    contact: int | None
    capabilities: frozenset[str] = frozenset()


class Actor(msgspec.Struct, frozen=True, kw_only=True):
    """Who asks. `scopes` narrows a bot or a token; None means all that the account may."""

    account: int
    name: str = ""
    session: int | None = None
    kind: Literal["anonymous", "person", "bot", "operator"] = "person"
    language: Language = "nl"
    standings: dict[int, Standing] = {}
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


def may_as_member(actor: Actor, organisation: int) -> Verdict:
    """Those who stand in the organisation."""
    return ALLOWED if organisation in actor.standings else HIDDEN
