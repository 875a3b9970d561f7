"""Members on screen: found, made, changed, put together from two cards, and removed on purpose."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.demo import Demo, Member
from tests.browser.devices import Device, Devices
from tests.browser.test_screens import LOOKS, TOO_WIDE, inspect


@pytest.fixture
def clara(demo: Demo) -> Member:
    """The administrator, by the API."""
    return demo.member("clara")


def made(clara: Member, first_name: str, last_name: str, **parts: Any) -> int:
    """A new contact."""
    created = clara.call(
        "contact.create", organisation=clara.organisation, first_name=first_name, last_name=last_name, **parts
    )
    return int(created["id"])


def names(page: Page) -> list[str]:
    """Who is in the list, from above."""
    return page.locator("[role=rowgroup] a[data-open]").all_inner_texts()


def row(page: Page, name: str) -> Any:
    """A row of the list."""
    return page.get_by_role("row", name=name)


def test_members_are_found_and_what_was_asked_stands_in_the_address(devices: Devices, clara: Member) -> None:
    made(clara, "Floris", "Waterhoen", addresses=[{"address": "floris@meerkoet.example"}], birth_date="1988-02-29")
    page = devices.open("clara").go("/manage/members")
    expect(page.get_by_role("status").filter(has_text="personen")).to_be_visible()
    page.get_by_role("searchbox", name="Zoek op naam").fill("@meerkoet")
    expect(page.get_by_role("status").filter(has_text="1 persoon")).to_be_visible()
    expect(page).to_have_url(re.compile(r"q=%40meerkoet"))
    assert names(page) == ["Floris Waterhoen"]
    page.get_by_role("combobox", name="Login").select_option(label="Meldt zich aan")
    page.get_by_role("button", name="Filters wissen").click()
    expect(page.get_by_role("searchbox", name="Zoek op naam")).to_have_value("")
    page.get_by_role("combobox", name="Groep").select_option(label="Sopranen")
    expect(page).to_have_url(re.compile(r"group=\d+"))
    page.get_by_role("button", name="E-mail").click()
    expect(page.get_by_role("columnheader", name="E-mail")).to_have_attribute("aria-sort", "ascending")
    expect(page.locator("[aria-busy=true]")).to_have_count(0)
    found = names(page)[:8]
    page.reload()
    expect(page.get_by_role("columnheader", name="E-mail")).to_have_attribute("aria-sort", "ascending")
    expect(page.locator("[aria-busy=true]")).to_have_count(0)
    expect(row(page, found[0])).to_be_visible()
    assert names(page)[:8] == found


def test_a_new_member_is_made_and_what_is_wrong_is_told_at_its_field(devices: Devices) -> None:
    page = devices.open("clara").go("/manage/members/new?kind=contact")
    page.get_by_label("E-mailadres 1", exact=True).fill("roos@")
    page.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_label("Voornaam")).to_be_focused()
    expect(page.get_by_label("Voornaam")).to_have_attribute("aria-invalid", "true")
    page.get_by_label("Voornaam").fill("Roos")
    page.get_by_label("Achternaam").fill("Zegge")
    page.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_text("“roos@” is geen geldig e-mailadres.")).to_be_visible()
    page.get_by_label("E-mailadres 1", exact=True).fill("roos@zegge.example")
    page.get_by_role("button", name="Telefoonnummer toevoegen").click()
    page.get_by_label("Telefoonnummer 2", exact=True).fill("0470 11 22 33")
    page.get_by_label("Geslacht").select_option(label="Vrouw")
    page.get_by_role("button", name="Bewaren").click()
    expect(page).to_have_url(re.compile(r"/manage/members/\d+$"))
    expect(page.get_by_role("heading", name="Roos Zegge", level=1)).to_be_visible()
    expect(page.get_by_role("link", name="roos@zegge.example")).to_be_visible()
    expect(page.get_by_role("link", name="0470 11 22 33")).to_be_visible()


def test_a_card_is_changed_and_unsaved_work_is_not_lost_by_accident(devices: Devices, clara: Member) -> None:
    contact = made(clara, "Lisa", "Rietgors", addresses=[{"address": "lisa@a.example"}, {"address": "lisa@b.example"}])
    device = devices.open("clara")
    page = device.go(f"/manage/members/{contact}")
    page.get_by_role("button", name="Wijzigen").click()
    page.get_by_role("button", name="E-mailadres 2 naar boven").click()
    expect(page.get_by_label("E-mailadres 1", exact=True)).to_have_value("lisa@b.example")
    page.get_by_role("button", name="E-mailadres 2 weghalen").click()
    page.get_by_role("textbox", name="Opmerkingen").fill("Zingt ook tenor.")
    page.get_by_role("button", name="Annuleren").click()
    page.get_by_role("dialog").get_by_role("button", name="Verder bewerken").click()
    page.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_text("Zingt ook tenor.")).to_be_visible()
    expect(page.get_by_role("link", name="lisa@b.example")).to_be_visible()
    expect(page.get_by_role("link", name="lisa@a.example")).to_have_count(0)


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(devices: Devices, clara: Member) -> None:
    contact = made(clara, "Tom", "Snoek")
    device = devices.open("clara").forgive("409")
    page = device.go(f"/manage/members/{contact}")
    page.get_by_role("button", name="Wijzigen").click()
    expect(page.get_by_label("Voornaam")).to_have_value("Tom")
    clara.call("contact.change", organisation=clara.organisation, contact=contact, last_name="Snoekbaars")
    page.get_by_label("Voornaam").fill("Tomas")
    page.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_text("Iemand anders heeft deze persoon intussen gewijzigd")).to_be_visible()
    page.get_by_role("button", name="Opnieuw laden").click()
    expect(page.get_by_label("Achternaam")).to_have_value("Snoekbaars")


def test_own_fields_are_made_ordered_and_filled_in(devices: Devices, clara: Member) -> None:
    contact = made(clara, "Iris", "Lisdodde")
    page = devices.open("clara").go("/manage/fields/new")
    page.get_by_label("Naam").fill("Stem van Iris")
    page.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_label("Waarom houd je dit bij?")).to_have_attribute("aria-invalid", "true")
    page.get_by_label("Waarom houd je dit bij?").fill("Om de opstelling te maken")
    page.get_by_label("Soort").select_option(label="Keuze")
    for place, name in enumerate(("Sopraan", "Alt"), start=1):
        page.get_by_role("button", name="Keuze toevoegen").click()
        page.get_by_label(f"Keuze {place}").fill(name)
    page.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_role("link", name="Stem van Iris")).to_be_visible()
    page.goto(page.url.split("/manage")[0] + f"/manage/members/{contact}")
    page.get_by_role("button", name="Wijzigen").click()
    page.get_by_label("Stem van Iris").select_option(label="Alt")
    page.get_by_role("button", name="Bewaren").click()
    expect(page.locator("dd", has_text="Alt")).to_be_visible()


def test_a_file_is_kept_in_a_field_of_ones_own(devices: Devices, clara: Member) -> None:
    clara.call(
        "field.create", organisation=clara.organisation, name="Attest", kind="file", purpose="Voor de verzekering"
    )
    contact = made(clara, "Joris", "Blauwborst")
    page = devices.open("clara").go(f"/manage/members/{contact}")
    content = {"name": "attest.txt", "mimeType": "text/plain", "buffer": b"Medisch geschikt"}
    page.locator("input[aria-label='Bestand kiezen voor Attest']").set_input_files(content)  # type: ignore[arg-type]
    link = page.get_by_role("link", name="Attest openen")
    expect(link).to_be_visible()
    kept = page.request.get(page.url.split("/manage")[0] + str(link.get_attribute("href")))
    assert (kept.body(), kept.headers["content-disposition"].split(";")[0]) == (b"Medisch geschikt", "attachment")
    page.get_by_role("button", name="Attest weghalen").click()
    expect(page.get_by_role("link", name="Attest openen")).to_have_count(0)


def test_a_company_is_made_and_has_people_whom_one_asks_for(devices: Devices, clara: Member) -> None:
    person = made(clara, "Wannes", "Rietpluim")
    page = devices.open("clara").go("/manage/members/new?kind=contact")
    page.get_by_role("radio", name="Bedrijf").check(force=True)
    page.get_by_label("Naam van het bedrijf").fill("Drukkerij De Rietpluim")
    page.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_role("heading", name="Drukkerij De Rietpluim", level=1)).to_be_visible()
    page.get_by_role("combobox", name="Contactpersonen").fill("wannes rietpl")
    page.get_by_role("option", name="Wannes Rietpluim").click()
    page.get_by_label("Functie van Wannes Rietpluim").fill("Drukwerk")
    page.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_text("Niet bewaarde wijzigingen")).to_have_count(0)
    page.reload()
    expect(page.get_by_label("Functie van Wannes Rietpluim")).to_have_value("Drukwerk")
    company = int(page.url.rsplit("/", 1)[1])
    card = clara.call("contact.get", organisation=clara.organisation, contact=company)
    assert [(each["contact"], each["function"]) for each in card["people"]] == [(person, "Drukwerk")]


def test_somebody_is_erased_from_their_card(devices: Devices, clara: Member) -> None:
    contact = made(clara, "Wendel", "Roerdomp", addresses=[{"address": "wendel@roerdomp.example"}])
    page = devices.open("clara").go(f"/manage/members/{contact}")
    page.get_by_role("tab", name="Wissen").click()
    expect(page.get_by_text("Dit verdwijnt")).to_be_visible()
    page.get_by_role("textbox", name="om te bevestigen").fill("Wendel Roerdomp")
    page.get_by_role("button", name="Voorgoed wissen").click()
    expect(page).to_have_url(re.compile(r"/manage/members$"))
    page.get_by_role("searchbox", name="Zoek op naam").fill("roerdomp")
    expect(page.get_by_text("Niemand gevonden")).to_be_visible()


def test_two_cards_of_one_person_become_one(devices: Devices, clara: Member) -> None:
    old = made(clara, "Merel", "Karekiet", birth_date="1980-05-05", phones=[{"number": "0470 55 55 55"}])
    made(clara, "Merel", "Karekiet", birth_date="1980-05-05", addresses=[{"address": "merel@a.example"}], sex="f")
    page = devices.open("clara").go("/manage/duplicates")
    page.get_by_role("button", name="Merel Karekiet en Merel Karekiet vergelijken").click()
    expect(page.get_by_text("Samenvoegen kan niet ongedaan gemaakt worden.")).to_be_visible()
    group = page.get_by_role("group", name="Welke waarde blijft: Geslacht?")
    expect(group.get_by_role("radio", name="Vrouw")).to_be_checked()
    page.get_by_label("Typ “Merel Karekiet” om te bevestigen").fill("Merel Karekiet")
    page.get_by_role("button", name="Samenvoegen").click()
    expect(page).to_have_url(re.compile(rf"/manage/members/{old}$"))
    expect(page.get_by_role("link", name="merel@a.example")).to_be_visible()
    expect(page.get_by_role("link", name="0470 55 55 55")).to_be_visible()


def test_two_people_who_look_alike_are_told_apart_once(devices: Devices, clara: Member) -> None:
    for _ in range(2):
        made(clara, "Pluvier", "Strandloper", birth_date="1981-06-06")
    page = devices.open("clara", "phone").go("/manage/duplicates")
    apart = page.get_by_role("button", name="Pluvier Strandloper en Pluvier Strandloper zijn twee personen")
    apart.click()
    expect(page.get_by_text("Pluvier Strandloper: twee personen.")).to_be_visible()
    expect(apart).to_have_count(0)
    page.get_by_role("button", name="Ongedaan maken").click()
    expect(apart).to_be_visible()
    apart.click()
    expect(apart).to_have_count(0)
    page.reload()
    expect(page.get_by_role("heading", name="Dubbels", level=1)).to_be_visible()
    expect(page.locator("[aria-busy=true]")).to_have_count(0)
    expect(apart).to_have_count(0)


def test_somebody_is_removed_only_on_purpose_and_can_come_back(devices: Devices, clara: Member) -> None:
    contact = made(clara, "Wim", "Dodaars")
    page = devices.open("clara").go(f"/manage/members/{contact}")
    page.get_by_role("button", name="Verwijderen").click()
    expect(page.get_by_text("Dat is niet dezelfde naam.")).to_be_visible()
    page.get_by_label("Typ “Wim Dodaars” om te bevestigen").fill("wim dodaars")
    page.get_by_role("button", name="Verwijderen").click()
    expect(page).to_have_url(re.compile(r"/manage/members$"))
    page.get_by_role("button", name="Ongedaan maken").click()
    page.get_by_role("searchbox").fill("dodaars")
    expect(row(page, "Wim Dodaars")).to_be_visible()


def test_ticked_members_are_put_in_a_group_at_once(devices: Devices, clara: Member) -> None:
    for name in ("Nora", "Stan"):
        made(clara, name, "Zilverreiger")
    page = devices.open("clara").go("/manage/members?q=zilverreiger")
    expect(page.get_by_role("status").filter(has_text="2 personen")).to_be_visible()
    page.get_by_role("checkbox", name="Alles kiezen").check()
    page.get_by_role("button", name="In groep zetten").click()
    page.get_by_role("dialog").get_by_label("Groep van dit seizoen").select_option(label="Mannen")
    page.get_by_role("dialog").get_by_role("button", name="In groep zetten").click()
    expect(page.get_by_text("2 personen staan nu in de groep.")).to_be_visible()
    expect(row(page, "Nora Zilverreiger")).to_contain_text("Mannen")
    with page.expect_download() as download:
        page.get_by_role("checkbox", name="Alles kiezen").check()
        page.get_by_role("button", name="Exporteren").click()
        page.get_by_role("dialog").get_by_role("radio", name="CSV").check(force=True)
        page.get_by_role("dialog").get_by_role("button", name="Downloaden").click()
    assert "Zilverreiger" in download.value.path().read_text("utf-8-sig")


def test_on_a_phone_the_list_stays_in_sight_while_people_are_ticked(devices: Devices) -> None:
    page = devices.open("clara", "phone").go("/manage/members")
    page.get_by_role("row").get_by_role("checkbox").first.click()
    expect(page.get_by_role("button", name="Uitnodigen")).to_be_visible()
    bar = page.get_by_role("region", name="Met de gekozen rijen").bounding_box()
    assert bar
    assert bar["height"] < 140
    page.get_by_role("button", name="In groep zetten").click()
    sheet = page.get_by_role("dialog")
    expect(sheet.get_by_label("Functie").locator("option:checked")).to_have_text("Zanger")


def test_somebody_is_invited_from_their_card(devices: Devices, clara: Member) -> None:
    contact = made(clara, "Noor", "Fuut", addresses=[{"address": "noor@fuut.example"}])
    page = devices.open("clara").go(f"/manage/members/{contact}")
    page.get_by_role("tab", name="Toegang").click()
    page.get_by_role("button", name="Uitnodigen").click()
    expect(page.get_by_text("Uitgenodigd op noor@fuut.example")).to_be_visible()


@pytest.fixture(scope="module")
def shown(demo: Demo) -> dict[str, int]:
    """A full card, a company, a field of each kind, and two cards of one person."""
    clara = demo.member("clara")
    fields = {
        kind: clara.call(
            "field.create", organisation=clara.organisation, name=f"Veld {kind}", kind=kind, access="write",
            purpose="Om te tonen hoe het eruitziet",
            **({"choices": [{"name": "Sopraan"}, {"name": "Alt"}]} if kind == "choice" else {}),
        )["id"]
        for kind in ("text", "number", "date", "choice", "yes_no", "file")
    }  # fmt: skip
    full = made(
        clara, "Jozefien-Alexandrina", "van den Onderaardsewaterwerkzaamheden", birth_date="1975-01-31", sex="x",
        remarks="Twee regels\nvoor de beheerders", phones=[{"number": "0470 11 22 33", "label": "gsm"}],
        addresses=[{"address": "jozefien-alexandrina.vandenonderaardse@waterwerkzaamheden.example", "label": "thuis"}],
        postal_addresses=[{"street": "Kerkstraat 1", "postcode": "2800", "town": "Mechelen", "country": "BE"}],
        fields={str(fields["text"]): "vegetarisch", str(fields["number"]): 1.5, str(fields["yes_no"]): True},
    )  # fmt: skip
    firm = clara.call("contact.create", organisation=clara.organisation, kind="company", last_name="Drukkerij De Veer")
    clara.call(
        "company.set_people", organisation=clara.organisation, company=firm["id"],
        people=[{"contact": full, "function": "Drukwerk"}],
    )  # fmt: skip
    twin = made(clara, "Jozefien-Alexandrina", "van den Onderaardsewaterwerkzaamheden", birth_date="1975-01-31")
    return {"full": full, "firm": int(firm["id"]), "twin": twin, "field": int(fields["choice"])}


def screens(device: Device, shown: dict[str, int]) -> Iterator[str]:
    """Every screen of members, own fields and duplicates."""
    addresses = {
        "/manage/members": "[role=row]",
        "/manage/members?q=zzzz": "text=Niemand gevonden",
        f"/manage/members/{shown['full']}": "text=Kerkstraat 1",
        f"/manage/members/{shown['full']}/groups": "text=Staat in geen enkele groep",
        f"/manage/members/{shown['full']}/family": "text=Hoort bij geen enkel gezin",
        f"/manage/members/{shown['full']}/access": "text=Deze persoon heeft geen login",
        f"/manage/members/{shown['full']}/history": "text=Contact toegevoegd",
        f"/manage/members/{shown['firm']}": "text=Drukwerk",
        "/manage/members/new": "main h1",
        "/manage/members/new?kind=contact": "text=Bewaren",
        "/manage/fields": "text=Veld choice",
        f"/manage/fields/{shown['field']}": "text=Keuze 2",
        "/manage/duplicates": "text=Zelfde naam en geboortedatum",
        f"/manage/duplicates/{shown['full']}?drop={shown['twin']}": "text=Wat er verhuist",
    }
    for address, sign in addresses.items():
        page = device.go(address)
        expect(page.locator(f"{sign} >> visible=true").first).to_be_visible()
        yield address
    page = device.go(f"/manage/members/{shown['full']}")
    page.get_by_role("button", name="Wijzigen").click()
    expect(page.get_by_label("Voornaam")).to_be_visible()
    yield "changing a card"


@pytest.mark.parametrize(("size", "theme"), LOOKS)
def test_every_screen_of_members_is_sound(devices: Devices, shown: dict[str, int], size: str, theme: str) -> None:
    device = devices.open("clara", size, theme)
    for name in screens(device, shown):
        inspect(device, name)


def test_every_screen_of_members_reflows_at_320_pixels_with_the_largest_text(
    devices: Devices, shown: dict[str, int]
) -> None:
    device = devices.open("clara", "phone", viewport={"width": 320, "height": 560})
    for name in screens(device, shown):
        device.page.evaluate("document.documentElement.dataset.text = 'larger'")
        assert device.page.evaluate(TOO_WIDE) == [], name
