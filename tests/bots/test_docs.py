"""The how-to on writing a bot does what it says."""

import re
from pathlib import Path
from typing import Any

import pytest

from bots.kit import Bot, Ctx, run_from_shell
from bots.testing import Club

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "write-a-bot.md"
BLOCK = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def run_page() -> dict[str, Any]:
    """The code blocks of the page, one after another, as one module."""
    names: dict[str, Any] = {"__name__": "write_a_bot"}
    text = PAGE.read_text("utf-8")
    for block in BLOCK.finditer(text):
        line = text.count("\n", 0, block.start(1))
        exec(compile("\n" * line + block[1], str(PAGE), "exec"), names)
    return names


async def test_the_code_of_the_page_runs_and_its_tests_pass() -> None:
    names = run_page()
    tests = [name for name in names if name.startswith("test_")]
    assert len(tests) == 2
    for name in tests:
        await names[name]()


async def test_the_page_tells_of_everything_a_command_is_given() -> None:
    text = PAGE.read_text("utf-8")
    bot = Bot(nl="Proef", en="Trial")
    public: list[str] = []

    @bot.command("try", nl="probeer", help={"nl": "Kijkt.", "en": "Looks."})
    async def look(ctx: Ctx) -> None:
        public.extend(name for name in dir(ctx) if not name.startswith("_"))

    await Club(bot).says("clara", "/try")
    assert {"caller", "reply"} <= set(public)
    for name in public:
        assert f"ctx.{name}" in text, name


def test_the_options_on_the_page_are_those_of_the_shell(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        run_from_shell(run_page()["bot"], ["--help"])
    shown = capsys.readouterr().out
    for option in re.findall(r"--(?:url|token-file|state)\b", PAGE.read_text("utf-8")):
        assert option in shown
