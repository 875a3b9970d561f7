"""A file in a field of the organisation's own."""

from datetime import timedelta
from typing import Any

import pytest

from server.files.models import File
from server.kernel.database import transaction
from server.kernel.ids import new_id
from server.people.models import CustomField, CustomValue
from tests.files.conftest import Counter, contents, picture
from tests.visitors import let_time_pass
from tests.world import Person, World, refused

PDF = b"%PDF-1.7 Verklaring omtrent het gedrag"


async def field_of(world: World, access: str, kind: str = "file") -> int:
    """A field that holds a file."""
    field = CustomField(
        id=new_id(), organisation_id=world.organisation, name=f"Verklaring {access}", kind=kind, access=access,
        purpose="Begeleiders van minderjarigen",
    )  # fmt: skip
    async with world.house.units.write() as unit:
        unit.add(field)
    return int(field.id)


async def put(person: Person, owner: Person, field: int, file: int | None) -> Any:
    place = {"organisation": owner.organisation, "contact": owner.contact, "field": field}
    return await person.call("contact.set_file", **place, file=file)


@pytest.mark.parametrize(("access", "seen"), [("admins", 404), ("read", 200), ("write", 200)])
async def test_a_field_says_whether_the_contact_sees_its_file(
    counter: Counter, choir: World, access: str, seen: int
) -> None:
    field = await field_of(choir, access)
    file = (await counter.by(choir.clara).sent(PDF, "vog.pdf", "field"))["id"]
    await put(choir.clara, choir.jonas, field, file)
    assert (await choir.clara.call("file.get", file=file))["contact"] == choir.jonas.contact
    assert (await counter.by(choir.clara).get(file)).content == PDF
    assert (await counter.by(choir.jonas).get(file)).status_code == seen
    assert (await counter.by(choir.an).get(file)).status_code == 404
    assert (await counter.by(choir.stranger).get(file)).status_code == 404


async def test_who_may_write_puts_their_own_file_there_and_who_may_only_read_does_not(
    counter: Counter, choir: World
) -> None:
    jonas = counter.by(choir.jonas)
    file = (await jonas.sent(PDF, "vog.pdf", "field"))["id"]
    for access, code in (("admins", "not_found"), ("read", "forbidden")):
        with refused(code):
            await put(choir.jonas, choir.jonas, await field_of(choir, access), file)
    field = await field_of(choir, "write")
    await put(choir.jonas, choir.jonas, field, file)
    assert (await counter.by(choir.clara).get(file)).status_code == 200
    with refused("not_found"):
        await put(choir.an, choir.jonas, field, None)


async def test_another_file_takes_the_place_of_the_first(counter: Counter, choir: World) -> None:
    field = await field_of(choir, "read")
    clara = counter.by(choir.clara)
    first, second = [(await clara.sent(PDF, "vog.pdf", "field"))["id"] for _ in range(2)]
    await put(choir.clara, choir.jonas, field, first)
    await put(choir.clara, choir.jonas, field, second)
    await choir.house.worker.run_due()
    assert ((await clara.get(first)).status_code, (await clara.get(second)).status_code) == (404, 200)
    for _ in range(2):
        await put(choir.clara, choir.jonas, field, None)
    await choir.house.worker.run_due()
    assert contents(choir.house) == []
    assert not await CustomValue.filter(organisation_id=choir.organisation).exists()


async def test_only_a_field_that_holds_files_takes_one(counter: Counter, choir: World) -> None:
    file = (await counter.by(choir.clara).sent(PDF, "vog.pdf", "field"))["id"]
    for field in (await field_of(choir, "read", "text"), 12345):
        with refused("not_found"):
            await put(choir.clara, choir.jonas, field, file)


async def test_a_card_takes_a_picture_and_files_that_its_writer_sent_and_no_others(
    counter: Counter, choir: World
) -> None:
    which = str(await field_of(choir, "write"))
    jonas = counter.by(choir.jonas)
    photo, letter = (await jonas.sent(picture()))["id"], (await jonas.sent(PDF, "vog.pdf", "field"))["id"]
    theirs = (await counter.by(choir.an).sent(PDF, "vog.pdf", "field"))["id"]
    own = {"organisation": choir.organisation, "contact": choir.jonas.contact}
    for parts, name in (
        ({"picture": 12345}, "picture"),
        ({"picture": letter}, "picture"),
        ({"fields": {which: theirs}}, f"fields.{which}"),
        ({"fields": {which: photo}}, f"fields.{which}"),
    ):
        with refused("invalid", field=name):
            await choir.jonas.call("contact.change", **own, **parts)
    await choir.jonas.call("contact.change", **own, picture=photo, fields={which: letter})
    for file in (photo, letter):
        assert (await counter.by(choir.clara).get(file)).status_code == 200
    again = (await jonas.sent(picture()))["id"]
    await choir.jonas.call("contact.change", **own, picture=again, fields={which: None})
    await choir.house.worker.run_due()
    assert [row.id for row in await File.filter(organisation_id=choir.organisation).order_by("id")] == [theirs, again]


async def test_what_nothing_holds_any_more_is_swept(counter: Counter, choir: World) -> None:
    field = await field_of(choir, "read")
    clara = counter.by(choir.clara)
    lost, kept = [(await clara.sent(PDF, "vog.pdf", "field"))["id"] for _ in range(2)]
    await put(choir.clara, choir.jonas, field, lost)
    await put(choir.clara, choir.an, field, kept)
    photo = (await clara.sent(picture()))["id"]
    hall = await choir.clara.call("resource.create", organisation=choir.organisation, name="Parochiezaal", kind="hall")
    await choir.clara.call("resource.set_picture", resource=hall["id"], file=photo)
    async with transaction():
        await CustomValue.filter(organisation_id=choir.organisation, file_id=lost).delete()
    await choir.house.worker.run_due()
    assert await File.filter(organisation_id=choir.organisation).count() == 3
    let_time_pass(timedelta(hours=25))
    await choir.house.worker.run_due()
    assert [row.id for row in await File.filter(organisation_id=choir.organisation).order_by("id")] == [kept, photo]
    assert (await clara.get(kept)).status_code == 200
