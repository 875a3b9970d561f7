"""Whom the lines of a file are about: people who are known already, or new ones."""

from collections import defaultdict
from collections.abc import Callable, Hashable, Mapping, Sequence

import msgspec

from server.people.models import Contact
from server.people.sheets.columns import plain
from server.people.sheets.lines import ContactLine

Key = Hashable | None


class Candidate(msgspec.Struct, frozen=True):
    """A known contact, with what tells them apart."""

    contact: Contact
    addresses: tuple[str, ...] = ()

    @property
    def traits(self) -> "Traits":
        """What tells them apart."""
        name = f"{self.contact.first_name} {self.contact.last_name}"
        return Traits.of(name, self.contact.birth_date, self.addresses)


class Traits(msgspec.Struct, frozen=True):
    """What tells people apart: their name, accents and spaces aside, with a birth date or a first address."""

    name: str
    birth_date: Hashable | None
    address: str | None

    @classmethod
    def of(cls, name: str, birth_date: Hashable | None, addresses: Sequence[str]) -> "Traits":
        """The traits of a line or a contact."""
        return cls(plain(name), birth_date, addresses[0].casefold() if addresses else None)

    def name_and_birth_date(self) -> Key:
        """The surest."""
        return (self.name, self.birth_date) if self.birth_date else None

    def name_and_address(self) -> Key:
        """Also when the birth date was mistyped, or is not given."""
        return (self.name, self.address) if self.address else None

    def name_only(self) -> Key:
        """Those of whom nothing but the name is known."""
        return self.name if not self.birth_date and not self.address else None


class Likeness(msgspec.Struct, frozen=True):
    """A line may be about somebody who is known. `because`: name_and_address, name, or address."""

    line: int
    contact: Contact
    because: str


class Matched(msgspec.Struct, frozen=True):
    """Whom each line is about, by the line's number; those of `likely` may be wrong, or be missing among the known."""

    known: Mapping[int, Contact]
    likely: Sequence[Likeness] = ()


def match_lines(
    lines: Sequence[ContactLine], known: Sequence[Candidate], decided: Mapping[int, int | None] | None = None
) -> Matched:
    """Which contact each line is about; lines about someone new are left out.

    Each contact is taken by one line at most: first as `decided` (line → contact, or None for somebody new) and by the
    contact's number, then the surest likeness goes first, so that of two namesakes who share an address each finds
    their own. A line that holds a name only means the one namesake, if there is just one.
    """
    matching = _Matching(lines, known)
    matching.settle({line.line: line.number for line in lines if line.number is not None} | dict(decided or {}))
    matching.pair(Traits.name_and_birth_date, Traits.name_and_birth_date)
    sure = set(matching.found)
    matching.pair(Traits.name_and_address, Traits.name_and_address)
    by_address = set(matching.found)
    matching.pair(Traits.name_only, Traits.name_only)
    matching.pair(Traits.name_only, lambda traits: traits.name, only_one=True)
    taken = [
        Likeness(line, contact, "name_and_address" if line in by_address else "name")
        for line, contact in matching.found.items()
        if line not in sure
    ]
    return Matched(matching.found, [*taken, *matching.left_alike()])


class _Matching:
    def __init__(self, lines: Sequence[ContactLine], known: Sequence[Candidate]) -> None:
        self.found: dict[int, Contact] = {}
        self._lines = [
            (line.line, Traits.of(f"{line.first_name} {line.last_name}", line.birth_date, line.addresses))
            for line in lines
        ]
        self._known = [(candidate.contact, candidate.traits) for candidate in known]

    def settle(self, decided: Mapping[int, int | None]) -> None:
        """Take lines as somebody decided; a contact who is not there, or was taken, decides nothing."""
        contacts = {contact.id: contact for contact, _ in self._known}
        settled = set()
        for number, _ in self._lines:
            if number in decided and decided[number] is None:
                settled.add(number)
            elif (contact := contacts.pop(decided.get(number) or 0, None)) is not None:
                self.found[number] = contact
                settled.add(number)
        self._lines = [each for each in self._lines if each[0] not in settled]
        self._known = [(contact, traits) for contact, traits in self._known if contact.id in contacts]

    def left_alike(self) -> list[Likeness]:
        """What is left of the lines and looks like somebody who is left: by name, or by address."""
        likely = []
        by_name, by_address = self._index(lambda traits: traits.name), self._index(lambda traits: traits.address)
        for number, traits in self._lines:
            if namesakes := by_name.get(traits.name):
                likely.append(Likeness(number, namesakes[0], "name"))
            elif traits.address and (sharers := by_address.get(traits.address)):
                likely.append(Likeness(number, sharers[0], "address"))
        return likely

    def pair(
        self, of_line: Callable[[Traits], Key], of_contact: Callable[[Traits], Key], only_one: bool = False
    ) -> None:
        """Pair what is left by a key; with `only_one` where no second contact has it."""
        index = self._index(of_contact)
        left = []
        for number, traits in self._lines:
            alike = index.get(of_line(traits), [])
            if alike and not (only_one and len(alike) > 1):
                self.found[number] = alike.pop(0)
            else:
                left.append((number, traits))
        self._lines = left
        taken = {contact.id for contact in self.found.values()}
        self._known = [(contact, traits) for contact, traits in self._known if contact.id not in taken]

    def _index(self, key: Callable[[Traits], Key]) -> Mapping[Key, list[Contact]]:
        index: dict[Key, list[Contact]] = defaultdict(list)
        for contact, traits in self._known:
            if (value := key(traits)) is not None:
                index[value].append(contact)
        return index
