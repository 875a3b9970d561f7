"""Who is mailed which messages: those who sit in a conversation, want mail, and have not read for a while."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec

from server.conversations.models import Message
from server.kernel.clock import clock
from server.kernel.database import one_by_one, rows
from server.kernel.database.fields import microseconds, moment_of
from server.kernel.database.statements import insert_rows, marks
from server.kernel.events import Event, follow
from server.kernel.ids import new_id
from server.kernel.jobs import Pending
from server.kernel.language import Language
from server.kernel.site import Site
from server.kernel.unit_of_work import UnitOfWork
from server.kernel.zones import today_in_zone
from server.notifications.outbox import SEND_NOW, Draft, put
from server.notifications.wanting import Choice, Place, is_meant, mentioned_in
from server.people.families.ages import is_minor
from server.people.families.guardians import date_of
from server.people.purposes import each_once, effective_purposes

MAIL_UNREAD = "notifications.mail_unread"

COUNTED = 100
"""Unread messages are counted no further (as in the client), so no more of a conversation is read for a mail."""
STALE = timedelta(days=3)
"""What is older is no news: it is not mailed, and a mail that could not leave for so long is given up."""


Named = Mapping[Place, frozenset[int]]
"""Whom messages mention."""


class Absent(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who sits in a conversation and wants its messages by mail.

    They read up to message `read`, were mailed up to `mailed`, and see the conversation as theirs from `since`. The
    mail goes to each of `addresses`: theirs, and of a minor their parents'. Who has `several`, wanted or not, stops the
    mails at each of them by itself.
    """

    organisation: int
    conversation: int
    account: int
    contact: int
    name: str
    addresses: tuple[str, ...]
    several: bool
    language: Language
    since: datetime
    read: int
    mailed: int
    choice: Choice

    @property
    def floor(self) -> int:
        """The last message that need not be mailed."""
        return max(self.read, self.mailed)

    def unread(self, tail: Sequence[Message], floor: int, named: Named) -> list[Message]:
        """Of a conversation's last messages (newest first), those behind `floor` to tell them, oldest first."""
        news = max(self.since, clock.now() - STALE)
        found = [m for m in reversed(tail) if m.seq > floor and m.author_id != self.contact and m.sent_at >= news]
        return [m for m in found if self._wants(m, named)]

    def _wants(self, message: Message, named: Named) -> bool:
        meant = named.get((message.conversation_id, message.seq), frozenset())
        mentioned = is_meant(self.contact, meant)
        return self.choice.wants_mail(mentioned=mentioned, now=clock.now())


class Unread(msgspec.Struct, frozen=True):
    """What somebody has not read, and whether they were away for long enough."""

    absent: Absent
    last: int
    first_sent_at: datetime
    due: bool


@follow("message.created")
def mail_what_stays_unread(event: Event, site: Site) -> Pending:
    """One job for each conversation, however many messages come in before it runs."""
    message = event.row
    where = {"organisation": message.organisation_id, "conversation": message.conversation_id}
    return _job(where, message.sent_at + site.mail_after)


def _job(where: dict[str, Any], run_at: datetime) -> Pending:
    return Pending(MAIL_UNREAD, where, run_at, f"mail_unread:{where['conversation']}")


async def mail_unread(unit: UnitOfWork, site: Site, organisation: int, conversation: int) -> None:
    """Put one mail in the outbox for each who has been away for long enough; look again for the others.

    Whoever has left a message unread for `site.mail_after` is mailed all that they have not read, also what is newer:
    one mail, not one a message. In the transaction that is running.
    """
    # Two workers must not both tell of the same messages.
    await one_by_one(conversation)
    absent = await absent_from([organisation], [conversation])
    tail = await tail_of(organisation, conversation, min((a.floor for a in absent), default=0)) if absent else []
    if not tail:
        return
    due_seq = await _due_seq(organisation, conversation, clock.now() - site.mail_after)
    named = await named_for(absent)
    unread = [found for a in absent if (found := _unread(a, tail, named, due_seq)) is not None]
    due = [found for found in unread if found.due]
    await put([draft for found in due for draft in _drafts(found)], site)
    await _raise_mailed(due)
    if due:
        unit.enqueue(SEND_NOW)
    waiting = [found.first_sent_at for found in unread if not found.due]
    if waiting:
        where = {"organisation": organisation, "conversation": conversation}
        unit.enqueue(_job(where, min(waiting) + site.mail_after))


async def named_for(absent: Sequence[Absent]) -> Named:
    """Whom the messages mention that some want only for being mentioned; no query where nobody does."""
    some = [each for each in absent if each.choice.level == "mentions"]
    organisations = sorted({each.organisation for each in some})
    conversations = sorted({each.conversation for each in some})
    return await mentioned_in(organisations, conversations, min((each.read for each in some), default=0))


