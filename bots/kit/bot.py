"""A bot: a name, the registry of its commands, and the answering of one."""

import logging
from collections.abc import Callable, Mapping
from typing import Annotated, TypedDict, TypeVar, Unpack

from bots.kit import sentences
from bots.kit.commands import Action, Command, Dutch
from bots.kit.ctx import Ctx
from bots.kit.errors import Misunderstood, Refused
from bots.kit.grammar import find_command, read_arguments, split_words
from bots.kit.sentences import Phrase
from bots.kit.wire import Json

log = logging.getLogger("akkoord.bots")
A = TypeVar("A", bound=Action)
HELP = Phrase(
    "Toont wat deze bot kan, of hoe één opdracht werkt.", "Shows what this bot can do, or how one command works."
)


class Wording(TypedDict):
    """The Dutch word of a command, and its help as `{"nl": …, "en": …}`."""

    nl: str
    help: Mapping[str, str]


class Bot:
    """`bot = Bot(nl="Beheer", en="Admin")`; every bot knows `/help`, `/hulp` by itself."""

    def __init__(self, *, nl: str, en: str) -> None:
        self.name = Phrase(nl, en)
        self._commands: list[Command] = []
        self.command("help", nl="hulp", help=HELP._asdict())(self._help)

    @property
    def commands(self) -> tuple[Command, ...]:
        return tuple(self._commands)

    def command(self, name: str, **wording: Unpack[Wording]) -> Callable[[A], A]:
        """Register an async function `(ctx, …)` as `/name`, in Dutch `/nl`; one word or two.

            @bot.command("count", nl="tel", help={"nl": "Telt.", "en": "Counts."})

        Raises ValueError when a word is taken or a language of the help is missing, TypeError on a signature that
        people cannot type.
        """

        def register(action: A) -> A:
            self._add(Command.of(action, Phrase(wording["nl"], name), Phrase.of(wording["help"])))
            return action

        return register

    def describe(self) -> list[Json]:
        """The registry as `bot.register` takes it."""
        return [command.describe() for command in self._commands]

    async def answer(self, ctx: Ctx, text: str) -> None:
        """Carry out one command and see to it that the caller has an answer. Raises Refused when none is taken."""
        try:
            await self._carry_out(ctx, text)
        except Exception as trouble:
            if ctx.answered and not ctx.delivered:
                raise
            if ctx.delivered:
                log.exception("a command failed after its answer")
                return
            await ctx.reply(self._excuse(ctx, trouble))
        if not ctx.answered:
            await ctx.reply(sentences.DONE.to(ctx.language))

    async def _carry_out(self, ctx: Ctx, text: str) -> None:
        try:
            command, words = find_command(self._commands, split_words(text))
        except Misunderstood as misunderstood:
            await ctx.reply(f"{misunderstood.phrase.to(ctx.language)}\n\n{self.overview(ctx.language)}")
            return
        await command.action(ctx, **read_arguments(command, words, ctx.today))

    def overview(self, language: str) -> str:
        """The help, made from the registry."""
        lines = [f"{command.usage(language)} — {command.help.to(language)}" for command in self._commands]
        return "\n".join([sentences.abilities(self.name).to(language), *lines])

    async def _help(self, ctx: Ctx, command: Annotated[str, Dutch("opdracht")] = "") -> None:
        if not command:
            await ctx.reply(self.overview(ctx.language))
            return
        found, _ = find_command(self._commands, split_words(command))
        await ctx.reply(f"{found.usage(ctx.language)}\n{found.help.to(ctx.language)}")

    def _excuse(self, ctx: Ctx, trouble: Exception) -> str:
        if isinstance(trouble, Misunderstood):
            return trouble.phrase.to(ctx.language)
        if isinstance(trouble, Refused) and trouble.message:
            return "\n".join([trouble.message, *trouble.fields.values()])
        log.error("a command failed", exc_info=trouble)
        return sentences.FAILED.to(ctx.language)

    def _add(self, command: Command) -> None:
        taken = {word for known in self._commands for word in known.words}
        if taken & set(command.words):
            raise ValueError(f"/{command.name}: the word is taken")
        self._commands.append(command)
