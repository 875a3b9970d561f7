"""Groups by season, memberships, and taking groups along, as an administrator does it on screen."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Playwright, expect

from tests.browser.demo import Demo
from tests.browser.devices import Device, Devices, devices_of
from tests.browser.test_screens import LOOKS, TOO_WIDE, inspect


def group_of(demo: Demo, name: str, **given: Any) -> int:
    """A group of this test alone, in the season of today."""
    clara = demo.member("clara")
    seasons = clara.call("season.list", organisation=clara.organisation)["items"]
    [season] = [each["id"] for each in seasons if each["current"]]
    return int(clara.call("group.create", season=season, name=name, **given)["id"])


def place(demo: Demo, group: int, *logins: str, function: str = "Zanger") -> None:
    """Members of the choir stand in a group."""
    clara = demo.member("clara")
    functions = clara.call("function.list", organisation=clara.organisation)["items"]
    [chosen] = [each["id"] for each in functions if each["name"] == function]
    contacts = [demo.member(login).contact for login in logins]
    clara.call("placement.put_many", group=group, contacts=contacts, function=chosen)


def rows(page: Page) -> list[str]:
    """Who is in the list, by the first cell of each row."""
    return page.locator("[role=rowgroup] [role=row] [role=gridcell] .text").all_inner_texts()


def test_a_group_is_made_filled_and_emptied_by_hand(demo: Demo, devices: Devices) -> None:
    page = devices.open("clara").go("/manage/groups")
    page.get_by_role("button", name="Nieuwe groep").click()
    page.get_by_role("button", name="Groep maken").click()
    expect(page.get_by_label("Naam", exact=True)).to_be_focused()
    page.get_by_label("Naam", exact=True).fill("Jeugdkoor")
    page.get_by_label("Soort", exact=True).fill("Koor")
    page.get_by_role("button", name="Moment toevoegen").click()
    moment = page.get_by_role("group", name="Moment 1")
    moment.get_by_label("Tot").fill("laat")
    page.get_by_role("button", name="Groep maken").click()
    expect(moment.get_by_text("Schrijf een uur")).to_be_visible()
    moment.get_by_label("Tot").fill("21u30")
    page.get_by_role("button", name="Groep maken").click()
    expect(page.get_by_role("heading", name="Jeugdkoor", level=1)).to_be_visible()
    page.get_by_role("button", name="Leden toevoegen").first.click()
    who = page.get_by_role("combobox", name="Wie")
    for name in ("An Oeverlant", "Emily Reedmarsh"):
        who.fill(name)
        page.get_by_role("option", name=name).click()
    page.get_by_role("dialog").get_by_role("button", name="Toevoegen", exact=True).click()
    expect(page.get_by_text("2 leden toegevoegd.")).to_be_visible()
    expect(page.get_by_role("row", name="An Oeverlant")).to_be_visible()
    page.get_by_role("row", name="An Oeverlant").click()
    page.get_by_role("dialog").get_by_label("Functie").select_option(label="Dirigent")
    page.get_by_role("dialog").get_by_label("Doet mee").uncheck()
    page.get_by_role("dialog").get_by_role("button", name="Bewaren").click()
    expect(page.get_by_role("row", name="An Oeverlant")).to_contain_text("Dirigent")
    expect(page.get_by_role("row", name="An Oeverlant")).to_contain_text("Leest mee")


def test_who_is_ended_leaves_the_list_and_comes_back_by_undo(demo: Demo, devices: Devices) -> None:
    group = group_of(demo, "Mannenkwartet")
    place(demo, group, "lucas", "koenraad")
    page = devices.open("clara").go(f"/manage/groups/{group}")
    row = page.locator("[role=rowgroup] [role=row]").first
    name = row.locator(".text").first.inner_text()
    row.click()
    page.get_by_label("Laatste dag").fill("2026-09-30")
    page.get_by_role("button", name="Beëindigen").click()
    expect(page.get_by_text(f"{name} staat hier t/m 30 september 2026.")).to_be_visible()
    expect(page.locator("[role=rowgroup] [role=row]")).to_have_count(1)
    page.get_by_role("button", name="Ongedaan maken").click()
    expect(page.locator("[role=rowgroup] [role=row]")).to_have_count(2)
    row.click()
    page.get_by_label("Laatste dag").fill("2026-09-30")
    page.get_by_role("button", name="Beëindigen").click()
    page.get_by_label("Toon ook wie vertrokken is").check()
    expect(page.locator("[role=rowgroup] [role=row]")).to_have_count(2)
    expect(page.get_by_text("vertrokken", exact=True)).to_be_visible()


def test_groups_are_taken_along_to_the_next_season_and_a_second_time_changes_nothing(
    own_demo: Demo, playwright: Playwright, browser: Browser
) -> None:
    with devices_of(playwright, browser, own_demo) as devices:
        page = devices.open("clara").go("/manage/groups/seasons")
        page.get_by_role("button", name="Nieuw seizoen").first.click()
        dialog = page.get_by_role("dialog")
        expect(dialog.get_by_label("Naam")).to_have_value("2027-2028")
        dialog.get_by_label("Eerste dag").fill("2027-08-31")
        dialog.get_by_role("button", name="Bewaren").click()
        expect(dialog.get_by_text("2026-2027")).to_be_visible()
        dialog.get_by_label("Eerste dag").fill("2027-09-01")
        dialog.get_by_role("button", name="Bewaren").click()
        expect(page.get_by_role("link", name="2027-2028")).to_be_visible()
        for summary in ("3 nieuwe groepen", "Alles staat al in 2027-2028"):
            page = devices.open("clara").go("/manage/groups")
            page.get_by_role("button", name="Meer over groepen").click()
            page.get_by_role("menuitem", name="Meenemen naar een ander seizoen").click()
            expect(page.get_by_label("Alle groepen")).to_be_checked()
            page.get_by_role("button", name="Verder").click()
            expect(page.get_by_role("combobox", name="Naar seizoen")).to_contain_text("2027-2028")
            page.get_by_role("button", name="Nakijken").click()
            expect(page.get_by_text(summary)).to_be_visible()
            page.get_by_role("button", name="Meenemen").click()
            expect(page.get_by_text("Klaar. De groepen staan in 2027-2028.")).to_be_visible()
        page.get_by_role("button", name="Toon 2027-2028").click()
        expect(page).to_have_url(re.compile(r"/manage/groups\?season=\d+$"))
        expect(page.get_by_role("row", name="Sopranen")).to_be_visible()


def test_the_season_stands_in_the_address_and_a_closed_one_is_only_looked_at(
    own_demo: Demo, playwright: Playwright, browser: Browser
) -> None:
    with devices_of(playwright, browser, own_demo) as devices:
        page = devices.open("clara").go("/manage/groups/seasons")
        page.get_by_role("button", name="Meer over 2026-2027").click()
        page.get_by_role("menuitem", name="Afsluiten").click()
        expect(page.get_by_text("2026-2027 is afgesloten.")).to_be_visible()
        page.get_by_role("link", name="2026-2027").click()
        page.get_by_role("row", name="Sopranen").get_by_role("link").click()
        expect(page.get_by_role("combobox", name="Seizoen")).to_contain_text("2026-2027 (afgesloten)")
        expect(page.get_by_role("button", name="Leden toevoegen")).to_have_count(0)
        page.get_by_role("tab", name="Gegevens").click()
        expect(page.get_by_text("Je kunt er alleen in kijken.")).to_be_visible()


def test_memberships_are_started_for_all_who_lack_one(demo: Demo, devices: Devices) -> None:
    clara, lucas = demo.member("clara"), demo.member("lucas")
    for membership in clara.call("membership.list", contact=lucas.contact)["items"]:
        clara.call("membership.end", membership=membership["id"], day="2026-11-01")
    page = devices.open("clara").go("/manage/memberships")
    page.get_by_role("button", name="Nieuwe soort").click()
    page.get_by_label("Naam", exact=True).fill("Gastzanger")
    page.get_by_role("button", name="Optie toevoegen").click()
    page.get_by_label("Optie 1", exact=True).fill("Verzekering")
    page.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_role("link", name="Gastzanger")).to_be_visible()
    page.get_by_role("link", name="Zonder lidmaatschap").click()
    expect(page.locator("[role=rowgroup] [role=row]").first).to_be_visible()
    page.get_by_role("checkbox", name="Alles kiezen").check()
    page.get_by_role("button", name="Lidmaatschap starten").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_label("Soort").select_option(label="Gastzanger")
    dialog.get_by_label("Verzekering").check()
    dialog.get_by_role("button", name="Lidmaatschap starten").click()
    expect(page.get_by_text("Iedereen die in een groep staat")).to_be_visible()


def test_functions_are_put_in_order_by_hand(demo: Demo, devices: Devices) -> None:
    page = devices.open("clara").go("/manage/groups/functions")
    page.get_by_role("button", name="Nieuwe functie").click()
    page.get_by_label("Naam van de functie").fill("Zanger")
    page.get_by_role("dialog").get_by_role("button", name="Bewaren").click()
    expect(page.get_by_role("dialog").get_by_text("Kies een andere naam")).to_be_visible()
    page.get_by_label("Naam van de functie").fill("Kostuummaker")
    page.get_by_role("dialog").get_by_role("button", name="Bewaren").click()
    last = page.locator("ol li").last
    expect(last).to_contain_text("Kostuummaker")
    page.get_by_role("button", name="Kostuummaker naar boven").click()
    expect(page.locator("ol li").last).not_to_contain_text("Kostuummaker")


def screens(device: Device, demo: Demo) -> Iterator[str]:
    """Each screen of groups and memberships, with the sheets that open beside it."""
    clara = demo.member("clara")
    groups = clara.call("group.list", organisation=clara.organisation)["items"]
    [group] = [each["id"] for each in groups if each["name"] == "Alten"]
    addresses = {
        "/manage/groups/seasons": "main a >> text=2026-2027",
        "/manage/groups/functions": "ol li >> text=Zanger",
        "/manage/groups/take-along": "main h1",
        "/manage/groups/new": "text=Moment toevoegen",
        f"/manage/groups/{group}": "[role=rowgroup] [role=row]",
        f"/manage/groups/{group}/details": "text=Moment toevoegen",
        f"/manage/groups/{group}/history": "main a >> text=2026-2027",
        "/manage/memberships": "main h2",
        "/manage/memberships/new": "text=Optie toevoegen",
        "/manage/memberships/missing": "main h1",
    }
    for address, sign in addresses.items():
        page = device.go(address)
        expect(page.locator(f"{sign} >> visible=true").first).to_be_visible()
        yield address
    page = device.go(f"/manage/groups/{group}")
    page.get_by_role("button", name="Leden toevoegen").click()
    page.get_by_role("combobox", name="Wie").fill("an")
    expect(page.get_by_role("listbox").get_by_role("option").first).to_be_visible()
    yield "adding members"
    page = device.go(f"/manage/groups/{group}")
    page.locator("[role=rowgroup] [role=row]").first.click()
    expect(page.get_by_role("button", name="Weghalen")).to_be_visible()
    yield "a placement"
    page.get_by_role("button", name="Laat vertrekken").click()
    expect(page.get_by_text("Dit eindigt")).to_be_visible()
    yield "a leaver"


@pytest.mark.parametrize(("size", "theme"), LOOKS)
def test_every_screen_of_groups_is_sound(demo: Demo, devices: Devices, size: str, theme: str) -> None:
    device = devices.open("clara", size, theme)
    for name in screens(device, demo):
        inspect(device, name)


def test_every_screen_of_groups_reflows_at_320_pixels_with_the_largest_text(demo: Demo, devices: Devices) -> None:
    device = devices.open("clara", "phone", viewport={"width": 320, "height": 560})
    for name in screens(device, demo):
        device.page.evaluate("document.documentElement.dataset.text = 'larger'")
        assert device.page.evaluate(TOO_WIDE) == [], name
