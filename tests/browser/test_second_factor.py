"""More than a password: a code of an app, recovery codes, passkeys with the browser's own virtual authenticator."""

import re
from pathlib import Path

from playwright.sync_api import CDPSession, Page, expect

from server.accounts.totp import code_at, step_at
from server.kernel.clock import clock
from tests.browser.demo import Demo
from tests.browser.devices import Device, Devices
from tests.browser.test_screens import inspect
from tests.browser.test_signing_in import REFUSED, link_in, signed_in


def fill_in(page: Page, login: str) -> None:
    """Sign in with a password, as far as that leads."""
    page.get_by_label("Gebruikersnaam of e-mailadres").fill(login)
    page.get_by_label("Wachtwoord", exact=True).fill("akkoord-demo")
    page.get_by_role("button", name="Aanmelden", exact=True).click()


def set_app_up(device: Device) -> tuple[str, list[str]]:
    """Turn two-step verification on in the settings; the secret and the recovery codes."""
    page = device.go("/settings")
    page.get_by_role("button", name="Instellen", exact=True).click()
    secret = page.locator(".secret").inner_text().removeprefix("Sleutel").replace(" ", "").strip()
    page.get_by_label("Code die de app nu toont").fill("000000")
    page.get_by_role("button", name="Aanzetten", exact=True).click()
    expect(page.get_by_label("Code die de app nu toont")).to_have_attribute("aria-invalid", "true")
    page.get_by_label("Code die de app nu toont").fill(code_at(secret, step_at(clock.now())))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Je herstelcodes")).to_be_focused()
    return secret, page.locator(".codes ol li").all_inner_texts()


def test_a_code_is_asked_for_after_the_password_and_after_a_link(demo: Demo, devices: Devices, tmp_path: Path) -> None:
    tine = devices.open("tine", "phone", own_session=True).forgive(REFUSED)
    secret, codes = set_app_up(tine)
    assert len(set(codes)) == 10
    inspect(tine, "recovery codes")
    with tine.page.expect_download() as download:
        tine.page.get_by_role("link", name="Download").click()
    download.value.save_as(tmp_path / "codes.txt")
    assert set(codes) <= set((tmp_path / "codes.txt").read_text("utf-8").splitlines())
    tine.page.get_by_role("button", name="Ik heb ze bewaard").click()
    expect(tine.page.get_by_text("Staat aan.")).to_be_visible()

    other = devices.open(None, "laptop", "dark").forgive(REFUSED)
    page = other.go("/agenda")
    fill_in(page, "tine")
    expect(other.heading).to_have_text("Nog één stap")
    expect(page.get_by_label("Code uit je app")).to_be_focused()
    inspect(other, "a code")
    page.keyboard.type("000 000")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Code uit je app")).to_have_attribute("aria-invalid", "true")
    page.keyboard.type(code_at(secret, step_at(clock.now()) + 1))
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Agenda")).to_be_visible()

    page = devices.open(None, "phone").forgive(REFUSED).go("/sign-in")
    page.get_by_role("button", name="Stuur me een link").click()
    page.get_by_label("E-mailadres").fill("tine@rietvink.example")
    page.get_by_role("button", name="Stuur me een link").click()
    page.goto(demo.url + link_in(demo, "tine@", "/link/"))
    page.get_by_role("button", name="Nu aanmelden").click()
    page.get_by_role("button", name="Herstelcode gebruiken").click()
    page.get_by_label("Herstelcode").fill(codes[0].upper())
    page.get_by_role("button", name="Aanmelden", exact=True).click()
    signed_in(page)


def test_it_is_turned_off_with_the_password(devices: Devices) -> None:
    griet = devices.open("griet", own_session=True).forgive(REFUSED)
    set_app_up(griet)
    page = griet.page
    page.get_by_role("button", name="Ik heb ze bewaard").click()
    page.get_by_role("button", name="Uitzetten").click()
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="Met mijn wachtwoord").click()
    inspect(griet, "turning two-step verification off")
    dialog.get_by_label("Huidig wachtwoord", exact=True).fill("klopt niet")
    dialog.get_by_role("button", name="Uitzetten").click()
    expect(dialog.get_by_label("Huidig wachtwoord", exact=True)).to_have_attribute("aria-invalid", "true")
    dialog.get_by_label("Huidig wachtwoord", exact=True).fill("akkoord-demo")
    dialog.get_by_role("button", name="Uitzetten").click()
    expect(page.get_by_role("button", name="Instellen", exact=True)).to_be_visible()


