"""Phones and laptops with a real browser, which complain of every error that their pages write to the console."""

import os
import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Locator, Page, Playwright, expect

from tests.browser.demo import Demo

ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage",
    "--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream",
]  # fmt: skip
SIZES = {"phone": (390, 844), "laptop": (1280, 800)}
PATIENCE = 20_000
LOST_SERVER = "ERR_(CONNECTION_(REFUSED|RESET)|INTERNET_DISCONNECTED|EMPTY_RESPONSE)|WebSocket connection"

expect.set_options(timeout=PATIENCE)


def chromium() -> str:
    """Where the system's Chromium is. Without one the tests fail: a skipped browser test is no test."""
    found = shutil.which("chromium") or shutil.which("google-chrome")
    assert found, "The browser tests need Chromium. On Debian: apt-get install chromium"
    return found


def launch(playwright: Playwright) -> Browser:
    """One browser for many devices."""
    return playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)


def settings_of(size: str, theme: str) -> dict[str, Any]:
    """What makes a browser a Flemish phone or laptop."""
    width, height = SIZES[size]
    phone = size == "phone"
    return {
        "viewport": {"width": width, "height": height},
        "color_scheme": theme,
        "locale": "nl-BE",
        "timezone_id": "Europe/Brussels",
        "has_touch": phone,
        "is_mobile": phone,
        "reduced_motion": "reduce",
    }


class Device:
    """One browser of one person: its pages share a session and what is kept on the device."""

    def __init__(self, context: BrowserContext, url: str) -> None:
        self.context = context
        self.url = url
        self.complaints: list[str] = []
        self._forgiven = ["Service Worker registration blocked by Playwright"]
        context.set_default_timeout(PATIENCE)
        context.on("console", self._hear)
        context.on("weberror", lambda thrown: self._complain(str(thrown.error)))
        self.page: Page = context.pages[0] if context.pages else context.new_page()

    def forgive(self, pattern: str) -> "Device":
        """What the test provokes may be on the console."""
        self._forgiven.append(pattern)
        return self

    def go(self, path: str, page: Page | None = None) -> Page:
        """Open an address and wait for its screen."""
        page = page or self.page
        page.goto(self.url + path)
        expect(page.locator("h1:visible").first).to_be_visible()
        return page

    @property
    def heading(self) -> Locator:
        """What the open screen is about, beside the list that a laptop shows."""
        return self.page.locator("main h1:visible")

    @property
    def field(self) -> Locator:
        """Where messages are written."""
        return self.page.locator("textarea")

    def write(self, text: str) -> None:
        """Send a message with the button."""
        self.field.fill(text)
        self.page.get_by_role("button", name="Versturen").click()

    def message(self, text: str) -> Locator:
        """The rows of the open conversation with this text, on their way or not."""
        return self.page.locator("ol > li:has(.bubble)", has_text=text)

    def row(self, title: str) -> Locator:
        """A conversation in the list, by its whole title: others may contain it."""
        name = self.page.locator(".name", has_text=re.compile(rf"^\s*{re.escape(title)}\s*$"))
        return self.page.locator("a.row").filter(has=name)

    def texts(self) -> list[str]:
        """What the open conversation shows, the oldest first."""
        texts = self.page.locator("ol > li .bubble p")
        expect(texts.last).to_be_visible()
        return texts.all_inner_texts()

    def _hear(self, line: ConsoleMessage) -> None:
        if line.type in ("error", "warning"):
            self._complain(f"{line.text} ({line.location.get('url', '')})")

    def _complain(self, text: str) -> None:
        if not any(re.search(pattern, text) for pattern in self._forgiven):
            self.complaints.append(text)


class Devices:
    """Opens devices, and closes them all at the end."""

    def __init__(self, playwright: Playwright, browser: Browser, demo: Demo) -> None:
        self._playwright = playwright
        self._browser = browser
        self._demo = demo
        self._opened: list[Device] = []

    def open(
        self, login: str | None, size: str = "laptop", theme: str = "light", *, own_session: bool = False, **more: Any
    ) -> Device:
        """A device of a member, signed in; of nobody without a login. No service worker: each test loads anew."""
        context = self._browser.new_context(service_workers="block", **{**settings_of(size, theme), **more})
        return self._ready(Device(context, self._demo.url), login, own_session)

    def open_lasting(self, login: str, folder: Path, size: str = "laptop") -> Device:
        """A device with a service worker, as an installed client has it."""
        context = self._playwright.chromium.launch_persistent_context(
            folder, executable_path=chromium(), args=ARGUMENTS, **settings_of(size, "light")
        )
        return self._ready(Device(context, self._demo.url), login, own_session=True)

    def close(self) -> None:
        """Close all; what their consoles said is an error."""
        for device in self._opened:
            device.context.close()
        complaints = [line for device in self._opened for line in device.complaints]
        assert not complaints, complaints

    def _ready(self, device: Device, login: str | None, own_session: bool) -> Device:
        self._opened.append(device)
        if login is not None:
            member = self._demo.member(login)
            token = member.open_session() if own_session else member.token
            device.context.add_cookies([{"name": "akkoord_session", "value": token, "url": self._demo.url}])
        return device


@contextmanager
def devices_of(playwright: Playwright, browser: Browser, demo: Demo) -> Iterator[Devices]:
    """Devices that are closed at the end."""
    devices = Devices(playwright, browser, demo)
    try:
        yield devices
    finally:
        devices.close()


def asked(page: Page, text: str) -> None:
    """Open search by its key and type."""
    page.keyboard.press("Control+k")
    field = page.get_by_role("dialog").get_by_role("searchbox")
    expect(field).to_be_focused()
    field.press_sequentially(text)


def shoot(page: Page, name: str) -> None:
    """A picture of the screen, where somebody asks for them."""
    if folder := os.environ.get("SHOTS"):
        page.screenshot(path=f"{folder}/{name}.png")
