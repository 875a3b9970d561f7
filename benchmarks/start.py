"""How long Akkoord takes to be ready, and what it does when nobody is there. `python -m benchmarks.start [--quick]`."""

import asyncio
import os
import sys
import time
import urllib.request
from pathlib import Path

from benchmarks.akkoord_server import found_choir, new_folder, serving
from benchmarks.harness import say, verdict
from server.settings import Settings

MEMBERS = 200
STARTS = 3


def main(seconds: float) -> None:
    """Start it a few times, watch it for some seconds, and print."""
    settings = Settings(folder=str(new_folder()))
    asyncio.run(found_choir(settings, MEMBERS))
    ready = []
    for number in range(STARTS):
        began = time.monotonic()
        with serving(settings) as server:
            urllib.request.urlopen(f"http://127.0.0.1:{server.port}/readyz", timeout=30).close()
            ready.append(time.monotonic() - began)
            if number == STARTS - 1:
                share = _share_of_core(server.pid, seconds)
    say(verdict(f"seconds until /readyz answers, best of {STARTS}", min(ready), 1.5, at_most=True))
    say(verdict(f"idle, % of a core over {seconds:g} s", share * 100, 0.5, at_most=True))


def _share_of_core(pid: int, seconds: float) -> float:
    time.sleep(1)  # whatever belongs to starting
    before = _processor_seconds(pid)
    time.sleep(seconds)
    return (_processor_seconds(pid) - before) / seconds


def _processor_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


if __name__ == "__main__":
    main(2 if "--quick" in sys.argv else 10)
