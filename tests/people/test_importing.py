"""P10: a list of members comes in whole or not at all, twice is once, and each line that is refused says why."""

from collections.abc import Sequence
from datetime import UTC, date, datetime

import pytest

from server.kernel.clock import clock
from server.kernel.database import rows, statement_watchers
from server.people.models import Contact, Family, FamilyMember, Group, Phone, Season
from tests.people.lists import ZOE, addresses, figures, found, placements, take_in, take_in_file
from tests.world import World


@pytest.fixture(autouse=True)
def november() -> None:
    """It is the evening of a rehearsal."""
    clock.set(lambda: datetime(2026, 11, 26, 19, tzinfo=UTC))


async def everything(choir: World) -> list[list[dict[str, object]]]:
    """All that an import writes, and how far the log has come."""
    tables = ("contact", "address", "season", "group", "group_season", "placement", "family", "family_member")
    own = [await rows(f'SELECT * FROM "{table}" WHERE "organisation_id" > 0 ORDER BY "id"') for table in tables]
    return [*own, await rows('SELECT * FROM "organisation_stream" ORDER BY "organisation_id"')]


async def test_a_line_becomes_a_person_with_all_that_it_says(choir: World) -> None:
    assert figures(await take_in(choir, ZOE)) == (1, 0, 0, 0)
    zoe = await found(choir, "Zoë")
    assert (zoe.last_name, zoe.birth_date) == ("Van Wulpenberg", date(1991, 7, 30))
    assert [row.number for row in await Phone.filter(organisation_id=choir.organisation, contact_id=zoe.id)] == [
        "0470 00 00 02"
    ]
    assert (zoe.search_name, zoe.language) == ("zoe van wulpenberg", "nl")
    assert await addresses(zoe) == ["zoe@rietvink.example"]
    assert await placements(zoe) == [("Sopranen", "Zanger", date(2015, 9, 1), None)]


async def test_the_demo_comes_in_whole(choir: World) -> None:
    report = await take_in_file(choir, "members.xlsx")
    assert figures(report) == (60, 0, 0, 0)
    assert report.lines == [
        "members.xlsx: 60 nieuw, 0 gewijzigd, 0 ongewijzigd.",
        "3 personen hebben een functie zonder groep; die functie is niet bewaard.",
    ]
    groups = await Group.filter(organisation_id=choir.organisation).order_by("name")
    assert [group.name for group in groups] == ["Alten", "Mannen", "Sopranen"]
    assert await addresses(await found(choir, "Fien")) == [
        "fien@rietvink.example",
        "margot@rietvink.example",
        "pieter@rietvink.example",
    ]


async def test_the_families_of_the_demo_are_together(choir: World) -> None:
    await take_in_file(choir, "members.xlsx")
    families: dict[str, set[tuple[str, str]]] = {}
    members = FamilyMember.filter(organisation_id=choir.organisation).select_related("family", "contact", "function")
    for member in await members:
        families.setdefault(member.family.name, set()).add((member.contact.first_name, member.function.key))
    assert families == {
        "Biezemans": {("Noor", "child"), ("Els", "parent"), ("Rachid", "parent")},
        "Rietvoorn": {("Godelieve", "partner"), ("Herman", "partner")},
        "Vinkenrode": {("Fien", "child"), ("Wout", "child"), ("Margot", "parent"), ("Pieter", "parent")},
    }


async def test_the_same_file_twice_changes_nothing(choir: World) -> None:
    await take_in_file(choir, "members.xlsx")
    before = await everything(choir)
    report = await take_in_file(choir, "members.xlsx")
    assert figures(report) == (0, 0, 60, 0)
    assert "niets is veranderd" in report.lines[0]
    assert await everything(choir) == before


