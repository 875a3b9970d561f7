"""What waits for a reader that lags."""

from collections.abc import Iterator, Sequence

TOO_SLOW = 4008  # the close code for a reader whose backlog is full
MOST_FRAMES = 256
MOST_BYTES = 1024 * 1024


class Backlog:
    """At most 256 frames or 1 MiB, kept as the pieces they are made of: most bytes are shared with other readers."""

    __slots__ = ("_frames", "_pieces", "_size")

    def __init__(self) -> None:
        self._pieces: list[bytes] = []
        self._frames = 0
        self._size = 0

    def __bool__(self) -> bool:
        return bool(self._pieces)

    @property
    def over_half(self) -> bool:
        """From here on only what may not be lost is kept."""
        return self._frames >= MOST_FRAMES // 2 or self._size >= MOST_BYTES // 2

    def add(self, pieces: Sequence[bytes]) -> bool:
        """Keep one frame, given in pieces; False when there is no room."""
        size = self._size + sum(map(len, pieces))
        if self._frames >= MOST_FRAMES or size > MOST_BYTES:
            return False
        self._pieces += pieces
        self._frames += 1
        self._size = size
        return True

    def drain(self) -> bytes:
        """All of it, joined."""
        return b"".join(self._pieces)

    def each(self) -> Iterator[bytes]:
        """Take the pieces one by one, with room made as they go."""
        while self._pieces:
            piece = self._pieces.pop(0)
            self._frames -= 1
            self._size -= len(piece)
            yield piece
