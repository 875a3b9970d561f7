"""What was deleted leaves no trace in the SQLite file, and what is searched is found in its one form."""

from pathlib import Path
from typing import cast

import pytest
from tortoise.connection import get_connection

from server.accounts.models import Organisation
from server.kernel.clock import clock
from server.kernel.database import execute, rows, snapshot, spawn, transaction
from server.kernel.database.sqlite import SqliteEngine
from server.kernel.errors import Unavailable
from server.kernel.ids import new_id
from server.kernel.unit_of_work import insert_models
from server.main import House, opened
from server.people.models import PostalAddress
from server.settings import Settings
from tests.schema import make_schema
from tests.world import founded

SAID = "Niemand mag dit nog lezen"


async def test_a_row_that_was_deleted_is_gone_from_the_file_and_its_log(tmp_path: Path) -> None:
    file = tmp_path / "akkoord.sqlite3"
    await make_schema(f"sqlite:///{file}")
    async with opened(Settings(folder=str(tmp_path), database=f"sqlite:///{file}")):
        engine = cast(SqliteEngine, get_connection("default"))
        await _write(SAID)
        await engine.clear_freed([], whole=False)
        assert SAID.encode() in _bytes(file)
        async with transaction():
            await execute('DELETE FROM "organisation" WHERE "slug" = ?', ["weg"])
        await engine.clear_freed([], whole=True)
        assert SAID.encode() not in _bytes(file)


async def test_the_log_is_not_cleared_while_somebody_reads_what_was_before(tmp_path: Path) -> None:
    file = tmp_path / "akkoord.sqlite3"
    await make_schema(f"sqlite:///{file}")
    async with opened(Settings(folder=str(tmp_path), database=f"sqlite:///{file}")):
        engine = cast(SqliteEngine, get_connection("default"))
        await engine._connection.execute("PRAGMA busy_timeout = 50")  # type: ignore[union-attr]
        async with snapshot():
            await rows('SELECT COUNT(*) FROM "organisation"')
            await spawn(_write(SAID))
            with pytest.raises(Unavailable):
                await spawn(engine.clear_freed([], whole=False))
        await engine.clear_freed([], whole=False)


async def _write(name: str) -> None:
    made = Organisation(id=new_id(), name=name, slug="weg", created_at=clock.now())
    async with transaction():
        await insert_models(Organisation, [made])


def _bytes(file: Path) -> bytes:
    return b"".join(each.read_bytes() for each in file.parent.glob(f"{file.name}*") if each.is_file())


async def test_a_row_is_found_by_the_form_in_which_its_text_is_searched(house: House) -> None:
    choir = await founded(house)
    own = {"organisation_id": choir.organisation, "contact_id": choir.jonas.contact}
    row = PostalAddress(id=new_id(), place=1, town="MÉCHELEN  Noord", **own)
    async with choir.house.units.write() as unit:
        unit.add(row)
    found = PostalAddress.filter(organisation_id=choir.organisation, search_town="mechelen noord")
    assert [each.id for each in await found] == [row.id]
    async with choir.house.units.write() as unit:
        unit.change(row, town="Leest")
    assert not await found.exists()
