"""What a command's function is given: who asks, where, and how to answer and act for them."""

from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from typing import Any
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from bots.kit.sentences import Phrase
from bots.kit.wire import Given, Line, Organisation, Request

Clock = Callable[[], datetime]
KEYS = uuid5(NAMESPACE_URL, "akkoord:bots")
LONGEST_ANSWER = 10_000


class Ctx:
    """One command being carried out."""

    def __init__(self, given: Given, organisation: Organisation, line: Line, clock: Clock) -> None:
        self.organisation = organisation
        self.conversation: int = given.conversation
        self.caller: int = given.caller
        self.language: str = given.language or organisation.language
        self.answered = False  # an answer was sent
        self.delivered = False  # and the server has it
        self._command = given.id
        self._line = line
        self._clock = clock
        self._calls = 0

    @property
    def now(self) -> datetime:
        """The moment, in the zone of the organisation."""
        return self._clock().astimezone(ZoneInfo(self.organisation.zone))

    @property
    def today(self) -> date:
        """The day, in the zone of the organisation."""
        return self.now.date()

    def phrase(self, *, nl: str, en: str) -> str:
        """The one in the caller's language."""
        return Phrase(nl, en).to(self.language)

    async def reply(self, text: str) -> None:
        """Answer the caller, who alone sees it: once per command, 1 to 10,000 characters.

        Raises RuntimeError the second time, ValueError on a wrong length, Refused when the server takes no answer.
        """
        if self.answered:
            raise RuntimeError("a command is answered once")
        if not 1 <= len(text) <= LONGEST_ANSWER:
            raise ValueError(f"an answer has 1 to {LONGEST_ANSWER} characters, not {len(text)}")
        self.answered = True
        answer = {"command": self._command, "text": text}
        await self._line.deliver(Request("command.answer", answer, self._key("answer")))
        self.delivered = True

    async def call(self, op: str, /, **args: Any) -> Any:
        """The result of an operation, done for the caller and within their rights; raises Refused.

        Dates and aware datetimes are written as the protocol wants them; `from_` stands for the argument `from`.
        A bot that is started again draws the same keys in the same order, so a write it had done is not done twice.
        """
        self._calls += 1
        key = self._key(f"{self._calls}:{op}")
        plain = {name.removesuffix("_"): _plain(value) for name, value in args.items()}
        return await self._line.ask(Request(op, plain, key, for_command=self._command))

    def _key(self, purpose: str) -> str:
        return str(uuid5(KEYS, f"{self._command}:{purpose}"))


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Mapping):
        return {name: _plain(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(each) for each in value]
    return value
