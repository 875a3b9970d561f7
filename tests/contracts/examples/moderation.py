"""Examples of moderation: reports of messages, blocks, and conversations that are taken out."""

from tests.contracts.examples.conversations import LEADERS, MEMBERS, SEATED
from tests.contracts.examples.registry import Arguments, example
from tests.contracts.stage import Stage
from tests.world import Person


async def message_to(stage: Stage, owner: Person) -> int:
    """A message that somebody got, from who prepares things there."""
    sent = await stage.leader(owner).send(await stage.conversation_with(owner), "Donderdag beginnen we om half acht")
    return int(sent["id"])


async def reported_in(stage: Stage, owner: Person) -> int:
    """A message that a fellow reported."""
    message = await message_to(stage, owner)
    made = await stage.fellow(owner).call("message.report", message=message, reason="unkind")
    return int(made["id"])


@example("message.report", **SEATED)
async def report_message(stage: Stage, owner: Person) -> Arguments:
    return {"message": await message_to(stage, owner), "reason": "unkind", "note": "Dit kwetst An."}


@example(
    "report.list",
    own="who who no ok no ok nf no",
    neighbour="who who no ok no ok nf no",
    foreign="who who nf nf nf nf nf nf",
)
async def list_reports(stage: Stage, owner: Person) -> Arguments:
    await reported_in(stage, owner)
    return {"organisation": owner.organisation}


@example(
    "report.close",
    own="who who no ok no ok nf no",
    neighbour="who who no ok no ok nf no",
    foreign="who who nf nf nf nf nf no",
)
async def close_report(stage: Stage, owner: Person) -> Arguments:
    return {"report": await reported_in(stage, owner), "outcome": "kept"}


@example("contact.block", **MEMBERS)
async def block_contact(stage: Stage, owner: Person) -> Arguments:
    return {"organisation": owner.organisation, "contact": stage.fellow(owner).contact}


@example("contact.unblock", **MEMBERS)
async def unblock_contact(stage: Stage, owner: Person) -> Arguments:
    return {"organisation": owner.organisation, "contact": stage.fellow(owner).contact}


@example(
    "contact.blocked",
    own="who who ok ok ok ok nf nf",
    neighbour="who who ok ok ok ok nf nf",
    foreign="who who nf nf nf nf nf nf",
)
async def list_blocked(stage: Stage, owner: Person) -> Arguments:
    return {"organisation": owner.organisation}


@example("conversation.export", **LEADERS)
async def export_conversation(stage: Stage, owner: Person) -> Arguments:
    return {"conversation": (await stage.message_by(owner))["conversation"]}


@example("conversation.get_export", **{name: f"{LEADERS[name][:-2]}nf" for name in LEADERS})
async def get_export(stage: Stage, owner: Person) -> Arguments:
    return {"conversation": await stage.conversation_with(owner)}
