"""The picture of a contact: who sets it, and what becomes of the one before."""

import asyncio

from server.files.models import File
from server.people.models import Contact
from tests.files.conftest import Counter, contents, picture
from tests.world import Answered, Person, World, refused


async def set_picture(person: Person, contact: int | None, file: int | None) -> None:
    await person.call("contact.set_picture", organisation=person.organisation, contact=contact, file=file)


async def picture_of(world: World, contact: int | None) -> int | None:
    found = await Contact.get(organisation_id=world.organisation, id=contact)
    return found.picture_id


async def test_a_new_picture_is_told_to_all_and_seen_by_all(counter: Counter, choir: World) -> None:
    await choir.an.listen()
    file = (await counter.by(choir.jonas).sent(picture()))["id"]
    await set_picture(choir.jonas, choir.jonas.contact, file)
    assert [told["id"] for told in await choir.an.heard("contact.changed")] == [choir.jonas.contact]
    assert await picture_of(choir, choir.jonas.contact) == file
    for person in (choir.an, choir.clara, choir.jonas):
        assert (await counter.by(person).get(file, 96)).status_code == 200


async def test_another_picture_takes_the_place_of_the_first_which_is_deleted(counter: Counter, choir: World) -> None:
    jonas = counter.by(choir.jonas)
    first, second = [(await jonas.sent(picture(100 + each)))["id"] for each in range(2)]
    await set_picture(choir.jonas, choir.jonas.contact, first)
    await set_picture(choir.jonas, choir.jonas.contact, second)
    assert (await jonas.get(first)).status_code == 404
    assert (await jonas.get(second)).status_code == 200
    await choir.house.worker.run_due()
    assert len(contents(choir.house)) == 2
    await set_picture(choir.jonas, choir.jonas.contact, None)
    await choir.house.worker.run_due()
    assert contents(choir.house) == []
    assert await picture_of(choir, choir.jonas.contact) is None


async def test_the_same_picture_again_tells_nobody(counter: Counter, choir: World) -> None:
    file = (await counter.by(choir.jonas).sent(picture()))["id"]
    await set_picture(choir.jonas, choir.jonas.contact, file)
    await choir.an.listen()
    await set_picture(choir.jonas, choir.jonas.contact, file)
    assert await choir.an.heard() == []
    assert (await counter.by(choir.jonas).get(file)).status_code == 200


async def test_who_manages_members_sets_anyones_and_others_only_their_own(counter: Counter, choir: World) -> None:
    file = (await counter.by(choir.clara).sent(picture()))["id"]
    await set_picture(choir.clara, choir.an.contact, file)
    own = (await counter.by(choir.jonas).sent(picture()))["id"]
    with refused("forbidden"):
        await set_picture(choir.jonas, choir.an.contact, own)
    assert await picture_of(choir, choir.an.contact) == file


async def test_one_uses_only_a_picture_that_one_sent_oneself_and_only_once(counter: Counter, choir: World) -> None:
    theirs = (await counter.by(choir.an).sent(picture()))["id"]
    letter = (await counter.by(choir.jonas).sent(b"Geen foto", "brief.txt", "field"))["id"]
    begun = await choir.jonas.call("file.begin", organisation=choir.organisation, purpose="picture", name="foto.jpg")
    for file in (theirs, letter, begun["id"], 12345):
        with refused("not_found"):
            await set_picture(choir.jonas, choir.jonas.contact, file)
    file = (await counter.by(choir.clara).sent(picture()))["id"]
    await set_picture(choir.clara, choir.an.contact, file)
    with refused("conflict"):
        await set_picture(choir.clara, choir.bram.contact, file)


async def test_of_two_that_use_a_picture_at_once_one_has_it(counter: Counter, choir: World) -> None:
    file = (await counter.by(choir.clara).sent(picture()))["id"]
    people = (choir.an, choir.bram, choir.jonas, choir.clara)
    place = {"organisation": choir.organisation, "file": file}
    calls = [choir.clara.call("contact.set_picture", contact=person.contact, **place) for person in people]
    answers = await asyncio.gather(*calls, return_exceptions=True)
    assert sorted(isinstance(answer, Answered) and answer.error["code"] == "conflict" for answer in answers) == [
        False,
        True,
        True,
        True,
    ]


async def test_no_contact_of_another_organisation_gets_a_picture(counter: Counter, choir: World) -> None:
    file = (await counter.by(choir.foreign_admin).sent(picture()))["id"]
    with refused("not_found"):
        await set_picture(choir.foreign_admin, choir.an.contact, file)
    with refused("not_found"):
        await choir.foreign_admin.call(
            "contact.set_picture", organisation=choir.organisation, contact=choir.an.contact, file=file
        )


async def test_a_file_in_use_is_not_removed_under_it(counter: Counter, choir: World) -> None:
    file = (await counter.by(choir.jonas).sent(picture()))["id"]
    await set_picture(choir.jonas, choir.jonas.contact, file)
    with refused("conflict"):
        await choir.jonas.call("file.remove", file=file)
    with refused("not_found"):
        await choir.an.call("file.remove", file=file)
    assert await File.filter(organisation_id=choir.organisation, id=file, removed_at=None).exists()
