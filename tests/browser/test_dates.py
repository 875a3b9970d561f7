"""From a date that suits to an activity, and its attendance on every card."""

import pytest
from playwright.sync_api import expect

from tests.browser.asking import add, card, in_days, room_of
from tests.browser.demo import Demo
from tests.browser.devices import Devices
from tests.browser.test_screens import inspect


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
