"""A command and its parameters, read from the signature of the function that carries it out."""

import inspect
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from bots.kit import sentences
from bots.kit.errors import Misunderstood
from bots.kit.sentences import Phrase
from bots.kit.values import Choice, Day, Flag, Kind, Number, Text
from bots.kit.wire import Json

Action = Callable[..., Awaitable[None]]
PLAIN: dict[Any, Kind] = {str: Text(), int: Number(), date: Day(), bool: Flag()}


class Dutch:
    """The Dutch name of a parameter and of its choices: `Annotated[…, Dutch("periode", month="maand")]`."""

    def __init__(self, name: str, **choices: str) -> None:
        self.name = name
        self.choices = choices


@dataclass(frozen=True)
class Parameter:
    """One parameter; `name` is Python's, `words` are what people write before a colon or after `--`."""

    name: str
    words: Phrase
    kinds: tuple[Kind, ...]
    required: bool
    positional: bool

    @property
    def is_flag(self) -> bool:
        return isinstance(self.kinds[0], Flag)

    @property
    def takes_the_rest(self) -> bool:
        return any(isinstance(kind, Text) for kind in self.kinds)

    def answers_to(self, word: str) -> bool:
        return word.lower() in (self.words.nl, self.words.en)

    def read(self, word: str, today: date) -> object:
        """The value of the first kind that fits; raises Misunderstood."""
        for kind in self.kinds:
            try:
                return kind.read(word, today)
            except ValueError:
                continue
        expected = sentences.either(phrase for kind in self.kinds for phrase in kind.expected)
        raise Misunderstood(sentences.expected(expected, self.words))

    def describe(self) -> Json:
        """As `bot.register` takes it; a number that may also be a word has kind "number" and choices."""
        choices = [word for kind in self.kinds if isinstance(kind, Choice) for word in kind.words]
        described: Json = {"name": self.words.en, "kind": self.kinds[0].name, "required": self.required}
        return described | ({"choices": choices} if choices else {})

    def usage(self, language: str) -> str:
        word = self.words.to(language)
        if self.is_flag:
            return f"[--{word}]"
        shown = word if self.positional else f"{word}:…"
        return f"<{shown}>" if self.required else f"[{shown}]"


@dataclass(frozen=True)
class Command:
    """What people may ask: one or two words in each language, a sentence of help, and what carries it out."""

    name: str
    words: Phrase
    help: Phrase
    parameters: tuple[Parameter, ...]
    action: Action

    @classmethod
    def of(cls, action: Action, words: Phrase, about: Phrase) -> "Command":
        """TypeError when the signature cannot be typed by people in a chat."""
        if not inspect.iscoroutinefunction(action):
            raise TypeError(f"/{words.en}: a command is an async function")
        lowered = Phrase(words.nl.lower(), words.en.lower())
        return cls(words.en, lowered, about, _parameters(action), action)

    def describe(self) -> Json:
        """As `bot.register` takes it."""
        return {
            "name": self.name,
            "words": self.words._asdict(),
            "help": self.help._asdict(),
            "parameters": [parameter.describe() for parameter in self.parameters],
        }

    def usage(self, language: str) -> str:
        """`/agenda [periode]`"""
        parts = (parameter.usage(language) for parameter in self.parameters)
        return " ".join([f"/{self.words.to(language)}", *parts])


def _parameters(action: Action) -> tuple[Parameter, ...]:
    hints = get_type_hints(action, include_extras=True)
    _ctx, *others = inspect.signature(action).parameters.values()
    return tuple(_parameter(other, hints.get(other.name, str)) for other in others)


def _parameter(parameter: inspect.Parameter, hint: Any) -> Parameter:
    if parameter.kind in (parameter.VAR_POSITIONAL, parameter.VAR_KEYWORD):
        raise TypeError(f"{parameter}: a command has a fixed number of parameters")
    type_, dutch = _bare(hint)
    spoken = parameter.name.strip("_").replace("_", "-").lower()
    kinds = _kinds(type_, dutch)
    required = parameter.default is parameter.empty
    if bool in _members(type_) and (len(kinds) > 1 or parameter.default is not False):
        raise TypeError(f"{parameter}: a flag is a bool that starts as False")
    positional = parameter.kind is not parameter.KEYWORD_ONLY and not isinstance(kinds[0], Flag)
    words = Phrase(nl=dutch.name.lower() if dutch else spoken, en=spoken)
    return Parameter(parameter.name, words, kinds, required, positional)


def _bare(hint: Any) -> tuple[Any, Dutch | None]:
    if get_origin(hint) is not Annotated:
        return hint, None
    type_, *notes = get_args(hint)
    return type_, next((note for note in notes if isinstance(note, Dutch)), None)


def _members(type_: Any) -> tuple[Any, ...]:
    if get_origin(type_) in (Union, UnionType):
        return tuple(member for member in get_args(type_) if member is not NoneType)
    return (type_,)


def _kinds(type_: Any, dutch: Dutch | None) -> tuple[Kind, ...]:
    return tuple(_kind(member, dutch.choices if dutch else {}) for member in _members(type_))


def _kind(type_: Any, dutch: dict[str, str]) -> Kind:
    if get_origin(type_) is Literal and all(isinstance(choice, str) for choice in get_args(type_)):
        return Choice(get_args(type_), dutch)
    if type_ in PLAIN:
        return PLAIN[type_]
    raise TypeError(f"{type_}: a parameter is str, int, date, bool or Literal words")
