"""AsyncAPI 3.0: the frames of the WebSocket, and its close codes."""

import inspect
from typing import Any

from server.catalogue.schemas import PREFIX, Schema, Schemas, version, view_of
from server.conversations.whispers import WHISPERS
from server.kernel import realtime
from server.kernel.events import Event, event_types
from server.kernel.operations import operations
from server.kernel.realtime import Hello
from server.kernel.sync import SyncPage
from server.kernel.wire import FRAME_LIMIT, View
from server.transports.welcome import Welcome

CLOSE_CODES = {
    realtime.GAP_IN_COUNT: "The client saw a gap in `n`; it comes back with its cursors.",
    realtime.UNAUTHENTICATED: "No or no longer a valid session, or no hello in time.",
    realtime.TOO_SLOW: "The client reads too slowly; it comes back with its cursors.",
    realtime.FRAME_TOO_LARGE: f"A frame of more than {FRAME_LIMIT} bytes.",
    realtime.SHUTTING_DOWN: "The server stops, or one's organisations have changed; come back.",
    realtime.TOO_FAST: "Too many frames a second.",
}

REQUEST: Schema = {
    "type": "object",
    "properties": {
        "id": {"type": "integer", "description": "Drawn by the client; the answer's `re`."},
        "op": {"enum": []},
        "args": {"type": "object", "description": "The operation's input, as in openapi.json."},
        "key": {"type": "string", "description": "A UUID drawn by the client, on every write."},
        "for_command": {"type": "integer", "description": "For bots: the command on whose caller's behalf this is."},
    },
    "required": ["id", "op"],
    "additionalProperties": False,
}


def asyncapi(schemas: Schemas) -> dict[str, Any]:
    """The document."""
    messages = {**_from_client(schemas), **_from_server(schemas)}
    return {
        "asyncapi": "3.0.0",
        "info": {
            "title": "Akkoord, realtime",
            "version": version(),
            "description": "One WebSocket for each device. The first frame is `sync.hello`. Apply an object only when "
            "its `rev` is higher than the one held: neither doubles nor order matter.",
            "license": {"name": "Apache-2.0"},
        },
        "defaultContentType": "application/json",
        "channels": {"socket": _channel(list(messages))},
        "operations": _operations(list(_from_client(schemas)), list(_from_server(schemas))),
        "components": {"messages": messages, "schemas": _schemas(schemas)},
    }


def _channel(messages: list[str]) -> dict[str, Any]:
    codes = "\n".join(f"- {code}: {meaning}" for code, meaning in sorted(CLOSE_CODES.items()))
    return {
        "address": "/ws",
        "description": f"At most {realtime.OPEN_REQUESTS} requests are open at a time. Close codes:\n\n{codes}",
        "messages": {name: {"$ref": f"#/components/messages/{name}"} for name in messages},
        "x-close-codes": {str(code): meaning for code, meaning in sorted(CLOSE_CODES.items())},
    }


def _operations(received: list[str], sent: list[str]) -> dict[str, Any]:
    def one(action: str, names: list[str]) -> dict[str, Any]:
        messages = [{"$ref": f"#/channels/socket/messages/{name}"} for name in names]
        return {"action": action, "channel": {"$ref": "#/channels/socket"}, "messages": messages}

    return {"hear": one("receive", received), "tell": one("send", sent)}


def _from_client(schemas: Schemas) -> dict[str, Any]:
    ops = {"enum": sorted(operations)}
    request = {**REQUEST, "properties": {**REQUEST["properties"], "op": ops}}
    hello = {
        **REQUEST,
        "properties": {**REQUEST["properties"], "op": {"const": "sync.hello"}, "args": schemas.ref(Hello)},
    }
    return {
        "hello": _message("Who one is, and what one holds; the first frame.", hello),
        "request": _message("A call of an operation.", request),
    }


def _from_server(schemas: Schemas) -> dict[str, Any]:
    error = {"$ref": f"{PREFIX}Error"}
    frames = {
        "welcome": _message("The answer to hello.", _answer(schemas.ref(Welcome))),
        "result": _message("An operation was done.", _answer({"type": "object"})),
        "refusal": _message("It was refused.", _object({"re": {"type": "integer"}, "ok": _is(False), "error": error})),
        "page": _message("Catching up.", _object({"ctl": _is("page"), "page": schemas.ref(SyncPage)})),
        "bye": _message("The server is about to close.", _object({"ctl": _is("bye"), "code": {"type": "integer"}})),
    }
    frames |= {f"eph.{name}": _whisper(schemas, name, shown) for name, shown in WHISPERS.items()}
    return frames | {name: _event(schemas, event_types[name]) for name in told_events()}


def _whisper(schemas: Schemas, name: str, shown: type[View]) -> dict[str, Any]:
    summary = (inspect.getdoc(shown) or "").splitlines()[0]
    return _message(summary, _object({"eph": _is(name), "data": schemas.ref(shown)}))


def told_events() -> list[str]:
    """The events that clients hear, by name."""
    return sorted(name for name, event in event_types.items() if event.of.view is not None)


def _event(schemas: Schemas, event: type[Event]) -> dict[str, Any]:
    numbered = {"type": "integer", "description": "Counts the durable frames of this socket from 1."}
    cursor = {"type": "string", "description": "Where one stands once this is applied."}
    data = schemas.ref(view_of(event.of))
    return _message(event.doc, _object({"n": numbered, "ev": _is(event.name), "cursor": cursor, "data": data}))


def _answer(result: Schema) -> Schema:
    shape = _object({"re": {"type": "integer"}, "ok": _is(True), "result": result})
    shape["properties"]["dup"] = _is(True)
    return shape


def _schemas(schemas: Schemas) -> dict[str, Schema]:
    """Those of the inputs are in OpenAPI: frames only name the operation."""
    wanted = schemas.reachable(
        [*(schemas.ref(kind) for kind in (Hello, Welcome, SyncPage, *WHISPERS.values())), {"$ref": f"{PREFIX}Error"}]
    )
    return {name: schema for name, schema in schemas.components.items() if name in wanted}


def _message(summary: str, payload: Schema) -> dict[str, Any]:
    return {"summary": summary, "payload": payload}


def _object(properties: dict[str, Schema]) -> Schema:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _is(value: object) -> Schema:
    return {"const": value}
