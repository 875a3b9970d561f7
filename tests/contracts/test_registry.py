"""What is not documented, scoped and judged does not register, or cannot commit."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from server.accounts.events import AccountChanged
from server.accounts.models import Account
from server.conversations.events import MESSAGE
from server.kernel.access import may_when_signed_in
from server.kernel.context import Asked, Context
from server.kernel.database import rows
from server.kernel.events import Event, event_types
from server.kernel.jobs import Work, job, jobs
from server.kernel.operations import operation, operations
from server.kernel.wire import Input, Nothing
from tests.world import World, refused


class Given(Input, frozen=True):
    """Nothing."""


@pytest.fixture(autouse=True)
def registries_as_they_were() -> Iterator[None]:
    """What a test registers is gone afterwards."""
    before = (dict(operations), dict(event_types), dict(jobs))
    yield
    for registry, kept in zip((operations, event_types, jobs), before, strict=True):
        registry.clear()  # type: ignore[attr-defined]
        registry.update(kept)  # type: ignore[attr-defined]


async def documented(ctx: Context, given: Given) -> Nothing:
    """Do nothing."""
    ctx.allow(may_when_signed_in(ctx.actor))
    return Nothing()


async def undocumented(ctx: Context, given: Given) -> Nothing:
    return Nothing()


async def takes_anything(ctx: Context, given: dict[str, str]) -> Nothing:
    """Takes what is no input."""
    return Nothing()


def test_a_documented_operation_with_a_scope_registers() -> None:
    operation("proof.give", scope="proofs:write")(documented)
    assert operations["proof.give"].doc == "Do nothing."


@pytest.mark.parametrize(
    ("name", "scope", "run", "problem"),
    [
        ("proof.give", "proofs:write", undocumented, "no docstring"),
        ("proof.give", "", documented, "misnamed"),
        ("proof.give", "proofs", documented, "misnamed"),
        ("proof.give", "proofs:admin", documented, "misnamed"),
        ("Proof", "proofs:write", documented, "misnamed"),
        ("message.send", "messages:write", documented, "exists"),
        ("proof.give", "proofs:write", takes_anything, "no Input"),
    ],
)
def test_an_operation_that_is_not_whole_does_not_register(name: str, scope: str, run: object, problem: str) -> None:
    before = operations.get(name)
    with pytest.raises(TypeError, match=problem):
        operation(name, scope=scope)(run)  # type: ignore[arg-type]
    assert operations.get(name) is before


def test_an_event_without_docstring_or_about_something_else_does_not_register() -> None:
    with pytest.raises(TypeError, match="no docstring"):
        type("MessageProved", (Event,), {}, of=MESSAGE)
    with pytest.raises(TypeError, match="is about a message"):
        type("ProofGiven", (Event,), {"__doc__": "Proof."}, of=MESSAGE)
    assert not {"message.proved", "proof.given"} & event_types.keys()


def test_a_job_without_docstring_does_not_register() -> None:
    async def prove(_work: Work) -> None:
        pass

    with pytest.raises(TypeError, match="no docstring"):
        job("proofs.prove")(prove)
    assert "proofs.prove" not in jobs


async def test_an_operation_that_asked_no_policy_cannot_commit(choir: World) -> None:
    account = choir.jonas.account

    async def write(ctx: Context, given: Given) -> Nothing:
        """Write without asking."""
        ctx.change(account, name="Iemand anders")
        ctx.emit(AccountChanged(account))
        return Nothing()

    async def write_alone(ctx: Context, given: Given) -> Nothing:
        """Write in a unit of one's own, without asking."""
        async with ctx.write() as unit:
            unit.change(account, name="Iemand anders")
        return Nothing()

    async def write_together(asked: list[Asked[Given, Nothing]]) -> None:
        """Write with others, without asking."""
        for one in asked:
            one.ctx.change(account, name="Iemand anders")
            one.answer(Nothing())

    operation("proof.one", scope="proofs:write")(write)
    operation("proof.own", scope="proofs:write", unit="own")(write_alone)
    operation("proof.together", scope="proofs:write", unit="together")(write_together)
    before = await rows('SELECT "pos" FROM "organisation_stream"')
    for name in ("proof.one", "proof.own", "proof.together"):
        with refused("internal"):
            await choir.jonas.call(name)
        assert (await Account.get(id=account.id)).name == "Jonas Peeters", name
    assert await rows('SELECT "pos" FROM "organisation_stream"') == before


async def test_reading_without_asking_is_refused_too(choir: World) -> None:
    operation("proof.read", scope="proofs:read")(undocumented_but_told)
    with refused("internal"):
        await choir.jonas.call("proof.read")


async def undocumented_but_told(ctx: Context, given: Given) -> Nothing:
    """Read without asking."""
    return Nothing()


REGISTERED = """
import importlib, pkgutil, server.features, server
from server.kernel.events import event_types, object_kinds, followers
from server.kernel.jobs import jobs
from server.kernel.language import known_keys
from server.kernel.operations import operations
APART = {"adapters", "catalogue", "shell", "transports"}  # what is chosen by settings, and what nobody imports twice
def all_of():
    kinds = [name for name, kind in object_kinds.items() if kind.synced]
    return {"operations": set(operations), "events": set(event_types), "jobs": set(jobs), "kinds": set(kinds),
            "sentences": {key for key in known_keys() if not key.startswith("migration_")},  # said on the shell only
            "followers": set(followers)}
before = all_of()
for name in [each.name for each in pkgutil.iter_modules(server.__path__) if each.ispkg and each.name not in APART]:
    for each in pkgutil.walk_packages([f"{server.__path__[0]}/{name}"], f"server.{name}."):
        importlib.import_module(each.name)
for what, names in all_of().items():
    if names - before[what]:
        print(what, sorted(names - before[what]))
"""


def test_importing_the_features_registers_all_that_any_module_of_theirs_would() -> None:
    root = Path(__file__).parents[2]
    done = subprocess.run([sys.executable, "-c", REGISTERED], cwd=root, capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("", "")
