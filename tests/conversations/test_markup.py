"""A message is shown the same in the client, in mails and in notices: one table of examples holds both readers."""

import json
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import msgspec
import pytest

import server.features  # noqa: F401 - the sentences
from server.conversations.markup.emoji import is_emoji
from server.conversations.markup.reading import mentions_in, read_message
from server.conversations.markup.showing import html_of, naming, one_line, plain_of

TABLE: dict[str, Any] = json.loads(Path(__file__).with_name("markup.json").read_text())
NAMES = naming(TABLE["names"], "nl")
HEAPS = [
    "**a " * 2500,
    "*a _b ~~c " * 1000,
    "`" * 10_000,
    "` `` " * 2000,
    "[a" * 5000,
    "[a](http://" * 900,
    "<@" * 5000,
]
HOSTILE = [
    "<script>alert(1)</script>",
    "[x](javascript:alert(1))",
    '[x](https://a.example"onmouseover="alert(1))',
    "https://a.example/'><img src=x onerror=alert(1)>",
    "> <img src=x>",
    "```\n</pre><b>",
    "`</code><b>`",
]


def lean(value: Any) -> Any:
    """A tree without what is empty."""
    if isinstance(value, dict):
        return {name: lean(one) for name, one in value.items() if one not in ("", [], None)}
    return [lean(one) for one in value] if isinstance(value, list) else value


@pytest.mark.parametrize("example", TABLE["examples"], ids=lambda example: example["name"])
def test_a_message_is_read_as_the_table_says(example: dict[str, Any]) -> None:
    tree = msgspec.json.decode(msgspec.json.encode(read_message(example["text"])))
    assert lean(tree) == example["tree"]
    assert html_of(example["text"], NAMES) == example["html"]
    assert plain_of(example["text"], NAMES) == example["plain"]


@pytest.mark.parametrize("text", HOSTILE)
def test_no_tag_is_ever_what_somebody_typed(text: str) -> None:
    class Tags(HTMLParser):
        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            assert tag in {"p", "a", "em", "strong", "s", "code", "pre", "blockquote", "ul", "ol", "li", "br"}
            for name, value in attrs:
                assert name in {"href", "style", "start"}, (name, value)
                assert name != "href" or (value or "").startswith(("https://", "http://", "mailto:"))

    Tags().feed(html_of(text, NAMES))


@pytest.mark.parametrize("text", HEAPS, ids=lambda text: text[:8])
def test_heaps_of_signs_are_read(text: str) -> None:
    assert plain_of(text, NAMES)


def test_a_notice_shows_the_beginning_on_one_line() -> None:
    assert one_line("Meebrengen:\n- **taart**\n- koffie voor <@12>", NAMES) == (
        "Meebrengen: - taart - koffie voor @Jonas Peeters"
    )
    assert one_line("la " * 100, NAMES, 10) == "la la la…"


def test_names_are_found_where_they_are_shown() -> None:
    assert mentions_in("> <@12>\n- **<@12>** en <@group:3>\n`<@9>` <@everyone>") == ["12", "12", "group:3", "everyone"]
    assert mentions_in("niemand") == []


@pytest.mark.parametrize("emoji", ["👍", "👍🏽", "❤️", "🇧🇪", "1️⃣", "👩‍👩‍👧", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "🤷🏽‍♀️", "✅", "🎶"])
def test_one_emoji_is_one(emoji: str) -> None:
    assert is_emoji(emoji)


@pytest.mark.parametrize("text", ["", "a", "1", "👍👍", "👍 ", "<b>", "🇧", "‍", "👍\u0301", "ok👍"])
def test_anything_else_is_not_an_emoji(text: str) -> None:
    assert not is_emoji(text)
