"""Finding back what was said, by the keyboard and by touch."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.demo import Demo
from tests.browser.devices import LOST_SERVER, Devices, asked, shoot
from tests.browser.test_files import choose as attach
from tests.browser.test_files import picture
from tests.browser.test_screens import LOOKS, inspect

STRANGER = "Wannes"
PLACEHOLDER_WIDTH = """(field) => {
    const pen = document.createElement("canvas").getContext("2d");
    pen.font = getComputedStyle(field).font;
    return pen.measureText(field.placeholder).width;
}"""


def choose(dialog: Locator, label: str, text: str) -> None:
    """In a field with a list, what is offered for what is typed."""
    field = dialog.get_by_role("combobox", name=label, exact=True)
    field.click()
    field.press_sequentially(text)
    dialog.get_by_role("listbox", name=label).get_by_role("option", name=re.compile(f"^{text}")).click()


def test_a_message_is_found_by_a_form_of_its_word_and_opened_where_it_stands(demo: Demo, devices: Devices) -> None:
    an = demo.member("an")
    room = demo.member("clara").conversation("Wie zet de stoelen klaar?", an)
    an.send(room, "Er staan nog klapstoeltjes in de sacristie")
    for number in range(60):
        an.send(room, f"Rij {number} staat")
    page = devices.open("clara").go("/chat")
    asked(page, "klapstoel")
    dialog = page.get_by_role("dialog")
    found = dialog.get_by_role("link", name=re.compile("sacristie"))
    expect(found).to_be_visible()
    expect(found.locator("mark")).to_have_text("klapstoeltjes")
    page.keyboard.press("ArrowDown")
    expect(found).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(dialog.get_by_role("searchbox")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/chat/{room}/m/1")
    expect(page.locator("li[data-seq='1']")).to_be_in_viewport()
    expect(dialog).to_have_count(0)


def test_within_a_conversation_it_is_narrowed_by_person_and_says_when_there_is_nothing(
    demo: Demo, devices: Devices
) -> None:
    an, jonas = demo.member("an"), demo.member("jonas")
    room = demo.member("clara").conversation("Partituren terug", an, jonas)
    an.send(room, "Mijn partituur ligt in de kast")
    jonas.send(room, "Mijn partituur is zoek")
    page = devices.open("clara").go(f"/chat/{room}")
    page.locator("#main").get_by_role("button", name="Zoeken").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("searchbox").fill("partituur")
    expect(dialog.get_by_role("link")).to_have_count(2)
    choose(dialog, "Van wie", "Jonas")
    expect(dialog.get_by_role("link")).to_have_count(1)
    expect(dialog).to_contain_text("is zoek")
    dialog.get_by_role("searchbox").fill("trompet")
    expect(dialog).to_contain_text("Niets gevonden voor “trompet”")


def test_without_a_connection_titles_are_still_found(demo: Demo, devices: Devices) -> None:
    room = demo.member("clara").conversation("Uitstap naar Gent per trein", demo.member("an"))
    device = devices.open("clara")
    page = device.go(f"/chat/{room}")
    page.wait_for_load_state("networkidle")
    asked(page, "x")
    page.keyboard.press("Escape")
    page.context.set_offline(True)
    asked(page, "gent per")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("link", name="Uitstap naar Gent per trein")).to_be_visible()
    page.context.set_offline(False)


def test_everywhere_it_is_narrowed_without_a_word_and_each_filter_is_taken_away_again(
    demo: Demo, devices: Devices
) -> None:
    an, jonas = demo.member("an"), demo.member("jonas")
    room = demo.member("clara").conversation("Opnames van het voorjaar", an, jonas)
    an.send(room, "Luister: https://rietvink.example/opname/1", "Dat was mooi")
    jonas.send(room, "En deze: https://rietvink.example/opname/2")
    page = devices.open("clara", "phone", "dark").go("/chat")
    page.get_by_role("button", name="Zoeken", exact=True).click()
    dialog = page.get_by_role("dialog")
    filters = dialog.get_by_role("button", name=re.compile("^Filters"))
    expect(dialog.get_by_role("group", name="Filters")).to_be_hidden()
    filters.click()
    choose(dialog, "Gesprek", "Opnames van het")
    expect(dialog.get_by_role("link")).to_have_count(3)
    choose(dialog, "Van wie", "An Oeverlant")
    dialog.get_by_label("Soort").select_option(label="Links")
    today = page.evaluate("new Date().toLocaleDateString('sv')")
    dialog.get_by_label("Vanaf").fill(today)
    expect(filters).to_have_text(re.compile("4.*gekozen"))
    filters.click()
    expect(dialog.get_by_role("group", name="Filters")).to_be_hidden()
    expect(dialog.get_by_role("link")).to_have_count(1)
    expect(dialog.get_by_role("link")).to_contain_text("opname/1")
    dialog.get_by_role("button", name=re.compile("^Filter weghalen: An")).click()
    expect(filters).to_be_focused()
    expect(dialog.get_by_role("link")).to_have_count(2)
    dialog.get_by_role("button", name="Wis alles").click()
    expect(filters).to_have_text("Filters")
    expect(dialog.get_by_role("link")).to_have_count(0)


def test_a_file_is_found_by_its_name_and_among_the_pictures(demo: Demo, devices: Devices) -> None:
    room = demo.member("clara").conversation("Affiche van het concert", demo.member("an"))
    page = devices.open("clara").go(f"/chat/{room}")
    attach(page, "Foto of video", picture("affichedrukproef.jpg"))
    page.get_by_role("button", name="Versturen").click()
    expect(page.get_by_role("button", name="Foto affichedrukproef.jpg openen")).to_be_visible()
    asked(page, "affichedrukp")
    dialog = page.get_by_role("dialog")
    found = dialog.get_by_role("link", name=re.compile("affichedrukproef"))
    expect(found).to_be_visible()
    dialog.get_by_role("button", name="Filters").click()
    kind = dialog.get_by_label("Soort")
    kind.select_option(label="Bestanden")
    expect(dialog).to_contain_text("Niets gevonden")
    kind.select_option(label="Foto’s")
    expect(found).to_be_visible()


def test_activities_to_come_stand_above_those_that_are_over_and_more_of_them_are_shown(
    demo: Demo, devices: Devices
) -> None:
    clara = demo.member("clara")
    now = datetime.now(UTC)
    for days in (-9, -2, 3, 12, 20, 27, 34):
        start = (now + timedelta(days=days)).strftime("%Y-%m-%dT20:00:00")
        clara.call(
            "series.create", organisation=clara.organisation, title=f"Stemproef {days}", local_start=start,
            duration_minutes=60,
        )  # fmt: skip
    page = devices.open("clara").go("/chat")
    page.wait_for_load_state("networkidle")
    asked(page, "stemproef")
    dialog = page.get_by_role("dialog")
    titles = dialog.get_by_role("link").locator(".name")
    expect(titles).to_have_text([f"Stemproef {days}" for days in (3, 12, 20, 27, 34)])
    dialog.get_by_role("button", name="Meer activiteiten").click()
    expect(titles).to_have_text([f"Stemproef {days}" for days in (3, 12, 20, 27, 34, -2, -9)])
    expect(dialog.get_by_role("button", name="Meer activiteiten")).to_have_count(0)


def test_the_field_above_the_list_leads_on_to_all_messages_with_its_word(demo: Demo, devices: Devices) -> None:
    an = demo.member("an")
    room = demo.member("clara").conversation("Kwispelkoor", an)
    an.send(room, "Wie heeft de xylofoon nog thuis?", "Ik vraag het na.")
    page = devices.open("clara", "phone", "dark").go("/chat")
    field = page.get_by_role("searchbox", name="Zoek in je gesprekken")
    field.fill("xylofoon")
    expect(page.get_by_text("Geen gesprek gevonden voor “xylofoon”.")).to_be_visible()
    expect(page.get_by_role("button", name="Zoek “xylofoon” in alle berichten")).to_be_visible()
    shoot(page, "list-empty")
    field.press("Enter")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("searchbox")).to_have_value("xylofoon")
    expect(dialog.get_by_role("link", name=re.compile("nog thuis"))).to_be_visible()
    dialog.get_by_role("button", name="Sluiten").click()
    field.fill("kwispel")
    expect(page.get_by_role("button", name="Zoek “kwispel” in alle berichten")).to_be_visible()
    shoot(page, "list-further")
    page.get_by_role("button", name="Zoek “kwispel” in alle berichten").click()
    expect(dialog.get_by_role("link", name="Kwispelkoor")).to_be_visible()


def test_without_a_connection_a_person_who_is_chosen_says_why_no_conversation_opens(
    demo: Demo, devices: Devices
) -> None:
    clara, an = demo.member("clara"), demo.member("an")
    direct = clara.direct(an)
    an.send(clara.conversation("Kast op zolder", an), "De kastsleutel hangt bij de deur")
    device = devices.open("clara").forgive(LOST_SERVER)
    page = device.go("/chat")
    page.wait_for_load_state("networkidle")
    asked(page, "kastsleutel")
    dialog = page.get_by_role("dialog")
    message = dialog.get_by_role("link", name=re.compile("bij de deur"))
    expect(message).to_be_visible()
    page.context.set_offline(True)
    dialog.get_by_role("searchbox").fill(STRANGER)
    expect(message).to_have_count(0)
    dialog.get_by_role("button", name=STRANGER).click()
    expect(dialog.get_by_role("alert")).to_contain_text("Zonder verbinding kun je geen gesprek met")
    dialog.get_by_role("searchbox").fill("an")
    dialog.get_by_role("button", name=re.compile("^An ")).first.click()
    page.wait_for_url(f"**/chat/{direct}")
    page.context.set_offline(False)


def test_what_the_field_asks_fits_a_phone_in_both_languages(demo: Demo, devices: Devices) -> None:
    page = devices.open("jonas", "phone").go("/chat")
    for language in ("en", "nl"):
        demo.member("jonas").call("account.change", language=language)
        page.reload()
        page.get_by_role("button", name={"en": "Search", "nl": "Zoeken"}[language], exact=True).click()
        field = page.get_by_role("dialog").get_by_role("searchbox")
        expect(field).to_be_focused()
        assert field.evaluate(PLACEHOLDER_WIDTH) <= field.evaluate("(field) => field.clientWidth - 16"), language


@pytest.mark.parametrize(("size", "theme"), LOOKS)
def test_axe_finds_nothing_in_search(demo: Demo, devices: Devices, size: str, theme: str) -> None:
    room = demo.member("clara").conversation("Koffie na de mis", demo.member("an"))
    demo.member("an").send(room, "Ik zet koffie voor veertig man")
    device = devices.open("clara", size, theme)
    page = device.go(f"/chat/{room}")
    asked(page, "koffie")
    dialog = page.get_by_role("dialog")
    expect(dialog.get_by_role("link", name=re.compile("veertig")).first).to_be_visible()
    shoot(page, f"search-{size}")
    inspect(device, "search")
    dialog.get_by_role("button", name="Filters").click()
    dialog.get_by_label("Soort").select_option(label="Tekst")
    choose(dialog, "Van wie", "An Oeverlant")
    expect(dialog.get_by_role("link", name=re.compile("veertig")).first).to_be_visible()
    shoot(page, f"search-filters-{size}")
    inspect(device, "search with filters")
    dialog.get_by_role("button", name="Filters").click()
    shoot(page, f"search-chips-{size}")
    inspect(device, "search with chosen filters")
