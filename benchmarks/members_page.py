"""How soon the first of 10,000 members is on screen. `python -m benchmarks.members_page [--quick]`.

A browser with an open session opens Manage, Members on a server of its own: from the start of the navigation until the
first row is drawn, everything fetched anew (cold), and again with what the browser keeps (warm); then from typing a
search until the row that it finds is there.
"""

import asyncio
import re
import sys
from collections.abc import Callable
from statistics import median
from time import perf_counter

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from benchmarks.akkoord_server import new_folder, serving
from benchmarks.harness import say, verdict
from benchmarks.members import Members, found_members
from server.settings import Settings
from tests.browser.client import build_client
from tests.browser.devices import launch, settings_of

ROUNDS = 7
GOAL_MS = 1500
ROW = "[role=rowgroup] [role=row] a"


def main(number: int) -> None:
    """Measure, and print."""
    build_client()
    settings = Settings(folder=str(new_folder()))
    choir = asyncio.run(found_members(settings, number))
    with serving(settings) as server, sync_playwright() as playwright:
        browser = launch(playwright)
        url = f"http://127.0.0.1:{server.port}"
        cold = [_opened(browser, url, choir) for _ in range(ROUNDS)]
        context = _context(browser, url, choir)
        page = context.new_page()
        warm = [_shown(page, url) for _ in range(ROUNDS + 1)][1:]
        found = [_searched(page, f"{place:05}") for place in range(7, 7 + ROUNDS)]
        browser.close()
    say(f"first of {number} members on screen, median of {ROUNDS}")
    for name, took in (("cold", cold), ("warm", warm), ("a search", found)):
        say(f"  {name:<10}{median(took):8.0f} ms   best {min(took):.0f}")
    say(verdict("first row, warm, milliseconds", min(warm), GOAL_MS, at_most=True))


def _context(browser: Browser, url: str, choir: Members) -> BrowserContext:
    context = browser.new_context(service_workers="block", **settings_of("laptop", "light"))
    context.add_cookies([{"name": "akkoord_session", "value": choir.token, "url": url}])
    return context


def _opened(browser: Browser, url: str, choir: Members) -> float:
    context = _context(browser, url, choir)
    took = _shown(context.new_page(), url)
    context.close()
    return took


def _shown(page: Page, url: str) -> float:
    return _timed(lambda: page.goto(f"{url}/manage/members", wait_until="commit"), page, ROW)


def _searched(page: Page, text: str) -> float:
    field = page.get_by_role("searchbox").first
    field.fill("")
    page.get_by_role("status").filter(has_text=re.compile(r"\d\.\d{3} personen")).wait_for()
    return _timed(lambda: field.fill(text), page, f"{ROW} >> text={text}")


def _timed(act: Callable[[], object], page: Page, sign: str) -> float:
    began = perf_counter()
    act()
    page.locator(sign).first.wait_for()
    return (perf_counter() - began) * 1000


if __name__ == "__main__":
    main(1_000 if "--quick" in sys.argv else 10_000)
