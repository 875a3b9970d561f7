"""Files in what search finds."""

from server.search.indexing import catch_up
from tests.files.conftest import Counter, picture
from tests.world import World


async def test_what_is_found_tells_its_first_picture_and_no_other_file(counter: Counter, choir: World) -> None:
    talk = await choir.conversation(choir.jonas)
    jonas = counter.by(choir.jonas)
    letter, other = [await jonas.sent(b"Vertrek om acht uur", "zomerkamp.txt", "message") for _ in range(2)]
    first, second = [await jonas.sent(picture(300, side), "zomerkamp.jpg", "message") for side in (200, 300)]
    for held in ([letter], [other, first, second]):
        files = [each["id"] for each in held]
        await choir.jonas.call("message.send", key=f"camp-{len(files)}", conversation=talk, text="", files=files)
    await choir.clara.send(talk, "Het zomerkamp was fijn")
    await catch_up(choir.house.index)
    found = await choir.clara.call("search.messages", text="zomerkamp", conversation=talk)
    assert [item.get("picture") for item in found["items"]] == [None, first["id"], None]
