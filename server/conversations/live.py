"""Who looks at what, and who is there: known in the memory of one process, told while it lasts, and never kept.

Losing all of it changes nothing that a client holds.
"""

import asyncio
from collections.abc import Callable
from datetime import datetime
from typing import Any

import msgspec

from server.conversations.whispers import PresenceTold
from server.kernel.clock import clock
from server.kernel.ports import Ear
from server.kernel.wire import encode

GONE_AFTER = 30.0
"""Seconds after the last connection of an account until it counts as gone: a reload or a tunnel is no parting."""


class Look(msgspec.Struct, frozen=True):
    """What a connection looks at, and whether it hears who read."""

    organisation: int
    conversation: int
    receipts: bool


class Watched(msgspec.Struct, frozen=True):
    """Somebody whose presence a connection watches."""

    organisation: int
    contact: int
    account: int


class Live:
    """The connections of this process."""

    def __init__(self, gone: Callable[[int, datetime], object] | None = None, gone_after: float = GONE_AFTER) -> None:
        self._gone = gone
        self._gone_after = gone_after
        self._looks: dict[Ear, Look] = {}
        self._rooms: dict[int, dict[Ear, Look]] = {}
        self._there: dict[int, set[Ear]] = {}
        self._leaving: dict[int, asyncio.TimerHandle] = {}
        self._watched: dict[Ear, tuple[Watched, ...]] = {}
        self._watchers: dict[int, set[Ear]] = {}
        self.silent: set[int] = set()
        """Accounts that do not tell that they are there."""

    def look(self, ear: Ear, look: Look | None) -> None:
        """A connection looks at a conversation from now on, or at none."""
        before = self._looks.pop(ear, None)
        if before is not None:
            room = self._rooms[before.conversation]
            del room[ear]
            if not room:
                del self._rooms[before.conversation]
        if look is not None:
            self._looks[ear] = look
            self._rooms.setdefault(look.conversation, {})[ear] = look

    def looking(self, conversation: int) -> dict[Ear, Look]:
        """Who looks at a conversation."""
        return dict(self._rooms.get(conversation, {}))

    def tell(
        self, conversation: int, among: set[int], eph: str, seen: Any, *, but: int = 0, receipts: bool = False
    ) -> None:
        """Whisper to those who look at a conversation and are `among` those who sit there, `but` not to one's own."""
        frame = encode({"eph": eph, "data": seen})
        for ear, look in self.looking(conversation).items():
            if ear.hears_as in among and ear.hears_as != but and (look.receipts or not receipts):
                ear.whisper(frame)

    def arrive(self, ear: Ear, account: int) -> None:
        """A connection of an account said hello."""
        if (timer := self._leaving.pop(account, None)) is not None:
            timer.cancel()
        elif account not in self._there:
            self._there[account] = set()
            self.tell_presence(account)
        self._there.setdefault(account, set()).add(ear)

    def depart(self, ear: Ear, account: int) -> None:
        """A connection is gone."""
        self.look(ear, None)
        self.watch(ear, ())
        there = self._there.get(account, set())
        there.discard(ear)
        if not there and account in self._there and account not in self._leaving:
            self._leaving[account] = asyncio.get_running_loop().call_later(self._gone_after, self._left, account)

    def _left(self, account: int) -> None:
        self._leaving.pop(account, None)
        self._there.pop(account, None)
        seen = clock.now().replace(second=0, microsecond=0)
        if account not in self.silent and self._gone is not None:
            self._gone(account, seen)
        self.tell_presence(account, seen)

    def online(self, account: int) -> bool:
        """Whether somebody is there, and tells it."""
        return account in self._there and account not in self.silent

    def watch(self, ear: Ear, watched: tuple[Watched, ...]) -> None:
        """A connection hears of these from now on, and of no others."""
        for each in self._watched.pop(ear, ()):
            watchers = self._watchers[each.account]
            watchers.discard(ear)
            if not watchers:
                self._watchers.pop(each.account)
        for each in watched:
            self._watchers.setdefault(each.account, set()).add(ear)
        if watched:
            self._watched[ear] = watched

    def forget_watches(self, organisation: int, contact: int) -> None:
        """Somebody left a conversation, or blocked another: whoever watches them asks again."""
        for ear, watched in list(self._watched.items()):
            if any((each.organisation, each.contact) == (organisation, contact) for each in watched):
                self.watch(ear, tuple(w for w in watched if (w.organisation, w.contact) != (organisation, contact)))

    def tell_presence(self, account: int, seen: datetime | None = None) -> None:
        """Whisper to who watches that somebody came, or went."""
        online = self.online(account)
        shown = None if account in self.silent else seen
        for ear in list(self._watchers.get(account, ())):
            for each in self._watched[ear]:
                if each.account == account:
                    where = {"organisation": each.organisation, "contact": each.contact}
                    told = PresenceTold(**where, online=online, seen_at=shown)
                    ear.whisper(encode({"eph": "presence", "data": told}))

    def account_changed(self, account: int, *, tells_presence: bool, tells_reads: bool) -> None:
        """An account chose what it tells: who does not tell hears nothing either."""
        hidden = account in self.silent
        (self.silent.discard if tells_presence else self.silent.add)(account)
        for ear in self._there.get(account, set()):
            if not tells_presence:
                self.watch(ear, ())
            if (look := self._looks.get(ear)) is not None:
                self.look(ear, msgspec.structs.replace(look, receipts=tells_reads))
        if hidden == tells_presence:
            self.tell_presence(account)
