"""What the product is for: a group talks, whoever is away is mailed, and everybody knows when the next rehearsal is."""

import urllib.request
from datetime import date

import icalendar
import recurring_ical_events
from playwright.sync_api import expect

from tests.browser.demo import Demo
from tests.browser.devices import Devices

SEASON = date(2026, 9, 1), date(2027, 7, 1)


def test_clara_opens_a_conversation_from_a_group_and_jonas_answers_at_once(demo: Demo, devices: Devices) -> None:
    clara, jonas = devices.open("clara"), devices.open("jonas", "phone")
    jonas.go("/chat")
    page = clara.go("/chat")
    page.get_by_role("button", name="Nieuw gesprek").first.click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("radio", name="Groep", exact=True).check()
    dialog.get_by_role("radio", name="Alten").check()
    dialog.get_by_label("Titel van het gesprek").fill("Solo's voor het winterconcert")
    dialog.get_by_role("button", name="Gesprek beginnen").click()
    expect(clara.heading).to_have_text("Solo's voor het winterconcert")

    page.get_by_role("button", name="Deelnemers toevoegen").click()
    dialog.get_by_label("Zoek iemand").fill("jonas")
    dialog.get_by_role("checkbox", name="Jonas").check()
    dialog.get_by_role("button", name="1 toevoegen").click()
    expect(dialog).to_have_count(0)
    clara.write("Wie zingt donderdag de solo voor?")
    expect(clara.message("Wie zingt donderdag de solo voor?")).to_contain_text("Verstuurd")

    row = jonas.row("Solo's voor het winterconcert")
    expect(row).to_contain_text("Wie zingt donderdag de solo voor?")
    row.tap()
    expect(jonas.message("Wie zingt donderdag de solo voor?")).to_contain_text("Clara")
    jonas.write("Elif, en ik speel de inleiding.")
    expect(clara.message("Elif, en ik speel de inleiding.")).to_contain_text("Jonas")

    mail = demo.mail_to("an@", "Wie zingt donderdag de solo voor?")
    outbox = clara.context.new_page()
    outbox.goto(f"{demo.url}/demo/outbox")
    article = outbox.get_by_role("article", name=mail["subject"]).first
    expect(article).to_contain_text("Wie zingt donderdag de solo voor?")


def test_jonas_sees_the_rehearsal_and_follows_the_season_in_his_own_calendar(devices: Devices) -> None:
    jonas = devices.open("jonas", "phone")
    page = jonas.go("/agenda")
    while page.locator("a[href*='/agenda/2026-11/']").count() == 0:
        page.get_by_role("button", name="Vorige activiteiten").click()
        expect(page.get_by_role("button", name="Vorige activiteiten")).to_be_enabled()
    row = page.locator("a[href*='/agenda/2026-11/']", has_text="Repetitie").last
    row.tap()
    expect(jonas.heading).to_have_text("Repetitie")
    main = page.get_by_role("main")
    expect(main).to_contain_text("26 november")
    expect(main).to_contain_text("20:00")
    expect(main).to_contain_text("Parochiezaal Sint-Jozef, Mechelen")

    page.get_by_role("link", name="Naar de kalenderlink").tap()
    page.get_by_role("button", name="Link maken").tap()
    with urllib.request.urlopen(page.get_by_label("Je kalenderlink").input_value(), timeout=10) as response:
        calendar = icalendar.Calendar.from_ical(response.read())
    days = {
        (each["DTSTART"].dt.date(), str(each["SUMMARY"]))
        for each in recurring_ical_events.of(calendar).between(*SEASON)
        if hasattr(each["DTSTART"].dt, "date")
    }
    assert (date(2026, 11, 26), "Repetitie") in days
    assert (date(2026, 12, 16), "Generale repetitie winterconcert") in days
    assert (date(2026, 12, 24), "Repetitie") not in days
    assert len(days) >= 40


def test_the_bot_answers_only_whoever_asked(demo: Demo, devices: Devices) -> None:
    room = demo.member("clara").conversation("Vraag het de bot", demo.member("jonas"))
    clara, jonas = devices.open("clara"), devices.open("jonas")
    jonas.go(f"/chat/{room}")
    page = clara.go(f"/chat/{room}")
    clara.field.fill("/ag")
    page.get_by_role("option", name="/agenda").click()
    expect(clara.field).to_have_value("/agenda ")
    clara.field.press_sequentially("week")
    clara.field.press("Enter")
    card = page.get_by_role("article")
    expect(card).to_contain_text("/agenda week")
    expect(card).to_contain_text("tot en met")
    expect(card).to_contain_text("alleen jij ziet dit")
    clara.write("De bot zegt het mij alleen.")
    expect(jonas.message("De bot zegt het mij alleen.")).to_be_visible()
    expect(jonas.page.get_by_text("/agenda")).to_have_count(0)
    expect(jonas.page.get_by_role("article")).to_have_count(0)
