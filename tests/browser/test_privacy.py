"""Privacy as people see it: having one's archive, agreeing, asking to be erased, and what administrators do with it."""

import io
import zipfile
from collections.abc import Iterator

import pytest
from playwright.sync_api import FilePayload, expect

from tests.browser.demo import Demo, Member
from tests.browser.devices import Device, Devices
from tests.browser.test_screens import LOOKS, TOO_WIDE, inspect


@pytest.fixture(scope="module")
def booklet(demo: Demo) -> str:
    """Something for which the choir asks consent."""
    name = "Naam in het programmaboekje"
    clara = demo.member("clara")
    text = "Mijn naam mag in de programmaboekjes van onze concerten."
    clara.call("consent.define", organisation=clara.organisation, name=name, text=text)
    return name


LICENCE: FilePayload = {"name": "rijbewijs.txt", "mimeType": "text/plain", "buffer": b"Geldig tot 2031"}


def contact_of(member: Member) -> dict[str, int]:
    return {"organisation": member.organisation, "contact": member.contact}


def test_somebody_makes_and_fetches_their_archive(demo: Demo, devices: Devices) -> None:
    lore, clara = demo.member("lore"), demo.member("clara")
    kept = {"name": "Rijbewijs", "kind": "file", "purpose": "Voor wie anderen meeneemt"}
    clara.call("field.create", organisation=clara.organisation, **kept)
    page = devices.open("clara").go(f"/manage/members/{lore.contact}")
    page.locator("input[aria-label='Bestand kiezen voor Rijbewijs']").set_input_files(LICENCE)
    expect(page.get_by_role("link", name="Rijbewijs openen")).to_be_visible()
    page = devices.open("lore").go("/me")
    page.get_by_role("button", name="Maak mijn archief").click()
    expect(page.get_by_text("Je archief is klaar")).to_be_visible()
    with page.expect_download() as fetched:
        page.get_by_role("link", name="Downloaden").click()
    with zipfile.ZipFile(io.BytesIO(fetched.value.path().read_bytes())) as archive:
        assert {"overzicht.html", "contact.json"} <= set(archive.namelist())
        assert [archive.read(name) for name in archive.namelist() if "rijbewijs" in name] == [LICENCE["buffer"]]
        assert "Lore" in archive.read("overzicht.html").decode()


def test_somebody_agrees_and_it_is_in_the_register(devices: Devices, booklet: str) -> None:
    page = devices.open("inge").go("/me")
    choice = page.get_by_role("switch", name=booklet)
    expect(choice).not_to_be_checked()
    choice.click()
    expect(page.get_by_text("Gegeven op")).to_be_visible()
    page.reload()
    expect(page.get_by_role("switch", name=booklet)).to_be_checked()
    clara = devices.open("clara").go("/manage/privacy")
    card = clara.get_by_role("article", name=booklet)
    card.get_by_text("Register", exact=True).click()
    expect(card.get_by_text("Inge")).to_be_visible()
    expect(card.get_by_text("door de persoon zelf")).to_be_visible()


def test_who_asks_to_be_erased_is_erased_and_stays_a_removed_member(demo: Demo, devices: Devices) -> None:
    dorien, clara = demo.member("dorien"), demo.member("clara")
    room = clara.conversation("Wie brengt taart mee?", dorien)
    dorien.send(room, "Ik bak een appeltaart")
    page = devices.open("dorien").go("/me")
    page.get_by_role("button", name="Vraag om gewist te worden").click()
    page.get_by_role("dialog").get_by_role("button", name="Vraag om gewist te worden").click()
    expect(page.get_by_text("De beheerders hebben je vraag gekregen")).to_be_visible()
    name = clara.call("privacy.preview_erasure", **contact_of(dorien))["name"]
    admin = devices.open("clara").go("/manage/privacy")
    admin.get_by_role("listitem").filter(has_text=name).get_by_role("button", name="Bekijken").click()
    expect(admin.get_by_text("Dit verdwijnt")).to_be_visible()
    admin.get_by_role("textbox", name="om te bevestigen").fill(name)
    admin.get_by_role("button", name="Voorgoed wissen").click()
    expect(admin.get_by_text("Niemand vraagt op dit moment")).to_be_visible()
    page = devices.open("clara").go(f"/chat/{room}")
    expect(page.get_by_role("list", name="Berichten").get_by_text("Ik bak een appeltaart", exact=True)).to_be_visible()
    expect(page.get_by_text("Verwijderd lid").first).to_be_visible()


def test_a_rule_is_tried_before_it_holds(devices: Devices) -> None:
    page = devices.open("clara").go("/manage/privacy")
    rule = page.get_by_role("form", name="Oud-leden")
    expect(rule.get_by_role("checkbox")).not_to_be_checked()
    rule.get_by_role("textbox", name="Bewaren").fill("240")
    rule.get_by_role("button", name="Probeer").click()
    expect(rule.get_by_text("Vandaag zou er niets verdwijnen.")).to_be_visible()
    rule.get_by_role("textbox", name="Bewaren").fill("0")
    rule.get_by_role("button", name="Probeer").click()
    expect(rule.get_by_text("Geef een geheel getal van 1 tot 240.")).to_be_visible()
    mails = page.get_by_role("form", name="Verstuurde mails")
    mails.get_by_role("textbox", name="Bewaren").fill("3")
    mails.get_by_role("button", name="Bewaren", exact=True).click()
    expect(page.get_by_text("De bewaartermijn is bewaard.")).to_be_visible()
    page.reload()
    expect(page.get_by_role("form", name="Verstuurde mails").get_by_role("textbox")).to_have_value("3")


def screens(demo: Demo, device: Device) -> Iterator[str]:
    addresses = {
        "/me": "text=Gewist worden",
        "/manage/privacy": "text=Oude aanmeldingen",
        f"/manage/privacy/{demo.member('jonas').contact}": "text=Dit verdwijnt",
    }
    for address, sign in addresses.items():
        page = device.go(address)
        expect(page.locator(f"{sign} >> visible=true").first).to_be_visible()
        yield address


@pytest.mark.parametrize(("size", "theme"), LOOKS)
@pytest.mark.usefixtures("booklet")
def test_every_screen_of_privacy_is_sound(demo: Demo, devices: Devices, size: str, theme: str) -> None:
    device = devices.open("clara", size, theme)
    for name in screens(demo, device):
        inspect(device, name)


@pytest.mark.usefixtures("booklet")
def test_every_screen_of_privacy_reflows_at_320_pixels_with_the_largest_text(demo: Demo, devices: Devices) -> None:
    device = devices.open("clara", "phone", viewport={"width": 320, "height": 560})
    for address in screens(demo, device):
        device.page.evaluate("document.documentElement.dataset.text = 'larger'")
        assert device.page.evaluate(TOO_WIDE) == [], address
