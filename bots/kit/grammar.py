"""The grammar of commands: `/<noun> [verb] [values] [name:value…] [--flags]`."""

import re
from collections.abc import Iterable
from datetime import date

from bots.kit import sentences
from bots.kit.commands import Command, Parameter
from bots.kit.errors import Misunderstood
from bots.kit.sentences import Phrase

WORD = re.compile(r'(?:[^\s"]|"[^"]*")+')
# Telephones turn "quotes" and --dashes into these while one types.
CURLED_QUOTES = str.maketrans(dict.fromkeys("“”„", '"'))
DASHES = re.compile("--|—|–")


def split_words(text: str) -> list[str]:
    """The words of a command without its slash; quotes, still in place, hold a word together."""
    straight = text.strip().removeprefix("/").translate(CURLED_QUOTES)
    if straight.count('"') % 2:
        raise Misunderstood(sentences.UNCLOSED)
    return WORD.findall(straight)


def find_command(commands: Iterable[Command], words: list[str]) -> tuple[Command, list[str]]:
    """The command meant, and the words after its own; the longer name wins. Raises Misunderstood."""
    if not words:
        raise Misunderstood(sentences.NOTHING_SAID)
    by_words = {word: command for command in commands for word in command.words}
    for length in (2, 1):
        spoken = " ".join(words[:length]).lower()
        if len(words) >= length and spoken in by_words:
            return by_words[spoken], words[length:]
    raise Misunderstood(sentences.unknown_command(words[0]))


def read_arguments(command: Command, words: list[str], today: date) -> dict[str, object]:
    """Keyword arguments for the command's function; what is left out keeps its default. Raises Misunderstood."""
    try:
        return _Reading(command, today).read(words)
    except Misunderstood as misunderstood:
        usage = sentences.usage(Phrase(nl=command.usage("nl"), en=command.usage("en")))
        why = misunderstood.phrase
        raise Misunderstood(Phrase(f"{why.nl}\n{usage.nl}", f"{why.en}\n{usage.en}")) from misunderstood


class _Reading:
    def __init__(self, command: Command, today: date) -> None:
        self.parameters = command.parameters
        self.today = today
        self.arguments: dict[str, object] = {}
        self.values: list[str] = []

    def read(self, words: list[str]) -> dict[str, object]:
        for word in words:
            self._sort(word)
        self._place_values()
        for parameter in self.parameters:
            if parameter.required and parameter.name not in self.arguments:
                raise Misunderstood(sentences.missing(parameter.words))
        return self.arguments

    def _sort(self, word: str) -> None:
        name, colon, value = word.partition(":")
        if flag := self._flag(word):
            self._keep(flag, "")
        elif word.startswith("--"):
            raise Misunderstood(sentences.surplus(word))
        elif colon and (named := self._named(name)):
            self._keep(named, _unquoted(value))
        else:
            self.values.append(_unquoted(word))

    def _flag(self, word: str) -> Parameter | None:
        dashes = DASHES.match(word)
        found = self._find(word[dashes.end() :]) if dashes else None
        return found if found and found.is_flag else None

    def _named(self, name: str) -> Parameter | None:
        found = self._find(name)
        return found if found and not found.is_flag else None

    def _find(self, name: str) -> Parameter | None:
        return next((parameter for parameter in self.parameters if parameter.answers_to(name)), None)

    def _keep(self, parameter: Parameter, value: str) -> None:
        if parameter.name in self.arguments:
            raise Misunderstood(sentences.given_twice(parameter.words))
        self.arguments[parameter.name] = parameter.read(value, self.today)

    def _place_values(self) -> None:
        free = [each for each in self.parameters if each.positional and each.name not in self.arguments]
        if free and free[-1].takes_the_rest and len(self.values) > len(free):
            until = len(free) - 1
            self.values[until:] = [" ".join(self.values[until:])]
        if len(self.values) > len(free):
            raise Misunderstood(sentences.surplus(self.values[len(free)]))
        for parameter, value in zip(free, self.values, strict=False):
            self._keep(parameter, value)


def _unquoted(word: str) -> str:
    return word.replace('"', "")
