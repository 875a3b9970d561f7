"""JSON Schema (2020-12) of all that crosses the wire: inputs, views, the objects that clients hold."""

import inspect
import re
import tomllib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, get_type_hints

import msgspec

from server.conversations.views import Hole
from server.conversations.whispers import WHISPERS
from server.kernel.errors import STATUS
from server.kernel.events import ObjectKind, object_kinds
from server.kernel.operations import Operation, operations
from server.kernel.realtime import Hello
from server.kernel.sync import PageItem
from server.kernel.wire import View
from server.transports.welcome import Welcome

Schema = dict[str, Any]

PREFIX = "#/components/schemas/"

ERROR: Schema = {
    "title": "Error",
    "description": "A refusal. `message` and the sentences in `fields` are in the reader's language.",
    "type": "object",
    "properties": {
        "code": {"enum": list(STATUS)},
        "message": {"type": "string"},
        "fields": {
            "description": "What is wrong, by the path of the field.",
            "type": "object",
            "additionalProperties": {"type": "string"},
        },
        "retry_after": {"description": "Seconds after which the same request may succeed.", "type": "number"},
    },
    "required": ["code", "message"],
}


class Schemas:
    """The schema of every registered type, made once; `components` holds them by name."""

    def __init__(self) -> None:
        known = [operations[name] for name in sorted(operations)]
        inputs = [operation.input for operation in known]
        shown = [Hello, Welcome, Hole, *(view_of(kind) for kind in held_kinds()), *(each.view for each in known)]
        types = [*inputs, *shown, *WHISPERS.values()]
        refs, components = msgspec.json.schema_components(types, ref_template=PREFIX + "{name}")
        self._refs = dict(zip(types, refs, strict=True))
        self.components: dict[str, Schema] = dict(sorted({**components, "Error": ERROR}.items()))
        _mark_moments(self.components)
        _drop_discriminators(self.components)
        self.given = self.reachable(self.ref(each) for each in [*inputs, Hello])
        self._complete_views()
        self.components[PageItem.__name__] = self._page_item()

    def ref(self, kind: Any) -> Schema:
        """A reference to the schema of a type."""
        return dict(self._refs[kind])

    def of(self, kind: Any) -> Schema:
        """The schema of a type itself."""
        return self.components[name_in(self.ref(kind))]

    def reachable(self, schemas: Iterable[Schema]) -> set[str]:
        """The names of all components that these lead to."""
        names: set[str] = set()
        waiting = [name for schema in schemas for name in _names_in(schema)]
        while waiting:
            name = waiting.pop()
            if name not in names:
                names.add(name)
                waiting += _names_in(self.components[name])
        return names

    def _complete_views(self) -> None:
        """What we show has all of its fields, whatever their defaults, unless it leaves out what says nothing."""
        sparing = {kind.__name__ for kind in _kinds_of(View) if kind.__struct_config__.omit_defaults}
        for name, schema in self.components.items():
            if name not in self.given and name != "Error" and "properties" in schema:
                if name not in sparing:
                    schema["required"] = list(schema["properties"])
                for field in schema["properties"].values():
                    field.pop("default", None)

    def _page_item(self) -> Schema:
        kinds = {kind.name: self.ref(view_of(kind)) for kind in held_kinds()} | {"hole": self.ref(Hole)}
        return {
            "title": PageItem.__name__,
            "description": (PageItem.__doc__ or "").strip(),
            "oneOf": [
                {
                    "type": "object",
                    "properties": {"kind": {"const": name}, "data": ref},
                    "required": ["kind", "data"],
                }
                for name, ref in kinds.items()
            ],
        }


def version() -> str:
    """The version of this checkout, installed or not."""
    project = Path(__file__).parents[2] / "pyproject.toml"
    return str(tomllib.loads(project.read_text("utf-8"))["project"]["version"])


def held_kinds() -> list[ObjectKind[Any]]:
    """The kinds of objects that clients hold, by name."""
    return [object_kinds[name] for name in sorted(object_kinds) if object_kinds[name].view is not None]


def view_of(kind: ObjectKind[Any]) -> Any:
    """The type in which clients see a kind of object."""
    if inspect.ismethod(kind.view):
        return kind.view.__self__
    return get_type_hints(kind.view)["return"]


def name_in(ref: Schema) -> str:
    """The name to which a reference points."""
    return str(ref["$ref"]).removeprefix(PREFIX)


def feature_of(operation: Operation) -> str:
    """The feature that registered an operation."""
    return operation.run.__module__.split(".")[1]


def refusals(operation: Operation) -> list[str]:
    """The codes with which an operation may refuse: what every operation may, and what its docstring names."""
    codes = {"malformed", "invalid", "too_large", "internal", "database_busy", "unavailable"}
    codes |= set() if operation.public else {"unauthenticated", "forbidden"}
    codes |= {"key_conflict", "conflict", "disk_full"} if operation.writes else set()
    _, _, told = operation.doc.partition("Refused:")
    codes |= set(re.findall(r"[a-z_]+", told)) & STATUS.keys()
    return sorted(codes, key=list(STATUS).index)


def _mark_moments(components: dict[str, Schema]) -> None:
    """What is named `…_at` is a moment; msgspec says so only of types that demand a zone, and ours always have one."""
    for schema in components.values():
        for name, field in schema.get("properties", {}).items():
            for each in field.get("anyOf", [field]) if name.endswith("_at") else ():
                if each.get("type") == "string":
                    each["format"] = "date-time"


def _drop_discriminators(schema: Any) -> None:
    """A discriminator has no answer for null (OpenAPI 3.1 §4.8.25), and each kind names itself by a constant anyway."""
    if isinstance(schema, dict):
        if isinstance(schema.get("discriminator"), dict) and "anyOf" in schema:
            del schema["discriminator"]
        schema = list(schema.values())
    for part in schema if isinstance(schema, list) else ():
        _drop_discriminators(part)


def _names_in(schema: Any) -> Iterator[str]:
    if isinstance(schema, dict):
        if isinstance(schema.get("$ref"), str):
            yield name_in(schema)
        schema = list(schema.values())
    for part in schema if isinstance(schema, list) else ():
        yield from _names_in(part)


def _kinds_of(view: type[View]) -> Iterator[type[View]]:
    for kind in view.__subclasses__():
        yield kind
        yield from _kinds_of(kind)
