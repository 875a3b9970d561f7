"""From rows of the outbox to finished mails, when they leave: what was deleted or read meanwhile is not in them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import msgspec

from server.accounts.models import Organisation
from server.conversations.mentions import names_in
from server.conversations.models import Conversation, Message
from server.kernel.database import rows, snapshot
from server.kernel.database.statements import marks
from server.kernel.site import Site
from server.notifications.mail_text import (
    GrownMail,
    InvitationMail,
    Letter,
    LinkMail,
    UnreadMail,
    UnreadMessage,
    compose_grown,
    compose_invitation,
    compose_link,
    compose_notice,
    compose_unread,
)
from server.notifications.outbox import Mail
from server.notifications.unread import Absent, Named, absent_from, named_for, tail_of
from server.notifications.way_out import token_at, token_for, way_out, way_out_key
from server.people.models import Contact

SHOWN = 50
"""Messages that one mail shows, the latest; the others are counted."""
CHARACTERS = 40_000
"""Characters of messages in one mail; above, fewer messages are shown (the latest always is)."""
NOTICES = {
    "erasure_request": "erasure_request",
    "message_report": "message_report",
    "report_passed": "report_passed",
    "poll_reminder": "poll_reminder",
    "password_changed": "security",
    "second_factor_on": "security",
    "second_factor_off": "security",
    "passkey_added": "security",
    "passkey_removed": "security",
}
"""Kinds of letters that say one thing and lead to one page, and after what their button and last line are called."""
HOME = "Akkoord"
ZONE = "Europe/Brussels"


class Withheld(msgspec.Struct, frozen=True):
    """A mail that must not leave after all, and why: `nothing_left` (read, deleted) or `unwanted`."""

    reason: str


class Unwritable(msgspec.Struct, frozen=True):
    """A mail that cannot be written, and why."""

    reason: str


Composed = bytes | Withheld | Unwritable


class House(msgspec.Struct, frozen=True):
    """In whose name a mail is sent."""

    name: str
    slug: str
    zone: str


class Known(msgspec.Struct):
    """What a batch of mails needs from the database."""

    houses: dict[int, House]
    absent: dict[tuple[int, int], Absent] = {}
    titles: dict[int, str | None] = {}
    tails: dict[tuple[int, int], list[Message]] = {}
    authors: dict[int, str] = {}
    named: dict[str, str] = {}
    mentions: Named = {}


async def compose(mails: Sequence[Mail], site: Site) -> dict[int, Composed]:
    """Each mail of a batch as bytes, or why it does not leave, by its id."""
    key = await way_out_key()
    async with snapshot():
        known = await _look_up(mails)
    return {mail.id: _composed(mail, known, site, key) for mail in mails}


async def _look_up(mails: Sequence[Mail]) -> Known:
    known = Known(await _houses(mails))
    unread = [mail for mail in mails if mail.kind == "unread"]
    if unread:
        await _look_up_conversations(known, unread)
    return known


async def _look_up_conversations(known: Known, mails: Sequence[Mail]) -> None:
    organisations = sorted({mail.organisation for mail in mails})
    conversations = sorted({mail.content["conversation"] for mail in mails})
    accounts = sorted({mail.account for mail in mails if mail.account is not None})
    found = await Conversation.filter(organisation_id__in=organisations, id__in=conversations)
    known.titles = {row.id: row.title if row.kind == "group" else None for row in found}
    absent = await absent_from(organisations, conversations, accounts)
    known.mentions = await named_for(absent)
    known.absent = {(row.conversation, row.account): row for row in absent}
    ranges: dict[tuple[int, int, int], int] = {}
    for mail in mails:
        place = (mail.organisation, mail.content["conversation"], mail.content["last"])
        ranges[place] = min(mail.content["after"], ranges.get(place, mail.content["after"]))
    for (organisation, conversation, last), after in ranges.items():
        known.tails[conversation, last] = await tail_of(organisation, conversation, after, last)
    ids = sorted({message.author_id for tail in known.tails.values() for message in tail})
    authors = await Contact.filter(organisation_id__in=organisations, id__in=ids) if ids else []
    known.authors = {author.id: author.name for author in authors}
    known.named = await names_in(organisations, (message.text for tail in known.tails.values() for message in tail))


async def _houses(mails: Sequence[Mail]) -> dict[int, House]:
    """The organisation of each mail, by the mail's id; a sign-in link comes from one to which the account belongs."""
    accounts = sorted({mail.account for mail in mails if mail.account is not None})
    sql = (
        'SELECT "account_id", MIN("organisation_id") AS "organisation_id" FROM "link" '
        f'WHERE "account_id" IN ({marks(accounts)}) AND "until_at" IS NULL GROUP BY "account_id"'
    )
    homes = {row["account_id"]: row["organisation_id"] for row in await rows(sql, accounts)} if accounts else {}
    owners = {mail.id: mail.organisation or homes.get(mail.account, 0) for mail in mails}
    found = await Organisation.filter(id__in=sorted(set(owners.values())))
    houses = {row.id: House(row.name, row.slug, row.zone) for row in found}
    return {mail: houses.get(owner, House(HOME, HOME, ZONE)) for mail, owner in owners.items()}


