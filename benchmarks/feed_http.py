"""A calendar app's polls: the feed of 500 occurrences from a house, beside nginx with the same bytes in a file.

`python -m benchmarks.feed_http [--quick]`. Wants nginx and wrk (`apt install nginx-light wrk`).
"""

import re
import shutil
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benchmarks.harness import LOAD_CORE, Running, free_port, pinned, say, verdict, workshop

NGINX = """daemon off; worker_processes 1; pid {folder}/pid; error_log {folder}/error.log;
events {{ worker_connections 1024; }}
http {{ access_log off; sendfile on; keepalive_requests 10000000; open_file_cache max=10;
  server {{ listen 127.0.0.1:{port}; root {folder};
    location = /plain {{ default_type "text/calendar; charset=utf-8"; }}
    location = /packed {{ default_type "text/calendar; charset=utf-8"; add_header Content-Encoding gzip; }} }} }}
"""
GOALS = {"200": 0.6, "304": 0.12}
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
def nginx(packed: bytes) -> Iterator[Running]:
    """nginx with one worker, and the packed feed as a file."""
    folder, port = workshop() / "nginx", free_port()
    folder.mkdir()
    (folder / "packed").write_bytes(packed)
    config = folder / "nginx.conf"
    config.write_text(NGINX.format(folder=folder, port=port))
    folder.chmod(0o755)
    folder.parent.chmod(0o755)
    # A process group of its own workers would outlive a kill: the master must be asked.
    with pinned(["nginx", "-c", str(config), "-e", str(folder / "error.log")], port) as running:
        try:
            yield Running(running.pid, port, path="/packed")
        finally:
            subprocess.run(["nginx", "-c", str(config), "-s", "stop"], check=False, stderr=subprocess.DEVNULL)
            time.sleep(0.3)


def rate(server: Running, seconds: int, *headers: str) -> float:
    """Answers a second, over 32 connections that ask again at once."""
    named = [part for header in ("Accept-Encoding: gzip", *headers) for part in ("-H", header)]
    wrk = ["taskset", "--cpu-list", str(LOAD_CORE), "wrk", "-t1", "-c32", f"-d{seconds}s", *named, _url(server)]
    told = subprocess.run(wrk, check=True, capture_output=True, text=True).stdout
    found = re.search(r"Requests/sec:\s+([\d.]+)", told)
    if found is None or "Non-2xx" in told or "Socket errors" in told:
        raise RuntimeError(told)
    return float(found[1])


def polled(server: Running) -> tuple[bytes, str]:
    """The packed body and its tag."""
    request = urllib.request.Request(_url(server), headers={"Accept-Encoding": "gzip"})
    with urllib.request.urlopen(request) as answer:
        return answer.read(), answer.headers["ETag"]


def unchanged(server: Running, tag: str) -> bool:
    """Whether a poll with that tag is answered by 304."""
    try:
        urllib.request.urlopen(urllib.request.Request(_url(server), headers={"If-None-Match": tag}))
    except urllib.error.HTTPError as answer:
        return answer.code == 304
    return False


def _url(server: Running) -> str:
    return f"http://127.0.0.1:{server.port}{server.path}"


def main(seconds: int) -> None:
    """Poll both in turn, keep each one's best round, and print the ratios."""
    missing = [program for program in ("nginx", "wrk") if shutil.which(program) is None]
    if missing:
        raise SystemExit(f"not installed: {', '.join(missing)}")
    with house() as ours:
        body, own_tag = polled(ours)
        with nginx(body) as theirs:
            their_body, their_tag = polled(theirs)
            assert their_body == body
            assert unchanged(ours, own_tag) and unchanged(theirs, their_tag)
            say(f"feed by HTTP: {len(body) / 1024:.0f} KiB packed, 32 connections, one core each")
            for status, headers in (("200", ("", "")), ("304", (own_tag, their_tag))):
                best = [0.0, 0.0]
                for _ in range(ROUNDS):
                    for at, server in enumerate((ours, theirs)):
                        held = [f"If-None-Match: {headers[at]}"] if headers[at] else []
                        best[at] = max(best[at], rate(server, seconds, *held))
                say(f"  {status}: akkoord {best[0]:,.0f}/s, nginx {best[1]:,.0f}/s")
                say(verdict(f"  {status}, of nginx's rate", best[0] / best[1], GOALS[status]))


if __name__ == "__main__":
    main(1 if "--quick" in sys.argv else 4)
