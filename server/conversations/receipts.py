"""Who read what: told live to those who look at the conversation, and queried by the others."""

import asyncio
from collections import defaultdict
from typing import Any

from server.accounts.models import Account
from server.accounts.queries import own_account
from server.conversations.block_models import Block
from server.conversations.live import Live
from server.conversations.models import Message, Participant, ReadPosition
from server.conversations.policies import may_see_readers
from server.conversations.seats import load_seats, open_seat
from server.conversations.whispers import ReaderView, ReceiptTold
from server.kernel.context import Context
from server.kernel.database import rows, spawn
from server.kernel.errors import not_found
from server.kernel.events import Told
from server.kernel.operations import operation
from server.kernel.stream import Stream
from server.kernel.wire import Id, Input, ListView

TOLD_UP_TO = 100
"""Who sits among more than these is not told live who read: a thousand readers would tell a thousand each."""
GATHERED = 0.3
"""Seconds in which receipts of one conversation are gathered into one frame."""


class ReadersOf(Input, frozen=True):
    """Of which message."""

    message: Id


@operation("message.readers", scope="conversations:read")
async def message_readers(ctx: Context, given: ReadersOf) -> ListView[ReaderView]:
    """List who sits there and read a message, without its author; who does not tell it is left out.

    Refused: not_found, forbidden (one left, or does not tell it oneself), conflict (in a broadcast list its report says
    so).
    """
    message = await Message.get_or_none(id=given.message, organisation_id__in=ctx.actor.organisations)
    seat = await open_seat(ctx, message.conversation_id if message is not None else 0)
    if message is None or message.seq < seat.from_seq:
        raise not_found()
    found = await _told_positions(ctx, seat)
    shown = [each for each in found if each.seq >= message.seq and each.contact != message.author_id]
    return ListView(items=shown)


class ReadersIn(Input, frozen=True):
    """In which conversation."""

    conversation: Id


@operation("read.list", scope="conversations:read")
async def list_reads(ctx: Context, given: ReadersIn) -> ListView[ReaderView]:
    """List how far each who sits in a conversation has read it; who does not tell it is left out.

    Refused: not_found, forbidden (one left, or does not tell it oneself), conflict (in a broadcast list its report says
    so).
    """
    return ListView(items=await _told_positions(ctx, await open_seat(ctx, given.conversation)))


async def _told_positions(ctx: Context, seat: Participant) -> list[ReaderView]:
    ctx.allow(may_see_readers(seat, tells=(await own_account(ctx.actor)).tells_reads))
    return await told_positions(seat.organisation_id, seat.conversation_id)


async def told_positions(organisation: int, conversation: int) -> list[ReaderView]:
    """How far each contact who sits there has read, by whoever reads for them and tells it."""
    sql = """
        SELECT p."contact_id", MAX(r."seq") AS "seq" FROM "participant" p
        JOIN "link" l ON l."contact_id" = p."contact_id" AND l."organisation_id" = p."organisation_id"
        JOIN "account" a ON a."id" = l."account_id" AND a."tells_reads"
        JOIN "read_position" r ON r."conversation_id" = p."conversation_id"
        AND r."organisation_id" = p."organisation_id"
        AND r."account_id" = CASE WHEN l."kind" = 'self' THEN l."account_id" ELSE l."id" END
        WHERE p."organisation_id" = ? AND p."conversation_id" = ? AND p."left_at" IS NULL AND l."until_at" IS NULL
        GROUP BY p."contact_id" ORDER BY p."contact_id"
    """
    found = await rows(sql, [organisation, conversation])
    return [ReaderView(contact=row["contact_id"], seq=row["seq"]) for row in found]


class Receipts:
    """Hears that read positions move, and tells it to those who look."""

    def __init__(self, live: Live, stream: Stream, gathered: float = GATHERED) -> None:
        self._live = live
        self._gathered = gathered
        self._waiting: dict[tuple[int, int], int] = defaultdict(int)
        stream.on("read.moved", self._moved)
        stream.on("account.changed", self._account_changed)
        stream.on("participant.left", self._left)
        stream.on("block.set", self._blocked)

    def _moved(self, told: Told) -> None:
        if told.row is None:
            spawn(self._moved_elsewhere(told))
        else:
            self._wait(told.organisation, told.row.conversation_id)

    async def _moved_elsewhere(self, told: Told) -> None:
        row = await ReadPosition.get_or_none(organisation_id=told.organisation, id=told.ref)
        if row is not None:
            self._wait(told.organisation, row.conversation_id)

    def _wait(self, organisation: int, conversation: int) -> None:
        if not self._live.looking(conversation):
            return
        if (organisation, conversation) not in self._waiting:
            tell = lambda: spawn(self._tell(organisation, conversation))  # noqa: E731
            asyncio.get_running_loop().call_later(self._gathered, tell)
        self._waiting[organisation, conversation] += 1

    async def _tell(self, organisation: int, conversation: int) -> None:
        self._waiting.pop((organisation, conversation), None)
        seats = [seat for seat in await load_seats(organisation, conversation) if seat.until_seq is None]
        sitting = {seat.reader for seat in seats}
        # Who receives a broadcast list hears of nobody else there: to them its receipts would name the others.
        if len(sitting) > TOLD_UP_TO or not all(seat.sees_seats for seat in seats):
            return
        reads = await told_positions(organisation, conversation)
        seen = ReceiptTold(organisation=organisation, conversation=conversation, reads=reads)
        self._live.tell(conversation, sitting, "receipt", seen, receipts=True)

    def _left(self, told: Told) -> None:
        spawn(self._forget(told, Participant))

    def _blocked(self, told: Told) -> None:
        spawn(self._forget(told, Block))

    async def _forget(self, told: Told, kind: type[Participant] | type[Block]) -> None:
        """Who left a conversation, or blocked somebody, is watched by nobody until they ask again whether they may."""
        row: Any = told.row or await kind.get_or_none(organisation_id=told.organisation, id=told.ref)
        if row is not None:
            self._live.forget_watches(told.organisation, row.contact_id)

    def _account_changed(self, told: Told) -> None:
        spawn(self._choose(told.ref))

    async def _choose(self, account: int) -> None:
        row = await Account.get_or_none(id=account)
        if row is not None:
            self._live.account_changed(account, tells_presence=row.tells_presence, tells_reads=row.tells_reads)
