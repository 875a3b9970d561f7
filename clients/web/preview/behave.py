"""Tries what a picture does not show: `python preview/behave.py <built client>`."""

import sys
import threading
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

from choir import season
from fake_server import FakeServer
from look import ARGUMENTS, Client, Look
from playwright.sync_api import Page, expect, sync_playwright

TOP = "(document.querySelector('.scroller[role=region]')).scrollTop"
TRIALS = []


def trial(function):
    TRIALS.append(function)
    return function


def place_of(page: Page, text: str) -> float:
    return page.locator("li[data-seq]", has_text=text).first.bounding_box()["y"]


@trial
def sends_edits_and_deletes(look: Look, server: FakeServer, rooms: dict[str, int]) -> None:
    page = look.open("laptop", "light", f"/chat/{rooms['direct']}", server)
    expect(page.locator("textarea")).to_be_focused()
    page.keyboard.type("Tot straks")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("Clara")
    page.keyboard.press("Enter")
    last = page.locator("li.own").last
    expect(last).to_contain_text("Tot straks\nClara")
    expect(last).to_contain_text("Verstuurd")
    expect(page.locator("textarea")).to_have_value("")
    page.keyboard.press("ArrowUp")
    expect(page.locator("textarea")).to_have_value("Tot straks\nClara")
    page.keyboard.press("Escape")
    expect(page.locator("textarea")).to_have_value("")
    page.keyboard.press("ArrowUp")
    page.locator("textarea").fill("Tot morgen")
    page.keyboard.press("Enter")
    expect(last).to_contain_text("bewerkt")
    last.locator(".bubble").click(button="right")
    page.get_by_role("menuitem", name="Verwijder").click()
    page.get_by_role("dialog").get_by_role("button", name="Verwijder").click()
    expect(last).to_contain_text("Dit bericht is verwijderd.")


@trial
def keeps_the_place_while_others_write(look: Look, server: FakeServer, rooms: dict[str, int]) -> None:
    page = look.open("laptop", "light", f"/chat/{rooms['long']}", server)
    assert abs(page.evaluate(TOP)) < 1
    server.incoming(rooms["long"], 14, "Nog één ding")
    expect(page.locator("li[data-seq]").last).to_contain_text("Nog één ding")
    assert abs(page.evaluate(TOP)) < 1, "the end stays in view"
    page.mouse.move(600, 400)
    page.mouse.wheel(0, -1500)
    page.wait_for_timeout(200)
    before = place_of(page, "Maat 448:")
    for at in range(5):
        server.incoming(rooms["long"], 14, f"Vraag {at}")
    expect(page.get_by_role("button", name="Naar nieuwste (5)")).to_be_visible()
    drift = abs(place_of(page, "Maat 448:") - before)
    assert drift <= 1, f"moved by {drift} px when others wrote"
    page.keyboard.press("Control+End")
    page.wait_for_timeout(200)
    assert abs(page.evaluate(TOP)) < 1


@trial
def loads_older_without_a_jump_and_keeps_300_rows(look: Look, server: FakeServer, rooms: dict[str, int]) -> None:
    page = look.open("laptop", "light", f"/chat/{rooms['long']}", server)
    page.mouse.move(600, 400)
    for _ in range(60):
        page.mouse.wheel(0, -2500)
        page.wait_for_timeout(40)
    expect(page.get_by_text("Het begin van dit gesprek")).to_be_visible()
    assert page.locator("li[data-seq]").count() <= 300
    page.keyboard.press("Control+End")
    expect(page.locator("li[data-seq]").last).to_contain_text("Maat 460:")


@trial
def reads_after_a_second_and_clears_the_count(look: Look, server: FakeServer, rooms: dict[str, int]) -> None:
    page = look.open("laptop", "light", f"/chat/{rooms['concert']}", server)
    expect(page.get_by_text("4 ongelezen berichten").first).to_be_visible()
    page.wait_for_timeout(1400)
    expect(page.locator(f"a[href='/chat/{rooms['concert']}'] .count")).to_have_count(0)
    expect(page.locator("[data-unread]")).to_be_visible()


@trial
def speaks_only_new_messages_once_in_five_seconds(look: Look, server: FakeServer, rooms: dict[str, int]) -> None:
    page = look.open("laptop", "light", f"/chat/{rooms['direct']}", server)
    region = page.locator("[aria-live=polite]")
    expect(region).to_have_text("")
    for text in ("Ik sta er", "Waar ben je?", "Hallo?"):
        server.incoming(rooms["direct"], 12, text)
    expect(region).to_have_text("Jonas Peeters: Ik sta er")
    page.wait_for_timeout(5200)
    expect(region).to_have_text("2 nieuwe berichten")
    assert page.locator("[aria-live=polite]").count() == 1


