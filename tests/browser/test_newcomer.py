"""Somebody comes in by three steps on one screen, and somebody leaves after a look at what ends."""

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.demo import Demo
from tests.browser.devices import Devices
from tests.browser.test_groups import group_of, place
from tests.browser.test_screens import LOOKS, inspect


def membership_type(demo: Demo, name: str) -> None:
    """A type of membership, if it is not there yet."""
    clara = demo.member("clara")
    listed = clara.call("membershiptype.list", organisation=clara.organisation)["items"]
    if all(each["name"] != name for each in listed):
        clara.call("membershiptype.create", organisation=clara.organisation, name=name, options=["Partituren"])


def forward(page: Page) -> None:
    page.get_by_role("button", name="Verder").click()


def test_a_newcomer_comes_in_by_three_steps_and_is_invited(demo: Demo, devices: Devices) -> None:
    membership_type(demo, "Proeflid")
    page = devices.open("clara").go("/manage/members/new")
    forward(page)
    expect(page.get_by_label("Voornaam")).to_be_focused()
    page.get_by_label("Voornaam").fill("Roos")
    page.get_by_label("Achternaam").fill("Desmedt")
    page.get_by_label("E-mailadres").fill("roos@")
    forward(page)
    page.get_by_role("combobox", name="Lidmaatschap").select_option(label="Proeflid")
    page.get_by_label("Partituren").check()
    forward(page)
    page.get_by_role("button", name="Nog een groep").click()
    page.get_by_role("button", name="Lid toevoegen").click()
    expect(page.get_by_text("Kies een groep.")).to_be_visible()
    page.get_by_role("combobox", name="Groep").select_option(label="Alten")
    page.get_by_role("combobox", name="Functie").select_option(label="Zanger")
    page.get_by_role("checkbox", name="Meteen uitnodigen").check()
    page.get_by_role("button", name="Lid toevoegen").click()
    # What the server refuses is told on the screen where it was filled in.
    expect(page.get_by_label("E-mailadres")).to_have_attribute("aria-invalid", "true")
    page.get_by_label("E-mailadres").fill("roos.desmedt@rietvink.example")
    forward(page)
    forward(page)
    page.get_by_role("button", name="Lid toevoegen").click()
    expect(page.get_by_text("Roos Desmedt is toegevoegd en uitgenodigd.")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/manage/members/\d+$"))
    demo.mail_to("roos.desmedt@rietvink.example", "/invitation/")
    clara = demo.member("clara")
    contact = int(page.url.rsplit("/", 1)[1])
    [placed] = clara.call("placement.history", contact=contact)["items"]
    assert (placed["group_name"], placed["function_name"]) == ("Alten", "Zanger")
    [membership] = clara.call("membership.list", contact=contact)["items"]
    assert [each["name"] for each in membership["options"]] == ["Partituren"]


FOCUS = """(() => {
  const focused = document.activeElement;
  const field = focused.closest(".box, .control") ?? focused;
  const drawn = [focused, field].map((one) => getComputedStyle(one));
  return {
    name: focused.getAttribute("aria-label") || focused.labels?.[0]?.innerText || focused.innerText || "",
    seen: drawn.some((style) => style.outlineStyle !== "none" || style.borderColor === "rgb(11, 87, 208)"),
  };
})()"""


SEEN = f"""new Promise((answer) => {{
  const until = performance.now() + 2000;  // what is drawn may take its time to change
  const look = () => ({FOCUS}.seen || performance.now() > until ? answer({FOCUS}.seen) : requestAnimationFrame(look));
  look();
}})"""


def tab_to(page: Page, name: str) -> None:
    """Go on by the Tab key until something of this name has the focus, which is always seen."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if name in page.evaluate(f"{FOCUS}.name"):
            assert page.evaluate(SEEN), name
            return
    raise AssertionError(f"no {name} by the Tab key")


def test_a_newcomer_comes_in_by_the_keyboard_alone(demo: Demo, devices: Devices) -> None:
    membership_type(demo, "Proeflid")
    page = devices.open("clara").go("/manage/members")
    keys = page.keyboard
    tab_to(page, "Nieuw lid")
    keys.press("Enter")
    expect(page.get_by_label("Voornaam")).to_be_visible()
    tab_to(page, "Voornaam")
    keys.type("Rozemarijn")
    tab_to(page, "Achternaam")
    keys.type("Watermunt")
    tab_to(page, "E-mailadres")
    keys.type("rozemarijn@watermunt.example")
    keys.press("Enter")
    expect(page.get_by_role("combobox", name="Lidmaatschap")).to_be_visible()
    tab_to(page, "Lidmaatschap")
    keys.type("Proef")
    tab_to(page, "Partituren")
    keys.press("Space")
    expect(page.get_by_label("Partituren")).to_be_checked()
    tab_to(page, "Verder")
    keys.press("Enter")
    expect(page.get_by_role("button", name="Nog een groep")).to_be_visible()
    tab_to(page, "Nog een groep")
    keys.press("Enter")
    # Who adds a line fills it in.
    expect(page.get_by_role("combobox", name="Groep")).to_be_focused()
    keys.press("ArrowDown")
    tab_to(page, "Meteen uitnodigen")
    keys.press("Space")
    tab_to(page, "Lid toevoegen")
    keys.press("Enter")
    expect(page.get_by_text("Rozemarijn Watermunt is toegevoegd en uitgenodigd.")).to_be_visible()


def test_somebody_who_is_known_is_not_filled_in_twice(demo: Demo, devices: Devices) -> None:
    device = devices.open("clara")
    page = device.go("/manage/members/new")
    page.get_by_label("Voornaam").fill("an")
    page.get_by_label("Achternaam").fill("oeverlant")
    forward(page)
    expect(page.get_by_text("An Oeverlant staat al in de ledenlijst.")).to_be_visible()
    inspect(device, "somebody known")
    page.get_by_role("button", name="Ja, dat is dezelfde").click()
    forward(page)
    page.get_by_role("button", name="Lid toevoegen").click()
    expect(page.get_by_text("An Oeverlant is toegevoegd.")).to_be_visible()


def test_unsaved_work_is_not_left_by_accident(demo: Demo, devices: Devices) -> None:
    page = devices.open("clara").go("/manage/members/new")
    page.get_by_label("Voornaam").fill("Roos")
    forward(page)
    expect(
        page.get_by_role("combobox", name="Lidmaatschap").or_(page.get_by_text("Er is nog geen soort"))
    ).to_be_visible()
    page.get_by_role("link", name="Groepen").click()
    expect(page.get_by_text("Weggaan zonder te bewaren?")).to_be_visible()
    page.get_by_role("button", name="Verder bewerken").click()
    expect(page).to_have_url(re.compile(r"/manage/members/new$"))


def leaver(demo: Demo, devices: Devices, name: str, login: str) -> tuple[Any, int]:
    """A group of this test with somebody in it, open at their place."""
    group = group_of(demo, name)
    place(demo, group, login)
    page = devices.open("clara").go(f"/manage/groups/{group}")
    page.locator("[role=rowgroup] [role=row]").first.click()
    page.get_by_role("button", name="Laat vertrekken").click()
    return page, demo.member(login).contact


def test_a_leaver_is_shown_what_ends_and_it_can_be_taken_back(demo: Demo, devices: Devices) -> None:
    page, contact = leaver(demo, devices, "Vertrekkers", "koenraad")
    dialog = page.get_by_role("dialog").last
    expect(dialog.get_by_text("Zanger in Vertrekkers, 2026-2027")).to_be_visible()
    dialog.get_by_label("Laatste dag").fill("2026-10-31")
    dialog.get_by_label("Reden").fill("Verhuisd")
    expect(dialog.get_by_text("Dit eindigt")).to_be_visible()
    dialog.get_by_role("button", name="Beëindigen").click()
    expect(page.get_by_text("is beëindigd.")).to_be_visible()
    clara = demo.member("clara")

    def days() -> set[str | None]:
        listed = clara.call("placement.history", contact=contact)["items"]
        return {each["until_day"] for each in listed if each["group_name"] == "Vertrekkers"}

    assert days() == {"2026-10-31"}
    page.get_by_role("button", name="Ongedaan maken").click()
    expect(page.locator("[role=rowgroup] [role=row]")).to_have_count(1)
    assert days() == {None}


def test_a_login_ends_only_on_the_last_day_or_later(demo: Demo, devices: Devices) -> None:
    page, _ = leaver(demo, devices, "Voorlopig", "lucas")
    dialog = page.get_by_role("dialog").last
    box = dialog.get_by_label("Ook de login beëindigen")
    expect(box).to_be_enabled()
    dialog.get_by_label("Laatste dag").fill("2099-01-01")
    expect(box).to_be_disabled()


@pytest.mark.parametrize(("size", "theme"), LOOKS)
def test_each_step_is_sound(demo: Demo, devices: Devices, size: str, theme: str) -> None:
    membership_type(demo, "Proeflid")
    device = devices.open("clara", size, theme)
    page = device.go("/manage/members/new")
    expect(page.get_by_label("Voornaam")).to_be_visible()
    inspect(device, "who")
    page.get_by_label("Voornaam").fill("Wannes")
    forward(page)
    page.get_by_role("combobox", name="Lidmaatschap").select_option(label="Proeflid")
    inspect(device, "membership")
    forward(page)
    page.get_by_role("button", name="Nog een groep").click()
    expect(page.get_by_role("combobox", name="Groep")).to_be_visible()
    inspect(device, "groups")
