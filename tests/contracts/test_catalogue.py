"""What others read is what the registries say."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from openapi_spec_validator import validate

from server.catalogue.files import generated, outdated, write
from server.kernel.errors import STATUS
from server.kernel.events import event_types
from server.kernel.jobs import jobs
from server.kernel.operations import operations
from server.settings import Settings
from tests.agenda.calendar_readers import NODE, NPM

ROOT = Path(__file__).parents[2]


def test_the_generated_files_are_up_to_date() -> None:
    assert outdated(ROOT) == []


def test_what_is_out_of_date_is_named(tmp_path: Path) -> None:
    write(tmp_path)
    assert outdated(tmp_path) == []
    page = tmp_path / "docs" / "reference" / "settings.md"
    page.write_text("# Settings\n")
    (page.parent / "recipes.md").write_text("# Recipes\n")
    assert [path.name for path in outdated(tmp_path)] == ["recipes.md", "settings.md"]


def test_it_says_the_same_in_another_process() -> None:
    command = [sys.executable, "-m", "server.catalogue", "--check"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert (done.stderr, done.returncode) == ("", 0)


def test_everything_that_is_registered_has_its_place() -> None:
    texts = {path.name: text for path, text in generated().items()}
    for name in operations:
        assert f"### {name}\n" in texts["operations.md"]
        assert f'  "{name}": {{' in texts["api.ts"]
    for name in event_types:
        assert f"## {name}\n" in texts["events.md"]
    for page, names in (("jobs.md", jobs), ("errors.md", STATUS), ("settings.md", Settings.__struct_fields__)):
        assert [name for name in names if f"`{name}`" not in texts[page]] == []
    scopes = {operation.scope for operation in operations.values()}
    assert [scope for scope in scopes if f"`{scope}`" not in texts["scopes.md"]] == []


def test_openapi_is_valid() -> None:
    document = json.loads((ROOT / "docs/reference/openapi.json").read_text("utf-8"))
    validate(document)
    assert document["paths"].keys() == {f"/api/{name}" for name in operations}


def test_asyncapi_is_valid(asyncapi_schema: Any) -> None:
    document = json.loads((ROOT / "docs/reference/asyncapi.json").read_text("utf-8"))
    jsonschema.Draft7Validator(asyncapi_schema).validate(document)
    told = {name for name, event in event_types.items() if event.of.view is not None}
    assert told < document["components"]["messages"].keys()


@pytest.fixture
def asyncapi_schema(tmp_path: Path) -> Any:
    """The schema of AsyncAPI 3.0, from its makers' own package."""
    for name in ("package.json", "package-lock.json"):
        shutil.copy(Path(__file__).parent / "asyncapi" / name, tmp_path)
    command = [str(NODE), str(NPM), "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    environment = os.environ | {"PATH": f"{NODE.parent}{os.pathsep}{os.environ['PATH']}"}
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads((tmp_path / "node_modules/@asyncapi/specs/schemas/3.0.0.json").read_text("utf-8"))
