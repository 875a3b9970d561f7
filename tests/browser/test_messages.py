"""Answering, reacting, mentioning, forwarding, pinning and starring, in two browsers at once."""

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.demo import Demo
from tests.browser.devices import Device, Devices
from tests.browser.test_screens import LOOKS, inspect


def menu(device: Device, text: str, item: str) -> None:
    """Choose a line of a message's menu."""
    device.message(text).last.locator(".bubble").click(button="right")
    device.page.get_by_role("menuitem", name=item, exact=True).click()


def two(demo: Demo, devices: Devices, title: str, *, size: str = "laptop") -> tuple[Device, Device, int]:
    """Clara and Jonas in a conversation, both looking at it."""
    room = demo.member("clara").conversation(title, demo.member("jonas"))
    clara, jonas = devices.open("clara"), devices.open("jonas", size)
    for device in (clara, jonas):
        device.go(f"/chat/{room}")
        expect(device.field).to_be_visible()
    return clara, jonas, room


def bubble(device: Device, text: str) -> Locator:
    """The bubble with a text."""
    return device.message(text).last.locator(".bubble")


def test_formatting_is_shown_and_nothing_typed_becomes_an_element(demo: Demo, devices: Devices) -> None:
    clara, jonas, _ = two(demo, devices, "Liedjes van de avond")
    text = (
        "**Vet** en *schuin* en `code`\n- taart\n- koffie\n> oud\n<b id=x>geen tag</b> [hier](https://rietvink.example)"
    )
    clara.write(text)
    shown = bubble(jonas, "geen tag")
    expect(shown.locator("strong")).to_have_text("Vet")
    expect(shown.locator("em")).to_have_text("schuin")
    expect(shown.locator("code")).to_have_text("code")
    expect(shown.locator("li")).to_have_text(["taart", "koffie"])
    expect(shown.locator("blockquote")).to_contain_text("oud")
    expect(shown.locator("a")).to_have_attribute("href", "https://rietvink.example")
    expect(shown.locator("#x")).to_have_count(0)
    expect(jonas.row("Liedjes van de avond")).to_contain_text("Vet en schuin")


def test_an_answer_shows_what_it_answers_and_leads_there(demo: Demo, devices: Devices) -> None:
    clara, jonas, _ = two(demo, devices, "Antwoorden", size="phone")
    clara.write("Wie brengt er taart mee?")
    expect(jonas.message("Wie brengt er taart mee?")).to_be_visible()
    menu(jonas, "Wie brengt er taart mee?", "Antwoord")
    expect(jonas.page.get_by_text("Antwoord aan Clara Lisvelde")).to_be_visible()
    expect(jonas.field).to_be_focused()
    jonas.write("Ik!")
    quote = bubble(clara, "Ik!").locator(".quote")
    expect(quote).to_contain_text("Wie brengt er taart mee?")
    expect(jonas.page.get_by_text("Antwoord aan Clara Lisvelde")).to_have_count(0)
    quote.click()
    clara.page.wait_for_url("**/m/1")
    clara.message("Wie brengt er taart mee?").first.locator(".bubble").click(button="right")
    clara.page.get_by_role("menuitem", name="Verwijder", exact=True).click()
    clara.page.get_by_role("dialog").get_by_role("button", name="Verwijder").click()
    expect(bubble(jonas, "Ik!").locator(".quote")).to_contain_text("Dit bericht is verwijderd.")


def test_a_reaction_is_seen_at_once_by_both_and_taken_back(demo: Demo, devices: Devices) -> None:
    clara, jonas, _ = two(demo, devices, "Reacties")
    clara.write("De zaal is geboekt")
    expect(jonas.message("De zaal is geboekt")).to_be_visible()
    menu(jonas, "De zaal is geboekt", "Reageer")
    jonas.page.get_by_role("dialog").get_by_role("button", name="🎉").first.click()
    own = jonas.page.get_by_role("button", name="🎉, 1: Jij")
    expect(own).to_have_attribute("aria-pressed", "true")
    other = clara.page.get_by_role("button", name="🎉, 1: Jonas Schorrevelt")
    other.click()
    expect(jonas.page.get_by_role("button", name="🎉, 2:")).to_be_visible()
    inspect(jonas, "reactions")
    jonas.page.get_by_role("button", name="🎉, 2:").click()
    expect(clara.page.get_by_role("button", name="🎉, 1: Jij")).to_be_visible()
    clara.page.get_by_role("button", name="Reactie toevoegen").click()
    dialog = clara.page.get_by_role("dialog")
    dialog.get_by_role("searchbox").fill("koff")
    inspect(clara, "picking a reaction")
    dialog.get_by_role("button", name="☕").click()
    expect(jonas.page.get_by_role("button", name="☕, 1: Clara Lisvelde")).to_be_visible()


