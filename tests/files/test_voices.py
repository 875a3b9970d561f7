"""How long a recording is."""

import struct

import pytest

from server.files.voices import seconds_of
from tests.files.conftest import Counter
from tests.world import World


def element(number: str, content: bytes, *, unknown: bool = False) -> bytes:
    size = b"\x01\xff\xff\xff\xff\xff\xff\xff" if unknown else struct.pack(">Q", len(content) | 1 << 56)
    return bytes.fromhex(number) + size + content


def webm(seconds: float, *, declared: bool = False) -> bytes:
    """A recording in blocks of 20 ms, a cluster each second, as a browser streams it."""
    blocks = round(seconds * 50)
    clusters = b""
    for first in range(0, blocks, 50):
        inside = element("e7", struct.pack(">I", first * 20))
        for block in range(first, min(first + 50, blocks)):
            inside += element("a3", b"\x81" + struct.pack(">h", (block - first) * 20) + b"\x80" + b"opus")
        clusters += element("1f43b675", inside, unknown=True)
    length = element("4489", struct.pack(">d", seconds * 1000)) if declared else b""
    info = element("1549a966", element("2ad7b1", (1_000_000).to_bytes(3)) + length)
    return element("1a45dfa3", element("4282", b"webm")) + element("18538067", info + clusters, unknown=True)


def ogg(seconds: float) -> bytes:
    def page(position: int, content: bytes) -> bytes:
        return b"OggS\0\0" + struct.pack("<q", position) + b"\0" * 12 + b"\x01" + bytes([len(content)]) + content

    head = b"OpusHead\x01\x01" + struct.pack("<HIhB", 312, 48_000, 0, 0)
    return page(0, head) + page(round(seconds * 48_000) + 312, b"x" * 60)


def box(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content) + 8) + kind + content


def mp4(seconds: float, *, fragmented: bool = False) -> bytes:
    length = 0 if fragmented else round(seconds * 48_000)
    times = b"\0" * 12 + struct.pack(">II", 48_000, length) + b"\0" * 4
    moov = box(b"moov", box(b"trak", box(b"mdia", box(b"mdhd", times))))
    frames = round(seconds * 48_000 / 960)
    head = box(b"tfhd", struct.pack(">III", 0x8, 1, 960))
    moof = box(b"moof", box(b"traf", head + box(b"trun", struct.pack(">II", 0, frames))))
    return box(b"ftyp", b"mp42\0\0\0\0") + moov + (moof if fragmented else b"")


@pytest.mark.parametrize(
    "content",
    [webm(2.5), webm(2.5, declared=True), ogg(2.5), mp4(2.5), mp4(2.5, fragmented=True)],
    ids=["webm", "webm-declared", "ogg", "mp4", "mp4-fragmented"],
)
def test_the_length_of_a_recording_is_read_from_it(content: bytes) -> None:
    assert seconds_of(content) == pytest.approx(2.5, abs=0.03)


@pytest.mark.parametrize(
    "content", [b"", b"\x1aE\xdf\xa3", b"\x1aE\xdf\xa3\x00", b"OggS", b"OggS" * 9, mp4(0), b"geen"]
)
def test_what_is_damaged_has_no_length(content: bytes) -> None:
    assert seconds_of(content) is None


def test_a_recording_that_breaks_off_has_the_length_of_what_came() -> None:
    whole = webm(4)
    for end in range(0, len(whole), 97):
        assert (seconds_of(whole[:end]) or 0) <= 4.03
    assert seconds_of(whole[: len(whole) // 2]) == pytest.approx(2, abs=0.1)


async def test_a_voice_message_is_measured_and_what_is_none_is_refused(counter: Counter, choir: World) -> None:
    clara = counter.by(choir.clara)
    sent = await clara.sent(webm(3), "spraak.webm", "voice")
    assert (sent["seconds"], sent["media_type"]) == (3.0, "audio/webm")
    conversation = await choir.conversation(choir.jonas)
    message = await choir.clara.call(
        "message.send", key="voice-1-clara", conversation=conversation, text="", files=[sent["id"]]
    )
    assert (message["attachments"][0]["kind"], message["attachments"][0]["seconds"]) == ("voice", 3.0)
    assert (await counter.by(choir.jonas).get(sent["id"], Range="bytes=0-3")).content == b"\x1aE\xdf\xa3"
    for content in (b"Hallo, dit is tekst", b"\x1aE\xdf\xa3 en dan niets"):
        refused = await clara.send(content, "spraak.webm", "voice")
        assert (refused.status_code, list(refused.json()["error"]["fields"])) == (422, ["file"])
