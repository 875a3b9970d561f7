"""A broadcast list: one message to many who see nothing of each other, and answers that its administrators share."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.demo import Demo
from tests.browser.devices import Device, Devices
from tests.browser.test_screens import LOOKS, inspect

OTHERS = ("Jonas", "Bart")
ANSWER = "Antwoord aan de beheerders"


def list_of(demo: Demo, title: str) -> int:
    """A list of Clara's and An's, which Nele, Jonas and Bart receive."""
    clara = demo.member("clara")
    contacts = [demo.member(login).contact for login in ("nele", "jonas", "bart")]
    admins = [demo.member("an").contact]
    made = clara.call(
        "conversation.create", organisation=clara.organisation, title=title, kind="broadcast",
        contacts=contacts, admins=admins,
    )  # fmt: skip
    return int(made["id"])


def answer(device: Device, text: str) -> None:
    """Write to the administrators."""
    device.page.get_by_role("textbox", name=ANSWER).fill(text)
    device.page.get_by_role("button", name="Versturen").click()


def test_what_a_recipient_sees_names_nobody_but_themselves_and_the_author(demo: Demo, devices: Devices) -> None:
    listed = list_of(demo, "Uren en plaatsen")
    demo.member("clara").send(listed, "Zaterdag is de zaal open vanaf negen uur")
    nele = devices.open("nele")
    page = nele.go(f"/chat/{listed}")
    expect(nele.message("Zaterdag is de zaal open")).to_contain_text("Clara Lisvelde")
    expect(page.locator("main header")).to_contain_text("Berichten van de beheerders")
    expect(page.get_by_role("textbox", name=ANSWER)).to_be_visible()
    details = page.locator("aside.details")
    expect(details).to_contain_text("Berichten van de beheerders")
    expect(details.get_by_text("Deelnemers")).to_have_count(0)
    for place in (page.locator("main"), details):
        shown = place.inner_text()
        assert not [name for name in (*OTHERS, "An ", "deelnemers", "ontvangers") if name in shown], shown


def test_an_answer_reaches_both_administrators_and_no_other_recipient(demo: Demo, devices: Devices) -> None:
    listed = list_of(demo, "Vervoer en parking")
    demo.member("clara").send(listed, "Parkeren kan achter de kerk")
    nele, clara, an = devices.open("nele", "phone"), devices.open("clara"), devices.open("an", "phone")
    jonas = devices.open("jonas")
    jonas.go("/chat")
    expect(jonas.row("Vervoer en parking")).to_have_count(1)
    clara.go(f"/chat/{listed}")
    nele.go(f"/chat/{listed}")
    answer(nele, "Mag ik met de fiets langs de poort?")
    expect(nele.message("Mag ik met de fiets")).to_be_visible()
    expect(nele.heading).to_have_text("Vervoer en parking")
    answers = clara.page.get_by_role("list", name="Antwoorden, 1 ongelezen bericht")
    answers.get_by_role("link", name="Nele").click()
    expect(clara.heading).to_contain_text("Nele")
    expect(clara.page.locator("main header")).to_contain_text("Vervoer en parking")
    expect(clara.message("Mag ik met de fiets")).to_be_visible()
    an.go("/chat")
    expect(an.page.locator("a.row", has_text="Mag ik met de fiets")).to_contain_text("Vervoer en parking")
    clara.write("Ja, de poort staat open.")
    expect(nele.message("Ja, de poort staat open.")).to_be_visible()
    expect(jonas.row("Vervoer en parking")).to_have_count(1)
    assert "fiets" not in jonas.page.inner_text("body")


def test_an_answer_without_a_connection_waits_below_the_list_and_is_sent_once(demo: Demo, devices: Devices) -> None:
    listed = list_of(demo, "Sleutels")
    demo.member("clara").send(listed, "Wie heeft de sleutel van de kast?")
    nele = devices.open("nele").forgive("ERR_INTERNET_DISCONNECTED|WebSocket")
    nele.go(f"/chat/{listed}")
    expect(nele.page.get_by_role("textbox", name=ANSWER)).to_be_visible()
    nele.page.wait_for_load_state("networkidle")
    nele.context.set_offline(True)
    answer(nele, "Ik heb hem")
    expect(nele.message("Ik heb hem")).to_contain_text("Wordt verstuurd")
    expect(nele.page.get_by_role("textbox", name=ANSWER)).to_have_value("")
    nele.context.set_offline(False)
    expect(nele.page.locator("a.row", has_text="Ik heb hem")).to_contain_text("Sleutels")
    expect(nele.message("Ik heb hem")).to_have_count(0)
    inbox = demo.member("an").call("broadcast.inbox", conversation=listed)["items"]
    assert demo.member("an").texts(inbox[0]["id"]) == ["Ik heb hem"]


def test_the_report_counts_who_read_and_is_kept_as_a_file(demo: Demo, devices: Devices) -> None:
    listed = list_of(demo, "Wat je meebrengt")
    clara = devices.open("clara")
    clara.go(f"/chat/{listed}")
    clara.write("Breng een zwarte map mee")
    expect(clara.page.get_by_role("button", name="Gelezen door 0 van 3")).to_be_visible()
    demo.member("nele").call("read.set", conversation=listed, seq=1)
    clara.page.get_by_role("button", name="Gelezen door 0 van 3").click()
    dialog = clara.page.get_by_role("dialog")
    expect(dialog).to_contain_text("Gelezen door 1 van 3")
    expect(dialog.get_by_role("region", name="Gelezen (1)", exact=True)).to_contain_text("Nele")
    unread = dialog.get_by_role("region", name="Niet gelezen (2)")
    for name in OTHERS:
        expect(unread).to_contain_text(name)
    expect(dialog.get_by_role("region", name="Niet bereikt (0)")).to_contain_text("Niemand.")
    inspect(clara, "who read a broadcast")
    with clara.page.expect_download() as kept:
        dialog.get_by_role("button", name="Bewaar als CSV").click()
    assert "Nele" in Path(kept.value.path()).read_text("utf-8")
    clara.page.keyboard.press("Escape")
    expect(clara.page.get_by_role("button", name="Gelezen door 1 van 3")).to_be_visible()


def test_a_list_is_begun_by_hand_and_somebody_comes_to_administer_it(demo: Demo, devices: Devices) -> None:
    clara = devices.open("clara")
    page = clara.go("/chat")
    page.get_by_role("button", name="Nieuw gesprek").first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("radio", name="Verzendlijst").check()
    dialog.get_by_role("radio", name="Zelf kiezen").check()
    for name in ("Nele", "Jonas"):
        dialog.get_by_role("checkbox", name=name).first.check()
    dialog.get_by_role("button", name="Lijst maken").click()
    expect(dialog.get_by_text("Geef de lijst een titel.")).to_be_visible()
    dialog.get_by_label("Titel van de lijst").fill("Kostuums")
    inspect(clara, "making a list")
    dialog.get_by_role("button", name="Lijst maken").click()
    expect(clara.heading).to_have_text("Kostuums")
    expect(page.locator("main header")).to_contain_text("Verzendlijst, 2 ontvangers")
    page.get_by_role("button", name="Maak Nele").click()
    expect(page.locator("main header")).to_contain_text("Verzendlijst, 1 ontvanger")
    page.get_by_role("button", name="niet langer beheerder").filter(has_not_text="Clara").last.click()
    expect(page.locator("main header")).to_contain_text("Verzendlijst, 2 ontvangers")


@pytest.mark.parametrize(("size", "theme"), LOOKS)
def test_nothing_of_a_list_hinders_anyone(demo: Demo, devices: Devices, size: str, theme: str) -> None:
    clara = demo.member("clara")
    rooms = clara.call("conversation.list", organisation=clara.organisation, limit=200)["items"]
    [listed] = [each["id"] for each in rooms if each["title"] == "Praktische info" and each["kind"] == "broadcast"]
    for login in ("clara", "bart"):
        device = devices.open(login, size, theme)
        for path in (f"/chat/{listed}", f"/chat/{listed}/info"):
            page = device.go(path)
            said = page.get_by_text("Verzendlijst," if login == "clara" else "Berichten van de beheerders")
            expect(said.locator("visible=true").first).to_be_visible()
            inspect(device, f"{path} of {login}")


def test_answers_to_a_removed_list_are_read_and_not_written(demo: Demo, devices: Devices) -> None:
    listed = list_of(demo, "Uitstap naar Brugge")
    clara, nele = demo.member("clara"), demo.member("nele")
    clara.send(listed, "De bus vertrekt om acht uur")
    answered = nele.call("broadcast.reply", conversation=listed, text="Mag mijn zus mee?")
    writer, admin = devices.open("nele", "phone"), devices.open("clara")
    admin.go("/chat")
    row = admin.page.locator("a.row", has_text="Mag mijn zus mee?")
    expect(row).to_contain_text("ongelezen")
    writer.go(f"/chat/{answered['conversation']}")
    expect(writer.field).to_be_visible()
    clara.call("conversation.remove", conversation=listed)
    why = "De verzendlijst is verwijderd. Je kunt dit gesprek nog lezen."
    expect(writer.page.get_by_text(why)).to_be_visible()
    expect(writer.field).to_have_count(0)
    expect(writer.message("Mag mijn zus mee?")).to_be_visible()
    inspect(writer, "an answer to a removed list")
    expect(row).to_be_visible()
    expect(row).not_to_contain_text("ongelezen")
    admin.go(f"/chat/{answered['conversation']}")
    expect(admin.page.get_by_text(why)).to_be_visible()
    inspect(admin, "an answer to a removed list, for its administrator")
