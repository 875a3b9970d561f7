"""Commands: a line that begins with a slash goes to the bot that knows it, which answers its caller privately."""

from collections.abc import Awaitable, Callable
from typing import Annotated

import msgspec

from server.accounts.models import BotAccount
from server.conversations.events import CommandAnswered, CommandGiven
from server.conversations.models import Command
from server.conversations.policies import may_answer, may_register_bot
from server.conversations.seats import open_seat
from server.conversations.views import CommandView
from server.kernel.access import Actor, may_as_member
from server.kernel.context import Context
from server.kernel.errors import Reason, not_found
from server.kernel.ids import new_id
from server.kernel.language import LANGUAGES, Language
from server.kernel.operations import operation
from server.kernel.wire import Id, Input, ListView, Nothing, PageInput, View, invalid

CommandText = Annotated[str, msgspec.Meta(min_length=2, max_length=2000)]
AnswerText = Annotated[str, msgspec.Meta(min_length=1, max_length=10_000)]
BY_LANGUAGE = msgspec.Meta(extra_json_schema={"propertyNames": {"enum": list(LANGUAGES)}, "required": list(LANGUAGES)})
Word = Annotated[str, msgspec.Meta(pattern=r"^[a-z][a-z0-9_-]{0,31}$")]


class CommandParameter(View, frozen=True):
    """One value that a command takes."""

    name: Word
    kind: Annotated[str, msgspec.Meta(max_length=20)]
    required: bool = False
    choices: list[str] | None = None


class CommandSpec(View, frozen=True):
    """A command that a bot answers: its words and its help in each language, and what it takes."""

    name: Word
    words: Annotated[dict[Language, Word], BY_LANGUAGE]
    help: Annotated[dict[Language, Annotated[str, msgspec.Meta(max_length=400)]], BY_LANGUAGE]
    parameters: list[CommandParameter] = msgspec.field(default_factory=list)


class RegisterBot(Input, frozen=True):
    """Everything that the bot answers; what it registered before is replaced."""

    commands: Annotated[list[CommandSpec], msgspec.Meta(max_length=100)]


@operation("bot.register", scope="bots:write")
async def register_bot(ctx: Context, given: RegisterBot) -> Nothing:
    """Say which commands a bot answers, in every organisation where it stands. Refused: forbidden (not a bot)."""
    ctx.allow(may_register_bot(ctx.actor))
    bots = await BotAccount.filter(account_id=ctx.actor.account, organisation_id__in=ctx.actor.organisations)
    for bot in bots:
        ctx.change(bot, commands=msgspec.json.encode(given.commands).decode())
    return Nothing()


class ListCommands(PageInput, frozen=True):
    """In which organisation."""

    organisation: Id


@operation("command.list", scope="bots:read")
async def list_commands(ctx: Context, given: ListCommands) -> ListView[CommandSpec]:
    """List the commands that bots answer here, by name, for completion and help."""
    ctx.allow(may_as_member(ctx.actor, given.organisation))
    known = await known_commands(given.organisation)
    return ListView(items=sorted((spec for spec, _ in known), key=lambda spec: spec.name))


async def known_commands(organisation: int) -> list[tuple[CommandSpec, int]]:
    """Each command of an organisation with the account of its bot."""
    bots = await BotAccount.filter(organisation_id=organisation).order_by("id")
    return [
        (spec, bot.account_id) for bot in bots for spec in msgspec.json.decode(bot.commands, type=list[CommandSpec])
    ]


class RunCommand(Input, frozen=True):
    """The line, and where it was typed."""

    conversation: Id
    text: CommandText


@operation("command.run", scope="bots:write")
async def run_command(ctx: Context, given: RunCommand) -> CommandView:
    """Give a bot a command, such as `/agenda week`; its answer comes as the event command.answered.

    Refused: not_found (no such conversation), invalid (no slash, or a command that no bot knows).
    """
    seat = await open_seat(ctx, given.conversation)
    if not given.text.startswith("/"):
        raise invalid(text=Reason("command_form"))
    word = given.text[1:].split(maxsplit=1)[0].lower() if given.text[1:].split() else ""
    known = await known_commands(seat.organisation_id)
    bot = next((account for spec, account in known if word in {spec.name, *spec.words.values()}), None)
    if bot is None:
        raise invalid(text=Reason("command_unknown", word=word))
    command = Command(
        id=new_id(),
        organisation_id=seat.organisation_id,
        conversation_id=seat.conversation_id,
        bot_id=bot,
        caller_id=seat.contact_id,
        caller_account=ctx.actor.account,
        reader_id=ctx.actor.reader,
        language=ctx.language,
        text=given.text,
        given_at=ctx.now,
    )
    ctx.add(command)
    ctx.emit(CommandGiven(command))
    return ctx.later(command, CommandView.of)


class AnswerCommand(Input, frozen=True):
    """Which one, and what."""

    command: Id
    text: AnswerText


@operation("command.answer", scope="bots:write")
async def answer_command(ctx: Context, given: AnswerCommand) -> CommandView:
    """Answer a command, for its caller's eyes only, once. Refused: not_found, conflict (answered already)."""
    wanted = Command.filter(id=given.command, organisation_id__in=ctx.actor.organisations)
    command = await wanted.select_for_update(no_key=True).first()
    ctx.allow(may_answer(ctx.actor, command))
    if command is None:
        raise not_found()
    ctx.change(command, answer=given.text, answered_at=ctx.now)
    ctx.emit(CommandAnswered(command))
    return ctx.later(command, CommandView.of)


async def caller_of(bot: Actor, command_id: int, caller: Callable[[int, int], Awaitable[Actor]]) -> Actor:
    """The actor on whose behalf a bot acts: its caller's rights, narrowed to the bot's scopes. Raises not_found."""
    command = await Command.get_or_none(id=command_id, organisation_id__in=bot.organisations, bot_id=bot.account)
    if command is None or bot.scopes is None:
        raise not_found()
    actor = await caller(command.caller_account, command.reader_id)
    if actor.reader != command.reader_id:  # they act for that person no longer
        raise not_found()
    standings = {k: v for k, v in actor.standings.items() if k == command.organisation_id}
    return msgspec.structs.replace(actor, standings=standings, scopes=bot.scopes)
