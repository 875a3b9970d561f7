"""What did not reach the server is seen in the list of conversations too."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.demo import Demo
from tests.browser.devices import LOST_SERVER, Devices
from tests.browser.test_screens import LOOKS, inspect


@pytest.mark.parametrize(("size", "theme"), LOOKS)
def test_a_message_that_was_refused_is_told_in_the_list_until_it_is_thrown_away(
    demo: Demo, devices: Devices, size: str, theme: str
) -> None:
    clara, title = demo.member("clara"), f"Alleen de dirigent ({size})"
    room = clara.conversation(title, demo.member("jonas"))
    clara.send(room, "Morgen om acht uur")
    device = devices.open("jonas", size, theme).forgive(LOST_SERVER)
    device.go(f"/chat/{room}")
    expect(device.field).to_be_visible()
    device.context.set_offline(True)
    device.write("Ik kom later")
    expect(device.message("Ik kom later")).to_contain_text("Wordt verstuurd")
    row = device.row(title)
    if size == "phone":
        device.page.get_by_role("button", name="Terug").first.click()
    expect(row).to_contain_text("Wordt verstuurd")
    expect(row).to_contain_text(re.compile(r"Jij:\s+Ik kom later"))
    clara.call("conversation.change", conversation=room, admins_post=True)
    device.context.set_offline(False)
    expect(row).to_contain_text(re.compile(r"Niet verstuurd:\s+Ik kom later"))
    expect(row.locator(".mark svg")).to_be_visible()
    inspect(device, f"a list with what was not sent on a {size}")
    row.click()
    device.page.get_by_role("button", name="Verwijder", exact=True).click()
    if size == "phone":
        device.page.get_by_role("button", name="Terug").first.click()
    expect(row).to_contain_text("Morgen om acht uur")
    expect(row).not_to_contain_text("Niet verstuurd")
