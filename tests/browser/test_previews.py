"""What stands behind a link, with its picture; and whether the organisation wants that."""

import pytest
from playwright.sync_api import expect

from tests.browser.demo import Demo
from tests.browser.devices import Devices
from tests.browser.test_screens import LOOKS, inspect

LINK = "Luister eens op"


def room_of(demo: Demo) -> int:
    """The demo's conversation with a link."""
    an = demo.member("an")
    rooms = an.call("conversation.list", organisation=an.organisation, limit=200)["items"]
    return int(next(room["id"] for room in rooms if room["title"] == "Van de dirigent"))


@pytest.mark.parametrize(("size", "theme"), LOOKS)
def test_a_preview_shows_a_picture_that_comes_from_the_server(
    demo: Demo, devices: Devices, size: str, theme: str
) -> None:
    device = devices.open("an", size, theme)
    page = device.page
    elsewhere: list[str] = []
    page.on("request", lambda asked: elsewhere.append(asked.url) if not asked.url.startswith(demo.url) else None)
    device.go(f"/chat/{room_of(demo)}")
    card = device.message(LINK).locator(".preview")
    expect(card.get_by_text("Locus iste (Anton Bruckner)")).to_be_visible()
    picture = card.locator("img")
    picture.scroll_into_view_if_needed()
    expect(picture).to_have_js_property("naturalWidth", 192)
    box = card.bounding_box()
    assert box is not None
    assert box["height"] == 92
    assert [url for url in elsewhere if url.startswith("http")] == []
    inspect(device, "a preview with a picture")


def test_a_picture_that_is_gone_leaves_the_card_as_high_as_it_was(demo: Demo, devices: Devices) -> None:
    device = devices.open("jonas").forgive("404")
    device.page.route("**/files/*/192", lambda route: route.fulfill(status=404))
    device.go(f"/chat/{room_of(demo)}")
    card = device.message(LINK).locator(".preview")
    card.scroll_into_view_if_needed()
    expect(card.locator("img")).to_have_count(0)
    box = card.bounding_box()
    assert box is not None
    assert box["height"] == 92


@pytest.mark.parametrize(("size", "theme"), LOOKS)
def test_who_manages_settings_says_whether_links_are_looked_at(
    demo: Demo, devices: Devices, size: str, theme: str
) -> None:
    device = devices.open("clara", size, theme)
    page = device.go("/manage/organisation")
    wanted = page.get_by_role("switch", name="Toon wat er achter een link staat")
    expect(wanted).to_be_checked()
    expect(page.get_by_text("maar nooit wie hem leest")).to_be_visible()
    wanted.scroll_into_view_if_needed()
    inspect(device, "the switch of previews")
    wanted.click()
    expect(page.get_by_text("Bij nieuwe links wordt niets meer opgehaald.")).to_be_visible()
    device.go("/manage/organisation")
    expect(wanted).not_to_be_checked()
    wanted.click()
    expect(page.get_by_text("Nieuwe links tonen nu wat erachter staat.")).to_be_visible()