async def test_lines_that_are_wrong_are_named_with_their_reason_and_the_others_are_taken(choir: World) -> None:
    report = await take_in_file(choir, "members-with-errors.csv")
    taken = await Contact.filter(organisation_id=choir.organisation, birth_date__isnull=False).order_by("id")
    assert [contact.name for contact in taken] == ["Zoë Van Wulpenberg", "René Bécassinet", "An Oeverlant"]
    assert figures(report) == (3, 0, 0, 14)
    said = {(each.line, each.column): each.sentence for each in report.refused}
    assert said[5, "E-mail 1"] == "“nele(at)rietvink.example” is geen geldig e-mailadres."
    assert said[6, "Geboortedatum"].startswith("“31/02/1993” is geen datum")
    assert "Regel 5, E-mail 1: “nele(at)rietvink.example” is geen geldig e-mailadres." in report.lines
    assert report.lines[-1] == "14 regels zijn geweigerd; verbeter ze en lees het bestand opnieuw in."


async def test_the_report_is_in_the_language_of_who_reads_it(choir: World) -> None:
    report = await take_in_file(choir, "members-with-errors.csv", "en")
    assert "Line 5, E-mail 1: “nele(at)rietvink.example” is not a valid e-mail address." in report.lines


async def test_a_file_that_is_no_list_is_refused_as_a_whole(choir: World) -> None:
    before = await everything(choir)
    report = await take_in(choir, "Zoë;0470 00 00 02", headers="Voornaam;Telefoon")
    assert report.lines == [f"leden.csv is niet ingelezen. {report.refusal}"]
    assert report.refused
    assert "Achternaam" in str(report.refusal)
    assert await everything(choir) == before


async def test_somebody_who_left_is_kept_and_stands_in_no_group_any_more(choir: World) -> None:
    await take_in(choir, ZOE)
    assert figures(await take_in(choir, ZOE.replace("1/9/2015;;", "1/9/2015;30/06/2026;"))) == (0, 1, 0, 0)
    zoe = await found(choir, "Zoë")
    assert zoe.removed_at is None
    assert await placements(zoe) == [("Sopranen", "Zanger", date(2015, 9, 1), date(2026, 6, 30))]
    groups = await choir.jonas.call("group.list", organisation=choir.organisation)
    assert [(group["name"], group["members"]) for group in groups["items"]] == [("Sopranen", 0)]


async def test_another_function_comes_beside_the_one_that_somebody_has(choir: World) -> None:
    await take_in(choir, ZOE)
    assert figures(await take_in(choir, ZOE.replace("Zanger", "Stemleider"))) == (0, 1, 0, 0)
    assert [place[1] for place in await placements(await found(choir, "Zoë"))] == ["Stemleider", "Zanger"]


async def test_without_a_function_one_is_simply_a_member_of_the_group(choir: World) -> None:
    await take_in(choir, ZOE.replace("Zanger", ""))
    assert [place[:2] for place in await placements(await found(choir, "Zoë"))] == [("Sopranen", "Lid")]


async def test_groups_are_the_same_whatever_their_capitals(choir: World) -> None:
    await take_in(choir, ZOE, ZOE.replace("Zoë", "Hanne").replace("zoe@", "hanne@").replace("Sopranen", "SOPRANEN"))
    assert await Group.filter(organisation_id=choir.organisation).count() == 1


async def test_a_part_in_a_family_can_change(choir: World) -> None:
    await take_in(choir, f"{ZOE[:-2]};Nest;kind")
    await take_in(choir, f"{ZOE[:-2]};Nest;ouder")
    members = await FamilyMember.filter(organisation_id=choir.organisation).select_related("function")
    assert [member.function.key for member in members] == ["parent"]
    assert await Family.filter(organisation_id=choir.organisation).count() == 1


