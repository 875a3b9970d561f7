"""The administrators' area: who sees it, and whether its screens are sound."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from tests.browser.demo import Demo
from tests.browser.devices import Device, Devices
from tests.browser.test_screens import LOOKS, TOO_WIDE, inspect


def names(page: Page) -> list[str]:
    """The first cell of each row, without the sign before it."""
    return page.locator("[role=rowgroup] [role=row] [role=gridcell]:first-child .text").all_inner_texts()


def test_an_administrator_finds_the_groups_of_a_season(demo: Demo, devices: Devices) -> None:
    page = devices.open("clara").go("/chat")
    page.get_by_role("link", name="Beheer").click()
    expect(page).to_have_url(re.compile(r"/manage/members$"))
    page.get_by_role("link", name="Groepen").click()
    expect(page).to_have_url(re.compile(r"/manage/groups$"))
    expect(page.get_by_role("combobox", name="Seizoen")).to_be_visible()
    expect(page.get_by_role("row", name="Sopranen")).to_be_visible()
    found = names(page)
    assert found == sorted(found)
    assert {"Alten", "Mannen", "Sopranen"} <= set(found)


def test_order_and_search_stand_in_the_address(demo: Demo, devices: Devices) -> None:
    device = devices.open("clara")
    page = device.go("/manage/groups")
    page.get_by_role("button", name="Leden").click()
    expect(page.get_by_role("columnheader", name="Leden")).to_have_attribute("aria-sort", "ascending")
    page.get_by_role("button", name="Leden").click()
    expect(page).to_have_url(re.compile(r"sort=-members"))
    [first, *_] = names(page)
    assert first == "Sopranen"
    page.get_by_role("searchbox", name="Zoek een groep").fill("alt")
    expect(page.get_by_role("status").filter(has_text="1 groep")).to_be_visible()
    page.reload()
    expect(page.get_by_role("searchbox", name="Zoek een groep")).to_have_value("alt")
    expect(page.get_by_role("row", name="Alten")).to_be_visible()
    assert names(page) == ["Alten"]
    device.page.get_by_role("searchbox").fill("zzz")
    page.get_by_role("button", name="Zoekveld leegmaken").last.click()
    expect(page.get_by_role("row", name="Sopranen")).to_be_visible()


def test_keys_go_through_the_rows(demo: Demo, devices: Devices) -> None:
    page = devices.open("clara").go("/manage/groups")
    first = page.locator("[data-index='0']")
    expect(first).to_have_attribute("tabindex", "0")
    page.get_by_role("button", name="Leden").focus()
    page.keyboard.press("Tab")
    expect(first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator("[data-index='1']")).to_be_focused()
    page.keyboard.press("End")
    last = page.locator("[role=rowgroup] [role=row]").last
    expect(last).to_be_focused()
    expect(last).to_have_attribute("aria-rowindex", str(len(names(page)) + 1))
    page.keyboard.press("Home")
    expect(first).to_be_focused()


def test_on_a_phone_a_section_opens_over_the_list_of_sections(demo: Demo, devices: Devices) -> None:
    page = devices.open("clara", "phone").go("/more")
    page.get_by_role("link", name="Beheer").click()
    expect(page).to_have_url(re.compile(r"/manage$"))
    page.get_by_role("link", name="Groepen").click()
    expect(page.get_by_role("row", name="Sopranen")).to_be_visible()
    expect(page.get_by_role("navigation")).to_have_count(0)
    page.get_by_role("button", name="Terug").click()
    expect(page.get_by_role("heading", name="Beheer", level=1)).to_be_visible()
    page.get_by_role("button", name="Terug").click()
    expect(page.get_by_role("heading", name="Meer", level=1)).to_be_visible()


@pytest.mark.parametrize("size", ["phone", "laptop"])
def test_a_member_has_no_entry_and_is_told_who_can_help(demo: Demo, devices: Devices, size: str) -> None:
    device = devices.open("jonas", size)
    page = device.go("/more" if size == "phone" else "/chat")
    expect(page.get_by_role("link", name="Agenda")).to_be_visible()
    expect(page.get_by_role("link", name="Beheer")).to_have_count(0)
    device.go("/manage/groups")
    expect(device.heading).to_have_text("Dit is voor beheerders")
    expect(page.get_by_text("vraag ze dan aan een beheerder")).to_be_visible()
    inspect(device, "no right")


def screens(device: Device) -> Iterator[str]:
    """Every address of the area that is there, and what somebody is known by."""
    addresses = {
        "/manage": "main h1",
        "/manage/groups": "[role=row] >> text=Sopranen",
        "/manage/groups?q=zzz": "text=Geen groep gevonden",
        "/me": "text=Gebruikersnaam",
        "/more": "main h1",
    }
    for address, sign in addresses.items():
        page = device.go(address)
        expect(page.locator(f"{sign} >> visible=true").first).to_be_visible()
        yield address


@pytest.mark.parametrize(("size", "theme"), LOOKS)
def test_every_screen_of_the_area_is_sound(demo: Demo, devices: Devices, size: str, theme: str) -> None:
    device = devices.open("clara", size, theme)
    for name in screens(device):
        inspect(device, name)


def test_every_screen_of_the_area_reflows_at_320_pixels_with_the_largest_text(demo: Demo, devices: Devices) -> None:
    device = devices.open("clara", "phone", viewport={"width": 320, "height": 560})
    for address in screens(device):
        device.page.evaluate("document.documentElement.dataset.text = 'larger'")
        assert device.page.evaluate(TOO_WIDE) == [], address
