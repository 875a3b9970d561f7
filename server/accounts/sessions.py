"""Who a token belongs to, looked up in memory by its hash; the log tells when to forget."""

from collections.abc import Callable
from datetime import datetime, timedelta

import msgspec

from server.accounts.models import Account, Organisation, Session
from server.accounts.secrets import draw_secret, hash_secret
from server.accounts.standings import actor_of
from server.accounts.views import GroupCapability, OrganisationView
from server.kernel.access import ANONYMOUS, Actor, Standing
from server.kernel.clock import clock
from server.kernel.database import spawn, transaction
from server.kernel.database.fields import microseconds
from server.kernel.database.statements import execute
from server.kernel.errors import Refusal
from server.kernel.events import Told
from server.kernel.ids import new_id
from server.kernel.language import Language
from server.kernel.stream import Stream

LASTS = timedelta(days=90)
TOUCH_EVERY = timedelta(hours=1)


class Known(msgspec.Struct):
    """What is remembered of a token."""

    actor: Actor
    expires_at: datetime
    touched_at: datetime


class SessionBook:
    """Finds actors by token."""

    def __init__(self, stream: Stream) -> None:
        self._known: dict[str, Known] = {}
        self._forgotten = 0
        stream.when_missed(lambda: self._forget(lambda _actor: True))
        for name in ("session.ended", "session.changed"):
            stream.on(name, self._session_changed)
        stream.on("account.changed", self._account_changed)

    async def actor(self, token: str | None, language: Language = "nl") -> Actor:
        """The actor of a token, or the anonymous one without. Raises `Refusal("unauthenticated")` for a dead token."""
        if not token:
            return msgspec.structs.replace(ANONYMOUS, language=language)
        token_hash = hash_secret(token)
        known = self._known.get(token_hash) or await self._look_up(token_hash)
        now = clock.now()
        if known is None or known.expires_at <= now:
            self._known.pop(token_hash, None)
            raise Refusal("unauthenticated", "session_expired")
        if now - known.touched_at > TOUCH_EVERY:
            known.touched_at, known.expires_at = now, now + LASTS
            spawn(touch(known.actor.session or 0, now))
        return known.actor

    async def _look_up(self, token_hash: str) -> Known | None:
        forgotten = self._forgotten
        session = await Session.get_or_none(token_hash=token_hash, ended_at=None).select_related("account")
        if session is None:
            return None
        actor = await actor_of(session.account, session.id, session.link_id)
        known = Known(actor, session.expires_at, session.used_at)
        if forgotten == self._forgotten:  # else what was read may be what changed just now
            self._known[token_hash] = known
        return known

    def _session_changed(self, told: Told) -> None:
        self._forget(lambda actor: actor.session == told.ref)

    def _account_changed(self, told: Told) -> None:
        self._forget(lambda actor: actor.account == told.ref)

    def _forget(self, which: Callable[[Actor], bool]) -> None:
        self._forgotten += 1
        for token_hash in [key for key, known in self._known.items() if which(known.actor)]:
            del self._known[token_hash]


async def organisation_views(actor: Actor) -> list[OrganisationView]:
    """The organisations in which an actor stands, by name."""
    found = await Organisation.filter(id__in=actor.organisations).order_by("name")
    return [
        OrganisationView(
            id=organisation.id,
            name=organisation.name,
            contact=actor.standing(organisation.id).contact,
            capabilities=sorted(actor.standing(organisation.id).capabilities),
            in_groups=_in_groups(actor.standing(organisation.id)),
            zone=organisation.zone,
            language=organisation.language,
        )
        for organisation in found
    ]


def _in_groups(standing: Standing) -> list[GroupCapability]:
    held = sorted({capability for capability, _ in standing.in_groups})
    return [GroupCapability(capability=each, groups=sorted(standing.groups_with(each))) for each in held]


def draw_session(account: Account, client: str, now: datetime) -> tuple[Session, str]:
    """A new session's row and its token."""
    token = draw_secret()
    session = Session(
        id=new_id(),
        account_id=account.id,
        token_hash=hash_secret(token),
        client=client[:200],
        created_at=now,
        used_at=now,
        expires_at=now + LASTS,
    )
    return session, token


async def touch(session: int, now: datetime) -> None:
    """A session was used: it lasts longer."""
    async with transaction():
        sql = 'UPDATE "session" SET "used_at" = ?, "expires_at" = ? WHERE "id" = ?'
        await execute(sql, [microseconds(now), microseconds(now + LASTS), session])
