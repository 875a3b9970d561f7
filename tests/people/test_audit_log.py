"""A8: what was done with rights is found again, by who, on whom, what and when, and taken along."""

import csv
import io
from datetime import timedelta

import pytest

from server.kernel.clock import clock
from server.kernel.ids import new_id
from server.kernel.models import AuditRow
from server.people.models import Contact
from server.people.sheets.writing import write_csv
from tests.contracts.stage import Stage
from tests.visitors import let_time_pass
from tests.world import World, refused


async def act(choir: World, title: str = "Repetitie") -> None:
    await choir.clara.call(
        "series.create", organisation=choir.organisation, title=title,
        local_start="2026-11-26T20:00:00", duration_minutes=120,
    )  # fmt: skip


async def appoint(choir: World) -> None:
    role = await choir.clara.call(
        "role.create", organisation=choir.organisation, name="Redactie", capabilities=["news"]
    )
    await choir.clara.call("grant.give", organisation=choir.organisation, contact=choir.jonas.contact, role=role["id"])


async def test_the_log_says_who_did_what_to_whom_the_latest_first(choir: World) -> None:
    await appoint(choir)
    given, made = (await choir.clara.call("audit.list", organisation=choir.organisation))["items"]
    assert (made["name"], made["sentence"], made["subject_name"]) == ("Clara Wouters", "Rol gemaakt", "Redactie")
    assert made["details"] == "Nieuws beheren"
    assert (given["name"], given["sentence"], given["subject_name"]) == (
        "Clara Wouters",
        "Rol gegeven",
        "Jonas Peeters",
    )
    assert (given["details"], given["door"], given["acting_for"]) == ("Redactie", "test", None)


async def test_it_is_searched_by_who_on_whom_what_and_when(choir: World) -> None:
    mieke = await choir.person("Mieke Jacobs", admin=True)
    await appoint(choir)
    let_time_pass(timedelta(days=2))
    await mieke.call("bot.create", organisation=choir.organisation, name="Bode", scopes=["sync:read"])
    today = str(clock.now().date())
    searches = [
        ({"by": mieke.contact}, ["bot.create"]),
        ({"by": choir.jonas.contact}, []),
        ({"about": choir.jonas.contact}, ["grant.give"]),
        ({"act": "role.create"}, ["role.create"]),
        ({"act": "grant"}, ["grant.give"]),
        ({"first_day": today}, ["bot.create"]),
        ({"last_day": str(clock.now().date() - timedelta(days=1))}, ["grant.give", "role.create"]),
        ({"first_day": today, "last_day": today, "by": choir.clara.contact}, []),
        ({"last_day": "9999-12-31"}, ["bot.create", "grant.give", "role.create"]),
    ]
    for search, expected in searches:
        listed = await choir.clara.call("audit.list", organisation=choir.organisation, **search)
        assert [each["operation"] for each in listed["items"]] == expected, search
    for wrong in ("role create", "role.create.now", "%", "r" * 61):
        with refused("invalid", field="act"):
            await choir.clara.call("audit.list", organisation=choir.organisation, act=wrong)


async def test_another_organisations_log_is_not_read(choir: World) -> None:
    await appoint(choir)
    assert (await choir.foreign_admin.call("audit.list", organisation=choir.other))["items"] == []
    with refused("not_found"):
        await choir.foreign_admin.call("audit.list", organisation=choir.organisation)
    with refused("forbidden"):
        await choir.jonas.call("audit.list", organisation=choir.organisation)


async def test_of_who_was_removed_the_log_keeps_no_name(choir: World) -> None:
    await appoint(choir)
    async with choir.house.units.write():
        for contact in (choir.clara.contact, choir.jonas.contact):
            found = Contact.filter(organisation_id=choir.organisation, id=contact)
            await found.update(removed_at=clock.now())
    given = (await choir.clara.call("audit.list", organisation=choir.organisation))["items"][0]
    assert (given["name"], given["subject_name"]) == ("Verwijderd lid", "Verwijderd lid")


async def test_who_acts_for_somebody_is_named_with_them(choir: World) -> None:
    stage = await Stage.set(choir.house)
    acting = await stage.another_session(stage.margot, link=stage.guardianship)
    await acting.call("conversation.leave", conversation=await stage.conversation_with(stage.wout))
    listed = await stage.mieke.call("audit.list", organisation=stage.organisation, act="conversation.leave")
    (left,) = listed["items"]
    assert (left["name"], left["acting_for"]) == ("Margot Vinkenrode", "Wout Vinkenrode")


