"""No query on a tenant's rows goes without its organisation."""

import re
from collections.abc import Iterator
from importlib import import_module

import pytest
from tortoise.models import Model

from server.models import MODEL_MODULES
from tests.contracts.parity import ParityRun

pytestmark = pytest.mark.exhaustive

ACROSS = {
    r'FROM "(link|grant|bot)" WHERE "account_id"=': "what an account may, in all its organisations at once",
    r'FROM "grant" g JOIN "role_capability" c .* WHERE g."account_id" =': "the same for what roles hold",
    r'FROM "ticket" WHERE "secret_hash"=|^UPDATE "ticket" SET "used_at"': "a secret from a mail finds its own row",
    r'FROM "organisation_stream"$': "the dispatcher follows every log",
    r'^(UPDATE|DELETE FROM|SELECT .* FROM) "outbox"': "mails leave for all organisations in one queue",
    r'^ ?(UPDATE|DELETE FROM|SELECT .* FROM) "push"': "pushes leave for all organisations in one queue",
    r'^SELECT "account_id", MIN\("organisation_id"\) .* FROM "link"': "where an account is at home",
    r'^DELETE FROM "contact_import" .*"organisation_id" >= 0': "what became of imports is forgotten after a month",
    r'^DELETE FROM "event" WHERE "organisation_id" >= 0 AND "at" <': "the logs of all are pruned at once",
    r'^DELETE FROM "report" WHERE "organisation_id" >= 0 AND "forgotten_at" <': "forgotten reports of all go at once",
    r'^SELECT .* FROM "retention_rule" WHERE "organisation_id">=': "which organisations have something to carry out",
    r'^SELECT h."\w+" FROM "\w+" h WHERE h."organisation_id" >= 0': "whether anything at all still holds a file",
    r'^(UPDATE|SELECT .* FROM) "file" .*"organisation_id" >= 0': "unused and removed files of all are swept at once",
}
"""Statements that look across organisations, with the reason."""

TABLE = re.compile(r'\b(?:FROM|JOIN|UPDATE) "(\w+)"')
CONDITION = re.compile(r'"organisation_id"\s*(?:=|IN\b)')


def models_of_tenants() -> list[type[Model]]:
    """Models whose rows say to which organisation they belong, by table."""
    models = {
        value
        for module in MODEL_MODULES
        for value in vars(import_module(module)).values()
        if isinstance(value, type) and issubclass(value, Model) and not value._meta.abstract
    }
    owned = [model for model in models if "organisation_id" in model._meta.fields_map]
    return sorted(owned, key=lambda model: model._meta.db_table)


def tenants_tables() -> set[str]:
    """Their tables."""
    return {model._meta.db_table for model in models_of_tenants()}


def scopes(sql: str) -> Iterator[str]:
    """A statement and each SELECT inside it, without what is nested deeper."""
    open_ones = [""]
    selects = [True]
    for place, character in enumerate(sql):
        if character == "(":
            open_ones.append("")
            selects.append(sql[place + 1 :].lstrip().startswith("SELECT"))
        elif character == ")":
            inner = open_ones.pop()
            if selects.pop():
                yield inner
                inner = "…"
            open_ones[-1] += f"({inner})"
        else:
            open_ones[-1] += character
    yield open_ones[0]


def forgetful(sql: str, tables: set[str]) -> list[str]:
    """The parts of a statement that touch a tenant's rows without naming the organisation."""
    plain = " ".join(sql.split())
    if plain.startswith("INSERT"):
        return []
    return [
        scope
        for scope in scopes(plain)
        if tables & set(TABLE.findall(scope))
        and not CONDITION.search(re.split(r"\b(?:WHERE|ON)\b", scope, maxsplit=1)[-1] if "WHERE" in scope else "")
    ]


def test_a_part_that_forgets_its_organisation_is_found() -> None:
    tables = {"message", "conversation"}
    own = '"organisation_id" = ?'
    assert forgetful('SELECT * FROM "message" WHERE "id" = ?', tables)
    assert forgetful('SELECT "organisation_id" FROM "message"', tables)
    assert forgetful('UPDATE "message" SET "organisation_id" = ?', tables)
    assert forgetful(f'SELECT (SELECT 1 FROM "message" m LIMIT 1) FROM "conversation" WHERE {own}', tables)
    assert forgetful(f'DELETE FROM "message" WHERE "id" IN (SELECT 1 FROM "x" WHERE {own})', tables)
    assert not forgetful(f'SELECT (SELECT 1 FROM "message" m WHERE m.{own}) FROM "conversation" WHERE {own}', tables)
    assert not forgetful('SELECT 1 FROM "account" WHERE "id" = ?', tables)


async def test_every_statement_of_every_operation_names_the_organisation(parity: ParityRun) -> None:
    tables = tenants_tables()
    assert {"message", "contact", "occurrence", "link"} <= tables
    found = {part for sql in parity.statements for part in forgetful(sql, tables)}
    assert len(parity.statements) > 100
    across = {part for part in found if any(re.search(pattern, part) for pattern in ACROSS)}
    assert not found - across, "\n".join(sorted(found - across))
