"""The one place that knows what time it is."""

from collections.abc import Callable
from datetime import UTC, datetime


class Clock:
    """Tells the time in UTC, to the microsecond. Tests stand it still with `set`."""

    def __init__(self) -> None:
        self._source: Callable[[], datetime] = _system_time

    def now(self) -> datetime:
        """The moment in UTC."""
        return self._source()

    def set(self, source: Callable[[], datetime] | None) -> None:
        """Take the time from elsewhere; None for the system's clock again."""
        self._source = source or _system_time


def _system_time() -> datetime:
    return datetime.now(UTC)


clock = Clock()
