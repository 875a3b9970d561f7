"""What can stand in the way: the server refuses, or a person's words are not understood."""

from collections.abc import Mapping
from typing import Any

from bots.kit.sentences import Phrase

WORTH_A_RETRY = frozenset(
    {"rate_limited", "too_many_requests", "unavailable", "database_busy", "disk_full", "internal"}
)


class Refused(Exception):  # noqa: N818 - an answer, not a fault
    """The server said no.

    `code` is one of the protocol's ("forbidden", "not_found", …); `message` is a sentence for people; `fields` maps
    an argument to what is wrong with it; `retry_after` is in seconds.
    """

    def __init__(
        self,
        code: str,
        message: str = "",
        *,
        fields: Mapping[str, str] | None = None,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(f"{code}: {message}" if message else code)
        self.code = code
        self.message = message
        self.fields = dict(fields or {})
        self.retry_after = retry_after

    @classmethod
    def of(cls, error: Mapping[str, Any]) -> "Refused":
        """From the `error` object of a refusing frame."""
        return cls(
            error["code"],
            error.get("message", ""),
            fields=error.get("fields"),
            retry_after=error.get("retry_after"),
        )

    @property
    def worth_a_retry(self) -> bool:
        """Whether the same request, with the same key, may succeed in a while."""
        return self.code in WORTH_A_RETRY


class Misunderstood(Exception):  # noqa: N818 - an answer to a person, not a fault
    """The words of a command do not fit it; `phrase` tells the person why."""

    def __init__(self, phrase: Phrase) -> None:
        super().__init__(phrase.en)
        self.phrase = phrase
