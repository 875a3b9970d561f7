"""Who sits in a conversation: writing to one of them, finding one, and what is said of who comes and goes."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.demo import Demo
from tests.browser.devices import Devices
from tests.browser.test_roles_in_chat import details, talk_of
from tests.browser.test_screens import LOOKS, inspect

TALK = re.compile("^An Oeverlant.*, Stuur een bericht$")
ASKED = "An Oeverlant uit het gesprek halen"


def test_a_press_on_a_participant_begins_the_conversation_of_two_once(demo: Demo, devices: Devices) -> None:
    talk = talk_of(demo, "Wie rijdt met wie")
    jonas = devices.open("jonas", "phone", "dark")
    jonas.go(f"/chat/{talk}/info")
    people = details(jonas).get_by_role("list", name="Deelnemers")
    expect(people.get_by_role("button")).to_have_count(2)
    people.get_by_role("button", name=TALK).click()
    expect(jonas.heading).to_have_text("An Oeverlant")
    jonas.write("Rijd je mee met mij?")
    first = jonas.page.url
    jonas.go(f"/chat/{talk}/info")
    details(jonas).get_by_role("button", name=TALK).click()
    expect(jonas.page).to_have_url(first)
    expect(jonas.message("Rijd je mee met mij?")).to_be_visible()
    jonas.go(f"{first.removeprefix(jonas.url)}/info")
    expect(details(jonas).get_by_role("list", name="Deelnemers").get_by_role("button")).to_have_count(0)


@pytest.mark.parametrize(("size", "theme"), LOOKS)
def test_one_is_found_among_many(demo: Demo, devices: Devices, size: str, theme: str) -> None:
    clara = demo.member("clara")
    listed = clara.call("group.list", organisation=clara.organisation, limit=200)["items"]
    [altos] = [each["id"] for each in listed if each["name"] == "Alten"]
    made = clara.call("conversation.create", organisation=clara.organisation, title="Alten samen", group=altos)
    device = devices.open("clara", size, theme)
    device.go(f"/chat/{made['id']}" + ("/info" if size == "phone" else ""))
    pane = details(device)
    people = pane.get_by_role("list", name="Deelnemers")
    search = pane.get_by_role("searchbox", name="Zoek een deelnemer")
    expect(people.get_by_role("listitem")).to_have_count(18)
    search.fill("oever")
    expect(people.get_by_role("listitem")).to_have_count(1)
    expect(people).to_contain_text("An Oeverlant")
    inspect(device, f"participants on a {size}")
    search.fill("zzz")
    expect(people).to_contain_text("zzz")
    expect(people.get_by_role("button")).to_have_count(0)


def test_where_few_sit_there_is_nothing_to_search(demo: Demo, devices: Devices) -> None:
    device = devices.open("clara")
    device.go(f"/chat/{talk_of(demo, 'Met ons drieën')}")
    expect(details(device).get_by_role("list", name="Deelnemers").get_by_role("listitem")).to_have_count(3)
    expect(details(device).get_by_role("searchbox")).to_have_count(0)


def test_who_is_removed_comes_back_by_undo_as_what_they_were_and_the_focus_stays_in_the_list(
    demo: Demo, devices: Devices
) -> None:
    talk = talk_of(demo, "Bloemen voor de dirigent")
    clara, an = demo.member("clara"), demo.member("an")
    clara.call("participant.set_admin", conversation=talk, contact=an.contact, admin=True)
    clara.send(talk, "Rozen of tulpen?")
    device, other = devices.open("clara"), devices.open("an", "phone")
    other.go("/chat")
    expect(other.row("Bloemen voor de dirigent")).to_be_visible()
    device.go(f"/chat/{talk}")
    pane = details(device)
    pane.get_by_role("button", name=ASKED).focus()
    device.page.keyboard.press("Enter")
    device.page.get_by_role("dialog").get_by_role("button", name="Uit het gesprek halen").click()
    expect(device.page.get_by_text("An Oeverlant is uit het gesprek.")).to_be_visible()
    expect(pane.get_by_role("button", name=ASKED)).to_have_count(0)
    expect(other.row("Bloemen voor de dirigent")).to_have_count(0)
    expect(pane.locator("li :focus")).to_have_count(1)
    device.page.get_by_role("button", name="Ongedaan maken").click()
    expect(pane.get_by_role("button", name=ASKED)).to_be_visible()
    expect(pane.get_by_role("button", name="An Oeverlant niet langer beheerder")).to_be_visible()
    other.row("Bloemen voor de dirigent").click()
    expect(other.message("Rozen of tulpen?")).to_be_visible()


def test_who_is_added_is_said_to_be(demo: Demo, devices: Devices) -> None:
    device = devices.open("clara")
    page = device.go(f"/chat/{talk_of(demo, 'Taart op donderdag')}")
    for names, told in (
        (["Nele"], re.compile("^Nele .* is toegevoegd")),
        (["Fien", "Margot"], "2 deelnemers toegevoegd."),
    ):
        details(device).get_by_role("button", name="Deelnemers toevoegen").click()
        dialog = page.get_by_role("dialog")
        for name in names:
            dialog.get_by_role("checkbox", name=re.compile(f"^{name} ")).first.check()
        dialog.get_by_role("button", name=f"{len(names)} toevoegen").click()
        expect(page.get_by_text(told)).to_be_visible()
        expect(
            details(device).get_by_role("button", name=re.compile(f"^{names[0]} .*, Stuur een bericht$"))
        ).to_be_visible()


def test_who_is_removed_while_they_type_keeps_what_they_wrote_and_reads_what_happened(
    demo: Demo, devices: Devices
) -> None:
    talk = talk_of(demo, "Wat zingen we in mei")
    clara, an = demo.member("clara"), demo.member("an")
    device = devices.open("an", "phone", "dark")
    device.go(f"/chat/{talk}")
    device.field.fill("Ik stel voor dat we Fauré")
    clara.call("participant.remove", conversation=talk, contact=an.contact)
    expect(device.page.get_by_role("alert")).to_contain_text("Je zit niet meer in dit gesprek")
    kept = device.page.get_by_role("region", name="Dit was je aan het schrijven")
    expect(kept).to_contain_text("Ik stel voor dat we Fauré")
    inspect(device, "a conversation that one is out of")
    device.context.grant_permissions(["clipboard-read", "clipboard-write"])
    kept.get_by_role("button", name="Kopiëren").click()
    expect(device.page.get_by_text("Gekopieerd.")).to_be_visible()
    assert device.page.evaluate("navigator.clipboard.readText()") == "Ik stel voor dat we Fauré"
    device.page.reload()
    expect(kept).to_contain_text("Ik stel voor dat we Fauré")
    clara.call("participant.add", conversation=talk, contacts=[an.contact])
    expect(device.field).to_have_value("Ik stel voor dat we Fauré")
