"""What is not well formed does not register, and what asked no policy does not commit."""

from collections.abc import Sequence

import pytest

from server.accounts.events import SESSION
from server.conversations.events import MESSAGE
from server.kernel.access import ANONYMOUS, Actor, Verdict
from server.kernel.context import Asked, Context
from server.kernel.errors import Refusal
from server.kernel.events import Event, Viewer
from server.kernel.ids import IdMaker
from server.kernel.jobs import job
from server.kernel.operations import operation
from server.kernel.wire import Input, Nothing


class Greeting(Input, frozen=True):
    """Nothing."""


async def greet(ctx: Context, given: Greeting) -> Nothing:
    """Say hello."""
    return Nothing()


async def mute(ctx: Context, given: Greeting) -> Nothing:
    return Nothing()


async def untyped(ctx: Context, given: int) -> Nothing:
    """Say hello to a number."""
    return Nothing()


async def greet_all(greetings: Sequence[Asked[Greeting, Nothing]]) -> None:
    """Say hello to everyone."""


@pytest.mark.parametrize(
    ("name", "scope", "run"),
    [
        ("Greet", "people:read", greet),
        ("choir.greet", "people", greet),
        ("choir.greet", "people:delete", greet),
        ("message.send", "people:read", greet),
        ("choir.greet", "people:read", mute),
        ("choir.greet", "people:read", untyped),
    ],
)
def test_an_operation_needs_a_name_a_scope_a_docstring_and_an_input(name: str, scope: str, run: object) -> None:
    with pytest.raises(TypeError):
        operation(name, scope=scope)(run)  # type: ignore[arg-type]


def test_a_job_needs_a_docstring() -> None:
    async def silent() -> None: ...

    with pytest.raises(TypeError, match="docstring"):
        job("choir.silent")(silent)


def test_an_event_needs_a_docstring_and_the_name_of_what_it_is_about() -> None:
    with pytest.raises(TypeError, match="docstring"):

        class MessageSung(Event, of=MESSAGE):
            pass

    with pytest.raises(TypeError, match="name"):

        class SongSung(Event, of=MESSAGE):
            """A song was sung."""


def test_clients_hold_nothing_of_a_kind_without_a_view() -> None:
    assert not SESSION.synced
    with pytest.raises(TypeError):
        SESSION.entry(object())


async def test_a_kind_that_is_not_synced_has_nothing_to_catch_up_on() -> None:
    assert await SESSION.changed(Viewer(1, 2, 3), 0, 10) == []


def test_an_actor_has_no_standing_where_they_have_none() -> None:
    with pytest.raises(Refusal) as refused:
        ANONYMOUS.standing(7)
    assert refused.value.code == "not_found"
    assert Actor(account=1).contacts == []
    assert Verdict("forbidden").refusal().code == "forbidden"


def test_only_so_many_processes_have_a_number() -> None:
    with pytest.raises(ValueError, match="process"):
        IdMaker(64)


def test_ids_grow_also_when_many_are_made_at_once_and_fit_in_52_bits() -> None:
    makers = [IdMaker(process) for process in (0, 63)]
    made = [[maker.new() for _ in range(3000)] for maker in makers]
    assert all(ids == sorted(set(ids)) for ids in made)
    assert not set(made[0]) & set(made[1])
    assert max(made[1]) < 2**52
