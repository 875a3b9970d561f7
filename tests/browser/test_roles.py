"""Who may what: roles, who has them, the log of it, and the organisation's own settings."""

import csv
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.demo import Demo
from tests.browser.devices import Device, Devices
from tests.browser.test_screens import LOOKS, TOO_WIDE, inspect


@pytest.fixture
def rights(own_demo: Demo) -> Demo:
    """A choir of its own: what is given here is nobody else's business."""
    return own_demo


@pytest.fixture
def own_devices(devices: Devices, rights: Demo) -> Devices:
    """Devices of that choir."""
    devices._demo = rights
    return devices


def card(page: Page, role: str) -> Locator:
    """The card of a role."""
    return page.get_by_role("region", name=role, exact=True)


def appoint(page: Page, role: str, name: str, group: str | None = None) -> None:
    """Give a role by hand."""
    page.get_by_role("button", name=f"Iemand aanstellen: {role}").click()
    page.get_by_role("combobox", name="Wie").fill(name)
    page.get_by_role("option", name=re.compile(name)).first.click()
    if group is not None:
        page.get_by_label("Waar").select_option(label=group)
    page.get_by_role("button", name="Aanstellen", exact=True).click()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_an_administrator_makes_a_role_gives_it_in_a_group_and_takes_it_back(
    rights: Demo, own_devices: Devices
) -> None:
    device = own_devices.open("clara")
    page = device.go("/manage/roles")
    page.get_by_role("button", name="Rol maken").click()
    page.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_label("Naam")).to_be_focused()
    page.get_by_label("Naam").fill("Ledenwerking")
    page.get_by_label("Leden beheren").check()
    page.get_by_label("Leden inzien").check()
    page.get_by_role("button", name="Bewaren").click()
    expect(card(page, "Ledenwerking")).to_contain_text("Leden inzien")
    expect(card(page, "Ledenwerking")).to_contain_text("Niemand heeft deze rol")
    appoint(page, "Ledenwerking", "Jonas", "Mannen")
    expect(card(page, "Ledenwerking")).to_contain_text("Mannen")
    jonas = rights.member("jonas")
    assert jonas.call("invitation.list", organisation=jonas.organisation, limit=1)["items"]
    card(page, "Ledenwerking").get_by_role("button", name=re.compile("Jonas .* afnemen")).click()
    page.get_by_role("button", name="Afnemen", exact=True).click()
    expect(card(page, "Ledenwerking")).to_contain_text("Niemand heeft deze rol")
    page.get_by_role("button", name="Ongedaan maken").last.click()
    expect(card(page, "Ledenwerking")).to_contain_text("Mannen")


def test_who_is_appointed_sees_manage_appear_and_vanish_without_loading_anew(
    rights: Demo, own_devices: Devices
) -> None:
    clara, jonas = rights.member("clara"), rights.member("jonas")
    page = own_devices.open("jonas").go("/chat")
    expect(page.get_by_role("link", name="Agenda")).to_be_visible()
    expect(page.get_by_role("link", name="Beheer")).to_have_count(0)
    roles = clara.call("role.list", organisation=clara.organisation)["items"]
    [members] = [role["id"] for role in roles if role["name"] == "Ledenbeheerder"]
    own = {"organisation": clara.organisation}
    given = clara.call("grant.give", **own, contact=jonas.contact, role=members)
    expect(page.get_by_role("link", name="Beheer")).to_be_visible()
    clara.call("grant.end", **own, grant=given["id"])
    expect(page.get_by_role("link", name="Beheer")).to_have_count(0)


def test_the_last_administrator_is_explained_and_a_second_one_can_let_them_go(
    rights: Demo, own_devices: Devices
) -> None:
    page = own_devices.open("clara").go("/manage/roles")
    expect(card(page, "Beheerder")).to_contain_text("de laatste persoon die rechten kan geven")
    expect(card(page, "Beheerder").get_by_role("button", name=re.compile("afnemen"))).to_have_count(0)
    appoint(page, "Beheerder", "An Oeverlant")
    expect(card(page, "Beheerder").get_by_role("button", name=re.compile("afnemen"))).to_have_count(2)
    expect(page.get_by_text("de laatste persoon die rechten kan geven")).to_have_count(0)


