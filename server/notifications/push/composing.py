"""From rows to what a device is shown, when it leaves: what was read or deleted meanwhile is not told."""

from collections.abc import Sequence
from typing import Any

import msgspec

from server.accounts.models import Account, Organisation
from server.conversations.mentions import names_in
from server.conversations.models import Conversation, Message
from server.kernel.clock import clock
from server.kernel.database import rows, snapshot
from server.kernel.database.statements import marks
from server.notifications.push.badges import badges_of
from server.notifications.push.outbox import LASTS, Due
from server.notifications.push.readers import Reader, all_readers_of
from server.notifications.push.reminders import REMINDER, Question, asked_of, is_awaited
from server.notifications.push.words import Facts, headline, shortened, text_of, worded
from server.notifications.unread import tail_of
from server.people.models import Contact

OLDEST = LASTS * 2


class Action(msgspec.Struct, frozen=True, omit_defaults=True):
    """A button of a notification; with a `placeholder` it takes text."""

    action: str
    title: str
    placeholder: str = ""


class Notification(msgspec.Struct, frozen=True, kw_only=True):
    """What the service worker is told. The same `tag` replaces what was shown before; `badge` counts conversations with
    something unread; `reader` is who answers by its buttons, and nobody else."""

    kind: str
    tag: str
    title: str
    body: str
    url: str
    language: str
    at: int
    reader: int
    badge: int
    conversation: int = 0
    seq: int = 0
    occurrence: int | None = None
    actions: list[Action] = []


class Known(msgspec.Struct):
    """What a batch of pushes needs from the database."""

    readers: dict[tuple[int, int], Reader] = {}
    conversations: dict[int, Conversation] = {}
    tails: dict[int, list[Message]] = {}
    authors: dict[int, str] = {}
    names: dict[str, str] = {}
    badges: dict[int, int] = {}
    houses: dict[int, str] = {}
    languages: dict[int, str] = {}
    questions: dict[tuple[int, int], Question] = {}


async def compose(dues: Sequence[Due]) -> dict[int, Notification]:
    """What each push says, by its id; one that is not there must not leave: it was read, deleted, or is not theirs."""
    async with snapshot():
        known = await _look_up(dues)
    found = {due.id: _KINDS.get(due.kind, _notification)(due, known) for due in dues}
    return {due: notification for due, notification in found.items() if notification is not None}


async def _look_up(dues: Sequence[Due]) -> Known:
    known = Known()
    accounts = sorted({due.account for due in dues})
    known.badges = await badges_of(accounts)
    if any(due.kind == "test" for due in dues):
        await _look_up_tests(known, accounts)
    organisations = sorted({due.organisation for due in dues if due.conversation})
    conversations = sorted({due.conversation for due in dues if due.conversation})
    if not conversations:
        return known
    told = {(due.conversation, due.reader) for due in dues}
    seated = await all_readers_of(organisations, conversations, accounts)
    readers = [reader for reader in seated if (reader.conversation, reader.reader) in told]
    known.questions = await asked_of(dues)
    known.readers = {(reader.conversation, reader.reader): reader for reader in readers}
    found = await Conversation.filter(organisation_id__in=organisations, id__in=conversations)
    known.conversations = {row.id: row for row in found}
    lists = sorted({row.list_id for row in found if row.list_id is not None} - set(known.conversations))
    if lists:
        more = await Conversation.filter(organisation_id__in=organisations, id__in=lists)
        known.conversations |= {row.id: row for row in more}
    for row in found:
        floor = min((r.read for r in readers if r.conversation == row.id), default=row.last_seq)
        known.tails[row.id] = await tail_of(row.organisation_id, row.id, floor)
    ids = sorted({message.author_id for tail in known.tails.values() for message in tail})
    authors = await Contact.filter(organisation_id__in=organisations, id__in=ids) if ids else []
    known.authors = {author.id: author.name for author in authors}
    known.names = await names_in(organisations, (message.text for tail in known.tails.values() for message in tail))
    return known


