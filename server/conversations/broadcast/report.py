"""Who read a message of a broadcast list, who did not, and who could not be reached."""

from collections import Counter
from collections.abc import Sequence
from typing import Annotated, Any

import msgspec

from server.conversations.broadcast.policies import may_see_answers
from server.conversations.models import Message, Participant
from server.conversations.seats import open_seat, seen_message
from server.kernel.context import Context
from server.kernel.database import rows
from server.kernel.errors import Reason
from server.kernel.language import say
from server.kernel.operations import operation
from server.kernel.wire import Id, Input, View
from server.people.models import Contact
from server.people.sheets.writing import csv_text

ReadState = Annotated[str, msgspec.Meta(extra_json_schema={"enum": ["read", "unread", "unreachable"]})]


class RecipientView(View, frozen=True):
    """Somebody who receives a list: whether they read a message. `by_other`: only who reads for them did, a parent."""

    contact: int
    name: str
    state: ReadState
    by_other: bool


class ReportView(View, frozen=True):
    """What became of a message: how many read it, did not, or could not be reached, and who."""

    message: int
    read: int
    unread: int
    unreachable: int
    people: list[RecipientView]


class ReportFile(View, frozen=True):
    """The same as the text of a CSV file."""

    name: str
    text: str


class ReportOn(Input, frozen=True):
    """Which message."""

    message: Id


@operation("broadcast.report", scope="conversations:read")
async def report_on(ctx: Context, given: ReportOn) -> ReportView:
    """Show who read a message of a broadcast list, who did not, and who has no login and no address that works.

    Refused: not_found, forbidden (one does not administer the list).
    """
    message, people = await _report(ctx, given.message)
    counts = Counter(person.state for person in people)
    return ReportView(message.id, counts["read"], counts["unread"], counts["unreachable"], people)


@operation("broadcast.export_report", scope="conversations:read")
async def export_report(ctx: Context, given: ReportOn) -> ReportFile:
    """Give who read a message of a broadcast list as CSV.

    Refused: not_found, forbidden (one does not administer the list).
    """
    message, people = await _report(ctx, given.message)

    def word(name: str) -> str:
        return say(Reason(f"report_{name}"), ctx.language)

    lines = [(person.name, word("by_other" if person.by_other else person.state)) for person in people]
    text = await csv_text([word("column_name"), word("column_state")], lines)
    return ReportFile(name=f"{word('file')}-{message.seq}.csv", text=text)


async def _report(ctx: Context, message: int) -> tuple[Message, list[RecipientView]]:
    found, _ = await seen_message(ctx, message)
    seat = await open_seat(ctx, found.conversation_id)
    ctx.allow(may_see_answers(seat))
    grouped: dict[int, list[dict[str, Any]]] = {}
    for row in await _recipients(seat, found.seq):
        grouped.setdefault(row["contact_id"], []).append(row)
    contacts = await Contact.filter(organisation_id=found.organisation_id, id__in=list(grouped))
    people = [_recipient(contact, grouped[contact.id], found.seq) for contact in contacts]
    return found, sorted(people, key=lambda person: person.name.casefold())


async def _recipients(seat: Participant, seq: int) -> list[dict[str, Any]]:
    """Who receives the list and saw the message come, a row for each who reads for them."""
    sql = """
        SELECT p."contact_id", l."kind", COALESCE(r."seq", 0) AS "read", EXISTS (
            SELECT 1 FROM "address" a WHERE a."contact_id" = p."contact_id" AND a."bounced_at" IS NULL
            AND a."organisation_id" = p."organisation_id"
        ) AS "mailed"
        FROM "participant" p
        LEFT JOIN "link" l ON l."contact_id" = p."contact_id" AND l."organisation_id" = p."organisation_id"
            AND l."until_at" IS NULL
        LEFT JOIN "read_position" r ON r."conversation_id" = p."conversation_id"
            AND r."organisation_id" = p."organisation_id"
            AND r."account_id" = CASE WHEN l."kind" = 'self' THEN l."account_id" ELSE l."id" END
        WHERE p."organisation_id" = ? AND p."conversation_id" = ? AND p."left_at" IS NULL AND NOT p."admin"
        AND p."from_seq" <= ?
    """
    return await rows(sql, [seat.organisation_id, seat.conversation_id, seq])


def _recipient(contact: Contact, found: Sequence[dict[str, Any]], seq: int) -> RecipientView:
    readers = {row["kind"] for row in found if row["read"] >= seq}
    reached = any(row["kind"] is not None or row["mailed"] for row in found)
    state = "read" if readers else "unread" if reached else "unreachable"
    return RecipientView(contact.id, contact.name, state, by_other=bool(readers) and "self" not in readers)
