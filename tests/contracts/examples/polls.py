"""Examples of polls and attendance."""

from tests.contracts.examples.agenda import MEMBERS, occurrence_in
from tests.contracts.examples.conversations import SEATED
from tests.contracts.examples.registry import Arguments, example
from tests.contracts.stage import Stage
from tests.world import Person

ASKED: Arguments = {
    "kind": "choice",
    "title": "Welk stuk openen we?",
    "options": [{"text": "Ave verum"}, {"text": "Cantique de Jean Racine"}],
}
DATES: Arguments = {
    "kind": "dates",
    "title": "Extra repetitie",
    "options": [{"local_start": "2030-12-03T20:00:00"}, {"local_start": "2030-12-05T20:00:00"}],
}
ANSWERING = {
    "own": "who who ok ok ok ok nf no",
    "neighbour": "who who no ok no ok nf no",
    "foreign": "who who nf nf nf nf nf no",
}


async def poll_by(stage: Stage, asker: Person, owner: Person, **asked: object) -> Arguments:
    """A poll in a conversation of the owner's."""
    conversation = await stage.conversation_with(owner)
    made: Arguments = await asker.call("poll.create", conversation=conversation, **{**ASKED, **asked})
    return made


@example("poll.create", **SEATED)
async def create_poll(stage: Stage, owner: Person) -> Arguments:
    return {"conversation": await stage.conversation_with(owner), **ASKED}


@example("poll.copy", **SEATED)
async def copy_poll(stage: Stage, owner: Person) -> Arguments:
    return {"poll": (await poll_by(stage, stage.leader(owner), owner))["id"]}


@example("poll.get", **SEATED)
async def get_poll(stage: Stage, owner: Person) -> Arguments:
    return {"poll": (await poll_by(stage, stage.leader(owner), owner))["id"]}


@example(
    "poll.list",
    own="who who ok ok ok ok nf ok",
    neighbour="who who ok ok ok ok nf ok",
    foreign="who who nf nf nf nf nf nf",
)
async def list_polls(stage: Stage, owner: Person) -> Arguments:
    await poll_by(stage, stage.leader(owner), owner)
    return {"organisation": owner.organisation}


@example("poll_answer.set", **SEATED)
async def set_answer(stage: Stage, owner: Person) -> Arguments:
    poll = await poll_by(stage, stage.leader(owner), owner)
    return {"poll": poll["id"], "choices": [{"option": poll["options"][0]["id"]}]}


@example("poll_answer.list", **SEATED)
async def list_answers(stage: Stage, owner: Person) -> Arguments:
    return {"poll": (await poll_by(stage, stage.leader(owner), owner))["id"]}


@example("poll_option.add", **SEATED)
async def add_option(stage: Stage, owner: Person) -> Arguments:
    poll = await poll_by(stage, stage.leader(owner), owner, may_add=True)
    return {"poll": poll["id"], "option": {"text": "Locus iste"}}


async def own_poll(stage: Stage, owner: Person, **asked: object) -> Arguments:
    """A poll that the owner asked, or the leader for who cannot."""
    return await poll_by(stage, owner if owner.contact is not None else stage.leader(owner), owner, **asked)


@example("poll.change", **SEATED)
async def change_poll(stage: Stage, owner: Person) -> Arguments:
    return {"poll": (await own_poll(stage, owner))["id"], "title": "Waarmee openen we?"}


@example("poll.close", **SEATED)
async def close_poll(stage: Stage, owner: Person) -> Arguments:
    return {"poll": (await own_poll(stage, owner))["id"]}


@example("poll.reopen", **SEATED)
async def reopen_poll(stage: Stage, owner: Person) -> Arguments:
    return {"poll": (await own_poll(stage, owner))["id"], "closes_at": "2036-01-01T12:00:00Z"}


@example("poll.remind", **SEATED)
async def remind_poll(stage: Stage, owner: Person) -> Arguments:
    return {"poll": (await own_poll(stage, owner))["id"]}


@example(
    "poll.settle",
    own="who who no ok no ok nf no",
    neighbour="who who nf nf nf nf nf no",
    foreign="who who nf nf nf nf nf no",
)
async def settle_poll(stage: Stage, owner: Person) -> Arguments:
    poll = await own_poll(stage, owner, **DATES)
    return {"poll": poll["id"], "option": poll["options"][1]["id"]}


@example("activity.share", **SEATED)
async def share_activity(stage: Stage, owner: Person) -> Arguments:
    return {
        "conversation": await stage.conversation_with(owner),
        "occurrence": await occurrence_in(stage, owner),
    }


@example("attendance.set", **ANSWERING)
async def set_attendance(stage: Stage, owner: Person) -> Arguments:
    contact = owner.contact if owner.contact is not None else stage.fellow(owner).contact
    return {"occurrence": await occurrence_in(stage, owner), "status": "present", "contact": contact}


@example("attendance.list", **MEMBERS)
async def list_attendance(stage: Stage, owner: Person) -> Arguments:
    return {"occurrence": await occurrence_in(stage, owner)}
