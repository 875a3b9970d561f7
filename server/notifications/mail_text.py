"""What the mails say that Akkoord sends by itself: unread messages, a link to sign in, an invitation.

Pure: facts in, a finished message out (`multipart/alternative`, ASCII, CRLF). The same facts give the same bytes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from html import escape
from zoneinfo import ZoneInfo

from server.kernel.language import Language
from server.notifications import mime
from server.notifications.mail_layout import Block, button, page, paragraph, paragraphs, quotation, small

_MONTHS: dict[Language, str] = {
    "nl": "januari februari maart april mei juni juli augustus september oktober november december",
    "en": "January February March April May June July August September October November December",
}
_DAYS: dict[Language, str] = {
    "nl": "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
}
_WORDS: dict[str, tuple[str, str]] = {
    "at": ("{day} {date} {month} {year} om {time}", "{day} {date} {month} {year} at {time}"),
    "via": ("{author} via {organisation}", "{author} via {organisation}"),
    "and": ("{first} en {last}", "{first} and {last}"),
    "others": ("{first} en {count} anderen", "{first} and {count} others"),
    "in": ("{authors} in {title}", "{authors} in {title}"),
    "one_message": ("{who}: 1 nieuw bericht", "{who}: 1 new message"),
    "messages": ("{who}: {count} nieuwe berichten", "{who}: {count} new messages"),
    "more": (
        "Daarvoor kwamen er nog {count}; die lees je in het gesprek.",
        "Before these came {count} more; read those in the conversation.",
    ),
    "greeting": ("Dag {name},", "Hello {name},"),
    "unread": (
        "Dit kwam binnen terwijl je er niet was, in {title}:",
        "This came in while you were away, in {title}:",
    ),
    "unread_direct": ("Dit kwam binnen terwijl je er niet was:", "This came in while you were away:"),
    "open_conversation": ("Open het gesprek", "Open the conversation"),
    "why_unread": (
        "Je krijgt deze mail omdat je in {organisation} berichten per e-mail ontvangt die je nog niet las.",
        "You get this mail because you receive messages of {organisation} by e-mail that you have not read yet.",
    ),
    "stop": ("Geen mails meer over berichten", "No more mails about messages"),
    "link_subject": ("Je link om aan te melden bij {organisation}", "Your link to sign in to {organisation}"),
    "link_intro": (
        "Met deze knop meld je je aan bij {organisation}. De link werkt één keer, tot {until}.",
        "This button signs you in to {organisation}. The link works once, until {until}.",
    ),
    "sign_in": ("Aanmelden", "Sign in"),
    "why_link": (
        "Vroeg je dit niet zelf? Dan hoef je niets te doen; zonder deze link komt niemand binnen.",
        "Did you not ask for this? Then you need do nothing; without this link nobody gets in.",
    ),
    "invitation_subject": ("{inviter} nodigt je uit bij {organisation}", "{inviter} invites you to {organisation}"),
    "invitation_intro": (
        "{inviter} nodigt je uit bij {organisation}. Kies een gebruikersnaam en een wachtwoord, en je bent binnen. "
        "De link werkt één keer, tot {until}.",
        "{inviter} invites you to {organisation}. Choose a user name and a password, and you are in. "
        "The link works once, until {until}.",
    ),
    "accept": ("Uitnodiging aannemen", "Accept the invitation"),
    "why_invitation": (
        "Je krijgt deze mail omdat {organisation} dit adres bij je naam heeft staan.",
        "You get this mail because {organisation} has this address on file with your name.",
    ),
}


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


def compose_unread(mail: UnreadMail) -> bytes:
    """The mail about unread messages. Raises `ValueError` for an address, URL or identifier that is not one."""
    letter = mail.letter
    authors = list(dict.fromkeys(mime.one_line(message.author) for message in mail.messages))
    title = mime.one_line(mail.title or "")
    subject = unread_subject(letter.language, authors, title, len(mail.messages) + mail.more)
    stop_url = mime.safe_url(mail.stop_url)
    blocks = [
        *greeting(letter),
        paragraph(_say(letter.language, "unread" if title else "unread_direct", title=title)),
        *_left_out(mail),
        *(
            quotation(mime.one_line(message.author), _told(message.sent_at, letter), mime.plain_text(message.text))
            for message in mail.messages
        ),
        button(_say(letter.language, "open_conversation"), mime.safe_url(mail.conversation_url)),
        small(_say(letter.language, "why_unread", organisation=mime.one_line(letter.organisation))),
        small(_say(letter.language, "stop"), stop_url),
    ]
    headers = [
        mime.list_id_header(letter.organisation, mail.list_id),
        f"List-Unsubscribe:\r\n <{stop_url}>",
        "List-Unsubscribe-Post: List-Unsubscribe=One-Click",
    ]
    return message_of(letter, authors[0] if len(authors) == 1 else None, subject, headers, blocks)


def unread_subject(language: Language, authors: Sequence[str], title: str, count: int) -> str:
    """Who wrote how much where: "Clara in Alten repetitie: 2 nieuwe berichten"."""
    if len(authors) == 1:
        who = authors[0]
    elif len(authors) == 2:
        who = _say(language, "and", first=authors[0], last=authors[1])
    else:
        who = _say(language, "others", first=authors[0], count=len(authors) - 1)
    where = _say(language, "in", authors=who, title=title) if title else who
    told = str(count) if count < COUNTED_UP_TO else f"{COUNTED_UP_TO}+"
    return _say(language, "one_message" if count == 1 else "messages", who=where, count=told)


def _left_out(mail: UnreadMail) -> list[Block]:
    counted = f"{mail.more}+" if len(mail.messages) + mail.more >= COUNTED_UP_TO else str(mail.more)
    return [paragraph(_say(mail.letter.language, "more", count=counted))] if mail.more else []


def compose_link(mail: LinkMail) -> bytes:
    """The mail with a link to sign in. Raises `ValueError` as `compose_unread` does."""
    letter = mail.letter
    organisation = mime.one_line(letter.organisation)
    blocks = [
        *greeting(letter),
        paragraph(
            _say(letter.language, "link_intro", organisation=organisation, until=_told(mail.until, letter)),
        ),
        button(_say(letter.language, "sign_in"), mime.safe_url(mail.url)),
        small(_say(letter.language, "why_link")),
    ]
    subject = _say(letter.language, "link_subject", organisation=organisation)
    return message_of(letter, None, subject, [], blocks)


def compose_invitation(mail: InvitationMail) -> bytes:
    """The mail that invites. Raises `ValueError` as `compose_unread` does."""
    letter = mail.letter
    organisation, inviter = mime.one_line(letter.organisation), mime.one_line(mail.inviter)
    until = _told(mail.until, letter)
    intro = _say(letter.language, "invitation_intro", inviter=inviter, organisation=organisation, until=until)
    subject = _say(letter.language, "invitation_subject", inviter=inviter, organisation=organisation)
    opening = [*greeting(letter), paragraph(intro)]
    if mail.words is not None:
        subject, opening = mime.one_line(mail.words[0]), paragraphs(mime.plain_text(mail.words[1]))
    blocks = [
        *opening,
        button(_say(letter.language, "accept"), mime.safe_url(mail.url)),
        small(_say(letter.language, "why_invitation", organisation=organisation)),
    ]
    return message_of(letter, inviter, subject, [], blocks)


def greeting(letter: Letter) -> list[Block]:
    """The words with which a mail begins; none for who has no name."""
    name = mime.one_line(letter.to_name)
    return [paragraph(_say(letter.language, "greeting", name=name))] if name else []


def message_of(letter: Letter, author: str | None, subject: str, headers: list[str], blocks: Sequence[Block]) -> bytes:
    """The finished message."""
    organisation = mime.one_line(letter.organisation)
    sender = _say(letter.language, "via", author=author, organisation=organisation) if author else organisation
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
    local = moment.astimezone(ZoneInfo(letter.zone))
    return _say(
        letter.language,
        "at",
        day=_DAYS[letter.language].split()[local.weekday()],
        date=local.day,
        month=_MONTHS[letter.language].split()[local.month - 1],
        year=local.year,
        time=f"{local:%H:%M}",
    )


def _say(language: Language, key: str, **params: str | int) -> str:
    return _WORDS[key][0 if language == "nl" else 1].format(**params)
