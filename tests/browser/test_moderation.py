"""Reporting a message, blocking a person and taking a conversation out, as people do it."""

import io
import json
import zipfile

import pytest
from playwright.sync_api import Page, expect

from tests.browser.demo import Demo
from tests.browser.devices import Device, Devices
from tests.browser.test_screens import LOOKS, inspect


def open_menu(device: Device, text: str) -> Page:
    """The menu of a message."""
    device.message(text).locator(".bubble").click(button="right")
    return device.page


def report(device: Device, text: str, why: str, note: str = "") -> None:
    """Report a message of the open conversation."""
    page = open_menu(device, text)
    page.get_by_role("menuitem", name="Melden").click()
    dialog = page.get_by_role("dialog", name="Bericht melden")
    dialog.get_by_label(why).check()
    dialog.get_by_role("textbox").fill(note)
    dialog.get_by_role("button", name="Melden").click()


def test_a_reported_message_is_removed_and_who_reported_it_sees_it(demo: Demo, devices: Devices) -> None:
    clara, jonas, an = (demo.member(login) for login in ("clara", "jonas", "an"))
    room = clara.conversation("Stemgroep bariton", jonas, an)
    an.send(room, "Jonas zingt altijd vals", "Tot donderdag")
    device = devices.open("jonas")
    page = device.go(f"/chat/{room}")
    report(device, "Jonas zingt altijd vals", "Kwetsend of ongepast", "Dit is niet de eerste keer.")
    expect(page.get_by_text("Je melding is verstuurd.")).to_be_visible()
    expect(device.message("Jonas zingt altijd vals").get_by_text("Door jou gemeld")).to_be_visible()
    author = devices.open("an")
    author.go(f"/chat/{room}")
    expect(author.message("Jonas zingt altijd vals")).to_be_visible()
    expect(author.page.get_by_text("gemeld")).to_have_count(0)
    admin = devices.open("clara").go("/manage/reports")
    card = admin.get_by_role("article", name="Kwetsend of ongepast").filter(has_text="Jonas zingt altijd vals")
    expect(card.get_by_text(f"Gemeld door {jonas.account['name']}")).to_be_visible()
    expect(card.get_by_text("Dit is niet de eerste keer.")).to_be_visible()
    card.get_by_role("button", name="Bericht verwijderen").click()
    admin.get_by_role("dialog").get_by_role("button", name="Bericht verwijderen").click()
    expect(admin.get_by_text("Het bericht is verwijderd.")).to_be_visible()
    expect(device.message("Jonas zingt altijd vals")).to_have_count(0)
    expect(page.get_by_text("Dit bericht is verwijderd").first).to_be_visible()
    assert demo.mail_to(clara.account["address"], "meldde een bericht")["subject"] == "Een bericht is gemeld"


def test_what_is_kept_says_so_and_a_report_can_be_changed_while_it_waits(demo: Demo, devices: Devices) -> None:
    clara, jonas, lore = (demo.member(login) for login in ("clara", "jonas", "lore"))
    room = clara.conversation("Drukproef van het boekje", jonas, lore)
    lore.send(room, "Op pagina 4 staat het adres van iedereen")
    device = devices.open("jonas")
    page = device.go(f"/chat/{room}")
    report(device, "Op pagina 4", "Er staat iets persoonlijks in")
    expect(device.message("Op pagina 4").get_by_text("Door jou gemeld")).to_be_visible()
    open_menu(device, "Op pagina 4").get_by_role("menuitem", name="Melden").click()
    dialog = page.get_by_role("dialog", name="Bericht melden")
    expect(dialog.get_by_label("Er staat iets persoonlijks in")).to_be_checked()
    dialog.get_by_role("textbox").fill("Mijn huisnummer")
    dialog.get_by_role("button", name="Melding aanpassen").click()
    expect(page.get_by_text("Je melding is aangepast.")).to_be_visible()
    admin = devices.open("clara").go("/manage/reports")
    card = admin.get_by_role("article").filter(has_text="Op pagina 4")
    expect(card.get_by_text("Mijn huisnummer")).to_be_visible()
    card.get_by_role("button", name="Laten staan").click()
    expect(card.get_by_text("Bleef staan")).to_be_visible()
    expect(device.message("Op pagina 4").get_by_text("het bericht blijft")).to_be_visible()