def _composed(mail: Mail, known: Known, site: Site, key: bytes) -> Composed:
    try:
        if mail.kind == "unread":
            return _unread(mail, known, site, key)
        return _letter(mail, known.houses[mail.id], site)
    except (ValueError, KeyError) as problem:
        return Unwritable(f"{type(problem).__name__}: {problem}")


def _unread(mail: Mail, known: Known, site: Site, key: bytes) -> Composed:
    conversation, last = mail.content["conversation"], mail.content["last"]
    absent = known.absent.get((conversation, mail.account or 0))
    if absent is None or mail.address not in absent.addresses:
        return Withheld("unwanted")
    unread = absent.unread(known.tails[conversation, last], max(mail.content["after"], absent.read), known.mentions)
    if not unread:
        return Withheld("nothing_left")
    house, shown = known.houses[mail.id], _shown(unread)
    messages = [UnreadMessage(known.authors.get(m.author_id) or house.name, m.sent_at, m.text) for m in shown]
    return compose_unread(
        UnreadMail(
            letter=_head(mail, house, site, {"name": absent.name, "language": absent.language}),
            title=known.titles[conversation],
            messages=messages,
            conversation_url=f"{site.url}/chat/{conversation}",
            stop_url=way_out(site, _token(mail, absent, key)),
            list_id=f"{house.slug.lower()}.{site.mail_from.rpartition('@')[2]}",
            more=len(unread) - len(shown),
            names=known.named,
        )
    )


def _token(mail: Mail, absent: Absent, key: bytes) -> str:
    if absent.several:
        return token_at(key, absent.organisation, absent.contact, mail.address)
    return token_for(key, absent.account)


def _shown(unread: Sequence[Message]) -> list[Message]:
    shown: list[Message] = []
    room = CHARACTERS
    for message in reversed(unread[-SHOWN:]):
        room -= len(message.text)
        if shown and room < 0:
            break
        shown.insert(0, message)
    return shown


def _letter(mail: Mail, house: House, site: Site) -> bytes:
    content = mail.content
    head = _head(mail, house, site, content)
    until = datetime.fromisoformat(content["until"]) if "until" in content else mail.expires_at
    if mail.kind in ("grown_up", "grown_child"):
        return compose_grown(GrownMail(head, mail.kind, content["other"], f"{site.url}/me"))
    if mail.kind == "invitation":
        words = (content["subject"], content["text"]) if "text" in content else None
        return compose_invitation(InvitationMail(head, content["inviter"], content["url"], until, words))
    if mail.kind in NOTICES:
        return compose_notice(mail.kind, head, content["url"], NOTICES[mail.kind], content.get("about", ""))
    return compose_link(LinkMail(head, content["url"], until))


def _head(mail: Mail, house: House, site: Site, content: dict[str, Any]) -> Letter:
    return Letter(
        message_id=mail.message_id,
        # When it was written, not when it is tried: a second try is the same mail.
        sent_at=mail.created_at,
        sender=site.mail_from,
        to=mail.address,
        to_name=content["name"],
        organisation=house.name,
        language=content["language"],
        zone=house.zone,
    )
