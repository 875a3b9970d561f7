"""What was removed is found again for thirty days, by who removed it and by who manages conversations."""

import pytest
from playwright.sync_api import expect

from tests.browser.demo import Demo
from tests.browser.devices import Devices
from tests.browser.test_roles_in_chat import details, talk_of
from tests.browser.test_screens import LOOKS, inspect


def test_who_manages_conversations_brings_back_what_another_removed(demo: Demo, devices: Devices) -> None:
    an, clara = demo.member("an"), demo.member("clara")
    talk = talk_of(demo, "Kostuums voor de opera")
    an.send(talk, "Wie past het groene jasje?")
    clara.call("participant.set_admin", conversation=talk, contact=an.contact, admin=True)
    jonas = devices.open("jonas", "phone")
    jonas.go("/chat")
    expect(jonas.row("Kostuums voor de opera")).to_be_visible()
    an.call("conversation.remove", conversation=talk)
    expect(jonas.row("Kostuums voor de opera")).to_have_count(0)
    page = devices.open("clara").go("/manage/removed")
    told = page.get_by_role("article", name="Kostuums voor de opera")
    expect(told).to_contain_text("Groepsgesprek")
    expect(told).to_contain_text("Verwijderd door An Oeverlant")
    expect(told).to_contain_text("Terug te halen tot")
    told.get_by_role("button", name="Kostuums voor de opera terughalen").click()
    expect(page.get_by_text("Kostuums voor de opera is terug.")).to_be_visible()
    expect(told).to_have_count(0)
    expect(jonas.row("Kostuums voor de opera")).to_contain_text("Wie past het groene jasje?")


def test_who_removed_it_finds_it_above_the_list_and_a_device_that_was_closed_has_it_whole(
    demo: Demo, devices: Devices
) -> None:
    an, clara = demo.member("an"), demo.member("clara")
    talk = talk_of(demo, "Nieuwe mappen")
    clara.call("participant.set_admin", conversation=talk, contact=an.contact, admin=True)
    closed = devices.open("jonas")
    closed.go("/chat")
    expect(closed.row("Nieuwe mappen")).to_be_visible()
    closed.page.goto("about:blank")
    clara.send(talk, "Ze zijn blauw", "En waterdicht")
    device = devices.open("an", "phone")
    device.go(f"/chat/{talk}/info")
    details(device).get_by_role("button", name="Gesprek verwijderen").click()
    dialog = device.page.get_by_role("dialog", name="Nieuwe mappen verwijderen?")
    expect(dialog).to_contain_text("bij Verwijderde gesprekken")
    dialog.get_by_role("button", name="Gesprek verwijderen").click()
    expect(device.page.get_by_text("Nieuwe mappen is verwijderd.")).to_be_visible()
    # Comes to know that it is gone, without what was said there, and is closed again; another is new.
    fresh = devices.open("jonas", "phone")
    for each in (closed, fresh):
        each.go("/chat")
        expect(each.page.locator("a.row").first).to_be_visible()
        expect(each.row("Nieuwe mappen")).to_have_count(0)
        each.page.goto("about:blank")
    device.go("/chat").get_by_role("button", name="Verwijderde gesprekken").click()
    dialog = device.page.get_by_role("dialog", name="Verwijderde gesprekken")
    inspect(device, "removed conversations")
    dialog.get_by_role("button", name="Nieuwe mappen terughalen").click()
    expect(dialog.get_by_role("article", name="Nieuwe mappen")).to_have_count(0)
    device.page.keyboard.press("Escape")
    expect(device.row("Nieuwe mappen")).to_contain_text("En waterdicht")
    for each in (closed, fresh):
        each.go("/chat")
        expect(each.row("Nieuwe mappen")).to_contain_text("En waterdicht")
        each.row("Nieuwe mappen").click()
        expect(each.message("Ze zijn blauw")).to_be_visible()


@pytest.mark.parametrize(("size", "theme"), LOOKS)
def test_the_section_hinders_nobody(demo: Demo, devices: Devices, size: str, theme: str) -> None:
    clara = demo.member("clara")
    titles = [f"{word} {size}" for word in ("Reis naar Brugge", "Koffie na de mis", "Wie zingt solo")]
    for title in titles:
        clara.call("conversation.remove", conversation=talk_of(demo, title))
    device = devices.open("clara", size, theme)
    page = device.go("/manage/removed")
    expect(page.get_by_role("article", name=titles[0])).to_be_visible()
    inspect(device, f"removed conversations on a {size}")
    page.get_by_role("button", name=f"{titles[1]} terughalen").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("article", name=titles[1])).to_have_count(0)
    expect(page.locator("body")).not_to_be_focused()
