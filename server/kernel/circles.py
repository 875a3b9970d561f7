"""Who hears a conversation."""

import msgspec

from server.kernel.ports import Readers


class Seat(msgspec.Struct, frozen=True):
    """A participant's interval in a conversation, with who reads for it: an account, or a link of one who acts."""

    reader: int
    contact: int
    from_seq: int
    until_seq: int | None
    sees_seats: bool = True
    """Whether they hear who else comes and goes there."""


class Circle:
    """Who hears a conversation: its seats, and the live connections of those who sit now."""

    def __init__(self, seats: list[Seat], readers: Readers) -> None:
        self.seats = seats
        self.readers = readers
        self.sitting = {seat.reader for seat in seats if seat.until_seq is None}
        # From here on those who may see a message are exactly those who sit.
        bounds = [seat.from_seq if seat.until_seq is None else seat.until_seq + 1 for seat in seats]
        self.settled_from = max(bounds, default=0)

    def who_may_see(self, seq: int) -> set[int]:
        """Who may see the message of this number."""
        return {s.reader for s in self.seats if s.from_seq <= seq and (s.until_seq is None or seq <= s.until_seq)}

    def who_hear_of(self, contact: int) -> set[int]:
        """Who hears that a contact comes or goes: those who sit and see the others, and who reads, or read, for it."""
        sighted = {seat.reader for seat in self.seats if seat.until_seq is None and seat.sees_seats}
        return sighted | {seat.reader for seat in self.seats if seat.contact == contact}
