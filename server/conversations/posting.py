"""Posting messages: what arrives together is written together, and each gets its own verdict."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import msgspec

from server.accounts.capabilities import MANAGE_CONVERSATIONS
from server.conversations.events import MessageCreated
from server.conversations.mentions import NOBODY, Mentioned, Naming, find_mentioned
from server.conversations.models import Message
from server.conversations.policies import may_post
from server.conversations.shared.attaching import Wanted, attach, take_files
from server.conversations.shared.links import keep_links
from server.files.models import File
from server.kernel.access import Verdict
from server.kernel.context import Context
from server.kernel.database import rows
from server.kernel.database.statements import dialect, marks
from server.kernel.errors import Reason, Refusal
from server.kernel.ids import new_id
from server.kernel.unit_of_work import take_numbers
from server.kernel.wire import invalid


class Parts(msgspec.Struct, frozen=True):
    """What a message holds besides its text."""

    reply_to: int | None = None
    forwarded: bool = False
    card_kind: str | None = None
    card: int | None = None
    files: tuple[int, ...] = ()

    @classmethod
    def of(cls, message: Message) -> "Parts":
        """Those of a message that was written."""
        files = tuple(each["file"] for each in message.attachments or ())
        return cls(message.reply_to_id, message.forwarded, message.card_kind, message.card_id, files)


NO_PARTS = Parts()


class Posting(msgspec.Struct):
    """One message on its way into a conversation, and what became of it."""

    ctx: Context
    conversation: int
    text: str
    key: str
    parts: Parts = NO_PARTS
    mentioned: Mentioned = NOBODY
    message: Message | None = None
    taken: Sequence[File] = ()
    refusal: Refusal | None = None
    dup: bool = False

    @property
    def empty(self) -> bool:
        """Whether it holds nothing to be read or seen."""
        return not (self.text or self.parts.files or self.parts.card)

    @classmethod
    def asked(cls, ctx: Context, conversation: int, text: str, parts: Parts = NO_PARTS) -> "Posting":
        """A message that somebody asked to post; without a key of theirs it gets one of ours."""
        return cls(ctx, conversation, text, ctx.key or f"server:{new_id()}", parts)


class Chair(msgspec.Struct, frozen=True):
    """Where an author sits: in which conversation, from which message on, and as which contact they write."""

    organisation: int
    conversation: int
    contact: int
    closed: bool
    kind: str
    admin: bool
    from_seq: int
    admins_post: bool
    list: int | None
    refused: bool = False


async def post(postings: Sequence[Posting]) -> None:
    """Judge and write messages, in the running unit of work. Locks each conversation's counter until the commit."""
    await _find_written(postings)
    fresh = [posting for posting in postings if posting.message is None and posting.refusal is None]
    chairs = await _chairs(fresh)
    accepted: list[tuple[Posting, Chair]] = []
    for posting in fresh:
        chair = _chair_for(posting, chairs)
        verdict = _verdict(chair)
        posting.ctx.policy_asked = True
        if chair is None or not verdict.allowed:
            posting.refusal = verdict.refusal()
        elif posting.empty:
            posting.refusal = invalid(text=Reason("field_too_short", limit="1"))
        else:
            accepted.append((posting, chair))
    await _judge_replies([pair for pair in accepted if pair[0].parts.reply_to is not None])
    await _judge_mentions([pair for pair in accepted if "<@" in pair[0].text])
    await _write([pair for pair in accepted if pair[0].refusal is None])


def _verdict(chair: Chair | None) -> Verdict:
    if chair is None:
        return may_post(seated=False, closed=False)
    return may_post(
        seated=True, closed=chair.closed, admin=chair.admin, admins_post=chair.admins_post, refused=chair.refused
    )


