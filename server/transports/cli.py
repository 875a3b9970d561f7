"""The shell as a door: words become an operation's arguments, its answer is printed."""

import argparse
from typing import Any

import msgspec

from server.kernel.context import Door
from server.kernel.dispatch import Answer, Dispatch, Request
from server.kernel.errors import Refusal
from server.kernel.operations import Operation, operations
from server.kernel.wire import convert_input, encode

DOOR = Door("shell", "shell", "akkoord")


def add_flags(parser: argparse.ArgumentParser, operation: Operation) -> None:
    """A flag for each field of an operation's input; lists take several values, anything else one."""
    for field in msgspec.structs.fields(operation.input):
        several = {"nargs": "+"} if is_list(field.type) else {}
        flag = f"--{field.encode_name.replace('_', '-')}"
        parser.add_argument(flag, dest=field.encode_name, required=field.required, default=None, **several)


def is_list(annotation: Any) -> bool:
    """Whether a field holds several values."""
    shape = msgspec.inspect.type_info(annotation)
    if isinstance(shape, msgspec.inspect.UnionType):
        return any(isinstance(part, msgspec.inspect.ListType) for part in shape.types)
    return isinstance(shape, msgspec.inspect.ListType)


def words_of(given: argparse.Namespace, operation: Operation) -> dict[str, Any]:
    """What was given on the command line, by field; JSON where a list holds objects."""
    names = [field.encode_name for field in msgspec.structs.fields(operation.input)]
    return {name: value for name in names if (value := getattr(given, name)) is not None}


def read_arguments(operation: Operation, words: dict[str, Any]) -> bytes:
    """The words as the operation's arguments. Raises `Refusal("invalid")` naming the fields that are wrong."""
    shaped = {name: _shaped(value) for name, value in words.items()}
    return encode(convert_input(operation.input, shaped))


def _shaped(value: Any) -> Any:
    if isinstance(value, list):
        return [_shaped(part) for part in value]
    return msgspec.json.decode(value) if value.startswith(("{", "[")) else value


async def call(dispatch: Dispatch, actor: Any, name: str, words: dict[str, Any], key: str | None = None) -> Answer:
    """Run an operation for words; the answer as every door gives it."""
    try:
        arguments = read_arguments(operations[name], words)
    except Refusal as refusal:
        return Answer(refusal=refusal)
    return await dispatch.call(Request(operation=name, arguments=arguments, key=key, door=DOOR), actor)
