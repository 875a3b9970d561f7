"""The types of the protocol for the web client."""

import json
from typing import Any

from server.catalogue.schemas import Schema, Schemas, held_kinds, name_in, view_of
from server.kernel.errors import STATUS
from server.kernel.operations import operations
from server.kernel.realtime import Hello
from server.transports.welcome import Welcome

WIDE = 120

NAMES = {
    "Welcome": "SyncHelloView",
    "WelcomeOrganisation": "SyncOrganisationView",
    "SignedIn": "SessionOpenedView",
    "ConversationItem": "ConversationListedView",
    "Hole": "HoleView",
    "PageItem": "SyncItem",
}
"""Where the client knows a view by a name of its own."""

HEAD = """\
/** The types of the protocol. Written by `python -m server.catalogue` from the server's registries. */

export type Language = "nl" | "en";
/** RFC 3339 in UTC: `2026-11-26T19:00:00Z`. */
export type Moment = string;

export interface Listed<T> {
  items: T[];
  next: string | null;
}

type Nothing = Record<string, never>;
"""


def typescript(schemas: Schemas) -> str:
    """The module's text."""
    made = [name_in(schemas.ref(operation.input)) for operation in operations.values()]
    own = {"PageItem", "Error", "Nothing", name_in(schemas.ref(Hello)), *made}
    views = [name for name in schemas.components if name not in own and not _is_list(schemas.components[name])]
    parts = [HEAD, *(_interface(name, schemas.components[name]) for name in views)]
    parts += [_objects(schemas), ITEM, _errors(), _operations(schemas)]
    return "\n".join(parts)


ITEM = """\
export type SyncItem =
  | { [K in keyof Objects]: { kind: K; data: Objects[K] } }[keyof Objects]
  | { kind: "hole"; data: HoleView };
"""


def _interface(name: str, schema: Schema) -> str:
    required = _always_there(schema)
    lines = [f"  {_property(key, field, key not in required)};" for key, field in schema["properties"].items()]
    return "\n".join([f"/** {schema['description']} */", f"export interface {_name(name)} {{", *lines, "}", ""])


def _always_there(schema: Schema) -> set[str]:
    """Fields that a reader always finds: those without a default, and those whose default says something."""
    required = set(schema.get("required", ()))
    return required | {key for key, field in schema["properties"].items() if field.get("default") is not None}


def _objects(schemas: Schemas) -> str:
    lines = [f"  {kind.name}: {_type(schemas.ref(view_of(kind)))};" for kind in held_kinds() if kind.synced]
    return "\n".join(["/** Objects that clients hold, by kind. */", "export interface Objects {", *lines, "}", ""])


def _errors() -> str:
    lines = [f'  | "{code}"' for code in STATUS]
    return "\n".join(["/** Codes of refusals. */", "export type ErrorCode =", *lines]) + ";\n"


def _operations(schemas: Schemas) -> str:
    known = {name: (schemas.of(one.input), schemas.ref(one.view)) for name, one in operations.items()}
    known["sync.hello"] = (schemas.of(Hello), schemas.ref(Welcome))
    entries = [_entry(name, *known[name], schemas) for name in sorted(known)]
    return "\n".join(
        ["export interface Operations {", *entries, "}", "", "export type OperationName = keyof Operations;", ""]
    )


def _entry(name: str, given: Schema, view: Schema, schemas: Schemas) -> str:
    result = _result(view, schemas)
    fields = [_argument(key, field, key not in given["required"]) for key, field in given["properties"].items()]
    args = f"{{ {'; '.join(fields)} }}" if fields else "Nothing"
    line = f'  "{name}": {{ args: {args}; result: {result} }};'
    if len(line) <= WIDE:
        return line
    if len(args) + 10 > WIDE:
        args = "\n".join(["{", *(f"      {field};" for field in fields), "    }"])
    return f'  "{name}": {{\n    args: {args};\n    result: {result};\n  }};'


def _result(view: Schema, schemas: Schemas) -> str:
    schema = schemas.components[name_in(view)]
    return f"Listed<{_type(schema['properties']['items']['items'])}>" if _is_list(schema) else _type(view)


def _is_list(schema: Schema) -> bool:
    return str(schema.get("title", "")).startswith("ListView[")


def _argument(key: str, field: Schema, optional: bool) -> str:
    """An argument that may be left out need not be null as well."""
    if optional and field.get("default", 0) is None and "anyOf" in field:
        left = [each for each in field["anyOf"] if each.get("type") != "null"]
        field = left[0] if len(left) == 1 else {"anyOf": left}
    return _property(key, field, optional)


def _property(key: str, field: Schema, optional: bool) -> str:
    return f"{key}{'?' if optional else ''}: {_type(field)}"


PLAIN = {"integer": "number", "number": "number", "boolean": "boolean", "null": "null", "string": "string"}


def _type(schema: Schema) -> str:
    """A schema as a type."""
    if "$ref" in schema:
        return _name(name_in(schema))
    if "anyOf" in schema:
        return " | ".join(dict.fromkeys(_type(each) for each in schema["anyOf"]))
    if "enum" in schema:
        return _choice(schema["enum"])
    if schema.get("type") == "array":
        inner = _type(schema["items"])
        return f"({inner})[]" if " | " in inner else f"{inner}[]"
    if schema.get("type") == "object":
        return _record(schema)
    return "Moment" if schema.get("format") == "date-time" else PLAIN.get(schema.get("type", ""), "unknown")


def _record(schema: Schema) -> str:
    keys = _type(schema["propertyNames"]) if "propertyNames" in schema else "string"
    return f"Record<{keys}, {_type(schema.get('additionalProperties', {}))}>"


def _choice(values: list[Any]) -> str:
    return "Language" if set(values) == {"nl", "en"} else " | ".join(json.dumps(value) for value in values)


def _name(name: str) -> str:
    return NAMES.get(name, name)
