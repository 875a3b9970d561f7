"""An in-memory club: people say commands to a bot, and operations answer from Python."""

import inspect
import json
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import count
from typing import Any

from bots.kit.bot import Bot
from bots.kit.ctx import Ctx
from bots.kit.errors import Refused
from bots.kit.wire import Given, Json, Organisation, Request

A_MONDAY_MORNING = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Asked:
    """An operation that the bot asked for on behalf of `caller`, with its arguments as they would travel."""

    caller: str
    op: str
    args: Json


Answer = Mapping[str, Any] | Callable[[Asked], Any]


class Club:
    """`club = Club(bot)`; `await club.says("clara", "/agenda")` is what Clara gets to see.

    `now` is the frozen clock and may be set; `asked` holds what the bot asked for. An operation without an answer is
    refused as a server refuses one that it does not know.
    """

    def __init__(
        self,
        bot: Bot,
        *,
        now: datetime = A_MONDAY_MORNING,
        name: str = "Koor De Rietvink",
        zone: str = "Europe/Brussels",
        language: str = "nl",
    ) -> None:
        self.now = now
        self.asked: list[Asked] = []
        self._bot = bot
        self._organisation = Organisation(1, name, zone, language)
        self._languages: dict[str, str] = {}
        self._contacts: dict[str, int] = {}
        self._operations: dict[str, Answer] = {}
        self._numbers = count(101)

    def speaks(self, person: str, language: str) -> None:
        """This person's own language, "nl" or "en"; others have the club's."""
        self._languages[person] = language

    def answers(self, op: str, answer: Answer) -> None:
        """The result of an operation: the object itself, or a function (plain or async) of Asked that may refuse."""
        self._operations[op] = answer

    def refuses(self, op: str, code: str, message: str = "", **details: Any) -> None:
        """From now on the operation is refused; details are `fields` and `retry_after`, as on the wire."""
        error = {"code": code, "message": message, **details}

        def refuse(_: Asked) -> None:
            raise Refused.of(error)

        self._operations[op] = refuse

    def contact(self, person: str) -> int:
        """The contact id that stands for this person in the club."""
        return self._contacts.setdefault(person, 11 + len(self._contacts))

    async def says(self, person: str, text: str) -> str:
        """Give a command as this person; the private answer. AssertionError when the bot gives none."""
        given = Given(
            id=next(self._numbers),
            organisation=self._organisation.id,
            conversation=21,
            caller=self.contact(person),
            text=text,
            language=self._languages.get(person),
        )
        line = _ClubLine(given.id, lambda op, args: self._operate(Asked(person, op, args)))
        await self._bot.answer(Ctx(given, self._organisation, line, lambda: self.now), text)
        if line.answer is None:
            raise AssertionError(f"{person} got no answer to {text!r}")
        return line.answer

    async def _operate(self, asked: Asked) -> Any:
        self.asked.append(asked)
        if asked.op not in self._operations:
            raise Refused("unknown_operation", f"There is no operation {asked.op}.")
        answer = self._operations[asked.op]
        result = answer(asked) if callable(answer) else answer
        return _as_it_travels(await result if inspect.isawaitable(result) else result)


class _ClubLine:
    """The bot's line into the club, for one command."""

    def __init__(self, command: int, operate: Callable[[str, Json], Awaitable[Any]]) -> None:
        self.answer: str | None = None
        self._command = command
        self._operate = operate

    async def ask(self, request: Request) -> Any:
        args = json.loads(request.encode(1))["args"]
        return await self._operate(request.op, args)

    async def deliver(self, request: Request) -> Any:
        args = json.loads(request.encode(1))["args"]
        self.answer = args["text"]
        return {"id": self._command, "answer": self.answer}


def _as_it_travels(result: Any) -> Any:
    return json.loads(json.dumps(result))
