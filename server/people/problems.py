"""What is wrong with what somebody filled in, gathered over all fields, in sentences."""

import re
import unicodedata
from collections.abc import Callable
from functools import partial
from typing import Any, TypeVar

from server.kernel.errors import Reason
from server.kernel.wire import invalid
from server.people.sheets.values import WrongValue, read_text

Value = TypeVar("Value")

# What turns the direction of writing (Unicode UAX #9 §2) makes a text look like another; see sheets.values.
_TURNING = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")


class Problems:
    """What is wrong, gathered over all fields so that nobody corrects them one by one."""

    def __init__(self) -> None:
        self.reasons: dict[str, Reason] = {}

    def add(self, path: str, key: str, **params: Any) -> None:
        """Note one."""
        self.reasons.setdefault(path, Reason(key, **params))

    def read(self, path: str, read: Callable[[str], Value], text: str | None) -> Value | None:
        """What a text says; nothing when it is empty or wrong."""
        if text is None or not text.strip():
            return None
        try:
            return read(text)
        except WrongValue as wrong:
            self.reasons.setdefault(path, reason_of(wrong))
            return None

    def refuse(self) -> None:
        """Raise `Refusal("invalid")` if anything is wrong."""
        if self.reasons:
            raise invalid(**self.reasons)


def reason_of(wrong: WrongValue) -> Reason:
    """A wrong value as a reason, its choices as one text."""
    params = {name: ", ".join(value) if isinstance(value, tuple) else value for name, value in wrong.params.items()}
    return Reason(f"value_{wrong.code}", **params)


def read_lines(text: str, limit: int) -> str:
    """Text of several lines in NFC, at most `limit` characters. Raises `WrongValue`."""
    told = unicodedata.normalize("NFC", text).replace("\r\n", "\n").strip()
    if any(unicodedata.category(c) in {"Cc", "Cs"} and c not in "\n\t" for c in told) or _TURNING.search(told):
        raise WrongValue("control_character")
    if len(told) > limit:
        raise WrongValue("too_long", limit=limit)
    return told


def read_one_line(problems: Problems, path: str, text: str, limit: int) -> str:
    """One line that must say something; empty with a problem noted when it does not."""
    told = problems.read(path, partial(read_text, limit=limit), text)
    if told is None:
        problems.add(path, "value_missing")
    return told or ""
