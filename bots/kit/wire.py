"""The shapes that travel between a bot and the club."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

Json = dict[str, Any]
FRAME_BYTES = 64 * 1024  # the server hangs up (4009) on anything larger


@dataclass(frozen=True, slots=True)
class Organisation:
    """The association in which a command was given; `zone` is an IANA name, `language` "nl" or "en"."""

    id: int
    name: str
    zone: str
    language: str

    @classmethod
    def of(cls, frame: Json) -> "Organisation":
        return cls(frame["id"], frame["name"], frame["zone"], frame["language"])


@dataclass(frozen=True, slots=True)
class Given:
    """A command as a person gave it; `caller` is a contact's id, `language` theirs where the server tells it."""

    id: int
    organisation: int
    conversation: int
    caller: int
    text: str
    language: str | None = None

    @classmethod
    def of(cls, data: Json) -> "Given":
        return cls(
            id=data["id"],
            organisation=data["organisation"],
            conversation=data["conversation"],
            caller=data["caller"],
            text=data["text"],
            language=data.get("language"),
        )


@dataclass(frozen=True, eq=False)
class Request:
    """One call of an operation. With `for_command` the server lets it act for that command's caller.

    The same request may be sent again after a lost connection: its key makes that harmless.
    """

    op: str
    args: Mapping[str, Any]
    key: str | None = None
    for_command: int | None = None

    def encode(self, number: int) -> str:
        """The frame; ValueError when it is larger than a server takes."""
        frame: Json = {"id": number, "op": self.op, "args": dict(self.args)}
        if self.key is not None:
            frame["key"] = self.key
        if self.for_command is not None:
            frame["for_command"] = self.for_command
        text = json.dumps(frame, ensure_ascii=False, separators=(",", ":"))
        if len(text.encode()) > FRAME_BYTES:
            raise ValueError(f"{self.op}: a request may hold {FRAME_BYTES} bytes")
        return text


class Line(Protocol):
    """A way to reach the club: a connection, or the harness."""

    async def ask(self, request: Request) -> Any:
        """The operation's result; raises Refused."""

    async def deliver(self, request: Request) -> Any:
        """As ask, but patient: a server that is busy is asked again, which the key makes harmless."""
