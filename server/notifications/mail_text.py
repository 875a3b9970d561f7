"""What the mails say that Akkoord sends by itself: unread messages, a link to sign in, an invitation.

Pure: facts in, a finished message out (`multipart/alternative`, ASCII, CRLF). The same facts give the same bytes.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from html import escape

from server.conversations.markup.showing import html_of, naming, plain_of
from server.kernel.language import Language
from server.notifications import mime
from server.notifications.mail_layout import Block, button, page, paragraph, paragraphs, quotation, small
from server.notifications.mail_words import say, told

COUNTED_UP_TO = 100
"""Unread messages are counted no further, as in the client."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What every mail needs. `message_id` with angle brackets; `sent_at` with its zone; `sender` and `to` addresses.

    `zone` is the IANA name in which moments are told; `to_name` greets, and may be empty.
    """

    message_id: str
    sent_at: datetime
    sender: str
    to: str
    to_name: str
    organisation: str
    language: Language
    zone: str


@dataclass(frozen=True, slots=True)
class UnreadMessage:
    """A message as the mail shows it; `sent_at` with its zone."""

    author: str
    sent_at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class UnreadMail:
    """All that someone has not read in one conversation, oldest first, at least one; no title for a direct one.

    `names` are of those whom messages mention (`12`, `group:3`).

    `more` counts unread messages before these that are left out; counting stops at `COUNTED_UP_TO` in all.

    `stop_url` takes the one-click POST (RFC 8058 §3.1); on a GET it shows a page with a button and changes nothing.
    """

    letter: Letter
    title: str | None
    messages: Sequence[UnreadMessage]
    conversation_url: str
    stop_url: str
    list_id: str
    more: int = 0
    names: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LinkMail:
    """A link that signs in once; `until` is the moment at which it ends, with its zone."""

    letter: Letter
    url: str
    until: datetime


@dataclass(frozen=True, slots=True)
class InvitationMail:
    """An invitation to choose a user name and password; `inviter` is the name of who asked.

    `words` are a subject and a text of theirs in place of the usual ones.
    """

    letter: Letter
    inviter: str
    url: str
    until: datetime
    words: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class GrownMail:
    """Somebody turned 18: to them (`grown_up`) or to who acted for them (`grown_child`); `other` names the other."""

    letter: Letter
    kind: str
    other: str
    url: str


def compose_unread(mail: UnreadMail) -> bytes:
    """The mail about unread messages. Raises `ValueError` for an address, URL or identifier that is not one."""
    letter = mail.letter
    authors = list(dict.fromkeys(mime.one_line(message.author) for message in mail.messages))
    title = mime.one_line(mail.title or "")
    subject = unread_subject(letter.language, authors, title, len(mail.messages) + mail.more)
    stop_url = mime.safe_url(mail.stop_url)
    blocks = [
        *_greeting(letter),
        paragraph(say(letter.language, "unread" if title else "unread_direct", title=title)),
        *_left_out(mail),
        *(_quotation(message, mail) for message in mail.messages),
        button(say(letter.language, "open_conversation"), mime.safe_url(mail.conversation_url)),
        small(say(letter.language, "why_unread", organisation=mime.one_line(letter.organisation))),
        small(say(letter.language, "stop"), stop_url),
    ]
    headers = [
        mime.list_id_header(letter.organisation, mail.list_id),
        f"List-Unsubscribe:\r\n <{stop_url}>",
        "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
    ]
    return _message(letter, authors[0] if len(authors) == 1 else None, subject, headers, blocks)


def _quotation(message: UnreadMessage, mail: UnreadMail) -> Block:
    """A message with the formatting that the client shows."""
    name = naming(mail.names, mail.letter.language)
    text = mime.plain_text(message.text)
    told = _told(message.sent_at, mail.letter)
    return quotation(mime.one_line(message.author), told, Block(plain_of(text, name), html_of(text, name)))


def unread_subject(language: Language, authors: Sequence[str], title: str, count: int) -> str:
    """Who wrote how much where: "Clara in Alten repetitie: 2 nieuwe berichten"."""
    if len(authors) == 1:
        who = authors[0]
    elif len(authors) == 2:
        who = say(language, "and", first=authors[0], last=authors[1])
    else:
        who = say(language, "others", first=authors[0], count=len(authors) - 1)
    where = say(language, "in", authors=who, title=title) if title else who
    told = str(count) if count < COUNTED_UP_TO else f"{COUNTED_UP_TO}+"
    return say(language, "one_message" if count == 1 else "messages", who=where, count=told)


def _left_out(mail: UnreadMail) -> list[Block]:
    counted = f"{mail.more}+" if len(mail.messages) + mail.more >= COUNTED_UP_TO else str(mail.more)
    return [paragraph(say(mail.letter.language, "more", count=counted))] if mail.more else []


def compose_link(mail: LinkMail) -> bytes:
    """The mail with a link to sign in. Raises `ValueError` as `compose_unread` does."""
    letter = mail.letter
    organisation = mime.one_line(letter.organisation)
    blocks = [
        *_greeting(letter),
        paragraph(
            say(letter.language, "link_intro", organisation=organisation, until=_told(mail.until, letter)),
        ),
        button(say(letter.language, "sign_in"), mime.safe_url(mail.url)),
        small(say(letter.language, "why_link")),
    ]
    subject = say(letter.language, "link_subject", organisation=organisation)
    return _message(letter, None, subject, [], blocks)


def compose_invitation(mail: InvitationMail) -> bytes:
    """The mail that invites. Raises `ValueError` as `compose_unread` does."""
    letter = mail.letter
    organisation, inviter = mime.one_line(letter.organisation), mime.one_line(mail.inviter)
    until = _told(mail.until, letter)
    intro = say(letter.language, "invitation_intro", inviter=inviter, organisation=organisation, until=until)
    subject = say(letter.language, "invitation_subject", inviter=inviter, organisation=organisation)
    opening = [*_greeting(letter), paragraph(intro)]
    if mail.words is not None:
        subject, opening = mime.one_line(mail.words[0]), paragraphs(mime.plain_text(mail.words[1]))
    blocks = [
        *opening,
        button(say(letter.language, "accept"), mime.safe_url(mail.url)),
        small(say(letter.language, "why_invitation", organisation=organisation)),
    ]
    return _message(letter, inviter, subject, [], blocks)


def compose_grown(mail: GrownMail) -> bytes:
    """The mail on the day of turning 18. Raises `ValueError` as `compose_unread` does."""
    letter = mail.letter
    names = {"organisation": mime.one_line(letter.organisation), "other": mime.one_line(mail.other)}
    blocks = [
        *_greeting(letter),
        paragraph(say(letter.language, f"{mail.kind}_intro", **names)),
        button(say(letter.language, "open_me"), mime.safe_url(mail.url)),
        small(say(letter.language, "why_invitation", organisation=names["organisation"])),
    ]
    return _message(letter, None, say(letter.language, f"{mail.kind}_subject", **names), [], blocks)


def compose_notice(kind: str, letter: Letter, url: str, ending: str, about: str = "") -> bytes:
    """A mail that says one thing, `about` something, and leads to one page; `ending` names the words of its button and
    last line. Raises `ValueError` as `compose_unread` does."""
    organisation, about = mime.one_line(letter.organisation), mime.one_line(about)
    blocks = [
        *_greeting(letter),
        paragraph(say(letter.language, f"{kind}_intro", organisation=organisation, about=about)),
        button(say(letter.language, f"{ending}_open"), mime.safe_url(url)),
        small(say(letter.language, f"{ending}_why", organisation=organisation)),
    ]
    return _message(letter, None, say(letter.language, f"{kind}_subject", about=about), [], blocks)


def _greeting(letter: Letter) -> list[Block]:
    name = mime.one_line(letter.to_name)
    return [paragraph(say(letter.language, "greeting", name=name))] if name else []


def _message(letter: Letter, author: str | None, subject: str, headers: list[str], blocks: Sequence[Block]) -> bytes:
    organisation = mime.one_line(letter.organisation)
    sender = say(letter.language, "via", author=author, organisation=organisation) if author else organisation
    all_headers = [
        mime.mailbox_header("From", sender, letter.sender),
        mime.mailbox_header("To", letter.to_name, letter.to),
        mime.text_header("Subject", subject),
        mime.date_header(letter.sent_at),
        mime.message_id_header(letter.message_id),
        # RFC 3834 §5 and Microsoft's own: no answering machine may reply. `Precedence` is left out: RFC 2076 §3.9
        # discourages it.
        "Auto-Submitted: auto-generated",
        "X-Auto-Response-Suppress: All",
        f"Content-Language: {letter.language}",
        *headers,
    ]
    text = "\n\n".join(block.text for block in blocks) + "\n"
    return mime.alternative(all_headers, text, page(letter.language, escape(subject), blocks))


def _told(moment: datetime, letter: Letter) -> str:
    return told(moment, letter.language, letter.zone)
