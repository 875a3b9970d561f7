"""Files in conversations: who sees them, where they are listed, and when they go."""

import asyncio
import itertools
from typing import Any

import pytest

from server.conversations.shared.links import links_in
from server.files.models import File
from tests.files.conftest import Counter, contents, picture
from tests.world import Person, World, refused

LETTER = b"Beste allemaal,\nHierbij de partituur.\n"


_keys = itertools.count(1)


async def send(person: Person, conversation: int, text: str, *files: int, key: str = "", dup: bool = False) -> Any:
    """Post a message with files."""
    given = {"conversation": conversation, "text": text, "files": list(files)}
    return await person.call("message.send", key=key or f"files-{next(_keys):06}", dup=dup, **given)


async def test_a_picture_and_a_file_come_with_a_message_to_those_who_may_see_it(counter: Counter, choir: World) -> None:
    conversation = await choir.conversation(choir.jonas)
    clara, jonas = counter.by(choir.clara), counter.by(choir.jonas)
    photo = await clara.sent(picture(3000, 2000), "repetitie.jpg", "message")
    score = await clara.sent(LETTER, "partituur.txt", "message")
    await choir.jonas.listen()
    sent = await send(choir.clara, conversation, "", photo["id"], score["id"])
    assert sent["attachments"] == [
        {"file": photo["id"], "kind": "picture", "name": "repetitie.jpg", "media_type": "image/jpeg",
         "bytes": photo["bytes"], "width": 2048, "height": 1365},
        {"file": score["id"], "kind": "file", "name": "partituur.txt", "media_type": "text/plain",
         "bytes": len(LETTER)},
    ]  # fmt: skip
    assert await choir.jonas.heard("message.created") == [sent]
    for size in (None, 2048, 512, 96):
        assert (await jonas.get(photo["id"], size)).status_code == 200
    assert (await jonas.get(score["id"])).content == LETTER
    assert (await jonas.get(score["id"], Range="bytes=0-4")).content == b"Beste"
    for outsider in (choir.an, choir.stranger, choir.foreign_admin):
        assert (await counter.by(outsider).get(photo["id"])).status_code == 404


async def test_who_comes_later_or_was_there_before_sees_only_the_files_of_their_time(
    counter: Counter, choir: World
) -> None:
    conversation = await choir.conversation(choir.jonas, choir.bram)
    clara = counter.by(choir.clara)
    early = (await clara.sent(LETTER, "vroeg.txt", "message"))["id"]
    await send(choir.clara, conversation, "Vroeg", early)
    await choir.clara.call("participant.remove", conversation=conversation, contact=choir.bram.contact)
    late = (await clara.sent(LETTER, "laat.txt", "message"))["id"]
    await send(choir.clara, conversation, "Laat", late)
    bram = counter.by(choir.bram)
    assert ((await bram.get(early)).status_code, (await bram.get(late)).status_code) == (200, 404)
    listed = await choir.bram.call("shared.list", conversation=conversation, kind="files")
    assert [item["attachment"]["name"] for item in listed["items"]] == ["vroeg.txt"]


async def test_the_same_key_with_the_same_files_is_the_same_message(counter: Counter, choir: World) -> None:
    conversation = await choir.conversation(choir.jonas)
    clara = counter.by(choir.clara)
    one, other = [(await clara.sent(LETTER, f"{n}.txt", "message"))["id"] for n in range(2)]
    first = await send(choir.clara, conversation, "Kijk", one, key="clara-file-1")
    assert await send(choir.clara, conversation, "Kijk", one, key="clara-file-1", dup=True) == first
    with refused("key_conflict"):
        await send(choir.clara, conversation, "Kijk", other, key="clara-file-1")
    with refused("conflict"):
        await send(choir.clara, conversation, "Nog eens", one)
    assert (await send(choir.clara, conversation, "", other))["attachments"][0]["file"] == other


async def test_of_two_who_send_the_same_file_at_once_one_is_refused(counter: Counter, choir: World) -> None:
    conversation = await choir.conversation(choir.jonas)
    file = (await counter.by(choir.clara).sent(LETTER, "een.txt", "message"))["id"]
    sends = [send(choir.clara, conversation, f"Bericht {n}", file) for n in range(4)]
    answers = await asyncio.gather(*sends, return_exceptions=True)
    assert len([each for each in answers if isinstance(each, dict)]) == 1
    history = await choir.jonas.call("message.history", conversation=conversation)
    assert [message["seq"] for message in history["items"]] == [1]


