"""Taking a list in: sent, understood, looked at, taken, and reported on; every refusal in words."""

import re
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import FilePayload, Page, expect

from tests.browser.demo import Demo
from tests.browser.devices import Devices
from tests.browser.test_screens import LOOKS, inspect
from tests.people.sheets.test_opendocument import made_by_a_program

WITH_ERRORS = Path(__file__).parents[2] / "demo" / "members-with-errors.csv"
OLD_STORAGE = bytes.fromhex("d0cf11e0a1b11ae1") * 64
"""How a spreadsheet with a password begins, whatever its name."""
OPEN_DOCUMENT = "application/vnd.oasis.opendocument.spreadsheet"
HEADER = "Voornaam;Achternaam;E-mail;Gemeente;Koffie"


def csv(*lines: str, header: str = HEADER) -> FilePayload:
    """A list as somebody has it."""
    text = "\r\n".join([header, *lines])
    return {"name": "nieuwe leden.csv", "mimeType": "text/csv", "buffer": text.encode()}


def choose(page: Page, file: FilePayload | Path) -> None:
    """Send a list."""
    page.locator("input[type=file]").set_input_files(file)


def to_check(page: Page, file: FilePayload | Path) -> None:
    """Send a list, and look at what would happen."""
    choose(page, file)
    page.get_by_role("button", name="Verder").click()
    expect(page.get_by_role("heading", name="Wat er gaat gebeuren")).to_be_visible()


def figure(page: Page, label: str) -> int:
    """How many lines are so."""
    return int(page.locator(".stat", has=page.get_by_text(label, exact=True)).locator(".value").inner_text())


def done(page: Page) -> None:
    """Wait until the list is taken."""
    expect(page.get_by_role("heading", level=1, name="Klaar")).to_be_visible()


def test_a_list_with_mistakes_is_taken_as_far_as_it_is_right(demo: Demo, devices: Devices) -> None:
    page = devices.open("clara").go("/manage/import")
    to_check(page, WITH_ERRORS)
    assert figure(page, "geweigerd") == 14
    expect(page.get_by_text("“nele(at)rietvink.example” is geen geldig e-mailadres.")).to_be_visible()
    expect(page.get_by_text("Hier staat een formule. Plak de waarde zelf.")).to_be_visible()
    page.get_by_role("radio", name="Alles of niets").check(force=True)
    expect(page.get_by_text("dus zo wordt niets ingelezen")).to_be_visible()
    page.get_by_role("radio", name="Neem wat klopt").check(force=True)
    with page.expect_download() as downloading:
        page.get_by_role("button", name="Lijst downloaden").click()
    lines = downloading.value.path().read_text(encoding="utf-8-sig").splitlines()
    assert lines[0] == "Regel;Kolom;Waarom"
    assert len(lines) == 15
    run = page.get_by_role("button", name=re.compile("inlezen$|Niets in te lezen"))
    if run.is_enabled():
        run.click()
        done(page)
        assert figure(page, "geweigerd") == 14
        expect(page.get_by_text("“nele(at)rietvink.example” is geen geldig e-mailadres.")).to_be_visible()
        page.reload()
        done(page)
        assert figure(page, "geweigerd") == 14


def test_columns_are_changed_and_newcomers_are_reached_from_the_report(demo: Demo, devices: Devices) -> None:
    page = devices.open("clara").go("/manage/import")
    choose(page, csv("Bieke;Waterral;bieke@waterral.example;Lier;Zwart", "Odo;Waterral;;Lier;Met melk"))
    town = page.get_by_role("combobox", name="Gemeente: Hierin staat")
    expect(town.locator("option:checked")).to_have_text(re.compile("^Gemeente"))
    expect(page.get_by_text("Zwart · Met melk")).to_be_visible()
    coffee = page.get_by_role("combobox", name="Koffie: Hierin staat")
    expect(coffee.locator("option:checked")).to_have_text("Niet inlezen")
    coffee.select_option(label="Voornaam")
    expect(page.get_by_text("Deze keuze staat ook bij een andere kolom.").first).to_be_visible()
    expect(page.get_by_role("button", name="Verder")).to_be_disabled()
    coffee.select_option(label="Opmerkingen")
    page.get_by_role("button", name="Verder").click()
    assert figure(page, "nieuw") == 2
    page.get_by_role("button", name="2 personen inlezen").click()
    done(page)
    page.get_by_role("link", name="Bieke Waterral").click()
    expect(page.get_by_role("heading", level=1, name="Bieke Waterral")).to_be_visible()
    expect(page.get_by_text("Zwart")).to_be_visible()


