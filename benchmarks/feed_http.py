"""A calendar app's polls: the feed of 500 occurrences from a house, beside nginx with the same feed in a file.

nginx sends the file as it stands on its disk, as it would for a static calendar; the packed file is shown beside it.
`python -m benchmarks.feed_http [--quick]`. Wants nginx and wrk (`apt install nginx-light wrk`).
"""

import re
import shutil
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace

from benchmarks.harness import LOAD_CORE, Running, free_port, pinned, say, verdict, workshop

NGINX = """daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{ access_log off; sendfile on; keepalive_requests 10000000; open_file_cache max=10;
  server {{ listen 127.0.0.1:{port}; root {folder};
    location = /plain {{ default_type "text/calendar; charset=utf-8"; }}
    location = /packed {{ default_type "text/calendar; charset=utf-8"; add_header Content-Encoding gzip; }} }} }}
"""
ROUNDS = 3


@contextmanager
def house() -> Iterator[Running]:
    """Akkoord on the servers' core; its path is that of the feed."""
    folder, port = workshop() / "house", free_port()
    folder.mkdir()
    command = [sys.executable, "-m", "benchmarks.peers.feed_house", str(port), str(folder)]
    with pinned(command, port) as running:
        yield Running(running.pid, port, path=(folder / "path").read_text())


@contextmanager
def nginx(feed: Running) -> Iterator[Running]:
    """nginx with one worker and the house's feed as files, `/plain` and `/packed`."""
    folder, port = workshop() / "nginx", free_port()
    folder.mkdir(mode=0o755)
    folder.parent.chmod(0o755)
    (folder / "plain").write_bytes(polled(feed, "identity")[0])
    (folder / "packed").write_bytes(polled(feed, "gzip")[0])
    config = folder / "nginx.conf"
    config.write_text(NGINX.format(folder=folder, port=port))
    with pinned(["nginx", "-c", str(config), "-e", str(folder / "error.log")], port) as running:
        try:
            yield running
        finally:
            # Killed, the master would leave its worker behind.
            subprocess.run(["nginx", "-c", str(config), "-s", "stop"], check=False, stderr=subprocess.DEVNULL)
            time.sleep(0.3)


def polled(server: Running, coding: str) -> tuple[bytes, str]:
    """The body in a coding, and its tag."""
    request = urllib.request.Request(_url(server), headers={"Accept-Encoding": coding})
    with urllib.request.urlopen(request) as answer:
        return answer.read(), answer.headers["ETag"]


def best(seconds: int, *polls: tuple[Running, str]) -> list[float]:
    """Answers a second of each server, by turns, its best round; with a tag, of an app that holds that already."""
    rates = [[_rate(server, seconds, tag) for server, tag in polls] for _ in range(ROUNDS)]
    return [max(rounds) for rounds in zip(*rates, strict=True)]


def _rate(server: Running, seconds: int, tag: str) -> float:
    """Over 32 connections that ask again at once."""
    headers = ["-H", "Accept-Encoding: gzip", *(["-H", f"If-None-Match: {tag}"] if tag else [])]
    wrk = ["taskset", "--cpu-list", str(LOAD_CORE), "wrk", "-t1", "-c32", f"-d{seconds}s", *headers, _url(server)]
    told = subprocess.run(wrk, check=True, capture_output=True, text=True).stdout
    found = re.search(r"Requests/sec:\s+([\d.]+)", told)
    if found is None or "Non-2xx" in told or "Socket errors" in told:
        raise RuntimeError(told)
    return float(found[1])


def _url(server: Running) -> str:
    return f"http://127.0.0.1:{server.port}{server.path}"


def main(seconds: int) -> None:
    """Poll all in turn and print the ratios."""
    missing = [program for program in ("nginx", "wrk") if shutil.which(program) is None]
    if missing:
        raise SystemExit(f"not installed: {', '.join(missing)}")
    with house() as ours, nginx(ours) as server:
        plain, packed = replace(server, path="/plain"), replace(server, path="/packed")
        tags = polled(ours, "gzip")[1], polled(plain, "gzip")[1]
        own, file, packed_file = best(seconds, (ours, ""), (plain, ""), (packed, ""))
        own_304, file_304 = best(seconds, (ours, tags[0]), (plain, tags[1]))
    say("a feed of 500 occurrences, 32 connections, one core each; answers a second")
    say(f"  200: akkoord, gzip {own:,.0f}; nginx, the file {file:,.0f}; nginx, the file packed {packed_file:,.0f}")
    say(f"  304: akkoord {own_304:,.0f}; nginx {file_304:,.0f}")
    say(verdict("  200, gzip, of nginx's static file", own / file, 0.6))
    say(verdict("  304, of nginx's", own_304 / file_304, 0.12))


if __name__ == "__main__":
    main(1 if "--quick" in sys.argv else 4)
