"""The piece of a message in which the hits stand, with the hits marked."""

from collections.abc import Sequence

from server.kernel.finding import Term
from server.kernel.wire import View
from server.search.words import Word, places_of, words_of

BEFORE, AFTER = 60, 140
"""Letters shown before and after the first hit."""


class Piece(View, frozen=True, omit_defaults=True):
    """A part of an excerpt; `hit`: it is what was asked."""

    text: str
    hit: bool = False


def hits_in(text: str, terms: Sequence[Term]) -> list[tuple[int, int]] | None:
    """From where to where hits stand in a text, in their order; None when one of the terms is not there."""
    words = list(words_of(text))
    found: list[tuple[int, int]] = []
    for term in terms:
        places = [(words[first].start, words[last - 1].end) for first, last in places_of(term, words)]
        if not places:
            return None
        found += places
    return _joined(sorted(found))


def _joined(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def excerpt(text: str, hits: Sequence[tuple[int, int]]) -> list[Piece]:
    """The text around its first hit, cut between words."""
    first, last = hits[0] if hits else (0, 0)
    start = _start(text, first - BEFORE)
    end = _end(text, max(last, first + AFTER))
    pieces, at = [Piece("…")] if start else [], start
    for hit_start, hit_end in hits:
        if hit_end > end:
            break
        pieces += [Piece(text[at:hit_start]), Piece(text[hit_start:hit_end], hit=True)]
        at = hit_end
    pieces += [Piece(text[at:end]), Piece("…" if end < len(text) else "")]
    return [piece for piece in pieces if piece.text]


def _start(text: str, wanted: int) -> int:
    if wanted <= 0:
        return 0
    blank = text.find(" ", wanted, wanted + BEFORE // 2)
    return blank + 1 if blank >= 0 else wanted


def _end(text: str, wanted: int) -> int:
    if wanted >= len(text):
        return len(text)
    blank = text.rfind(" ", wanted - 20, wanted)
    return blank if blank >= 0 else wanted


__all__ = ["Piece", "Word", "excerpt", "hits_in"]
