"""Sending files and getting them back, by the door."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from server.adapters.clamav import Clamav
from server.files.models import File, FileUsage
from server.files.operations import MOST_UNFINISHED
from server.kernel.clock import clock
from tests.adapters.test_clamav import EICAR
from tests.adapters.test_clamav import serve as clamd
from tests.files.conftest import Counter, contents, picture
from tests.visitors import let_time_pass
from tests.world import World, refused

MEGABYTE = 1_000_000
LETTER = b"Beste Clara,\nDonderdag ben ik er niet.\n"


async def test_a_file_comes_back_as_it_was_sent(counter: Counter, choir: World) -> None:
    clara = counter.by(choir.clara)
    sent = await clara.sent(LETTER, "brief.txt", "field")
    assert (sent["name"], sent["media_type"], sent["bytes"]) == ("brief.txt", "text/plain", len(LETTER))
    answer = await clara.get(sent["id"])
    assert (answer.status_code, answer.content) == (200, LETTER)
    assert answer.headers["content-disposition"] == "attachment; filename=\"brief.txt\"; filename*=UTF-8''brief.txt"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert answer.headers["cache-control"] == "private, no-cache"
    assert await choir.clara.call("file.get", file=sent["id"]) == sent


async def test_a_file_of_exactly_the_limit_is_taken_and_one_byte_more_is_not(counter: Counter, choir: World) -> None:
    clara = counter.by(choir.clara)
    assert (await clara.send(b"x" * MEGABYTE, "lang.txt", "field")).status_code == 200
    refused = await clara.send(b"x" * (MEGABYTE + 1), "lang.txt", "field")
    assert (refused.status_code, refused.json()["error"]["code"]) == (413, "too_large")
    assert "1 MB" in refused.json()["error"]["message"]
    assert len(contents(choir.house)) == 1


async def test_the_limit_holds_for_who_does_not_say_how_much_comes(counter: Counter, choir: World) -> None:
    async def parts() -> AsyncIterator[bytes]:
        for _ in range(40):
            yield b"x" * 50_000

    refused = await counter.by(choir.clara).send(parts(), "lang.txt", "field")
    assert (refused.status_code, refused.json()["error"]["code"]) == (413, "too_large")
    assert contents(choir.house) == []
    assert await File.filter(organisation_id=choir.organisation).count() == 0


async def test_the_files_of_an_organisation_have_a_quota_that_others_do_not_share(
    counter: Counter, choir: World
) -> None:
    clara = counter.by(choir.clara)
    for _ in range(4):
        await clara.sent(b"x" * MEGABYTE, "lang.txt", "field")
    refused = await clara.send(b"x", "kort.txt", "field")
    assert (refused.status_code, refused.json()["error"]["code"]) == (413, "too_large")
    assert "4 MB" in refused.json()["error"]["message"]
    assert (await counter.by(choir.foreign_admin).send(b"x", "kort.txt", "field")).status_code == 200


async def test_room_comes_back_when_a_file_is_removed(counter: Counter, choir: World) -> None:
    clara = counter.by(choir.clara)
    sent = await clara.sent(b"x" * MEGABYTE, "lang.txt", "field")
    await choir.clara.call("file.remove", file=sent["id"])
    assert (await clara.get(sent["id"])).status_code == 404
    await choir.house.worker.run_due()
    assert contents(choir.house) == []
    assert (await FileUsage.get(organisation_id=choir.organisation)).bytes == 0


async def test_many_at_once_do_not_pass_the_quota_together(counter: Counter, choir: World) -> None:
    clara = counter.by(choir.clara)
    answers = await asyncio.gather(*(clara.send(b"x" * MEGABYTE, "lang.txt", "field") for _ in range(7)))
    assert sorted(answer.status_code for answer in answers) == [200] * 4 + [413] * 3
    assert (await FileUsage.get(organisation_id=choir.organisation)).bytes == 4 * MEGABYTE
    assert len(contents(choir.house)) == 4


async def test_a_connection_that_breaks_off_leaves_nothing(counter: Counter, choir: World) -> None:
    _, writer = await half_sent(counter, choir)
    async with asyncio.timeout(10):
        while not await File.filter(organisation_id=choir.organisation).count():
            await asyncio.sleep(0.01)
        writer.close()
        while await File.filter(organisation_id=choir.organisation).count():
            await asyncio.sleep(0.01)
    assert contents(choir.house) == []


async def test_who_keeps_a_connection_open_and_sends_nothing_is_given_up(counter: Counter, choir: World) -> None:
    choir.house.files.silence = 0.1
    reader, writer = await half_sent(counter, choir)
    async with asyncio.timeout(10):
        assert b"HTTP/1.1 400" in await reader.readline()
    writer.close()
    assert contents(choir.house) == []
    assert await File.filter(organisation_id=choir.organisation).count() == 0


async def half_sent(counter: Counter, choir: World) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    """A connection on which less came than was announced."""
    reader, writer = await asyncio.open_connection("127.0.0.1", counter.served.port)
    path = f"/files?organisation={choir.organisation}&purpose=field&name=half.txt"
    lines = [f"POST {path} HTTP/1.1", "Host: a", f"Authorization: Bearer {choir.clara.token}", "Content-Length: 900000"]
    writer.write("\r\n".join([*lines, "", ""]).encode() + b"x" * 400_000)
    await writer.drain()
    return reader, writer


async def test_a_range_is_given_alone_and_one_outside_is_refused(counter: Counter, choir: World) -> None:
    clara = counter.by(choir.clara)
    file = (await clara.sent(b"0123456789", "cijfers.txt", "field"))["id"]
    wanted = {
        "bytes=2-4": (206, b"234", "bytes 2-4/10"),
        "bytes=7-": (206, b"789", "bytes 7-9/10"),
        "bytes=7-99": (206, b"789", "bytes 7-9/10"),
        "bytes=-3": (206, b"789", "bytes 7-9/10"),
        "bytes=-99": (200, b"0123456789", None),
        "bytes=10-": (416, b"", "bytes */10"),
        "bytes=-0": (416, b"", "bytes */10"),
        "bytes=4-2": (200, b"0123456789", None),
        "bytes=-": (200, b"0123456789", None),
        "bytes=0-1,3-4": (200, b"0123456789", None),
        "lines=1-2": (200, b"0123456789", None),
    }
    for asked, (status, content, told) in wanted.items():
        answer = await clara.get(file, Range=asked)
        assert (answer.status_code, answer.content, answer.headers.get("content-range")) == (status, content, told), (
            asked
        )


async def test_a_part_of_what_changed_is_all_of_it(counter: Counter, choir: World) -> None:
    clara = counter.by(choir.clara)
    file = (await clara.sent(b"0123456789", "cijfers.txt", "field"))["id"]
    tag = (await clara.get(file)).headers["etag"]
    assert (await clara.get(file, Range="bytes=0-1", If_Range=tag)).status_code == 206
    assert (await clara.get(file, Range="bytes=0-1", If_Range='"anders"')).status_code == 200


async def test_who_has_it_already_gets_nothing_again(counter: Counter, choir: World) -> None:
    clara = counter.by(choir.clara)
    file = (await clara.sent(LETTER, "brief.txt", "field"))["id"]
    tag = (await clara.get(file)).headers["etag"]
    for held in (tag, f"W/{tag}", f'"iets", {tag}', "*"):
        answer = await clara.get(file, If_None_Match=held)
        assert (answer.status_code, answer.content, answer.headers["etag"]) == (304, b"", tag), held
    assert (await clara.get(file, If_None_Match='"iets"')).status_code == 200


async def test_a_head_tells_the_size_and_nothing_more(counter: Counter, choir: World) -> None:
    clara = counter.by(choir.clara)
    file = (await clara.sent(LETTER, "brief.txt", "field"))["id"]
    answer = await counter.client.head(f"/files/{file}", headers=clara.headers)
    assert (answer.status_code, answer.headers["content-length"], answer.content) == (200, str(len(LETTER)), b"")


async def test_who_has_no_session_sends_and_gets_nothing(counter: Counter, choir: World) -> None:
    file = (await counter.by(choir.clara).sent(LETTER, "brief.txt", "field"))["id"]
    nobody = counter.by(None)
    for answer in (
        await nobody.send(LETTER, organisation=choir.organisation),
        await nobody.get(file),
        await counter.client.post(f"/files/{file}", content=b"x"),
    ):
        assert (answer.status_code, answer.json()["error"]["code"]) == (401, "unauthenticated")
    assert len(contents(choir.house)) == 1


async def test_another_organisation_finds_no_file_and_no_place_to_send_one(counter: Counter, choir: World) -> None:
    file = (await counter.by(choir.clara).sent(picture()))["id"]
    await choir.clara.call(
        "contact.set_picture", organisation=choir.organisation, contact=choir.clara.contact, file=file
    )
    assert (await counter.by(choir.jonas).get(file)).status_code == 200
    for person in (choir.stranger, choir.foreign_admin):
        sender = counter.by(person)
        assert (await sender.get(file)).status_code == 404
        assert (await sender.get(file, 96)).status_code == 404
        assert (await sender.send(LETTER, organisation=choir.organisation)).status_code == 404
    absent = (await counter.by(choir.stranger).get(12345)).json()
    assert absent == (await counter.by(choir.stranger).get(file)).json()


async def test_until_something_uses_it_only_who_sent_it_sees_a_file(counter: Counter, choir: World) -> None:
    file = (await counter.by(choir.jonas).sent(picture()))["id"]
    assert (await counter.by(choir.jonas).get(file)).status_code == 200
    assert (await counter.by(choir.clara).get(file)).status_code == 404
    assert (await counter.by(choir.an).get(file)).status_code == 404


async def test_a_browser_on_another_site_sends_nothing(counter: Counter, choir: World) -> None:
    cookie = {"Cookie": f"akkoord_session={choir.clara.token}"}
    asked = {"organisation": choir.organisation, "purpose": "field", "name": "brief.txt"}
    for origin, status in (("https://elders.example", 403), ("http://akkoord.test", 200)):
        headers = {**cookie, "Origin": origin}
        answer = await counter.client.post("/files", params=asked, content=LETTER, headers=headers)
        assert answer.status_code == status


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"purpose": "onbekend", "name": "a.txt"}, 422),
        ({"purpose": "field"}, 422),
        ({"purpose": "field", "name": ""}, 422),
        ({"purpose": "field", "name": "a\r\nSet-Cookie: x"}, 422),
        ({"purpose": "field", "name": "a\x00b"}, 422),
        ({"purpose": "field", "name": "x" * 1001}, 422),
        ({"purpose": "field", "name": "a.txt", "organisation": "geen"}, 422),
        ({"purpose": "field", "name": "a.txt", "onbekend": "1"}, 422),
        ({"purpose": "export", "name": "a.txt"}, 403),
    ],
)
async def test_what_is_not_asked_well_is_refused(
    counter: Counter, choir: World, asked: dict[str, str], status: int
) -> None:
    params = {"organisation": choir.organisation, **asked}
    answer = await counter.client.post("/files", params=params, content=b"x", headers=counter.by(choir.clara).headers)
    assert answer.status_code == status, answer.text
    assert contents(choir.house) == []


@pytest.mark.parametrize("path", ["/files/geen", "/files/99999999999999999", "/files/-1", "/files/1/97", "/files/1/x"])
async def test_an_address_of_nothing_is_not_found(counter: Counter, choir: World, path: str) -> None:
    answer = await counter.client.get(path, headers=counter.by(choir.clara).headers)
    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "not_found")


async def test_a_name_goes_out_without_anything_that_headers_could_take_for_theirs(
    counter: Counter, choir: World
) -> None:
    clara = counter.by(choir.clara)
    sent = await clara.sent(LETTER, '../../"Ledenlijst; é".txt', "field")
    assert sent["name"] == '"Ledenlijst; é".txt'
    told = (await clara.get(sent["id"])).headers["content-disposition"]
    assert told == ("attachment; filename=\"_Ledenlijst_ __.txt\"; filename*=UTF-8''%22Ledenlijst%3B%20%C3%A9%22.txt")


async def test_a_page_is_never_sent_as_a_page(counter: Counter, choir: World) -> None:
    clara = counter.by(choir.clara)
    for content, name in ((b"<!DOCTYPE html><script>alert(1)</script>", "brief.txt"), (b"<svg onload=x>", "a.svg")):
        sent = await clara.sent(content, name, "field")
        answer = await clara.get(sent["id"])
        assert answer.headers["content-type"] == "application/octet-stream"
        assert answer.headers["content-disposition"].startswith("attachment")


async def test_an_announced_file_takes_its_content_once(counter: Counter, choir: World) -> None:
    begun = await choir.clara.call("file.begin", organisation=choir.organisation, purpose="field", name="brief.txt")
    assert begun["arrived_at"] is None
    clara = counter.by(choir.clara)
    assert (await clara.get(begun["id"])).status_code == 404
    other = await counter.client.post(f"/files/{begun['id']}", content=b"x", headers=counter.by(choir.jonas).headers)
    assert other.status_code == 404
    filled = await counter.client.post(f"/files/{begun['id']}", content=LETTER, headers=clara.headers)
    assert filled.json()["result"]["bytes"] == len(LETTER)
    again = await counter.client.post(f"/files/{begun['id']}", content=b"x", headers=clara.headers)
    assert (again.status_code, (await clara.get(begun["id"])).content) == (409, LETTER)


async def test_an_empty_file_is_refused(counter: Counter, choir: World) -> None:
    answer = await counter.by(choir.clara).send(b"", "leeg.txt", "field")
    assert (answer.status_code, list(answer.json()["error"]["fields"])) == (422, ["file"])
    assert contents(choir.house) == []


async def test_a_list_to_import_is_sent_by_who_manages_members_and_is_a_list(counter: Counter, choir: World) -> None:
    list_of_names = b"voornaam;achternaam\nRoos;Desmedt\n"
    sent = await counter.by(choir.clara).sent(list_of_names, "leden.csv", "import")
    assert sent["media_type"] == "text/csv"
    assert (await counter.by(choir.jonas).send(list_of_names, "leden.csv", "import")).status_code == 403
    refused = await counter.by(choir.clara).send(picture(), "leden.csv", "import")
    assert refused.status_code == 422
    assert ".xlsx" in refused.json()["error"]["fields"]["file"]


async def test_what_nobody_uses_within_a_day_is_swept(counter: Counter, choir: World) -> None:
    clara = counter.by(choir.clara)
    unused = (await clara.sent(LETTER, "brief.txt", "field"))["id"]
    used = (await clara.sent(picture()))["id"]
    await choir.clara.call("contact.set_picture", organisation=choir.organisation, contact=choir.an.contact, file=used)
    await choir.clara.call("file.begin", organisation=choir.organisation, purpose="field", name="nooit.txt")
    await choir.house.worker.run_due()
    assert len(contents(choir.house)) == 3
    let_time_pass(timedelta(days=1, hours=1))
    await choir.house.worker.run_due()
    assert [row.id for row in await File.filter(organisation_id=choir.organisation)] == [used]
    assert len(contents(choir.house)) == 2
    assert unused != used


async def test_a_content_that_is_lost_is_not_found(counter: Counter, choir: World) -> None:
    sent = await counter.by(choir.clara).sent(picture())
    row = await File.get(organisation_id=choir.organisation, id=sent["id"])
    await choir.house.blobs.delete(f"{row.blob}.96")
    assert (await counter.by(choir.clara).get(sent["id"], 96)).status_code == 404
    assert (await counter.by(choir.clara).get(sent["id"], 512)).status_code == 200


async def test_only_so_many_files_of_one_account_are_on_their_way_at_once(choir: World) -> None:
    given = {"organisation": choir.organisation, "purpose": "picture", "name": "foto.jpg"}
    begun = [await choir.jonas.call("file.begin", **given) for _ in range(MOST_UNFINISHED)]
    with refused("conflict") as error:
        await choir.jonas.call("file.begin", **given)
    assert str(MOST_UNFINISHED) in error["message"]
    await choir.an.call("file.begin", **given)
    await choir.jonas.call("file.remove", file=begun[0]["id"])
    await choir.jonas.call("file.begin", **given)


async def test_files_are_announced_only_so_often(choir: World) -> None:
    given = {"organisation": choir.organisation, "purpose": "picture", "name": "foto.jpg"}
    now = clock.now()
    clock.set(lambda: now)
    for _ in range(300):
        file = await choir.jonas.call("file.begin", **given)
        await choir.jonas.call("file.remove", file=file["id"])
    with refused("rate_limited") as error:
        await choir.jonas.call("file.begin", **given)
    assert error["retry_after"] == 600
    clock.set(lambda: now + timedelta(minutes=10))
    await choir.jonas.call("file.begin", **given)


async def test_a_file_with_a_virus_is_not_kept_and_without_the_scanner_none_is_taken(
    counter: Counter, choir: World
) -> None:
    async with await asyncio.start_server(clamd, "127.0.0.1", 0) as server:
        host, port = server.sockets[0].getsockname()
        choir.house.files._receiver._scanner = Clamav(f"{host}:{port}")
        clara = counter.by(choir.clara)
        refused = await clara.send(b"Beste, " + EICAR, "factuur.txt", "message")
        assert (refused.status_code, list(refused.json()["error"]["fields"])) == (422, ["file"])
        assert (await clara.send(LETTER, "brief.txt", "message")).status_code == 200
    away = await clara.send(LETTER, "brief.txt", "message")
    assert (away.status_code, away.json()["error"]["code"]) == (503, "unavailable")
    assert len(contents(choir.house)) == 1
