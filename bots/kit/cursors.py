"""How far a bot has heard, held back to the first command it has not answered yet."""

import json
import logging
import os
from collections import defaultdict, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

SNAPSHOT = 0  # stands among command ids for the pages still to come
log = logging.getLogger("akkoord.bots")


@dataclass
class _Mark:
    cursor: str
    waits_for: set[int] = field(default_factory=set)


class Cursors:
    """One cursor per organisation.

    The server takes a cursor as "all before this is settled" and sends no older command again, so a cursor that ran
    ahead of an answer would lose that command in a crash.
    """

    def __init__(self, settled: Mapping[int, str] | None = None) -> None:
        self.settled: dict[int, str] = dict(settled or {})
        self._marks: defaultdict[int, deque[_Mark]] = defaultdict(deque)

    def restart(self) -> None:
        """A new connection resumes from what is settled: what was heard beyond it comes again."""
        self._marks.clear()

    def forget(self) -> None:
        """Start afresh: the server does not know these cursors."""
        self._marks.clear()
        self.settled.clear()

    def advance(self, organisation: int, cursor: str, waits_for: Iterable[int] = ()) -> None:
        """Heard up to `cursor`, which is settled once the commands `waits_for` are."""
        self._marks[organisation].append(_Mark(cursor, set(waits_for)))
        self._settle_up(organisation)

    def begin_snapshot(self, organisation: int, cursor: str) -> None:
        """Live from `cursor`, which is settled once the snapshot before it is in."""
        self.advance(organisation, cursor, [SNAPSHOT])

    def extend_snapshot(self, organisation: int, waits_for: Iterable[int], *, complete: bool) -> None:
        """A page of the snapshot is in, with these commands to answer."""
        mark = self._marks[organisation][0]
        mark.waits_for.update(waits_for)
        if complete:
            mark.waits_for.discard(SNAPSHOT)
        self._settle_up(organisation)

    def settle(self, command: int) -> None:
        """This command needs no answer any more."""
        for organisation, marks in self._marks.items():
            for mark in marks:
                mark.waits_for.discard(command)
            self._settle_up(organisation)

    def _settle_up(self, organisation: int) -> None:
        marks = self._marks[organisation]
        while marks and not marks[0].waits_for:
            self.settled[organisation] = marks.popleft().cursor


class StateFile:
    """Cursors between two runs of a bot. Losing the file loses nothing: the bot then asks for a whole snapshot."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def load(self) -> dict[int, str]:
        """Organisation id → cursor; empty when there is no file or it cannot be read as one."""
        try:
            stored = json.loads(self._path.read_text("utf-8"))
            return {int(organisation): str(cursor) for organisation, cursor in stored.items()}
        except FileNotFoundError:
            return {}
        except (ValueError, AttributeError):
            log.warning("the state file holds no cursors; starting from a snapshot")
            return {}

    def save(self, settled: Mapping[int, str]) -> None:
        """Replace the file in one step, so that a crash leaves the old one or the new one."""
        beside = self._path.with_name(f"{self._path.name}.{os.getpid()}")
        text = json.dumps({str(organisation): cursor for organisation, cursor in settled.items()})
        try:
            beside.write_text(text, "utf-8")
            beside.replace(self._path)
        except OSError as trouble:
            log.warning("the state file could not be written: %s", trouble)