async def _find_written(postings: Sequence[Posting]) -> None:
    """Messages that were written before under the same key: they are the answer, or a conflict."""
    keyed = [posting for posting in postings if posting.ctx.key is not None]
    if not keyed:
        return
    organisations = _organisations(keyed)
    # Key by key, for of a list of authors and one of keys SQLite tries every pair; and with the plus, for without it
    # PostgreSQL reads every message of the organisation.
    either = " OR ".join('("author_account" = ? AND "key" = ?)' for _ in keyed)
    sql = f'SELECT "id" FROM "message" WHERE +"organisation_id" IN ({marks(organisations)}) AND ({either})'
    pairs = [value for posting in keyed for value in (posting.ctx.actor.account, posting.key)]
    ids = [row["id"] for row in await rows(sql, [*organisations, *pairs])]
    found = await Message.filter(organisation_id__in=organisations, id__in=ids) if ids else []
    written = {(message.author_account, message.key): message for message in found}
    for posting in keyed:
        before = written.get((posting.ctx.actor.account, posting.key))
        if before is not None:
            _answer_again(posting, before)


def _organisations(postings: Sequence[Posting]) -> list[int]:
    return sorted({organisation for posting in postings for organisation in posting.ctx.actor.organisations})


def _answer_again(posting: Posting, before: Message) -> None:
    posting.ctx.policy_asked = True
    rewritten = before.edited_at is not None or before.deleted_at is not None
    same = before.conversation_id == posting.conversation and before.author_id in posting.ctx.actor.contacts
    if not same or not (rewritten or (before.text, Parts.of(before)) == (posting.text, posting.parts)):
        posting.refusal = Refusal("key_conflict")
    else:
        posting.message, posting.dup = before, True


async def _chairs(postings: Sequence[Posting]) -> dict[tuple[int, int], Chair]:
    """The open seats of all authors, by (conversation, contact), in one query."""
    conversations = sorted({posting.conversation for posting in postings})
    contacts = sorted({contact for posting in postings for contact in posting.ctx.actor.contacts})
    organisations = _organisations(postings)
    if not conversations or not contacts:
        return {}
    # Locked in one order, so that two processes of a scaled installation cannot wait for each other; the seat too, for
    # one that ends while we wait for the conversation would otherwise still be read as open. NO KEY, here and
    # everywhere: rows that refer to the conversation are inserted by those who hold the log already, as the last lock.
    lock = 'ORDER BY c."id" FOR NO KEY UPDATE OF c FOR SHARE OF p' if dialect() == "postgres" else ""
    sql = (
        'SELECT c."id", c."organisation_id", c."closed_at", c."kind", c."admins_post", c."list_id", '
        'p."contact_id", p."admin", p."from_seq", p."refused" '
        'FROM "participant" p '
        'JOIN "conversation" c ON c."id" = p."conversation_id" AND c."organisation_id" = p."organisation_id" '
        f'WHERE p."organisation_id" IN ({marks(organisations)}) AND p."conversation_id" IN ({marks(conversations)}) '
        f'AND p."contact_id" IN ({marks(contacts)}) AND p."left_at" IS NULL {lock}'
    )
    found = await rows(sql, [*organisations, *conversations, *contacts])
    return {(row["id"], row["contact_id"]): _chair(row) for row in found}


def _chair(row: dict[str, Any]) -> Chair:
    closed = row["closed_at"] is not None
    place = (row["organisation_id"], row["id"], row["contact_id"])
    admins_post = bool(row["admins_post"]) or row["kind"] == "broadcast"
    return Chair(
        *place,
        closed,
        row["kind"],
        bool(row["admin"]),
        row["from_seq"],
        admins_post,
        row["list_id"],
        bool(row["refused"]),
    )


def _chair_for(posting: Posting, chairs: dict[tuple[int, int], Chair]) -> Chair | None:
    seats = (chairs.get((posting.conversation, contact)) for contact in posting.ctx.actor.contacts)
    return next((chair for chair in seats if chair is not None), None)


