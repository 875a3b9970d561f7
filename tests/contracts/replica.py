"""A client as a model: what it holds, folded by `rev`, and how it keeps up."""

from typing import Any

from tests.world import Person

State = dict[tuple[str, int], dict[str, Any]]
Item = tuple[str, dict[str, Any]]


class Replica:
    """The state of one client in its organisation."""

    def __init__(self, contact: int | None) -> None:
        self.contact = contact
        self.objects: State = {}
        self.holes: set[int] = set()
        self.received: list[Item] = []

    def apply(self, kind: str, data: dict[str, Any]) -> None:
        """Take one object in: only a higher `rev` is news. A hole forgets its range."""
        self.received.append((kind, data))
        if kind == "hole":
            self._forget(data)
        elif (held := self.objects.get((kind, data["id"]))) is None or data["rev"] > held["rev"]:
            self.objects[kind, data["id"]] = data

    def seats_oneself(self, kind: str, data: dict[str, Any]) -> bool:
        """Whether this lets the reader in where, as far as they know, they do not sit."""
        own = kind == "participant" and data["contact"] == self.contact and data["left_at"] is None
        # Who comes to administer a broadcast list sees the others from then on.
        return own and not (
            self.administers(data["conversation"]) if data.get("admin") else self.sits(data["conversation"])
        )

    def sits(self, conversation: int) -> bool:
        """Whether the reader sits in a conversation, as far as they know."""
        return bool(self._own_seats(conversation))

    def administers(self, conversation: int) -> bool:
        """Whether the reader administers a conversation in which they sit."""
        return any(seat.get("admin") for seat in self._own_seats(conversation))

    def _own_seats(self, conversation: int) -> list[dict[str, Any]]:
        return [
            held
            for (kind, _), held in self.objects.items()
            if kind == "participant"
            and (held["conversation"], held["contact"], held["left_at"]) == (conversation, self.contact, None)
        ]

    def _sees_seats(self, conversation: int) -> bool:
        """Whether the reader sees who else sits there: in a broadcast list only its administrators do."""
        listed = self.objects.get(("conversation", conversation), {}).get("kind") == "broadcast"
        return self.administers(conversation) if listed else self.sits(conversation)

    def comparable(self) -> State:
        """What must equal a fresh client's: of what one left only what was said while one sat there."""
        return {key: data for key, data in self.objects.items() if self._compared(key[0], data)}

    def _compared(self, kind: str, data: dict[str, Any]) -> bool:
        if kind == "conversation":
            return self.sits(data["id"])
        return kind != "participant" or data["contact"] == self.contact or self._sees_seats(data["conversation"])

    def _forget(self, hole: dict[str, Any]) -> None:
        self.holes.add(hole["conversation"])
        inside = range(hole["from_seq"], hole["until_seq"] + 1)
        for key, held in list(self.objects.items()):
            if key[0] == "message" and held["conversation"] == hole["conversation"] and held["seq"] in inside:
                del self.objects[key]


async def pulled(person: Person, replica: Replica, cursor: str | None) -> str:
    """Catch up from a cursor to the end; the cursor there."""
    while True:
        page = await person.call("sync.pull", organisation=person.organisation, cursor=cursor, limit=50)
        cursor = take_page(replica, page)
        if not page["more"]:
            return cursor


def take_page(replica: Replica, page: dict[str, Any]) -> str:
    """Apply one page; the cursor behind it."""
    if page["reset"]:
        replica.objects.clear()
    for item in page["items"]:
        replica.apply(item["kind"], item["data"])
    return str(page["cursor"])


async def filled(person: Person, replica: Replica) -> Replica:
    """Fetch on demand what holes left out."""
    for conversation in replica.holes:
        before = None
        while True:
            page = await person.call("message.history", conversation=conversation, before=before, limit=200)
            for message in page["items"]:
                replica.apply("message", message)
            if page["next"] is None:
                break
            before = int(page["next"])
    return replica


async def fresh(person: Person) -> Replica:
    """The state of a client that starts now."""
    replica = Replica(person.contact)
    await pulled(person, replica, None)
    return await filled(person, replica)


async def must_equal_fresh(person: Person, replica: Replica) -> None:
    """Once quiet, what a client holds equals a fresh snapshot."""
    await filled(person, replica)
    wanted = (await fresh(person)).comparable()
    held = replica.comparable()
    assert held.keys() == wanted.keys(), (person.account.name, held.keys() ^ wanted.keys())
    assert held == wanted, (person.account.name, [(held[k], wanted[k]) for k in held if held[k] != wanted[k]])
