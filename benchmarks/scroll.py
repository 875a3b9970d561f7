"""How smoothly 10,000 messages pass by. `python -m benchmarks.scroll [--quick]`.

A conversation is opened at its end in a browser of a phone's size; the wheel goes up through a few thousand messages,
which come from the server meanwhile, and back. Each frame is timed, and how long each task of the page's main thread
had a processor: other work on the machine delays frames, and is not in the tasks. The limit is a bare page: as many
rows of the same size, static, with `content-visibility: auto`, along which the wheel goes just as far.
"""

import asyncio
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from threading import Event
from typing import Any

from playwright.sync_api import BrowserContext, Page, sync_playwright

from benchmarks.akkoord_server import Choir, found_choir, new_folder, serving
from benchmarks.harness import say, verdict
from server.conversations.models import Conversation, Message
from server.kernel.clock import clock
from server.kernel.database import transaction
from server.kernel.ids import new_id
from server.kernel.unit_of_work import insert_models
from server.main import opened
from server.people.models import Contact
from server.settings import Settings
from tests.browser.client import build_client
from tests.browser.devices import launch, settings_of

MESSAGES = 10_000
SEATS = 12
ONE = "Zondag om tien in de kerk, en wie brengt de partituren mee?"
FURTHER = " Ik neem de zwarte mappen, de pupiters staan er nog van vorige week."
TURN_PX, TURN_MS = 300, 30
GOAL_MS = 50

WATCH = """() => {
  const seen = (window.seen = { gaps: [], rows: 0 });
  let last;
  requestAnimationFrame(function frame(now) {
    if (last !== undefined) seen.gaps.push(now - last);
    last = now;
    seen.rows = Math.max(seen.rows, document.querySelector('ol').childElementCount);
    requestAnimationFrame(frame);
  });
}"""
HEIGHT = "document.querySelector('ol').offsetHeight / document.querySelector('ol').childElementCount"
TOP = "Number(document.querySelector('ol > [data-seq]').dataset.seq)"
BARE = """<style>
  body { margin: 0; font: 16px/1.45 sans-serif } #box { height: 100vh; overflow-y: auto } ol { margin: 0; padding: 0 }
  li { height: HEIGHTpx; overflow: hidden; content-visibility: auto; contain-intrinsic-size: auto HEIGHTpx }
</style><div id=box><ol>ROWS</ol></div>"""


@dataclass(frozen=True)
class Passed:
    """What was seen of one way up and back."""

    gaps: list[float]
    rows: int
    tasks: list[float]

    def over(self, ms: float) -> int:
        return sum(gap > ms for gap in self.gaps)

    @property
    def late(self) -> float:
        """The part of the frames that a hand feels."""
        return self.over(GOAL_MS) / len(self.gaps)

    def line(self, name: str) -> str:
        return (
            f"  {name:<14}{len(self.gaps):6} frames   over 34 ms {self.over(34):4}   over 50 ms {self.over(50):4}   "
            f"longest {max(self.gaps):5.0f} ms   longest task {max(self.tasks):4.0f} ms of a processor   "
            f"at most {self.rows:6} rows in the page"
        )


def main(upwards: int) -> None:
    """Measure, and print."""
    build_client()
    settings = Settings(folder=str(new_folder()))
    choir = asyncio.run(_conversation(settings))
    with serving(settings) as server, sync_playwright() as playwright:
        browser = launch(playwright)
        context = browser.new_context(service_workers="block", **settings_of("phone", "light"))
        page = _opened(context, f"http://127.0.0.1:{server.port}", choir)
        height: float = page.evaluate(HEIGHT)
        ours = _scrolled(page, lambda: page.evaluate(TOP) <= MESSAGES - upwards, lambda: _at_end(page))
        bare = _bare(context.new_page(), round(height), upwards)
        browser.close()
    say(f"{MESSAGES} messages, {upwards} of them upwards by the wheel and back; a row is {height:.0f} pixels high")
    say(ours.line("a conversation"))
    say(bare.line("a bare page"))
    say(verdict("longest task, milliseconds of a processor", max(ours.tasks), GOAL_MS, at_most=True))
    say(
        verdict(
            "frames over 50 ms, part of all beside the bare page", ours.late / max(bare.late, 0.001), 1, at_most=True
        )
    )


