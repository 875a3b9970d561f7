"""Faults inside an operation: an answer each time, and nothing half-done."""

from collections.abc import Iterator
from typing import Any

import pytest
from tortoise.exceptions import IntegrityError, OperationalError

from server.accounts.models import Account
from server.kernel.access import may_anyone
from server.kernel.context import Context
from server.kernel.dispatch import find
from server.kernel.errors import Refusal
from server.kernel.gather import Gatherer
from server.kernel.operations import operation, operations
from server.kernel.throttle import KEYS, Throttle
from server.kernel.wire import Input, Nothing, convert_input, moment_text
from tests.world import World, refused

faults: list[Exception] = []


class Try(Input, frozen=True):
    """What to try."""

    ask: bool = True


@pytest.fixture(autouse=True)
def trials() -> Iterator[None]:
    """Operations for these tests only: they change Jonas' name and then fail as told."""
    known = dict(operations)

    @operation("trial.run", scope="accounts:write")
    async def run_trial(ctx: Context, given: Try) -> Nothing:
        """Change something, then fail."""
        if given.ask:
            ctx.allow(may_anyone(ctx.actor))
        await Account.filter(id=ctx.actor.account).update(name="Half gedaan")
        if faults:
            raise faults.pop()
        return Nothing()

    @operation("trial.own", scope="accounts:write", unit="own")
    async def run_own(ctx: Context, given: Try) -> Nothing:
        """Commit by itself."""
        async with ctx.write():
            return Nothing()

    faults.clear()
    yield
    operations.clear()
    operations.update(known)


async def name_of(choir: World) -> str:
    """What Jonas is called now."""
    return str((await Account.get(id=choir.jonas.account.id)).name)


@pytest.mark.parametrize(
    ("fault", "code"),
    [
        (RuntimeError("secret detail"), "internal"),
        (OperationalError("database or disk is full"), "disk_full"),
        (OperationalError("database is locked"), "database_busy"),
        (OperationalError("no such table"), "internal"),
        (Refusal("conflict"), "conflict"),
    ],
)
async def test_a_fault_is_an_answer_and_leaves_nothing_behind(choir: World, fault: Exception, code: str) -> None:
    faults.append(fault)
    with refused(code) as error:
        await choir.jonas.call("trial.run")
    assert "secret" not in error["message"]
    assert await name_of(choir) == "Jonas Peeters"


async def test_a_clash_is_tried_once_more(choir: World) -> None:
    faults.append(IntegrityError("UNIQUE"))
    await choir.jonas.call("trial.run")
    assert await name_of(choir) == "Half gedaan"


@pytest.mark.parametrize(
    ("second", "code"), [(IntegrityError("UNIQUE"), "conflict"), (Refusal("key_conflict"), "key_conflict")]
)
async def test_a_clash_that_stays_is_an_answer(choir: World, second: Exception, code: str) -> None:
    faults.extend([second, IntegrityError("UNIQUE")])
    with refused(code):
        await choir.jonas.call("trial.run")
    assert await name_of(choir) == "Jonas Peeters"


@pytest.mark.parametrize("name", ["trial.run", "trial.own"])
async def test_who_asked_no_policy_cannot_commit(choir: World, name: str) -> None:
    with refused("internal"):
        await choir.jonas.call(name, ask=False)
    assert await name_of(choir) == "Jonas Peeters"


def test_an_operation_that_is_not_there_is_named() -> None:
    with pytest.raises(Refusal) as caught:
        find("message.shout")
    assert caught.value.code == "unknown_operation"


async def test_one_who_stops_waiting_leaves_its_item_in_the_batch() -> None:
    import asyncio

    gate, seen = asyncio.Event(), []

    async def run(batch: list[int]) -> None:
        await gate.wait()
        seen.extend(batch)

    gatherer: Gatherer[int] = Gatherer(run)
    first = asyncio.create_task(gatherer.join(1))
    await asyncio.sleep(0)
    second = asyncio.create_task(gatherer.join(2))
    await asyncio.sleep(0)
    second.cancel()
    gate.set()
    await first
    await gatherer.join(3)
    assert seen == [1, 2, 3]


def test_a_throttle_forgets_the_oldest_keys_first() -> None:
    throttle = Throttle(attempts=1, seconds=60)
    throttle.attempt("eerste")
    for number in range(KEYS):
        throttle.attempt(str(number))
    throttle.attempt("eerste")
    with pytest.raises(Refusal):
        throttle.attempt(str(KEYS - 1))


def test_words_of_a_shell_become_arguments() -> None:
    class Asked(Input, frozen=True):
        organisation: int
        hidden: bool = False

    assert convert_input(Asked, {"organisation": "12", "hidden": "true"}) == Asked(organisation=12, hidden=True)
    with pytest.raises(Refusal) as caught:
        convert_input(Asked, {"organisation": "koor"})
    assert list(caught.value.fields) == ["organisation"]


def test_moments_are_told_in_utc() -> None:
    from datetime import datetime, timedelta, timezone

    brussels: Any = timezone(timedelta(hours=1))
    assert moment_text(datetime(2026, 11, 26, 20, tzinfo=brussels)) == "2026-11-26T19:00:00Z"
