"""One function behind every door: the same call gives the same answer by dispatch, HTTP, WebSocket, poll and shell."""

import pytest

from server.kernel.operations import operations
from tests.contracts.examples import examples
from tests.contracts.parity import DOORS, ParityRun

pytestmark = pytest.mark.exhaustive


def test_every_operation_has_an_example_and_every_example_an_operation() -> None:
    assert examples.keys() == operations.keys()


async def test_every_door_gives_the_same_answer(parity: ParityRun) -> None:
    assert parity.differing == []
    good = {name: by_door for (name, case), by_door in parity.answers.items() if case == "example"}
    assert good.keys() == operations.keys()
    for name, by_door in good.items():
        assert by_door["dispatch"]["ok"], (name, by_door["dispatch"])
        assert set(DOORS) - by_door.keys() == ({"shell"} if examples[name].shell_differs else set()), name


async def test_the_same_key_again_gives_the_same_answer_and_says_so(parity: ParityRun) -> None:
    again = {name: by_door for (name, case), by_door in parity.answers.items() if case == "again"}
    assert {"message.send", "message.edit", "participant.add"} <= again.keys()
    for name, by_door in again.items():
        first = parity.answers[name, "example"]["dispatch"]
        assert by_door["dispatch"] == {**first, "dup": True}, name


async def test_bad_input_is_refused_alike_and_names_the_field(parity: ParityRun) -> None:
    bad = {key: by_door["dispatch"] for key, by_door in parity.answers.items() if key[1] not in ("example", "again")}
    assert {case for _, case in bad} == {"unknown field", "wrong type"}
    for key, answer in bad.items():
        assert answer["error"]["code"] == "invalid", key
        assert answer["error"]["fields"], key
