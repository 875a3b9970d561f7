"""Every screen on a phone and a laptop, light and dark: accessible, silent on the console, no wider than the screen."""

from collections.abc import Iterator
from typing import Literal

import pytest
from playwright.sync_api import Page, expect

from tests.browser.client import AXE
from tests.browser.demo import Demo
from tests.browser.devices import Device, Devices
from tests.browser.test_signing_in import REFUSED

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
BY_COLOUR = ["color-contrast", "link-in-text-block"]
"""The rules that a theme can break."""
LOOKS = [("phone", "dark"), ("laptop", "light")]
"""How a screen is gone through; `inspect` looks at its colours in the other theme too."""
STILL = """() => {
    const still = new CSSStyleSheet();
    still.replaceSync("* { transition: none !important }");
    document.adoptedStyleSheets = [still];
}"""
PAINTED = "() => new Promise((painted) => requestAnimationFrame(() => requestAnimationFrame(painted)))"
TOO_WIDE = """() => {
    const shortened = (line) => line
        && (getComputedStyle(line).textOverflow === "ellipsis" || shortened(line.parentElement));
    return [...document.querySelectorAll("body *")]
        .filter((each) => each.offsetParent && !each.closest(".unseen") && !shortened(each.parentElement))
        .filter((each) => each.getBoundingClientRect().right > innerWidth + 1)
        .map((each) => each.className || each.tagName).slice(0, 5);
}"""


@pytest.fixture(scope="module")
def rooms(demo: Demo) -> dict[str, int]:
    """A conversation with everything in it, one without anything, one of two, and an activity."""
    clara, jonas, an = (demo.member(login) for login in ("clara", "jonas", "an"))
    full = clara.conversation("Winterconcert: opbouw, koffie en wie wat meebrengt", jonas, an)
    clara.send(full, "De zaal is bevestigd.", "Partituren: https://rietvink.example/partituren/winter (met wachtwoord)")
    an.send(full, "Dank je! " + "Onderaardsewaterwerkzaamheden" * 4, "Ik kom iets later.")
    clara.call("command.run", conversation=full, text="/agenda maand")
    [*_, last] = an.call("message.history", conversation=full, limit=1)["items"]
    an.call("message.delete", message=last["id"])
    agenda = clara.call("agenda.list", organisation=clara.organisation, **{"from": "2026-11-26", "until": "2026-11-27"})
    return {
        "full": full,
        "empty": clara.conversation("Werkgroep feest", jonas, an),
        "direct": clara.direct(jonas),
        "activity": agenda["items"][0]["id"],
    }


def inspect(device: Device, name: str) -> None:
    """Something is to be seen, nothing sticks out at the side, and axe finds nothing."""
    page = device.page
    expect(page.locator("[aria-busy=true]")).to_have_count(0)
    assert len(page.inner_text("body").strip()) > 20, f"{name} shows nothing"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{name} scrolls sideways"
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text(encoding="utf-8"))
    _must_please_axe(page, name, STANDARDS)
    dark = page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    _turn(page, "light" if dark else "dark")
    _must_please_axe(page, f"{name} in the other theme", BY_COLOUR)
    _turn(page, "dark" if dark else "light")


def _turn(page: Page, theme: Literal["light", "dark"]) -> None:
    """Only a painted page has all colours of a theme, and none that is on its way to another."""
    page.evaluate(STILL)
    page.emulate_media(color_scheme=theme)
    page.evaluate(PAINTED)


def _must_please_axe(page: Page, name: str, what: list[str]) -> None:
    told = violations(page, what)
    if told:
        # It may have been put together only now: what counts is a screen at rest.
        page.wait_for_timeout(1000)
        expect(page.locator("[aria-busy=true]")).to_have_count(0)
        told = violations(page, what)
    assert not told, f"{name}: {told[:5]}"


def violations(page: Page, what: list[str] = STANDARDS) -> list[tuple[str, list[str], str]]:
    """What axe finds by some of its rules, or by its rules of some standards."""
    # None of them looks at style sheets, which axe would fetch, and stumble over one that just came or went.
    options = {"runOnly": what, "resultTypes": ["violations"], "preload": {"assets": ["media"]}}
    found = page.evaluate("options => axe.run(document, options)", options)
    return [
        (each["id"], node["target"], node["failureSummary"]) for each in found["violations"] for node in each["nodes"]
    ]


