"""Polls and activities on cards, as a browser test reaches them."""

from datetime import UTC, datetime, timedelta
from typing import Any

from playwright.sync_api import Locator, Page, expect

from tests.browser.demo import Demo
from tests.browser.devices import Device

LIST: dict[str, Any] = {
    "kind": "list",
    "title": "Wie rijdt er?",
    "options": [{"text": "Chauffeur", "places": 1}],
}


def room_of(demo: Demo, title: str) -> int:
    """A conversation of Clara, An and Jonas."""
    return demo.member("clara").conversation(title, demo.member("an"), demo.member("jonas"))


def in_days(days: int) -> str:
    """A day ahead, as date fields hold it."""
    return (datetime.now(UTC) + timedelta(days=days)).date().isoformat()


def card(device: Device, title: str) -> Locator:
    """The card of a poll or an activity in the open conversation."""
    return device.page.get_by_role("region", name=title).last


def add(page: Page, what: str) -> Locator:
    """Choose something behind the + of the composer; its dialog."""
    page.get_by_role("button", name="Toevoegen", exact=True).click()
    page.get_by_role("menuitem", name=what).click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    return dialog


def choose(device: Device, title: str, what: str) -> None:
    """Something in the menu of a poll's card."""
    card(device, title).get_by_role("button", name="Meer over deze peiling").click()
    device.page.get_by_role("menuitem", name=what).click()
