"""Asking the group: polls, lists and activities on cards, answered with one tap."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.demo import Demo
from tests.browser.devices import Device, Devices
from tests.browser.test_screens import LOOKS, inspect

LIST: dict[str, Any] = {
    "kind": "list",
    "title": "Wie rijdt er?",
    "options": [{"text": "Chauffeur", "places": 1}],
}


def room_of(demo: Demo, title: str) -> int:
    """A conversation of Clara, An and Jonas."""
    return demo.member("clara").conversation(title, demo.member("an"), demo.member("jonas"))


def in_days(days: int) -> str:
    """A day ahead, as date fields hold it."""
    return (datetime.now(UTC) + timedelta(days=days)).date().isoformat()


def card(device: Device, title: str) -> Locator:
    """The card of a poll or an activity in the open conversation."""
    return device.page.get_by_role("region", name=title).last


def add(page: Page, what: str) -> Locator:
    """Choose something behind the + of the composer; its dialog."""
    page.get_by_role("button", name="Toevoegen", exact=True).click()
    page.get_by_role("menuitem", name=what).click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    return dialog


def test_a_choice_is_asked_by_form_and_each_answer_is_seen_by_the_others(demo: Demo, devices: Devices) -> None:
    room = room_of(demo, "Bisnummer")
    clara, jonas = devices.open("clara"), devices.open("jonas", "phone")
    page = clara.go(f"/chat/{room}")
    jonas.go(f"/chat/{room}")
    dialog = add(page, "Peiling")
    dialog.get_by_role("button", name="Stel de vraag").click()
    expect(dialog).to_contain_text("Geef minstens twee antwoorden.")
    dialog.get_by_label("Vraag", exact=True).fill("Welk stuk zingen we als bis?")
    dialog.get_by_label("Antwoord 1", exact=True).fill("Ave verum")
    dialog.get_by_label("Antwoord 2", exact=True).fill("Locus iste")
    dialog.get_by_role("button", name="Nog een").click()
    page.keyboard.type("Cantique de Jean Racine")
    dialog.get_by_role("button", name="Stel de vraag").click()
    expect(dialog).to_have_count(0)
    title = "Welk stuk zingen we als bis?"
    for device in (clara, jonas):
        expect(card(device, title).get_by_role("radio")).to_have_count(3)
    card(jonas, title).get_by_role("radio", name="Locus iste").check()
    expect(card(jonas, title)).to_contain_text("1 antwoord")
    expect(card(clara, title).get_by_role("radio", name="Locus iste 1 stem")).to_be_visible()
    card(clara, title).get_by_role("radio", name="Locus iste").check()
    card(clara, title).get_by_role("radio", name="Ave verum").check()
    expect(card(jonas, title).get_by_role("radio", name="Ave verum 1 stem")).to_be_visible()
    card(jonas, title).get_by_role("button", name="2 antwoorden").click()
    names = jonas.page.get_by_role("dialog")
    expect(names).to_contain_text("Clara Lisvelde")
    expect(names).to_contain_text("Jonas Schorrevelt")


def test_of_two_who_want_the_last_place_one_gets_it_and_the_other_hears_it(demo: Demo, devices: Devices) -> None:
    room = room_of(demo, "Vervoer naar de kerk")
    demo.member("clara").call("poll.create", conversation=room, **LIST)
    an, jonas = devices.open("an"), devices.open("jonas", "phone")
    for device in (an, jonas):
        device.go(f"/chat/{room}")
        expect(card(device, "Wie rijdt er?")).to_contain_text("nog 1 plaats")
    take = [card(device, "Wie rijdt er?").get_by_role("button", name="ik breng er een mee") for device in (an, jonas)]
    # Jonas is offline for a moment: both have pressed before either has heard of the other.
    jonas.forgive("ERR_INTERNET_DISCONNECTED|WebSocket")
    jonas.context.set_offline(True)
    for button in take:
        button.click()
    expect(card(jonas, "Wie rijdt er?")).to_contain_text("jij: 1")
    expect(card(an, "Wie rijdt er?")).to_contain_text("1 van 1 · Volzet · jij: 1")
    jonas.context.set_offline(False)
    expect(card(jonas, "Wie rijdt er?").get_by_role("alert")).to_contain_text("Chauffeur is volzet")
    expect(card(jonas, "Wie rijdt er?")).not_to_contain_text("jij: 1")
    expect(card(jonas, "Wie rijdt er?")).to_contain_text("1 van 1 · Volzet")
    card(an, "Wie rijdt er?").get_by_role("button", name="een minder").click()
    expect(card(jonas, "Wie rijdt er?")).to_contain_text("nog 1 plaats")
    take[1].click()
    expect(card(an, "Wie rijdt er?")).to_contain_text("Volzet")


def test_a_date_that_suits_most_goes_to_the_agenda_with_one_tap(demo: Demo, devices: Devices) -> None:
    room = room_of(demo, "Extra repetitie zoeken")
    clara, an = devices.open("clara"), devices.open("an", "phone")
    page = clara.go(f"/chat/{room}")
    dialog = add(page, "Peiling")
    dialog.get_by_role("radio", name="Datum").check()
    dialog.get_by_label("Vraag", exact=True).fill("Stemrepetitie tenoren")
    for place, days in ((1, 10), (2, 12)):
        dialog.get_by_label(f"Dag {place}", exact=True).fill(in_days(days))
    dialog.get_by_role("button", name="Stel de vraag").click()
    an.go(f"/chat/{room}")
    poll = card(an, "Stemrepetitie tenoren")
    poll.get_by_role("group").nth(0).get_by_role("radio", name="Nee").check()
    poll.get_by_role("group").nth(1).get_by_role("radio", name="Ja").check()
    expect(card(clara, "Stemrepetitie tenoren")).to_contain_text("Beste datum")
    card(clara, "Stemrepetitie tenoren").get_by_role("button", name="in de agenda").click()
    page.get_by_role("dialog").get_by_role("button", name="Zet in de agenda").click()
    expect(an.page.get_by_role("region", name="Volgende activiteit")).to_contain_text("Stemrepetitie tenoren")
    expect(card(an, "Stemrepetitie tenoren").get_by_role("radio", name="Ik kom", exact=False).first).to_be_checked()
    an.go("/agenda")
    expect(an.page.get_by_role("link", name="Stemrepetitie tenoren").first).to_be_visible()


def test_an_answer_on_a_card_is_the_attendance_on_every_device_and_in_the_agenda(demo: Demo, devices: Devices) -> None:
    room = room_of(demo, "Wie komt er mee?")
    clara = demo.member("clara")
    start = f"{in_days(20)}T19:30:00"
    where = {"organisation": clara.organisation, "title": "Koorwandeling", "local_start": start}
    clara.call("series.create", **where, duration_minutes=120)
    jonas, at_home = devices.open("jonas", "phone"), devices.open("jonas", own_session=True)
    an = devices.open("an")
    page = an.go(f"/chat/{room}")
    add(page, "Activiteit").get_by_role("button", name="Koorwandeling").click()
    for device in (jonas, at_home):
        device.go(f"/chat/{room}")
    card(jonas, "Koorwandeling").get_by_role("radio", name="Ik kom niet").check()
    card(jonas, "Koorwandeling").get_by_label("Reden").fill("Dienst in het ziekenhuis")
    card(jonas, "Koorwandeling").get_by_role("button", name="Bewaar").click()
    expect(card(at_home, "Koorwandeling").get_by_role("radio", name="Ik kom niet")).to_be_checked()
    expect(card(an, "Koorwandeling").get_by_role("radio", name="Ik kom niet 1")).not_to_be_checked()
    bar = at_home.page.get_by_role("region", name="Volgende activiteit")
    bar.get_by_role("radio", name="Misschien").check()
    expect(card(jonas, "Koorwandeling").get_by_role("radio", name="Misschien")).to_be_checked()
    at_home.page.get_by_role("button", name="Ongedaan maken").click()
    expect(card(jonas, "Koorwandeling").get_by_role("radio", name="Ik kom niet")).to_be_checked()
    card(an, "Koorwandeling").get_by_role("link", name="Alles over deze activiteit").click()
    an.page.get_by_role("radio", name="Ik kom", exact=False).first.check()
    an.page.get_by_role("button", name="Wie komt er").click()
    names = an.page.get_by_role("dialog")
    expect(names).to_contain_text("Komt niet (1)")
    expect(names).not_to_contain_text("Dienst in het ziekenhuis")


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
    _choose(clara, "Welke kleur sjaal?", "Herinner wie nog niet antwoordde")
    expect(page.get_by_text("1 persoon krijgt een herinnering.")).to_be_visible()
    assert "Welke kleur sjaal?" in demo.mail_to(demo.member("an").account["address"], "Welke kleur sjaal?")["text"]
    _choose(clara, "Welke kleur sjaal?", "Wijzig de peiling")
    page.get_by_role("dialog").get_by_label("Vraag", exact=True).fill("Welke kleur krijgt de sjaal?")
    page.get_by_role("dialog").get_by_role("button", name="Bewaren").click()
    _choose(jonas, "Welke kleur krijgt de sjaal?", "Antwoord toevoegen")
    jonas.page.get_by_role("dialog").get_by_label("Antwoord 3", exact=True).fill("Blauw")
    jonas.page.get_by_role("dialog").get_by_role("button", name="Antwoord toevoegen").click()
    expect(card(clara, "Welke kleur krijgt de sjaal?").get_by_role("radio")).to_have_count(3)
    _choose(clara, "Welke kleur krijgt de sjaal?", "Sluit de peiling")
    expect(card(jonas, "Welke kleur krijgt de sjaal?")).to_contain_text("Gesloten")
    expect(card(jonas, "Welke kleur krijgt de sjaal?").get_by_role("radio", name="Rood")).to_be_disabled()
    _choose(clara, "Welke kleur krijgt de sjaal?", "Stel opnieuw")
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
    _choose(jonas, "Welke shift doe je?", "Herinner wie nog niet antwoordde")
    expect(own).to_contain_text("Laatste herinnering")
    _choose(jonas, "Welke shift doe je?", "Wijzig de peiling")
    change = jonas.page.get_by_role("dialog")
    expect(change.get_by_label("Sluit om")).to_have_value("14:00")
    change.get_by_label("Sluit op").fill("")
    change.get_by_role("checkbox", name="An Oeverlant").check()
    change.get_by_role("checkbox", name="Iedereen mag antwoorden").uncheck()
    change.get_by_role("button", name="Bewaren").click()
    expect(own).to_contain_text("Beheerd door An Oeverlant en Jonas Schorrevelt")
    expect(own).not_to_contain_text("Sluit donderdag")
    _choose(clara, "Welke shift doe je?", "Antwoord toevoegen")
    page.get_by_role("dialog").get_by_label("Antwoord 3", exact=True).fill("Opruimen")
    page.get_by_role("dialog").get_by_label("Hoogstens hoeveel voor antwoord 3").fill("4")
    page.get_by_role("dialog").get_by_role("button", name="Antwoord toevoegen").click()
    expect(poll).to_contain_text("nog 4 plaatsen")
    dialog = add(page, "Peiling")
    dialog.get_by_label("Begin van een eerdere peiling").select_option(label="Welke shift doe je?")
    expect(dialog.get_by_label("Antwoord 3", exact=True)).to_have_value("Opruimen")


@pytest.mark.parametrize(("size", "theme"), [("phone", "dark"), ("laptop", "light")])
def test_a_chosen_date_gets_a_name_and_a_place_and_who_said_yes_comes(
    demo: Demo, devices: Devices, size: str, theme: str
) -> None:
    room = room_of(demo, f"Generale zoeken op {size}")
    options = [{"local_start": f"{in_days(days)}T20:00:00", "minutes": 90} for days in (15, 16)]
    member = {login: demo.member(login) for login in ("clara", "an", "jonas")}
    poll = member["clara"].call("poll.create", conversation=room, kind="dates", title="Wanneer?", options=options)
    first = poll["options"][0]["id"]
    for login, value in (("clara", "yes"), ("an", "no"), ("jonas", "yes")):
        member[login].call("poll_answer.set", poll=poll["id"], choices=[{"option": first, "value": value}])
    clara, jonas = devices.open("clara", size, theme), devices.open("jonas", "phone")
    page = clara.go(f"/chat/{room}")
    card(clara, "Wanneer?").get_by_role("button", name="in de agenda").click()
    dialog = page.get_by_role("dialog", name="Zet in de agenda")
    expect(dialog.get_by_label("Hoe heet de activiteit")).to_have_value("Wanneer")
    expect(dialog).to_contain_text("2 komen, 1 komt niet")
    expect(dialog).to_contain_text("De peiling sluit.")
    inspect(clara, "making an activity of a date")
    called = f"Generale repetitie {size}"
    page.keyboard.type(called)
    dialog.get_by_label("Waar").fill("Sint-Baafskerk")
    page.keyboard.press("Escape")
    question = page.get_by_role("dialog", name="Sluiten en weggooien?")
    expect(question).to_contain_text("Wat je hebt ingevuld, gaat verloren.")
    question.get_by_role("button", name="Niet sluiten").click()
    dialog.get_by_role("button", name="Zet in de agenda").click()
    jonas.go(f"/chat/{room}")
    expect(card(jonas, called).get_by_role("radio", name="Ik kom").first).to_be_checked()
    expect(card(jonas, called)).to_contain_text("Sint-Baafskerk")
    expect(card(jonas, called).get_by_role("radio", name="Ik kom niet 1")).not_to_be_checked()


def test_who_cannot_be_reached_is_counted_as_such(demo: Demo, devices: Devices) -> None:
    room = room_of(demo, "Wie leidt de inzingoefening?")
    demo.member("clara").call("poll.create", conversation=room, **LIST)
    for login in ("an", "jonas"):
        demo.member(login).call("preference.set", conversation=room, level="none")
    clara = devices.open("clara")
    page = clara.go(f"/chat/{room}")
    _choose(clara, "Wie rijdt er?", "Herinner wie nog niet antwoordde")
    expect(page.get_by_text("Niemand krijgt een herinnering. 2 mensen zijn niet te bereiken")).to_be_visible()


@pytest.mark.parametrize(("size", "theme"), [("phone", "dark"), ("laptop", "light")])
def test_what_was_filled_in_is_not_lost_without_a_question(demo: Demo, devices: Devices, size: str, theme: str) -> None:
    room_of(demo, f"Vragen op {size}")
    device = devices.open("clara", size, theme)
    page = device.go("/chat")
    page.get_by_role("link", name=f"Vragen op {size}").click()
    dialog = add(page, "Peiling")
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    dialog = add(page, "Peiling")
    dialog.get_by_label("Vraag", exact=True).fill("Welke bis zingen we?")
    question = page.get_by_role("dialog", name="Sluiten en weggooien?")
    # By Escape twice in a row, beside it, by the cross, by Cancel and by Back.
    for _ in range(2):
        page.keyboard.press("Escape")
        expect(question).to_contain_text("Wat je hebt ingevuld, gaat verloren.")
        page.keyboard.press("Escape")
        expect(question).to_have_count(0)
        expect(page.locator("dialog")).to_have_count(1)
    ways = [
        lambda: page.mouse.click(4, 4),
        lambda: dialog.get_by_role("button", name="Sluiten", exact=True).click(),
        lambda: dialog.get_by_role("button", name="Annuleren").click(),
        lambda: page.evaluate("history.back()"),
    ]
    for way in ways:
        way()
        expect(question).to_be_visible()
        if way is ways[0]:
            inspect(device, "closing a form with something in it")
        question.get_by_role("button", name="Niet sluiten").click()
        expect(page.locator("dialog")).to_have_count(1)
        expect(dialog.get_by_label("Vraag", exact=True)).to_have_value("Welke bis zingen we?")
    page.keyboard.press("Escape")
    question.get_by_role("button", name="Weggooien").click()
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_the_focus_stays_in_a_list_at_its_last_place_and_at_none(demo: Demo, devices: Devices) -> None:
    room = room_of(demo, "Chauffeurs")
    demo.member("clara").call("poll.create", conversation=room, **LIST)
    jonas = devices.open("jonas")
    jonas.go(f"/chat/{room}")
    take = card(jonas, "Wie rijdt er?").get_by_role("button", name="ik breng er een mee")
    give = card(jonas, "Wie rijdt er?").get_by_role("button", name="een minder")
    take.focus()
    jonas.page.keyboard.press("Enter")
    expect(give).to_be_focused()
    expect(take).to_be_disabled()
    jonas.page.keyboard.press("Enter")
    expect(take).to_be_focused()
    # Somebody else takes the last place meanwhile: neither button is left.
    an = devices.open("an")
    an.go(f"/chat/{room}")
    card(an, "Wie rijdt er?").get_by_role("button", name="ik breng er een mee").click()
    expect(card(jonas, "Wie rijdt er?").get_by_role("listitem")).to_be_focused()


def test_a_list_poll_shows_who_receives_it_how_many_answered_and_only_its_administrators_who(
    demo: Demo, devices: Devices
) -> None:
    clara, an, jonas = (demo.member(login) for login in ("clara", "an", "jonas"))
    listed = clara.call(
        "conversation.create", organisation=clara.organisation, title="Praktisch kerstmarkt", kind="broadcast",
        contacts=[an.contact, jonas.contact],
    )  # fmt: skip
    screens = [devices.open("clara"), devices.open("an", "phone", "dark"), devices.open("jonas")]
    page = screens[0].go(f"/chat/{listed['id']}")
    dialog = add(page, "Peiling")
    dialog.locator("summary").click()
    expect(dialog.get_by_role("checkbox", name="Jonas Schorrevelt")).to_have_count(0)
    page.keyboard.press("Escape")
    clara.call("poll.create", conversation=listed["id"], **LIST)
    for screen in screens[1:]:
        screen.go(f"/chat/{listed['id']}")
    keeper, receiver, other = [card(screen, "Wie rijdt er?") for screen in screens]
    receiver.get_by_role("button", name="ik breng er een mee").click()
    for shown in (keeper, other):
        expect(shown).to_contain_text("1 van 1 · Volzet")
        expect(shown).to_contain_text("1 antwoord")
    for shown in (receiver, other):
        expect(shown.get_by_role("button", name="1 antwoord")).to_have_count(0)
        expect(shown.get_by_role("img")).to_have_count(0)
    expect(screens[2].page.locator("main")).not_to_contain_text("Oeverlant")
    inspect(screens[1], "a list's poll as one receives it")
    keeper.get_by_role("button", name="1 antwoord").click()
    expect(page.get_by_role("dialog")).to_contain_text("An Oeverlant")


def _choose(device: Device, title: str, what: str) -> None:
    """Something in the menu of a poll's card."""
    card(device, title).get_by_role("button", name="Meer over deze peiling").click()
    device.page.get_by_role("menuitem", name=what).click()


@pytest.mark.parametrize(("size", "theme"), LOOKS)
def test_nothing_of_cards_and_forms_hinders_anyone(demo: Demo, devices: Devices, size: str, theme: str) -> None:
    clara = demo.member("clara")
    rooms = clara.call("conversation.list", organisation=clara.organisation, limit=200)["items"]
    [room] = [each["id"] for each in rooms if each["title"] == "Feestcomité"]
    device = devices.open("clara", size, theme)
    page = device.go(f"/chat/{room}")
    expect(card(device, "Wie brengt wat mee voor het feest?")).to_be_visible()
    expect(card(device, "Extra repetitie voor het winterconcert").get_by_role("radio")).to_have_count(9)
    inspect(device, "cards of polls")
    dialog = add(page, "Peiling")
    dialog.locator("summary").click()
    for kind in ("Keuze", "Datum", "Lijst"):
        dialog.get_by_role("radio", name=kind).check()
        inspect(device, f"asking for a {kind}")