async def absent_from(
    organisations: Sequence[int], conversations: Sequence[int], accounts: Sequence[int] | None = None
) -> list[Absent]:
    """Who sits now in some conversations and wants mail (of some accounts only), in one query; not who blocks the other
    of two."""
    own = f'AND a."id" IN ({marks(accounts)})' if accounts is not None else ""
    sql = f"""
        SELECT p."organisation_id", p."conversation_id", a."id" AS "account_id", a."name", a."language", p."contact_id",
        p."joined_at", l."from_at", COALESCE(r."seq", 0) AS "read", COALESCE(r."mailed_seq", 0) AS "mailed",
        f."level", f."muted_until",
        a."address" AS "own_address", c."birth_date", o."zone", d."address", d."place", u."purpose"
        FROM "participant" p
        JOIN "contact" c ON c."id" = p."contact_id" AND c."organisation_id" = p."organisation_id"
        JOIN "organisation" o ON o."id" = p."organisation_id"
        JOIN "conversation" t ON t."id" = p."conversation_id" AND t."organisation_id" = p."organisation_id"
            AND t."removed_at" IS NULL
        JOIN "link" l ON l."contact_id" = p."contact_id" AND l."organisation_id" = p."organisation_id"
            AND l."kind" = 'self' AND l."until_at" IS NULL
        JOIN "account" a ON a."id" = l."account_id" AND a."kind" = 'person' AND a."mail_messages"
        LEFT JOIN "read_position" r ON r."conversation_id" = p."conversation_id" AND r."account_id" = a."id"
            AND r."organisation_id" = p."organisation_id"
        LEFT JOIN "preference" f ON f."conversation_id" = p."conversation_id" AND f."account_id" = a."id"
            AND f."organisation_id" = p."organisation_id"
        LEFT JOIN "address" d ON d."contact_id" = p."contact_id" AND d."organisation_id" = p."organisation_id"
        LEFT JOIN "address_purpose" u ON u."address_id" = d."id" AND u."organisation_id" = p."organisation_id"
        WHERE p."organisation_id" IN ({marks(organisations)}) AND p."conversation_id" IN ({marks(conversations)})
        AND p."left_at" IS NULL AND NOT p."refuses" {own}
    """
    found = await rows(sql, [*organisations, *conversations, *(accounts or ())])
    seats: dict[tuple[int, int], list[dict[str, Any]]] = {}
    for row in found:
        seats.setdefault((row["conversation_id"], row["account_id"]), []).append(row)
    return [absent for each in seats.values() if (absent := _absent(each)).addresses]


def _absent(found: Sequence[dict[str, Any]]) -> Absent:
    """Somebody on their seat; a row for each of their addresses and what it is for."""
    row = found[0]
    return Absent(
        organisation=row["organisation_id"],
        conversation=row["conversation_id"],
        account=row["account_id"],
        contact=row["contact_id"],
        name=row["name"],
        addresses=_addresses(found),
        several=len(each_once(row["address"] for row in found if row["address"])) > 1,
        language="en" if row["language"] == "en" else "nl",
        since=moment_of(max(row["joined_at"], row["from_at"])),
        read=row["read"],
        mailed=row["mailed"],
        choice=Choice.of(row),
    )


def _addresses(found: Sequence[dict[str, Any]]) -> tuple[str, ...]:
    """Where messages go: as the purposes of somebody's addresses say, or where they sign in if they have none."""
    places = sorted({(row["place"], row["address"]) for row in found if row["address"]})
    if not places:
        return each_once(row["own_address"] for row in found if row["own_address"])
    minor = is_minor(date_of(found[0]["birth_date"]), today_in_zone(found[0]["zone"]))
    chosen = {place: {row["purpose"] for row in found if row["place"] == place} - {None} for place, _ in places}
    wanted = [at for place, at in places if "messages" in effective_purposes(place, chosen[place], minor=minor)]
    return each_once(wanted)


async def tail_of(organisation: int, conversation: int, after: int, last: int | None = None) -> list[Message]:
    """The last messages (up to number `last`) that were not deleted, newest first, at most `COUNTED`."""
    found = Message.filter(
        organisation_id=organisation, conversation_id=conversation, seq__gt=after, deleted_at__isnull=True
    )
    found = found.filter(seq__lte=last) if last is not None else found
    return await found.order_by("-seq").limit(COUNTED)


async def _due_seq(organisation: int, conversation: int, sent_before: datetime) -> int:
    """The number of the last message that has been there for long enough."""
    sql = (
        'SELECT "seq" FROM "message" WHERE "organisation_id" = ? AND "conversation_id" = ? AND "sent_at" <= ? '
        'ORDER BY "seq" DESC LIMIT 1'
    )
    found = await rows(sql, [organisation, conversation, microseconds(sent_before)])
    return int(found[0]["seq"]) if found else 0


def _unread(absent: Absent, tail: list[Message], named: Named, due_seq: int) -> Unread | None:
    unread = absent.unread(tail, absent.floor, named)
    if not unread:
        return None
    # Where more than the tail is unread, the oldest of it was not looked at.
    cut = len(tail) == COUNTED and absent.floor + 1 < tail[-1].seq
    first = absent.floor + 1 if cut else unread[0].seq
    return Unread(absent, tail[0].seq, unread[0].sent_at, due=first <= due_seq)


def _drafts(found: Unread) -> list[Draft]:
    """A mail to each address; the outbox takes one for each cause and address."""
    absent = found.absent
    return [
        Draft(
            kind="unread",
            cause=f"unread:{absent.conversation}:{absent.account}:{found.last}",
            address=address,
            content={"conversation": absent.conversation, "after": absent.floor, "last": found.last},
            organisation=absent.organisation,
            account=absent.account,
            expires_at=clock.now() + STALE,
        )
        for address in absent.addresses
    ]


async def _raise_mailed(mailed: Sequence[Unread]) -> None:
    columns = ("id", "organisation_id", "rev", "conversation_id", "account_id", "seq", "mailed_seq")
    records = [
        (new_id(), found.absent.organisation, 0, found.absent.conversation, found.absent.account, 0, found.last)
        for found in mailed
    ]
    raised = '"mailed_seq" = excluded."mailed_seq"'
    tail = f'ON CONFLICT ("conversation_id", "account_id") DO UPDATE SET {raised}'
    await insert_rows("read_position", columns, records, tail)
