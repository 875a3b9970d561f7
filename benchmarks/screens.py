"""How soon each screen is there, as Lighthouse sees it. `python -m benchmarks.screens [--quick] [--desktop]`.

The demo choir and a signed-in administrator; each screen is opened by its address with nothing kept, on Lighthouse's
phone (four times slower than this machine, over a slow 4G) or with `--desktop` on its laptop.
"""

import json
import subprocess
import sys
from collections.abc import Sequence
from contextlib import closing
from statistics import median

from playwright.sync_api import sync_playwright

from benchmarks.harness import HERE, NODE, free_port, installed, say, workshop
from tests.browser.client import build_client
from tests.browser.demo import Demo
from tests.browser.devices import ARGUMENTS, chromium

GOAL = 0.95
LOGIN = "clara"
SCREENS = ("/chat", "/agenda", "/manage/members", "/manage/selections", "/me", "/settings")


def main(rounds: int, device: str) -> None:
    """Measure, and print."""
    build_client()
    demo = Demo(workshop()).start()
    try:
        seen = _measured(demo, rounds, device)
    finally:
        demo.stop()
    say(f"Lighthouse, {device}, median of {rounds}: the score, and when what was there")
    for path, found in seen.items():
        say(_line(path, found))


def _measured(demo: Demo, rounds: int, device: str) -> dict[str, list[dict[str, float]]]:
    member = demo.member(LOGIN)
    room = member.call("conversation.list", organisation=member.organisation)["items"][0]["id"]
    paths = [*SCREENS, f"/chat/{room}"]
    port = free_port()
    with sync_playwright() as playwright:
        context = playwright.chromium.launch_persistent_context(
            workshop() / "profile",
            executable_path=chromium(),
            args=[*ARGUMENTS, f"--remote-debugging-port={port}"],
            locale="nl-BE",
        )
        with closing(context):
            context.add_cookies([{"name": "akkoord_session", "value": member.token, "url": demo.url}])
            lines = _lighthouse(port, rounds, device, [demo.url + path for path in paths])
    return {path: [line for line in lines if line["address"] == demo.url + path] for path in paths}


def _lighthouse(port: int, rounds: int, device: str, addresses: Sequence[str]) -> list[dict[str, float]]:
    folder = installed("lighthouse", "13.5.0")
    script = folder / "lighthouse.mjs"
    script.write_text((HERE / "peers" / "lighthouse.mjs").read_text())
    command = [str(NODE / "bin" / "node"), str(script), str(port), str(rounds), device, *addresses]
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE)
    return [json.loads(line) for line in done.stdout.splitlines()]


def _line(path: str, found: list[dict[str, float]]) -> str:
    middle = {name: median(each[name] for each in found) for name in found[0] if name != "address"}
    where = path if path.count("/") == 1 or not path.startswith("/chat") else "a conversation"
    return (
        f"  {where:<20}{middle['score']:6.2f} {'yes' if middle['score'] >= GOAL else 'NO':<4}"
        f"first {middle['fcp']:6.0f} ms   largest {middle['lcp']:6.0f} ms   index {middle['speed']:6.0f} ms   "
        f"blocked {middle['tbt']:4.0f} ms   shift {middle['cls']:5.3f}   "
        f"{middle['requests']:3.0f} requests {middle['bytes'] / 1000:5.0f} kB"
    )


if __name__ == "__main__":
    main(1 if "--quick" in sys.argv else 3, "desktop" if "--desktop" in sys.argv else "mobile")
