"""One way in: name and arguments → typed input → scope → transaction → operation → typed view."""

import asyncio
import hashlib
import secrets
from collections.abc import Awaitable, Callable
from typing import Any

import msgspec
import structlog
from tortoise.exceptions import IntegrityError, OperationalError

from server.kernel.access import FORBIDDEN, Actor, Verdict
from server.kernel.context import Asked, Context, Door, settled
from server.kernel.database import rows, snapshot, spawn
from server.kernel.errors import Refusal, Unavailable
from server.kernel.gather import Gatherer
from server.kernel.ids import new_id
from server.kernel.language import say
from server.kernel.models import IdempotencyRow
from server.kernel.operations import Operation, operations
from server.kernel.units import Site, Units
from server.kernel.wire import decode_input, encode

log = structlog.get_logger()


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """A call as a transport took it in: arguments are still JSON."""

    operation: str
    arguments: bytes
    key: str | None = None
    for_command: int | None = None
    door: Door


class Answer(msgspec.Struct, frozen=True):
    """What goes back: a result, or a refusal."""

    result: Any = None
    dup: bool = False
    refusal: Refusal | None = None

    def body(self, language: str) -> dict[str, Any]:
        """The answer in the shape that all transports share."""
        if self.refusal is not None:
            return {"ok": False, "error": error_view(self.refusal, language)}
        return {"ok": True, "result": self.result, **({"dup": True} if self.dup else {})}


def error_view(refusal: Refusal, language: Any) -> dict[str, Any]:
    """`{code, message, fields?, retry_after?}` with sentences in the reader's language."""
    shown: dict[str, Any] = {"code": refusal.code, "message": say(refusal.reason, language)}
    if refusal.fields:
        shown["fields"] = {name: say(reason, language) for name, reason in refusal.fields.items()}
    if refusal.retry_after is not None:
        shown["retry_after"] = round(refusal.retry_after, 1)
    return shown


class Dispatch:
    """Runs operations."""

    def __init__(self, units: Units, site: Site, on_behalf: Callable[[Actor, int], Awaitable[Actor]]) -> None:
        self._units = units
        self._site = site
        self._gatherers: dict[str, Gatherer[Asked[Any, Any]]] = {}
        self._on_behalf = on_behalf

    async def call(self, request: Request, actor: Actor) -> Answer:
        """Run one operation for an actor. Never raises: what goes wrong is in the answer."""
        return await self._attempt(request, actor, last=False)

    async def _attempt(self, request: Request, actor: Actor, *, last: bool) -> Answer:
        try:
            return await self._call(request, actor)
        except Refusal as refusal:
            return Answer(refusal=refusal)
        except Exception as fault:
            if isinstance(fault, IntegrityError) and not last:
                # Two did the same at once, and the other was first: a second attempt finds what that one wrote.
                return await self._attempt(request, actor, last=True)
            return Answer(refusal=refusal_of(fault, request.operation))

    async def _call(self, request: Request, actor: Actor) -> Answer:
        found = find(request.operation)
        if request.for_command is not None:
            actor = await self._on_behalf(actor, request.for_command)
        verdict = may_call(actor, found)
        if not verdict.allowed:
            raise verdict.refusal()
        given = decode_input(found.input, request.arguments)
        ctx = Context(actor, self._site, self._units, key=request.key, door=request.door)
        return await self.run(found, ctx, given)

    async def run(self, found: Operation, ctx: Context, given: Any) -> Answer:
        """Run an operation whose input is read already. Raises `Refusal`."""
        ctx.operation = found.name
        if found.unit == "together":
            return await self._run_together(found, ctx, given)
        if found.unit == "own":
            if found.recorded and not found.public:
                ctx.record_acting()
            view = await asyncio.shield(spawn(found.run(ctx, given)))
            _demand_policy(ctx, found)
            return Answer(view, ctx.dup)
        if not found.writes:
            async with snapshot():
                view = await found.run(ctx, given)
            _demand_policy(ctx, found)
            return Answer(view)
        return await asyncio.shield(spawn(self._write(found, ctx, given)))

    async def _write(self, found: Operation, ctx: Context, given: Any) -> Answer:
        async with self._units.write(ctx.unit):
            if ctx.key is not None and (before := await _answered_before(ctx, found, given)) is not None:
                return before
            view = await found.run(ctx, given)
            _demand_policy(ctx, found)
            if found.recorded:
                ctx.record_acting()
            await ctx.unit.place_events()
            view = settled(view)
            if ctx.key is not None and ctx.actor.account:
                ctx.add(_remembered(ctx, found, given, view))
        return Answer(view, ctx.dup)

    async def _run_together(self, found: Operation, ctx: Context, given: Any) -> Answer:
        gatherer = self._gatherers.get(found.name)
        if gatherer is None:
            gatherer = self._gatherers[found.name] = Gatherer(lambda batch: self._write_together(found, batch))
        asked: Asked[Any, Any] = Asked(ctx, given)
        await gatherer.join(asked)
        if asked.refusal is not None:
            raise asked.refusal
        return Answer(settled(asked.view), asked.dup)

    async def _write_together(self, found: Operation, batch: list[Asked[Any, Any]]) -> None:
        try:
            await self._write_batch(found, batch)
        except Exception as fault:
            if len(batch) == 1 and (isinstance(fault, Refusal) or batch[0].attempts > 1):
                batch[0].refuse(fault if isinstance(fault, Refusal) else refusal_of(fault, found.name))
                return
            for asked in batch:
                asked.restart()
                await self._write_together(found, [asked])

    async def _write_batch(self, found: Operation, batch: list[Asked[Any, Any]]) -> None:
        async with self._units.write() as unit:
            await found.run(batch)
            for asked in batch:
                _demand_policy(asked.ctx, found)
                unit.join(asked.ctx.unit)


