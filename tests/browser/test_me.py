"""My details: one's own card, changed by oneself, without what administrators keep."""

import pytest
from playwright.sync_api import expect

from tests.browser.demo import Demo
from tests.browser.devices import Devices
from tests.browser.test_screens import LOOKS, inspect


def test_one_sees_and_changes_ones_own_details(demo: Demo, devices: Devices) -> None:
    clara, bieke = demo.member("clara"), demo.member("bieke")
    whose = {"organisation": clara.organisation, "contact": bieke.contact}
    clara.call("contact.change", **whose, remarks="Alleen voor beheerders")
    page = devices.open("bieke").go("/me")
    expect(page.get_by_role("heading", name="Bereikbaar")).to_be_visible()
    expect(page.get_by_text("Alleen voor beheerders")).to_have_count(0)
    page.get_by_role("button", name="Wijzigen").click()
    expect(page.get_by_label("Voornaam")).to_have_attribute("autocomplete", "given-name")
    expect(page.get_by_label("E-mailadres 1", exact=True)).to_have_attribute("autocomplete", "email")
    expect(page.get_by_label("Geboortedatum")).to_be_disabled()
    expect(page.get_by_label("Opmerkingen")).to_have_count(0)
    page.get_by_role("button", name="Postadres toevoegen").click()
    page.get_by_label("Gemeente").last.fill("Lier")
    page.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_text("Je gegevens zijn bewaard.")).to_be_visible()
    expect(page.locator("dd", has_text="Lier").last).to_be_visible()
    card = clara.call("contact.get", **whose)
    assert card["postal_addresses"][-1]["town"] == "Lier"
    assert card["remarks"] == "Alleen voor beheerders"


def test_one_says_which_mail_goes_to_which_address(demo: Demo, devices: Devices) -> None:
    an = demo.member("an")
    page = devices.open("an").go("/me")
    group = page.get_by_role("group", name="an@rietvink.example")
    news = group.get_by_role("checkbox", name="Nieuwsbrieven")
    before = news.is_checked()
    news.click()
    expect(page.get_by_role("status").filter(has_text="Bewaard voor an@rietvink.example.")).to_have_count(1)
    expect(news).to_be_checked(checked=not before)
    found = an.call("address.list_purposes", organisation=an.organisation, contact=an.contact)["items"][0]
    assert ("newsletters" in found["purposes"]) is not before


@pytest.mark.parametrize(("size", "theme"), LOOKS)
def test_my_details_are_sound(devices: Devices, size: str, theme: str) -> None:
    device = devices.open("jonas", size, theme)
    page = device.go("/me")
    expect(page.get_by_role("heading", name="Bereikbaar")).to_be_visible()
    inspect(device, "my details")
    page.get_by_role("button", name="Wijzigen").click()
    expect(page.get_by_label("Voornaam")).to_be_visible()
    inspect(device, "changing my details")
