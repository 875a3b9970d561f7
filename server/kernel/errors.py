"""What can be refused, under which code, and the HTTP status that fits it."""

from typing import Any

STATUS = {
    "malformed": 400,
    "unauthenticated": 401,
    "second_factor": 401,
    "forbidden": 403,
    "foreign_origin": 403,
    "not_found": 404,
    "unknown_operation": 404,
    "conflict": 409,
    "key_conflict": 409,
    "cursor_refused": 409,
    "too_large": 413,
    "invalid": 422,
    "rate_limited": 429,
    "too_many_requests": 429,
    "internal": 500,
    "database_busy": 503,
    "disk_full": 503,
    "unavailable": 503,
}
"""HTTP status for each code of a refusal; the codes are the same on every transport."""


class Refusal(Exception):  # noqa: N818 - a refusal is an answer, not a fault
    """An operation says no. Nothing that it wrote is kept.

    `code` is one of `STATUS`; `reason` picks the sentence (the code itself when not given); `params` fill it in;
    `fields` maps a field's path to the reason that concerns it; `retry_after` is in seconds.
    """

    def __init__(
        self,
        code: str,
        reason: str | None = None,
        *,
        fields: "dict[str, Reason] | None" = None,
        retry_after: float | None = None,
        **params: Any,
    ) -> None:
        super().__init__(reason or code)
        self.code = code
        self.reason = Reason(reason or code, **params)
        self.fields = fields or {}
        self.retry_after = retry_after

    @property
    def status(self) -> int:
        """The HTTP status that fits the code."""
        return STATUS[self.code]


class Reason:
    """A sentence to be said in the reader's language: a key of the catalogue and what fills it in."""

    __slots__ = ("key", "params")

    def __init__(self, key: str, **params: Any) -> None:
        self.key = key
        self.params = params

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Reason) and (self.key, self.params) == (other.key, other.params)

    def __hash__(self) -> int:
        return hash(self.key)

    def __repr__(self) -> str:
        return f"Reason({self.key!r}, {self.params!r})"


class Unavailable(Refusal):
    """Something that we need is busy or away; the same request may succeed later."""

    def __init__(self, code: str = "unavailable", retry_after: float = 2.0, reason: str | None = None) -> None:
        super().__init__(code, reason, retry_after=retry_after)


def not_found() -> Refusal:
    """The one answer for what does not exist and for what the actor may not know of."""
    return Refusal("not_found")


class StartRefused(Exception):  # noqa: N818
    """The server cannot start; the reason says what to do about it."""

    def __init__(self, reason: str, **params: Any) -> None:
        super().__init__(reason)
        self.reason = Reason(reason, **params)
