"""The rows that `0002_people_and_access` moves: capabilities become roles, functions and parts in families become rows
of their own, telephone numbers and postal addresses too."""

from collections import defaultdict
from typing import Any

from server.kernel.database.searching import search_form
from server.kernel.ids import new_id

OLD_CAPABILITIES = {"members", "conversations", "agenda", "settings"}
CAPABILITIES = OLD_CAPABILITIES | {"roster", "news", "mailings", "access"}
FIRST_ROLES = {
    "admin": (("Beheerder", "Administrator"), CAPABILITIES),
    "members": (("Ledenbeheerder", "Member administrator"), {"members", "roster"}),
    "leader": (("Groepsleider", "Group leader"), {"roster"}),
}
FAMILY_FUNCTIONS = {
    "child": ("Kind", "Child", False, True),
    "parent": ("Ouder", "Parent", True, False),
    "step_parent": ("Plusouder", "Step-parent", True, False),
    "guardian": ("Voogd", "Guardian", True, False),
    "grandparent": ("Grootouder", "Grandparent", False, False),
    "partner": ("Partner", "Partner", False, False),
}


class Sql:
    """Statements with `?` on either database."""

    def __init__(self, client: Any) -> None:
        self._client = client
        self._numbered = client.capabilities.dialect == "postgres"

    async def rows(self, sql: str, *values: Any) -> list[dict[str, Any]]:
        """What a query finds."""
        found: list[dict[str, Any]] = await self._client.execute_query_dict(self._own(sql), list(values))
        return found

    async def run(self, sql: str, *values: Any) -> None:
        """Change rows."""
        await self._client.execute_query(self._own(sql), list(values))

    async def insert(self, table: str, **columns: Any) -> int:
        """Add a row with an id of its own."""
        made = new_id()
        names = ", ".join(f'"{name}"' for name in ("id", *columns))
        await self.run(
            f'INSERT INTO "{table}" ({names}) VALUES ({", ".join("?" * (len(columns) + 1))})', made, *columns.values()
        )
        return made

    def _own(self, sql: str) -> str:
        parts = sql.split("?")
        if not self._numbered:
            return sql
        return parts[0] + "".join(f"${number}{part}" for number, part in enumerate(parts[1:], start=1))


async def move_forward(_apps: Any, editor: Any) -> None:
    """Every organisation gets its roles and its functions, and what it had points at them."""
    sql = Sql(editor.client)
    for organisation in await sql.rows('SELECT "id", "language", "created_at" FROM "organisation"'):
        word = 1 if organisation["language"] == "en" else 0
        await _Roles(sql, organisation, word).move()
        await _families_forward(sql, organisation["id"], word)
        await _functions_forward(sql, organisation["id"])
        await _reach_forward(sql, organisation["id"])
    await sql.run('UPDATE "command" SET "reader_id" = "caller_account"')


class _Roles:
    """Sets of capabilities become roles, each once."""

    def __init__(self, sql: Sql, organisation: dict[str, Any], word: int) -> None:
        self._sql = sql
        self._own = {"organisation_id": organisation["id"]}
        self._at = organisation["created_at"]
        self._word = word
        self._known: dict[frozenset[str], int] = {}

    async def move(self) -> None:
        for key, (names, held) in FIRST_ROLES.items():
            await self._make(names[self._word], frozenset(held), key)
        await self._grants()
        await self._tickets()

    async def _make(self, name: str, held: frozenset[str], key: str | None = None) -> int:
        role = await self._sql.insert("role", name=name, key=key, created_at=self._at, **self._own)
        for capability in sorted(held):
            await self._sql.insert("role_capability", role_id=role, capability=capability, **self._own)
        self._known[held] = role
        return role

    async def _role_with(self, held: set[str]) -> int:
        """Whoever had all that there was is an administrator now."""
        wanted = frozenset(CAPABILITIES if held >= OLD_CAPABILITIES else held)
        if wanted in self._known:
            return self._known[wanted]
        return await self._make(f"{('Rechten', 'Rights')[self._word]}: {', '.join(sorted(wanted))}"[:60], wanted)

    async def _grants(self) -> None:
        organisation = self._own["organisation_id"]
        held: dict[tuple[int, int | None], dict[str, int]] = defaultdict(dict)
        for row in await self._sql.rows('SELECT * FROM "grant" WHERE "organisation_id" = ?', organisation):
            held[row["account_id"], row["ended_at"]][row["capability"]] = row["granted_at"]
        await self._sql.run('DELETE FROM "grant" WHERE "organisation_id" = ?', organisation)
        for (account, ended_at), capabilities in held.items():
            role = await self._role_with(set(capabilities))
            granted_at = min(capabilities.values())
            days = {"granted_at": granted_at, "ended_at": ended_at}
            await self._sql.insert("grant", account_id=account, role_id=role, scope="organisation", **days, **self._own)

    async def _tickets(self) -> None:
        organisation = self._own["organisation_id"]
        told = 'SELECT "id", "capabilities" FROM "ticket" WHERE "organisation_id" = ? AND "capabilities" <> ?'
        for row in await self._sql.rows(told, organisation, ""):
            role = await self._role_with(set(row["capabilities"].split()))
            await self._sql.run('UPDATE "ticket" SET "role_id" = ? WHERE "id" = ?', role, row["id"])


