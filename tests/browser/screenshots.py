"""The pictures of the documentation, from the demo: `python -m tests.browser.screenshots [folder]`."""

import io
import sys
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, expect, sync_playwright

from tests.browser.client import ROOT, build_client
from tests.browser.demo import Demo, Member
from tests.browser.devices import Devices, devices_of, launch

FOLDER = ROOT / "docs" / "images"
NAMES = (
    "chat-phone-light", "chat-phone-dark", "chat-laptop-light", "chat-laptop-dark",
    "agenda-phone-light", "agenda-laptop-light", "settings-phone-light",
    "members-laptop-light", "member-phone-light", "group-phone-light", "selection-laptop-dark",
)  # fmt: skip
SCALE = {"phone": 2, "laptop": 1.5}
LARGEST = 150_000
# Anti-aliased letters have thousands of shades; nobody sees the difference, and a file is a third as large.
SHADES = 256


def main() -> None:
    """Take them all."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    build_client()
    with tempfile.TemporaryDirectory() as data, sync_playwright() as playwright:
        browser = launch(playwright)
        demo = Demo(Path(data)).start()
        try:
            with devices_of(playwright, browser, demo) as devices:
                take_all(devices, folder, screens(demo))
        finally:
            demo.stop()
            browser.close()


def screens(demo: Demo) -> dict[str, tuple[str, str]]:
    """What An sees: address, and what must be there."""
    an = demo.member("an")
    talk(demo)
    [altos] = [each for each in an.call("conversation.list", limit=50)["items"] if each["title"] == "Alten"]
    an.call("command.run", conversation=altos["id"], text="/agenda week")
    december = {"from": "2026-12-01", "until": "2027-01-01"}
    season = an.call("agenda.list", organisation=an.organisation, limit=200, **december)
    [concert] = [each for each in season["items"] if each["title"].startswith("Winterconcert")]
    return {
        "chat-phone": (f"/chat/{altos['id']}", "alleen jij ziet dit"),
        "chat-laptop": (f"/chat/{altos['id']}", "tot en met"),
        "agenda-phone": ("/agenda", "Repetitie"),
        "agenda-laptop": (f"/agenda/2026-12/{concert['id']}", "Sint-Janskerk"),
        "settings-phone": ("/settings", "Dit toestel"),
        **kept_by(an),
    }


def kept_by(an: Member) -> dict[str, tuple[str, str]]:
    """What she administers."""
    own = {"organisation": an.organisation}
    groups = {each["name"]: each["id"] for each in an.call("group.list", **own)["items"]}
    selections = {each["name"]: each["id"] for each in an.call("selection.list", **own)["items"]}
    [fien] = an.call("contact.roster", search="Fien Vinkenrode", **own)["items"]
    return {
        "members-laptop": ("/manage/members", "Agnès Duroselet"),
        "member-phone": (f"/manage/members/{fien['id']}", "Vinkenrode"),
        "group-phone": (f"/manage/groups/{groups['Sopranen']}", "Clara Lisvelde"),
        "selection-laptop": (
            f"/manage/selections/{selections['Zonder geldig lidmaatschap of e-mail']}",
            "15 mensen",
        ),
    }


def talk(demo: Demo) -> None:
    """Some conversations of today, so that the list looks like one."""
    clara, an, lucas, koenraad = (demo.member(login) for login in ("clara", "an", "lucas", "koenraad"))
    stage = clara.conversation("Opbouw winterconcert", an, lucas, koenraad)
    clara.send(stage, "Wie helpt er zaterdag om tien uur?")
    an.send(stage, "Ik ben er, met koffie.")
    koenraad.send(stage, "Ik breng de aanhangwagen mee.")
    an.call("read.set", conversation=stage, seq=3)
    direct = lucas.direct(an)
    lucas.send(direct, "Houd jij de alten maandag tien minuten langer?")
    an.send(direct, "Dat lukt, ik zeg het hun straks.")
    an.call("read.set", conversation=direct, seq=2)


def take_all(devices: Devices, folder: Path, shown: dict[str, tuple[str, str]]) -> None:
    """Each picture in a browser of its own, so that one leaves no trace in the next."""
    for name in NAMES:
        screen, _, theme = name.rpartition("-")
        size = screen.rpartition("-")[2]
        device = devices.open("an", size, theme, device_scale_factor=SCALE[size])
        address, sign = shown[screen]
        page = device.go(address)
        expect(page.get_by_text(sign).first).to_be_visible()
        settle(page)
        write_optimised(page.screenshot(caret="hide", animations="disabled"), folder / f"{name}.png")
        device.context.close()


def settle(page: Page) -> None:
    """Nothing is on its way, and nothing has the focus."""
    expect(page.locator("[aria-busy=true]")).to_have_count(0)
    page.evaluate("document.activeElement?.blur()")
    page.evaluate("document.fonts.ready.then(() => new Promise((painted) => requestAnimationFrame(painted)))")


def write_optimised(png: bytes, file: Path) -> None:
    """Write a picture with fewer shades."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    picture.quantize(SHADES, dither=Image.Dither.NONE).save(file, optimize=True)
    assert file.stat().st_size < LARGEST, f"{file.name} is {file.stat().st_size} bytes"


if __name__ == "__main__":
    main()
