"""Our own migrations: they build what the models say, both ways, on both databases."""

from server.kernel.database import DatabaseAddress
from server.kernel.migrations import ZERO, drift, migrate, pending
from server.models import MODEL_MODULES


async def test_models_and_migrations_agree_and_every_foreign_key_has_an_index(database_url: str) -> None:
    assert await drift(MODEL_MODULES, address=DatabaseAddress(database_url)) == []


async def test_all_migrations_can_be_applied_and_undone(database_url: str) -> None:
    address, said = DatabaseAddress(database_url), list[str]()
    await migrate(address, report=said.append)
    assert await pending(address) == []
    await migrate(address, target=ZERO, report=said.append)
    assert said[-1] == "Done."
