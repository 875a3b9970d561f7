"""Ids: 52-bit integers that sort by the time at which they were made.

JavaScript holds integers exactly up to 2^53. From high to low: 37 bits of time in units of 8 ms since 2026 (34 years),
6 bits for the process, 9 bits of a counter (64,000 ids a second in each process; a faster one borrows from the future).
"""

import threading
import time

EPOCH_MS = 1_767_225_600_000
"""2026-01-01T00:00:00Z in milliseconds."""
UNIT_MS = 8
PROCESSES = 64
PER_UNIT = 512


class IdMaker:
    """Makes ids for one process; `process` (0 to 63) must differ between processes of one installation."""

    def __init__(self, process: int = 0) -> None:
        if not 0 <= process < PROCESSES:
            raise ValueError(f"process must be 0 to {PROCESSES - 1}")
        self._process = process
        self._unit = 0
        self._count = 0
        self._lock = threading.Lock()

    def new(self) -> int:
        """The next id; never the same twice, also when the clock is set back."""
        with self._lock:
            unit = (time.time_ns() // 1_000_000 - EPOCH_MS) // UNIT_MS
            if unit > self._unit:
                self._unit, self._count = unit, 0
            elif self._count == PER_UNIT - 1:
                self._unit, self._count = self._unit + 1, 0
            else:
                self._count += 1
            return (self._unit * PROCESSES + self._process) * PER_UNIT + self._count


_maker = IdMaker()


def new_id() -> int:
    """The next id of this process."""
    return _maker.new()


def number_process(process: int) -> None:
    """Say which of the installation's processes this is; once, at start."""
    global _maker  # noqa: PLW0603 - one maker for the whole process is the point
    _maker = IdMaker(process)
