"""Every way in, and the way out."""

import re

from playwright.sync_api import Page, expect

from tests.browser.demo import Demo
from tests.browser.devices import Devices

# The browser itself writes a refused answer to the console.
REFUSED = r"status of (401|404|422)"


def link_in(demo: Demo, address: str, path: str) -> str:
    """The latest link of this kind that was mailed to somebody, without the server's address."""
    mail = demo.mail_to(address, path)
    found = re.search(rf"{re.escape(demo.url)}({path}[^\s]+)", mail["text"])
    assert found, mail["text"]
    return found[1]


def signed_in(page: Page) -> None:
    expect(page.get_by_role("heading", name="Gesprekken")).to_be_visible()


def test_a_wrong_password_is_refused_in_words_and_the_right_one_leads_where_one_wanted_to_be(
    demo: Demo, devices: Devices
) -> None:
    jonas = devices.open(None, "phone").forgive(REFUSED)
    page = jonas.go("/agenda")
    page.get_by_label("Gebruikersnaam of e-mailadres").fill("Jonas")
    page.get_by_label("Wachtwoord", exact=True).fill("klopt niet")
    page.get_by_role("button", name="Aanmelden").click()
    expect(page.get_by_role("alert")).to_contain_text("wachtwoord")
    expect(page.get_by_label("Wachtwoord", exact=True)).to_have_value("klopt niet")
    page.get_by_label("Wachtwoord", exact=True).fill("akkoord-demo")
    page.get_by_role("button", name="Aanmelden").click()
    expect(page.get_by_role("heading", name="Agenda")).to_be_visible()
    assert page.url == f"{demo.url}/agenda"


def test_a_mailed_link_lets_in_once(demo: Demo, devices: Devices) -> None:
    katelijne = devices.open(None, "phone").forgive(REFUSED)
    page = katelijne.go("/sign-in")
    page.get_by_role("button", name="Stuur me een link").click()
    page.get_by_label("E-mailadres").fill("katelijne@rietvink.example")
    page.get_by_role("button", name="Stuur me een link").click()
    expect(page.get_by_role("status")).to_contain_text("katelijne@rietvink.example")
    link = link_in(demo, "katelijne@", "/link/")
    katelijne.go(link).get_by_role("button", name="Nu aanmelden").click()
    signed_in(page)
    expect(katelijne.row("Bestuur")).to_be_visible()

    stranger = devices.open(None, "phone").forgive(REFUSED)
    stranger.go(link).get_by_role("button", name="Nu aanmelden").click()
    expect(stranger.heading).to_have_text("Deze link werkt niet meer")


def test_who_forgot_the_password_comes_by_a_link_and_chooses_another(demo: Demo, devices: Devices) -> None:
    myriam = devices.open(None, "phone").forgive(REFUSED)
    page = myriam.go("/sign-in")
    page.get_by_role("button", name="Stuur me een link").click()
    page.get_by_label("E-mailadres").fill("myriam")
    page.get_by_role("button", name="Stuur me een link").click()
    expect(page.get_by_text("Dit is geen e-mailadres.")).to_be_visible()
    page.get_by_label("E-mailadres").fill("myriam@rietvink.example")
    page.get_by_role("button", name="Stuur me een link").click()
    expect(page.get_by_role("status")).to_contain_text("myriam@rietvink.example")
    myriam.go(link_in(demo, "myriam@", "/link/")).get_by_role("button", name="Nu aanmelden").click()
    signed_in(page)
    myriam.go("/settings")
    page.get_by_label("Nieuw wachtwoord", exact=True).fill("vier oude fietsen in de regen")
    page.get_by_role("button", name="Wachtwoord veranderen").click()
    expect(page.get_by_text("Je wachtwoord is veranderd.")).to_be_visible()


def test_who_is_invited_chooses_a_name_and_a_password(demo: Demo, devices: Devices) -> None:
    clara = demo.member("clara")
    reach = {"addresses": [{"address": "roos@rietvink.example"}]}
    name = {"first_name": "Roos", "last_name": "Waterlelie"}
    roos = clara.call("contact.create", organisation=clara.organisation, kind="person", **name, **reach)
    clara.call("invitation.send", organisation=clara.organisation, contact=roos["id"])
    link = link_in(demo, "roos@", "/invitation/")
    device = devices.open(None, "phone").forgive(REFUSED)
    page = device.go(link)
    expect(device.heading).to_have_text("Welkom bij Koor De Rietvink")
    expect(page.get_by_label("Gebruikersnaam")).to_have_value(re.compile("^roos"))
    page.get_by_label("Kies een wachtwoord").fill("kort")
    page.get_by_role("button", name="Account maken").click()
    expect(page.get_by_label("Kies een wachtwoord")).to_have_attribute("aria-invalid", "true")
    page.get_by_label("Kies een wachtwoord").fill("terug na een jaar rust")
    page.get_by_role("button", name="Account maken").click()
    signed_in(page)
    page.goto(demo.url + link)
    expect(device.heading).to_have_text("Deze uitnodiging werkt niet meer")
    page.get_by_role("button", name="Stuur me een nieuwe uitnodiging").click()
    expect(page.get_by_role("status")).to_contain_text("een nieuwe uitnodiging onderweg")


def test_signing_out_in_one_tab_signs_out_the_other(demo: Demo, devices: Devices) -> None:
    bart = devices.open("bart", own_session=True)
    settings = bart.go("/settings")
    other = bart.go("/chat", bart.context.new_page())
    expect(other.locator("a.row").first).to_be_visible()
    settings.get_by_role("button", name="Afmelden", exact=True).last.click()
    settings.get_by_role("dialog").get_by_role("button", name="Afmelden").click()
    for page in (settings, other):
        expect(page.get_by_role("button", name="Aanmelden")).to_be_visible(timeout=5_000)
    assert other.evaluate("indexedDB.databases().then(all => all.length)") <= 1
    assert "Parochiezaal" not in other.evaluate("JSON.stringify({...localStorage})")
    other.reload()
    expect(other.get_by_role("button", name="Aanmelden")).to_be_visible()


def test_a_session_ended_from_another_device_stops_at_once(demo: Demo, devices: Devices) -> None:
    lost = devices.open("hanne", "phone", own_session=True).forgive(REFUSED)
    lost.go("/chat")
    expect(lost.row("Koor De Rietvink – allen")).to_be_visible()
    laptop = devices.open("hanne")
    page = laptop.go("/settings")
    page.get_by_role("button", name=re.compile("^Afmelden op")).first.click()
    expect(lost.page.get_by_text("Je was te lang weg of bent elders afgemeld")).to_be_visible(timeout=5_000)
    expect(page.get_by_role("button", name=re.compile("^Afmelden op"))).to_have_count(0)
