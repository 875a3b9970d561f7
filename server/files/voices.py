"""How long a recording is, told by its container: WebM as browsers write it while recording, Ogg and MP4."""

import struct
from collections.abc import Iterator

LIMIT = 20_000_000
"""Bytes of a voice message: some hours of speech."""

_SEGMENT, _CLUSTER, _INFO, _GROUP = 0x18538067, 0x1F43B675, 0x1549A966, 0xA0
_INSIDE = frozenset({_SEGMENT, _CLUSTER, _INFO, _GROUP})
_SCALE, _LENGTH, _TIME, _BLOCKS = 0x2AD7B1, 0x4489, 0xE7, frozenset({0xA3, 0xA1})
_FRAME = 0.02
"""Seconds of one frame of Opus (RFC 6716 §2.1.4), as browsers cut them."""

_BOXES = frozenset({b"moov", b"trak", b"mdia", b"moof", b"traf"})


def seconds_of(content: bytes) -> float | None:
    """The length of a recording; None for what is none, or is damaged."""
    try:
        if content.startswith(b"\x1aE\xdf\xa3"):
            return _webm(content)
        return _ogg(content) if content.startswith(b"OggS") else _mp4(content)
    except (IndexError, ValueError, ZeroDivisionError, OverflowError):
        return None


def _webm(content: bytes) -> float | None:
    """The declared length, or else where the last block stands: who records does not know the end (RFC 9559)."""
    scale, cluster, last, declared = 1_000_000, 0, -1, 0.0
    for kind, start, end in _elements(content):
        if kind == _SCALE:
            scale = int.from_bytes(content[start:end])
        elif kind == _LENGTH:
            declared = _float(content[start:end])
        elif kind == _TIME:
            cluster = int.from_bytes(content[start:end])
        elif kind in _BLOCKS:
            _, place = _number(content, start, marked=False)
            last = max(last, cluster + int.from_bytes(content[place : place + 2], signed=True))
    if last < 0:
        return None
    return _sane(declared * scale / 1e9 if declared > 0 else last * scale / 1e9 + _FRAME)


def _elements(content: bytes) -> Iterator[tuple[int, int, int]]:
    """Elements in their order with where their content begins and ends; those that hold others are entered."""
    place = 0
    while place < len(content):
        kind, place = _number(content, place, marked=True)
        size, place = _number(content, place, marked=False)
        if kind in _INSIDE:
            continue
        end = place + size
        if end > len(content):
            return
        yield kind, place, end
        place = end


def _number(content: bytes, place: int, *, marked: bool) -> tuple[int, int]:
    """A number of variable length (RFC 8794 §4), and where it ends; `marked` keeps its marker, as ids do."""
    first = content[place]
    length = 9 - first.bit_length()
    if length > 8:
        raise ValueError("no number")
    value = int.from_bytes(content[place : place + length])
    return (value if marked else value & ((1 << 7 * length) - 1)), place + length


def _float(raw: bytes) -> float:

    return float(struct.unpack(">f" if len(raw) == 4 else ">d", raw.rjust(8, b"\0") if len(raw) != 4 else raw)[0])


def _ogg(content: bytes) -> float | None:
    """The last page's position (RFC 3533 §6), of Opus in 48,000ths of a second after what is skipped (RFC 7845 §4)."""
    last = content.rfind(b"OggS")
    head = content.find(b"OpusHead", 0, 4096)
    if head < 0:
        return None
    skipped = int.from_bytes(content[head + 10 : head + 12], "little")
    return _sane((int.from_bytes(content[last + 6 : last + 14], "little", signed=True) - skipped) / 48_000)


def _mp4(content: bytes) -> float | None:
    """The track's length, or of what was recorded in fragments the sum of theirs (ISO/IEC 14496-12 §8)."""
    scale, length, fragments, each = 0, 0, 0, 0
    for kind, start, end in _boxes(content, 0, len(content)):
        if kind == b"mdhd":
            scale, length = _scale_and_length(content, start)
        elif kind == b"tfhd":
            each = _usual_length(content, start)
        elif kind == b"trun":
            fragments += _run_length(content, start, end, each)
    return _sane((length or fragments) / scale) if scale else None


def _boxes(content: bytes, place: int, until: int) -> Iterator[tuple[bytes, int, int]]:
    while place + 8 <= until:
        size, kind, head = int.from_bytes(content[place : place + 4]), content[place + 4 : place + 8], 8
        if size == 1:
            size, head = int.from_bytes(content[place + 8 : place + 16]), 16
        end = until if size == 0 else place + size
        if end < place + head or end > until:
            return
        if kind in _BOXES:
            yield from _boxes(content, place + head, end)
        else:
            yield kind, place + head, end
        place = end


def _scale_and_length(content: bytes, start: int) -> tuple[int, int]:
    wide = content[start] == 1
    place, size = (start + 20, 8) if wide else (start + 12, 4)
    length = int.from_bytes(content[place + 4 : place + 4 + size])
    return int.from_bytes(content[place : place + 4]), 0 if length == (1 << 8 * size) - 1 else length


def _usual_length(content: bytes, start: int) -> int:
    flags, place = int.from_bytes(content[start + 1 : start + 4]), start + 8
    place += 8 * bool(flags & 1) + 4 * bool(flags & 2)
    return int.from_bytes(content[place : place + 4]) if flags & 8 else 0


def _run_length(content: bytes, start: int, end: int, each: int) -> int:
    flags, count = int.from_bytes(content[start + 1 : start + 4]), int.from_bytes(content[start + 4 : start + 8])
    if not flags & 0x100:
        return count * each
    place = start + 8 + 4 * bool(flags & 1) + 4 * bool(flags & 4)
    step = 4 * sum(bool(flags & flag) for flag in (0x100, 0x200, 0x400, 0x800))
    return sum(int.from_bytes(content[at : at + 4]) for at in range(place, min(end, place + count * step), step))


def _sane(seconds: float) -> float | None:
    return seconds if 0 < seconds < 24 * 3600 else None
