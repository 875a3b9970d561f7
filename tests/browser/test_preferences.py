"""One's own preferences for a conversation: pinned, muted, archived, unread again; here and on one's other device."""

import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.demo import Demo
from tests.browser.devices import LOST_SERVER, Device, Devices
from tests.browser.test_offline import INSTALLED, OFFLINE
from tests.browser.test_screens import LOOKS, inspect

ARCHIVE = re.compile("^Archief")


def ask(device: Device, title: str) -> Locator:
    """Open the menu of a row with the right button."""
    device.row(title).click(button="right")
    menu = device.page.get_by_role("menu", name=f"Acties bij het gesprek {title}")
    expect(menu).to_be_visible()
    return menu


def choose(device: Device, title: str, *items: str) -> None:
    """Choose a line of a row's menu, and then one of the menu to which that leads."""
    ask(device, title)
    for item in items:
        device.page.get_by_role("menu").get_by_text(item, exact=True).click()


def titles(page: Page) -> list[str]:
    """The conversations of the list, from the top."""
    return page.locator("a.row .name").all_inner_texts()


def said_by_jonas(demo: Demo, title: str, *texts: str) -> int:
    """A conversation in which Jonas wrote to Clara."""
    room = demo.member("clara").conversation(title, demo.member("jonas"))
    demo.member("jonas").send(room, *texts)
    return room


def badge(page: Page) -> int:
    """How many conversations the title of the page counts."""
    counted = re.match(r"\((\d+)\+?\)", page.title())
    return int(counted[1]) if counted else 0


def test_what_is_pinned_stands_on_top_on_each_of_ones_devices(demo: Demo, devices: Devices) -> None:
    said_by_jonas(demo, "Repetitieweekend Nieuwpoort", "Wie rijdt er mee?")
    said_by_jonas(demo, "Taartenverkoop", "Zaterdag om tien uur.")
    laptop, phone = devices.open("clara"), devices.open("clara", "phone", own_session=True)
    for device in (laptop, phone):
        device.go("/chat")
        expect(device.row("Taartenverkoop")).to_be_visible()
    choose(laptop, "Repetitieweekend Nieuwpoort", "Bovenaan vastzetten")
    for device in (laptop, phone):
        expect(device.page.locator("a.row").first).to_contain_text("Repetitieweekend Nieuwpoort")
        expect(device.row("Repetitieweekend Nieuwpoort")).to_contain_text("Vastgezet")
    demo.member("jonas").send(said_by_jonas(demo, "Partituren voor Pasen", "In de map."), "En in de kast.")
    expect(phone.row("Partituren voor Pasen")).to_be_visible()
    assert titles(phone.page)[0] == "Repetitieweekend Nieuwpoort"
    choose(phone, "Repetitieweekend Nieuwpoort", "Niet meer vastzetten")
    expect(laptop.page.locator("a.row").first).to_contain_text("Partituren voor Pasen")


def test_what_is_muted_is_counted_quietly_and_not_in_the_title(demo: Demo, devices: Devices) -> None:
    room = said_by_jonas(demo, "Carpool zondag", "Ik heb nog twee plaatsen.")
    clara = devices.open("clara")
    page = clara.go("/chat")
    row = clara.row("Carpool zondag")
    expect(row).to_contain_text("1 ongelezen bericht")
    page.wait_for_function("document.title.startsWith('(')")
    before = badge(page)
    choose(clara, "Carpool zondag", "Dempen", "8 uur")
    expect(page.get_by_text("Gedempt tot")).to_be_visible()
    expect(row).to_contain_text("Gedempt")
    expect(row).to_have_class(re.compile("hushed"))
    page.wait_for_function("count => document.title.startsWith(`(${count}) `) || count === 0", arg=before - 1)
    page.get_by_role("button", name="Ongedaan maken").click()
    expect(row).not_to_have_class(re.compile("hushed"))
    choose(clara, "Carpool zondag", "Dempen", "Altijd")
    expect(row).to_have_class(re.compile("hushed"))
    held = demo.member("jonas").call("message.send", conversation=room, text=f"<@{demo.member('clara').contact}> ook?")
    expect(row).to_contain_text("je wordt genoemd")
    expect(row).not_to_have_class(re.compile("hushed"))
    assert held["seq"] == 2
    choose(clara, "Carpool zondag", "Niet meer dempen")
    choose(clara, "Carpool zondag", "Meldingen", "Niets")
    expect(row).to_contain_text("Geen meldingen")
    ask(clara, "Carpool zondag")
    page.get_by_role("menuitem", name="Meldingen").click()
    expect(page.get_by_role("menuitemradio", name="Niets")).to_be_checked()


