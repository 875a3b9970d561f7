"""Who types and who read, drafts on another device, what one tells, and messages for later."""

from playwright.sync_api import expect

from tests.browser.demo import Demo
from tests.browser.devices import Devices
from tests.browser.test_screens import inspect


def test_who_types_is_seen_and_who_read_it_too(demo: Demo, devices: Devices) -> None:
    room = demo.member("clara").conversation("Wie brengt koekjes?", demo.member("jonas"))
    clara, jonas = devices.open("clara"), devices.open("jonas", "phone")
    page, other = clara.go(f"/chat/{room}"), jonas.go(f"/chat/{room}")
    expect(clara.field).to_be_focused()
    jonas.field.press_sequentially("Ik denk er nog over na", delay=50)
    typing = page.locator("main header").get_by_text("Jonas typt…")
    expect(typing).to_be_visible()
    expect(typing).to_have_count(0)
    page.keyboard.type("Tot straks")
    page.keyboard.press("Enter")
    expect(jonas.message("Tot straks")).to_be_visible()
    other.bring_to_front()
    expect(page.locator("li.own").last).to_contain_text("Gelezen door 1")


def test_a_draft_is_on_ones_other_device_and_gone_when_it_is_sent(demo: Demo, devices: Devices) -> None:
    room = demo.member("clara").conversation("Wie neemt de partituren mee?", demo.member("jonas"))
    laptop, phone = devices.open("clara"), devices.open("clara", "phone")
    page, pocket = laptop.go(f"/chat/{room}"), phone.go("/chat")
    laptop.field.fill("Ik neem de")
    row = pocket.locator("a.row", has_text="Wie neemt de partituren mee?")
    expect(row).to_contain_text("Concept")
    expect(row).to_contain_text("Ik neem de")
    phone.go(f"/chat/{room}")
    expect(phone.field).to_have_value("Ik neem de")
    phone.field.fill("Ik neem de partituren mee")
    pocket.get_by_role("button", name="Versturen", exact=True).click()
    expect(laptop.message("Ik neem de partituren mee")).to_be_visible()
    expect(laptop.field).to_have_value("")
    assert page


def test_a_message_waits_for_its_moment_and_is_sent_now(demo: Demo, devices: Devices) -> None:
    room = demo.member("clara").conversation("Herinneringen", demo.member("jonas"))
    clara, jonas = devices.open("clara"), devices.open("jonas", "phone")
    page = clara.go(f"/chat/{room}")
    jonas.go(f"/chat/{room}")
    clara.field.fill("Vergeet je map niet")
    page.get_by_role("button", name="Toevoegen", exact=True).click()
    page.get_by_role("menuitem", name="Later versturen").click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_role("button", name="Morgen 8:00").click()
    sheet.get_by_role("button", name="Inplannen").click()
    expect(sheet).to_have_count(0)
    expect(clara.field).to_have_value("")
    page.get_by_role("button", name="Toevoegen", exact=True).click()
    page.get_by_role("menuitem", name="Later versturen").click()
    expect(sheet).to_contain_text("Vergeet je map niet")
    page.reload()
    expect(sheet).to_contain_text("Vergeet je map niet")
    page.go_back()
    expect(sheet).to_have_count(0)
    page.go_forward()
    sheet.get_by_role("button", name="Nu versturen").click()
    expect(jonas.message("Vergeet je map niet")).to_be_visible()


def test_what_is_planned_names_and_answers_people_and_says_when_it_was_refused(demo: Demo, devices: Devices) -> None:
    clara, jonas = demo.member("clara"), demo.member("jonas")
    room = clara.conversation("Draaiboek", jonas)
    clara.send(room, "Wie leest het na?")
    device = devices.open("jonas")
    page = device.go(f"/chat/{room}")
    device.message("Wie leest het na?").locator(".bubble").click(button="right")
    page.get_by_role("menuitem", name="Antwoord").click()
    page.keyboard.type("Ik doe het, @Clar")
    page.keyboard.press("Enter")
    expect(device.field).to_have_value("Ik doe het, @Clara Lisvelde ")
    page.get_by_role("button", name="Toevoegen", exact=True).click()
    page.get_by_role("menuitem", name="Later versturen").click()
    sheet = page.get_by_role("dialog")
    expect(sheet).to_contain_text("Het wordt een antwoord aan Clara")
    sheet.get_by_role("button", name="Inplannen").click()
    expect(sheet).to_have_count(0)
    planned = jonas.call("scheduled.list", conversation=room)["items"][0]
    assert planned["text"] == f"Ik doe het, <@{clara.contact}>"
    assert planned["reply_to"] is not None
    line = page.get_by_role("link", name="1 bericht staat klaar")
    line.click()
    expect(sheet).to_contain_text("Ik doe het, @Clara Lisvelde")
    page.keyboard.press("Escape")

    clara.call("conversation.change", conversation=room, admins_post=True)
    expect(device.field).to_have_count(0)
    expect(line).to_be_visible()
    jonas.call("scheduled.send_now", scheduled=planned["id"])
    page.get_by_role("link", name="1 gepland bericht is niet verstuurd").click()
    expect(sheet).to_contain_text("Op hun moment kon je hier niet schrijven")
    expect(sheet).to_contain_text("Ik doe het, @Clara Lisvelde")
    expect(sheet.get_by_role("button", name="Inplannen")).to_have_count(0)
    inspect(device, "what was planned and refused")


def test_who_tells_nothing_sees_nothing(demo: Demo, devices: Devices) -> None:
    clara = devices.open("clara")
    page = clara.go("/settings")
    tells = page.get_by_role("switch", name="Vertel wat ik gelezen heb")
    expect(tells).to_be_checked()
    tells.click()
    expect(tells).not_to_be_checked()
    page.reload()
    expect(tells).not_to_be_checked()
    tells.click()
    expect(tells).to_be_checked()
