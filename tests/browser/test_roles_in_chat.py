"""Administrators of a conversation change it, and everybody who sits there sees it at once; others only look."""

import re

import pytest
from playwright.sync_api import Locator, WebSocketRoute, expect

from tests.browser.demo import Demo
from tests.browser.devices import Device, Devices
from tests.browser.test_screens import LOOKS, inspect

READ_ONLY = "Alleen beheerders schrijven in dit gesprek."


def talk_of(demo: Demo, title: str, **more: object) -> int:
    """A conversation that Clara administers, in which An and Jonas sit."""
    clara = demo.member("clara")
    given: dict[str, object] = {"contacts": [demo.member(login).contact for login in ("an", "jonas")], **more}
    made = clara.call("conversation.create", organisation=clara.organisation, title=title, **given)
    return int(made["id"])


def details(device: Device) -> Locator:
    """The pane beside a conversation, or its screen on a phone."""
    return device.page.locator(".details")


def test_a_title_changes_on_both_devices_and_a_member_sees_no_controls(demo: Demo, devices: Devices) -> None:
    talk = talk_of(demo, "Reis naar Gent")
    clara, an = devices.open("clara"), devices.open("an", "phone")
    an.go(f"/chat/{talk}")
    clara.go(f"/chat/{talk}")
    details(clara).get_by_role("button", name="Titel en foto wijzigen").click()
    dialog = clara.page.get_by_role("dialog")
    title = dialog.get_by_label("Titel", exact=True)
    title.fill(" ")
    dialog.get_by_role("button", name="Bewaren").click()
    expect(dialog.get_by_text("Geef het gesprek een titel.")).to_be_visible()
    title.fill("Reis naar Brugge")
    dialog.get_by_role("button", name="Bewaren").click()
    expect(clara.heading).to_have_text("Reis naar Brugge")
    expect(an.heading).to_have_text("Reis naar Brugge")
    an.go(f"/chat/{talk}/info")
    seen = details(an)
    expect(seen.get_by_role("button", name="Gesprek verlaten")).to_be_visible()
    expect(seen.get_by_text("Beheerder", exact=True)).to_have_count(1)
    expect(seen.get_by_role("switch")).to_have_count(0)
    expect(seen.get_by_role("button", name=re.compile("wijzigen|verwijderen|beheerder|toevoegen"))).to_have_count(0)


def test_a_picture_that_was_chosen_is_shown_to_the_others(demo: Demo, devices: Devices) -> None:
    talk = talk_of(demo, "Nieuwe partituren")
    clara, an = devices.open("clara"), devices.open("an", "phone")
    an.go("/chat")
    clara.go(f"/chat/{talk}")
    details(clara).get_by_role("button", name="Titel en foto wijzigen").click()
    dialog = clara.page.get_by_role("dialog")
    picture = {"name": "koor.png", "mimeType": "image/png", "buffer": clara.page.screenshot()}
    dialog.locator("input[type=file]").first.set_input_files(picture)
    expect(dialog.get_by_role("button", name="Foto weghalen")).to_be_visible()
    expect(an.row("Nieuwe partituren").locator("img")).to_be_visible()


def test_where_only_administrators_write_a_member_reads_until_they_become_one(demo: Demo, devices: Devices) -> None:
    talk = talk_of(demo, "Mededelingen van de dirigent")
    clara, an = devices.open("clara"), devices.open("an", "phone")
    an.go(f"/chat/{talk}")
    expect(an.field).to_be_visible()
    clara.go(f"/chat/{talk}")
    details(clara).get_by_role("switch", name="Alleen beheerders schrijven").check()
    expect(an.page.get_by_text(READ_ONLY)).to_be_visible()
    expect(an.field).to_have_count(0)
    details(clara).get_by_role("button", name=re.compile("^Maak An .* beheerder$")).click()
    expect(an.field).to_be_visible()
    an.write("Dank je, ik schrijf mee")
    expect(clara.message("Dank je, ik schrijf mee")).to_be_visible()
    an.go(f"/chat/{talk}/info")
    expect(details(an).get_by_role("switch", name="Alleen beheerders schrijven")).to_be_checked()
    expect(details(an).get_by_role("button", name="Titel en foto wijzigen")).to_be_visible()


def test_a_removed_conversation_is_gone_at_both_devices_and_comes_back(demo: Demo, devices: Devices) -> None:
    talk = talk_of(demo, "Kerstmarkt 2019")
    demo.member("clara").send(talk, "Wie staat er in de kraam?")
    clara, an = devices.open("clara"), devices.open("an", "phone")
    jonas = devices.open("jonas")
    an.go(f"/chat/{talk}")
    expect(an.message("Wie staat er in de kraam?")).to_be_visible()
    jonas.go("/chat")
    expect(jonas.row("Kerstmarkt 2019")).to_be_visible()
    clara.go(f"/chat/{talk}")
    details(clara).get_by_role("button", name="Gesprek verwijderen").click()
    dialog = clara.page.get_by_role("dialog", name="Kerstmarkt 2019 verwijderen?")
    dialog.get_by_role("button", name="Gesprek verwijderen").click()
    for device in (clara, jonas):
        expect(device.row("Kerstmarkt 2019")).to_have_count(0)
    expect(an.message("Wie staat er in de kraam?")).to_have_count(0)
    clara.page.get_by_role("button", name="Ongedaan maken").click()
    expect(clara.message("Wie staat er in de kraam?")).to_be_visible()
    expect(jonas.row("Kerstmarkt 2019")).to_be_visible()
    expect(an.message("Wie staat er in de kraam?")).to_be_visible()
    an.write("Ik sta er van twee tot vier")
    expect(clara.message("Ik sta er van twee tot vier")).to_be_visible()