def test_the_details_of_a_conversation_say_and_set_the_same(demo: Demo, devices: Devices) -> None:
    room = said_by_jonas(demo, "Stemgroep bas", "Maat 12 nog eens.")
    clara = devices.open("clara", "phone")
    page = clara.go(f"/chat/{room}/info")
    section = page.get_by_role("region", name="Meldingen")
    expect(section.get_by_label("Alle berichten")).to_be_checked()
    section.get_by_label("Alleen als iemand je noemt").check()
    section.get_by_role("button", name="Dempen").click()
    page.get_by_role("menuitem", name="Een week").click()
    expect(section).to_contain_text("Gedempt tot")
    clara.go("/chat")
    expect(clara.row("Stemgroep bas")).to_contain_text("Gedempt")
    page = clara.go(f"/chat/{room}/info")
    expect(section.get_by_label("Alleen als iemand je noemt")).to_be_checked()
    section.get_by_role("button", name="Niet meer dempen").click()
    expect(section.get_by_role("button", name="Dempen", exact=True)).to_be_visible()


def test_the_archive_has_an_address_that_back_leaves_and_a_reload_keeps(demo: Demo, devices: Devices) -> None:
    room = said_by_jonas(demo, "Uitstap 2025", "Tot volgend jaar.")
    demo.member("clara").call("preference.set", conversation=room, archived=True)
    clara = devices.open("clara")
    page = clara.go("/chat")
    page.get_by_role("link", name=ARCHIVE).press("Enter")
    page.wait_for_url("**/chat/archive")
    heading = page.get_by_role("heading", name="Archief")
    expect(heading).to_be_visible()
    page.reload()
    expect(heading).to_be_visible()
    expect(page).to_have_title(re.compile("Archief · Akkoord$"))
    clara.row("Uitstap 2025").click()
    expect(clara.message("Tot volgend jaar.")).to_be_visible()
    expect(heading).to_be_visible()
    page.go_back()
    expect(page.get_by_text("Kies links een gesprek")).to_be_visible()
    expect(heading).to_be_visible()
    page.go_back()
    expect(heading).to_have_count(0)
    page.get_by_role("link", name=ARCHIVE).click()
    page.get_by_role("button", name="Terug naar je gesprekken").click()
    page.wait_for_url("**/chat")
    expect(heading).to_have_count(0)
    clara.go("/chat/archive")
    page.get_by_role("radio", name="Groepen").check()
    page.wait_for_url("**/chat")
    expect(heading).to_have_count(0)
    demo.member("clara").call("preference.set", conversation=room, archived=False)


def test_what_is_archived_stands_apart_until_a_message_comes(demo: Demo, devices: Devices) -> None:
    room = said_by_jonas(demo, "Zomerfeest 2026", "Het was fijn.")
    clara = devices.open("clara", "phone")
    page = clara.go("/chat")
    row = clara.row("Zomerfeest 2026")
    choose(clara, "Zomerfeest 2026", "Archiveren")
    expect(row).to_have_count(0)
    page.get_by_role("button", name="Ongedaan maken").click()
    expect(row).to_be_visible()
    choose(clara, "Zomerfeest 2026", "Archiveren")
    expect(row).to_have_count(0)
    page.get_by_role("searchbox").fill("zomer")
    expect(row).to_be_visible()
    page.get_by_role("searchbox").fill("")
    page.get_by_role("link", name=ARCHIVE).click()
    expect(page.get_by_role("heading", name="Archief")).to_be_visible()
    assert titles(page) == ["Zomerfeest 2026"]
    choose(clara, "Zomerfeest 2026", "Uit het archief halen")
    expect(page.get_by_role("heading", name="Archief")).to_have_count(0)
    expect(row).to_be_visible()
    choose(clara, "Zomerfeest 2026", "Archiveren")
    expect(row).to_have_count(0)
    demo.member("jonas").send(room, "Wie heeft er nog foto's?")
    expect(row).to_contain_text("Wie heeft er nog foto's?")


