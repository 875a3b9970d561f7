"""Takes pictures of every screen and runs axe: `python preview/look.py <built client> <axe.min.js> <folder for pictures>`."""

import sys
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from choir import season
from fake_server import FakeServer
from playwright.sync_api import Browser, Page, sync_playwright

ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]
POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self' ws:; frame-ancestors 'none'; "
    "base-uri 'none'; form-action 'self'; object-src 'none'; worker-src 'self'; manifest-src 'self'"
)
SIZES = {"phone": (390, 844), "laptop": (1280, 800)}


class Client(SimpleHTTPRequestHandler):
    """The built client under the policy that the server sends."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", POLICY)
        super().end_headers()

    def translate_path(self, path: str) -> str:
        return super().translate_path(path if "." in path.rsplit("/", 1)[-1] else "/index.html")

    def log_message(self, *given: object) -> None:
        pass


class Look:
    def __init__(self, browser: Browser, address: str, axe: str, folder: Path) -> None:
        self.browser, self.address, self.axe, self.folder = browser, address, axe, folder
        self.findings = 0

    def open(self, size: str, theme: str, path: str, server: FakeServer) -> Page:
        width, height = SIZES[size]
        context = self.browser.new_context(
            viewport={"width": width, "height": height}, color_scheme=theme, service_workers="block", locale="nl-BE",
            timezone_id="Europe/Brussels", has_touch=size == "phone", is_mobile=size == "phone", device_scale_factor=1, bypass_csp=False,
        )
        page = context.new_page()
        page.on("console", lambda line: self.complain(page, line.text) if line.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: self.complain(page, str(error)))
        server.install(page)
        page.goto(self.address + path)
        page.wait_for_selector("h1:visible, main h2:visible", timeout=9000)
        page.wait_for_timeout(450)
        return page

    def complain(self, page: Page, text: str) -> None:
        if "ERR_FAILED" in text or "422" in text or "WebSocket" in text or "Service Worker" in text:
            return
        self.findings += 1
        print("CONSOLE", page.url, text[:300])

    def check(self, page: Page, name: str) -> None:
        page.screenshot(path=str(self.folder / f"{name}.png"))
        assert len(page.inner_text("body").strip()) > 20, f"{name} shows nothing"
        wide = page.evaluate("document.documentElement.scrollWidth > innerWidth")
        if wide:
            self.complain(page, f"{name} scrolls sideways")
        page.evaluate(self.axe)
        found = page.evaluate("axe.run(document, {runOnly: ['wcag2a','wcag2aa','wcag21a','wcag21aa','wcag22aa','best-practice']})")
        for violation in found["violations"]:
            self.findings += 1
            nodes = [(node["target"], node["failureSummary"][:200]) for node in violation["nodes"][:3]]
            print("AXE", name, violation["id"], nodes)


def walk(look: Look, size: str, theme: str, language: str) -> None:
    """Every screen once."""
    tag = f"{size}-{theme}-{language}"
    choir, rooms = season()
    out = FakeServer(choir, language, signed_in=False)
    page = look.open(size, theme, "/sign-in", out)
    look.check(page, f"{tag}-signin")
    page.fill("[name=login]", "clara")
    page.fill("[name=password]", "verkeerd")
    page.click("button[type=submit]")
    page.wait_for_selector("[role=alert]")
    look.check(page, f"{tag}-signin-refused")
    page.goto(f"{look.address}/link/abc")
    page.click("main button")
    page.wait_for_timeout(300)
    look.check(page, f"{tag}-link-spent")
    page.goto(f"{look.address}/invitation/abc")
    page.wait_for_selector("[name=password]")
    page.fill("[name=password]", "kort")
    page.click("button[type=submit]")
    page.wait_for_selector("[aria-invalid]")
    look.check(page, f"{tag}-invitation")
    page.context.close()

    server = FakeServer(choir, language, several=True)
    shown = {"list": "/chat", "room": f"/chat/{rooms['concert']}", "direct": f"/chat/{rooms['direct']}", "long": f"/chat/{rooms['long']}",
             "empty": f"/chat/{rooms['empty']}", "info": f"/chat/{rooms['concert']}/info", "agenda": "/agenda",
             "activity": f"/agenda/2026-11/{rooms['activity']}", "settings": "/settings", "more": "/more", "lost": "/chat/77"}
    for name, path in shown.items():
        page = look.open(size, theme, path, server)
        look.check(page, f"{tag}-{name}")
        page.context.close()
    page = look.open(size, theme, "/settings", server)
    page.locator("section button.primary").click()
    page.wait_for_selector("input[readonly]:visible")
    look.check(page, f"{tag}-calendar")
    page.locator("section:has(input[readonly]:visible) .actions button").click()
    page.wait_for_selector("dialog[open]")
    look.check(page, f"{tag}-confirm")
    page.keyboard.press("Escape")
    page.locator("section").last.scroll_into_view_if_needed()
    look.check(page, f"{tag}-settings-end")
    page.context.close()
    page = look.open(size, theme, f"/chat/{rooms['empty']}/info", server)
    page.locator(".heading button").click()
    page.wait_for_selector("dialog[open] li")
    page.locator("dialog[open] li label").first.click()
    look.check(page, f"{tag}-add")
    page.context.close()
    page = look.open(size, theme, "/chat", server)
    page.click(".title button:last-of-type")
    page.wait_for_timeout(300)
    look.check(page, f"{tag}-new-person")
    page.click("dialog input[value=group] + span", force=True)
    page.wait_for_timeout(300)
    look.check(page, f"{tag}-new-group")
    page.context.close()
    page = look.open(size, theme, f"/chat/{rooms['concert']}", server)
    page.fill("textarea", "/a")
    page.wait_for_timeout(200)
    look.check(page, f"{tag}-commands")
    page.fill("textarea", "weiger dit bericht")
    page.press("textarea", "Control+Enter")
    page.wait_for_timeout(300)
    page.fill("textarea", "Een strik dus.\nIk breng er een paar mee.")
    look.check(page, f"{tag}-failed")
    page.locator("li.own [data-options]").last.focus()
    page.keyboard.press("Enter")
    page.wait_for_timeout(200)
    look.check(page, f"{tag}-menu")
    page.keyboard.press("Escape")
    page.keyboard.press("Control+/")
    page.wait_for_timeout(200)
    look.check(page, f"{tag}-help")
    page.context.close()


def main() -> None:
    built, axe, folder, *only = sys.argv[1:]
    Path(folder).mkdir(parents=True, exist_ok=True)
    serving = ThreadingHTTPServer(("127.0.0.1", 0), partial(Client, directory=built))
    threading.Thread(target=serving.serve_forever, daemon=True).start()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGUMENTS)
        look = Look(browser, f"http://127.0.0.1:{serving.server_port}", Path(axe).read_text(), Path(folder))
        for kind in only or ["phone-light-nl", "laptop-light-nl", "phone-dark-en", "laptop-dark-en"]:
            walk(look, *kind.split("-"))
        browser.close()
    print("findings:", look.findings)
    sys.exit(1 if look.findings else 0)


if __name__ == "__main__":
    main()