async def test_nobody_sends_what_another_sent_or_what_is_not_there(counter: Counter, choir: World) -> None:
    conversation = await choir.conversation(choir.jonas)
    file = (await counter.by(choir.jonas).sent(LETTER, "van-jonas.txt", "message"))["id"]
    field = (await counter.by(choir.clara).sent(LETTER, "veld.txt", "field"))["id"]
    begun = (await choir.clara.call("file.begin", organisation=choir.organisation, purpose="message", name="a"))["id"]
    for number in (file, field, begun, 12345):
        with refused("not_found"):
            await send(choir.clara, conversation, "Kijk", number)
    with refused("invalid"):
        await send(choir.clara, conversation, "")
    with refused("invalid"):
        await send(choir.clara, conversation, "", *range(1, 22))
    assert (await choir.jonas.call("message.history", conversation=conversation))["items"] == []
    assert (await send(choir.jonas, conversation, "Kijk", file))["seq"] == 1


async def test_the_files_of_a_deleted_message_are_swept(counter: Counter, choir: World) -> None:
    conversation = await choir.conversation(choir.jonas)
    file = (await counter.by(choir.clara).sent(LETTER, "een.txt", "message"))["id"]
    sent = await send(choir.clara, conversation, "Zie https://koor.example/bladmuziek.", file)
    assert len(contents(choir.house)) == 1
    gone = await choir.clara.call("message.delete", message=sent["id"])
    assert "attachments" not in gone
    assert (await counter.by(choir.jonas).get(file)).status_code == 404
    await choir.house.worker.run_due()
    assert contents(choir.house) == []
    assert await File.filter(organisation_id=choir.organisation).count() == 0
    assert (await choir.jonas.call("shared.counts", conversation=conversation))["items"] == []


async def test_shared_items_are_listed_newest_first_and_counted_by_month(counter: Counter, choir: World) -> None:
    conversation = await choir.conversation(choir.jonas)
    clara = counter.by(choir.clara)
    for number in range(3):
        files = [(await clara.sent(LETTER, f"{number}-{n}.txt", "message"))["id"] for n in range(2)]
        await send(choir.clara, conversation, f"Deel {number}", *files)
    await choir.clara.send(conversation, "Zie https://koor.example/a en (http://koor.example/b_(zang)).")
    page = await choir.jonas.call("shared.list", conversation=conversation, kind="files", limit=3)
    assert [item["attachment"]["name"] for item in page["items"]] == ["2-0.txt", "2-1.txt", "1-0.txt", "1-1.txt"]
    rest = await choir.jonas.call("shared.list", conversation=conversation, kind="files", before=int(page["next"]))
    assert [(item["seq"], item["attachment"]["name"]) for item in rest["items"]] == [(1, "0-0.txt"), (1, "0-1.txt")]
    links = await choir.jonas.call("shared.list", conversation=conversation, kind="links")
    assert [item["url"] for item in links["items"]] == ["https://koor.example/a", "http://koor.example/b_(zang)"]
    counts = await choir.jonas.call("shared.counts", conversation=conversation)
    assert {(item["kind"], item["count"]) for item in counts["items"]} == {("files", 6), ("links", 2)}
    with refused("not_found"):
        await choir.an.call("shared.counts", conversation=conversation)


async def test_a_link_that_is_edited_away_is_listed_no_more(choir: World) -> None:
    conversation = await choir.conversation(choir.jonas)
    sent = await choir.clara.send(conversation, "https://koor.example/oud")
    await choir.clara.call("message.edit", message=sent["id"], text="https://koor.example/nieuw")
    links = await choir.jonas.call("shared.list", conversation=conversation, kind="links")
    assert [item["url"] for item in links["items"]] == ["https://koor.example/nieuw"]


async def test_a_list_of_shared_items_takes_few_queries(counter: Counter, choir: World, statements: list[str]) -> None:
    conversation = await choir.conversation(choir.jonas)
    for number in range(6):
        file = (await counter.by(choir.clara).sent(LETTER, f"{number}.txt", "message"))["id"]
        await send(choir.clara, conversation, f"Deel {number}", file)
    await choir.jonas.call("account.get")
    statements.clear()
    await choir.jonas.call("shared.list", conversation=conversation, kind="files")
    assert len(statements) <= 3, statements
    statements.clear()
    await choir.jonas.call("shared.counts", conversation=conversation)
    assert len(statements) <= 4, statements


@pytest.mark.parametrize(
    ("text", "links"),
    [
        ("Geen adres", []),
        ("https://a.example, en https://a.example.", ["https://a.example"]),
        ("javascript://a.example ftp://b.example", []),
        ("HTTPS://A.example/x?y=1&z=2#deel!", ["HTTPS://A.example/x?y=1&z=2#deel"]),
        (" ".join(f"https://a.example/{n}" for n in range(40)), [f"https://a.example/{n}" for n in range(20)]),
    ],
)
def test_links_are_found_in_a_text(text: str, links: list[str]) -> None:
    assert links_in(text) == links