def find(name: str) -> Operation:
    """The operation of this name. Raises `Refusal("unknown_operation")`."""
    if (found := operations.get(name)) is None:
        raise Refusal("unknown_operation", operation=name[:80])
    return found


def may_call(actor: Actor, called: Operation) -> Verdict:
    """Sessions may call all; who has none only what is public; a bot what its scopes name."""
    if called.public:
        return Verdict()
    if actor.kind == "anonymous":
        return Verdict("unauthenticated")
    if actor.scopes is not None and called.scope not in actor.scopes:
        return FORBIDDEN
    return Verdict()


def _demand_policy(ctx: Context, found: Operation) -> None:
    if not ctx.policy_asked:
        raise AssertionError(f"{found.name} asked no policy and cannot commit")


def _digest(found: Operation, given: Any) -> str:
    return hashlib.sha256(found.name.encode() + b"\0" + encode(given)).hexdigest()


async def _answered_before(ctx: Context, found: Operation, given: Any) -> Answer | None:
    sql = 'SELECT "digest", "result" FROM "idempotency" WHERE "account_id" = ? AND "key" = ?'
    before = await rows(sql, [ctx.actor.account, ctx.key])
    if not before:
        return None
    if before[0]["digest"] != _digest(found, given):
        raise Refusal("key_conflict")
    return Answer(msgspec.Raw(before[0]["result"].encode()), dup=True)


def _remembered(ctx: Context, found: Operation, given: Any, view: Any) -> IdempotencyRow:
    return IdempotencyRow(
        id=new_id(),
        account_id=ctx.actor.account,
        key=ctx.key,
        operation=found.name,
        digest=_digest(found, given),
        result=encode(view).decode(),
        created_at=ctx.now,
    )


def refusal_of(fault: Exception, name: str) -> Refusal:
    """What is answered for something that went wrong on our side."""
    text = str(fault)
    if isinstance(fault, OperationalError) and ("disk is full" in text or "No space left" in text):
        return Unavailable("disk_full", retry_after=60)
    if isinstance(fault, OperationalError) and "locked" in text:
        return Unavailable("database_busy")
    if isinstance(fault, IntegrityError):
        log.info("conflict", operation=name, kind=type(fault).__name__)
        return Refusal("conflict")
    reference = secrets.token_hex(4)
    log.error("fault", operation=name, reference=reference, exc_info=fault)
    return Refusal("internal", reference=reference)
