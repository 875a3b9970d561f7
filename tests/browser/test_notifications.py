"""Notifications: a device is turned on after an explanation, shows what is pushed, and answers from there."""

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.demo import Demo
from tests.browser.devices import LOST_SERVER, Device, Devices
from tests.browser.test_screens import LOOKS, inspect

IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) Safari/605"
POINT = "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4"
VENDOR = f"""() => {{
  const keys = {{ p256dh: "{POINT}", auth: "BTBZMqHH6r4Tts7J_aSIgg" }};
  const made = {{ endpoint: "https://push.example/send/" + crypto.randomUUID(), keys }};
  const subscribe = async (asked) => ((window.asked = asked), {{ toJSON: () => made }});
  const pushManager = {{ getSubscription: async () => null, subscribe }};
  Object.defineProperty(navigator.serviceWorker, "ready", {{ get: async () => ({{ pushManager }}) }});
  const requestPermission = async () => "granted";
  window.Notification = Object.assign(function () {{}}, {{ permission: "default", requestPermission }});
}}"""
"""A browser's vendor that says yes: its own network is not there in a test."""
READY = "navigator.serviceWorker.ready.then(() => true)"
SHOWN = "navigator.serviceWorker.ready.then(at => at.getNotifications()).then(all => all.map(each => each.title))"


@pytest.mark.parametrize(("size", "theme"), LOOKS)
def test_a_device_is_turned_on_after_an_explanation(devices: Devices, size: str, theme: str) -> None:
    lore = devices.open("lore", size, theme, own_session=True)
    page = lore.go("/settings")
    page.evaluate(VENDOR)
    inspect(lore, "settings before")
    page.get_by_role("button", name="Meldingen aanzetten").click()
    expect(page.locator("main").get_by_text("Dit toestel krijgt meldingen.")).to_be_visible()
    assert page.evaluate("window.asked.userVisibleOnly && window.asked.applicationServerKey.length") == 87
    page.get_by_text("Wat dit toestel meldt").first.click()
    page.get_by_role("switch", name="Peilingen").first.uncheck()
    page.get_by_role("switch", name="Stille uren").check()
    expect(page.get_by_label("Van", exact=True)).to_have_value("22:30")
    page.get_by_label("Tot", exact=True).fill("06:15")
    page.get_by_role("button", name="Bewaar uren").click()
    expect(page.get_by_role("button", name="Bewaar uren")).to_have_count(0)
    inspect(lore, "settings after")
    if shots := os.environ.get("SHOTS"):
        page.screenshot(path=f"{shots}/{size}-{theme}.png")
    page.reload()
    expect(page.get_by_label("Tot", exact=True)).to_have_value("06:15")
    page.locator("main").get_by_role("switch", name="Stille uren").uncheck()
    page.get_by_role("button", name="Uitzetten op").first.click()
    expect(page.locator("main").get_by_text("Dit toestel krijgt meldingen.")).to_have_count(0)


def test_who_refused_or_has_an_iphone_reads_what_to_do(devices: Devices) -> None:
    page = devices.open("lore").page
    page.add_init_script("Object.defineProperty(Notification, 'permission', { get: () => 'denied' })")
    page.goto(devices._demo.url + "/settings")
    expect(page.get_by_text("Meldingen zijn geblokkeerd")).to_be_visible()
    iphone = devices.open(
        "lore", "phone", user_agent="Mozilla/5.0 (iPhone; CPU iPhone OS 19_1 like Mac OS X) Safari/605"
    )
    iphone.go("/settings")
    expect(iphone.page.get_by_text("Kies Zet op beginscherm en tik op Voeg toe.")).to_be_visible()
    inspect(iphone, "settings on an iPhone")


def told(demo: Demo, login: str, room: int, seq: int, **more: Any) -> dict[str, Any]:
    """What the server would push."""
    reader = demo.member(login).call("account.get")["id"]
    actions = [
        {"action": "reply", "title": "Antwoord", "placeholder": "Schrijf een antwoord"},
        {"action": "read", "title": "Gelezen"},
    ]
    return {
        "kind": "messages", "tag": f"c{room}", "title": "Sopranen", "body": "An Claes: Tot donderdag",
        "url": f"/chat/{room}/m/{seq}", "language": "nl", "at": 1_795_000_000_000, "reader": reader, "badge": 1,
        "conversation": room, "seq": seq, "actions": actions, **more,
    }  # fmt: skip


