"""A right in one group on screen: Nele administers the members of the sopranos, Inge sees those of the altos."""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Playwright, Response, WebSocket, expect

from tests.browser.demo import Demo
from tests.browser.devices import SIZES, Device, Devices, devices_of
from tests.browser.test_screens import LOOKS, TOO_WIDE, inspect

OPEN = {
    "nele": ["Leden", "Groepen", "Lidmaatschappen", "Selecties", "Uitnodigingen"],
    "inge": ["Leden", "Groepen", "Lidmaatschappen", "Selecties"],
}
"""The sections of each."""

CLOSED = (
    "families", "import", "fields", "duplicates", "roles", "resources", "privacy", "log", "organisation",
    "members/new?kind=contact", "groups/new", "groups/seasons", "groups/functions", "groups/take-along",
    "memberships/new", "selections/new",
)  # fmt: skip
"""Addresses that neither of them may open."""


class Refusals(list[str]):
    """What the server refuses a page, from its next load on: on its socket, and before that is open over HTTP."""

    def __init__(self, page: Page) -> None:
        super().__init__()
        page.on("websocket", self._listen)
        page.on("response", self._look)

    def _look(self, response: Response) -> None:
        if response.status in {403, 404}:
            self.append(response.url)

    def _listen(self, socket: WebSocket) -> None:
        socket.on("framereceived", self._hear)

    def _hear(self, frame: str | bytes) -> None:
        text = frame if isinstance(frame, str) else frame.decode(errors="replace")
        self.extend(re.findall(r'"code":"(?:forbidden|not_found)".{0,80}', text))


def contact_of(demo: Demo, group: str) -> int:
    """Somebody else who stands in a group today, with an address."""
    return int(next(line["id"] for line in lines(demo, group) if line["address"]))


def lines(demo: Demo, group: str) -> list[dict[str, Any]]:
    clara = demo.member("clara")
    leaders = {demo.member(login).contact for login in OPEN}
    found = clara.call("contact.roster", organisation=clara.organisation, group=group_of(demo, group), limit=100)
    return [line for line in found["items"] if line["id"] not in leaders]


def group_of(demo: Demo, name: str) -> int:
    clara = demo.member("clara")
    groups = clara.call("group.list", organisation=clara.organisation, limit=200)["items"]
    return next(int(group["id"]) for group in groups if group["name"] == name)


def row(page: Page, name: str) -> Any:
    """A row of a list."""
    return page.get_by_role("row", name=name)


def screens(device: Device, demo: Demo, login: str) -> Iterator[str]:
    """Every screen that somebody finds from the area on, by what must be there."""
    own = "Sopranen" if login == "nele" else "Alten"
    group, contact = group_of(demo, own), contact_of(demo, own)
    tabs = ("groups", "access") if login == "nele" else ("groups",)
    addresses = {
        "/manage": "main h1",
        "/manage/members": f"[role=row] >> text={own}",
        f"/manage/members/{contact}": "text=Bereikbaar",
        **{f"/manage/members/{contact}/{tab}": "main h2" for tab in tabs},
        "/manage/groups": f"[role=row] >> text={own}",
        f"/manage/groups/{group}": "[role=row] >> nth=1",
        f"/manage/groups/{group}/details": "main dl",
        f"/manage/groups/{group}/history": "main li",
        "/manage/memberships": "text=Soorten",
        "/manage/memberships/missing": "main h1",
        "/manage/selections": "[role=row] >> nth=1",
        "/more": "main h1",
        "/me": "main h1",
    }
    if login == "nele":
        addresses |= {"/manage/invitations": "[role=row] >> nth=1", "/manage/members/new": "text=Voornaam"}
    for address, sign in addresses.items():
        page = device.go(address)
        expect(page.locator(f"{sign} >> visible=true").first).to_be_visible()
        yield address
    device.go("/manage/selections").locator("[role=row] a[data-open]").first.click()
    expect(device.page.get_by_text("Je ziet wie hierin zit")).to_be_visible()
    yield "a selection"
    device.go("/manage/privacy")
    expect(device.heading).to_have_text("Privacy: daar heb je geen rechten voor")
    yield "a section that is not theirs"


@pytest.mark.parametrize("login", OPEN)
@pytest.mark.parametrize(("size", "theme"), LOOKS)
def test_every_screen_of_a_leader_is_sound_and_asks_nothing_that_is_refused(
    demo: Demo, devices: Devices, login: str, size: str, theme: str
) -> None:
    device = devices.open(login, size, theme)
    refused = Refusals(device.page)
    for name in screens(device, demo, login):
        inspect(device, f"{login} {name}")
        assert refused == [], name


@pytest.mark.parametrize("login", OPEN)
def test_the_screens_of_a_leader_reflow_at_320_pixels(demo: Demo, devices: Devices, login: str) -> None:
    device = devices.open(login, "phone", viewport={"width": 320, "height": 560})
    for address in screens(device, demo, login):
        device.page.evaluate("document.documentElement.dataset.text = 'larger'")
        assert device.page.evaluate(TOO_WIDE) == [], address


