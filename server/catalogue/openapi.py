"""OpenAPI 3.1: every operation as `POST /api/<operation>`."""

from typing import Any

from server.catalogue.schemas import PREFIX, Schema, Schemas, feature_of, refusals, version
from server.kernel.errors import STATUS
from server.kernel.operations import Operation, operations
from server.transports.requests import COOKIE

KEY: Schema = {
    "name": "Idempotency-Key",
    "in": "header",
    "description": "A UUID drawn by the client: the same key twice does it once, and the second answer says `dup`.",
    "schema": {"type": "string", "pattern": "^[A-Za-z0-9._:@+-]{8,128}$"},
}
COMMAND: Schema = {
    "name": "Akkoord-Command",
    "in": "header",
    "description": "For bots: the id of the command on whose caller's behalf this is asked.",
    "schema": {"type": "integer"},
}
LANGUAGE: Schema = {
    "name": "Accept-Language",
    "in": "header",
    "description": "`nl` or `en`: the language of sentences for who is not signed in.",
    "schema": {"type": "string"},
}
PROOF: Schema = {
    "bearer": {"type": "http", "scheme": "bearer", "description": "The token of a session or a bot."},
    "cookie": {"type": "apiKey", "in": "cookie", "name": COOKIE, "description": "Set when a browser signs in."},
}


def openapi(schemas: Schemas) -> dict[str, Any]:
    """The document."""
    known = [operations[name] for name in sorted(operations)]
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Akkoord",
            "version": version(),
            "summary": "A self-hosted server on which an association talks, plans and mails.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": "/"}],
        "tags": [{"name": feature} for feature in sorted({feature_of(each) for each in known})],
        "paths": {f"/api/{each.name}": {"post": _operation(schemas, each)} for each in known},
        "components": {
            "schemas": schemas.components,
            "responses": _responses(),
            "parameters": {"Key": KEY, "Command": COMMAND, "Language": LANGUAGE},
            "securitySchemes": PROOF,
        },
    }


def _operation(schemas: Schemas, operation: Operation) -> dict[str, Any]:
    codes = refusals(operation)
    statuses = sorted({str(STATUS[code]) for code in codes})
    names = ["Language", "Command", *(["Key"] if operation.takes_key else [])]
    return {
        "operationId": operation.name,
        "tags": [feature_of(operation)],
        "summary": operation.summary,
        "description": operation.doc,
        "security": [] if operation.public else [{"bearer": []}, {"cookie": []}],
        "x-scope": operation.scope,
        "parameters": [{"$ref": f"#/components/parameters/{name}"} for name in names],
        "requestBody": {"required": True, "content": _json(schemas.ref(operation.input))},
        "x-refusals": codes,
        "responses": {
            "200": _success(schemas, operation),
            **{status: {"$ref": f"#/components/responses/{status}"} for status in statuses},
        },
    }


def _success(schemas: Schemas, operation: Operation) -> dict[str, Any]:
    dup = {"dup": {"const": True, "description": "It was done before, under the same key."}}
    properties = {"ok": {"const": True}, "result": schemas.ref(operation.view), **(dup if operation.takes_key else {})}
    return {"description": "Done.", "content": _json(_answer(properties))}


def _responses() -> dict[str, Any]:
    """A response for each status of a refusal; which of its codes an operation gives is in its `x-refusals`."""
    by_status: dict[int, list[str]] = {}
    for code, status in STATUS.items():
        by_status.setdefault(status, []).append(code)
    shape = _answer({"ok": {"const": False}, "error": {"$ref": f"{PREFIX}Error"}})
    return {
        str(status): {"description": ", ".join(codes), "content": _json(shape)} for status, codes in by_status.items()
    }


def _answer(properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "required": [name for name in properties if name != "dup"]}


def _json(schema: Schema) -> dict[str, Any]:
    return {"application/json": {"schema": schema}}