def test_who_was_unticked_is_left_out_of_a_conversation_that_follows_the_group(demo: Demo, devices: Devices) -> None:
    clara, an = demo.member("clara"), demo.member("an")
    device = devices.open("clara", "phone")
    page = device.go("/chat")
    page.get_by_role("button", name="Nieuw gesprek").first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("radio", name="Groep", exact=True).check()
    dialog.get_by_role("radio", name="Alten").check()
    dialog.get_by_role("button", name="Wie erbij is (17)").click()
    expect(dialog.get_by_role("checkbox")).to_have_count(17)
    inspect(device, "who is in it")
    dialog.get_by_role("checkbox", name="An Oeverlant").uncheck()
    dialog.get_by_role("button", name="Terug naar de keuze").click()
    expect(dialog.get_by_role("button", name="Wie erbij is (16 van 17)")).to_be_focused()
    dialog.get_by_role("checkbox", name="Volgt de groep Alten").check()
    dialog.get_by_label("Titel van het gesprek").fill("Alten zonder An")
    inspect(device, "beginning a group")
    dialog.get_by_role("button", name="Gesprek beginnen").click()
    expect(device.heading).to_have_text("Alten zonder An")
    rooms = clara.call("conversation.list", organisation=clara.organisation, limit=200)["items"]
    [made] = [each for each in rooms if each["title"] == "Alten zonder An"]
    assert made["follows_group"]
    seats = clara.call("participant.list", conversation=made["id"], limit=200)["items"]
    assert (len(seats), an.contact in [seat["contact"] for seat in seats]) == (17, False)


def slow_groups(line: WebSocketRoute) -> None:
    """Lets everything through but what asks for groups."""
    server = line.connect_to_server()
    line.on_message(lambda said: None if "group.list" in str(said) else server.send(said))


def test_a_conversation_begins_with_the_people_of_a_selection(demo: Demo, devices: Devices) -> None:
    clara = demo.member("clara")
    contacts = [demo.member(login).contact for login in ("an", "jonas", "nele")]
    kept = clara.call(
        "selection.save", organisation=clara.organisation, name="Praatgroep", fixed=True, contacts=contacts
    )
    device = devices.open("clara")
    # The groups are still on their way when the selections are asked for.
    device.page.route_web_socket("**/ws", slow_groups)
    page = device.go("/chat")
    page.get_by_role("button", name="Nieuw gesprek").first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("radio", name="Groep", exact=True).check()
    dialog.get_by_role("radio", name="Een selectie").check()
    dialog.get_by_role("radio", name=kept["name"]).check()
    dialog.get_by_role("button", name="Wie erbij is (3)").click()
    dialog.get_by_role("checkbox", name="Nele").uncheck()
    dialog.get_by_role("button", name="Gesprek beginnen").click()
    expect(device.heading).to_have_text("Praatgroep")
    expect(page.locator("main header")).to_contain_text("3 deelnemers")


def test_the_menu_of_a_message_offers_what_the_rules_let_one_do(demo: Demo, devices: Devices) -> None:
    clara, text = demo.member("clara"), "Zwart met een groene sjaal"
    talk = talk_of(demo, "Kleding voor het concert")
    an, keeper = devices.open("an"), devices.open("clara", "phone")
    an.go(f"/chat/{talk}")
    an.write(text)
    expect(lines(an, text, "Bewerk")).to_be_visible()
    expect(lines(an, text, "Verwijder")).to_be_visible()
    keeper.go(f"/chat/{talk}")
    expect(lines(keeper, text, "Verwijder voor iedereen")).to_be_visible()
    organisation = {"organisation": clara.organisation}
    clara.call("message_rules.set", **organisation, edit_minutes=0, delete_minutes=0, admins_delete=False)
    try:
        for device in (an, keeper):
            device.go(f"/chat/{talk}")
            expect(lines(device, text, "Kopieer")).to_be_visible()
            for gone in ("Bewerk", "Verwijder", "Verwijder voor iedereen"):
                expect(device.page.get_by_role("menuitem", name=gone, exact=True)).to_have_count(0)
    finally:
        clara.call("message_rules.set", **organisation)


def lines(device: Device, text: str, name: str) -> Locator:
    """The lines with this name in the menu of a message, which is opened for it."""
    if device.page.get_by_role("menuitem").count() == 0:
        device.message(text).locator(".bubble").click(button="right")
    return device.page.get_by_role("menuitem", name=name, exact=True)


@pytest.mark.parametrize(("size", "theme"), LOOKS)
def test_nothing_of_administering_hinders_anyone(demo: Demo, devices: Devices, size: str, theme: str) -> None:
    clara = demo.member("clara")
    groups = clara.call("group.list", organisation=clara.organisation)["items"]
    talk = talk_of(demo, "Stemrepetities", contacts=None, group=groups[0]["id"], follows_group=True)
    for login in ("clara", "an"):
        device = devices.open(login, size, theme)
        page = device.go(f"/chat/{talk}/info" if size == "phone" else f"/chat/{talk}")
        expect(details(device).get_by_role("button", name="Gesprek verlaten")).to_be_visible()
        if login == "clara":
            expect(details(device).get_by_role("switch", name=f"Volgt de groep {groups[0]['name']}")).to_be_checked()
            expect(details(device).get_by_role("button", name="Gesprek verwijderen")).to_be_visible()
        inspect(device, f"details for {login}")
        if login == "clara":
            details(device).get_by_role("button", name="Titel en foto wijzigen").click()
            expect(page.get_by_role("dialog").get_by_role("button", name="Bewaren")).to_be_visible()
            inspect(device, "changing title and picture")