def without_session(device: Device) -> Iterator[str]:
    """The screens of somebody who is not signed in; each is inspected as it is named."""
    page = device.go("/sign-in")
    yield "sign in"
    page.get_by_role("button", name="Aanmelden").click()
    expect(page.locator("[aria-invalid]").first).to_be_visible()
    yield "sign in, left empty"
    page.get_by_role("button", name="Stuur me een link").click()
    yield "ask for a link"
    device.go("/request-login").get_by_role("button", name="Login aanvragen").click()
    expect(page.locator("[aria-invalid]").first).to_be_visible()
    yield "ask for a login, left empty"
    page.get_by_label("Naam of afkorting").fill("riet")
    expect(page.get_by_role("button", name="Koor De Rietvink")).to_be_visible()
    yield "ask for a login, with an organisation found"
    page.get_by_role("button", name="Koor De Rietvink").click()
    page.get_by_label("Voornaam").fill("Niemand")
    page.get_by_label("Familienaam").fill("Van Hier")
    page.get_by_role("button", name="Login aanvragen").click()
    expect(device.heading).to_have_text("Kijk in je mailbox")
    yield "a login that was asked for"
    device.go("/link/afgelopen").get_by_role("button", name="Nu aanmelden").click()
    expect(device.heading).to_have_text("Deze link werkt niet meer")
    yield "a link that is spent"
    device.go("/invitation/afgelopen")
    expect(device.heading).to_have_text("Deze uitnodiging werkt niet meer")
    yield "an invitation that is spent"
    device.go("/invitation/" + "x" * 32)
    expect(page.get_by_role("button", name="Stuur me een nieuwe uitnodiging")).to_be_visible()
    yield "an invitation that may be renewed"


def places(device: Device, rooms: dict[str, int]) -> Iterator[str]:
    """Every address of a member."""
    addresses = {
        "/chat": "a.row",
        f"/chat/{rooms['full']}": "article.card",
        f"/chat/{rooms['full']}/info": "text=Deelnemers",
        f"/chat/{rooms['empty']}": "textarea",
        f"/chat/{rooms['direct']}": "textarea",
        f"/chat/{rooms['full']}/starred": "text=Berichten met een ster",
        f"/chat/{rooms['full']}/later": "text=Inplannen",
        "/chat/archive": "a.row",
        "/chat/77": "text=Dit gesprek is er niet",
        "/agenda": "text=Repetitie",
        f"/agenda/{rooms['activity']}": "main h1",
        "/agenda/2026-11/77": "text=Deze activiteit is er niet",
        "/manage/reports": "text=Gemeld door",
        "/settings": "text=Aangemelde toestellen",
        "/more": "main h1",
        "/nergens": "text=Deze pagina bestaat niet",
    }
    for address, sign in addresses.items():
        page = device.go(address)
        expect(page.locator(f"{sign} >> visible=true").first).to_be_visible()
        yield address


def dialogs(device: Device, rooms: dict[str, int]) -> Iterator[str]:
    """What opens over a screen."""
    page = device.go(f"/chat/{rooms['full']}")
    expect(device.message("De zaal is bevestigd.")).to_be_visible()
    device.field.fill("/a")
    expect(page.get_by_role("option").first).to_be_visible()
    yield "commands"
    device.field.fill("")
    device.message("De zaal is bevestigd.").locator("[data-options]").focus()
    page.keyboard.press("Enter")
    yield "the menu of a message"
    page.get_by_role("menuitem", name="Verwijder").click()
    yield "deleting a message"
    page.keyboard.press("Escape")
    page.keyboard.press("Control+/")
    expect(page.get_by_role("dialog")).to_be_visible()
    yield "help"
    page.keyboard.press("Escape")
    device.go(f"/chat/{rooms['empty']}/info").get_by_role("button", name="Deelnemers toevoegen").click()
    page.get_by_role("checkbox").first.check()
    yield "adding participants"
    device.go("/chat").get_by_role("button", name="Nieuw gesprek").first.click()
    expect(page.get_by_role("dialog").get_by_role("listitem").first).to_be_visible()
    yield "a conversation with somebody"
    page.get_by_role("radio", name="Groep", exact=True).check()
    expect(page.get_by_role("radio", name="Alten")).to_be_visible()
    yield "a conversation with a group"


def settings(device: Device) -> Iterator[str]:
    """The calendar link, and the question before it is revoked."""
    page = device.go("/settings")
    page.get_by_role("button", name="Link maken").click()
    expect(page.get_by_label("Je kalenderlink")).to_be_visible()
    yield "a calendar link"
    page.get_by_role("button", name="Links intrekken").click()
    yield "revoking calendar links"
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Instellen", exact=True).click()
    expect(page.get_by_role("img", name="QR-code")).to_be_visible()
    page.get_by_role("button", name="Aanzetten", exact=True).click()
    expect(page.locator("[aria-invalid]")).to_be_visible()
    yield "setting up two-step verification"


@pytest.mark.parametrize(("size", "theme"), LOOKS)
def test_every_screen_is_sound(demo: Demo, devices: Devices, rooms: dict[str, int], size: str, theme: str) -> None:
    stranger = devices.open(None, size, theme).forgive(REFUSED)
    for name in without_session(stranger):
        inspect(stranger, name)
    clara = devices.open("clara", size, theme)
    for screens in (places(clara, rooms), dialogs(clara, rooms), settings(clara)):
        for name in screens:
            inspect(clara, name)


def test_every_screen_reflows_at_320_pixels_with_the_largest_text(devices: Devices, rooms: dict[str, int]) -> None:
    device = devices.open("clara", "phone", viewport={"width": 320, "height": 560})
    page: Page = device.page
    for address in places(device, rooms):
        page.evaluate("document.documentElement.dataset.text = 'larger'")
        assert page.evaluate(TOO_WIDE) == [], address
