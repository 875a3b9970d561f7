"""What the registries of a kind, an actor and ids hold at their edges."""

import pytest

from server.accounts.events import SESSION
from server.kernel.access import ANONYMOUS, Actor, Verdict
from server.kernel.errors import Refusal
from server.kernel.events import Viewer
from server.kernel.ids import IdMaker


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