@pytest.mark.parametrize("login", OPEN)
@pytest.mark.parametrize("size", SIZES)
def test_a_leader_has_the_sections_in_which_something_can_be_done(
    demo: Demo, devices: Devices, login: str, size: str
) -> None:
    device = devices.open(login, size)
    page = device.go("/more" if size == "phone" else "/chat")
    page.get_by_role("link", name="Beheer").click()
    sections = page.locator(".sections a .name")
    expect(sections.first).to_be_visible()
    assert sections.all_inner_texts() == OPEN[login]


def test_an_address_that_is_not_theirs_says_who_can_help(demo: Demo, devices: Devices) -> None:
    device = devices.open("nele", "phone")
    refused = Refusals(device.page)
    for address in CLOSED:
        page = device.go(f"/manage/{address}")
        expect(page.get_by_text("vraag ze dan aan een beheerder")).to_be_visible()
        expect(page.locator("main button")).to_have_count(1)
    page.get_by_role("button", name="Naar beheer").click()
    expect(page).to_have_url(re.compile(r"/manage$"))
    others = device.go(f"/manage/groups/{group_of(demo, 'Alten')}")
    expect(others.get_by_text("Je ziet niet wie in deze groep staat")).to_be_visible()
    assert refused == []
    device.forgive("403").go(f"/manage/members/{contact_of(demo, 'Alten')}")
    expect(page.get_by_text("Deze persoon is er niet, of je mag de gegevens niet zien")).to_be_visible()
    assert len(refused) == 1


def test_who_only_sees_has_nothing_to_change(demo: Demo, devices: Devices) -> None:
    device = devices.open("inge")
    page = device.go("/manage/members")
    expect(row(page, "Oeverlant")).to_be_visible()
    assert {"Nieuw lid", "Nieuw contact"}.isdisjoint(page.locator("main button").all_inner_texts())
    expect(page.get_by_role("combobox", name="Login")).to_have_count(0)
    page.locator("[role=rowgroup] input[type=checkbox]").first.click()
    bulk = page.get_by_role("button", name="Exporteren")
    expect(bulk).to_be_visible()
    expect(page.get_by_role("button", name="Uitnodigen")).to_have_count(0)
    device.go(f"/manage/members/{contact_of(demo, 'Alten')}")
    expect(page.get_by_role("heading", name="Bereikbaar")).to_be_visible()
    expect(page.get_by_role("button", name="Wijzigen")).to_have_count(0)
    device.go(f"/manage/groups/{group_of(demo, 'Alten')}")
    expect(page.locator("[role=rowgroup] [role=row]").first).to_be_visible()
    expect(page.get_by_role("button", name="Leden toevoegen")).to_have_count(0)


@pytest.fixture
def own_devices(playwright: Playwright, browser: Browser, own_demo: Demo) -> Iterator[Devices]:
    with devices_of(playwright, browser, own_demo) as devices:
        yield devices


def test_a_leader_does_all_that_is_offered_and_nothing_of_it_is_refused(own_demo: Demo, own_devices: Devices) -> None:
    device = own_devices.open("nele")
    page, refused = device.page, Refusals(device.page)
    first, second, third, *_ = [line["name"] for line in lines(own_demo, "Sopranen")]
    sopranos = group_of(own_demo, "Sopranen")
    newcomer(device)
    device.go(f"/manage/members/{contact_of(own_demo, 'Sopranen')}").get_by_role("button", name="Wijzigen").click()
    page.get_by_role("textbox", name="Opmerkingen").fill("Komt met de fiets.")
    page.get_by_role("button", name="Bewaren").click()
    expect(page.get_by_text("Komt met de fiets.")).to_be_visible()
    expect(page.get_by_role("heading", name="Gevarenzone")).to_have_count(0)
    page.locator("fieldset input[type=checkbox]").first.click()
    device.go(f"/manage/groups/{sopranos}")
    add_function(page, first)
    ended_and_back(page, second)
    taken_out(page, third)
    bulk(device)
    assert refused == []


def newcomer(device: Device) -> None:
    """Somebody new comes to sing with the sopranos; somebody of the altos is not brought in."""
    page = device.go("/manage/members/new")
    page.get_by_label("Voornaam").fill("An")
    page.get_by_label("Achternaam").fill("Oeverlant")
    page.get_by_role("button", name="Verder").click()
    expect(page.get_by_text("Vraag dan een beheerder van alle leden")).to_be_visible()
    expect(page.get_by_role("button", name="Ja, dat is dezelfde")).to_have_count(0)
    page.get_by_label("Voornaam").fill("Fleur")
    page.get_by_label("Achternaam").fill("Roerdomp")
    page.get_by_label("E-mailadres").fill("fleur@roerdomp.example")
    page.get_by_role("button", name="Verder").click()
    page.get_by_role("combobox", name="Lidmaatschap").select_option(index=1)
    page.get_by_role("button", name="Verder").click()
    expect(page.get_by_label("Meteen uitnodigen")).to_have_count(0)
    page.get_by_role("button", name="Lid toevoegen").click()
    expect(page.get_by_text("Zet het nieuwe lid in een van je groepen")).to_be_visible()
    page.get_by_role("button", name="Nog een groep").click()
    page.get_by_role("button", name="Lid toevoegen").click()
    expect(page.get_by_role("heading", name="Fleur Roerdomp", level=1)).to_be_visible()
    page.get_by_role("tab", name="Toegang").click()
    page.get_by_role("button", name="Uitnodigen").click()
    expect(page.get_by_role("button", name="Opnieuw uitnodigen")).to_be_visible()


