"""Writing, correcting and reading in one conversation."""

from playwright.sync_api import Page, expect

from tests.browser.demo import Demo
from tests.browser.devices import LOST_SERVER, Devices

SCROLLED = "document.querySelector('.scroller[role=region]').scrollTop"
BARS = 120
STOP_ANSWERING = "Antwoorden annuleren"
COASTED_MS = 1_000


def top_of(page: Page, text: str) -> float:
    box = page.locator("li[data-seq]", has_text=text).first.bounding_box()
    assert box is not None
    return box["y"]


def long_conversation(demo: Demo) -> int:
    """One of 120 messages by An and Jonas, all read by Clara."""
    an, jonas = demo.member("an"), demo.member("jonas")
    room = demo.member("clara").conversation("Maat na maat", an, jonas)
    for bar in range(1, BARS + 1):
        text = f"Maat {bar}: adem voor de lange noot. " + "En zing door. " * (bar % 3)
        (an if bar % 5 else jonas).send(room, text)
    demo.member("clara").call("read.set", conversation=room, seq=BARS)
    return room


def test_a_message_is_written_edited_and_deleted_for_everybody(demo: Demo, devices: Devices) -> None:
    room = demo.member("clara").conversation("Wie rijdt er mee?", demo.member("jonas"))
    clara, jonas = devices.open("clara"), devices.open("jonas", "phone")
    jonas.go(f"/chat/{room}")
    page = clara.go(f"/chat/{room}")
    expect(clara.field).to_be_focused()
    page.keyboard.type("Tot straks")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("Clara")
    page.keyboard.press("Enter")
    last = page.locator("li.own").last
    expect(last).to_contain_text("Tot straks\nClara")
    expect(last).to_contain_text("Verstuurd")
    expect(jonas.message("Tot straks\nClara")).to_be_visible()

    page.keyboard.press("ArrowUp")
    expect(clara.field).to_have_value("Tot straks\nClara")
    page.keyboard.press("Escape")
    expect(clara.field).to_have_value("")
    page.keyboard.press("ArrowUp")
    clara.field.fill("Tot morgen")
    page.keyboard.press("Enter")
    expect(last).to_contain_text("bewerkt")
    expect(jonas.message("Tot morgen")).to_contain_text("bewerkt")

    last.locator(".bubble").click(button="right")
    page.get_by_role("menuitem", name="Verwijder").click()
    page.get_by_role("dialog").get_by_role("button", name="Verwijder").click()
    for device in (clara, jonas):
        expect(device.message("Dit bericht is verwijderd.")).to_have_count(1)
        expect(device.message("Tot morgen")).to_have_count(0)


def test_a_draft_stays_in_its_conversation_and_survives_a_reload(demo: Demo, devices: Devices) -> None:
    clara = demo.member("clara")
    rooms = [clara.conversation(title, demo.member("jonas")) for title in ("Affiches", "Koffie en koek")]
    device = devices.open("clara")
    page = device.go(f"/chat/{rooms[0]}")
    expect(device.field).to_be_focused()
    page.keyboard.type("Half gesch")
    device.row("Koffie en koek").click()
    expect(device.heading).to_have_text("Koffie en koek")
    expect(device.field).to_have_value("")
    device.row("Affiches").click()
    expect(device.field).to_have_value("Half gesch")
    page.reload()
    expect(device.field).to_have_value("Half gesch")


def test_what_a_draft_answers_is_there_after_a_reload_and_on_the_other_device(demo: Demo, devices: Devices) -> None:
    clara = demo.member("clara")
    room = clara.conversation("Sleutels van het lokaal", demo.member("jonas"))
    demo.member("jonas").send(room, "Wie sluit er af?")
    laptop, phone = devices.open("clara"), devices.open("clara", "phone")
    page = laptop.go(f"/chat/{room}")
    expect(laptop.field).to_be_focused()
    laptop.message("Wie sluit er af?").locator(".bubble").click(button="right")
    page.get_by_role("menuitem", name="Antwoord").click()
    page.keyboard.type("Ik, na de pauze")
    phone.go(f"/chat/{room}")
    for device in (phone, laptop):
        expect(device.field).to_have_value("Ik, na de pauze")
        expect(device.page.get_by_role("button", name=STOP_ANSWERING)).to_be_visible()
        page.reload()
    # That it answers nothing any more holds at once, also before it has arrived.
    laptop.forgive(LOST_SERVER).context.set_offline(True)
    page.get_by_role("button", name=STOP_ANSWERING).click()
    for title in ("Bestuur", "Sleutels van het lokaal"):
        laptop.row(title).click()
        expect(laptop.heading).to_have_text(title)
    expect(laptop.field).to_have_value("Ik, na de pauze")
    expect(page.get_by_role("button", name=STOP_ANSWERING)).to_have_count(0)
    laptop.context.set_offline(False)
    laptop.go(f"/chat/{room}")
    expect(laptop.field).to_have_value("Ik, na de pauze")
    expect(page.get_by_role("button", name=STOP_ANSWERING)).to_have_count(0)