def test_who_manages_access_alone_decides_on_what_the_only_moderator_wrote(demo: Demo, devices: Devices) -> None:
    clara, jonas, bart = (demo.member(login) for login in ("clara", "jonas", "bart"))
    room, own = clara.conversation("Zaalwissel maandag", jonas), {"organisation": clara.organisation}
    sent = clara.call("message.send", conversation=room, text="Wie zeurt, blijft thuis")
    role = clara.call("role.create", **own, name="Vertrouwenspersoon", capabilities=["access"])
    grant = clara.call("grant.give", **own, contact=bart.contact, role=role["id"])
    device = devices.open("bart", "phone", "dark")
    page = device.go("/manage/reports")
    expect(page.get_by_text("Nu wacht er geen.")).to_be_visible()
    inspect(device, "reports of who manages access alone, while none waits")
    jonas.call("message.report", message=sent["id"], reason="unkind")
    reader = devices.open("jonas", "phone")
    reader.go(f"/chat/{room}")
    expect(
        reader.message("Wie zeurt").get_by_text("De andere beheerders kijken ernaar, niet de schrijver")
    ).to_be_visible()
    page = device.go("/manage/reports")
    card = page.get_by_role("article").filter(has_text="Wie zeurt, blijft thuis")
    expect(card).to_be_visible()
    inspect(device, "reports of who manages access alone")
    card.get_by_role("button", name="Laten staan").click()
    expect(card.get_by_text("Bleef staan")).to_be_visible()
    expect(reader.message("Wie zeurt").get_by_text("het bericht blijft")).to_be_visible()
    clara.call("grant.end", **own, grant=grant["id"])


def test_who_reports_the_only_moderator_reads_that_somebody_else_must_look(demo: Demo, devices: Devices) -> None:
    clara, jonas = (demo.member(login) for login in ("clara", "jonas"))
    room = clara.conversation("Zaalwissel zondag", jonas)
    clara.send(room, "Wie nu nog afzegt, is geen echte zanger")
    device = devices.open("jonas")
    page = device.go(f"/chat/{room}")
    report(device, "Wie nu nog afzegt", "Kwetsend of ongepast")
    line = device.message("Wie nu nog afzegt").get_by_text("Alleen de schrijver beheert hier gesprekken")
    expect(line).to_be_visible()
    inspect(device, "a report that nobody in the organisation may answer")
    open_menu(device, "Wie nu nog afzegt").get_by_role("menuitem", name="Melden").click()
    expect(page.get_by_role("dialog").get_by_text("Wie deze server beheert, ziet dat ze wacht")).to_be_visible()
    admin = devices.open("clara").go("/manage/reports")
    expect(admin.get_by_text("Gemeld door").first).to_be_visible()
    expect(admin.get_by_text("Wie nu nog afzegt")).to_have_count(0)


def test_who_is_blocked_writes_in_vain_and_is_let_in_again(demo: Demo, devices: Devices) -> None:
    lore, inge = (demo.member(login) for login in ("lore", "inge"))
    room = lore.direct(inge)
    inge.send(room, "Dag Lore")
    device = devices.open("lore", "laptop")
    page = device.go(f"/chat/{room}")
    name = inge.account["name"]
    page.get_by_role("button", name=f"{name} blokkeren").click()
    page.get_by_role("dialog").get_by_role("button", name="Blokkeren").click()
    expect(page.get_by_text(f"Je hebt {name} geblokkeerd.")).to_be_visible()
    expect(device.field).to_have_count(0)
    other = devices.open("inge")
    other.go(f"/chat/{room}")
    other.write("Ben je er nog?")
    expect(other.page.get_by_text("Deze persoon ontvangt hier geen berichten.").first).to_be_visible()
    me = device.go("/me")
    panel = me.get_by_role("region", name="Geblokkeerde personen")
    expect(panel.get_by_text(name).first).to_be_visible()
    panel.get_by_role("button", name="Deblokkeren").click()
    expect(panel.get_by_text("Je blokkeert niemand.")).to_be_visible()
    page = device.go(f"/chat/{room}")
    expect(device.field).to_be_visible()
    page.get_by_role("button", name=f"{name} blokkeren").click()
    page.get_by_role("dialog").get_by_role("button", name="Blokkeren").click()
    page.get_by_role("button", name="Ongedaan maken").click()
    expect(device.field).to_be_visible()


