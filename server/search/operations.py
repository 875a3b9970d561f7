"""Searching in messages."""

from collections.abc import Sequence
from datetime import datetime
from typing import Annotated, Literal

import msgspec

from server.conversations.models import Message
from server.kernel.context import Context
from server.kernel.database.fields import microseconds
from server.kernel.errors import Reason
from server.kernel.finding import Question, Span, Term
from server.kernel.operations import operation
from server.kernel.wire import Id, Input, Limit, ListView, View, invalid
from server.search.excerpts import Piece, excerpt, hits_in
from server.search.indexing import searched_text
from server.search.policies import may_search, may_search_in
from server.search.queries import messages_with_ids, spans_of
from server.search.words import terms_of

Asked = Annotated[str, msgspec.Meta(max_length=200)]
Moment = Annotated[datetime, msgspec.Meta(tz=True)]
Kind = Literal["text", "picture", "file", "voice", "link", "poll", "activity"]


class SearchMessages(Input, frozen=True, kw_only=True):
    """Words, of which all must be there, and "phrases between quotes"; a word also finds what begins with it.

    It may be empty where something else is chosen: an author (a contact), a kind, a conversation, or a period, of which
    `until_at` is no part.
    """

    text: Asked = ""
    organisation: Id | None = None
    conversation: Id | None = None
    author: Id | None = None
    from_at: Moment | None = None
    until_at: Moment | None = None
    kind: Kind | None = None
    limit: Limit = 20
    page: str | None = None


class FoundMessage(View, frozen=True):
    """A message in which it was found, the piece of it around the first hit, and its first picture's file."""

    id: int
    organisation: int
    conversation: int
    seq: int
    author: int
    sent_at: datetime
    excerpt: list[Piece]
    picture: int | None = None


@operation("search.messages", scope="conversations:read")
async def search_messages(ctx: Context, given: SearchMessages) -> ListView[FoundMessage]:
    """Find messages among those that one may see, the newest first. Words find their other forms in Dutch and English.

    A message can be found within a second after it was sent. Refused: not_found (no such organisation or conversation),
    invalid (nothing is asked).
    """
    ctx.allow(may_search(ctx.actor, given.organisation))
    terms = terms_of(given.text)
    _check(given, terms)
    organisations = [given.organisation] if given.organisation is not None else ctx.actor.organisations
    spans = await spans_of(ctx.actor, organisations, given.conversation)
    if given.conversation is not None:
        ctx.allow(may_search_in(seated=bool(spans)))
    if not spans:
        return ListView(items=[])
    ids = await ctx.index.find(_question(given, terms, spans))
    page = ids[: given.limit]
    found = [_found(message, terms) for message in await messages_with_ids(organisations, page)]
    following = str(page[-1]) if len(ids) > given.limit else None
    return ListView(items=[each for each in found if each is not None], next=following)


def _check(given: SearchMessages, terms: Sequence[Term]) -> None:
    narrowed = (given.conversation, given.author, given.kind, given.from_at, given.until_at)
    if not terms and all(each is None for each in narrowed):
        raise invalid(text=Reason("search_nothing"))
    if given.from_at is not None and given.until_at is not None and given.until_at <= given.from_at:
        raise invalid(until_at=Reason("search_period"))
    if given.page is not None and not (given.page.isdecimal() and len(given.page) <= 16):
        raise invalid(page=Reason("field_pattern"))


def _question(given: SearchMessages, terms: tuple[Term, ...], spans: Sequence[Span]) -> Question:
    marks = [("a", given.author), ("k", given.kind)]
    return Question(
        spans=tuple(spans),
        terms=terms,
        marks=tuple(f"{sign}{value}" for sign, value in marks if value is not None),
        from_at=microseconds(given.from_at) if given.from_at else None,
        until_at=microseconds(given.until_at) if given.until_at else None,
        before=int(given.page) if given.page else None,
        limit=given.limit + 1,
    )


def _found(message: Message, terms: Sequence[Term]) -> FoundMessage | None:
    """None where it was changed since it was indexed, so that what is asked is no longer there."""
    text = searched_text(message)
    hits = hits_in(text, terms)
    if hits is None:
        return None
    return FoundMessage(
        id=message.id,
        organisation=message.organisation_id,
        conversation=message.conversation_id,
        seq=message.seq,
        author=message.author_id,
        sent_at=message.sent_at,
        excerpt=excerpt(text, hits),
        picture=next((each["file"] for each in message.attachments or () if each["kind"] == "picture"), None),
    )
