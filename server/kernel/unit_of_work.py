"""All that one transaction writes, written at its end by as few statements as possible.

Rows, events and jobs are gathered while an operation runs. At the end the organisation's log gives each event its
place, rows take theirs as `rev`, and everything goes in one INSERT a table. Many operations may share a unit
(group commit): a thousand messages cost the statements of one.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from tortoise.models import Model

from server.kernel.clock import clock
from server.kernel.database import rows as fetch
from server.kernel.database.fields import microseconds
from server.kernel.database.searching import search_columns
from server.kernel.database.statements import execute, insert_rows, marks
from server.kernel.events import Event, followers
from server.kernel.ids import new_id
from server.kernel.jobs import Pending
from server.kernel.models import LiveRow
from server.kernel.site import Site


class UnitOfWork:
    """Gathers what a transaction will write."""

    def __init__(self) -> None:
        self._added: dict[type[Model], list[Model]] = defaultdict(list)
        self._changed: dict[int, tuple[Model, set[str]]] = {}
        self.events: list[Event] = []
        self.jobs: list[Pending] = []

    def add(self, *rows: Model) -> None:
        """Insert rows at the end."""
        for row in rows:
            self._added[type(row)].append(row)

    def change(self, row: Model, **values: Any) -> None:
        """Set values on a saved row, and update it at the end."""
        for name, value in values.items():
            setattr(row, name, value)
        if row._saved_in_db:
            self._changed.setdefault(id(row), (row, set()))[1].update(values)

    def emit(self, *events: Event) -> None:
        """Tell facts after the commit."""
        self.events.extend(events)

    def enqueue(self, job: Pending) -> None:
        """Have work done after the commit."""
        self.jobs.append(job)

    def join(self, other: "UnitOfWork") -> None:
        """Take over what another unit gathered, behind what is here."""
        for model, added in other._added.items():
            self._added[model].extend(added)
        self._changed.update(other._changed)
        self.events.extend(other.events)
        self.jobs.extend(other.jobs)

    async def flush(self, site: Site) -> None:
        """Write everything; the caller commits."""
        await self.place_events()
        await self.write_added()
        for row, names in self._changed.values():
            await self._update(row, names)
        await self._write_events()
        made = (make(event, site) for event in self.events for make in followers.get(event.name, ()))
        self.jobs += [job for job in made if job is not None]
        await self._write_jobs()

    async def write_added(self) -> None:
        """Insert what was added until now, for statements that go on from it; it gets its `rev` at the end."""
        for model, added in self._added.items():
            await insert_models(model, added)
            for row in added:
                row._saved_in_db = True
        self._added.clear()

    async def place_events(self) -> None:
        """Give each event its place in its organisation's log; the log's counter stays locked until the commit."""
        fresh = [event for event in self.events if not event.pos]
        counts = Counter(event.organisation for event in fresh)
        if not counts:
            return
        last = await take_numbers("organisation_stream", "pos", "organisation_id", counts)
        following = {organisation: last[organisation] - count for organisation, count in counts.items()}
        for event in fresh:
            following[event.organisation] += 1
            event.placed(following[event.organisation])
            if isinstance(event.row, LiveRow):
                self.change(event.row, rev=event.pos)

    async def _update(self, row: Model, names: Iterable[str]) -> None:
        columns = sorted({*names, *search_columns(type(row), names)})
        values = [database_value(row, name) for name in columns]
        setting = ", ".join(f'"{column_of(type(row), name)}" = ?' for name in columns)
        own = ' AND "organisation_id" = ?' if "organisation_id" in row._meta.fields_map else ""
        owner = [row.organisation_id] if own else []  # type: ignore[attr-defined]
        await execute(f'UPDATE "{row._meta.db_table}" SET {setting} WHERE "id" = ?{own}', [*values, row.pk, *owner])

    async def _write_events(self) -> None:
        at = microseconds(clock.now())
        records = []
        for event in self.events:
            reach = event.of.reach(event.row)
            account = reach.accounts[0] if reach.accounts else None
            place = (event.organisation, event.pos)
            records.append((new_id(), *place, event.name, event.row.id, reach.conversation, account, at))
        columns = ("id", "organisation_id", "pos", "kind", "ref", "conversation_id", "account_id", "at")
        await insert_rows("event", columns, records)

    async def _write_jobs(self) -> None:
        at = clock.now()
        unique = {job.unique_key or id(job): job for job in self.jobs}
        records = [job.record(at) for job in unique.values()]
        # A job that waits already under the same key will see this change too.
        await insert_rows("job", Pending.COLUMNS, records, 'ON CONFLICT ("unique_key") DO NOTHING')


async def take_numbers(
    table: str, column: str, key: str, counts: dict[int, int], organisations: Sequence[int] | None = None
) -> dict[int, int]:
    """Raise several counters at once by the given amounts; the new value of each, by its key.

    The rows stay locked until the commit, so that numbers are dense and in the order of commits.
    """
    cases = " ".join("WHEN ? THEN ?" for _ in counts)
    amounts = [value for pair in sorted(counts.items()) for value in pair]
    keys = sorted(counts)
    own = f' AND "organisation_id" IN ({marks(organisations)})' if organisations else ""
    sql = (
        f'UPDATE "{table}" SET "{column}" = "{column}" + CASE "{key}" {cases} ELSE 0 END '
        f'WHERE "{key}" IN ({marks(keys)}){own} RETURNING "{key}", "{column}"'
    )
    return {row[key]: row[column] for row in await fetch(sql, [*amounts, *keys, *(organisations or ())])}


async def insert_models(model: type[Model], added: Sequence[Model]) -> None:
    """Insert rows of one model by multi-row INSERT."""
    meta = model._meta
    columns = [column for name, column in meta.fields_db_projection.items() if name != "pk"]
    turned = [(name, meta.fields_map[name].to_db_value) for name in meta.fields_db_projection if name != "pk"]
    records = [[to_db(getattr(row, name), row) for name, to_db in turned] for row in added]
    await insert_rows(meta.db_table, columns, records)


def database_value(row: Model, name: str) -> Any:
    """A field's value as the driver wants it."""
    return row._meta.fields_map[name].to_db_value(getattr(row, name), row)


def column_of(model: type[Model], name: str) -> str:
    """The column of a field."""
    return model._meta.fields_db_projection[name]
