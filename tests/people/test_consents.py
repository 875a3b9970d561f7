"""P15: who agreed to what, since when, and how it is known."""

import threading
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from server.accounts.models import Link
from server.kernel.clock import clock
from server.kernel.ids import new_id
from server.kernel.models import AuditRow
from server.people.models import Consent
from server.people.sheets.writing import csv_text
from tests.privacy.seeding import save
from tests.world import Person, World, refused

PICTURES = {"name": "Foto's op de website", "text": "Foto's van concerten waarop je staat, mogen op de website."}


async def defined(choir: World, **more: Any) -> int:
    made = await choir.clara.call("consent.define", organisation=choir.organisation, **{**PICTURES, **more})
    return int(made["id"])


async def answer(by: Person, what: str, purpose: int, contact: int | None = None) -> Any:
    given = {"organisation": by.organisation, "contact": contact or by.contact, "purpose": purpose}
    return await by.call(f"consent.{what}", **given)


async def register(choir: World, purpose: int, *, history: bool = False) -> list[tuple[str, str, str | None]]:
    found = await choir.clara.call("consent.list", organisation=choir.organisation, purpose=purpose, history=history)
    return [(each["contact_name"], each["source"], each["withdrawn_source"]) for each in found["items"]]


async def test_somebody_agrees_withdraws_and_agrees_again_and_all_of_it_is_kept(choir: World) -> None:
    purpose = await defined(choir)
    first = await answer(choir.jonas, "give", purpose)
    again = await answer(choir.jonas, "give", purpose)
    assert (first["id"], first["source"]) == (again["id"], "self")
    (withdrawn,) = (await answer(choir.jonas, "withdraw", purpose))["items"]
    assert (withdrawn["id"], withdrawn["withdrawn_source"]) == (first["id"], "self")
    assert (await answer(choir.jonas, "withdraw", purpose))["items"] == []
    assert await register(choir, purpose) == []
    await answer(choir.jonas, "give", purpose)
    assert await register(choir, purpose, history=True) == [
        ("Jonas Peeters", "self", None),
        ("Jonas Peeters", "self", "self"),
    ]


async def test_how_it_is_known_is_told(choir: World) -> None:
    purpose = await defined(choir)
    await save(
        Link(
            id=new_id(),
            organisation_id=choir.organisation,
            account_id=choir.an.account.id,
            from_at=clock.now(),
            contact_id=choir.bram.contact,
            kind="guardian",
        )
    )
    await answer(choir.an, "give", purpose, choir.bram.contact)
    await answer(choir.clara, "give", purpose, choir.jonas.contact)
    await answer(choir.clara, "withdraw", purpose, choir.bram.contact)
    assert await register(choir, purpose, history=True) == [
        ("Jonas Peeters", "admin", None),
        ("Bram De Smet", "guardian", "admin"),
    ]
    noted = await AuditRow.filter(organisation_id=choir.organisation, operation__startswith="consent.").order_by("id")
    assert [row.operation for row in noted] == ["consent.define", "consent.give", "consent.withdraw"]


async def test_one_sees_what_one_agreed_to(choir: World) -> None:
    purpose = await defined(choir)
    closed = await defined(choir, name="Oud formulier")
    await choir.clara.call("consent.define", organisation=choir.organisation, purpose=closed, closed=True)
    given = {"organisation": choir.organisation, "contact": choir.jonas.contact}
    (shown,) = (await choir.jonas.call("consent.get", **given))["items"]
    assert (shown["id"], shown["given_at"]) == (purpose, None)
    await answer(choir.jonas, "give", purpose)
    (shown,) = (await choir.jonas.call("consent.get", **given))["items"]
    assert (shown["source"], shown["given_at"] is not None) == ("self", True)
    with refused("forbidden"):
        await choir.bram.call("consent.get", **given)


async def test_the_text_stays_once_people_agreed_to_it(choir: World) -> None:
    purpose = await defined(choir)
    change = {"organisation": choir.organisation, "purpose": purpose}
    await choir.clara.call("consent.define", text="Andere woorden", **change)
    await answer(choir.jonas, "give", purpose)
    with refused("invalid", field="text"):
        await choir.clara.call("consent.define", text="Nog andere woorden", **change)
    renamed = await choir.clara.call("consent.define", name="Foto's", text="Andere woorden", **change)
    assert renamed["name"] == "Foto's"
    closed = await choir.clara.call("consent.define", closed=True, **change)
    assert closed["closed_at"] is not None
    with refused("conflict"):
        await answer(choir.bram, "give", purpose)
    await answer(choir.jonas, "withdraw", purpose)
    opened = await choir.clara.call("consent.define", closed=False, **change)
    assert opened["closed_at"] is None


async def test_what_does_not_fit_is_refused(choir: World) -> None:
    purpose = await defined(choir)
    with refused("invalid", field="name"):
        await defined(choir)
    for missing in ("name", "text"):
        given = {name: value for name, value in PICTURES.items() if name != missing}
        with refused("invalid", field=missing):
            await choir.clara.call("consent.define", organisation=choir.organisation, **given)
    with refused("not_found"):
        await choir.clara.call("consent.define", organisation=choir.organisation, purpose=1, name="x")
    with refused("not_found"):
        await answer(choir.jonas, "give", 1)
    with refused("forbidden"):
        await answer(choir.bram, "give", purpose, choir.jonas.contact)
    with refused("forbidden"):
        await choir.jonas.call("consent.define", organisation=choir.organisation, **PICTURES)
    with refused("forbidden"):
        await choir.jonas.call("consent.list", organisation=choir.organisation, purpose=purpose)


async def test_the_register_opens_in_a_spreadsheet(choir: World) -> None:
    purpose = await defined(choir)
    await answer(choir.jonas, "give", purpose)
    await answer(choir.jonas, "withdraw", purpose)
    file = await choir.clara.call("consent.export", organisation=choir.organisation, purpose=purpose)
    assert (file["name"], file["rows"]) == ("toestemmingen.csv", 1)
    assert "Jonas Peeters;" in file["text"]
    listed = await choir.jonas.call("consent.purposes", organisation=choir.organisation)
    assert [each["name"] for each in listed["items"]] == [PICTURES["name"]]


async def test_a_register_of_more_than_ten_thousand_gives_the_latest_and_says_so(choir: World) -> None:
    purpose = await defined(choir)
    own = {"organisation_id": choir.organisation, "contact_id": choir.jonas.contact, "purpose_id": purpose}
    async with choir.house.units.write() as unit:
        unit.add(
            *(
                Consent(
                    id=new_id(), given_at=clock.now() + timedelta(seconds=second), source="admin", given_by_id=1, **own
                )
                for second in range(10_001)
            )
        )
    file = await choir.clara.call("consent.export", organisation=choir.organisation, purpose=purpose)
    assert (file["rows"], file["whole"], file["text"].count("\r\n")) == (10_000, False, 10_001)


async def test_the_rows_of_a_file_are_made_and_written_in_a_thread_of_their_own() -> None:
    threads: set[int] = set()

    def rows() -> Iterator[list[str]]:
        threads.add(threading.get_ident())
        yield ["Jonas Peeters"]

    assert "Jonas Peeters" in await csv_text(["Wie"], rows())
    assert threads
    assert threading.get_ident() not in threads
