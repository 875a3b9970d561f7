"""What becomes of messages when two contacts become one: who wrote, whom they mention, and who reacted."""

from collections.abc import Mapping, Sequence

from server.conversations.events import MessageReassigned
from server.conversations.message_models import Mention, MessageVersion, Reaction
from server.conversations.models import Message
from server.kernel.context import Context
from server.people.references import Merge, references
from server.people.rewriting import delete_rows


async def move_messages(ctx: Context, merge: Merge) -> None:
    """What either wrote, or was mentioned in, or reacted to, is the one's that stays; clients hear of each."""
    own = {"organisation_id": merge.organisation}
    written = await Message.filter(**own, author_id=merge.drop)
    beside = sorted({*await _move_mentions(ctx, merge), *await _move_reactions(ctx, merge)})
    touched = await Message.filter(**own, id__in=beside) if beside else []
    # Each once, for two copies of one row would tell each other's columns as they were.
    messages = {message.id: message for message in (*written, *touched)}
    for message in sorted(messages.values(), key=lambda row: row.rev):
        ctx.change(message, **_moved(message, merge))
        ctx.emit(MessageReassigned(message))


def _moved(message: Message, merge: Merge) -> dict[str, object]:
    named = [merge.keep if each == merge.drop else each for each in message.mentions or ()]
    reactions = {
        emoji: list(dict.fromkeys(merge.keep if each == merge.drop else each for each in people))
        for emoji, people in (message.reactions or {}).items()
    }
    return {
        "author_id": merge.keep if message.author_id == merge.drop else message.author_id,
        "text": _renamed(message.text, merge),
        "mentions": sorted(set(named)) or None,
        "reactions": reactions or None,
    }


def _renamed(text: str, merge: Merge) -> str:
    return text.replace(f"<@{merge.drop}>", f"<@{merge.keep}>")


async def _move_mentions(ctx: Context, merge: Merge) -> list[int]:
    """Rows of mentions; which messages they stand in."""
    own = {"organisation_id": merge.organisation}
    rows = await Mention.filter(**own, contact_id__in=[merge.keep, merge.drop]).order_by("id")
    keys = {row.id: (row.message_id, row.kind, row.group_id) for row in rows}
    moved = await _move(ctx, rows, keys, merge)
    for version in await MessageVersion.filter(**own, text__contains=f"<@{merge.drop}>"):
        ctx.change(version, text=_renamed(version.text, merge))
    return moved


async def _move_reactions(ctx: Context, merge: Merge) -> list[int]:
    """Rows of reactions; at which messages they stand."""
    rows = await Reaction.filter(organisation_id=merge.organisation, contact_id__in=[merge.keep, merge.drop])
    keys = {row.id: (row.message_id, row.emoji) for row in rows}
    return await _move(ctx, rows, keys, merge)


async def _move(
    ctx: Context, rows: Sequence[Mention | Reaction], keys: Mapping[int, object], merge: Merge
) -> list[int]:
    """Give rows to the one that stays, but for those of which it has the like (the same key): these go."""
    kept = {keys[row.id] for row in rows if row.contact_id == merge.keep}
    moved = [row for row in rows if row.contact_id == merge.drop]
    for row in moved:
        if keys[row.id] not in kept:
            ctx.change(row, contact_id=merge.keep)
    await delete_rows([row for row in moved if keys[row.id] in kept])
    return [row.message_id for row in moved]


async def move_with_messages(_ctx: Context, _merge: Merge) -> None:
    """Nothing more: mentions and reactions move with their messages."""


references("message", "author_id", mover=move_messages)
references("mention", "contact_id", mover=move_with_messages)
references("reaction", "contact_id", mover=move_with_messages)
