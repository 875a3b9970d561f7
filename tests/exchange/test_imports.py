"""P10: a list is looked at before it is taken in, by a mapping that one may change; all of it, or what is right."""

import asyncio
from datetime import UTC, date, datetime

import pytest

from server.exchange.jobs import take_in_list
from server.exchange.models import ContactImport
from server.kernel.clock import clock
from server.kernel.database import rows
from server.people.models import Contact, Membership, Phone
from server.people.sheets.cells import MAX_LINES
from tests.exchange.lists import figures, lines, send_list, take_in
from tests.world import Person, World, refused

AN = "An;Oeverlant;17/09/1981;an@riet.example"
ZOE = "Zoë;Van Wulpenberg;30/07/1991;zoe@riet.example"
WRONG = "Nele;Rietzanger;31/02/1993;nele@riet.example"


@pytest.fixture(autouse=True)
def november() -> None:
    """It is the evening of a rehearsal."""
    clock.set(lambda: datetime(2026, 11, 26, 19, tzinfo=UTC))


async def preview(person: Person, content: bytes, name: str = "leden.csv", **given: object) -> dict[str, object]:
    """What an import would do."""
    file = await send_list(person, content, name)
    view: dict[str, object] = await person.call("import.preview", organisation=person.organisation, file=file, **given)
    return view


async def known(choir: World, first_name: str) -> Contact:
    return await Contact.get(organisation_id=choir.organisation, first_name=first_name)


async def everything(choir: World) -> list[list[dict[str, object]]]:
    tables = ("contact", "address", "phone", "group", "placement", "membership", "membership_type", "event")
    own = f'WHERE "organisation_id" = {choir.organisation} ORDER BY "id"'
    return [await rows(f'SELECT * FROM "{table}" {own}') for table in tables]


async def test_a_preview_says_what_would_happen_and_nothing_does(choir: World) -> None:
    await take_in(choir.clara, lines(ZOE))
    before = await everything(choir)
    headers = "Voornaam;Achternaam;Geboortedatum;Wie mailen;Groep;Lied"
    seen = await preview(
        choir.clara,
        lines(f"{AN};Alten;Ave", f"{ZOE};Alten;", f"{WRONG};;", headers=headers),
    )
    assert [(each["header"], each["target"]) for each in seen["columns"]] == [  # type: ignore[attr-defined]
        ("Voornaam", "first_name"),
        ("Achternaam", "last_name"),
        ("Geboortedatum", "birth_date"),
        ("Wie mailen", "email_1"),
        ("Groep", "group_1"),
        ("Lied", "ignore"),
    ]
    assert (seen["created"], seen["changed"], seen["unchanged"], seen["refused_lines"]) == (1, 1, 0, 1)
    assert seen["makes"] == ["Alten", "2026-2027", "Lid"]
    an, zoe, nele = seen["first_lines"]  # type: ignore[misc]
    assert (an["line"], an["outcome"], an["contact"]) == (2, "created", None)
    assert {cell["target"]: cell["text"] for cell in an["cells"]} == {
        "first_name": "An",
        "last_name": "Oeverlant",
        "birth_date": "1981-09-17",
        "email_1": "an@riet.example",
        "group_1": "Alten",
    }
    assert (zoe["outcome"], zoe["contact"]) == ("changed", (await known(choir, "Zoë")).id)
    assert (nele["outcome"], nele["cells"]) == ("refused", [])
    assert seen["refused"][0]["sentence"].startswith("“31/02/1993” is geen datum")  # type: ignore[index]
    assert {"target": "phone_2", "name": "Telefoon 2"} in seen["targets"]  # type: ignore[operator]
    assert await everything(choir) == before


async def test_a_mapping_that_was_changed_is_what_counts(choir: World) -> None:
    content = b"An;Oeverlant;0470 00 00 01\n"
    seen = await preview(choir.clara, content)
    assert (seen["header"], seen["created"]) == (False, 0)
    assert "Achternaam" in str(seen["refusal"])
    mapping = {"columns": ["first_name", "last_name", "phone_1"], "header": False}
    assert (await preview(choir.clara, content, mapping=mapping))["created"] == 1
    assert figures(await take_in(choir.clara, content, mapping=mapping)) == (1, 0, 0, 0)
    an = await Contact.get(organisation_id=choir.organisation, last_name="Oeverlant")
    assert (await Phone.get(organisation_id=choir.organisation, contact_id=an.id)).number == "0470 00 00 01"


