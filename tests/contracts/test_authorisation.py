"""Who may do what: every operation × every kind of actor × one's own thing, a neighbour's, another organisation's."""

import sys
from typing import Any

import msgspec
import pytest

from server.kernel.context import Door
from server.kernel.database import rows
from server.kernel.dispatch import Request
from server.kernel.errors import Refusal
from server.kernel.operations import operations
from server.kernel.wire import encode
from tests.contracts.attempts import forget_attempts
from tests.contracts.doors import DispatchDoor
from tests.contracts.examples import ACTORS, COLUMNS, Arguments, examples
from tests.contracts.stage import Stage
from tests.world import Person, World

pytestmark = pytest.mark.exhaustive


async def test_everybody_may_exactly_what_is_declared(choir: World, capsys: pytest.CaptureFixture[str]) -> None:
    cells: dict[tuple[str, str, str], str] = {}
    for name in operations:
        cells |= await _cells_of(name, choir)
    declared = {cell: examples[cell[0]].outcome(cell[2], cell[1]) for cell in cells}
    wrong = {cell: (outcome, declared[cell]) for cell, outcome in cells.items() if outcome != declared[cell]}
    with capsys.disabled():
        kinds = f"{len(operations)} operations x {len(ACTORS)} actors x {len(COLUMNS)} owners"
        sys.stdout.write(f"\n{len(cells)} cells: {kinds}\n")
    assert not wrong, "\n".join(f"{cell}: {outcome}, declared {other}" for cell, (outcome, other) in wrong.items())
    assert len(cells) == len(operations) * len(ACTORS) * len(COLUMNS)


async def _cells_of(name: str, choir: World) -> dict[tuple[str, str, str], str]:
    stage = await Stage.set(choir.house)
    found = {}
    for actor in ACTORS:
        person = _played_by(stage, actor)
        # Whoever acts for a child is the child: what is theirs is the child's.
        owner = stage.wout if actor == "acting" else person
        prepared = {column: await _prepared(stage, name, owner, column) for column in COLUMNS}
        if actor == "removed":
            await stage.part(person)
        # One's own last: it may change the account that asks.
        token = await _token(stage, actor, person)
        for column in reversed(COLUMNS):
            found[name, actor, column] = await _outcome(stage, token, name, prepared[column])
            if name == "session.close":
                token = await _token(stage, actor, person)
    return found


def _played_by(stage: Stage, actor: str) -> Person:
    cast = {
        "anonymous": stage.jonas,
        "expired": stage.els,
        "member": stage.jonas,
        "admin": stage.mieke,
        "band_member": stage.fien,
        "band_admin": stage.rik,
        "removed": stage.wim,
        "bot": stage.robot,
        "leader": stage.nele,
        "section_keeper": stage.tine,
        "keeper": stage.katrien,
        "guardian": stage.margot,
        "child": stage.wout,
        "acting": stage.margot,
        "federation_admin": stage.ria,
        "feed": stage.els,
    }
    return cast[actor]


async def _prepared(stage: Stage, name: str, person: Person, column: str) -> Arguments:
    neighbours = {stage.organisation: stage.bram, stage.other: stage.lies, stage.bond: stage.ward}
    owners = {
        "own": person,
        "neighbour": neighbours[person.organisation],
        "foreign": stage.lies if person.organisation == stage.organisation else stage.bram,
    }
    forget_attempts()
    return await examples[name].prepare(stage, owners[column])


async def _token(stage: Stage, actor: str, person: Person) -> str | None:
    if actor == "anonymous":
        return None
    if actor == "feed":
        link = await person.call("calendar.link", organisation=person.organisation)
        return str(link["url"]).rsplit("/", 1)[1].removesuffix(".ics")
    link = stage.guardianship if actor == "acting" else None
    return (await stage.another_session(person, expired=actor == "expired", link=link)).token


async def _outcome(stage: Stage, token: str | None, name: str, arguments: Arguments) -> str:
    """`ok`, or the code of the refusal, which must have left no trace in the logs."""
    forget_attempts()
    before = await _positions(stage)
    request = Request(operation=name, arguments=encode(arguments), door=Door("test", "127.0.0.1"))
    try:
        actor = await stage.house.sessions.actor(token)
    except Refusal as refusal:
        return refusal.code
    answer = await stage.house.dispatch.call(request, actor)
    if answer.refusal is None:
        return "ok"
    assert await _positions(stage) == before, f"{name} was refused and yet told something"
    return answer.refusal.code


async def _positions(stage: Stage) -> list[dict[str, Any]]:
    sql = 'SELECT "pos" FROM "organisation_stream" WHERE "organisation_id" IN (0, ?, ?) ORDER BY "organisation_id"'
    return await rows(sql, [stage.organisation, stage.other])


def test_every_cell_is_declared() -> None:
    undeclared = [
        (name, actor, column)
        for name in operations
        for actor in ACTORS
        for column in COLUMNS
        if name not in examples or examples[name].outcome(column, actor) is None
    ]
    assert undeclared == []
    extra = [name for name, one in examples.items() for column in COLUMNS if len(getattr(one, column).split()) != 8]
    assert extra == []


async def test_what_is_hidden_and_what_is_absent_look_the_same(choir: World) -> None:
    stage = await Stage.set(choir.house)
    door = DispatchDoor(stage.house)
    compared = 0
    for name in operations:
        ids = [field for field in _id_fields(name) if field != "organisation"]
        if examples[name].outcome("foreign", "member") != "not_found" or not ids:
            continue
        hidden = await examples[name].prepare(stage, stage.lies)
        absent = {**hidden, ids[0]: 12345}
        answers = [await door.call(stage.jonas, name, given, None) for given in (hidden, absent)]
        assert answers[0] == answers[1], name
        assert answers[0]["error"]["code"] == "not_found", name
        compared += 1
    assert compared >= 15


def _id_fields(name: str) -> list[str]:
    schema = msgspec.json.schema(operations[name].input)["$defs"][operations[name].input.__name__]
    return [field for field in schema["properties"] if schema["properties"][field].get("exclusiveMaximum") == 2**52]
