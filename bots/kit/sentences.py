"""Every sentence the kit itself says to a person, in Dutch and English."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple


class Phrase(NamedTuple):
    """The same words in both languages."""

    nl: str
    en: str

    @classmethod
    def of(cls, words: Mapping[str, str]) -> "Phrase":
        """From `{"nl": …, "en": …}`; ValueError when one is missing or empty."""
        if not (words.get("nl") and words.get("en")):
            raise ValueError("both 'nl' and 'en' are needed")
        return cls(nl=words["nl"], en=words["en"])

    def to(self, language: str) -> str:
        """Dutch for "nl", English for every other language."""
        return self.nl if language == "nl" else self.en


NUMBER = Phrase("een getal", "a number")
TEXT = Phrase("tekst", "text")
DATE = Phrase("een datum zoals 2026-11-26 of 'morgen'", "a date such as 2026-11-26 or 'tomorrow'")
DONE = Phrase("Gedaan.", "Done.")
FAILED = Phrase(
    "Er ging iets mis bij het uitvoeren van deze opdracht. De beheerder van de bot kan het nakijken.",
    "Something went wrong while carrying out this command. Whoever runs the bot can look it up.",
)
UNCLOSED = Phrase('Er ontbreekt een aanhalingsteken (").', 'A quotation mark (") is missing.')
NOTHING_SAID = Phrase("Ik zie geen opdracht.", "I see no command.")


def either(phrases: Iterable[Phrase]) -> Phrase:
    """`een getal, week of maand`."""
    dutch, english = zip(*phrases, strict=True)
    return Phrase(_joined(dutch, "of"), _joined(english, "or"))


def expected(what: Phrase, name: Phrase) -> Phrase:
    return Phrase(f"Ik verwachtte {what.nl} voor '{name.nl}'.", f"I expected {what.en} for '{name.en}'.")


def missing(name: Phrase) -> Phrase:
    return Phrase(f"'{name.nl}' ontbreekt.", f"'{name.en}' is missing.")


def given_twice(name: Phrase) -> Phrase:
    return Phrase(f"'{name.nl}' staat er twee keer.", f"'{name.en}' is given twice.")


def surplus(word: str) -> Phrase:
    return Phrase(f"Ik weet niet wat ik met '{word}' moet doen.", f"I do not know what to do with '{word}'.")


def unknown_command(word: str) -> Phrase:
    return Phrase(f"Ik ken /{word} niet.", f"I do not know /{word}.")


def usage(line: Phrase) -> Phrase:
    return Phrase(f"Zo werkt het: {line.nl}", f"Usage: {line.en}")


def abilities(bot: Phrase) -> Phrase:
    return Phrase(f"{bot.nl} kan dit voor je doen:", f"{bot.en} can do this for you:")


def _joined(words: tuple[str, ...], last: str) -> str:
    if len(words) == 1:
        return words[0]
    return f"{', '.join(words[:-1])} {last} {words[-1]}"
