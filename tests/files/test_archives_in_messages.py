"""An archive in a message is a file like another: what is in it is nobody's business here."""

import io
import tracemalloc
import zipfile

import pytest

from server.main import House
from tests.conversations.test_attachments import send
from tests.files.conftest import Counter, contents
from tests.world import World

LAYERS = 10
IN_ONE = 20_000_000
"""Bytes of nothing in each of the files of the bomb, which are twenty kilobytes once packed."""


def bomb() -> bytes:
    """An archive of archives that is small, and 200 MB when all of it is unpacked."""
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        archive.writestr("nul.txt", bytes(IN_ONE))
    outer = io.BytesIO()
    with zipfile.ZipFile(outer, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        for layer in range(LAYERS):
            archive.writestr(f"laag-{layer}.zip", inner.getvalue())
    return outer.getvalue()


@pytest.mark.parametrize("name", ["partituren.zip", "partituren.docx", "leden.xlsx", "foto.jpg"])
async def test_a_zip_bomb_is_kept_as_it_came_and_never_unpacked(
    counter: Counter, choir: World, house: House, name: str
) -> None:
    packed = bomb()
    assert len(packed) * 100 < LAYERS * IN_ONE
    talk = await choir.conversation(choir.jonas)
    clara, before = counter.by(choir.clara), contents(house)
    tracemalloc.start()
    try:
        sent = await clara.sent(packed, name, "message")
        message = await send(choir.clara, talk, "Alles in één", sent["id"])
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert peak < IN_ONE
    [shown] = message["attachments"]
    assert (shown["kind"], shown["bytes"], shown["name"]) == ("file", len(packed), name)
    kept = [each for each in contents(house) if each not in before]
    assert len(kept) == 1
    answer = await counter.by(choir.jonas).get(sent["id"])
    assert answer.content == packed
    assert answer.headers["content-disposition"].startswith("attachment")
    assert len((await choir.jonas.call("shared.list", conversation=talk, kind="files"))["items"]) == 1