def test_a_correction_that_was_begun_is_not_lost(demo: Demo, devices: Devices) -> None:
    clara = demo.member("clara")
    rooms = [clara.conversation(title, demo.member("jonas")) for title in ("Bloemen voor de solist", "Zaalwacht")]
    clara.send(rooms[0], "We bestellen rozen")
    device = devices.open("clara")
    page = device.go(f"/chat/{rooms[0]}")
    expect(device.message("We bestellen rozen")).to_be_visible()
    expect(device.field).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(device.field).to_have_value("We bestellen rozen")
    page.keyboard.type(" en iets groens")
    device.row("Zaalwacht").click()
    expect(device.heading).to_have_text("Zaalwacht")
    expect(device.field).to_have_value("")
    device.row("Bloemen voor de solist").click()
    expect(device.field).to_have_value("We bestellen rozen en iets groens")
    page.keyboard.press("Escape")
    expect(device.field).to_have_value("")
    toast = page.locator(".toast", has_text="Het bericht blijft zoals het was")
    toast.get_by_role("button", name="Ongedaan maken").click()
    expect(device.field).to_have_value("We bestellen rozen en iets groens")
    device.field.press("Enter")
    expect(device.message("We bestellen rozen en iets groens")).to_contain_text("bewerkt")


def test_an_emoji_is_completed_and_the_keys_attach_and_lead_to_what_is_unread(demo: Demo, devices: Devices) -> None:
    clara, jonas = demo.member("clara"), demo.member("jonas")
    room = clara.conversation("Zangweekend", jonas)
    jonas.send(room, *(f"Idee {number} voor het weekend" for number in range(1, 41)))
    device = devices.open("clara")
    page = device.go(f"/chat/{room}")
    expect(device.field).to_be_focused()
    page.keyboard.type("Mooi :noo")
    expect(page.get_by_role("option", name="🎵 noot")).to_be_visible()
    page.keyboard.press("Enter")
    expect(device.field).to_have_value("Mooi 🎵 ")
    page.keyboard.type("om 19:30")
    expect(page.get_by_role("option")).to_have_count(0)
    device.field.fill("")
    page.keyboard.press("Control+End")
    expect(device.message("Idee 40 voor")).to_be_in_viewport()
    page.keyboard.press("Shift+PageUp")
    expect(device.message("Idee 1 voor")).to_be_in_viewport()
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Control+Shift+U")
    chooser.value.set_files({"name": "affiche.txt", "mimeType": "text/plain", "buffer": b"Zangweekend"})
    expect(page.get_by_text("affiche.txt")).to_be_visible()


def test_the_line_of_unread_messages_stays_where_it_was_while_the_count_goes(demo: Demo, devices: Devices) -> None:
    clara, jonas = demo.member("clara"), demo.member("jonas")
    room = clara.conversation("Sleutel van de zaal", jonas)
    clara.send(room, "Wie heeft de sleutel?")
    jonas.send(room, "Ik.", "Of toch niet.", "Ja, toch wel.")
    device = devices.open("clara")
    page = device.go("/chat")
    row = device.row("Sleutel van de zaal")
    expect(row).to_contain_text("3 ongelezen berichten")
    row.click()
    line = page.locator("[data-unread]")
    expect(line).to_have_text("3 ongelezen berichten")
    expect(row).not_to_contain_text("ongelezen")
    expect(line).to_be_visible()
    device.row("Koor De Rietvink – allen").click()
    row.click()
    expect(device.message("Ja, toch wel.")).to_be_visible()
    expect(line).to_have_count(0)


