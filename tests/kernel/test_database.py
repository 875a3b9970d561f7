"""The database of a process: who may open it, moments, JSON, counting, the traps of stock Tortoise."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from tortoise.context import TortoiseContext
from tortoise.exceptions import IntegrityError
from tortoise.queryset import QuerySet

from server.kernel.database import (
    Database,
    MomentField,
    execute,
    rows,
    snapshot,
    statement_watchers,
    transaction,
)
from tests.kernel.models_choir import Choir, Rehearsal, Singer, create_tables, opened
from tests.kernel.models_stock import Concert

REHEARSAL = datetime(2026, 11, 26, 19, 0, tzinfo=UTC)
BRUSSELS = ZoneInfo("Europe/Brussels")


async def rehearse(*moments: datetime) -> None:
    async with transaction():
        for number, moment in enumerate(moments, 1):
            await Rehearsal.create(id=number, starts_at=moment, remarks={"hall": "Parochiezaal"})


async def ids(found: "QuerySet[Rehearsal]") -> list[int]:
    return [rehearsal.id for rehearsal in await found]


# Moments


@pytest.mark.parametrize("wrong", [datetime(2026, 11, 26, 19, 0), date(2026, 11, 26), "2026-11-26T19:00:00Z"])  # noqa: DTZ001
async def test_what_is_no_moment_is_refused(database: Database, wrong: Any) -> None:
    with pytest.raises(ValueError, match="zone"):
        await rehearse(wrong)
    with pytest.raises(ValueError, match="zone"):
        await Rehearsal.filter(starts_at__gte=wrong)
    with pytest.raises(ValueError, match="zone"):
        await Rehearsal.filter(starts_at__in=[wrong])


async def test_moments_compare_by_time_whatever_their_zone(database: Database) -> None:
    await rehearse(REHEARSAL, (REHEARSAL + timedelta(hours=1)).astimezone(BRUSSELS))
    same = REHEARSAL.astimezone(timezone(timedelta(hours=-5)))
    assert await ids(Rehearsal.filter(starts_at=same)) == [1]
    assert await ids(Rehearsal.filter(starts_at__gt=same)) == [2]
    assert await ids(Rehearsal.filter(starts_at__range=(same, same))) == [1]
    assert await ids(Rehearsal.all().order_by("-starts_at")) == [2, 1]


async def test_a_moment_comes_back_in_utc_to_the_microsecond(database: Database) -> None:
    exact = REHEARSAL.replace(microsecond=123_457)
    await rehearse(exact.astimezone(BRUSSELS))
    read = (await Rehearsal.get(id=1)).starts_at
    assert read == exact
    assert read.utcoffset() == timedelta(0)


async def test_an_hour_that_comes_twice_is_two_moments(database: Database) -> None:
    summer = datetime(2026, 10, 25, 2, 30, tzinfo=BRUSSELS)
    await rehearse(summer, summer.replace(fold=1))
    first, second = await Rehearsal.all().order_by("starts_at")
    assert second.starts_at - first.starts_at == timedelta(hours=1)


def test_moments_before_1970_keep_their_microseconds() -> None:
    field, old = MomentField(), datetime(1912, 4, 15, 2, 20, 0, 1, tzinfo=UTC)
    assert field.to_python_value(field.to_db_value(old, Rehearsal)) == old


@pytest.fixture
async def stock(tmp_path: Path) -> AsyncIterator[None]:
    """Stock Tortoise on SQLite, with one concert at 19:00 UTC."""
    async with TortoiseContext() as context:
        connection = {
            "engine": "tortoise.backends.sqlite",
            "credentials": {"file_path": str(tmp_path / "stock.sqlite3")},
        }
        app = {"models": ["tests.kernel.models_stock"], "default_connection": "default"}
        await context.init(config={"connections": {"default": connection}, "apps": {"stock": app}})
        await context.generate_schemas()
        await Concert.create(id=1, starts_at=REHEARSAL, remarks={"hall": "Parochiezaal"})
        yield


async def test_stock_tortoise_compares_moments_as_text(stock: None) -> None:
    """Why there is `MomentField`: 20:30 in Brussels is after 19:00 UTC, and `+01:00` sorts otherwise than `+00:00`."""
    later = datetime(2026, 11, 26, 19, 30, tzinfo=UTC)
    earlier_as_text = later.astimezone(timezone(timedelta(hours=-5)))
    assert await Concert.filter(starts_at__lt=later).count() == 1
    assert await Concert.filter(starts_at__lt=earlier_as_text).count() == 0


# What Tortoise cannot do on SQLite


async def test_stock_tortoise_cannot_filter_json_on_sqlite(stock: None) -> None:
    """Why nothing is sought inside JSON: what is sought has a column."""
    with pytest.raises(NotImplementedError, match="executor"):
        await Concert.filter(remarks__contains={"hall": "Parochiezaal"})


async def test_json_is_kept_and_read_whole_on_both(database: Database) -> None:
    await rehearse(REHEARSAL)
    assert (await Rehearsal.get(id=1)).remarks == {"hall": "Parochiezaal"}


async def test_stock_tortoise_leaves_select_for_update_out_on_sqlite(stock: None) -> None:
    """Why rows are locked by updating them (`UPDATE … RETURNING`), and never by reading them."""
    assert "FOR UPDATE" not in Concert.all().select_for_update().sql()


# Rules of the tables


async def test_a_singer_of_no_choir_is_refused(database: Database) -> None:
    with pytest.raises(IntegrityError):
        async with transaction():
            await Singer.create(id=7, name="Jonas", choir_id=99)
    assert await Singer.all().count() == 1


async def enrol_in_no_choir() -> None:
    async with transaction():
        await execute("PRAGMA defer_foreign_keys = ON")
        await execute('INSERT INTO "singer" ("id", "name", "choir_id") VALUES (7, ?, 99)', ["Jonas"])


async def test_what_is_refused_at_the_commit_keeps_nothing(tmp_path: Path) -> None:
    async with opened(f"sqlite:///{tmp_path / 'akkoord.sqlite3'}"):
        await create_tables()
        with pytest.raises(IntegrityError):
            await enrol_in_no_choir()
        async with transaction():
            assert await Singer.all().count() == 1


async def test_singers_go_with_their_choir(database: Database) -> None:
    async with transaction():
        assert await execute('DELETE FROM "choir" WHERE "id" = ?', [1]) == 1
    assert await Singer.all().count() == 0


async def test_execute_counts_the_rows_that_it_touched(database: Database) -> None:
    async with transaction():
        insert = 'INSERT INTO "singer" ("id", "name", "choir_id") VALUES (?, ?, 1), (?, ?, 1)'
        assert await execute(insert, [2, "Jonas", 3, "An"]) == 2
        assert await execute('UPDATE "singer" SET "name" = "name"') == 3
        assert await execute('UPDATE "singer" SET "name" = ? WHERE "id" = ? RETURNING "id"', ["Anke", 3]) == 1
        assert await execute('DELETE FROM "singer" WHERE "id" > ?', [9]) == 0


async def test_rows_gives_what_a_change_returns(database: Database) -> None:
    async with transaction():
        changed = await rows('UPDATE "singer" SET "name" = ? RETURNING "id", "name"', ["Clara Peeters"])
    assert changed == [{"id": 1, "name": "Clara Peeters"}]


async def test_watchers_see_each_statement(database: Database) -> None:
    seen: list[str] = []
    statement_watchers.append(seen.append)
    try:
        await Singer.all().count()
        async with snapshot():
            await rows('SELECT "id" FROM "singer" WHERE "id" = ?', [1])
        async with transaction():
            await execute('UPDATE "singer" SET "name" = "name"')
    finally:
        statement_watchers.remove(seen.append)
    assert [statement.split()[0] for statement in seen] == ["SELECT", "SELECT", "UPDATE"]


async def test_an_id_is_the_rowid_on_sqlite() -> None:
    assert Choir._meta.pk.get_for_dialect("sqlite", "SQL_TYPE") == "INTEGER"
    assert Choir._meta.pk.get_for_dialect("postgres", "SQL_TYPE") == "BIGINT"
    assert not Choir._meta.pk.generated
