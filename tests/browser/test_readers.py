"""Who read a message: from its own state, by the keys, and only where it may be seen."""

import pytest
from playwright.sync_api import expect

from tests.browser.demo import Demo
from tests.browser.devices import Devices
from tests.browser.test_screens import LOOKS, inspect

TARGET = 24
"""Pixels that a finger needs at least (WCAG 2.5.8)."""


@pytest.mark.parametrize(("size", "theme"), LOOKS)
def test_the_state_of_ones_message_shows_who_read_it_and_who_did_not(
    demo: Demo, devices: Devices, size: str, theme: str
) -> None:
    clara, jonas, an = (demo.member(login) for login in ("clara", "jonas", "an"))
    room = clara.conversation(f"Wie las dit {size}", jonas, an)
    clara.send(room, "De repetitie begint om acht uur")
    device = devices.open("clara", size, theme)
    page = device.go(f"/chat/{room}")
    state = page.get_by_role("button", name="Verstuurd, toon wie het las")
    box = state.bounding_box()
    assert box is not None
    assert min(box["width"], box["height"]) >= TARGET
    jonas.call("read.set", conversation=room, seq=1)
    state = page.get_by_role("button", name="Gelezen door 1, toon wie het las")
    state.focus()
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="Wie dit las")
    expect(dialog.get_by_role("region", name="Gelezen (1)", exact=True).get_by_role("listitem")).to_contain_text(
        "Jonas"
    )
    waiting = dialog.get_by_role("region", name="Nog niet gelezen (1)")
    expect(waiting.get_by_role("listitem")).to_contain_text("An ")
    expect(waiting).to_contain_text("Ook wie niet vertelt wat die gelezen heeft")
    inspect(device, "who read a message")
    an.call("read.set", conversation=room, seq=1)
    expect(dialog.get_by_role("region", name="Gelezen (2)", exact=True).get_by_role("listitem")).to_have_count(2)
    expect(waiting).to_have_count(0)
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Gelezen door 2, toon wie het las")).to_be_focused()


def test_who_hides_what_they_read_is_not_told_apart_and_sees_nothing_of_others(demo: Demo, devices: Devices) -> None:
    clara, jonas, an = (demo.member(login) for login in ("clara", "jonas", "an"))
    room = clara.conversation("Stil gelezen", jonas, an)
    jonas.call("account.change", tells_reads=False)
    try:
        clara.send(room, "Wie brengt koffie mee?")
        jonas.call("read.set", conversation=room, seq=1)
        device = devices.open("clara")
        device.go(f"/chat/{room}")
        device.message("koffie").locator(".bubble").click(button="right")
        device.page.get_by_role("menuitem", name="Toon wie het las").click()
        waiting = device.page.get_by_role("region", name="Nog niet gelezen (2)")
        expect(waiting.get_by_role("listitem")).to_have_count(2)
        hidden = devices.open("jonas")
        hidden.go(f"/chat/{room}")
        hidden.write("Ik")
        expect(hidden.message("Ik").last).to_contain_text("Verstuurd")
        expect(hidden.page.get_by_role("button", name="toon wie het las")).to_have_count(0)
    finally:
        jonas.call("account.change", tells_reads=True)


def test_the_state_of_what_was_sent_to_a_list_leads_to_its_report(demo: Demo, devices: Devices) -> None:
    clara, jonas = demo.member("clara"), demo.member("jonas")
    made = clara.call(
        "conversation.create", organisation=clara.organisation, title="Nieuws van het bestuur", kind="broadcast",
        contacts=[jonas.contact],
    )  # fmt: skip
    clara.send(made["id"], "De zaal is dicht")
    device = devices.open("clara", "phone", "dark")
    page = device.go(f"/chat/{made['id']}")
    page.get_by_role("button", name="Verstuurd, toon wie het las").click()
    expect(page.get_by_role("dialog", name="Wie las dit bericht")).to_contain_text("Jonas")
    inspect(device, "the report of a list")
