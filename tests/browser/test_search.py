"""Finding back what was said, by the keyboard and by touch."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.demo import Demo
from tests.browser.devices import Devices
from tests.browser.test_screens import LOOKS, inspect


def asked(page: Page, text: str) -> None:
    """Open search by its key and type."""
    page.keyboard.press("Control+k")
    field = page.get_by_role("dialog").get_by_role("searchbox")
    expect(field).to_be_focused()
    field.press_sequentially(text)


def test_a_message_is_found_by_a_form_of_its_word_and_opened_where_it_stands(demo: Demo, devices: Devices) -> None:
    an = demo.member("an")
    room = demo.member("clara").conversation("Wie zet de stoelen klaar?", an)
    an.send(room, "Er staan nog klapstoeltjes in de sacristie")
    for number in range(60):
        an.send(room, f"Rij {number} staat")
    page = devices.open("clara").go("/chat")
    asked(page, "klapstoel")
    dialog = page.get_by_role("dialog")
    found = dialog.get_by_role("link", name=re.compile("sacristie"))
    expect(found).to_be_visible()
    expect(found.locator("mark")).to_have_text("klapstoeltjes")
    page.keyboard.press("ArrowDown")
    expect(found).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(dialog.get_by_role("searchbox")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/chat/{room}/m/1")
    expect(page.locator("li[data-seq='1']")).to_be_in_viewport()
    expect(dialog).to_have_count(0)


def test_within_a_conversation_it_is_narrowed_by_person_and_says_when_there_is_nothing(
    demo: Demo, devices: Devices
) -> None:
    an, jonas = demo.member("an"), demo.member("jonas")
    room = demo.member("clara").conversation("Partituren terug", an, jonas)
    an.send(room, "Mijn partituur ligt in de kast")
    jonas.send(room, "Mijn partituur is zoek")
    page = devices.open("clara").go(f"/chat/{room}")
    page.locator("#main").get_by_role("button", name="Zoeken").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("searchbox").fill("partituur")
    expect(dialog.get_by_role("link")).to_have_count(2)
    dialog.get_by_label("Van wie").select_option(label="Jonas Schorrevelt")
    expect(dialog.get_by_role("link")).to_have_count(1)
    expect(dialog).to_contain_text("is zoek")
    dialog.get_by_role("searchbox").fill("trompet")
    expect(dialog).to_contain_text("Niets gevonden voor “trompet”")


def test_without_a_connection_titles_are_still_found(demo: Demo, devices: Devices) -> None:
    room = demo.member("clara").conversation("Uitstap naar Gent per trein", demo.member("an"))
    device = devices.open("clara")
    page = device.go(f"/chat/{room}")
    page.wait_for_load_state("networkidle")
    asked(page, "x")
    page.keyboard.press("Escape")
    page.context.set_offline(True)
    asked(page, "gent per")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("link", name="Uitstap naar Gent per trein")).to_be_visible()
    page.context.set_offline(False)


@pytest.mark.parametrize(("size", "theme"), LOOKS)
def test_axe_finds_nothing_in_search(demo: Demo, devices: Devices, size: str, theme: str) -> None:
    room = demo.member("clara").conversation("Koffie na de mis", demo.member("an"))
    demo.member("an").send(room, "Ik zet koffie voor veertig man")
    device = devices.open("clara", size, theme)
    page = device.go(f"/chat/{room}")
    asked(page, "koffie")
    expect(page.get_by_role("dialog").get_by_role("link", name=re.compile("veertig")).first).to_be_visible()
    inspect(device, "search")
