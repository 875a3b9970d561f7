"""What somebody sets for themselves."""

import urllib.error
import urllib.request

import pytest
from playwright.sync_api import Page, expect

from tests.browser.demo import Demo
from tests.browser.devices import Devices


def status_bar(page: Page) -> list[str]:
    """The colours that the browser may give its own bar now."""
    return page.evaluate(
        "[...document.querySelectorAll('meta[name=theme-color]')].filter(each => matchMedia(each.media).matches)"
        ".map(each => each.content)"
    )


def test_english_reaches_every_screen_and_every_device_of_the_account(demo: Demo, devices: Devices) -> None:
    dorien = devices.open("dorien")
    page = dorien.go("/settings")
    page.get_by_role("radio", name="English").check()
    expect(dorien.heading).to_have_text("Settings")
    page.get_by_role("link", name="Agenda").click()
    expect(page.get_by_text("Next activity")).to_be_visible()
    assert page.evaluate("document.documentElement.lang") == "en"
    phone = devices.open("dorien", "phone")
    phone.go("/chat")
    expect(phone.heading).to_have_text("Conversations")
    phone.go("/settings").get_by_role("radio", name="Nederlands").check()
    expect(phone.heading).to_have_text("Instellingen")
    assert demo.member("dorien").call("account.get")["language"] == "nl"


def test_a_theme_is_of_the_device_and_colours_the_bar_of_the_phone_too(devices: Devices) -> None:
    lore = devices.open("lore", "phone", "light")
    page = lore.go("/settings")
    ground = "getComputedStyle(document.body).backgroundColor"
    assert (page.evaluate(ground), status_bar(page)) == ("rgb(255, 255, 255)", ["#ffffff"])
    page.get_by_role("radio", name="Donker").check()
    assert (page.evaluate(ground), status_bar(page)) == ("rgb(16, 21, 18)", ["#101512"])
    page.reload()
    expect(lore.heading).to_have_text("Instellingen")
    assert (page.evaluate(ground), status_bar(page)) == ("rgb(16, 21, 18)", ["#101512"])
    page.get_by_role("radio", name="Toestel").check()
    assert (page.evaluate(ground), status_bar(page)) == ("rgb(255, 255, 255)", ["#ffffff"])


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
