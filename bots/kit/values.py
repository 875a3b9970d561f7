"""From one written word to a Python value, for each type a parameter may have."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Protocol

from bots.kit import sentences
from bots.kit.sentences import Phrase

DAYS_AHEAD = {"vandaag": 0, "today": 0, "morgen": 1, "tomorrow": 1, "overmorgen": 2}
WHOLE_NUMBER = re.compile(r"[+-]?[0-9]{1,15}")
DAY_FIRST = re.compile(r"([0-9]{1,2})[-/]([0-9]{1,2})[-/]([0-9]{4})")
YEAR_FIRST = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")


class Kind(Protocol):
    """A type of value: its name on the wire, what to call it, and how to read it."""

    @property
    def name(self) -> str: ...

    @property
    def expected(self) -> tuple[Phrase, ...]: ...

    def read(self, word: str, today: date) -> object:
        """The value; ValueError when the word is none of this kind."""


@dataclass(frozen=True)
class Text:
    name: str = "text"
    expected: tuple[Phrase, ...] = (sentences.TEXT,)

    def read(self, word: str, today: date) -> str:
        return word


@dataclass(frozen=True)
class Number:
    name: str = "number"
    expected: tuple[Phrase, ...] = (sentences.NUMBER,)

    def read(self, word: str, today: date) -> int:
        if not WHOLE_NUMBER.fullmatch(word):
            raise ValueError(word)
        return int(word)


@dataclass(frozen=True)
class Day:
    name: str = "date"
    expected: tuple[Phrase, ...] = (sentences.DATE,)

    def read(self, word: str, today: date) -> date:
        if word.lower() in DAYS_AHEAD:
            return today + timedelta(days=DAYS_AHEAD[word.lower()])
        if match := YEAR_FIRST.fullmatch(word):
            year, month, day = match.groups()
        elif match := DAY_FIRST.fullmatch(word):
            day, month, year = match.groups()
        else:
            raise ValueError(word)
        return date(int(year), int(month), int(day))


@dataclass(frozen=True)
class Flag:
    name: str = "flag"
    expected: tuple[Phrase, ...] = (sentences.TEXT,)

    def read(self, word: str, today: date) -> bool:
        return True


@dataclass(frozen=True)
class Choice:
    """One of a few words; the Dutch and the English word of each mean the same value."""

    values: tuple[str, ...]
    dutch: Mapping[str, str] = field(default_factory=dict)
    name: str = "choice"

    @property
    def expected(self) -> tuple[Phrase, ...]:
        return tuple(Phrase(self.dutch.get(value, value), value) for value in self.values)

    @property
    def words(self) -> list[str]:
        """Every word that may be written, without doubles."""
        return list(dict.fromkeys([*self.values, *(self.dutch.get(value, value) for value in self.values)]))

    def read(self, word: str, today: date) -> str:
        meaning = {self.dutch.get(value, value).lower(): value for value in self.values}
        meaning |= {value.lower(): value for value in self.values}
        if word.lower() not in meaning:
            raise ValueError(word)
        return meaning[word.lower()]
