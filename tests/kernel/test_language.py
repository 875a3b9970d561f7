"""Which language a reader gets, and that nothing lacks one."""

import pytest

from server.kernel.errors import Reason, Refusal
from server.kernel.language import chosen_language, known_keys, say, sentences


@pytest.mark.parametrize(
    ("header", "language"),
    [
        (None, "nl"),
        ("", "nl"),
        ("en", "en"),
        ("fr, en;q=0.4, nl;q=0.8", "nl"),
        ("en-GB,en;q=0.9", "en"),
        ("nl;q=zero, en;q=0.1", "en"),
        ("de", "nl"),
    ],
)
def test_the_reader_s_language_is_the_best_of_ours(header: str | None, language: str) -> None:
    assert chosen_language(header) == language


def test_a_sentence_is_filled_in() -> None:
    assert say(Reason("field_too_long", limit=120), "en") == "At most 120 characters."


@pytest.mark.parametrize(
    "table", [{"not_found": ("Al", "There")}, {"a_new_one": ("", "Only English")}, {"another": ("Enkel", "")}]
)
def test_a_sentence_that_exists_or_lacks_a_language_is_not_taken(table: dict[str, tuple[str, str]]) -> None:
    known = known_keys()
    with pytest.raises(ValueError, match="sentence"):
        sentences(table)
    assert known_keys() == known


def test_reasons_are_equal_when_they_say_the_same() -> None:
    one = Reason("field_too_long", limit=120)
    assert one == Reason("field_too_long", limit=120)
    assert len({one, Reason("field_too_long", limit=120), Reason("field_too_long", limit=80)}) == 2
    assert one != "field_too_long"
    assert "field_too_long" in repr(one)


def test_every_code_has_its_http_status() -> None:
    assert (Refusal("not_found").status, Refusal("rate_limited", seconds=1).status) == (404, 429)