def test_a_list_from_libreoffice_is_taken_in_with_its_dates(demo: Demo, devices: Devices) -> None:
    rows: list[list[object]] = [
        ["Voornaam", "Achternaam", "Geboortedatum", "E-mail"],
        ["Siska", "Visarend", date(1984, 5, 6), "siska@visarend.example"],
        ["Fons", "Visarend", date(2130, 1, 1), ""],
    ]
    page = devices.open("clara").go("/manage/import")
    to_check(page, {"name": "leden.ods", "mimeType": OPEN_DOCUMENT, "buffer": made_by_a_program(rows)})
    assert (figure(page, "nieuw"), figure(page, "geweigerd")) == (1, 1)
    expect(page.get_by_text("De geboortedatum 1 januari 2130 ligt in de toekomst.")).to_be_visible()
    page.get_by_role("button", name="1 persoon inlezen").click()
    done(page)
    page.get_by_role("link", name="Siska Visarend").click()
    expect(page.get_by_text("6 mei 1984")).to_be_visible()


def test_somebody_alike_is_somebody_new_only_when_one_says_so(demo: Demo, devices: Devices) -> None:
    clara = demo.member("clara")
    address = [{"address": "gust@strandloper.example"}]
    clara.call(
        "contact.create", organisation=clara.organisation, first_name="Gust", last_name="Strandloper", addresses=address
    )
    page = devices.open("clara").go("/manage/import")
    to_check(page, csv("Gust;Strandloper;gust@andere.example;Gent;"))
    expect(page.get_by_role("heading", name="Ken je deze mensen al?")).to_be_visible()
    page.get_by_role("radio", name="Dezelfde als Gust Strandloper").check(force=True)
    expect(page.get_by_role("button", name="1 persoon inlezen")).to_be_visible()
    expect(page.locator(".stat", has_text="gewijzigd").locator(".value").first).to_have_text("1")
    page.get_by_role("radio", name="Iemand anders").check(force=True)
    expect(page.locator(".stat", has_text="nieuw").locator(".value")).to_have_text("1")


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ({"name": "leeg.csv", "mimeType": "text/csv", "buffer": b"\n"}, "Het bestand is leeg."),
        ({"name": "slot.xlsx", "mimeType": "application/zip", "buffer": OLD_STORAGE}, "heeft een wachtwoord"),
        (csv(*[f"Lid {number};Van Ver;;;" for number in range(100_000)]), "te veel regels"),
    ],
    ids=["empty", "with a password", "a hundred thousand lines"],
)
def test_a_list_that_cannot_be_read_is_refused_in_words(
    demo: Demo, devices: Devices, file: FilePayload, said: str
) -> None:
    device = devices.open("clara")
    device.forgive("status of 4")
    page = device.go("/manage/import")
    choose(page, file)
    expect(page.get_by_role("alert").filter(has_text=said)).to_be_visible()
    expect(page.get_by_role("button", name="Bestand kiezen")).to_be_visible()


def test_the_example_can_be_taken_in_as_it_is(demo: Demo, devices: Devices, tmp_path: Path) -> None:
    page = devices.open("clara").go("/manage/import")
    with page.expect_download() as downloading:
        page.get_by_role("button", name="Voorbeeld downloaden").click()
    example = tmp_path / "leden-voorbeeld.csv"
    downloading.value.save_as(example)
    to_check(page, example)
    assert figure(page, "geweigerd") == 0


@pytest.mark.parametrize(("size", "theme"), LOOKS)
def test_the_screens_are_sound(demo: Demo, devices: Devices, size: str, theme: str) -> None:
    device = devices.open("clara", size, theme)
    page = device.go("/manage/import")
    expect(page.get_by_role("button", name="Bestand kiezen")).to_be_visible()
    inspect(device, "a file to choose")
    choose(page, csv(f"Tine;Kuifeend {size} {theme};;Lier;", "Clara;;;;", "Jonas;Karekiet;geen adres;;"))
    expect(page.get_by_role("button", name="Verder")).to_be_visible()
    inspect(device, "columns")
    page.get_by_role("button", name="Verder").click()
    expect(page.get_by_role("heading", name="Wat er gaat gebeuren")).to_be_visible()
    inspect(device, "a look at what would happen")
    page.get_by_role("button", name="1 persoon inlezen").click()
    done(page)
    inspect(device, "a report")
