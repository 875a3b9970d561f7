"""Words as they are indexed and asked for: one form for both databases, in Dutch and in English.

Each word is kept as it is, to be found by its beginning, and under its stem in both languages, for nobody says in which
they write. The databases' own stemmers differ from each other, so neither is used.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

import msgspec
import Stemmer

from server.kernel.finding import Term

VERSION = 1
"""To be raised when the same text would give other tokens: indexes are made anew."""
LONGEST = 64
"""Letters of a word that are looked at; what is longer is no word but an address or a key."""

_WORD = re.compile(r"(?:[^\W_]|[\u0300-\u036f])+")
_ASKED = re.compile(r'"([^"]*)"?|([^"]+)')
_dutch = Stemmer.Stemmer("dutch")
_english = Stemmer.Stemmer("english")


class Word(msgspec.Struct, frozen=True):
    """A word of a text and where it stands there."""

    token: str
    start: int
    end: int


def words_of(text: str) -> Iterator[Word]:
    """The words of a text in their order."""
    for found in _WORD.finditer(text):
        token = token_of(found[0])
        if token:
            yield Word(token, found.start(), found.end())


@lru_cache(maxsize=50_000)
def token_of(word: str) -> str:
    """Lower case, without accents, letters and digits only."""
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(letter for letter in plain if letter.isalnum())[:LONGEST]


@lru_cache(maxsize=50_000)
def forms_of(token: str) -> tuple[str, str]:
    """Its stems, each marked with its language: two words may have the same stem in different ones."""
    return f"n{_dutch.stemWord(token)}", f"e{_english.stemWord(token)}"


def terms_of(text: str) -> tuple[Term, ...]:
    """What somebody asks: words, and phrases between quotes. Anything else that they type has no meaning."""
    found: dict[Term, None] = {}
    for phrase, loose in _ASKED.findall(text):
        if phrase:
            tokens = tuple(word.token for word in words_of(phrase))
            if tokens:
                found[Term(tokens)] = None
        for word in words_of(loose):
            # One letter begins half of all words, so it only finds itself.
            found[Term((word.token,), forms_of(word.token), prefix=len(word.token) > 1)] = None
    return tuple(found)


def places_of(term: Term, words: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """From which to which word a term is found in a text."""
    size = len(term.words)
    for start in range(len(words) - size + 1):
        tokens = tuple(word.token for word in words[start : start + size])
        if tokens == term.words or (size == 1 and _is_like(term, tokens[0])):
            yield start, start + size


def _is_like(term: Term, token: str) -> bool:
    if term.prefix and token.startswith(term.words[0]):
        return True
    return bool(set(term.forms).intersection(forms_of(token)))
