"""Inviting many with words of one's own, seeing what became of it, and joining with the account that one has."""

import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.demo import Demo, Member
from tests.browser.devices import Device, Devices
from tests.browser.test_screens import LOOKS, TOO_WIDE, inspect


def outsider(clara: Member) -> dict[str, Any]:
    """The demo choir's member who left: she has an address, no login, and was never invited."""
    [found] = clara.call("invitation.list", organisation=clara.organisation, search="Ruth Sneppenaar")["items"]
    return dict(found)


def row(page: Page, name: str) -> Locator:
    """Somebody in the list."""
    return page.get_by_role("row", name=re.compile(name))


def test_many_are_invited_with_words_of_ones_own_and_who_cannot_be_is_named(own_demo: Demo, devices: Devices) -> None:
    devices._demo = own_demo
    clara = own_demo.member("clara")
    someone = outsider(clara)
    [waiting] = clara.call("invitation.list", organisation=clara.organisation, state="sent")["items"]
    clara.call("invitation.cancel", organisation=clara.organisation, contact=waiting["contact"])
    page = devices.open("clara").go("/manage/invitations")
    search = page.get_by_role("searchbox", name="Zoek een naam")
    row(page, "An Oeverlant").get_by_role("checkbox").click()
    page.get_by_role("button", name="Uitnodigen").click()
    page.get_by_role("button", name="Versturen").click()
    told = page.get_by_role("dialog", name="Uitgenodigd")
    expect(told).to_contain_text("Niemand uitgenodigd.")
    expect(told).to_contain_text("Heeft al een login.")
    told.get_by_role("button", name="Sluiten").last.click()
    page.get_by_label("Hoever het staat").select_option(label="Nooit uitgenodigd (2)")
    row(page, someone["name"]).get_by_role("checkbox").click()
    page.get_by_role("button", name="Uitnodigen").click()
    dialog = page.get_by_role("dialog", name="1 persoon uitnodigen")
    preview = dialog.get_by_role("region", name=re.compile("Zo ziet het eruit"))
    expect(preview).to_contain_text(someone["name"])
    proposed = dialog.get_by_label("Tekst").bounding_box()
    assert proposed
    assert proposed["height"] > 150, "one does not see the words that are proposed"
    dialog.get_by_label("Tekst").fill("Dag {naam}, welkom")
    dialog.get_by_role("button", name="Versturen").click()
    expect(dialog.get_by_text("{naam} kennen we niet")).to_be_visible()
    dialog.get_by_label("Onderwerp").fill("{name}, zing je mee?")
    dialog.get_by_label("Tekst").fill("Dag {name},\n\nVanaf nu spreken we hier af.")
    expect(preview).to_contain_text(f"{someone['name']}, zing je mee?")
    dialog.get_by_role("button", name="Versturen").click()
    expect(page.get_by_text("1 uitnodiging is onderweg.")).to_be_visible()
    mail = own_demo.mail_to(someone["address"], "Vanaf nu spreken we hier af.")
    assert mail["subject"] == f"{someone['name']}, zing je mee?"
    page.get_by_label("Hoever het staat").select_option(label="Verstuurd (1)")
    row(page, someone["name"]).get_by_text(someone["name"]).click()
    page.get_by_role("button", name="Uitnodiging intrekken").click()
    expect(row(page, someone["name"])).to_have_count(0)
    page.get_by_role("button", name="Iedereen tonen").click()
    search.fill(someone["name"])
    expect(row(page, someone["name"])).to_contain_text("Ingetrokken")


def invitation(demo: Demo) -> str:
    """The address of a page that invites somebody."""
    clara = demo.member("clara")
    person = outsider(clara)
    clara.call("invitation.send", organisation=clara.organisation, contact=person["contact"])
    found = re.search(r"/invitation/\S+", demo.mail_to(person["address"], "/invitation/")["text"])
    assert found
    return found[0]


def test_who_is_signed_in_may_go_on_with_that_account_or_make_another(demo: Demo, devices: Devices) -> None:
    address = invitation(demo)
    device = devices.open("jonas").forgive("409")
    page = device.go(address)
    expect(page.get_by_text("je bent al aangemeld")).to_be_visible()
    inspect(device, "joining")
    page.get_by_role("button", name=re.compile("Verder als Jonas")).click()
    expect(page.get_by_role("alert")).to_contain_text("al lid van deze organisatie")
    page.get_by_role("button", name="Liever een nieuw account").click()
    expect(page.get_by_label("Gebruikersnaam")).to_be_visible()
    expect(devices.open(None).go(address).get_by_label("Gebruikersnaam")).to_be_visible()
    clara = demo.member("clara")
    opened = clara.call("invitation.list", organisation=clara.organisation, state="opened")
    assert outsider(clara)["name"] in [item["name"] for item in opened["items"]]


def test_an_invitation_that_has_expired_says_so_and_another_is_asked_for(demo: Demo, devices: Devices) -> None:
    address = invitation(demo)
    with closing(sqlite3.connect(demo.folder / "akkoord.sqlite3", timeout=20)) as database, database:
        # What a fortnight does.
        latest = "SELECT MAX(id) FROM ticket WHERE kind = 'invitation'"
        database.execute(f"UPDATE ticket SET expires_at = created_at + 1 WHERE id = ({latest})")
    page = devices.open(None, "phone").forgive("404").go(address)
    expect(page.locator("h1:visible")).to_have_text("Deze uitnodiging werkt niet meer")
    expect(page.get_by_text("Ze is al gebruikt of verlopen.")).to_be_visible()
    page.get_by_role("button", name="Stuur me een nieuwe uitnodiging").click()
    expect(page.get_by_role("status")).to_contain_text("een nieuwe uitnodiging onderweg")


def screens(device: Device, name: str) -> Iterator[str]:
    """Every screen, and what opens over it."""
    page = device.go("/manage/invitations")
    expect(row(page, "An Oeverlant")).to_be_visible()
    yield "invitations"
    page = device.go(f"/manage/invitations?q={name}")
    row(page, name).get_by_role("checkbox").click()
    expect(page.get_by_role("button", name="Uitnodigen")).to_be_visible()
    yield "one is ticked"
    page.get_by_role("button", name="Uitnodigen").click()
    expect(page.get_by_label("Onderwerp")).to_be_visible()
    yield "inviting"
    page.keyboard.press("Escape")
    page.locator("[data-index='0']").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog")).to_be_visible()
    yield "one person"


@pytest.mark.parametrize(("size", "theme"), LOOKS)
def test_every_screen_of_invitations_is_sound(demo: Demo, devices: Devices, size: str, theme: str) -> None:
    name = outsider(demo.member("clara"))["name"]
    device = devices.open("clara", size, theme)
    for screen in screens(device, name):
        inspect(device, screen)


def test_every_screen_of_invitations_reflows_at_320_pixels_with_the_largest_text(demo: Demo, devices: Devices) -> None:
    name = outsider(demo.member("clara"))["name"]
    device = devices.open("clara", "phone", viewport={"width": 320, "height": 560})
    for screen in screens(device, name):
        device.page.evaluate("document.documentElement.dataset.text = 'larger'")
        assert device.page.evaluate(TOO_WIDE) == [], screen
