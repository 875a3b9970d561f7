"""Selections: built of nested conditions by the keyboard, counted as one types, kept, used and removed."""

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.demo import Demo
from tests.browser.devices import Devices
from tests.browser.test_screens import LOOKS, inspect

WOMEN_OR_TOWN = {
    "kind": "all",
    "of": [
        {"kind": "placed", "active": True},
        {
            "kind": "any",
            "of": [
                {"kind": "fact", "fact": "town", "op": "is", "value": "Mechelen"},
                {"kind": "not", "of": {"kind": "all", "of": [{"kind": "fact", "fact": "phone", "op": "known"}]}},
            ],
        },
    ],
}


def kept(demo: Demo, name: str, **more: object) -> int:
    """A selection that Clara saved."""
    clara = demo.member("clara")
    given = {"conditions": WOMEN_OR_TOWN} | more
    return int(clara.call("selection.save", organisation=clara.organisation, name=name, **given)["id"])


def size_of(page: Page) -> Locator:
    """How many people it is now."""
    return page.locator(".strip .size:not(.busy)")


def number(page: Page) -> int:
    """The same, once it is counted."""
    expect(size_of(page)).to_have_text(re.compile(r"^[\d.]+ mens"))
    return int(re.sub(r"\D", "", size_of(page).inner_text()))


def pick(page: Page, word: str) -> None:
    """Choose in the list that has the focus, by its first letters."""
    focused = page.locator("select:focus")
    expect(focused).to_have_count(1)
    focused.press_sequentially(word)
    expect(focused.locator("option:checked")).to_have_text(re.compile(re.escape(word)))


def test_a_selection_of_three_levels_is_built_by_the_keyboard(demo: Demo, devices: Devices) -> None:
    page = devices.open("clara").go("/manage/selections/new")
    everybody = number(page)
    page.get_by_role("button", name="Voorwaarde", exact=True).focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 voorwaarde is nog niet af")).to_be_visible()
    assert number(page) == everybody
    pick(page, "Zit in een groep")
    placed = page.get_by_role("group", name="Voorwaarde", exact=True).first
    expect(placed.get_by_role("combobox", name="Groepen")).to_be_visible()
    expect(size_of(page)).not_to_have_text(re.compile(rf"^{everybody} "))
    standing = number(page)
    page.get_by_role("button", name="Blok", exact=True).press("Enter")
    pick(page, "Gemeente")
    for _ in ("whether", "how", "value"):
        page.keyboard.press("Tab")
    page.keyboard.type("mechelen")
    expect(size_of(page)).not_to_have_text(re.compile(rf"^{standing} "))
    narrowed = number(page)
    assert 0 < narrowed < standing < everybody
    page.get_by_role("button", name="Meer met deze voorwaarde").nth(1).press("Enter")
    page.get_by_role("menuitem", name="In een blok zetten").press("Enter")
    expect(page.get_by_role("group", name=re.compile("^Blok"))).to_have_count(3)
    assert number(page) == narrowed
    expect(page.get_by_role("combobox", name="Waarover").nth(1)).to_be_focused()
    page.keyboard.press("Tab")
    pick(page, "Niet")
    expect(size_of(page)).to_have_text(re.compile(rf"^{standing - narrowed} "))
    page.get_by_role("button", name="Meer met deze voorwaarde").nth(1).press("Enter")
    page.get_by_role("menuitem", name="Naar boven").press("Enter")
    expect(page.get_by_role("button", name="Meer met deze voorwaarde").nth(1)).to_be_focused()
    page.get_by_role("textbox", name="Naam").fill("Zingt mee van buiten Mechelen")
    page.get_by_role("textbox", name="Naam").press("Enter")
    expect(page.get_by_text("“Zingt mee van buiten Mechelen” is bewaard.")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/manage/selections/\d+$"))
    expect(page.get_by_role("heading", level=1, name="Zingt mee van buiten Mechelen")).to_be_visible()


def test_what_was_removed_by_mistake_comes_back(demo: Demo, devices: Devices) -> None:
    page = devices.open("clara").go(f"/manage/selections/{kept(demo, 'Mechelaars en wie geen telefoon heeft')}")
    size = number(page)
    page.get_by_role("button", name="Meer met dit blok").first.click()
    page.get_by_role("menuitem", name="Verwijderen").click()
    expect(page.get_by_text("Blok verwijderd.")).to_be_visible()
    expect(page.get_by_role("group", name="Voorwaarde", exact=True)).to_have_count(1)
    expect(size_of(page)).not_to_have_text(re.compile(rf"^{size} "))
    page.get_by_role("button", name="Ongedaan maken").click()
    expect(page.get_by_role("group", name="Voorwaarde", exact=True)).to_have_count(3)
    assert number(page) == size


def test_a_name_that_is_taken_is_overwritten_only_when_asked(demo: Demo, devices: Devices) -> None:
    device = devices.open("clara")
    device.forgive("status of 422")
    kept(demo, "Wie helpt bij de opbouw")
    page = device.go("/manage/selections/new")
    page.get_by_role("textbox", name="Naam").fill("Wie helpt bij de opbouw")
    page.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_text("Er is al een selectie met deze naam")).to_be_visible()
    page.get_by_role("button", name="overschrijven").click()
    expect(page.get_by_text("is overschreven.")).to_be_visible()


