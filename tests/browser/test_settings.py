"""What somebody sets for themselves."""

import urllib.error
import urllib.request

import pytest
from playwright.sync_api import Page, expect

from tests.browser.devices import Devices

WHITE, BLACK = ("rgb(255, 255, 255)", "#ffffff"), ("rgb(16, 21, 18)", "#101512")


def looks(page: Page, ground: str, bar: str) -> None:
    """The page has this ground, and the browser gives its own bar this colour."""
    expect(page.locator("body")).to_have_css("background-color", ground)
    bars = (
        "[...document.querySelectorAll('meta[name=theme-color]')].filter(each => matchMedia(each.media).matches)"
        ".map(each => each.content)"
    )
    assert page.evaluate(bars) == [bar]


def test_english_reaches_every_screen_and_every_device_of_the_account(devices: Devices) -> None:
    brigitte = devices.open("brigitte")
    page = brigitte.go("/settings")
    page.get_by_role("radio", name="English").check()
    expect(brigitte.heading).to_have_text("Settings")
    page.get_by_role("link", name="Agenda").click()
    expect(page.get_by_text("Next activity")).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == "en"
    phone = devices.open("brigitte", "phone")
    phone.go("/chat")
    expect(phone.heading).to_have_text("Conversations")
    phone.go("/settings").get_by_role("radio", name="Nederlands").check()
    expect(phone.heading).to_have_text("Instellingen")


def test_a_theme_is_of_the_device_and_colours_the_bar_of_the_phone_too(devices: Devices) -> None:
    lore = devices.open("lore", "phone", "light")
    page = lore.go("/settings")
    looks(page, *WHITE)
    page.get_by_role("radio", name="Donker").check()
    looks(page, *BLACK)
    page.reload()
    expect(lore.heading).to_have_text("Instellingen")
    looks(page, *BLACK)
    page.get_by_role("radio", name="Toestel").check()
    looks(page, *WHITE)
    page.emulate_media(color_scheme="dark")
    looks(page, *BLACK)


def test_a_revoked_calendar_link_is_gone(devices: Devices) -> None:
    page = devices.open("inge").go("/settings")
    page.get_by_role("button", name="Link maken").click()
    url = page.get_by_label("Je kalenderlink").input_value()
    with urllib.request.urlopen(url, timeout=10) as response:
        assert response.read().startswith(b"BEGIN:VCALENDAR")
    page.get_by_role("button", name="Links intrekken").click()
    page.get_by_role("dialog").get_by_role("button", name="Links intrekken").click()
    expect(page.get_by_text("De links zijn ingetrokken.")).to_be_visible()
    with pytest.raises(urllib.error.HTTPError) as gone:
        urllib.request.urlopen(url, timeout=10)
    assert gone.value.code == 404
    gone.value.close()
