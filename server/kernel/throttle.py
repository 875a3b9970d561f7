"""Throttles: so many attempts for each key in a stretch of time, counted in memory."""

from collections import OrderedDict

from server.kernel.clock import clock
from server.kernel.errors import Refusal

KEYS = 10_000


class Throttle:
    """Allows `attempts` for each key within `seconds`; the oldest keys are forgotten first."""

    def __init__(self, attempts: int, seconds: float) -> None:
        self._attempts = attempts
        self._seconds = seconds
        self._seen: OrderedDict[str, list[float]] = OrderedDict()

    def attempt(self, key: str) -> None:
        """Count an attempt. Raises `Refusal("rate_limited")` with the seconds to wait."""
        now = clock.now().timestamp()
        recent = [at for at in self._seen.pop(key, []) if at > now - self._seconds]
        if len(recent) >= self._attempts:
            self._seen[key] = recent
            wait = recent[0] + self._seconds - now
            raise Refusal("rate_limited", seconds=max(1, round(wait)), retry_after=wait)
        self._seen[key] = [*recent, now]
        while len(self._seen) > KEYS:
            self._seen.popitem(last=False)

    def forget(self, key: str) -> None:
        """A success: the attempts before it count no longer."""
        self._seen.pop(key, None)

    def reset(self) -> None:
        """Forget all."""
        self._seen.clear()
