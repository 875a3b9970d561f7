"""Who hears a conversation."""

import msgspec

from server.kernel.ports import Readers


class Seat(msgspec.Struct, frozen=True):
    """A participant's interval in a conversation, with who reads for it: an account, or a link of one who acts."""

    reader: int
    contact: int
    from_seq: int
    until_seq: int | None


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

    def who_read_for(self, contact: int) -> set[int]:
        """Who reads, or read, for a contact here."""
        return {seat.reader for seat in self.seats if seat.contact == contact}