async def _judge_replies(accepted: Sequence[tuple[Posting, Chair]]) -> None:
    """Who answers a message must see it there; one query for all of them."""
    if not accepted:
        return
    organisations = sorted({chair.organisation for _, chair in accepted})
    found = await Message.filter(
        organisation_id__in=organisations, id__in=sorted({posting.parts.reply_to or 0 for posting, _ in accepted})
    ).values("id", "conversation_id", "seq")
    places = {row["id"]: (row["conversation_id"], row["seq"]) for row in found}
    for posting, chair in accepted:
        conversation, seq = places.get(posting.parts.reply_to or 0, (0, 0))
        # Who answers a broadcast list quotes a message of the list, in a conversation of their own with its people.
        of_list = chair.list is not None and conversation == chair.list
        if not of_list and (conversation != chair.conversation or seq < chair.from_seq):
            posting.refusal = invalid(reply_to=Reason("reply_unknown"))


async def _judge_mentions(accepted: Sequence[tuple[Posting, Chair]]) -> None:
    """Find whom messages mention, or why they may not."""
    found = await find_mentioned([_naming(posting, chair) for posting, chair in accepted])
    for (posting, _), mentioned in zip(accepted, found, strict=True):
        if isinstance(mentioned, Refusal):
            posting.refusal = mentioned
        else:
            posting.mentioned = mentioned


def _naming(posting: Posting, chair: Chair) -> Naming:
    standing = posting.ctx.actor.standings[chair.organisation]
    admin = chair.admin or MANAGE_CONVERSATIONS in standing.capabilities
    return Naming(chair.organisation, chair.conversation, chair.kind, admin, posting.text)


async def _write(accepted: Sequence[tuple[Posting, Chair]]) -> None:
    """Number and add what was accepted; who sent the same key twice at once gets one message."""
    firsts: dict[tuple[int, str], Posting] = {}
    fresh = [(p, chair) for p, chair in accepted if firsts.setdefault((p.ctx.actor.account, p.key), p) is p]
    await _take_files(fresh)
    fresh = [(posting, chair) for posting, chair in fresh if posting.refusal is None]
    seqs = await _take_seqs([chair for _, chair in fresh])
    for posting, chair in fresh:
        seqs[chair.conversation] += 1
        _add(posting, chair, seqs[chair.conversation])
    keep_links([(posting.ctx, posting.message) for posting, _ in fresh if posting.message is not None])
    for posting, _ in accepted:
        first = firsts[posting.ctx.actor.account, posting.key]
        if posting.message is None and first.message is not None:
            _answer_again(posting, first.message)
        posting.refusal = posting.refusal or first.refusal


async def _take_files(fresh: Sequence[tuple[Posting, Chair]]) -> None:
    """The files of those that have some; who cannot use theirs is refused."""
    wanting = [(posting, chair) for posting, chair in fresh if posting.parts.files]
    if not wanting:
        return
    wanted = [Wanted(p.ctx, c.organisation, c.contact, p.parts.files, p.parts.forwarded) for p, c in wanting]
    for (posting, _), taken in zip(wanting, await take_files(wanted), strict=True):
        if isinstance(taken, Refusal):
            posting.refusal = taken
        else:
            posting.taken = taken


async def _take_seqs(chairs: Sequence[Chair]) -> dict[int, int]:
    """Take a number for each message; the last number before them, by conversation."""
    counts = Counter(chair.conversation for chair in chairs)
    if not counts:
        return {}
    organisations = sorted({chair.organisation for chair in chairs})
    last = await take_numbers("conversation", "last_seq", "id", counts, organisations)
    return {conversation: last[conversation] - count for conversation, count in counts.items()}


def _add(posting: Posting, chair: Chair, seq: int) -> None:
    posting.message = Message.construct(
        id=new_id(),
        organisation_id=chair.organisation,
        conversation_id=chair.conversation,
        seq=seq,
        author_id=chair.contact,
        author_account=posting.ctx.actor.account,
        by_id=posting.ctx.actor.by,
        key=posting.key,
        text=posting.text,
        reply_to_id=posting.parts.reply_to,
        forwarded=posting.parts.forwarded,
        card_kind=posting.parts.card_kind,
        card_id=posting.parts.card,
        mentions=posting.mentioned.ids,
        sent_at=posting.ctx.now,
    )
    attach(posting.ctx, posting.message, posting.taken)
    posting.ctx.add(posting.message, *posting.mentioned.rows(posting.message))
    posting.ctx.emit(MessageCreated(posting.message))
