"""Every operation called by every door: with its example, again under the same key, and with bad input.

The doors share a stage where the operation only reads: it finds the same by each. What writes has one for each door.
"""

from dataclasses import dataclass, field
from typing import Any

import msgspec

from server.kernel.database import statement_watchers
from server.kernel.operations import Operation, operations
from server.main import House
from tests.contracts.answers import comparable
from tests.contracts.attempts import forget_attempts
from tests.contracts.doors import DispatchDoor, Doorway, HttpCall, PollCall, ShellCall, SocketCall
from tests.contracts.examples import Arguments, examples
from tests.contracts.stage import Stage
from tests.world import Person, Served, serving

DOORS = ("dispatch", "http", "poll", "socket", "shell")


@dataclass
class ParityRun:
    """What was seen: answers by (operation, case) and door, and every statement that ran."""

    answers: dict[tuple[str, str], dict[str, Any]] = field(default_factory=dict)
    statements: set[str] = field(default_factory=set)

    @property
    def differing(self) -> list[str]:
        """The cases in which a door answered otherwise than plain dispatch."""
        return [
            f"{operation} ({case}) by {door}: {by_door[door]} instead of {by_door['dispatch']}"
            for (operation, case), by_door in self.answers.items()
            for door in by_door
            if by_door[door] != by_door["dispatch"]
        ]


async def run_parity(house: House) -> ParityRun:
    """Call them all."""
    run = ParityRun()
    statement_watchers.append(run.statements.add)
    async with serving(await Stage.set(house)) as served:
        await house.worker.run_due()  # what is done daily in each organisation, while there are few
        for name in sorted(operations.keys() & examples.keys()):
            place = None
            for door in DOORS:
                place = await _by_door(run, served, name, door, place)
        await served.world.house.worker.run_due()
    statement_watchers.remove(run.statements.add)
    return run


Place = tuple[Stage, Arguments]


async def _by_door(run: ParityRun, served: Served, name: str, door: str, place: Place | None) -> Place | None:
    """Call one operation by one door; gives the stage and the arguments if another door can have the same."""
    forget_attempts()
    stage, arguments = place or await _prepared(name, await Stage.set(served.world.house))
    example, doorway, (caller, _) = examples[name], _doorway(door, served, stage), _cast(name, stage)
    person = None if operations[name].public else caller
    calls: list[tuple[str, Arguments, str | None]]
    calls = [(case, bad, None) for case, bad in _bad(operations[name], arguments, door)]
    if not (door == "shell" and example.shell_differs):
        key = f"key-of-{stage.tag}" if operations[name].writes else None
        calls += [(case, arguments, key) for case in _good_cases(operations[name])]
    for case, given, key in calls:
        answer = await doorway.call(person, name, given, key)
        run.answers.setdefault((name, case), {})[door] = comparable(answer, stage)
    await stage.quiet()
    return (stage, arguments) if _only_reads(operations[name]) else None


async def _prepared(name: str, stage: Stage) -> Place:
    _, owner = _cast(name, stage)
    return stage, await examples[name].prepare(stage, owner)


def _only_reads(operation: Operation) -> bool:
    return not (operation.writes or operation.public or operation.unit == "own")


def _good_cases(operation: Operation) -> tuple[str, ...]:
    """Only what keeps its answer can be asked again: signing out cannot, and one's own unit keeps none."""
    once = operation.public or not operation.writes or operation.unit == "own" or operation.name == "session.close"
    return ("example",) if once else ("example", "again")


def _cast(name: str, stage: Stage) -> tuple[Person, Person]:
    """Who calls and whose thing it is: the first who may with their own, or else a stranger who may."""
    able = {"member": stage.jonas, "admin": stage.mieke, "bot": stage.robot}
    for actor, person in able.items():
        if examples[name].outcome("own", actor) == "ok":
            return person, person
    return stage.fien, stage.bram


def _doorway(door: str, served: Served, stage: Stage) -> Doorway:
    made: dict[str, Doorway] = {
        "dispatch": DispatchDoor(stage.house),
        "http": HttpCall(served),
        "poll": PollCall(served),
        "socket": SocketCall(served, stage.bram),
        "shell": ShellCall(stage.house),
    }
    return made[door]


def _bad(operation: Operation, arguments: Arguments, door: str) -> list[tuple[str, Arguments]]:
    """Input that does not fit: a field that is not there, and a value of another type.

    On the shell everything is text, so that text cannot be wrong there.
    """
    cases = [("unknown field", {**arguments, "onbekend": "veld"})]
    schema = msgspec.json.schema(operation.input)
    properties = schema["$defs"][operation.input.__name__]["properties"]
    wrong = next((name for name, each in properties.items() if not _is_text(each)), None)
    if wrong is not None:
        value: Any = ["geen getal"] if properties[wrong].get("type") == "array" else "geen getal"
        cases.append(("wrong type", {**arguments, wrong: value}))
    elif properties and door != "shell":
        cases.append(("wrong type", {**arguments, next(iter(properties)): 5}))
    return cases


def _is_text(schema: dict[str, Any]) -> bool:
    kinds = {each.get("type", "string") for each in schema.get("anyOf", [schema])}
    return kinds <= {"string", "null"}
