"""Files that the server makes, and files that an operation reads."""

from collections.abc import AsyncIterator, Iterator
from datetime import timedelta

import pytest

from server.files.making import Making, make_file
from server.files.models import File, FileUsage
from server.files.reading import read_sent
from server.kernel.context import Context
from server.kernel.errors import Refusal
from server.kernel.operations import operation, operations
from server.kernel.wire import Id, Input, View
from tests.files.conftest import Counter, contents
from tests.visitors import let_time_pass
from tests.world import Person, World, refused

NAMES = b"voornaam;achternaam\nRoos;Desmedt\n"


async def content(*parts: bytes) -> AsyncIterator[bytes]:
    for part in parts:
        yield part


def export_for(person: Person) -> Making:
    """A list of members that somebody asked for."""
    return Making(
        organisation=person.organisation, purpose="export", name="leden\r\n.csv", media_type="text/csv",
        account=person.account.id,
    )  # fmt: skip


async def test_who_asked_for_an_export_fetches_it_and_nobody_else_and_after_a_day_it_is_gone(
    counter: Counter, choir: World
) -> None:
    made = await make_file(choir.house.units, export_for(choir.clara), content(NAMES))
    assert (made.name, made.bytes) == ("leden.csv", len(NAMES))
    answer = await counter.by(choir.clara).get(made.id)
    assert (answer.content, answer.headers["content-type"]) == (NAMES, "text/csv; charset=utf-8")
    for person in (choir.an, choir.stranger):
        assert (await counter.by(person).get(made.id)).status_code == 404
    let_time_pass(timedelta(hours=25))
    await choir.house.worker.run_due()
    assert contents(choir.house) == []
    assert (await FileUsage.get(organisation_id=choir.organisation)).bytes == 0


async def test_an_export_counts_against_the_quota_and_leaves_nothing_when_it_does_not_fit(choir: World) -> None:
    units, megabytes = choir.house.units, (b"x" * 1_000_000,) * 3
    await make_file(units, export_for(choir.clara), content(*megabytes))
    for too_many in (megabytes, megabytes * 2):
        with pytest.raises(Refusal) as caught:
            await make_file(units, export_for(choir.clara), content(*too_many))
        assert caught.value.code == "too_large"
    assert len(contents(choir.house)) == 1
    assert await File.filter(organisation_id=choir.organisation).count() == 1


async def test_what_breaks_off_while_it_is_made_leaves_nothing(choir: World) -> None:
    async def broken() -> AsyncIterator[bytes]:
        yield b"voornaam"
        raise RuntimeError

    with pytest.raises(RuntimeError):
        await make_file(choir.house.units, export_for(choir.clara), broken())
    assert contents(choir.house) == []


class Given(Input, frozen=True):
    """Which file."""

    organisation: Id
    file: Id


class Lines(View, frozen=True):
    """How many lines."""

    lines: int


@pytest.fixture
def counting() -> Iterator[None]:
    """An operation that counts the lines of a list."""

    async def count_lines(ctx: Context, given: Given) -> Lines:
        """Count the lines of a list."""
        _, read = await read_sent(ctx, given.organisation, given.file, "import")
        return Lines(lines=read.count(b"\n"))

    operation("proof.count", scope="proofs:write", unit="own")(count_lines)
    yield
    del operations["proof.count"]


async def test_an_operation_reads_what_the_actor_sent(counter: Counter, choir: World, counting: None) -> None:
    file = (await counter.by(choir.clara).sent(NAMES, "leden.csv", "import"))["id"]
    asked = {"organisation": choir.organisation, "file": file}
    assert (await choir.clara.call("proof.count", **asked))["lines"] == 2
    for person in (choir.jonas, choir.stranger):
        with refused("not_found"):
            await person.call("proof.count", **asked)
    row = await File.get(organisation_id=choir.organisation, id=file)
    await choir.house.blobs.delete(row.blob)
    with refused("not_found"):
        await choir.clara.call("proof.count", **asked)