def test_a_fixed_list_is_renamed_copied_and_removed(demo: Demo, devices: Devices) -> None:
    clara = demo.member("clara")
    people = [clara.contact, demo.member("jonas").contact]
    selection = kept(demo, "Feestcomité", conditions=None, contacts=people)
    page = devices.open("clara").go(f"/manage/selections/{selection}")
    assert number(page) == 2
    page.get_by_role("textbox", name="Naam").fill("Feestcomité 2027")
    page.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_role("heading", level=1, name="Feestcomité 2027")).to_be_visible()
    assert number(page) == 2
    page.get_by_role("button", name="Meer met deze selectie").click()
    page.get_by_role("menuitem", name="Kopie maken").click()
    expect(page.get_by_role("textbox", name="Naam")).to_have_value("Feestcomité 2027 (kopie)")
    assert number(page) == 2
    page.go_back()
    page.get_by_role("button", name="Meer met deze selectie").click()
    page.get_by_role("menuitem", name="Verwijderen").click()
    page.get_by_role("dialog").get_by_role("button", name="Verwijderen").click()
    expect(page.get_by_text("“Feestcomité 2027” is verwijderd.")).to_be_visible()
    expect(page.get_by_role("row", name="Feestcomité 2027")).to_have_count(0)


def test_a_removed_question_can_be_put_back(demo: Demo, devices: Devices) -> None:
    page = devices.open("clara").go(f"/manage/selections/{kept(demo, 'Voor even')}")
    page.get_by_role("button", name="Meer met deze selectie").click()
    page.get_by_role("menuitem", name="Verwijderen").click()
    page.get_by_role("button", name="Ongedaan maken").click()
    expect(page.get_by_role("row", name="Voor even")).to_be_visible()


def test_a_selection_becomes_a_conversation_a_file_and_a_filter(demo: Demo, devices: Devices) -> None:
    clara = demo.member("clara")
    people = [clara.contact, demo.member("jonas").contact, demo.member("an").contact]
    selection = kept(demo, "Wie komt vroeger", conditions=None, contacts=people)
    device = devices.open("clara")
    page = device.go(f"/manage/selections/{selection}")
    page.get_by_role("button", name="Exporteren").click()
    sheet = page.get_by_role("dialog", name="Exporteren")
    expect(sheet.get_by_text("3 mensen worden geëxporteerd.")).to_be_visible()
    sheet.get_by_role("radio", name="CSV").check(force=True)
    with page.expect_download() as downloading:
        sheet.get_by_role("button", name="Downloaden").click()
    lines = downloading.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert lines[0].startswith("Voornaam;Achternaam;E-mail")
    assert len(lines) == 4
    page.get_by_role("button", name="Meer met deze selectie").click()
    page.get_by_role("menuitem", name="Toon bij Leden").click()
    expect(page.get_by_role("status").filter(has_text="3 personen")).to_be_visible()
    expect(page.get_by_role("combobox", name="Selectie")).to_have_value(re.compile("."))
    page = device.go(f"/manage/selections/{selection}")
    page.get_by_role("button", name="Gesprek beginnen").click()
    page.get_by_role("dialog").get_by_role("button", name="Beginnen").click()
    expect(page).to_have_url(re.compile(r"/chat/\d+$"))
    expect(page.get_by_role("heading", name="Wie komt vroeger")).to_be_visible()


@pytest.mark.parametrize(("size", "theme"), LOOKS)
def test_the_screens_are_sound(demo: Demo, devices: Devices, size: str, theme: str) -> None:
    name = f"Mechelaars, en wie niet te bellen is ({size} {theme})"
    selection = kept(demo, name)
    device = devices.open("clara", size, theme)
    page = device.go("/manage/selections")
    expect(page.get_by_role("row", name=name)).to_be_visible()
    inspect(device, "selections")
    page = device.go(f"/manage/selections/{selection}")
    number(page)
    page.get_by_role("button", name="Voorwaarde", exact=True).last.click()
    expect(page.get_by_text("Nog niet af", exact=True)).to_be_visible()
    number(page)
    inspect(device, "a selection")
    page.get_by_role("button", name="Meer met dit blok").first.click()
    inspect(device, "the menu of a block")
    page.keyboard.press("Escape")
    if size == "phone":
        page.get_by_role("button", name="Meer met deze selectie").click()
    page.get_by_role("menuitem" if size == "phone" else "button", name="Exporteren").click()
    expect(page.get_by_role("checkbox", name="Voornaam")).to_be_checked()
    inspect(device, "an export")


def test_ticked_members_get_a_place_in_a_fixed_list_and_a_membership(demo: Demo, devices: Devices) -> None:
    clara = demo.member("clara")
    for name in ("Fien", "Mats"):
        clara.call("contact.create", organisation=clara.organisation, first_name=name, last_name="Tapuit")
    page = devices.open("clara").go("/manage/members?q=tapuit")
    expect(page.get_by_role("status").filter(has_text="2 personen")).to_be_visible()
    page.get_by_role("checkbox", name="Alles kiezen").check()
    page.get_by_role("button", name="In selectie zetten").click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_role("textbox", name="Naam van de nieuwe lijst").fill("Kampploeg")
    sheet.get_by_role("button", name="In selectie zetten").click()
    expect(page.get_by_text("2 personen zitten nu ook in “Kampploeg”.")).to_be_visible()
    page.get_by_role("checkbox", name="Mats Tapuit").uncheck()
    page.get_by_role("button", name="In selectie zetten").click()
    sheet.get_by_role("combobox", name="Selectie").select_option(label="Kampploeg")
    sheet.get_by_role("button", name="In selectie zetten").click()
    expect(page.get_by_text("Iedereen zat al in “Kampploeg”.")).to_be_visible()
    page.get_by_role("button", name="Lidmaatschap starten").click()
    sheet.get_by_role("button", name="Lidmaatschap starten").click()
    expect(page.get_by_text("1 lidmaatschap gestart.")).to_be_visible()
    expect(sheet).to_have_count(0)