def test_unread_again_holds_and_is_seen_on_the_other_device(demo: Demo, devices: Devices) -> None:
    room = said_by_jonas(demo, "Bestuur donderdag", "Agenda volgt.", "Hier is ze.")
    laptop, phone = devices.open("clara"), devices.open("clara", "phone", own_session=True)
    phone.go("/chat")
    expect(phone.row("Bestuur donderdag")).to_contain_text("2 ongelezen")
    laptop.go(f"/chat/{room}")
    expect(laptop.message("Hier is ze.")).to_be_visible()
    expect(phone.row("Bestuur donderdag")).not_to_contain_text("ongelezen")
    choose(laptop, "Bestuur donderdag", "Markeren als ongelezen")
    laptop.page.wait_for_url("**/chat")
    for device in (laptop, phone):
        expect(device.row("Bestuur donderdag")).to_contain_text("1 ongelezen bericht")
    choose(phone, "Bestuur donderdag", "Markeren als gelezen")
    for device in (laptop, phone):
        expect(device.row("Bestuur donderdag")).not_to_contain_text("ongelezen")
    laptop.go(f"/chat/{room}")
    expect(laptop.message("Hier is ze.")).to_be_visible()


def test_a_menu_opens_by_the_keyboard_and_by_a_resting_finger(demo: Demo, devices: Devices) -> None:
    said_by_jonas(demo, "Podiumopbouw", "Tien uur.")
    laptop, phone = devices.open("clara"), devices.open("clara", "phone")
    page = laptop.go("/chat")
    laptop.row("Podiumopbouw").focus()
    button = page.get_by_role("button", name="Acties bij het gesprek Podiumopbouw")
    expect(button).to_be_visible()
    page.keyboard.press("Tab")
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("menuitem", name="Markeren als gelezen")).to_be_focused()
    page.keyboard.press("End")
    expect(page.get_by_role("menuitem", name="Archiveren")).to_be_focused()
    page.keyboard.press("Escape")
    expect(button).to_be_focused()
    page = phone.go("/chat")
    expect(phone.row("Podiumopbouw")).to_be_visible()
    box = phone.row("Podiumopbouw").bounding_box()
    assert box is not None
    finger = phone.context.new_cdp_session(page)
    at = {"x": box["x"] + 120, "y": box["y"] + 30}
    finger.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [at]})
    expect(page.get_by_role("menuitem", name="Bovenaan vastzetten")).to_be_visible()
    finger.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})
    page.get_by_role("menuitem", name="Bovenaan vastzetten").click()
    expect(phone.row("Podiumopbouw")).to_contain_text("Vastgezet")
    assert page.url.endswith("/chat")
    choose(phone, "Podiumopbouw", "Niet meer vastzetten")
    expect(phone.row("Podiumopbouw")).not_to_contain_text("Vastgezet")


def test_what_is_chosen_without_a_connection_shows_at_once_and_goes_out_later(
    demo: Demo, devices: Devices, tmp_path: Path
) -> None:
    room = said_by_jonas(demo, "In de trein", "Spoor 4.")
    clara = demo.member("clara")
    device = devices.open_lasting("clara", tmp_path / "profile").forgive(LOST_SERVER)
    page = device.go("/chat")
    assert page.evaluate(INSTALLED)
    choose(device, "In de trein", "Markeren als gelezen")
    expect(device.row("In de trein")).not_to_contain_text("ongelezen")
    device.context.set_offline(True)
    expect(page.get_by_text(OFFLINE)).to_be_visible()
    choose(device, "In de trein", "Bovenaan vastzetten")
    choose(device, "In de trein", "Markeren als ongelezen")
    expect(page.locator("a.row").first).to_contain_text("In de trein")
    expect(device.row("In de trein")).to_contain_text("1 ongelezen bericht")
    other = devices.open("clara", own_session=True)
    other.go("/chat")
    expect(other.row("In de trein")).not_to_contain_text("Vastgezet")
    device.context.set_offline(False)
    expect(other.row("In de trein")).to_contain_text("Vastgezet")
    expect(other.row("In de trein")).to_contain_text("1 ongelezen bericht")
    clara.call("preference.set", conversation=room, pinned=False)