def test_the_place_in_a_long_conversation_is_kept_whatever_comes_in(demo: Demo, devices: Devices) -> None:
    room = long_conversation(demo)
    device = devices.open("clara")
    page = device.go(f"/chat/{room}")
    newest = page.locator("li[data-seq]").last
    expect(newest).to_contain_text(f"Maat {BARS}:")
    assert abs(page.evaluate(SCROLLED)) < 1
    demo.member("jonas").send(room, "Nog één ding.")
    expect(newest).to_contain_text("Nog één ding.")
    assert abs(page.evaluate(SCROLLED)) < 1, "the end stays in view"

    page.mouse.move(600, 400)
    # However many older rows are there by now, this stays among the latest.
    page.mouse.wheel(0, -600)
    expect(page.get_by_role("button", name="Naar nieuwste")).to_be_visible()
    seen = page.locator("li[data-seq]", has_text=f"Maat {BARS - 14}:")
    expect(seen).to_be_in_viewport()
    before = top_of(page, f"Maat {BARS - 14}:")
    demo.member("jonas").send(room, *(f"Vraag {at}" for at in range(1, 6)))
    expect(page.get_by_role("button", name="Naar nieuwste (5)")).to_be_visible()
    assert abs(top_of(page, f"Maat {BARS - 14}:") - before) <= 1

    while not page.get_by_text("Het begin van dit gesprek").is_visible():
        page.mouse.wheel(0, -2500)
    expect(page.locator("li[data-seq]", has_text="Maat 1:")).to_be_visible()
    page.keyboard.press("Control+End")
    expect(page.locator("li[data-seq]", has_text="Vraag 5")).to_be_in_viewport()

    # The wheel that was turned just before still moves the box for a moment; on a slow machine for long.
    page.context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": 4})
    for _ in range(4):
        page.mouse.wheel(0, -2500)
        page.mouse.wheel(0, -2500)
        page.keyboard.press("Control+End")
        page.wait_for_timeout(COASTED_MS)
        assert abs(page.evaluate(SCROLLED)) < 1


def test_only_new_messages_are_spoken_and_a_burst_as_one(demo: Demo, devices: Devices) -> None:
    clara, jonas = demo.member("clara"), demo.member("jonas")
    room = clara.conversation("Wachten op de bus", jonas)
    jonas.send(room, "Hoe laat vertrekt hij?")
    device = devices.open("clara")
    page = device.go(f"/chat/{room}")
    expect(device.message("Hoe laat vertrekt hij?")).to_be_visible()
    spoken = page.locator("[aria-live=polite]")
    expect(spoken).to_have_count(1)
    expect(spoken).to_have_text("")
    jonas.send(room, f"Ik sta er, <@{clara.contact}>. **Kom je?**", "Waar ben je?", "Hallo?")
    expect(spoken).to_contain_text("Ik sta er, @Clara Lisvelde. Kom je?")
    expect(spoken).to_have_text("2 nieuwe berichten")


def test_the_keyboard_reaches_everything_on_a_laptop(demo: Demo, devices: Devices) -> None:
    room = demo.member("clara").direct(demo.member("jonas"))
    device = devices.open("clara")
    page = device.go("/chat")
    expect(device.row("Jonas Schorrevelt")).to_be_visible()
    page.keyboard.press("Control+k")
    expect(page.get_by_label("Zoek in alles")).to_be_focused()
    page.keyboard.type("jonas schor")
    expect(page.get_by_role("dialog").get_by_role("link", name="Jonas Schorrevelt")).to_be_visible()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/chat/{room}")
    page.keyboard.press("Alt+ArrowDown")
    page.wait_for_url(lambda url: not url.endswith(f"/{room}"))
    page.keyboard.press("Control+/")
    expect(page.get_by_role("dialog")).to_contain_text("Sneltoetsen")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("complementary", name="Over dit gesprek")).to_be_visible()
    regions = set()
    for _ in range(6):
        page.keyboard.press("F6")
        regions.add(page.evaluate("document.activeElement.getAttribute('aria-label')"))
    assert len(regions) == 5, regions


def test_a_phone_goes_back_a_pane_at_a_time_also_from_an_address(demo: Demo, devices: Devices) -> None:
    room = demo.member("clara").conversation("Programmaboekje", demo.member("an"))
    device = devices.open("an", "phone")
    page = device.go("/chat")
    device.row("Programmaboekje").tap()
    expect(device.heading).to_have_text("Programmaboekje")
    expect(page.get_by_role("navigation", name="Onderdelen")).to_have_count(0)
    page.get_by_role("button", name="Deelnemers tonen").tap()
    expect(device.heading).to_have_text("Over dit gesprek")
    page.go_back()
    expect(device.heading).to_have_text("Programmaboekje")
    page.get_by_role("button", name="Terug").tap()
    expect(device.heading).to_have_text("Gesprekken")
    device.go(f"/chat/{room}/info")
    page.get_by_role("button", name="Terug").tap()
    expect(device.heading).to_have_text("Programmaboekje")
