"""How easily a password is guessed: zxcvbn's estimate, said in our own sentences."""

import asyncio
import re
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from zxcvbn import zxcvbn

ENOUGH = 3
"""Of zxcvbn's 0 to 4: at least 10^8 guesses."""

JUDGED = 32
"""Characters that are looked at. More only makes a password stronger, and the time grows with the square: 0.3 s at most
for 32 signs that each may stand for a letter, 1.1 s for 72."""

COMMON_HERE = frozenset(
    (
        "wachtwoord welkom welkom01 geheim voetbal liefde schatje hallo goedemorgen zomer winter lente herfst vakantie "
        "azerty azertyuiop qwertyuiop anderlecht clubbrugge antwerpen brussel gent leuven brugge amsterdam rotterdam "
        "belgie nederland vlaanderen feyenoord ajax muziek zingen koor fanfare harmonie scouts "
    ).split()
)
"""What people in our two languages' countries choose and zxcvbn's English lists do not know."""

WEAK = "password_weak"
COMMON = "password_common"
OWN = "password_own"

SENTENCES = {
    "This is a top-10 common password.": COMMON,
    "This is a top-100 common password.": COMMON,
    "This is a very common password.": COMMON,
    "This is similar to a commonly used password.": COMMON,
    "A word by itself is easy to guess.": "password_word",
    "Names and surnames by themselves are easy to guess.": "password_name",
    "Common names and surnames are easy to guess.": "password_name",
    "Straight rows of keys are easy to guess.": "password_keys",
    "Short keyboard patterns are easy to guess.": "password_keys",
    "Use a longer keyboard pattern with more turns.": "password_keys",
    'Repeats like "aaa" are easy to guess.': "password_repeat",
    'Repeats like "abcabcabc" are only slightly harder to guess than "abc".': "password_repeat",
    "Avoid repeated words and characters.": "password_repeat",
    'Sequences like "abc" or "6543" are easy to guess.': "password_sequence",
    "Avoid sequences.": "password_sequence",
    "Recent years are easy to guess.": "password_date",
    "Avoid recent years.": "password_date",
    "Avoid years that are associated with you.": "password_date",
    "Dates are often easy to guess.": "password_date",
    "Avoid dates and years that are associated with you.": "password_date",
    "Capitalization doesn't help very much.": "password_capitals",
    "All-uppercase is almost as easy to guess as all-lowercase.": "password_capitals",
    "Reversed words aren't much harder to guess.": "password_reversed",
    "Predictable substitutions like '@' instead of 'a' don't help very much.": "password_signs",
    "Add another word or two. Uncommon words are better.": WEAK,
    "Use a few words, avoid common phrases.": WEAK,
    "No need for symbols, digits, or uppercase letters.": WEAK,
}
"""Our sentence for each of zxcvbn's."""

_one_at_a_time = ThreadPoolExecutor(max_workers=1, thread_name_prefix="strength")
"""zxcvbn keeps the words it is given in a variable of its module: two at once would read each other's."""


async def weakness(password: str, own: Iterable[str] = ()) -> str | None:
    """The key of the sentence that says why a password is easily guessed, or None for one that is not.

    `own` is what others know of whoever chooses: their names, their login, their organisation's name.
    """
    return await asyncio.get_running_loop().run_in_executor(_one_at_a_time, _weakness, password, _words(own))


def _weakness(password: str, own: list[str]) -> str | None:
    found = zxcvbn(password[:JUDGED], user_inputs=[*own, *COMMON_HERE], max_length=JUDGED)
    if found["score"] >= ENOUGH:
        return None
    given = [match["matched_word"] for match in found["sequence"] if match.get("dictionary_name") == "user_inputs"]
    if given:
        return OWN if any(word in own for word in given) else COMMON
    return _sentence(found["feedback"])


def _sentence(feedback: dict[str, Any]) -> str:
    said = [feedback["warning"], *feedback["suggestions"]]
    keys = [SENTENCES.get(sentence, WEAK) for sentence in said if sentence]
    return next((key for key in keys if key != WEAK), WEAK)


def _words(own: Iterable[str]) -> list[str]:
    """Each text as a whole, without its spaces, and its words: "Koor De Rietvink" is also "rietvink"."""
    words: list[str] = []
    for text in own:
        parts = re.split(r"[\W_]+", text.lower())
        words += [text.lower(), "".join(parts), *(part for part in parts if len(part) > 2)]
    return list(dict.fromkeys(word for word in words if word))
