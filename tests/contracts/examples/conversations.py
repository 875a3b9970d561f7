"""Examples of conversations, messages and commands."""

from tests.contracts.examples.people import group_with
from tests.contracts.examples.registry import Arguments, everywhere, example
from tests.contracts.stage import TASKS, Stage
from tests.world import Person

SEATED = {
    "own": "who who ok ok ok ok nf nf",
    "neighbour": "who who nf nf nf nf nf nf",
    "foreign": "who who nf nf nf nf nf nf",
}
"""A bot with the scope sits in no conversation itself."""
NOT_WRITTEN = {"acting": "no nf nf"}
"""Who acts for a child does not rewrite what the child wrote."""
SEATED_NO_BOT = {**SEATED, **{name: f"{SEATED[name][:-2]}no" for name in SEATED}}
LEADERS = {
    "own": "who who no ok no ok nf no",
    "neighbour": "who who nf ok nf ok nf no",
    "foreign": "who who nf nf nf nf nf no",
}
MEMBERS = {
    "own": "who who ok ok ok ok nf no",
    "neighbour": "who who ok ok ok ok nf no",
    "foreign": "who who nf nf nf nf nf no",
}


@example("conversation.open_direct", **MEMBERS)
async def open_direct(stage: Stage, owner: Person) -> Arguments:
    return {"organisation": owner.organisation, "contact": stage.fellow(owner).contact}


@example(
    "conversation.create",
    own="who who no ok no ok nf no",
    neighbour="who who no ok no ok nf no",
    foreign="who who nf nf nf nf nf no",
)
async def create_conversation(stage: Stage, owner: Person) -> Arguments:
    group = await group_with(stage, owner)
    return {"organisation": owner.organisation, "title": "Sopranen", "group": group.id}


@example(
    "conversation.list",
    **{
        **MEMBERS,
        "own": "who who ok ok ok ok nf ok",
        "neighbour": "who who ok ok ok ok nf ok",
        "foreign": "who who nf nf nf nf nf nf",
    },
)
async def list_conversations(stage: Stage, owner: Person) -> Arguments:
    await stage.message_by(owner)
    return {"organisation": owner.organisation}


@example("conversation.get", **SEATED)
async def get_conversation(stage: Stage, owner: Person) -> Arguments:
    return {"conversation": await stage.conversation_with(owner)}


@example("conversation.leave", **SEATED_NO_BOT)
async def leave_conversation(stage: Stage, owner: Person) -> Arguments:
    return {"conversation": await stage.conversation_with(owner)}


@example("participant.list", **SEATED)
async def list_participants(stage: Stage, owner: Person) -> Arguments:
    return {"conversation": await stage.conversation_with(owner)}


@example("participant.add", **LEADERS)
async def add_participants(stage: Stage, owner: Person) -> Arguments:
    async with stage.house.units.write() as unit:
        newcomer = stage.contact(unit, owner.organisation, "Roos Desmedt")
    return {"conversation": await stage.conversation_with(owner), "contacts": [newcomer.id]}


@example("participant.remove", **LEADERS)
async def remove_participant(stage: Stage, owner: Person) -> Arguments:
    return {"conversation": await stage.conversation_with(owner), "contact": stage.fellow(owner).contact}


@example("broadcast.reply", **SEATED)
async def answer_list(stage: Stage, owner: Person) -> Arguments:
    listed = await stage.list_with(owner)
    return {"conversation": listed, "text": "Ik kom wat later"}


@example("broadcast.set_admin", **LEADERS)
async def set_admin(stage: Stage, owner: Person) -> Arguments:
    return {"conversation": await stage.list_with(owner), "contact": stage.fellow(owner).contact, "admin": True}


@example("broadcast.inbox", **SEATED)
async def read_inbox(stage: Stage, owner: Person) -> Arguments:
    return {"conversation": await stage.list_with(owner, admin=True)}


