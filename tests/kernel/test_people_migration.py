"""Migration 0002 keeps what a choir of the first version had, there and back, on both databases."""

from datetime import date
from typing import Any

from migrations._moves_0002 import Sql
from server.kernel.database import DatabaseAddress
from server.kernel.migrations import migrate
from server.kernel.migrations.connection import connected

CHOIR, CLARA, JONAS, SEASON, GROUP, HERE, FAMILY = 10, 11, 12, 13, 14, 15, 16
AT = 1_790_000_000_000_000


async def rows(address: DatabaseAddress, sql: str) -> list[dict[str, Any]]:
    """What a query finds."""
    async with connected(address) as engine:
        return await Sql(engine).rows(sql)


async def fill(address: DatabaseAddress) -> None:
    """A choir as the first version kept it."""
    own = {"organisation_id": CHOIR}
    async with connected(address) as engine, engine._in_transaction() as client:
        sql = Sql(client)

        async def add(table: str, number: int, **columns: Any) -> None:
            names = ", ".join(f'"{name}"' for name in ("id", *columns))
            marks = ", ".join("?" * (len(columns) + 1))
            await sql.run(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', number, *columns.values())

        choir = {"name": "Koor De Rietvink", "slug": "rietvink", "zone": "Europe/Brussels", "language": "nl"}
        await add("organisation", CHOIR, **choir, created_at=AT)
        for number, login in ((1, "clara"), (2, "jonas")):
            person = {"kind": "person", "login": login, "name": login.title(), "language": "nl"}
            await add("account", number, **person, mail_messages=True, created_at=AT)
        reach = {"street": "Lisdoddelaan 4", "postcode": "2800", "town": "Méchelen"}
        named = {"language": "nl", "created_at": AT, "rev": 3, **own}
        clara = {"first_name": "Clara", "last_name": "Lisvelde", "search_name": "clara lisvelde"}
        jonas = {"first_name": "Jonas", "last_name": "Schorrevelt", "search_name": "jonas schorrevelt"}
        await add("contact", CLARA, **clara, phone="0470 00 00 01", **reach, **named)
        await add("contact", JONAS, **jonas, **named)
        granted = {"granted_at": AT, **own}
        for number, capability in enumerate(("members", "conversations", "agenda", "settings"), start=100):
            await add("grant", number, account_id=1, capability=capability, **granted)
        await add("grant", 104, account_id=2, capability="agenda", **granted)
        await add("grant", 105, account_id=2, capability="members", ended_at=AT + 1, **granted)
        moments = {"created_at": AT, "expires_at": AT + 1}
        ticket = {"kind": "invitation", "inviter": "", "address": "an@rietvink.example", **moments, **own}
        every = "agenda conversations members settings"
        await add("ticket", 110, secret_hash="a" * 64, capabilities=every, **ticket)
        await add("ticket", 111, secret_hash="b" * 64, capabilities="", **ticket)
        await _groups(add, own)


async def _groups(add: Any, own: dict[str, int]) -> None:
    await add("season", SEASON, name="2026-2027", first_day=date(2026, 9, 1), last_day=date(2027, 8, 31), **own)
    await add("group", GROUP, name="Sopranen", **own)
    await add("group_season", HERE, group_id=GROUP, season_id=SEASON, **own)
    for number, contact, function in ((120, CLARA, "Voorzitter"), (121, CLARA, "Zanger"), (122, JONAS, "Zanger")):
        await add("placement", number, contact_id=contact, group_season_id=HERE, function=function, active=True, **own)
    await add("family", FAMILY, name="Lisvelde", **own)
    await add("family_member", 130, family_id=FAMILY, contact_id=CLARA, role="parent", **own)
    await add("family_member", 131, family_id=FAMILY, contact_id=JONAS, role="child", **own)


def quiet(_line: str) -> None:
    """Nobody listens."""


async def test_what_a_choir_had_is_there_in_its_new_place(database_url: str) -> None:
    address = DatabaseAddress(database_url)
    await migrate(address, target="0001", report=quiet)
    await fill(address)
    await migrate(address, report=quiet)
    held = await rows(
        address,
        'SELECT g."account_id", r."key", r."name", g."ended_at", COUNT(c."id") AS "many" FROM "grant" g '
        'JOIN "role" r ON r."id" = g."role_id" JOIN "role_capability" c ON c."role_id" = r."id" '
        'GROUP BY g."id", g."account_id", r."key", r."name", g."ended_at" ORDER BY g."account_id", r."name"',
    )
    assert [(row["account_id"], row["key"], row["name"], row["many"]) for row in held] == [
        (1, "admin", "Beheerder", 8),
        (2, None, "Rechten: agenda", 1),
        (2, None, "Rechten: members", 1),
    ]
    assert [row["ended_at"] is not None for row in held] == [False, False, True]
    joined = 'SELECT t."id", o."{}" AS "told" FROM "{}" t LEFT JOIN "{}" o ON o."id" = t."{}_id" ORDER BY t."id"'
    invited = await rows(address, joined.format("key", "ticket", "role", "role"))
    assert [(row["id"], row["told"]) for row in invited] == [(110, "admin"), (111, None)]
    placed = await rows(address, joined.format("name", "placement", "group_function", "function"))
    assert [(row["id"], row["told"]) for row in placed] == [(120, "Voorzitter"), (121, "Zanger"), (122, "Zanger")]
    family = await rows(address, joined.format("key", "family_member", "family_function", "function"))
    assert [(row["id"], row["told"]) for row in family] == [(130, "parent"), (131, "child")]
    assert [row["number"] for row in await rows(address, 'SELECT * FROM "phone"')] == ["0470 00 00 01"]
    (post,) = await rows(address, 'SELECT * FROM "postal_address"')
    assert (post["contact_id"], post["town"], post["search_town"]) == (CLARA, "Méchelen", "mechelen")


async def test_all_that_the_first_version_knew_is_there_again_after_going_back(database_url: str) -> None:
    address = DatabaseAddress(database_url)
    await migrate(address, target="0001", report=quiet)
    await fill(address)
    asked = (
        'SELECT "id", "phone", "street", "postcode", "town" FROM "contact" ORDER BY "id"',
        'SELECT "account_id", "capability", "granted_at", "ended_at" FROM "grant" ORDER BY 1, 2',
        'SELECT "id", "capabilities" FROM "ticket" ORDER BY 1',
        'SELECT "id", "function" FROM "placement" ORDER BY 1',
        'SELECT "id", "role" FROM "family_member" ORDER BY 1',
    )
    before = [await rows(address, sql) for sql in asked]
    await migrate(address, report=quiet)
    await migrate(address, target="0001", report=quiet)
    assert [await rows(address, sql) for sql in asked] == before
    await migrate(address, report=quiet)
    assert len(await rows(address, 'SELECT * FROM "placement"')) == 3
