"""The outbox: every mail is a row from the moment it is wanted until it is sent or given up."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec

from server.kernel.clock import clock
from server.kernel.database import execute, rows, transaction
from server.kernel.database.fields import microseconds, moment_of
from server.kernel.database.statements import dialect, insert_rows, marks
from server.kernel.ids import new_id
from server.kernel.jobs import LEASE, Pending
from server.kernel.ports import Deferred, Failed, Sent, Verdict
from server.kernel.site import Site

SEND_MAIL = "notifications.send_mail"
SEND_NOW = Pending(SEND_MAIL, {}, None, "send_mail")
"""Send what is due; one such job waits at a time."""

DEFERRED = timedelta(minutes=5)
"""The first wait after the relay said: not now (greylisting lifts after as long)."""
UNREACHABLE = timedelta(seconds=30)
"""The first wait after the relay did not answer."""
GROWTH = 1.3
KEPT = timedelta(days=30)
"""How long a row is kept, to be looked up, after its mail was sent or given up."""

WAITING = ("queued", "deferred")


class Draft(msgspec.Struct, frozen=True, kw_only=True):
    """A mail that is wanted. `content` is what it is composed of when it leaves."""

    kind: str
    cause: str
    address: str
    content: dict[str, Any]
    organisation: int
    account: int | None
    expires_at: datetime


class Mail(msgspec.Struct, frozen=True, kw_only=True):
    """A mail that this process is sending; nobody else sends it meanwhile."""

    id: int
    organisation: int
    account: int | None
    address: str
    kind: str
    content: dict[str, Any]
    message_id: str
    attempts: int
    created_at: datetime
    expires_at: datetime


async def put(drafts: Sequence[Draft], site: Site) -> None:
    """Queue mails, in the running transaction; a cause that mailed this address before does so no more."""
    now = clock.now()
    columns = (
        *("id", "organisation_id", "account_id", "address", "cause", "kind", "content", "message_id"),
        *("state", "attempts", "due_at", "expires_at", "created_at"),
    )
    records = [_record(draft, site, now) for draft in drafts]
    await insert_rows("outbox", columns, records, 'ON CONFLICT ("cause", "address") DO NOTHING')


def _record(draft: Draft, site: Site, now: datetime) -> tuple[Any, ...]:
    number, at = new_id(), microseconds(now)
    content = msgspec.json.encode(draft.content).decode()
    message_id = f"<akkoord.{number}@{site.mail_from.rpartition('@')[2]}>"
    place = (number, draft.organisation, draft.account, draft.address)
    times = (at, microseconds(draft.expires_at), at)
    return (*place, draft.cause, draft.kind, content, message_id, "queued", 0, *times)


async def claim(limit: int) -> list[Mail]:
    """Take mails that are due, the longest waiting first; committed as `sending` before anything leaves.

    A mail whose sender must be dead by now is due again: it leaves with the same Message-ID, so that mail programs
    show a double once.
    """
    now = clock.now()
    skip = "FOR UPDATE SKIP LOCKED" if dialect() == "postgres" else ""
    sql = f"""
        UPDATE "outbox" SET "state" = 'sending', "attempts" = "attempts" + 1, "due_at" = ?
        WHERE "organisation_id" >= 0 AND "id" IN (
            SELECT "id" FROM "outbox" WHERE "organisation_id" >= 0 AND "state" IN ('queued', 'deferred', 'sending')
            AND "due_at" <= ? AND "expires_at" > ? ORDER BY "due_at" LIMIT ? {skip}
        ) RETURNING *
    """
    at = microseconds(now)
    async with transaction():
        found = await rows(sql, [microseconds(now + LEASE), at, at, limit])
    return [_mail(row) for row in sorted(found, key=lambda row: row["id"])]


def _mail(row: dict[str, Any]) -> Mail:
    return Mail(
        id=row["id"],
        organisation=row["organisation_id"],
        account=row["account_id"],
        address=row["address"],
        kind=row["kind"],
        content=msgspec.json.decode(row["content"]),
        message_id=row["message_id"],
        attempts=row["attempts"],
        created_at=moment_of(row["created_at"]),
        expires_at=moment_of(row["expires_at"]),
    )


async def settle(mail: Mail, verdict: Verdict) -> None:
    """Write down what became of a mail."""
    match verdict:
        case Sent(text):
            await _end(mail, "sent", text)
        case Failed(code, text):
            await _end(mail, "failed", f"{code} {text}")
        case Deferred(code, text):
            await _wait(mail, DEFERRED, f"{code} {text}")
        case _:
            await _wait(mail, UNREACHABLE, verdict.text)


async def withhold(mail: Mail, reason: str) -> None:
    """Not send it after all: it was read meanwhile, or is wanted no more."""
    await _end(mail, "suppressed", reason)


async def fail(mail: Mail, reason: str) -> None:
    """Give up a mail that cannot be written, such as to an address that is none."""
    await _end(mail, "failed", reason)


async def _end(mail: Mail, state: str, reply: str) -> None:
    at = microseconds(clock.now())
    sent_at = at if state == "sent" else None
    sql = (
        'UPDATE "outbox" SET "state" = ?, "reply" = ?, "due_at" = ?, "sent_at" = ?, "content" = \'{}\' '
        'WHERE "id" = ? AND "organisation_id" = ?'
    )
    async with transaction():
        await execute(sql, [state, reply, at, sent_at, mail.id, mail.organisation])


async def _wait(mail: Mail, first: timedelta, reply: str) -> None:
    due_at = clock.now() + first * GROWTH ** (mail.attempts - 1)
    sql = (
        'UPDATE "outbox" SET "state" = \'deferred\', "reply" = ?, "due_at" = ? WHERE "id" = ? AND "organisation_id" = ?'
    )
    async with transaction():
        await execute(sql, [reply, microseconds(min(due_at, mail.expires_at)), mail.id, mail.organisation])


async def give_back(mails: Sequence[Mail]) -> None:
    """Return mails that were claimed and not touched."""
    if not mails:
        return
    sql = (
        'UPDATE "outbox" SET "state" = CASE WHEN "attempts" > 1 THEN \'deferred\' ELSE \'queued\' END, '
        f'"attempts" = "attempts" - 1, "due_at" = ? WHERE "organisation_id" >= 0 AND "id" IN ({marks(mails)})'
    )
    async with transaction():
        await execute(sql, [microseconds(clock.now()), *(mail.id for mail in mails)])


async def give_up_expired() -> None:
    """Mails that come too late are not sent any more, and their content is erased."""
    sql = (
        'UPDATE "outbox" SET "state" = \'failed\', "content" = \'{}\', "reply" = COALESCE("reply", \'expired\') '
        "WHERE \"organisation_id\" >= 0 AND \"state\" IN ('queued', 'deferred', 'sending') AND \"expires_at\" <= ? "
        'AND ("state" <> \'sending\' OR "due_at" <= ?)'
    )
    at = microseconds(clock.now())
    async with transaction():
        await execute(sql, [at, at])


async def forget_old() -> None:
    """Forget mails that were sent or given up long ago."""
    sql = (
        "DELETE FROM \"outbox\" WHERE \"organisation_id\" >= 0 AND \"state\" IN ('sent', 'failed', 'suppressed') "
        'AND "due_at" <= ?'
    )
    async with transaction():
        await execute(sql, [microseconds(clock.now() - KEPT)])


async def release_abandoned(claimed_before: datetime) -> None:
    """What was being sent before a moment, by a process that is no more, is due again."""
    sql = 'UPDATE "outbox" SET "due_at" = ? WHERE "organisation_id" >= 0 AND "state" = \'sending\' AND "due_at" < ?'
    async with transaction():
        await execute(sql, [microseconds(clock.now()), microseconds(claimed_before + LEASE)])


async def next_due() -> datetime | None:
    """When the next waiting mail is due; None when none waits."""
    sql = f'SELECT MIN("due_at") AS "due" FROM "outbox" WHERE "organisation_id" >= 0 AND "state" IN ({marks(WAITING)})'
    found = await rows(sql, WAITING)
    return moment_of(found[0]["due"]) if found[0]["due"] is not None else None