def test_an_administrator_takes_a_conversation_out(demo: Demo, devices: Devices) -> None:
    clara, jonas = (demo.member(login) for login in ("clara", "jonas"))
    room = clara.conversation("Winterconcert: draaiboek", jonas)
    jonas.send(room, "De <b>stoelen</b> staan om 18 uur klaar")
    page = devices.open("clara", "laptop").go(f"/chat/{room}")
    page.get_by_role("button", name="Gesprek exporteren").click()
    link = page.get_by_role("link", name="Downloaden")
    expect(link).to_be_visible()
    with page.expect_download() as fetched:
        link.click()
    with zipfile.ZipFile(io.BytesIO(fetched.value.path().read_bytes())) as archive:
        assert "&lt;b&gt;stoelen" in archive.read("gesprek.html").decode()
        (message,) = json.loads(archive.read("gesprek.json"))["messages"]
        assert message["author"] == jonas.account["name"]
    member = devices.open("jonas", "laptop")
    member.go(f"/chat/{room}")
    expect(member.message("stoelen")).to_be_visible()
    expect(member.page.get_by_role("button", name="Gesprek verlaten")).to_be_visible()
    expect(member.page.get_by_role("button", name="Gesprek exporteren")).to_have_count(0)


@pytest.mark.parametrize(("size", "theme"), LOOKS)
def test_every_part_of_it_is_sound(demo: Demo, devices: Devices, size: str, theme: str) -> None:
    clara, jonas, an = (demo.member(login) for login in ("clara", "jonas", "an"))
    room = clara.conversation("Kerstmarkt: wie staat wanneer", jonas, an)
    an.send(room, "Verkoop je kaarten op mijn site!", "Tot zaterdag")
    device = devices.open("jonas", size, theme)
    page = device.go(f"/chat/{room}")
    open_menu(device, "Verkoop").get_by_role("menuitem", name="Melden").click()
    expect(page.get_by_role("dialog", name="Bericht melden")).to_be_visible()
    inspect(device, "reporting")
    page.keyboard.press("Escape")
    report(device, "Verkoop", "Reclame of spam", "Dit is al de derde keer deze week.")
    expect(device.message("Verkoop").get_by_text("Door jou gemeld")).to_be_visible()
    inspect(device, "a reported message")
    direct, name = jonas.direct(an), an.account["name"]
    an.send(direct, "Hoi Jonas")
    page = device.go(f"/chat/{direct}/info")
    page.get_by_role("button", name=f"{name} blokkeren").click()
    inspect(device, "asking before blocking")
    page.get_by_role("dialog").get_by_role("button", name="Blokkeren").click()
    expect(page.get_by_role("button", name=f"{name} deblokkeren")).to_be_visible()
    inspect(device, "details of who is blocked")
    device.go(f"/chat/{direct}")
    expect(page.get_by_text(f"Je hebt {name} geblokkeerd.")).to_be_visible()
    inspect(device, "a conversation with who is blocked")
    device.go("/me")
    expect(page.get_by_text("Geblokkeerde personen")).to_be_visible()
    inspect(device, "whom one blocks")
    jonas.call("contact.unblock", organisation=jonas.organisation, contact=an.contact)
    admin = devices.open("clara", size, theme)
    page = admin.go("/manage/reports")
    expect(page.get_by_text("Verkoop je kaarten").first).to_be_visible()
    inspect(admin, "reports")
    page.get_by_role("button", name="Bericht verwijderen").first.click()
    inspect(admin, "asking before a message is removed")
    page.keyboard.press("Escape")
    page = admin.go(f"/chat/{room}/info")
    page.get_by_role("button", name="Gesprek exporteren").click()
    expect(page.get_by_role("link", name="Downloaden")).to_be_visible()
    inspect(admin, "a conversation that was taken out")
