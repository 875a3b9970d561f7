"""Who is taken out of a conversation and comes back."""

from playwright.sync_api import expect

from tests.browser.demo import Demo
from tests.browser.devices import Devices


def test_who_comes_back_has_the_conversation_also_after_a_reload(demo: Demo, devices: Devices) -> None:
    clara, jonas = demo.member("clara"), demo.member("jonas")
    room = clara.conversation("Decor bouwen", jonas)
    clara.send(room, "Wie heeft er een boormachine?")
    device = devices.open("jonas", "phone")
    page = device.go("/chat")
    expect(device.row("Decor bouwen")).to_be_visible()

    clara.call("participant.remove", conversation=room, contact=jonas.contact)
    expect(device.row("Decor bouwen")).to_have_count(0)
    clara.call("participant.add", conversation=room, contacts=[jonas.contact])
    expect(device.row("Decor bouwen")).to_be_visible()

    page.reload()
    device.row("Decor bouwen").click()
    expect(device.message("Wie heeft er een boormachine?")).to_be_visible()
    clara.send(room, "Ik breng er een mee.")
    expect(device.message("Ik breng er een mee.")).to_be_visible()
