"""The client as it is installed: built by the package's own hook, when its sources changed."""

from pathlib import Path

from hatch_build import alone, build, fingerprint, stamp_of

ROOT = Path(__file__).parent.parent.parent
SOURCE = ROOT / "clients" / "web"
STATIC = ROOT / "server" / "static"
AXE = SOURCE / "node_modules" / "axe-core" / "axe.min.js"


def build_client() -> None:
    """Build it unless `server/static` is of today's sources and its tools are there."""
    with alone():
        if AXE.is_file() and _is_current():
            return
        build(SOURCE, STATIC)
        stamp_of(STATIC).write_text(fingerprint(SOURCE), encoding="utf-8")


def _is_current() -> bool:
    stamp = stamp_of(STATIC)
    return stamp.is_file() and stamp.read_text(encoding="utf-8") == fingerprint(SOURCE)