async def _look_up_tests(known: Known, accounts: Sequence[int]) -> None:
    found = await Account.filter(id__in=list(accounts))
    known.languages = {account.id: account.language for account in found}
    sql = (
        'SELECT "account_id", MIN("organisation_id") AS "organisation_id" FROM "link" '
        f'WHERE "account_id" IN ({marks(accounts)}) AND "until_at" IS NULL GROUP BY "account_id"'
    )
    homes = {row["account_id"]: row["organisation_id"] for row in await rows(sql, list(accounts))}
    names = {row.id: row.name for row in await Organisation.filter(id__in=sorted(set(homes.values())))}
    known.houses = {account: names.get(home, "Akkoord") for account, home in homes.items()}


def _reminder(due: Due, known: Known) -> Notification | None:
    reader, conversation = known.readers.get((due.conversation, due.reader)), known.conversations.get(due.conversation)
    question = known.questions.get((due.conversation, due.last))
    if reader is None or conversation is None or question is None or not is_awaited(question, reader):
        return None
    title = worded("reminder", reader.language, text=question.text)
    ward = f" ({worded('for', reader.language, name=reader.contact_name)})" if reader.acting else ""
    return Notification(
        kind=REMINDER,
        tag=f"r{conversation.id}-{due.last}" + (f"-{reader.reader}" if reader.acting else ""),
        title=shortened(title + ward),
        body=_title(conversation, known) or worded("answer_now", reader.language),
        url=f"/chat/{conversation.id}/m/{due.last}",
        language=reader.language,
        at=_milliseconds(clock.now()),
        reader=reader.reader,
        badge=known.badges.get(due.account, 0),
        conversation=conversation.id,
        seq=due.last,
    )


def _test(due: Due, known: Known) -> Notification:
    language: Any = "en" if known.languages.get(due.account) == "en" else "nl"
    return Notification(
        kind="test",
        tag="test",
        title=worded("test_title", language),
        body=worded("test_text", language, house=known.houses.get(due.account, "Akkoord")),
        url="/settings",
        language=language,
        at=_milliseconds(clock.now()),
        reader=due.reader,
        badge=known.badges.get(due.account, 0),
    )


def _notification(due: Due, known: Known) -> Notification | None:
    reader, conversation = known.readers.get((due.conversation, due.reader)), known.conversations.get(due.conversation)
    if reader is None or conversation is None or reader.account != due.account:
        return None
    unread = reader.news(known.tails[due.conversation], reader.read, clock.now() - OLDEST)
    if not unread:
        return None
    facts = Facts(
        kind=conversation.kind,
        title=_title(conversation, known),
        authors=known.authors,
        names=known.names,
        messages=unread,
        mentioned=due.kind == "mentions",
        ward=reader.contact_name if reader.acting else None,
        language=reader.language,
    )
    last = unread[-1]
    occurrence = last.card_id if last.card_kind == "activity" else None
    return Notification(
        kind=due.kind,
        tag=f"c{conversation.id}" + (f"-{reader.reader}" if reader.acting else ""),
        title=shortened(headline(facts)),
        body=text_of(facts),
        url=f"/chat/{conversation.id}/m/{unread[0].seq}",
        language=reader.language,
        at=_milliseconds(last.sent_at),
        reader=reader.reader,
        badge=known.badges.get(due.account, 0),
        conversation=conversation.id,
        seq=last.seq,
        occurrence=occurrence,
        actions=_actions(conversation, facts, occurrence),
    )


def _title(conversation: Conversation, known: Known) -> str | None:
    if conversation.kind == "reply" and conversation.list_id is not None:
        of = known.conversations.get(conversation.list_id)
        return of.title if of is not None else None
    return None if conversation.kind == "direct" else conversation.title


def _actions(conversation: Conversation, facts: Facts, occurrence: int | None) -> list[Action]:
    """Two at most: platforms show no more. For whom one acts is answered in the client, where one sees as whom."""
    if facts.ward is not None:
        return []
    language = facts.language
    if occurrence is not None:
        coming, not_coming = worded("coming", language), worded("not_coming", language)
        return [Action("coming", coming), Action("not-coming", not_coming)]
    read = Action("read", worded("read", language))
    if conversation.kind == "broadcast" or conversation.admins_post or conversation.closed_at is not None:
        return [read]
    return [Action("reply", worded("reply", language), worded("reply_here", language)), read]


def _milliseconds(moment: Any) -> int:
    return int(moment.timestamp() * 1000)


_KINDS = {"test": _test, REMINDER: _reminder}
"""Kinds of pushes that are about something else than what is unread."""
