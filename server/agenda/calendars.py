"""Who a secret calendar address belongs to and what is served there, kept in memory; the log tells when to forget."""

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from datetime import date, datetime

import msgspec

from server.accounts.models import Account, Organisation
from server.accounts.secrets import hash_secret
from server.accounts.standings import actor_of
from server.agenda.feed import Published, publish
from server.agenda.models import CalendarLink
from server.agenda.queries import groups_of
from server.agenda.shelf import Edition, Shelf
from server.kernel.database import spawn, transaction
from server.kernel.events import PLATFORM, Told
from server.kernel.stream import Stream
from server.kernel.zones import today_in_zone

MOST_READERS = 10_000
MOST_SHELVES = 100


class Subscriber(msgspec.Struct):
    """Who reads at an address, as it was on a day; `published` goes with the edition of that number."""

    link: int
    account: int
    organisation: int
    language: str
    groups: frozenset[int]
    zone: str
    day: date
    edition: int = 0
    published: Published | None = None


class Served(msgspec.Struct, frozen=True):
    """What an address gives now."""

    edition: Edition
    modified_at: datetime


class CalendarBook:
    """Finds calendars by their secret."""

    def __init__(self, stream: Stream, site: str) -> None:
        self._stream = stream
        self._site = site
        self._known: OrderedDict[str, Subscriber] = OrderedDict()
        self._shelves: OrderedDict[int, Shelf] = OrderedDict()
        self._forgotten = 0
        stream.when_missed(self._start_over)
        for name in ("occurrence.created", "occurrence.changed", "occurrence.cancelled"):
            stream.on(name, self._occurrence_changed)
        stream.on("calendar.revoked", lambda told: self._forget(lambda known: known.link == told.ref))
        stream.on("account.changed", lambda told: self._forget(lambda known: known.account == told.ref))
        for name in ("contact.created", "contact.changed"):
            stream.on(name, lambda told: self._forget(lambda known: known.organisation == told.organisation))

    def _start_over(self) -> None:
        self._known.clear()
        self._shelves.clear()
        self._forgotten += 1

    async def find(self, secret: str) -> Served | None:
        """The calendar at a secret address; None when there is none, or no longer, or its owner left."""
        secret_hash = hash_secret(secret)
        known = self._known.get(secret_hash)
        if known is None or known.day != today_in_zone(known.zone):
            known = await self._look_up(secret_hash)
        if known is None:
            return None
        edition = await self._shelf(known.organisation).edition(known.language, known.groups, known.day)
        if known.published is None or known.edition != edition.number:
            # Shielded: a reader who hangs up must not cut a transaction in two.
            known.published = await asyncio.shield(spawn(_publish(known, edition)))
            known.edition = edition.number
        return Served(edition, known.published.modified_at)

    async def _look_up(self, secret_hash: str) -> Subscriber | None:
        self._known.pop(secret_hash, None)
        link = await CalendarLink.get_or_none(secret_hash=secret_hash, revoked_at=None)
        if link is None:
            return None
        # From here on this process hears of changes; what it reads after this cannot be out of date unnoticed.
        await self._stream.position(PLATFORM)
        await self._stream.position(link.organisation_id)
        forgotten = self._forgotten
        found = await _subscriber(link.id, link.organisation_id)
        if found is not None and forgotten == self._forgotten:
            self._known[secret_hash] = found
            if len(self._known) > MOST_READERS:
                self._known.popitem(last=False)
        return found

    def _shelf(self, organisation: int) -> Shelf:
        if organisation not in self._shelves:
            self._shelves[organisation] = Shelf(organisation, self._site)
            if len(self._shelves) > MOST_SHELVES:
                self._shelves.popitem(last=False)
        return self._shelves[organisation]

    def _occurrence_changed(self, told: Told) -> None:
        if told.organisation in self._shelves:
            self._shelves[told.organisation].changed(told.ref)

    def _forget(self, which: Callable[[Subscriber], bool]) -> None:
        self._forgotten += 1
        for secret_hash in [key for key, known in self._known.items() if which(known)]:
            del self._known[secret_hash]


async def _subscriber(link_id: int, organisation: int) -> Subscriber | None:
    """Who reads at an address, if it still stands and they still stand in the organisation."""
    link = await CalendarLink.get_or_none(organisation_id=organisation, id=link_id, revoked_at=None)
    account = await Account.get_or_none(id=link.account_id) if link is not None else None
    if link is None or account is None:
        return None
    actor = await actor_of(account, None, link.link_id)
    standing = actor.standings.get(organisation)
    # Who no longer acts by the link would be themselves.
    if standing is None or actor.link != link.link_id:
        return None
    groups = await groups_of(organisation, standing.contact) if standing.contact is not None else frozenset[int]()
    zone = (await Organisation.get(id=organisation)).zone
    return Subscriber(link_id, account.id, organisation, account.language, groups, zone, today_in_zone(zone))


async def _publish(known: Subscriber, edition: Edition) -> Published:
    """Note what is served at an address, so that Last-Modified is the same from every process and never goes back."""
    async with transaction():
        wanted = CalendarLink.filter(organisation_id=known.organisation, id=known.link)
        link = await wanted.select_for_update().get()
        before = Published(link.etag, link.published_at) if link.etag and link.published_at else None
        now = publish(edition.body, edition.modified_at, before)
        if now != before:
            await wanted.update(etag=now.etag, published_at=now.modified_at)
        return now