async def test_pages_of_the_log_take_few_statements(choir: World, statements: list[str]) -> None:
    for number in range(12):
        await act(choir, f"Repetitie {number}")
    await appoint(choir)
    statements.clear()
    page = await choir.clara.call("audit.list", organisation=choir.organisation, limit=10)
    assert (len(page["items"]), page["next"], page["total"]) == (10, "10", 14)
    assert len(statements) <= 7, statements
    rest = await choir.clara.call("audit.list", organisation=choir.organisation, limit=10, page=page["next"])
    assert [each["subject_name"] for each in rest["items"]] == [f"Repetitie {n}" for n in (3, 2, 1, 0)]


async def test_it_is_exported_as_rows_that_no_spreadsheet_runs(choir: World) -> None:
    await act(choir, '=HYPERLINK("http://kwaad.example")')
    file = await choir.clara.call("audit.export", organisation=choir.organisation)
    heads, line = csv.reader(io.StringIO(file["text"].removeprefix("\ufeff")), delimiter=";")
    assert heads == ["Moment", "Wie", "Namens", "Wat", "Bewerking", "Over", "Velden", "Langs"]
    assert line[1:6] == [
        "Clara Wouters", "", "Activiteit gepland", "series.create", '\'=HYPERLINK("http://kwaad.example")'
    ]  # fmt: skip
    assert (file["name"], file["rows"], file["whole"]) == ("logboek.csv", 1, True)


async def test_an_export_holds_at_most_ten_thousand_acts_and_says_so(choir: World) -> None:
    own = {"organisation_id": choir.organisation, "account_id": choir.clara.account.id, "operation": "role.change"}
    async with choir.house.units.write() as unit:
        unit.add(*(AuditRow(id=new_id(), at=clock.now(), **own) for _ in range(10_001)))
    file = await choir.clara.call("audit.export", organisation=choir.organisation)
    assert (file["rows"], file["whole"], file["text"].count("\r\n")) == (10_000, False, 10_001)


@pytest.mark.parametrize("cell", ["=1+1", "+32", "-1", "@SUM(A1)", "\t=1", "\r=1"])
def test_a_cell_that_would_be_a_formula_is_text(cell: str) -> None:
    written = write_csv(["Onderwerp"], [[cell]]).decode().removeprefix("\ufeff")
    _, read = csv.reader(io.StringIO(written, newline=""), delimiter=";")
    assert read == [f"'{cell}"]


async def test_what_the_log_can_hold_is_told_in_words(choir: World) -> None:
    kinds = (await choir.clara.call("audit.kinds", organisation=choir.organisation))["items"]
    assert {"operation": "role.create", "sentence": "Rol gemaakt"} in kinds
    assert all("." in kind["operation"] for kind in kinds)


async def test_fields_are_told_in_words_and_what_has_no_words_as_it_stands(choir: World) -> None:
    own = {"organisation_id": choir.organisation, "account_id": choir.clara.account.id, "at": clock.now()}
    changed = AuditRow(id=new_id(), operation="contact.change", details="birth_date, +3, role:12, shoe_size", **own)
    async with choir.house.units.write() as unit:
        unit.add(changed)
    (act,) = (await choir.clara.call("audit.list", organisation=choir.organisation))["items"]
    assert act["details"] == "geboortedatum, +3, …, shoe_size"


@pytest.mark.parametrize(
    ("operation", "details", "told"),
    [
        ("contact.export", "count=67 form=xlsx", ("67 contacten als Excel", "67 contacts as Excel")),
        ("contact.export", "count=1 form=vcard", ("1 contact als vCard", "1 contact as vCard")),
        (
            "retention.change",
            "kind=sessions months=12 enabled=false",
            ("oude aanmeldingen: na 12 maanden, uit", "old sign-ins: after 12 months, off"),
        ),
        ("address.set_purposes", "place=2", ("e-mailadres 2", "e-mail address 2")),
        ("privacy.erase", "messages=keep", ("berichten behouden", "messages kept")),
        ("contact.change", "count=3", ("count=3", "count=3")),
    ],
)
async def test_what_was_counted_or_chosen_is_a_sentence(
    choir: World, operation: str, details: str, told: tuple[str, str]
) -> None:
    own = {"organisation_id": choir.organisation, "account_id": choir.clara.account.id, "at": clock.now()}
    async with choir.house.units.write() as unit:
        unit.add(AuditRow(id=new_id(), operation=operation, details=details, **own))
    seen = []
    for language in ("nl", "en"):
        await choir.clara.call("account.change", language=language)
        (act,) = (await choir.clara.call("audit.list", organisation=choir.organisation))["items"]
        seen.append(act["details"])
    assert tuple(seen) == told