@pytest.mark.parametrize(("size", "theme"), LOOKS)
def test_the_list_its_menus_and_the_archive_have_no_faults(demo: Demo, devices: Devices, size: str, theme: str) -> None:
    an = demo.member("an")
    own = {
        f"{title} {size} {theme}": demo.member("clara").conversation(f"{title} {size} {theme}", an) for title in TITLES
    }
    for room in own.values():
        demo.member("clara").send(room, "Kijk je even mee?")
    pinned, muted, archived = own.values()
    an.call("preference.set", conversation=pinned, pinned=True)
    an.call("preference.set", conversation=muted, muted_until="2999-12-31T00:00:00Z")
    an.call("preference.set", conversation=archived, archived=True)
    device = devices.open("an", size, theme)
    page = device.go("/chat")
    named = list(own)
    expect(device.row(named[1])).to_contain_text("Gedempt")
    expect(page.get_by_role("link", name=ARCHIVE)).to_be_visible()
    inspect(device, "the list")
    ask(device, named[0])
    inspect(device, "the menu of a row")
    page.get_by_role("menuitem", name="Dempen").click()
    expect(page.get_by_role("menuitem", name="8 uur")).to_be_visible()
    inspect(device, "for how long to mute")
    page.keyboard.press("Escape")
    ask(device, named[0])
    page.get_by_role("menuitem", name="Meldingen").click()
    inspect(device, "what to be told of")
    page.keyboard.press("Escape")
    page.get_by_role("link", name=ARCHIVE).click()
    expect(device.row(named[2])).to_be_visible()
    inspect(device, "the archive")
    device.go(f"/chat/{muted}/info")
    expect(page.get_by_role("region", name="Meldingen")).to_contain_text("Gedempt")
    inspect(device, "the details")
    an.call("preference.set", conversation=pinned, pinned=False)
    an.call("preference.set", conversation=archived, archived=False)


TITLES = ("Kerstmarkt", "Afwas na de repetitie", "Uitstap naar Brugge")


def test_what_has_a_star_and_what_is_planned_opens_from_the_menu_of_a_row(demo: Demo, devices: Devices) -> None:
    clara, an = demo.member("clara"), demo.member("an")
    room = clara.conversation("Kerstmarkt", an)
    an.send(room, "De kraam staat bij de fontein")
    elsewhere = clara.conversation("Opbouw van de kramen", an)
    an.send(elsewhere, "De sleutel hangt in de berging")
    for conversation in (room, elsewhere):
        [*_, said] = clara.call("message.history", conversation=conversation, limit=1)["items"]
        clara.call("star.set", message=said["id"], on=True)
    soon = (datetime.now(UTC) + timedelta(days=2)).strftime("%Y-%m-%dT10:00")
    clara.call("scheduled.create", conversation=room, text="Wie brengt er soep mee?", send_at=soon)
    device = devices.open("clara", "phone", "dark")
    page = device.go("/chat")
    page.wait_for_load_state("networkidle")
    choose(device, "Kerstmarkt", "Met een ster")
    page.wait_for_url(f"**/chat/{room}/starred")
    starred = page.get_by_role("dialog")
    expect(starred).to_contain_text("bij de fontein")
    expect(starred).not_to_contain_text("in de berging")
    starred.get_by_role("radio", name="Overal").check()
    expect(starred).to_contain_text("in de berging")
    inspect(device, "stars of everywhere")
    page.go_back()
    choose(device, "Kerstmarkt", "Gepland")
    page.wait_for_url(f"**/chat/{room}/later")
    expect(page.get_by_role("dialog")).to_contain_text("Wie brengt er soep mee?")
    clara.call("draft.set", conversation=room, text="Wie ruimt er mee op")
    page.reload()
    expect(page.get_by_role("dialog").get_by_role("textbox").first).to_have_value("Wie ruimt er mee op")
    page.go_back()
    expect(device.row("Kerstmarkt")).to_be_visible()
