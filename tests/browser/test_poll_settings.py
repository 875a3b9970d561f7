"""What who asked can set, change, close and ask again, and who is reminded."""

from playwright.sync_api import expect

from tests.browser.asking import LIST, add, card, choose, room_of
from tests.browser.demo import Demo
from tests.browser.devices import Devices
from tests.browser.test_screens import inspect


def test_who_asked_reminds_changes_closes_and_asks_again(demo: Demo, devices: Devices) -> None:
    room = room_of(demo, "Kleur van de sjaals")
    options = [{"text": "Rood"}, {"text": "Groen"}]
    asked = {"kind": "choice", "title": "Welke kleur sjaal?", "options": options, "anonymous": True, "may_add": True}
    demo.member("clara").call("poll.create", conversation=room, **asked)
    clara, jonas = devices.open("clara"), devices.open("jonas", "phone")
    page = clara.go(f"/chat/{room}")
    jonas.go(f"/chat/{room}")
    card(jonas, "Welke kleur sjaal?").get_by_role("radio", name="Groen").check()
    expect(card(clara, "Welke kleur sjaal?")).to_contain_text("1 antwoord")
    expect(card(clara, "Welke kleur sjaal?")).to_contain_text("Anoniem")
    expect(card(clara, "Welke kleur sjaal?").get_by_role("button", name="1 antwoord")).to_have_count(0)
    choose(clara, "Welke kleur sjaal?", "Herinner wie nog niet antwoordde")
    expect(page.get_by_text("1 persoon krijgt een herinnering.")).to_be_visible()
    assert "Welke kleur sjaal?" in demo.mail_to(demo.member("an").account["address"], "Welke kleur sjaal?")["text"]
    choose(clara, "Welke kleur sjaal?", "Wijzig de peiling")
    page.get_by_role("dialog").get_by_label("Vraag", exact=True).fill("Welke kleur krijgt de sjaal?")
    page.get_by_role("dialog").get_by_role("button", name="Bewaren").click()
    choose(jonas, "Welke kleur krijgt de sjaal?", "Antwoord toevoegen")
    jonas.page.get_by_role("dialog").get_by_label("Antwoord 3", exact=True).fill("Blauw")
    jonas.page.get_by_role("dialog").get_by_role("button", name="Antwoord toevoegen").click()
    expect(card(clara, "Welke kleur krijgt de sjaal?").get_by_role("radio")).to_have_count(3)
    choose(clara, "Welke kleur krijgt de sjaal?", "Sluit de peiling")
    expect(card(jonas, "Welke kleur krijgt de sjaal?")).to_contain_text("Gesloten")
    expect(card(jonas, "Welke kleur krijgt de sjaal?").get_by_role("radio", name="Rood")).to_be_disabled()
    choose(clara, "Welke kleur krijgt de sjaal?", "Stel opnieuw")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_label("Antwoord 3", exact=True)).to_have_value("Blauw")
    expect(jonas.page.get_by_role("region", name="Welke kleur krijgt de sjaal?")).to_have_count(1)
    dialog.get_by_role("button", name="Stel de vraag").click()
    expect(jonas.page.get_by_role("region", name="Welke kleur krijgt de sjaal?")).to_have_count(2)
    expect(card(jonas, "Welke kleur krijgt de sjaal?")).to_contain_text("Nog niemand antwoordde")


def test_every_setting_of_a_poll_is_made_shown_and_changed(demo: Demo, devices: Devices) -> None:
    room = room_of(demo, "Receptie na het concert")
    clara, jonas = devices.open("clara"), devices.open("jonas", "phone", "dark", timezone_id="America/New_York")
    page = clara.go(f"/chat/{room}")
    dialog = add(page, "Peiling")
    dialog.get_by_label("Vraag", exact=True).fill("Welke shift doe je?")
    dialog.get_by_label("Uitleg").fill("Twee shiften mag ook.")
    dialog.locator("summary").click()
    for setting in ("Meer dan één antwoord mag", "Een maximum per antwoord", "Anoniem", "Iedereen mag antwoorden"):
        dialog.get_by_role("checkbox", name=setting).check()
    for place, text in ((1, "Opdienen"), (2, "Afwassen")):
        dialog.get_by_label(f"Antwoord {place}", exact=True).fill(text)
    dialog.get_by_label("Hoogstens hoeveel voor antwoord 2").fill("1")
    dialog.get_by_label("Sluit op").fill("2030-12-05")
    dialog.get_by_label("Sluit om").fill("20:00")
    dialog.get_by_role("checkbox", name="Jonas Schorrevelt").check()
    inspect(clara, "all settings of a poll")
    dialog.get_by_role("button", name="Stel de vraag").click()
    jonas.go(f"/chat/{room}")
    poll, own = card(jonas, "Welke shift doe je?"), card(clara, "Welke shift doe je?")
    expect(own).to_contain_text("Sluit donderdag 5 december om 20:00")
    expect(poll).to_contain_text("Sluit donderdag 5 december om 14:00")
    for shown in ("Twee shiften mag ook.", "Meer dan één antwoord", "nog 1 plaats", "Anoniem", "Jij mag antwoorden"):
        expect(poll).to_contain_text(shown)
    expect(poll).to_contain_text("Beheerd door Jonas Schorrevelt")
    inspect(jonas, "the card of a poll with all settings")
    choose(jonas, "Welke shift doe je?", "Herinner wie nog niet antwoordde")
    expect(own).to_contain_text("Laatste herinnering")
    choose(jonas, "Welke shift doe je?", "Wijzig de peiling")
    change = jonas.page.get_by_role("dialog")
    expect(change.get_by_label("Sluit om")).to_have_value("14:00")
    change.get_by_label("Sluit op").fill("")
    change.get_by_role("checkbox", name="An Oeverlant").check()
    change.get_by_role("checkbox", name="Iedereen mag antwoorden").uncheck()
    change.get_by_role("button", name="Bewaren").click()
    expect(own).to_contain_text("Beheerd door An Oeverlant en Jonas Schorrevelt")
    expect(own).not_to_contain_text("Sluit donderdag")
    choose(clara, "Welke shift doe je?", "Antwoord toevoegen")
    page.get_by_role("dialog").get_by_label("Antwoord 3", exact=True).fill("Opruimen")
    page.get_by_role("dialog").get_by_label("Hoogstens hoeveel voor antwoord 3").fill("4")
    page.get_by_role("dialog").get_by_role("button", name="Antwoord toevoegen").click()
    expect(poll).to_contain_text("nog 4 plaatsen")
    dialog = add(page, "Peiling")
    dialog.get_by_label("Begin van een eerdere peiling").select_option(label="Welke shift doe je?")
    expect(dialog.get_by_label("Antwoord 3", exact=True)).to_have_value("Opruimen")


def test_who_cannot_be_reached_is_counted_as_such(demo: Demo, devices: Devices) -> None:
    room = room_of(demo, "Wie leidt de inzingoefening?")
    demo.member("clara").call("poll.create", conversation=room, **LIST)
    for login in ("an", "jonas"):
        demo.member(login).call("preference.set", conversation=room, level="none")
    clara = devices.open("clara")
    page = clara.go(f"/chat/{room}")
    choose(clara, "Wie rijdt er?", "Herinner wie nog niet antwoordde")
    expect(page.get_by_text("Niemand krijgt een herinnering. 2 mensen zijn niet te bereiken")).to_be_visible()
