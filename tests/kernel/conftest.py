"""An empty database with a package of migrations, and one with a choir in it."""

import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from server.kernel.database import Database, DatabaseAddress
from tests.kernel.choir_versions import CHOIR
from tests.kernel.models_choir import create_tables, opened
from tests.kernel.workshop import Workshop


@pytest.fixture
async def database(database_url: str) -> AsyncIterator[Database]:
    """The database of `models_choir`, open, with Koor De Rietvink and Clara in it."""
    async with opened(database_url) as database:
        await create_tables()
        yield database


@pytest.fixture
def workshop(tmp_path: Path, database_url: str, monkeypatch: pytest.MonkeyPatch) -> Workshop:
    """An empty database, and a package without migrations."""
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    monkeypatch.syspath_prepend(tmp_path)
    return Workshop(tmp_path, DatabaseAddress(database_url))


@pytest.fixture
async def choir(workshop: Workshop) -> Workshop:
    """The first migration written and applied, with Koor De Rietvink in its tables."""
    await workshop.make(CHOIR, "initial")
    await workshop.migrate()
    await workshop.fill()
    return workshop
