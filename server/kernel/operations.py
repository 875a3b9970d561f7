"""The registry of operations: one typed function for each thing that can be done, behind every door."""

import inspect
import re
from collections.abc import Callable, Coroutine
from typing import Any, Literal, get_type_hints

import msgspec

from server.kernel.wire import Input

NAME = re.compile(r"^[a-z]+(_[a-z]+)*\.[a-z_]+$")
SCOPE = re.compile(r"^[a-z]+:(read|write)$")

Unit = Literal["one", "own", "together"]
"""How an operation meets the database: `one` transaction around it (a snapshot when it only reads); its `own`, when
slow work such as a password hash must stay outside; or `together` with others that wait, in one shared commit."""


class Operation(msgspec.Struct, frozen=True):
    """A registered operation."""

    name: str
    scope: str
    run: Callable[..., Coroutine[Any, Any, Any]]
    input: type[Input]
    view: Any
    doc: str
    unit: Unit = "one"
    recorded: bool = True
    """Whether the log of administrative acts notes it when somebody does it for another. Not what says so itself, as a
    message with its author does."""

    @property
    def writes(self) -> bool:
        """Whether it may change anything."""
        return self.scope.endswith(":write")

    @property
    def takes_key(self) -> bool:
        """Whether the same `key` twice does it once; an operation with its `own` unit says itself what twice means."""
        return self.writes and self.unit != "own"

    @property
    def public(self) -> bool:
        """Whether it can be called without a session."""
        return self.scope.startswith("public:")

    @property
    def summary(self) -> str:
        """The first line of its docstring."""
        return self.doc.splitlines()[0]


operations: dict[str, Operation] = {}


def operation(
    name: str, *, scope: str, unit: Unit = "one", recorded: bool = True
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Register a function `(ctx, given) → view` under a name and a scope.

    With `unit="together"` the function takes a list of `Asked` instead and gives each its verdict; that is never
    `recorded`. Raises `TypeError` for a name or scope that is not well formed, a name that is taken, or a function
    without docstring or types.
    """

    def register(run: Callable[..., Any]) -> Callable[..., Any]:
        doc = inspect.getdoc(run) or ""
        if not NAME.match(name) or not SCOPE.match(scope) or name in operations:
            raise TypeError(f"the operation {name!r} with scope {scope!r} is misnamed or exists")
        if not doc.strip():
            raise TypeError(f"the operation {name} has no docstring")
        given, view = _types(run, unit)
        operations[name] = Operation(name, scope, run, given, view, doc, unit, recorded)
        return run

    return register


def _types(run: Callable[..., Any], unit: Unit) -> tuple[type[Input], Any]:
    hints = get_type_hints(run)
    if unit == "together":
        asked = hints[next(iter(inspect.signature(run).parameters))].__args__[0]
        given, view = asked.__args__
    else:
        given, view = hints["given"], hints["return"]
    if not issubclass(given, Input):
        raise TypeError(f"{run.__name__} takes no Input")
    return given, view