async def sent_to_list(stage: Stage, owner: Person) -> Arguments:
    """A message to a list that somebody administers."""
    listed = await stage.list_with(owner, admin=True)
    return {"message": (await stage.leader(owner).send(listed, "Zaterdag is de zaal open vanaf negen uur"))["id"]}


@example("broadcast.report", **SEATED)
async def report_on(stage: Stage, owner: Person) -> Arguments:
    return await sent_to_list(stage, owner)


@example("broadcast.export_report", **SEATED)
async def export_report(stage: Stage, owner: Person) -> Arguments:
    return await sent_to_list(stage, owner)


@example("conversation.change", **LEADERS)
async def change_conversation(stage: Stage, owner: Person) -> Arguments:
    return {"conversation": await stage.conversation_with(owner), "title": "Repetitie van vrijdag"}


@example("participant.set_admin", **LEADERS)
async def set_conversation_admin(stage: Stage, owner: Person) -> Arguments:
    where = {"conversation": await stage.conversation_with(owner)}
    return {**where, "contact": stage.fellow(owner).contact, "admin": True}


@example("conversation.remove", **LEADERS)
async def remove_conversation(stage: Stage, owner: Person) -> Arguments:
    return {"conversation": await stage.conversation_with(owner)}


@example(
    "conversation.restore",
    own="who who nf ok nf ok nf no",
    neighbour="who who nf ok nf ok nf no",
    foreign="who who nf nf nf nf nf no",
)
async def restore_conversation(stage: Stage, owner: Person) -> Arguments:
    conversation = await stage.conversation_with(owner)
    remover = owner if owner in (stage.mieke, stage.rik) else stage.leader(owner)
    await remover.call("conversation.remove", conversation=conversation)
    return {"conversation": conversation}


@example(
    "conversation.list_removed",
    own="who who ok ok ok ok nf nf",
    neighbour="who who ok ok ok ok nf nf",
    foreign="who who nf nf nf nf nf nf",
)
async def list_removed(stage: Stage, owner: Person) -> Arguments:
    conversation = await stage.conversation_with(owner)
    await stage.leader(owner).call("conversation.remove", conversation=conversation)
    return {"organisation": owner.organisation}


@example("message.send", **SEATED)
async def send_message(stage: Stage, owner: Person) -> Arguments:
    return {"conversation": await stage.conversation_with(owner), "text": "Wie brengt taart mee?"}


@example("message.edit", **SEATED, also=NOT_WRITTEN)
async def edit_message(stage: Stage, owner: Person) -> Arguments:
    return {"message": (await stage.message_by(owner))["id"], "text": "Donderdag beginnen we om acht uur"}


@example("message.delete", **SEATED, also=NOT_WRITTEN)
async def delete_message(stage: Stage, owner: Person) -> Arguments:
    return {"message": (await stage.message_by(owner))["id"]}


@example("message.get", **SEATED)
async def get_message(stage: Stage, owner: Person) -> Arguments:
    return {"message": (await stage.message_by(owner))["id"]}


@example("message.versions", **SEATED)
async def list_versions(stage: Stage, owner: Person) -> Arguments:
    return {"message": (await stage.message_by(owner))["id"]}


@example("message.forward", **SEATED)
async def forward_message(stage: Stage, owner: Person) -> Arguments:
    message = await stage.message_by(owner)
    return {"message": message["id"], "conversations": [message["conversation"]]}


@example(
    "message.pin",
    own="who who no ok no ok nf nf",
    neighbour="who who nf nf nf nf nf nf",
    foreign="who who nf nf nf nf nf nf",
)
async def pin_message(stage: Stage, owner: Person) -> Arguments:
    return {"message": (await stage.message_by(owner))["id"], "on": True}


@example("message.pinned", **SEATED)
async def list_pinned(stage: Stage, owner: Person) -> Arguments:
    return {"conversation": await stage.conversation_with(owner)}