def test_who_has_no_login_is_not_appointed_and_the_page_says_what_to_do(rights: Demo, own_devices: Devices) -> None:
    device = own_devices.open("clara").forgive("409")
    page = device.go("/manage/roles")
    page.get_by_role("button", name="Iemand aanstellen: Groepsleider").click()
    page.get_by_role("button", name="Aanstellen", exact=True).click()
    expect(page.get_by_text("Kies een persoon.")).to_be_visible()
    page.get_by_role("combobox", name="Wie").fill("Agnès")
    page.get_by_role("option", name=re.compile("Agnès")).first.click()
    page.get_by_role("button", name="Aanstellen", exact=True).click()
    expect(page.get_by_role("alert")).to_contain_text("nog geen login")
    page.get_by_role("button", name="Annuleren").click()
    page.get_by_role("button", name="Weggaan").click()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_what_was_done_is_found_in_the_log_and_kept_as_a_file(
    rights: Demo, own_devices: Devices, tmp_path: Path
) -> None:
    clara = rights.member("clara")
    jonas = rights.member("jonas")
    role = clara.call("role.create", organisation=clara.organisation, name="Redactie", capabilities=["news"])
    clara.call("grant.give", organisation=clara.organisation, contact=jonas.contact, role=role["id"])
    page = own_devices.open("clara").go("/manage/log")
    expect(page.get_by_role("row", name=re.compile("Rol gegeven"))).to_contain_text("Jonas")
    page.get_by_label("Wat").select_option(label="Rol gemaakt")
    expect(page).to_have_url(re.compile("act=role.create"))
    expect(page.get_by_role("row", name=re.compile("Rol gegeven"))).to_have_count(0)
    page.get_by_role("row", name=re.compile("Rol gemaakt")).click()
    expect(page.get_by_role("dialog", name="Rol gemaakt")).to_contain_text("role.create")
    page.keyboard.press("Escape")
    with page.expect_download() as download:
        page.get_by_role("button", name="Bewaren als CSV").click()
    assert download.value.suggested_filename == "logboek.csv"
    download.value.save_as(tmp_path / "log.csv")
    heads, *lines = csv.reader((tmp_path / "log.csv").read_text("utf-8-sig").splitlines(), delimiter=";")
    assert (heads[1], [line[3] for line in lines]) == ("Wie", ["Rol gemaakt"])
    page.get_by_role("combobox", name="Door wie").fill("Jonas")
    page.get_by_role("option", name=re.compile("Jonas")).first.click()
    expect(page.get_by_text("Niets gevonden")).to_be_visible()
    page.get_by_role("button", name="Alles tonen").click()
    expect(page.get_by_role("row", name=re.compile("Rol gegeven"))).to_be_visible()


def test_the_organisation_gets_an_abbreviation_and_unsaved_work_is_held(rights: Demo, own_devices: Devices) -> None:
    page = own_devices.open("clara").go("/manage/organisation")
    page.get_by_label("Afkorting").fill("Rietvink")
    page.get_by_role("link", name="Rollen").click()
    page.get_by_role("button", name="Verder bewerken").click()
    page.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_text("De instellingen van de vereniging zijn bewaard.")).to_be_visible()
    page.reload()
    expect(page.get_by_label("Afkorting")).to_have_value("Rietvink")


def screens(device: Device) -> Iterator[str]:
    """Every screen, and what opens over it."""
    page = device.go("/manage/roles")
    expect(card(page, "Beheerder")).to_be_visible()
    yield "roles"
    page.get_by_role("button", name="Rol maken").click()
    expect(page.get_by_label("Agenda beheren")).to_be_visible()
    yield "a new role"
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Iemand aanstellen: Groepsleider").click()
    page.get_by_role("combobox", name="Wie").click()
    expect(page.get_by_role("option").first).to_be_visible()
    yield "appointing"
    page = device.go("/manage/log")
    expect(page.locator("[data-index='0']")).to_be_visible()
    yield "log"
    page.locator("[data-index='0']").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    yield "an act"
    page = device.go("/manage/organisation")
    expect(page.get_by_label("Tijdzone")).to_be_visible()
    yield "organisation"


@pytest.mark.parametrize(("size", "theme"), LOOKS)
def test_every_screen_of_rights_is_sound(demo: Demo, devices: Devices, size: str, theme: str) -> None:
    conversation = demo.member("clara").conversation("Werkgroep kostuums", demo.member("an"))
    assert conversation
    device = devices.open("clara", size, theme)
    for name in screens(device):
        inspect(device, name)


def test_every_screen_of_rights_reflows_at_320_pixels_with_the_largest_text(demo: Demo, devices: Devices) -> None:
    demo.member("clara").conversation("Werkgroep affiches", demo.member("an"))
    device = devices.open("clara", "phone", viewport={"width": 320, "height": 560})
    device.go("/manage/roles")
    for name in screens(device):
        device.page.evaluate("document.documentElement.dataset.text = 'larger'")
        assert device.page.evaluate(TOO_WIDE) == [], name
