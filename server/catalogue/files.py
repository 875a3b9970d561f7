"""The generated files: where each goes, and which of them are out of date."""

import json
from pathlib import Path
from typing import Any

import server.features  # noqa: F401 - registers everything that is written about
from server.catalogue.asyncapi import asyncapi
from server.catalogue.commands import commands_page
from server.catalogue.openapi import openapi
from server.catalogue.pages import errors_page, events_page, jobs_page, operations_page, scopes_page, settings_page
from server.catalogue.schemas import Schemas
from server.catalogue.typescript import typescript

PAGES = Path("docs/reference")


def generated() -> dict[Path, str]:
    """Each generated file, by its path in the repository."""
    schemas = Schemas()
    return {
        PAGES / "operations.md": operations_page(schemas),
        PAGES / "events.md": events_page(schemas),
        PAGES / "settings.md": settings_page(),
        PAGES / "jobs.md": jobs_page(),
        PAGES / "commands.md": commands_page(),
        PAGES / "errors.md": errors_page(),
        PAGES / "scopes.md": scopes_page(),
        PAGES / "openapi.json": _json(openapi(schemas)),
        PAGES / "asyncapi.json": _json(asyncapi(schemas)),
        Path("clients/web/src/generated/api.ts"): typescript(schemas),
    }


def write(root: Path) -> None:
    """Write all of them below `root`, the repository."""
    for path, text in generated().items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8", newline="\n")


def outdated(root: Path) -> list[Path]:
    """Those that are missing or differ from what the registries say now; and pages that nothing makes any more."""
    wanted = generated()
    strange = {path.relative_to(root) for path in (root / PAGES).glob("*") if path.is_file()} - wanted.keys()
    return sorted([path for path, text in wanted.items() if _read(root / path) != text] + list(strange))


def _read(file: Path) -> str | None:
    return file.read_bytes().decode("utf-8") if file.is_file() else None


def _json(document: dict[str, Any]) -> str:
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"