async def _families_forward(sql: Sql, organisation: int, word: int) -> None:
    for position, (key, (*names, access, child)) in enumerate(FAMILY_FUNCTIONS.items()):
        kind = {"gives_access": access, "is_child": child, "position": position}
        made = await sql.insert("family_function", organisation_id=organisation, name=names[word], key=key, **kind)
        update = 'UPDATE "family_member" SET "function_id" = ? WHERE "organisation_id" = ? AND "role" = ?'
        await sql.run(update, made, organisation, key)


async def _functions_forward(sql: Sql, organisation: int) -> None:
    named = 'SELECT DISTINCT "function_name" FROM "placement" WHERE "organisation_id" = ? ORDER BY "function_name"'
    for position, row in enumerate(await sql.rows(named, organisation)):
        name = row["function_name"]
        made = await sql.insert("group_function", organisation_id=organisation, name=name, position=position)
        update = 'UPDATE "placement" SET "function_id" = ? WHERE "organisation_id" = ? AND "function_name" = ?'
        await sql.run(update, made, organisation, name)


async def _reach_forward(sql: Sql, organisation: int) -> None:
    columns = '"id", "phone", "street", "postcode", "town"'
    for row in await sql.rows(f'SELECT {columns} FROM "contact" WHERE "organisation_id" = ?', organisation):
        own = {"organisation_id": organisation, "contact_id": row["id"], "place": 1}
        if row["phone"]:
            await sql.insert("phone", number=row["phone"], **own)
        where = {name: row[name] for name in ("street", "postcode", "town")}
        if any(where.values()):
            searched = {f"search_{name}": search_form(value or "") for name, value in where.items()}
            await sql.insert("postal_address", **where, **searched, **own)


async def move_back(_apps: Any, editor: Any) -> None:
    """What the older version knows goes back to where it was; what it does not know is gone."""
    sql = Sql(editor.client)
    await _grants_back(sql)
    await _tickets_back(sql)
    await sql.run(
        'UPDATE "family_member" SET "role" = COALESCE((SELECT CASE WHEN f."is_child" THEN \'child\' '
        "WHEN f.\"key\" IN ('partner', 'guardian') THEN f.\"key\" WHEN f.\"gives_access\" THEN 'parent' ELSE 'partner' END "
        'FROM "family_function" f WHERE f."id" = "family_member"."function_id"), \'partner\')'
    )
    await sql.run(
        'UPDATE "placement" SET "function_name" = COALESCE('
        '(SELECT f."name" FROM "group_function" f WHERE f."id" = "placement"."function_id"), \'\')'
    )
    # There was one placement of a function in a group of a season: the first stays.
    await sql.run(
        'DELETE FROM "placement" WHERE EXISTS (SELECT 1 FROM "placement" p WHERE p."contact_id" = "placement"."contact_id" '
        'AND p."group_season_id" = "placement"."group_season_id" AND p."function_id" = "placement"."function_id" '
        'AND p."id" < "placement"."id")'
    )
    of_contact = 'SELECT {} FROM "{}" r WHERE r."contact_id" = "contact"."id" AND r."place" = 1'
    parts = [("phone", of_contact.format('r."number"', "phone"))]
    parts += [(name, of_contact.format(f'r."{name}"', "postal_address")) for name in ("street", "postcode", "town")]
    setting = ", ".join(f'"{name}" = ({query})' for name, query in parts)
    await sql.run(f'UPDATE "contact" SET {setting}')


async def _grants_back(sql: Sql) -> None:
    held = await sql.rows(
        'SELECT g.*, c."capability" AS "held" FROM "grant" g JOIN "role_capability" c ON c."role_id" = g."role_id" '
        "WHERE g.\"scope\" = 'organisation'"
    )
    await sql.run('DELETE FROM "grant"')
    for row in held:
        if row["held"] in OLD_CAPABILITIES:
            kept = {name: row[name] for name in ("organisation_id", "account_id", "granted_at", "ended_at", "scope")}
            await sql.insert("grant", capability=row["held"], **kept)


async def _tickets_back(sql: Sql) -> None:
    for ticket in await sql.rows('SELECT "id", "role_id" FROM "ticket" WHERE "role_id" IS NOT NULL'):
        held = await sql.rows('SELECT "capability" FROM "role_capability" WHERE "role_id" = ?', ticket["role_id"])
        words = " ".join(sorted({row["capability"] for row in held} & OLD_CAPABILITIES))
        await sql.run('UPDATE "ticket" SET "capabilities" = ? WHERE "id" = ?', words, ticket["id"])
