"""What is still to be pushed: a row for each device and conversation, where newer replaces older."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec

from server.kernel.clock import clock
from server.kernel.database import execute, rows, transaction
from server.kernel.database.fields import microseconds, moment_of
from server.kernel.database.statements import dialect, insert_rows
from server.kernel.ids import new_id
from server.kernel.jobs import LEASE, Pending
from server.notifications.push.models import PushDevice

SEND_PUSHES = "notifications.send_pushes"
SEND_PUSHES_NOW = Pending(SEND_PUSHES, {}, None, "send_pushes")
"""Send what is due; one such job waits at a time."""

LASTS = timedelta(hours=24)
"""What could not be delivered for so long is no news any more."""
TEST_LASTS = timedelta(minutes=10)
FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(hours=1)


class Draft(msgspec.Struct, frozen=True):
    """A push that is wanted; what it says is looked up when it leaves."""

    organisation: int
    device: int
    account: int
    reader: int
    conversation: int
    kind: str
    last: int


class Due(msgspec.Struct, frozen=True, kw_only=True):
    """A push that this process is sending, and the device it goes to; nobody else sends it meanwhile."""

    id: int
    organisation: int
    device: int
    account: int
    reader: int
    conversation: int
    kind: str
    last: int
    attempts: int
    expires_at: datetime
    endpoint: str
    p256dh: str
    auth: str


async def put(drafts: Sequence[Draft], now: datetime, lasts: timedelta = LASTS) -> None:
    """Queue pushes, in the running transaction; one that waits for the same device and conversation is replaced."""
    columns = (
        *("id", "organisation_id", "device_id", "account_id", "reader_id", "conversation_id", "kind", "last_seq"),
        *("attempts", "due_at", "expires_at"),
    )
    due, until = microseconds(now), microseconds(now + lasts)
    records = [
        (new_id(), d.organisation, d.device, d.account, d.reader, d.conversation, d.kind, d.last, 0, due, until)
        for d in drafts
    ]
    renewed = ", ".join(f'"{name}" = excluded."{name}"' for name in ("kind", "last_seq", "attempts", "due_at"))
    tail = (
        'ON CONFLICT ("device_id", "conversation_id", "reader_id") '
        f'DO UPDATE SET {renewed}, "expires_at" = excluded."expires_at"'
    )
    await insert_rows("push", columns, records, tail)


async def put_test(device: PushDevice, now: datetime) -> None:
    """Queue a notification to try a device. Each is another `last`, so that the second is not taken for the first."""
    draft = Draft(0, device.id, device.account_id, device.account_id, 0, "test", new_id())
    await put([draft], now, TEST_LASTS)


async def claim(limit: int) -> list[Due]:
    """Take pushes that are due, the longest waiting first; what is not settled until the lease ends is due again."""
    now = clock.now()
    skip = "FOR UPDATE SKIP LOCKED" if dialect() == "postgres" else ""
    sql = f"""
        UPDATE "push" SET "due_at" = ?, "attempts" = "attempts" + 1 WHERE "organisation_id" >= 0 AND "id" IN (
            SELECT "id" FROM "push" WHERE "organisation_id" >= 0 AND "due_at" <= ? ORDER BY "due_at" LIMIT ? {skip}
        ) RETURNING "id"
    """
    async with transaction():
        taken = await rows(sql, [microseconds(now + LEASE), microseconds(now), limit])
        ids = [row["id"] for row in taken]
        found = await _with_devices(ids, now) if ids else []
    return [_due(row) for row in found]


async def _with_devices(ids: Sequence[int], now: datetime) -> list[dict[str, Any]]:
    """Those that may still leave; the others are forgotten: too late, or nobody is signed in there any more."""
    places = ", ".join("?" for _ in ids)
    at = microseconds(now)
    sql = f"""
        SELECT p.*, d."endpoint", d."p256dh", d."auth" FROM "push" p
        JOIN "push_device" d ON d."id" = p."device_id" AND d."account_id" = p."account_id"
        JOIN "session" s ON s."id" = d."session_id" AND s."ended_at" IS NULL AND s."expires_at" > ?
        WHERE p."organisation_id" >= 0 AND p."id" IN ({places}) AND p."expires_at" > ? ORDER BY p."id"
    """
    found = await rows(sql, [at, *ids, at])
    kept = {row["id"] for row in found}
    for gone in ids:
        if gone not in kept:
            await execute('DELETE FROM "push" WHERE "organisation_id" >= 0 AND "id" = ?', [gone])
    return found


def _due(row: dict[str, Any]) -> Due:
    return Due(
        id=row["id"],
        organisation=row["organisation_id"],
        device=row["device_id"],
        account=row["account_id"],
        reader=row["reader_id"],
        conversation=row["conversation_id"],
        kind=row["kind"],
        last=row["last_seq"],
        attempts=row["attempts"],
        expires_at=moment_of(row["expires_at"]),
        endpoint=row["endpoint"],
        p256dh=row["p256dh"],
        auth=row["auth"],
    )


async def settle(done: Sequence[Due], delivered: Sequence[Due]) -> None:
    """Forget what was delivered or given up, unless something newer took its place meanwhile."""
    now = microseconds(clock.now())
    async with transaction():
        for due in done:
            sql = 'DELETE FROM "push" WHERE "organisation_id" = ? AND "id" = ? AND "last_seq" = ?'
            await execute(sql, [due.organisation, due.id, due.last])
        for device in sorted({due.device for due in delivered}):
            await execute('UPDATE "push_device" SET "used_at" = ? WHERE "id" = ?', [now, device])


async def postpone(due: Due, retry_after: float | None) -> None:
    """Try again later, with growing waits, and not before the push service allows it (RFC 9110 §10.2.3)."""
    wait = min(FIRST_WAIT * 2 ** (due.attempts - 1), LONGEST_WAIT)
    wait = max(wait, timedelta(seconds=min(retry_after or 0, LASTS.total_seconds())))
    sql = 'UPDATE "push" SET "due_at" = ? WHERE "organisation_id" = ? AND "id" = ? AND "last_seq" = ?'
    async with transaction():
        await execute(sql, [microseconds(clock.now() + wait), due.organisation, due.id, due.last])


async def forget_devices(devices: Sequence[int]) -> None:
    """These browsers are told nothing any more: their push services do not know them."""
    async with transaction():
        for device in sorted(set(devices)):
            await execute('DELETE FROM "push" WHERE "organisation_id" >= 0 AND "device_id" = ?', [device])
            await execute('DELETE FROM "push_device" WHERE "id" = ?', [device])


async def forget_signed_out() -> None:
    """Devices on which nobody is signed in any more, and what was still to be pushed there."""
    at = microseconds(clock.now())
    sql = (
        'SELECT d."id" FROM "push_device" d LEFT JOIN "session" s ON s."id" = d."session_id" '
        'AND s."ended_at" IS NULL AND s."expires_at" > ? WHERE s."id" IS NULL'
    )
    await forget_devices([row["id"] for row in await rows(sql, [at])])


async def next_due() -> datetime | None:
    """When the next waiting push is due; None when none waits."""
    found = await rows('SELECT MIN("due_at") AS "due" FROM "push" WHERE "organisation_id" >= 0')
    return moment_of(found[0]["due"]) if found[0]["due"] is not None else None