def test_a_name_is_completed_and_its_bearer_sees_that_they_are_meant(demo: Demo, devices: Devices) -> None:
    clara, jonas, room = two(demo, devices, "Wie wat doet")
    jonas.go("/chat")
    clara.field.press_sequentially("Dag @jon")
    expect(clara.page.get_by_role("option", name="@Jonas Schorrevelt")).to_be_visible()
    inspect(clara, "completing a name")
    clara.page.keyboard.press("Enter")
    expect(clara.field).to_have_value("Dag @Jonas Schorrevelt ")
    clara.page.keyboard.type("jij de koffie?")
    clara.page.keyboard.press("Enter")
    expect(bubble(clara, "jij de koffie?").locator(".mention")).to_have_text("@Jonas Schorrevelt")
    expect(bubble(clara, "jij de koffie?")).to_contain_text("Verstuurd")
    contact = demo.member("jonas").contact
    assert demo.member("clara").texts(room) == [f"Dag <@{contact}> jij de koffie?"]
    expect(jonas.row("Wie wat doet")).to_contain_text("je wordt genoemd")
    expect(jonas.row("Wie wat doet")).to_contain_text("Dag @Jonas Schorrevelt jij de koffie?")
    clara.page.keyboard.press("ArrowUp")
    expect(clara.field).to_have_value("Dag @Jonas Schorrevelt jij de koffie?")
    clara.field.fill("Dag @Jonas Schorrevelt, jij de thee?")
    clara.page.keyboard.press("Enter")
    expect(bubble(clara, "jij de thee?")).to_contain_text("bewerkt")
    menu(clara, "jij de thee?", "Eerdere versies")
    expect(clara.page.get_by_role("dialog")).to_contain_text("jij de koffie?")
    demo.member("jonas").send(room, "Goed")


def test_a_message_is_forwarded_pinned_and_starred(demo: Demo, devices: Devices) -> None:
    clara, jonas, _ = two(demo, devices, "Adressen", size="phone")
    demo.member("clara").conversation("Doorgeefluik", demo.member("jonas"))
    clara.write("De zaal is in de Kerkstraat 4")
    expect(jonas.message("Kerkstraat")).to_be_visible()
    menu(clara, "Kerkstraat", "Vastzetten")
    expect(jonas.page.get_by_role("region", name="Vastgezet")).to_contain_text("Kerkstraat 4")
    jonas.page.get_by_role("button", name="Toon alle 1").click()
    expect(jonas.page.get_by_role("dialog").get_by_role("button", name="Losmaken")).to_have_count(0)
    inspect(jonas, "pinned messages")
    jonas.page.keyboard.press("Escape")
    menu(jonas, "Kerkstraat", "Ster geven")
    menu(jonas, "Kerkstraat", "Doorsturen")
    jonas.page.get_by_role("searchbox").fill("doorg")
    jonas.page.get_by_role("checkbox").first.check()
    inspect(jonas, "forwarding")
    jonas.page.get_by_role("dialog").get_by_role("button", name="Doorsturen").click()
    expect(jonas.page.get_by_text("Doorgestuurd naar 1 gesprek.")).to_be_visible()
    clara.row("Doorgeefluik").click()
    expect(bubble(clara, "Kerkstraat")).to_contain_text("Doorgestuurd")
    jonas.page.get_by_role("button", name="Deelnemers tonen").click()
    jonas.page.get_by_role("button", name="Met een ster").click()
    dialog = jonas.page.get_by_role("dialog")
    expect(dialog).to_contain_text("Kerkstraat 4")
    inspect(jonas, "starred messages")
    jonas.page.reload()
    dialog.get_by_role("button", name="Kerkstraat 4").click()
    jonas.page.wait_for_url("**/m/1")
    expect(dialog).to_have_count(0)
    jonas.page.go_back()
    expect(dialog).to_contain_text("Kerkstraat 4")
    starred = dialog.get_by_role("listitem")
    starred.filter(has_text="Kerkstraat 4").get_by_role("button", name="Ster weghalen").click()
    expect(dialog).not_to_contain_text("Kerkstraat 4")
    expect(dialog).to_contain_text("Geef een bericht een ster")


