"""The reference pages."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from inspect import getdoc
from itertools import groupby

import msgspec

from server.accounts.capabilities import BOT_SCOPES
from server.catalogue.schemas import Schema, Schemas, feature_of, name_in, refusals, view_of
from server.kernel.errors import STATUS
from server.kernel.events import event_types
from server.kernel.jobs import Job, jobs
from server.kernel.language import LANGUAGES, template
from server.kernel.operations import Operation, operations
from server.settings import PREFIX, Settings

NOTE = "<!-- Written by `python -m server.catalogue`. Change the code instead. -->"


def page(title: str, introduction: str, *parts: str) -> str:
    """A page with its title and what it is about."""
    return "\n\n".join([f"# {title}", NOTE, introduction, *parts]) + "\n"


def table(heads: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    """A table; empty for no lines."""
    shown = [_line(heads), _line(["---"] * len(heads)), *(_line(line) for line in lines)]
    return "\n".join(shown) if len(shown) > 2 else ""


def _line(cells: Sequence[str]) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"


def operations_page(schemas: Schemas) -> str:
    """Every operation, by feature."""
    known = sorted(operations.values(), key=lambda each: (feature_of(each), each.name))
    parts = []
    for feature, group in groupby(known, key=feature_of):
        parts += [f"## {feature.capitalize()}", *(_operation(schemas, each) for each in group)]
    return page(
        "Operations",
        "Each is the same by `POST /api/<operation>` with a JSON body, as a frame on the WebSocket, by long poll and "
        "as `akkoord call <operation>`. What follows are its arguments and its result.",
        *parts,
    )


def _operation(schemas: Schemas, operation: Operation) -> str:
    codes = ", ".join(f"`{code}`" for code in refusals(operation))
    key = " Takes a key: the same key twice does it once." if operation.takes_key and not operation.public else ""
    parts = [
        f"### {operation.name}",
        operation.doc,
        f"Scope `{operation.scope}`.{key}",
        _fields(schemas.of(operation.input), "Argument"),
        f"Result: {_named(schemas.ref(operation.view), schemas)}",
        _fields(schemas.of(operation.view), "Field"),
        f"Codes: {codes}.",
    ]
    return "\n\n".join(part for part in parts if part)


def _named(ref: Schema, schemas: Schemas) -> str:
    schema = schemas.components[name_in(ref)]
    return f"**{schema['title']}**. {schema.get('description', '')}"


def _fields(schema: Schema, head: str) -> str:
    required = schema.get("required", ())
    lines = []
    for key, field in schema["properties"].items():
        default = "" if key in required else f"`{msgspec.json.encode(field.get('default')).decode()}`"
        lines.append([f"`{key}`", shape_of(field), default, str(field.get("description", ""))])
    heads = [head, "Type", "If left out", ""]
    return table(heads, lines)


def shape_of(schema: Schema) -> str:
    """A schema in a few words."""
    if "$ref" in schema:
        return name_in(schema).replace("_", " ").strip()
    if "anyOf" in schema:
        return " or ".join(shape_of(each) for each in schema["anyOf"])
    if "enum" in schema:
        return ", ".join(f"`{value}`" for value in schema["enum"])
    if schema.get("type") == "array":
        return f"list of {shape_of(schema['items'])}"
    return " ".join([str(schema.get("format", schema.get("type", "any"))), *_limits(schema)])


def _limits(schema: Schema) -> list[str]:
    low = next((schema[name] for name in ("minLength", "minimum") if name in schema), None)
    high = next((schema[name] for name in ("maxLength", "maximum") if name in schema), None)
    if low is None and high is None:
        return []
    return [f"({'' if low is None else low}…{'' if high is None else high})"]


def events_page(schemas: Schemas) -> str:
    """Every event, by what it is about."""
    parts = []
    for name in sorted(event_types):
        event = event_types[name]
        if event.of.view is None:
            parts.append(f"## {name}\n\n{event.doc}\n\nOnly the server itself hears of it.")
            continue
        view = view_of(event.of)
        shown = [_named(schemas.ref(view), schemas), _fields(schemas.of(view), "Field")]
        parts.append("\n\n".join([f"## {name}", event.doc, f"Data: {shown[0]}", shown[1]]))
    return page(
        "Events",
        "Committed facts. A client applies an object only when its `rev` is higher than the one it holds; then order "
        "and doubles do not matter. The frames around them are in [asyncapi.json](asyncapi.json).",
        *parts,
    )


def settings_page() -> str:
    """Every setting."""
    schema = msgspec.json.schema(Settings)["$defs"]["Settings"]
    lines = []
    for name, field in schema["properties"].items():
        default = msgspec.json.encode(field["default"]).decode()
        lines.append([f"`{name}`", f"`{PREFIX}{name.upper()}`", shape_of(field), f"`{default}`", field["description"]])
    return page(
        "Settings",
        "Each is set in `akkoord.toml` by its name, or in the environment; the environment wins.",
        table(["Name", "In the environment", "Type", "Default", ""], lines),
    )


def jobs_page() -> str:
    """Every job."""
    lines = [[f"`{name}`", _rhythm(jobs[name]), getdoc(jobs[name].run) or ""] for name in sorted(jobs)]
    return page(
        "Jobs",
        "Work that is done after a commit, at least once, and harmless twice; some of it by itself at an interval.",
        table(["Job", "When", "What"], lines),
    )


def _rhythm(job: Job) -> str:
    if job.every is None:
        return "on demand"
    units: list[tuple[str, timedelta]] = [
        ("day", timedelta(days=1)), ("hour", timedelta(hours=1)), ("minute", timedelta(minutes=1)),
    ]  # fmt: skip
    name, unit = next(((n, u) for n, u in units if job.every % u == timedelta(0)), ("second", timedelta(seconds=1)))
    count = job.every // unit
    return f"every {name}" if count == 1 else f"every {count} {name}s"


def errors_page() -> str:
    """Every code of a refusal."""
    lines = [[f"`{code}`", str(status), *_sentences(code)] for code, status in STATUS.items()]
    return page(
        "Errors",
        "A refusal is `{code, message, fields?, retry_after?}` on every transport; the message is in the reader's "
        "language. Where there is more to say, the sentence is another than the one here.",
        table(["Code", "HTTP status", "Nederlands", "English"], lines),
    )


def _sentences(code: str) -> list[str]:
    return [template(code, language) for language in LANGUAGES]


def scopes_page() -> str:
    """Every scope, with what it opens."""
    scopes = sorted({operation.scope for operation in operations.values()})
    lines = []
    for scope in scopes:
        names = ", ".join(f"`{name}`" for name in sorted(operations) if operations[name].scope == scope)
        lines.append([f"`{scope}`", "yes" if scope in BOT_SCOPES else "", names])
    return page(
        "Scopes",
        "A person's session may call everything that their rights allow; a bot only what its scopes name. "
        "Scopes that begin with `public:` need no session.",
        table(["Scope", "For bots", "Operations"], lines),
    )