@pytest.mark.parametrize(
    ("day", "season"),
    [
        (datetime(2027, 8, 31, 20, tzinfo=UTC), "2026-2027"),
        (datetime(2027, 8, 31, 22, 30, tzinfo=UTC), "2027-2028"),  # half past midnight in Mechelen
    ],
)
async def test_a_season_begins_on_the_first_of_september_of_the_organisation(
    choir: World, day: datetime, season: str
) -> None:
    clock.set(lambda: day)
    await take_in(choir, ZOE)
    assert [each.name for each in await Season.filter(organisation_id=choir.organisation)] == [season]


async def test_the_season_that_runs_is_used(choir: World) -> None:
    season = Season(
        id=7,
        organisation_id=choir.organisation,
        name="Jubileumjaar",
        first_day=date(2026, 1, 1),
        last_day=date(2026, 12, 31),
    )
    async with choir.house.units.write() as unit:
        unit.add(season)
    await take_in(choir, ZOE)
    assert await Season.filter(organisation_id=choir.organisation).count() == 1


async def test_members_hear_of_who_came_and_who_changed(choir: World) -> None:
    await choir.jonas.listen()
    await choir.stranger.listen()
    await take_in(choir, ZOE)
    await take_in(choir, ZOE.replace("Zoë", "Zoé"))
    assert [each["name"] for each in await choir.jonas.heard("contact.created")] == ["Zoë Van Wulpenberg"]
    assert [each["name"] for each in await choir.jonas.heard("contact.changed")] == ["Zoé Van Wulpenberg"]
    assert await choir.stranger.heard() == []
    held = {
        item["name"]: item["rev"] for (kind, _), item in (await choir.jonas.snapshot()).items() if kind == "contact"
    }
    assert held["Zoé Van Wulpenberg"] == (await choir.jonas.heard("contact.changed"))[0]["rev"]


async def test_nothing_is_half_done_when_something_fails(choir: World) -> None:
    before = await everything(choir)

    def fail(statement: str) -> None:
        if statement.startswith('INSERT INTO "family_member"'):
            raise ConnectionError("the machine stops here")

    statement_watchers.append(fail)
    with pytest.raises(ConnectionError):
        await take_in_file(choir, "members.xlsx")
    statement_watchers.clear()
    assert await everything(choir) == before
    assert (await take_in_file(choir, "members.xlsx")).created == 60


async def test_two_organisations_import_the_same_people_and_nothing_crosses(choir: World) -> None:
    await take_in(choir, f"{ZOE[:-2]};Nest;kind")
    before = await everything(choir)
    assert figures(await take_in(choir, f"{ZOE[:-2]};Nest;kind", organisation=choir.other)) == (1, 0, 0, 0)
    assert figures(await take_in(choir, ZOE.replace("0470", "0499"), organisation=choir.other)) == (0, 1, 0, 0)
    after = await everything(choir)
    assert own_rows(before, choir.organisation) == own_rows(after, choir.organisation)


def own_rows(state: Sequence[Sequence[dict[str, object]]], organisation: int) -> list[list[dict[str, object]]]:
    """Of all that there is, what is one organisation's."""
    return [[row for row in table if row["organisation_id"] == organisation] for table in state]


def many(count: int, phone: str) -> Sequence[str]:
    """So many people in a dozen groups, in families of four."""
    return [
        f"Jan{n};Rietpluim;{1 + n % 28}/{1 + n % 12}/1980;jan{n}@rietvink.example;;{phone};Groep {n % 12};Zanger;;;"
        f"Gezin {n // 4};kind"
        for n in range(count)
    ]


async def test_thousands_of_lines_take_dozens_of_statements(choir: World) -> None:
    lines = many(2000, "0470 00 00 01")
    statements: list[str] = []
    statement_watchers.append(statements.append)
    assert (await take_in(choir, *lines)).created == 2000
    assert len(statements) < 60
    statements.clear()
    assert (await take_in(choir, *many(2000, "0470 00 00 02"))).changed == 2000
    assert len(statements) < 30
    statements.clear()
    assert (await take_in(choir, *many(2000, "0470 00 00 02"))).unchanged == 2000
    assert len(statements) < 22
