"""Asking the group: a poll or a list, answered with one tap and seen by the others."""

import pytest
from playwright.sync_api import expect

from tests.browser.asking import LIST, add, card, room_of
from tests.browser.demo import Demo
from tests.browser.devices import Devices
from tests.browser.test_screens import LOOKS, inspect


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