async def test_by_line_what_is_right_is_taken_and_as_a_whole_nothing_is(choir: World) -> None:
    before = await everything(choir)
    done = await take_in(choir.clara, lines(AN, WRONG), mode="whole")
    assert (done["state"], done["report"]["stopped"], figures(done)) == ("failed", True, (0, 0, 0, 1))
    assert await everything(choir) == before
    done = await take_in(choir.clara, lines(AN, WRONG), mode="lines")
    assert (done["state"], done["lines"], figures(done)) == ("done", 1, (1, 0, 0, 1))


async def test_the_same_list_again_changes_nothing(choir: World) -> None:
    content = lines(
        f"{AN};Werkend lid;1/9/2020;Bestuur", headers="Voornaam;Naam;Geboren;Mail;Lidmaatschap;Lid van;Groep"
    )
    assert figures(await take_in(choir.clara, content, mode="whole")) == (1, 0, 0, 0)
    before = await everything(choir)
    assert figures(await take_in(choir.clara, content, mode="whole")) == (0, 0, 1, 0)
    assert await everything(choir) == before


async def test_of_two_imports_at_once_the_second_finds_what_the_first_made(choir: World) -> None:
    content = lines(AN, ZOE)
    for _ in range(2):
        file = await send_list(choir.clara, content)
        await choir.clara.call("import.run", organisation=choir.organisation, file=file)
    await choir.house.worker.run_due()
    done = await ContactImport.filter(organisation_id=choir.organisation).order_by("id")
    assert [row.state for row in done] == ["done", "done"]
    assert await Contact.filter(organisation_id=choir.organisation, birth_date__isnull=False).count() == 2


async def test_a_job_that_runs_twice_takes_the_list_in_once(choir: World) -> None:
    done = await take_in(choir.clara, lines(AN))
    before = await everything(choir)
    await take_in_list.run(choir.house.work, organisation=choir.organisation, number=done["id"])
    assert await everything(choir) == before


async def test_who_may_be_known_already_is_shown_and_somebody_decides(choir: World) -> None:
    await take_in(choir.clara, lines(ZOE, "Godelieve;Riet;;wij@riet.example"))
    zoe, godelieve = await known(choir, "Zoë"), await known(choir, "Godelieve")
    content = lines(
        "Zoë;Van Wulpenberg;30/07/1992;", "Herman;Riet;;wij@riet.example", "zoe;van wulpenberg;;zoe@riet.example"
    )
    seen = await preview(choir.clara, content)
    assert [(each["line"], each["contact"], each["because"], each["taken"]) for each in seen["likely"]] == [  # type: ignore[attr-defined]
        (4, zoe.id, "name_and_address", True),
        (3, godelieve.id, "address", False),
    ]
    assert (seen["created"], seen["changed"]) == (2, 1)
    decisions = [{"line": 4, "contact": None}, {"line": 2, "contact": zoe.id}, {"line": 3, "contact": godelieve.id}]
    assert (await preview(choir.clara, content, decisions=decisions))["created"] == 1
    assert figures(await take_in(choir.clara, content, decisions=decisions)) == (1, 2, 0, 0)
    assert (await Contact.get(organisation_id=choir.organisation, id=zoe.id)).birth_date == date(1992, 7, 30)
    assert (await Contact.get(organisation_id=choir.organisation, id=godelieve.id)).first_name == "Herman"


async def test_a_decision_about_somebody_elsewhere_means_nobody(choir: World) -> None:
    foreign = choir.foreign_admin.contact
    assert figures(await take_in(choir.clara, lines(AN), decisions=[{"line": 2, "contact": foreign}])) == (1, 0, 0, 0)
    assert (await Contact.get(organisation_id=choir.other, id=foreign)).first_name == "Gust"


async def test_a_membership_is_ended_and_one_who_returns_has_another(choir: World) -> None:
    headers = "Voornaam;Achternaam;Geboortedatum;Lid van;Lid tot"
    for days in ("1/9/2015;", "1/9/2015;31/8/2020", "1/9/2024;"):
        await take_in(choir.clara, lines(f"An;Oeverlant;17/09/1981;{days}", headers=headers))
    found = await Membership.filter(organisation_id=choir.organisation).order_by("from_day").select_related("type")
    assert [(row.type.name, row.from_day, row.until_day) for row in found] == [
        ("Lid", date(2015, 9, 1), date(2020, 8, 31)),
        ("Lid", date(2024, 9, 1), None),
    ]


