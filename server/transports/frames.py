"""WebSocket frames as bytes (RFC 6455 §5.2), server to client: never masked, no extension.

A durable event is one message in two fragments (§5.4). The first holds the socket's own counter and comes ready-made
from a table that all sockets share; the second holds the rest and is encoded once for all of its readers.
"""

import struct

# Sockets that live longer than this many events pay 0.2 µs a frame; a larger table costs 56 bytes an entry.
_LONGEST_TABLE = 1 << 17
_GROWTH = 4096

HEADS: list[bytes] = [b""]
"""`HEADS[n]` is the ready first fragment `{"n":<n>,`. Grows in place; look beyond its end with `head`."""


def text_frame(payload: bytes) -> bytes:
    """A whole text message, for answers, control and ephemeral frames."""
    return _frame(0x81, payload)


def tail_frame(event: bytes) -> bytes:
    """The shared second fragment of a durable event, from its JSON object without `n`: `{"ev":…}`."""
    return _frame(0x80, event[1:])


def close_frame(code: int, reason: str = "") -> bytes:
    """A close frame (§5.5.1); the reason is cut to the 123 bytes a control frame has room for."""
    text = reason.encode()[:123].decode(errors="ignore").encode()
    return _frame(0x88, struct.pack("!H", code) + text)


def payload_of(frame: bytes) -> bytes:
    """What a frame made here carries."""
    return frame[{126: 4, 127: 10}.get(frame[1], 2) :]


def head(n: int) -> bytes:
    """The first fragment for the n-th durable event of a socket."""
    return heads(n, 1)[0]


def heads(first: int, count: int) -> list[bytes]:
    """The first fragments `first … first + count - 1`."""
    end = first + count
    if end > len(HEADS) and end <= _LONGEST_TABLE:
        HEADS.extend(map(_head, range(len(HEADS), min(end + _GROWTH, _LONGEST_TABLE))))
    if end <= len(HEADS):
        return HEADS[first:end]
    return list(map(_head, range(first, end)))


def _head(n: int) -> bytes:
    return _frame(0x01, b'{"n":%d,' % n)


def _frame(opening: int, payload: bytes) -> bytes:
    size = len(payload)
    if size < 126:
        return bytes((opening, size)) + payload
    if size < 1 << 16:
        return struct.pack("!BBH", opening, 126, size) + payload
    return struct.pack("!BBQ", opening, 127, size) + payload