def test_an_administrator_deletes_what_another_wrote_and_a_member_cannot(demo: Demo, devices: Devices) -> None:
    clara, jonas, _ = two(demo, devices, "Opruimen")
    jonas.write("Dit hoort hier niet")
    clara.write("Dit wel")
    expect(jonas.message("Dit wel")).to_be_visible()
    bubble(jonas, "Dit wel").click(button="right")
    expect(jonas.page.get_by_role("menuitem", name="Antwoord")).to_be_visible()
    expect(jonas.page.get_by_role("menuitem", name="Verwijder voor iedereen")).to_have_count(0)
    jonas.page.keyboard.press("Escape")
    menu(clara, "Dit hoort hier niet", "Verwijder voor iedereen")
    clara.page.get_by_role("dialog").get_by_role("button", name="Verwijder").click()
    expect(jonas.message("Dit bericht is verwijderd.")).to_be_visible()


@pytest.mark.parametrize(("size", "theme"), LOOKS)
def test_a_conversation_full_of_it_has_no_faults(demo: Demo, devices: Devices, size: str, theme: str) -> None:
    clara, jonas = demo.member("clara"), demo.member("jonas")
    room = clara.conversation(f"Van alles {size} {theme}", jonas)
    asked = clara.call("message.send", conversation=room, text="Wie brengt er **taart** mee?")
    jonas.call(
        "message.send", conversation=room, text="Ik, met [recept](https://rietvink.example)", reply_to=asked["id"]
    )
    clara.call("message.forward", message=asked["id"], conversations=[room])
    clara.call("message.send", conversation=room, text=f"Dank <@{jonas.contact}>\n- koffie\n> citaat\n```\ncode\n```")
    clara.send(room, "Tot dan")
    clara.call("message.pin", message=asked["id"], on=True)
    for emoji in ("👍", "🎉"):
        jonas.call("reaction.set", message=asked["id"], emoji=emoji, on=True)
    clara.call("reaction.set", message=asked["id"], emoji="👍", on=True)
    device = devices.open("clara", size, theme)
    page = device.go(f"/chat/{room}")
    expect(page.get_by_role("button", name="👍, 2")).to_be_visible()
    expect(page.locator(".quote")).to_be_visible()
    inspect(device, "a conversation full of it")


def test_the_rules_for_messages_are_set_on_the_page_of_the_organisation(demo: Demo, devices: Devices) -> None:
    clara, jonas = demo.member("clara"), demo.member("jonas")
    room = clara.conversation("Regels", jonas)
    jonas.send(room, "Dit staat vast")
    device = devices.open("jonas").forgive("403")
    device.go(f"/chat/{room}")
    expect(device.message("Dit staat vast")).to_be_visible()
    keeper = devices.open("clara")
    page = keeper.go("/manage/organisation")
    form = page.get_by_role("form", name="Berichten bewerken en verwijderen")
    form.get_by_label("Bewerken, tot zoveel").fill("0")
    inspect(keeper, "rules for messages")
    form.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_text("De regels voor berichten zijn bewaard.")).to_be_visible()
    menu(device, "Dit staat vast", "Bewerk")
    device.field.fill("Of toch niet")
    device.page.keyboard.press("Enter")
    expect(device.message("Of toch niet")).to_contain_text("Niet verstuurd")
    fresh = devices.open("jonas", "phone")
    fresh.go(f"/chat/{room}")
    fresh.message("Dit staat vast").locator(".bubble").click(button="right")
    expect(fresh.page.get_by_role("menuitem", name="Verwijder", exact=True)).to_be_visible()
    expect(fresh.page.get_by_role("menuitem", name="Bewerk", exact=True)).to_have_count(0)
    clara.call("message_rules.set", organisation=clara.organisation)
