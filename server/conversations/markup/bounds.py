"""What is left out when a text is shown: signs that turn it around or steer a terminal, and heaps of marks."""

import unicodedata

TURNING = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C, 0xFEFF])
"""Signs that set the direction of what follows (Unicode TR 9): a name or an address could pose as another."""
STEERING = dict.fromkeys(range(0x7F, 0xA0))
"""Signs that steer a terminal: nobody sees them, and what copies the text may obey them. Those below 0x20 reach no
message (kernel/wire.py)."""
MARKS = 4
"""Marks on one letter that are shown; no living language has more."""
FIRST_MARK = "\u0300"


def bounded(text: str) -> str:
    """A text as it is shown. What was typed is kept as it is."""
    if text.isascii():
        return text
    text = text.translate(TURNING | STEERING)
    return _thinned(text) if any(char >= FIRST_MARK for char in text) else text


def _thinned(text: str) -> str:
    kept, run = [], 0
    for char in text:
        run = run + 1 if unicodedata.category(char).startswith("M") else 0
        if run <= MARKS:
            kept.append(char)
    return "".join(kept)