async def test_an_earlier_first_day_moves_the_period_that_it_belongs_to(choir: World) -> None:
    headers = "Voornaam;Achternaam;Geboortedatum;Lidmaatschap;Lid van;Lid tot"
    periods = ("1/9/2015;31/8/2018", "1/9/2020;", "1/9/2017;", "1/1/2010;", "1/1/2019;")
    seen = []
    for days in periods:
        await take_in(choir.clara, lines(f"An;Oeverlant;17/09/1981;Werkend lid;{days}", headers=headers))
        found = await Membership.filter(organisation_id=choir.organisation).order_by("from_day")
        seen.append([(row.from_day.year, row.until_day and row.until_day.year) for row in found])
    assert seen == [
        [(2015, 2018)],
        [(2015, 2018), (2020, None)],
        [(2017, 2018), (2020, None)],
        [(2010, 2018), (2020, None)],
        [(2010, 2018), (2019, None)],
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "windows-1252"])
async def test_a_list_in_any_usual_encoding_passes_the_door_of_files(choir: World, encoding: str) -> None:
    assert (await preview(choir.clara, lines(ZOE).decode().encode(encoding)))["created"] == 1


@pytest.mark.parametrize(
    "given",
    [
        {"mapping": {"columns": ["ignore"] * 201}},
        {"mapping": {"columns": ["a" * 41]}},
        {"mapping": {"columns": [""]}},
        {"decisions": [{"line": 0, "contact": None}]},
        {"decisions": [{"line": 2, "contact": None}] * 1001},
        {"decisions": [{"line": 2}]},
        {"mode": "halves"},
    ],
)
async def test_wishes_have_their_limits(choir: World, given: dict[str, object]) -> None:
    file = await send_list(choir.clara, lines(AN))
    for operation in ("import.preview", "import.run"):
        with refused("invalid"):
            await choir.clara.call(operation, organisation=choir.organisation, file=file, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (lines(*[AN] * 100_000), "leden.csv", "too_many_lines"),
        (lines("=1+1;Oeverlant;;", '"@SUM(A1)";Oeverlant;;'), "leden.csv", "formula"),
    ],
)
async def test_a_file_that_is_too_long_or_computes_has_a_clear_answer(
    choir: World, content: bytes, name: str, code: str
) -> None:
    seen = await preview(choir.clara, content, name)
    assert {each["code"] for each in seen["refused"]} == {code}  # type: ignore[attr-defined]
    done = await take_in(choir.clara, content, name)
    assert figures(done)[:3] == (0, 0, 0)
    assert MAX_LINES < 100_000


async def test_what_is_kept_of_an_import_holds_nothing_of_the_file_and_goes_after_a_month(choir: World) -> None:
    await take_in(choir.clara, lines("Nele;Rietzanger;;nele(at)riet.example"))
    [row] = await ContactImport.filter(organisation_id=choir.organisation)
    assert "“…” is geen geldig e-mailadres" in (row.report or "")
    assert "nele" not in (row.report or "").lower()
    clock.set(lambda: datetime(2026, 12, 28, tzinfo=UTC))
    await choir.house.worker.run_due()
    assert await ContactImport.filter(organisation_id=choir.organisation).count() == 0


async def test_a_file_that_is_gone_is_told(choir: World) -> None:
    file = await send_list(choir.clara, lines(AN))
    begun = await choir.clara.call("import.run", organisation=choir.organisation, file=file)
    await choir.clara.call("file.remove", file=file)
    await choir.house.worker.run_due()
    done = await choir.clara.call("import.get", organisation=choir.organisation, number=begun["id"])
    assert (done["state"], done["report"]["refusal"]) == (
        "failed",
        "Het bestand is er niet meer. Verstuur het opnieuw.",
    )
    with refused("not_found"):
        await choir.clara.call("import.preview", organisation=choir.organisation, file=file)


async def test_only_who_manages_members_imports_and_only_what_they_sent(choir: World) -> None:
    file = await send_list(choir.clara, lines(AN))
    for operation in ("import.preview", "import.run"):
        with refused("forbidden"):
            await choir.jonas.call(operation, organisation=choir.organisation, file=file)
        for organisation in (choir.organisation, choir.other):
            with refused("not_found"):
                await choir.foreign_admin.call(operation, organisation=organisation, file=file)
    begun = await choir.clara.call("import.run", organisation=choir.organisation, file=file)
    with refused("forbidden"):
        await choir.jonas.call("import.get", organisation=choir.organisation, number=begun["id"])
    with refused("not_found"):
        await choir.foreign_admin.call("import.get", organisation=choir.other, number=begun["id"])


async def test_others_are_served_while_a_long_list_is_read(choir: World) -> None:
    people = lines(*(f"Jan{n};Rietpluim;1/1/1980;jan{n}@riet.example" for n in range(3000)))
    file = await send_list(choir.clara, people)
    asking = asyncio.create_task(choir.clara.call("import.preview", organisation=choir.organisation, file=file))
    served = 0
    while not asking.done():
        await choir.jonas.call("session.list")
        served += 1
    assert (await asking)["created"] == 3000
    assert served > 3