def deliver(device: Device, url: str, message: dict[str, Any]) -> None:
    """As a push service delivers it, after the browser opened the seal."""
    tools = device.context.new_cdp_session(device.page)
    found: list[str] = []
    tools.on("ServiceWorker.workerRegistrationUpdated", lambda said: found.extend(
        each["registrationId"] for each in said["registrations"]
    ))  # fmt: skip
    tools.send("ServiceWorker.enable")
    while not found:
        device.page.wait_for_timeout(50)
    tools.send(
        "ServiceWorker.deliverPushMessage", {"origin": url, "registrationId": found[0], "data": json.dumps(message)}
    )


def click(device: Device, action: str, reply: str | None = None, *, message: Any = None) -> None:
    """A button of the notification that is shown, or of one for this message, as the platform reports it."""
    [worker] = device.context.service_workers
    worker.evaluate(
        """async ([action, reply, data]) => {
          if (data) await registration.showNotification(data.title, { tag: data.tag, data });
          const [notification] = await registration.getNotifications();
          const event = new NotificationEvent("notificationclick", { notification, action, reply });
          if (reply !== null) Object.defineProperty(event, "reply", { value: reply });
          dispatchEvent(event);
        }""",
        [action, reply, message],
    )


def shown(page: Page, count: int) -> None:
    """So many notifications are on the screen of the device."""
    page.wait_for_function(
        f"async () => (await (await navigator.serviceWorker.ready).getNotifications()).length === {count}"
    )


def test_a_push_is_shown_answered_and_opened(demo: Demo, devices: Devices, tmp_path: Path) -> None:
    clara, jonas = demo.member("clara"), demo.member("jonas")
    room = clara.conversation("Sopranen met een melding", jonas)
    jonas.send(room, "Tot donderdag?")
    phone = devices.open_lasting("clara", tmp_path / "profile").forgive(LOST_SERVER)
    phone.context.grant_permissions(["notifications"], origin=demo.url)
    page = phone.go("/agenda")
    assert page.evaluate(READY)
    page.reload()

    deliver(phone, demo.url, told(demo, "clara", room, 1))
    shown(page, 1)
    deliver(phone, demo.url, told(demo, "clara", room, 1, title="2 nieuwe berichten in Sopranen"))
    page.wait_for_function(f"async () => (await {SHOWN})[0]?.startsWith('2 nieuwe')")
    shown(page, 1)
    click(phone, "reply", "Ja, tot dan.")
    shown(page, 0)
    page.wait_for_timeout(300)
    assert clara.texts(room)[-1] == "Ja, tot dan."

    click(phone, "", message=told(demo, "clara", room, 1))
    page.wait_for_url(f"**/chat/{room}/m/1")
    page.get_by_role("link", name="Agenda", exact=True).click()
    phone.context.set_offline(True)
    click(phone, "reply", "Geschreven in de trein.", message=told(demo, "clara", room, 1))
    page.wait_for_timeout(300)
    phone.context.set_offline(False)
    phone.go(f"/chat/{room}")
    expect(phone.message("Geschreven in de trein.")).to_have_count(1)
    expect(phone.message("Geschreven in de trein.")).to_contain_text("Verstuurd")


def test_an_open_window_says_what_came_in_elsewhere(demo: Demo, devices: Devices) -> None:
    clara, jonas = demo.member("clara"), demo.member("jonas")
    room = clara.conversation("Opbouw van het podium", jonas)
    device = devices.open("clara")
    page = device.go("/chat")
    expect(device.row("Opbouw van het podium")).to_be_visible()
    expect(page).to_have_title(re.compile(r"^\(\d+\) "))
    page.get_by_role("link", name="Agenda").click()
    expect(page.get_by_role("link", name="Repetitie").first).to_be_visible()
    jonas.send(room, "Wie heeft er een aanhangwagen?")
    toast = page.locator(".toast", has_text="Wie heeft er een aanhangwagen?")
    expect(toast).to_be_visible()
    # What was unread before the window opened is no news.
    expect(page.locator(".toast")).to_have_count(1)
    assert page.title().startswith("(")
    inspect(device, "agenda with a message from elsewhere")
    jonas.send(room, f"<@{clara.contact}> **morgen** al?")
    jonas.send(demo.member("jonas").direct(clara), "Kun je **morgen** al?")
    expect(page.locator(".toast", has_text="2 nieuwe berichten in Opbouw van het podium")).to_be_visible()
    expect(page.locator(".toast", has_text="Jonas Schorrevelt: Kun je morgen al?")).to_be_visible()
    expect(page.locator(".toast")).to_have_count(2)
    toast = page.locator(".toast", has_text="Opbouw van het podium")
    toast.get_by_role("button", name="Open").click()
    page.wait_for_url(f"**/chat/{room}*")
