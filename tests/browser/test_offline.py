"""In the tunnel: reading goes on, and what was written goes out once the train is out of it."""

from pathlib import Path

from playwright.sync_api import expect

from tests.browser.demo import Demo
from tests.browser.devices import LOST_SERVER, Devices

OFFLINE = "Geen verbinding, berichten gaan mee zodra je weer online bent"

INSTALLED = "navigator.serviceWorker.ready.then(() => true)"


def test_an_installed_client_reads_without_a_network_and_sends_once_and_in_order_later(
    demo: Demo, devices: Devices, tmp_path: Path
) -> None:
    clara, jonas = demo.member("clara"), demo.member("jonas")
    room = clara.conversation("Met de trein naar het concert", jonas)
    jonas.send(room, "Spoor 4 in Mechelen, om 18.12 u.")
    train = devices.open_lasting("clara", tmp_path / "profile").forgive(LOST_SERVER)
    page = train.go("/agenda")
    train.go(f"/chat/{room}")
    expect(train.message("Spoor 4 in Mechelen")).to_be_visible()
    assert page.evaluate(INSTALLED)

    train.context.set_offline(True)
    expect(page.get_by_text(OFFLINE)).to_be_visible()
    for text in ("Ik zit er al op.", "Rijtuig 3, vooraan.", "Tot straks!"):
        train.write(text)
        expect(train.message(text)).to_contain_text("Wordt verstuurd")
    assert clara.texts(room) == ["Spoor 4 in Mechelen, om 18.12 u."]

    page.reload()
    expect(train.message("Spoor 4 in Mechelen")).to_be_visible()
    expect(page.get_by_role("list", name="Berichten").get_by_text("Wordt verstuurd")).to_have_count(3)
    page.get_by_role("link", name="Agenda", exact=True).click()
    expect(page.get_by_role("link", name="Repetitie").first).to_be_visible()
    page.reload()
    expect(page.get_by_role("link", name="Repetitie").first).to_be_visible()
    train.row("Met de trein naar het concert").or_(page.get_by_role("link", name="Chat")).first.click()
    train.row("Met de trein naar het concert").click()

    train.context.set_offline(False)
    expect(train.message("Tot straks!")).to_contain_text("Verstuurd")
    expect(page.get_by_text(OFFLINE)).to_have_count(0)
    there = ["Spoor 4 in Mechelen, om 18.12 u.", "Ik zit er al op.", "Rijtuig 3, vooraan.", "Tot straks!"]
    assert train.texts() == clara.texts(room) == there


def test_a_screen_that_is_not_there_yet_is_asked_for_again_and_the_page_stays(demo: Demo, devices: Devices) -> None:
    room = demo.member("clara").conversation("Wachten op de tram", demo.member("jonas"))
    jonas = devices.open("jonas").forgive(LOST_SERVER)
    page = jonas.go(f"/chat/{room}")
    page.wait_for_load_state("networkidle")
    jonas.context.set_offline(True)
    page.get_by_role("link", name="Agenda", exact=True).click()
    again = page.get_by_role("alert").get_by_role("button", name="Opnieuw")
    expect(again).to_be_visible()
    jonas.context.set_offline(False)
    again.click()
    expect(page.get_by_role("heading", name="Agenda", exact=True)).to_be_visible()
