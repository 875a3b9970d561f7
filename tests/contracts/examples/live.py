"""Examples of what is not sent yet, and of what is told while it lasts."""

from datetime import timedelta

from server.kernel.clock import clock
from tests.contracts.examples.conversations import SEATED
from tests.contracts.examples.registry import Arguments, example
from tests.contracts.stage import Stage
from tests.world import Person


def tomorrow() -> str:
    """Noon of tomorrow, as a clock shows it."""
    return f"{clock.now() + timedelta(days=1):%Y-%m-%d}T12:00"


async def one_waiting(stage: Stage, owner: Person) -> Arguments:
    """Something of the owner that waits; of a robot, which sits nowhere, of whoever prepares."""
    author = owner if owner.contact is not None else stage.fellow(owner)
    conversation = await stage.conversation_with(author)
    made = await author.call(
        "scheduled.create", conversation=conversation, text="Vergeet je map niet", send_at=tomorrow()
    )
    return {"scheduled": made["id"]}


OWN = {
    "own": "who who ok ok ok ok nf nf",
    "neighbour": "who who nf nf nf nf nf nf",
    "foreign": "who who nf nf nf nf nf nf",
}
"""Only who wrote it."""


@example("draft.set", **SEATED)
async def set_draft(stage: Stage, owner: Person) -> Arguments:
    return {"conversation": await stage.conversation_with(owner), "text": "Wie brengt"}


@example("preference.set", **SEATED)
async def set_preference(stage: Stage, owner: Person) -> Arguments:
    return {"conversation": await stage.conversation_with(owner), "level": "mentions", "pinned": True}


@example("scheduled.create", **SEATED)
async def create_scheduled(stage: Stage, owner: Person) -> Arguments:
    where = {"conversation": await stage.conversation_with(owner)}
    return {**where, "text": "Vergeet je map niet", "send_at": tomorrow()}


MINE = {**OWN, "also": {"acting": "nf nf nf"}}
"""Who acts for a child writes for later apart from the child."""


@example("scheduled.change", **MINE)
async def change_scheduled(stage: Stage, owner: Person) -> Arguments:
    return {**await one_waiting(stage, owner), "text": "Vergeet je partituur niet"}


@example("scheduled.cancel", **MINE)
async def cancel_scheduled(stage: Stage, owner: Person) -> Arguments:
    return await one_waiting(stage, owner)


@example("scheduled.send_now", **MINE)
async def send_scheduled_now(stage: Stage, owner: Person) -> Arguments:
    return await one_waiting(stage, owner)


@example("scheduled.list", **SEATED)
async def list_scheduled(stage: Stage, owner: Person) -> Arguments:
    return {"conversation": await stage.conversation_with(owner)}


@example("room.look", **SEATED)
async def look_at(stage: Stage, owner: Person) -> Arguments:
    return {"conversation": await stage.conversation_with(owner)}


@example("typing.set", **SEATED)
async def set_typing(stage: Stage, owner: Person) -> Arguments:
    return {"conversation": await stage.conversation_with(owner), "on": True}


@example("read.list", **SEATED)
async def list_reads(stage: Stage, owner: Person) -> Arguments:
    return {"conversation": (await stage.message_by(owner))["conversation"]}


@example("message.readers", **SEATED)
async def message_readers(stage: Stage, owner: Person) -> Arguments:
    return {"message": (await stage.message_by(owner))["id"]}


@example(
    "presence.watch",
    own="who who ok ok ok ok nf nf",
    neighbour="who who ok ok ok ok nf nf",
    foreign="who who nf nf nf nf nf nf",
)
async def watch_presence(stage: Stage, owner: Person) -> Arguments:
    return {"organisation": owner.organisation, "contacts": [stage.fellow(owner).contact]}
