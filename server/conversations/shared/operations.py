"""The tab of shared items: pictures, files, voice messages, links and cards of a conversation."""

from datetime import datetime
from typing import Any, Literal

import msgspec

from server.conversations.models import Participant
from server.conversations.seats import open_seat
from server.conversations.shared.attaching import attachment_view
from server.conversations.shared.views import MonthCount, SharedCounts, SharedView
from server.conversations.views import AttachmentView
from server.files.models import File
from server.kernel.context import Context
from server.kernel.database import rows
from server.kernel.database.fields import moment_of
from server.kernel.operations import operation
from server.kernel.wire import Id, Input, Limit, ListView

Kind = Literal["pictures", "files", "voice", "links", "polls", "activities"]
_ATTACHED = {"pictures": "picture", "files": "file", "voice": "voice"}
_CARDS = {"polls": "poll", "activities": "activity"}
_NAMES = {each: name for name, each in (_ATTACHED | _CARDS).items()}
MOST_IN_ONE = 20
"""Items of one kind in one message, at most."""


class ListShared(Input, frozen=True):
    """Of which conversation and which kind; `before` a message's number, to go on."""

    conversation: Id
    kind: Kind
    before: Id | None = None
    limit: Limit = 60


@operation("shared.list", scope="conversations:read")
async def list_shared(ctx: Context, given: ListShared) -> ListView[SharedView]:
    """List what was shared in a conversation, as far as one may see it, the newest first.

    `next` is the number to go on with as `before`; all of one message come together. Refused: not_found.
    """
    seat = await open_seat(ctx, given.conversation)
    found = await rows(*_query(seat, given))
    page = _whole_messages(found, given.limit)
    items = [_item(row) for row in page]
    if given.kind in _ATTACHED:
        items = await _with_files(seat.organisation_id, page, items)
    return ListView(items=items, next=str(page[-1]["seq"]) if len(found) > len(page) else None)


def _query(seat: Participant, given: ListShared) -> tuple[str, list[Any]]:
    """Rows of the kind in the part of the conversation that one may see."""
    where, values = _seen(seat)
    if given.before is not None:
        where, values = f'{where} AND m."seq" < ?', [*values, given.before]
    most = given.limit + MOST_IN_ONE + 1
    shown = 'm."id" AS "message_id", m."conversation_id", m."seq", m."author_id", m."sent_at"'
    if given.kind in _CARDS:
        sql = f'SELECT {shown}, m."card_id" FROM "message" m WHERE {where} AND m."card_kind" = ? '
        return f'{sql} ORDER BY m."seq" DESC LIMIT ?', [*values, _CARDS[given.kind], most]
    table, column = ("attachment", "file_id") if given.kind in _ATTACHED else ("message_link", "url")
    kind, kinds = (' AND s."kind" = ?', [_ATTACHED[given.kind]]) if given.kind in _ATTACHED else ("", [])
    sql = (
        f'SELECT {shown}, s."month", s."{column}" FROM "{table}" s JOIN "message" m ON m."id" = s."message_id" '
        f'AND m."organisation_id" = s."organisation_id" WHERE s."conversation_id" = ?{kind} AND {where} '
        'ORDER BY s."seq" DESC, s."position" LIMIT ?'
    )
    return sql, [seat.conversation_id, *kinds, *values, most]


def _seen(seat: Participant) -> tuple[str, list[Any]]:
    where = 'm."organisation_id" = ? AND m."conversation_id" = ? AND m."deleted_at" IS NULL AND m."seq" >= ?'
    values: list[Any] = [seat.organisation_id, seat.conversation_id, seat.from_seq]
    if seat.until_seq is not None:
        return f'{where} AND m."seq" <= ?', [*values, seat.until_seq]
    return where, values


def _whole_messages(found: list[dict[str, Any]], limit: int) -> list[dict[str, Any]]:
    """The first rows, to the end of a message."""
    end = min(limit, len(found))
    while 0 < end < len(found) and found[end]["seq"] == found[end - 1]["seq"]:
        end += 1
    return found[:end]


def _item(row: dict[str, Any]) -> SharedView:
    sent_at = moment_of(row["sent_at"])
    return SharedView(
        message=row["message_id"],
        conversation=row["conversation_id"],
        seq=row["seq"],
        author=row["author_id"],
        sent_at=sent_at,
        month=row.get("month") or month_of(sent_at),
        url=row.get("url"),
        card=row.get("card_id"),
    )


def month_of(moment: datetime) -> int:
    """202611."""
    return moment.year * 100 + moment.month


async def _with_files(organisation: int, page: list[dict[str, Any]], items: list[SharedView]) -> list[SharedView]:
    ids = [row["file_id"] for row in page]
    files = {file.id: file for file in await File.filter(organisation_id=organisation, id__in=ids)} if ids else {}
    return [
        msgspec.structs.replace(
            item, attachment=msgspec.convert(attachment_view(files[row["file_id"]]), AttachmentView)
        )
        for row, item in zip(page, items, strict=True)
        if row["file_id"] in files
    ]


class CountShared(Input, frozen=True):
    """Of which conversation."""

    conversation: Id


@operation("shared.counts", scope="conversations:read")
async def count_shared(ctx: Context, given: CountShared) -> SharedCounts:
    """Count what was shared in a conversation, as far as one may see it, by kind and month. Refused: not_found."""
    seat = await open_seat(ctx, given.conversation)
    counted: dict[tuple[str, int], int] = {}
    for kind, month, count in [*await _attached(seat), *await _linked(seat), *await _cards(seat)]:
        counted[kind, month] = counted.get((kind, month), 0) + count
    ordered = sorted(counted.items(), key=lambda pair: (-pair[0][1], pair[0][0]))
    return SharedCounts(items=[MonthCount(kind=kind, month=month, count=count) for (kind, month), count in ordered])


async def _attached(seat: Participant) -> list[tuple[str, int, int]]:
    where, values = _placed(seat)
    sql = f'SELECT "kind", "month", COUNT(*) AS "n" FROM "attachment" WHERE {where} GROUP BY "kind", "month"'
    return [(_NAMES[row["kind"]], row["month"], row["n"]) for row in await rows(sql, values)]


async def _linked(seat: Participant) -> list[tuple[str, int, int]]:
    where, values = _placed(seat)
    sql = f'SELECT "month", COUNT(*) AS "n" FROM "message_link" WHERE {where} GROUP BY "month"'
    return [("links", row["month"], row["n"]) for row in await rows(sql, values)]


def _placed(seat: Participant) -> tuple[str, list[Any]]:
    """Rows go with their message, so that theirs are not looked at."""
    where = '"organisation_id" = ? AND "conversation_id" = ? AND "seq" >= ?'
    values: list[Any] = [seat.organisation_id, seat.conversation_id, seat.from_seq]
    if seat.until_seq is not None:
        return f'{where} AND "seq" <= ?', [*values, seat.until_seq]
    return where, values


async def _cards(seat: Participant) -> list[tuple[str, int, int]]:
    where, values = _seen(seat)
    sql = f'SELECT m."card_kind", m."sent_at" FROM "message" m WHERE {where} AND m."card_kind" IS NOT NULL'
    found = await rows(sql, values)
    return [(_NAMES[row["card_kind"]], month_of(moment_of(row["sent_at"])), 1) for row in found]
