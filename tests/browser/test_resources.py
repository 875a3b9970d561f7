"""Rooms and equipment: added, found, given a picture, taken out of use, and removed."""

import io
import re

import pytest
from PIL import Image
from playwright.sync_api import FilePayload, Page, expect

from tests.browser.demo import Demo
from tests.browser.devices import Device, Devices
from tests.browser.test_screens import LOOKS, inspect


def photo(kind: str = "JPEG", colour: str = "seagreen") -> FilePayload:
    """A picture as a phone takes it."""
    written = io.BytesIO()
    Image.new("RGB", (1600, 1200), colour).save(written, kind)
    return {"name": "zaal.jpg", "mimeType": "image/jpeg", "buffer": written.getvalue()}


def added(demo: Demo, name: str, **more: object) -> int:
    """A hall that Clara keeps."""
    clara = demo.member("clara")
    made = clara.call("resource.create", organisation=clara.organisation, name=name, kind="hall", **more)
    return int(made["id"])


def shown(page: Page) -> str:
    """What the picture in the pane is drawn with, once it is there."""
    image = page.get_by_role("dialog").get_by_role("img")
    expect(image).to_have_js_property("complete", True)
    assert image.evaluate("image => image.naturalWidth") > 0
    return str(image.get_attribute("src"))


def test_a_room_is_added_with_its_picture_and_stands_in_the_list(demo: Demo, devices: Devices) -> None:
    page = devices.open("clara").go("/manage/resources")
    page.get_by_role("button", name="Toevoegen").click()
    pane = page.get_by_role("dialog", name="Ruimte of materiaal toevoegen")
    pane.get_by_role("button", name="Bewaren").click()
    expect(pane.get_by_role("textbox", name="Naam")).to_be_focused()
    pane.get_by_role("textbox", name="Naam").fill("Repetitielokaal boven")
    pane.get_by_role("combobox", name="Soort").select_option(label="Lokaal")
    pane.get_by_role("textbox", name="Aantal mensen").fill("35")
    pane.get_by_role("textbox", name="Plaats").fill("Academie, Leuven")
    pane.locator("input[type=file]").first.set_input_files(photo())
    expect(pane.get_by_role("button", name="Andere foto")).to_be_visible()
    pane.get_by_role("button", name="Bewaren").click()
    expect(pane).to_be_hidden()
    row = page.get_by_role("row", name="Repetitielokaal boven")
    expect(row).to_contain_text("35 mensen")
    expect(row.locator("img")).to_have_attribute("src", re.compile(r"^/files/\d+/96$"))


def test_a_picture_is_replaced_refused_and_taken_away(demo: Demo, devices: Devices) -> None:
    device = devices.open("clara")
    device.forgive(r"status of 422")
    page = device.go(f"/manage/resources/{added(demo, 'Parochiezaal Sint-Jan', capacity=120)}")
    pane = page.get_by_role("dialog", name="Parochiezaal Sint-Jan")
    chooser = pane.locator("input[type=file]").first
    chooser.set_input_files(photo())
    expect(pane.get_by_role("status")).to_have_text("De foto staat er.")
    first = shown(page)
    chooser.set_input_files(photo(colour="firebrick"))
    expect(pane.get_by_role("img")).not_to_have_attribute("src", first)
    expect(pane.get_by_role("status")).to_have_text("De foto staat er.")
    kept = shown(page)
    chooser.set_input_files({"name": "zaal.jpg", "mimeType": "image/jpeg", "buffer": b"<svg onload=alert(1)>"})
    expect(pane.get_by_text("Dit is geen foto die we kunnen tonen")).to_be_visible()
    assert shown(page) == kept
    pane.get_by_role("button", name="Foto weghalen").click()
    expect(pane.get_by_role("button", name="Foto kiezen")).to_be_visible()
    expect(pane.get_by_role("img")).to_have_count(0)


def test_what_is_out_of_use_leaves_the_list_and_comes_back(demo: Demo, devices: Devices) -> None:
    number = added(demo, "Oude kapel")
    page = devices.open("clara").go(f"/manage/resources/{number}")
    page.get_by_role("button", name="Buiten gebruik stellen").click()
    expect(page.get_by_role("button", name="Weer in gebruik nemen")).to_be_visible()
    page.get_by_role("button", name="Sluiten").first.click()
    expect(page.get_by_role("row", name="Oude kapel")).to_have_count(0)
    page.get_by_role("checkbox", name="Ook wat buiten gebruik is").check()
    expect(page.get_by_role("row", name="Oude kapel")).to_contain_text("Buiten gebruik")
    page.get_by_role("row", name="Oude kapel").click()
    page.get_by_role("button", name="Weer in gebruik nemen").click()
    expect(page.get_by_role("button", name="Buiten gebruik stellen")).to_be_visible()


def test_who_types_its_name_removes_it_for_good(demo: Demo, devices: Devices) -> None:
    page = devices.open("clara").go(f"/manage/resources/{added(demo, 'Kapotte piano')}")
    page.get_by_role("textbox", name="Typ “Kapotte piano”").fill("kapotte piano")
    page.get_by_role("button", name="Voorgoed verwijderen").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("row", name="Kapotte piano")).to_have_count(0)


@pytest.mark.parametrize(("size", "theme"), LOOKS)
def test_the_screens_are_sound(demo: Demo, devices: Devices, size: str, theme: str) -> None:
    number = added(demo, f"Zaal voor {size} en {theme}", place="Kerkstraat 4", remarks="Sleutel bij Bram")
    device: Device = devices.open("clara", size, theme)
    page = device.go("/manage/resources")
    expect(page.get_by_role("row", name=f"Zaal voor {size} en {theme}")).to_be_visible()
    inspect(device, "resources")
    page = device.go(f"/manage/resources/{number}")
    expect(page.get_by_role("dialog", name=f"Zaal voor {size} en {theme}")).to_be_visible()
    inspect(device, "a resource")
