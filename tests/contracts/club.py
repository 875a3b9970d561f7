"""Two stateful clients for each of five people, who do what people do, against the real house."""

import asyncio
from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from server.accounts.events import AccountChanged
from server.accounts.models import Link
from server.kernel.clock import clock
from server.kernel.database import rows
from server.kernel.ids import new_id
from server.main import House
from server.settings import Settings
from tests.contracts.doors import DispatchDoor
from tests.contracts.replica import must_equal_fresh
from tests.contracts.wire import ModelClient, until_standing
from tests.world import Person, founded

PEOPLE = ("clara", "jonas", "an", "bram", "margot")
"""Margot acts for An: she hears what An hears, and what she does is done by An."""
WHO = st.sampled_from(PEOPLE)
DEVICES = st.integers(min_value=0, max_value=5)
ORDER = st.lists(st.integers(min_value=0, max_value=40), max_size=12)
PLACE = st.integers(min_value=0, max_value=3)
DEEDS = ("send", "participant.add", "participant.remove", "conversation.leave", "read.set", "edit", "delete")


class Club(RuleBasedStateMachine):
    """Rules are what people and networks do; at rest everything must agree."""

    settings_of: Callable[[], Settings]

    def __init__(self) -> None:
        super().__init__()
        self._runner = asyncio.Runner()
        self._keys = 0

    def run(self, work: Any) -> Any:
        """Run something in the machine's one loop."""
        return self._runner.run(work)

    @initialize()
    def open_house(self) -> None:
        self.run(self._open())

    async def _open(self) -> None:
        self.house = House(type(self).settings_of())
        await self.house.open()
        self.house.start(work=False)
        self.world = await founded(self.house)
        self.door = DispatchDoor(self.house)
        self.people: dict[str, Person] = {name: getattr(self.world, name) for name in PEOPLE if name != "margot"}
        self.people["margot"] = await self._acting_for(self.people["an"])
        first = await self.world.conversation(self.people["jonas"], self.people["an"])
        second = await self.world.conversation(self.people["jonas"], self.people["bram"], title="Bestuur")
        self.conversations = [first, second]
        self.sent: list[tuple[str, int, str, str, int]] = []
        devices = [*PEOPLE, "jonas"]
        self.clients = [ModelClient(self.people[name]) for name in devices]
        for client in self.clients:
            await client.connect()
        await self._rest()

    async def _acting_for(self, other: Person) -> Person:
        """Somebody who acts for another, and has no conversations of their own."""
        margot = await self.world.person("Margot Claes")
        own = {"organisation_id": self.world.organisation, "account_id": margot.account.id}
        async with self.house.units.write() as unit:
            unit.add(Link(id=new_id(), kind="guardian", contact_id=other.contact, from_at=clock.now(), **own))
            unit.emit(AccountChanged(margot.account))
        await self.world.quiet()
        await margot.call("session.act_for", contact=other.contact)
        await self.world.quiet()
        margot.contact = other.contact
        return margot

    @rule(who=WHO, place=PLACE, many=st.sampled_from([1, 1, 1, 3, 60]))
    def send(self, who: str, place: int, many: int) -> None:
        self.run(self._send(who, self._conversation(place), many))

    async def _send(self, who: str, conversation: int, many: int) -> None:
        """Several at once share a commit, and come with others' as they like."""
        posts = []
        for _ in range(many):
            self._keys += 1
            posts.append((f"key-{self._keys:08}", f"Bericht {self._keys}"))
        answers = await asyncio.gather(*(self._post(who, conversation, *post) for post in posts))
        self.sent += [(who, conversation, *post, seq) for post, seq in zip(posts, answers, strict=True) if seq]

    async def _post(self, who: str, conversation: int, key: str, text: str) -> int:
        given = {"conversation": conversation, "text": text}
        answer = await self.door.call(self.people[who], "message.send", given, key)
        assert answer["ok"] or answer["error"]["code"] == "not_found"
        return int(answer["result"]["seq"]) if answer["ok"] else 0

    @rule(which=st.integers(min_value=0))
    def send_again(self, which: int) -> None:
        """One key, one message: also from somebody who has left since."""
        if not self.sent:
            return
        who, conversation, key, text, seq = self.sent[which % len(self.sent)]
        again = self.run(self.people[who].send(conversation, text, key=key, dup=True))
        assert again["seq"] == seq

    @rule(who=WHO, place=PLACE)
    def add(self, who: str, place: int) -> None:
        self._try("clara", "participant.add", place, contacts=[self.people[who].contact])

    @rule(who=WHO, place=PLACE)
    def remove(self, who: str, place: int) -> None:
        self._try("clara", "participant.remove", place, contact=self.people[who].contact)

    @rule(who=WHO, place=PLACE)
    def leave(self, who: str, place: int) -> None:
        self._try(who, "conversation.leave", place)

    @rule(who=WHO, place=PLACE, seq=st.integers(min_value=0, max_value=70))
    def read(self, who: str, place: int, seq: int) -> None:
        self._try(who, "read.set", place, seq=seq)

    @rule(place=PLACE, deeds=st.lists(st.tuples(WHO, st.sampled_from(DEEDS)), min_size=2, max_size=6))
    def at_once(self, place: int, deeds: list[tuple[str, str]]) -> None:
        """What PostgreSQL lets happen side by side."""
        self.run(self._at_once(self._conversation(place), deeds))

    async def _at_once(self, conversation: int, deeds: list[tuple[str, str]]) -> None:
        mine = [sent for sent in self.sent if sent[1] == conversation]
        works: list[Any] = []
        for who, deed in deeds:
            place = {"conversation": conversation}
            if deed == "send":
                works.append(self._send(who, conversation, 1))
            elif deed in ("participant.add", "participant.remove"):
                contact = self.people[who].contact
                whom = {"contacts": [contact]} if deed == "participant.add" else {"contact": contact}
                works.append(self._attempt("clara", deed, **place, **whom))
            elif deed in ("edit", "delete"):
                works += [self._rewrite(sent[0], conversation, sent[4], deed == "delete") for sent in mine[-1:]]
            else:
                works.append(
                    self._attempt(who, deed, **place, **({"seq": len(mine) // 2} if deed == "read.set" else {}))
                )
        await asyncio.gather(*works)

    @rule(people=st.sets(WHO, min_size=1))
    def open_conversation(self, people: set[str]) -> None:
        if len(self.conversations) < 4:
            made = self.world.conversation(*(self.people[name] for name in sorted(people)))
            self.conversations.append(self.run(made))

    @rule(which=st.integers(min_value=0), gone=st.booleans())
    def rewrite(self, which: int, gone: bool) -> None:
        if not self.sent:
            return
        who, conversation, _, _, seq = self.sent[which % len(self.sent)]
        self.run(self._rewrite(who, conversation, seq, gone))

    async def _rewrite(self, who: str, conversation: int, seq: int, gone: bool) -> None:
        found = await rows('SELECT "id" FROM "message" WHERE "conversation_id" = ? AND "seq" = ?', [conversation, seq])
        change = {} if gone else {"text": f"Verbeterd {self._keys}"}
        await self._attempt(who, "message.delete" if gone else "message.edit", message=found[0]["id"], **change)

    @rule(device=DEVICES)
    def lose_the_line(self, device: int) -> None:
        self.run(self.clients[device].disconnect())

    @rule(device=DEVICES)
    def come_back(self, device: int) -> None:
        self.run(self._come_back(self.clients[device]))

    async def _come_back(self, client: ModelClient) -> None:
        await client.disconnect()
        await client.connect()

    @rule(device=DEVICES, most=st.integers(min_value=1, max_value=30), order=ORDER)
    def look(self, device: int, most: int, order: list[int]) -> None:
        if self.clients[device].line is not None:
            self.run(self.clients[device].look(most, order))

    @invariant()
    def nothing_is_lost_on_a_line(self) -> None:
        for client in self.clients if hasattr(self, "clients") else ():
            assert client.line is None or client.line.closed is None

    @rule()
    def rest(self) -> None:
        """Everybody has a line, has heard all there is, and holds what a fresh client would."""
        self.run(self._compare())

    async def _compare(self) -> None:
        for client in self.clients:
            if client.line is None:
                await client.connect()
        await self._rest()
        for client in self.clients:
            await must_equal_fresh(client.person, client.replica)
            await self._heard_nothing_after_leaving(client)
        await self._numbers_are_dense()
        await self._rows_are_sound()

    async def _rest(self) -> None:
        """Wait until nothing is under way, and look at all of it; looking may ask for more."""
        await until_standing(self.clients)
        still = 0
        while still < 20:
            await self.world.quiet()
            await asyncio.sleep(0.001)
            still += 1
            for client in self.clients:
                if client.line is not None and client.line.frames:
                    await client.look(10_000)
                    still = 0
        assert all(client.line is None or client.line.counted >= 0 for client in self.clients)

    async def _heard_nothing_after_leaving(self, client: ModelClient) -> None:
        sql = 'SELECT * FROM "participant" WHERE "organisation_id" = ? AND "contact_id" = ?'
        seats = await rows(sql, [self.world.organisation, client.person.contact])
        for kind, data in client.replica.received:
            if kind in ("message", "participant", "conversation"):
                assert any(_could_see(seat, kind, data) for seat in seats), (client.person.account.name, kind, data)

    async def _numbers_are_dense(self) -> None:
        log = await rows(
            'SELECT "pos" FROM "event" WHERE "organisation_id" = ? ORDER BY "pos"', [self.world.organisation]
        )
        assert [row["pos"] for row in log] == list(range(1, len(log) + 1))
        for conversation in self.conversations:
            sql = 'SELECT "seq" FROM "message" WHERE "organisation_id" = ? AND "conversation_id" = ? ORDER BY "seq"'
            found = await rows(sql, [self.world.organisation, conversation])
            assert [row["seq"] for row in found] == list(range(1, len(found) + 1))

    async def _rows_are_sound(self) -> None:
        """One open seat for each, nobody wrote where they did not sit, and what was deleted has no text."""
        here = [self.world.organisation]
        seats = await rows('SELECT * FROM "participant" WHERE "organisation_id" = ?', here)
        sitting = [(seat["conversation_id"], seat["contact_id"]) for seat in seats if seat["left_at"] is None]
        assert len(sitting) == len(set(sitting))
        for message in await rows('SELECT * FROM "message" WHERE "organisation_id" = ?', here):
            assert not (message["deleted_at"] and message["text"]), message
            own = [seat for seat in seats if seat["contact_id"] == message["author_id"]]
            seen = {"conversation": message["conversation_id"], "seq": message["seq"]}
            assert any(_could_see(seat, "message", seen) for seat in own), message

    def _conversation(self, place: int) -> int:
        return self.conversations[place % len(self.conversations)]

    def _try(self, who: str, operation: str, place: int, **arguments: Any) -> None:
        self.run(self._attempt(who, operation, conversation=self._conversation(place), **arguments))

    async def _attempt(self, who: str, operation: str, **arguments: Any) -> None:
        answer = await self.door.call(self.people[who], operation, arguments, None)
        # Not `database_busy`: that would be a deadlock.
        assert answer["ok"] or answer["error"]["code"] in ("not_found", "forbidden", "conflict", "invalid"), answer

    def teardown(self) -> None:
        try:
            if hasattr(self, "clients"):
                self.run(self._compare())
        finally:
            if hasattr(self, "house"):
                self.run(self._close())
            self._runner.close()

    async def _close(self) -> None:
        for client in self.clients if hasattr(self, "clients") else ():
            await client.disconnect()
        await self.house.close()


def _could_see(seat: dict[str, Any], kind: str, data: dict[str, Any]) -> bool:
    """Whether somebody on this seat may have heard of it: nothing that came after they left."""
    conversation = data["id"] if kind == "conversation" else data["conversation"]
    if seat["conversation_id"] != conversation:
        return False
    if kind == "message":
        return seat["from_seq"] <= data["seq"] and (seat["until_seq"] is None or data["seq"] <= seat["until_seq"])
    return seat["left_at"] is None or int(data["rev"]) <= int(seat["rev"])