@example("reaction.set", **SEATED)
async def set_reaction(stage: Stage, owner: Person) -> Arguments:
    return {"message": (await stage.message_by(owner))["id"], "emoji": "👍", "on": True}


@example("star.set", **SEATED)
async def set_star(stage: Stage, owner: Person) -> Arguments:
    return {"message": (await stage.message_by(owner))["id"], "on": True}


@example(
    "star.list",
    own="who who ok ok ok ok nf ok",
    neighbour="who who ok ok ok ok nf ok",
    foreign="who who nf nf nf nf nf nf",
)
async def list_stars(stage: Stage, owner: Person) -> Arguments:
    return {"organisation": owner.organisation}


@example(
    "message_rules.get",
    own="who who ok ok ok ok nf ok",
    neighbour="who who ok ok ok ok nf ok",
    foreign="who who nf nf nf nf nf nf",
)
async def get_rules(stage: Stage, owner: Person) -> Arguments:
    return {"organisation": owner.organisation}


@example(
    "message_rules.set",
    own="who who no ok no ok nf no",
    neighbour="who who no ok no ok nf no",
    foreign="who who nf nf nf nf nf no",
)
async def set_rules(stage: Stage, owner: Person) -> Arguments:
    return {"organisation": owner.organisation, "edit_minutes": 60, "delete_minutes": 60, "admins_delete": True}


@example("message.history", **SEATED)
async def read_history(stage: Stage, owner: Person) -> Arguments:
    return {"conversation": (await stage.message_by(owner))["conversation"], "before": 9}


@example("read.set", **SEATED)
async def set_read(stage: Stage, owner: Person) -> Arguments:
    return {"conversation": (await stage.message_by(owner))["conversation"], "seq": 1}


@example("read.set_unread", **SEATED)
async def set_unread(stage: Stage, owner: Person) -> Arguments:
    return {"conversation": (await stage.message_by(owner))["conversation"], "seq": 1}


@example("command.run", **SEATED)
async def run_command(stage: Stage, owner: Person) -> Arguments:
    return {"conversation": await stage.conversation_with(owner), "text": "/taken"}


@example(
    "command.list",
    own="who who ok ok ok ok nf ok",
    neighbour="who who ok ok ok ok nf ok",
    foreign="who who nf nf nf nf nf nf",
)
async def list_commands(stage: Stage, owner: Person) -> Arguments:
    return {"organisation": owner.organisation}


@example(
    "command.answer",
    own="who who nf nf nf nf nf ok",
    neighbour="who who nf nf nf nf nf ok",
    foreign="who who nf nf nf nf nf nf",
)
async def answer_command(stage: Stage, owner: Person) -> Arguments:
    caller = owner if owner.contact is not None else stage.fellow(owner)
    given = await caller.call("command.run", conversation=await stage.conversation_with(caller), text="/taken")
    return {"command": given["id"], "text": "Je hebt geen taken."}


@example("bot.register", **everywhere("who who no no no no no ok"))
async def register_bot(stage: Stage, owner: Person) -> Arguments:
    return {"commands": [TASKS]}


@example("search.messages", **SEATED)
async def search_messages(stage: Stage, owner: Person) -> Arguments:
    return {"text": "repetitie", "conversation": (await stage.message_by(owner))["conversation"]}


@example("message.remove_preview", **SEATED, also=NOT_WRITTEN)
async def remove_preview(stage: Stage, owner: Person) -> Arguments:
    return {"message": (await stage.message_by(owner))["id"]}


@example("shared.list", **SEATED)
async def list_shared(stage: Stage, owner: Person) -> Arguments:
    return {"conversation": (await stage.message_by(owner))["conversation"], "kind": "links"}


@example("shared.counts", **SEATED)
async def count_shared(stage: Stage, owner: Person) -> Arguments:
    return {"conversation": (await stage.message_by(owner))["conversation"]}
