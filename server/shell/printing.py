"""What the shell prints."""

import sys
from typing import Any

import msgspec

from server.kernel.dispatch import error_view
from server.kernel.errors import Reason, Refusal
from server.kernel.language import Language, say


class Printer:
    """Prints in one language: results to standard output, problems to standard error."""

    def __init__(self, language: Language) -> None:
        self.language: Language = language

    def line(self, text: str) -> None:
        """A line of progress or result."""
        sys.stdout.write(text + "\n")
        sys.stdout.flush()

    def say(self, key: str, **params: Any) -> None:
        """A sentence of the catalogue."""
        self.line(say(Reason(key, **params), self.language))

    def result(self, result: Any) -> None:
        """An operation's answer as indented JSON."""
        self.line(msgspec.json.format(msgspec.json.encode(result), indent=2).decode())

    def problem(self, text: str) -> None:
        """Why it did not work."""
        sys.stderr.write(text + "\n")

    def refusal(self, refusal: Refusal) -> None:
        """What an operation refused, and about which fields."""
        error = error_view(refusal, self.language)
        self.problem(f"{error['code']}: {error['message']}")
        for name, sentence in error.get("fields", {}).items():
            self.problem(f"  {name}: {sentence}")