@trial
def walks_with_the_keyboard(look: Look, server: FakeServer, rooms: dict[str, int]) -> None:
    page = look.open("laptop", "light", "/chat", server)
    page.keyboard.press("Control+k")
    expect(page.locator("#chat-search input")).to_be_focused()
    page.keyboard.type("jonas")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/chat/{rooms['direct']}")
    page.locator("#chat-search input").fill("")
    page.keyboard.press("Alt+Shift+ArrowDown")
    page.wait_for_timeout(200)
    assert page.url.rsplit("/", 1)[1] != str(rooms["direct"])
    page.keyboard.press("Control+/")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    seen = []
    for _ in range(6):
        page.keyboard.press("F6")
        seen.append(page.evaluate("document.activeElement.getAttribute('aria-label')"))
    assert len(set(seen)) == 5, seen


@trial
def completes_commands(look: Look, server: FakeServer, rooms: dict[str, int]) -> None:
    page = look.open("laptop", "light", f"/chat/{rooms['concert']}", server)
    page.keyboard.type("/ag")
    expect(page.get_by_role("option")).to_have_count(1)
    page.keyboard.press("Tab")
    expect(page.locator("textarea")).to_have_value("/agenda volgende ")
    page.keyboard.type("3")
    page.keyboard.press("Enter")
    expect(page.locator("article.card").last).to_contain_text("alleen jij ziet dit")


@trial
def keeps_a_draft_for_each_room(look: Look, server: FakeServer, rooms: dict[str, int]) -> None:
    page = look.open("laptop", "light", f"/chat/{rooms['direct']}", server)
    page.keyboard.type("Half gesch")
    page.click(f"a[href='/chat/{rooms['concert']}']")
    expect(page.locator("textarea")).to_have_value("")
    page.click(f"a[href='/chat/{rooms['direct']}']")
    expect(page.locator("textarea")).to_have_value("Half gesch")
    page.wait_for_timeout(200)
    page.reload()
    expect(page.locator("textarea")).to_have_value("Half gesch")


@trial
def says_offline_after_five_seconds_and_sends_later(look: Look, server: FakeServer, rooms: dict[str, int]) -> None:
    page = look.open("laptop", "light", f"/chat/{rooms['direct']}", server)
    server.down = True
    for socket in server.sockets:
        socket.close(code=1012)
    page.locator("textarea").fill("Vanuit de tunnel")
    page.keyboard.press("Enter")
    expect(page.locator("li.own").last).to_contain_text("Wordt verstuurd")
    expect(page.get_by_text("Geen verbinding")).to_be_visible(timeout=9000)
    page.screenshot(path=str(look.folder / "offline.png"))
    server.down = False
    expect(page.locator("li.own").last).to_contain_text("Verstuurd", timeout=40_000)


@trial
def a_phone_goes_back_a_pane_at_a_time(look: Look, server: FakeServer, rooms: dict[str, int]) -> None:
    page = look.open("phone", "light", "/chat", server)
    page.locator(f"a[href='/chat/{rooms['concert']}']").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kerstconcert 2026")
    expect(page.get_by_role("navigation")).to_have_count(0)
    page.get_by_role("button", name="Deelnemers tonen").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Over dit gesprek")
    page.go_back()
    expect(page.get_by_role("heading", level=1)).to_have_text("Kerstconcert 2026")
    page.get_by_role("button", name="Terug").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Gesprekken")


@trial
def reflows_at_320_pixels(look: Look, server: FakeServer, rooms: dict[str, int]) -> None:
    for path in ("/chat", f"/chat/{rooms['concert']}", f"/chat/{rooms['long']}", "/agenda", "/settings"):
        page = look.open("phone", "light", path, server)
        page.set_viewport_size({"width": 320, "height": 560})
        page.evaluate("document.documentElement.dataset.text = 'larger'")
        page.wait_for_timeout(100)
        wide = page.evaluate(
            "[...document.querySelectorAll('*')].filter(e => e.getBoundingClientRect().right > innerWidth + 1 && e.offsetParent"
            " && !e.closest('.unseen')).map(e => e.className).slice(0, 5)"
        )
        assert not wide, (path, wide)
        page.screenshot(path=str(look.folder / f"narrow{path.replace('/', '-')}.png"))
        page.context.close()


def main() -> None:
    built, folder, *only = sys.argv[1:]
    serving = ThreadingHTTPServer(("127.0.0.1", 0), partial(Client, directory=built))
    threading.Thread(target=serving.serve_forever, daemon=True).start()
    failed = 0
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        for each in TRIALS:
            if only and each.__name__ not in only:
                continue
            look = Look(browser, f"http://127.0.0.1:{serving.server_port}", "", Path(folder))
            choir, rooms = season()
            try:
                each(look, FakeServer(choir), rooms)
                print("ok    ", each.__name__)
            except AssertionError as error:
                failed += 1
                print("FAILED", each.__name__, str(error)[:700])
            failed += look.findings
            for context in browser.contexts:
                context.close()
        browser.close()
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
