"""The power fails under two open conversations: they come back by themselves, with every message once."""

from playwright.sync_api import Browser, Playwright, expect

from tests.browser.demo import Demo
from tests.browser.devices import LOST_SERVER, Device, devices_of


def written(device: Device, *texts: str) -> None:
    """Send messages as fast as the keyboard goes."""
    for text in texts:
        device.field.fill(text)
        device.field.press("Enter")


def test_two_browsers_catch_up_after_kill_9_and_what_was_typed_meanwhile_goes_out_once(
    playwright: Playwright, browser: Browser, own_demo: Demo
) -> None:
    members = [own_demo.member(login) for login in ("clara", "jonas", "an")]
    room = members[0].conversation("Onweer boven Mechelen", *members[1:])
    with devices_of(playwright, browser, own_demo) as devices:
        clara, jonas = (devices.open(login).forgive(LOST_SERVER) for login in ("clara", "jonas"))
        for device in (clara, jonas):
            device.go(f"/chat/{room}").wait_for_load_state("networkidle")
        written(clara, "Horen jullie de donder ook?")
        expect(jonas.message("Horen jullie de donder ook?")).to_be_visible()

        written(clara, "Het licht flikkert hier.", "Als de stroom uitvalt,", "dan zingen we bij kaarslicht.")
        own_demo.kill()
        written(jonas, "Nu is het hier donker.")
        written(clara, "Hier ook.")
        expect(clara.message("Hier ook.")).to_contain_text("Wordt verstuurd")
        expect(jonas.message("Nu is het hier donker.")).to_contain_text("Wordt verstuurd")

        own_demo.start()
        own_demo.member("an").send(room, "Bij mij in Leest is er nog licht.")
        for device in (clara, jonas):
            expect(device.page.locator("ol > li .bubble")).to_have_count(7)
            expect(device.page.get_by_text("Wordt verstuurd")).to_have_count(0)
        there = own_demo.member("an").texts(room)
        assert clara.texts() == there
        assert jonas.texts() == there
    own = [text for text in there if text not in ("Nu is het hier donker.", "Bij mij in Leest is er nog licht.")]
    assert own == [
        "Horen jullie de donder ook?",
        "Het licht flikkert hier.",
        "Als de stroom uitvalt,",
        "dan zingen we bij kaarslicht.",
        "Hier ook.",
    ]
    assert len(set(there)) == len(there) == 7