def add_function(page: Page, name: str) -> None:
    """Somebody who stands there does something more."""
    page.get_by_role("button", name="Leden toevoegen").first.click()
    sheet = page.get_by_role("dialog")
    sheet.get_by_role("combobox", name="Wie").fill("Oeverlant")
    expect(sheet.get_by_role("option", name="An Oeverlant")).to_have_count(0)
    sheet.get_by_role("combobox", name="Wie").fill(name)
    sheet.get_by_role("option", name=name).click()
    sheet.get_by_label("Functie").select_option(label="Bibliothecaris")
    sheet.get_by_role("button", name="Toevoegen", exact=True).click()
    expect(page.get_by_text("1 lid toegevoegd.")).to_be_visible()


def ended_and_back(page: Page, name: str) -> None:
    """Somebody leaves the group, and does not after all."""
    row(page, name).first.click()
    sheet = page.get_by_role("dialog")
    expect(sheet.get_by_role("button", name="Beëindigen")).to_be_visible()
    expect(sheet.get_by_role("button", name=re.compile("verlaat"))).to_have_count(0)
    sheet.get_by_label("Laatste dag").fill("2026-10-31")
    sheet.get_by_role("button", name="Beëindigen").click()
    page.locator(".toast").filter(has_text=f"{name} staat hier t/m").get_by_role(
        "button", name="Ongedaan maken"
    ).click()
    expect(row(page, name).first).to_be_visible()


def taken_out(page: Page, name: str) -> None:
    """A mistake; who is out of the group is out of reach, so that nothing offers to put them back."""
    row(page, name).first.click()
    sheet = page.get_by_role("dialog")
    expect(sheet.get_by_text("Terugzetten kan dan alleen een beheerder van alle leden")).to_be_visible()
    sheet.get_by_role("button", name="Weghalen").click()
    expect(row(page, name)).to_have_count(0)
    expect(page.locator(".toasts, [role=status]").filter(has_text="Ongedaan maken")).to_have_count(0)


def bulk(device: Device) -> None:
    """What is done with several at once."""
    page = device.go("/manage/members")
    page.locator("[role=rowgroup] input[type=checkbox]").first.click()
    names = {"Uitnodigen", "In groep zetten", "Exporteren"}
    assert names <= {text.strip() for text in page.get_by_role("button").all_inner_texts()}
    expect(page.get_by_role("button", name="Lidmaatschap starten")).to_have_count(0)
    page.get_by_role("button", name="In groep zetten").click()
    sheet = page.get_by_role("dialog")
    expect(sheet.get_by_role("combobox", name="Groep").locator("option")).to_have_text(["", "Sopranen"])


def test_a_right_that_is_given_and_taken_shows_at_once(demo: Demo, devices: Devices) -> None:
    clara, tine = demo.member("clara"), demo.member("tine")
    page = devices.open("tine", own_session=True).go("/chat")
    roles = clara.call("role.list", organisation=clara.organisation)["items"]
    leader = next(role["id"] for role in roles if role["capabilities"] == ["roster"])
    expect(page.get_by_role("link", name="Agenda")).to_be_visible()
    expect(page.get_by_role("link", name="Beheer")).to_have_count(0)
    where = {"organisation": clara.organisation, "contact": tine.contact, "group": group_of(demo, "Sopranen")}
    grant = clara.call("grant.give", role=leader, **where)
    expect(page.get_by_role("link", name="Beheer")).to_be_visible()
    clara.call("grant.end", organisation=clara.organisation, grant=grant["id"])
    expect(page.get_by_role("link", name="Beheer")).to_have_count(0)


def test_a_leader_who_reads_english_is_told_in_english(own_demo: Demo, own_devices: Devices) -> None:
    own_demo.member("nele").call("account.change", language="en")
    device = own_devices.open("nele", "phone")
    page = device.go("/manage")
    expect(page.get_by_role("link", name="Memberships")).to_be_visible()
    device.go("/manage/families")
    expect(device.heading).to_have_text("Families: you have no rights for this")
    device.go("/manage/groups/seasons")
    expect(device.heading).to_have_text("Only an administrator of the whole organisation can do this")
    inspect(device, "no right, in English")