def _opened(context: BrowserContext, url: str, choir: Choir) -> Page:
    """The conversation, read to its end."""
    context.add_cookies([{"name": "akkoord_session", "value": choir.tokens[0], "url": url}])
    bearer = {"Authorization": f"Bearer {choir.tokens[0]}"}
    read = {"conversation": choir.conversations[0], "seq": MESSAGES}
    assert context.request.post(f"{url}/api/read.set", data=read, headers=bearer).ok
    page = context.new_page()
    page.goto(f"{url}/chat/{choir.conversations[0]}")
    page.locator(f'[data-seq="{MESSAGES}"]').wait_for()
    page.wait_for_timeout(1_000)
    return page


def _scrolled(page: Page, above: Callable[[], bool], below: Callable[[], bool]) -> Passed:
    page.mouse.move(195, 400)
    page.wait_for_timeout(1_000)
    page.evaluate(WATCH)
    with _traced(page) as tasks:
        for way, there in ((-TURN_PX, above), (TURN_PX, below)):
            while not there():
                page.mouse.wheel(0, way)
                page.wait_for_timeout(TURN_MS)
        seen = page.evaluate("seen")
    return Passed(seen["gaps"], seen["rows"], tasks)


@contextmanager
def _traced(page: Page) -> Iterator[list[float]]:
    """What the tasks of the page's main thread took of a processor, in milliseconds, once the block ends."""
    events: list[dict[str, Any]] = []
    tasks: list[float] = []
    devtools = page.context.new_cdp_session(page)
    devtools.on("Tracing.dataCollected", lambda told: events.extend(told["value"]))
    devtools.send("Tracing.start", {"categories": "toplevel,devtools.timeline", "transferMode": "ReportEvents"})
    yield tasks
    ended = Event()
    devtools.on("Tracing.tracingComplete", lambda _told: ended.set())
    devtools.send("Tracing.end")
    while not ended.is_set():
        page.wait_for_timeout(50)
    # Of all pages that the browser has, this one drew a frame for each step.
    threads = Counter((each["pid"], each["tid"]) for each in events if each["name"] == "FireAnimationFrame")
    [(own, _)] = threads.most_common(1)
    tasks += [
        each.get("tdur", 0) / 1000
        for each in events
        if each["name"].endswith("RunTask") and (each["pid"], each["tid"]) == own
    ]


def _at_end(page: Page) -> bool:
    newest = page.locator(f'[data-seq="{MESSAGES}"]')
    return newest.count() > 0 and bool(page.evaluate("document.querySelector('.scroller:has(ol)').scrollTop >= -1"))


def _bare(page: Page, height: int, upwards: int) -> Passed:
    rows = "".join(f"<li>{_text(seq)}" for seq in range(1, MESSAGES + 1))
    page.set_content(BARE.replace("HEIGHT", str(height)).replace("ROWS", rows))
    page.evaluate("box.scrollTop = box.scrollHeight")
    end: int = page.evaluate("box.scrollTop")

    def up() -> int:
        return end - int(page.evaluate("box.scrollTop"))

    return _scrolled(page, lambda: up() >= upwards * height, lambda: up() <= 1)


async def _conversation(settings: Settings) -> Choir:
    """Twelve who sit there, and all of its messages."""
    choir = await found_choir(settings, SEATS)
    async with opened(settings) as house:
        contacts = await Contact.filter(organisation_id=choir.organisation).order_by("id")
        own = {"organisation_id": choir.organisation, "conversation_id": choir.conversations[0]}
        room = await Conversation.get(organisation_id=choir.organisation, id=choir.conversations[0])
        async with transaction():
            await insert_models(Message, [_message(own, contacts, seq) for seq in range(1, MESSAGES + 1)])
        async with house.units.write() as unit:
            unit.change(room, last_seq=MESSAGES)
    return choir


def _message(own: dict[str, Any], contacts: list[Contact], seq: int) -> Message:
    author = contacts[seq // 3 % len(contacts)]
    return Message.construct(
        id=new_id(), rev=1, seq=seq, author_id=author.id, author_account=0, key=f"scroll-{seq}", text=_text(seq),
        sent_at=clock.now() - timedelta(minutes=7 * (MESSAGES - seq)), **own,
    )  # fmt: skip


def _text(seq: int) -> str:
    return f"{seq}. {ONE}{FURTHER * (seq % 4 // 2)}"


if __name__ == "__main__":
    main(500 if "--quick" in sys.argv else 3_000)