def test_whoever_is_on_file_asks_for_a_login_by_name(demo: Demo, devices: Devices) -> None:
    device = devices.open(None, "phone")
    page = device.go("/sign-in")
    page.get_by_role("link", name="Vraag een login aan").click()
    expect(device.heading).to_have_text("Vraag een login aan")
    page.get_by_label("Naam of afkorting").fill("RIETV")
    page.get_by_role("button", name="Koor De Rietvink").click()
    page.get_by_label("Voornaam").fill("zaneta")
    page.get_by_label("Familienaam").fill("trzcinowska")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("Koor De Rietvink")
    page.goto(demo.url + link_in(demo, "zaneta@", "/link/"))
    page.get_by_role("button", name="Nu aanmelden").click()
    signed_in(page)


def test_one_stays_signed_in_here_only(devices: Devices) -> None:
    lost = devices.open("oksana", "phone", own_session=True).forgive(REFUSED)
    lost.go("/chat")
    page = devices.open("oksana").go("/settings")
    page.get_by_role("button", name="Overal elders afmelden").click()
    page.get_by_role("dialog").get_by_role("button", name="Overal elders afmelden").click()
    expect(page.get_by_text("Je bent nu alleen hier aangemeld.")).to_be_visible()
    expect(page.get_by_role("button", name=re.compile("^Afmelden op"))).to_have_count(0)
    expect(lost.page.get_by_text("Je was te lang weg of bent elders afgemeld")).to_be_visible(timeout=5_000)


def virtual_authenticator(device: Device) -> tuple[CDPSession, str]:
    """A device that knows its owner and answers by itself."""
    cdp = device.context.new_cdp_session(device.page)
    cdp.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
        "isUserVerified": True, "automaticPresenceSimulation": True,
    }  # fmt: skip
    return cdp, str(cdp.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"])


def test_a_passkey_is_made_named_used_and_removed(named_demo: Demo, named_devices: Devices) -> None:
    lucas = named_devices.open("lucas", "phone", own_session=True).forgive(REFUSED)
    cdp, authenticator = virtual_authenticator(lucas)
    page = lucas.go("/settings")
    page.get_by_role("button", name="Passkey toevoegen").click()
    page.get_by_role("button", name=re.compile("^Naam van .* wijzigen")).click()
    page.get_by_role("dialog").get_by_label("Naam van deze passkey").fill("Fairphone")
    page.get_by_role("dialog").get_by_role("button", name="Bewaren").click()
    expect(page.get_by_text("Fairphone")).to_be_visible()
    expect(page.get_by_text("nog niet gebruikt")).to_be_visible()
    inspect(lucas, "passkeys")
    page.get_by_role("button", name="Passkey toevoegen").click()
    expect(page.get_by_text("De passkey is niet gemaakt.")).to_be_visible()

    # Without a session, on the same device: the button leads in, past name, password and code.
    cdp.send("WebAuthn.setAutomaticPresenceSimulation", {"authenticatorId": authenticator, "enabled": False})
    lucas.context.clear_cookies()
    lucas.go("/sign-in")
    expect(page.get_by_role("button", name="Aanmelden met een passkey")).to_be_visible()
    inspect(lucas, "sign in with a passkey")
    cdp.send("WebAuthn.setAutomaticPresenceSimulation", {"authenticatorId": authenticator, "enabled": True})
    page.get_by_role("button", name="Aanmelden met een passkey").click()
    signed_in(page)

    # Nor need one press it: the browser offers the passkey where the user name is filled in, and here it is taken.
    lucas.context.clear_cookies()
    with page.expect_response("**/api/session.open_by_passkey") as opened:
        page.goto(f"{named_demo.url}/sign-in")
    assert opened.value.ok
    signed_in(page)

    page = lucas.go("/settings")
    expect(page.get_by_text("laatst gebruikt", exact=False).first).to_be_visible()
    page.get_by_role("button", name="Fairphone verwijderen").click()
    page.get_by_role("dialog").get_by_role("button", name="Verwijder").click()
    expect(page.get_by_text("Je hebt nog geen passkeys.")).to_be_visible()
