"""The words of a command and what they become."""

from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, Literal

import pytest

from bots.kit import Bot, Ctx, Dutch
from bots.testing import Club

HELP = {"nl": "Noteert.", "en": "Notes."}


class Notebook:
    """A bot with one command, `/note`, in Dutch `/noteer`, that keeps what it was given."""

    def __init__(self, action: Callable[..., Any]) -> None:
        self.bot = Bot(nl="Notities", en="Notes")
        self.bot.command("note", nl="noteer", help=HELP)(action)
        self.club = Club(self.bot)

    async def says(self, text: str) -> str:
        return await self.club.says("clara", text)


async def cakes(
    ctx: Ctx,
    count: Annotated[int, Dutch("aantal")],
    day: Annotated[date | None, Dutch("dag")] = None,
    kind: Annotated[Literal["apple", "cheese"], Dutch("soort", apple="appel", cheese="kaas")] = "apple",
    all_: Annotated[bool, Dutch("allemaal")] = False,
) -> None:
    await ctx.reply(f"{count} {day} {kind} {all_}")


async def notes(ctx: Ctx, person: str, text: str = "-", *, urgent_by: str = "") -> None:
    await ctx.reply(f"{person}|{text}|{urgent_by}")


@pytest.mark.parametrize(
    ("text", "understood"),
    [
        ("/note 3", "3 None apple False"),
        ("note 3", "3 None apple False"),
        ("/Noteer 3", "3 None apple False"),
        ("/note 3 2026-11-26", "3 2026-11-26 apple False"),
        ("/note 3 26/11/2026 cheese", "3 2026-11-26 cheese False"),
        ("/noteer 3 5-12-2026 Kaas", "3 2026-12-05 cheese False"),
        ("/noteer 3 morgen", "3 2026-11-24 apple False"),
        ("/note 3 today", "3 2026-11-23 apple False"),
        ("/note soort:kaas aantal:3", "3 None cheese False"),
        ("/note kind:cheese 3 --all", "3 None cheese True"),
        ("/noteer --allemaal 3", "3 None apple True"),
        ("/noteer —allemaal 3", "3 None apple True"),
        ("/note Count:-3", "-3 None apple False"),
    ],
)
async def test_values_names_and_flags_are_read_in_both_languages(text: str, understood: str) -> None:
    assert await Notebook(cakes).says(text) == understood


@pytest.mark.parametrize(
    ("text", "understood"),
    [
        ("/note An", "An|-|"),
        ("/note An repetitie om 19:30 in Mechelen", "An|repetitie om 19:30 in Mechelen|"),
        ('/note "An Claes" "--geen vlag"', "An Claes|--geen vlag|"),
        ("/note “An Claes” hoi", "An Claes|hoi|"),
        ('/note An urgent-by:"vrijdag avond" hoi', "An|hoi|vrijdag avond"),
        ("/note An https://rietvink.example/partituur", "An|https://rietvink.example/partituur|"),
        ("/note An 's avonds", "An|'s avonds|"),
    ],
)
async def test_quotes_hold_words_together_and_the_last_text_takes_the_rest(text: str, understood: str) -> None:
    assert await Notebook(notes).says(text) == understood


@pytest.mark.parametrize(
    ("text", "dutch", "english"),
    [
        ("/note veel", "Ik verwachtte een getal voor 'aantal'.", "I expected a number for 'count'."),
        ("/note 1_000", "Ik verwachtte een getal voor 'aantal'.", "I expected a number for 'count'."),
        ("/note ٣", "Ik verwachtte een getal voor 'aantal'.", "I expected a number for 'count'."),
        (
            "/note 3 31/2/2026",
            "Ik verwachtte een datum zoals 2026-11-26 of 'morgen' voor 'dag'.",
            "I expected a date such as 2026-11-26 or 'tomorrow' for 'day'.",
        ),
        (
            "/note 3 26/11",
            "Ik verwachtte een datum zoals 2026-11-26 of 'morgen' voor 'dag'.",
            "I expected a date such as 2026-11-26 or 'tomorrow' for 'day'.",
        ),
        (
            "/note 3 kind:choco",
            "Ik verwachtte appel of kaas voor 'soort'.",
            "I expected apple or cheese for 'kind'.",
        ),
        ("/note", "'aantal' ontbreekt.", "'count' is missing."),
        ("/note 3 count:4 aantal:5", "'aantal' staat er twee keer.", "'count' is given twice."),
        ("/note 3 --all --all", "'allemaal' staat er twee keer.", "'all' is given twice."),
        ("/note 3 --none", "Ik weet niet wat ik met '--none' moet doen.", "I do not know what to do with '--none'."),
        (
            "/note 3 morgen kaas taart",
            "Ik weet niet wat ik met 'taart' moet doen.",
            "I do not know what to do with 'taart'.",
        ),
    ],
)
async def test_what_does_not_fit_is_told_in_the_callers_language(text: str, dutch: str, english: str) -> None:
    notebook = Notebook(cakes)
    notebook.club.speaks("jonas", "en")

    in_dutch = await notebook.says(text)
    in_english = await notebook.club.says("jonas", text)

    assert in_dutch == f"{dutch}\nZo werkt het: /noteer <aantal> [dag] [soort] [--allemaal]"
    assert in_english == f"{english}\nUsage: /note <count> [day] [kind] [--all]"


async def test_a_number_or_a_word_names_both_in_its_complaint() -> None:
    async def show(ctx: Ctx, period: Annotated[int | Literal["week"], Dutch("periode")] = 7) -> None:
        await ctx.reply(str(period))

    notebook = Notebook(show)
    assert await notebook.says("/note week") == "week"
    assert await notebook.says("/note 9") == "9"
    assert (await notebook.says("/note ooit")).startswith("Ik verwachtte een getal of week voor 'periode'.")


async def test_an_unclosed_quote_and_an_unknown_word_lead_to_the_help() -> None:
    notebook = Notebook(notes)
    assert (await notebook.says('/note "An')).startswith('Er ontbreekt een aanhalingsteken (").\n\nNotities kan')
    assert (await notebook.says("/zing")).startswith("Ik ken /zing niet.\n\nNotities kan dit voor je doen:")
    assert (await notebook.says("/")).startswith("Ik zie geen opdracht.\n\nNotities kan")


async def test_the_longer_of_two_names_wins() -> None:
    bot = Bot(nl="Leden", en="Members")

    @bot.command("member", nl="lid", help={"nl": "Toont een lid.", "en": "Shows a member."})
    async def show(ctx: Ctx, name: str) -> None:
        await ctx.reply(f"toont {name}")

    @bot.command("member add", nl="lid nieuw", help={"nl": "Voegt toe.", "en": "Adds."})
    async def add(ctx: Ctx, name: str) -> None:
        await ctx.reply(f"nieuw {name}")

    club = Club(bot)
    assert await club.says("clara", "/lid An") == "toont An"
    assert await club.says("clara", "/lid nieuw An") == "nieuw An"
    assert await club.says("clara", "/member add An") == "nieuw An"


async def positional_flag(ctx: Ctx, sure: bool = True) -> None: ...


async def any_number(ctx: Ctx, *names: str) -> None: ...


async def untypable(ctx: Ctx, weight: float) -> None: ...


def not_async(ctx: Ctx) -> None: ...


@pytest.mark.parametrize("action", [positional_flag, any_number, untypable, not_async])
def test_a_signature_that_nobody_can_type_is_refused_at_once(action: Callable[..., Any]) -> None:
    with pytest.raises(TypeError):
        Notebook(action)


def test_a_word_is_registered_once_and_help_is_in_both_languages() -> None:
    bot = Bot(nl="Notities", en="Notes")
    with pytest.raises(ValueError, match="taken"):
        bot.command("assist", nl="hulp", help=HELP)(notes)
    with pytest.raises(ValueError, match="both"):
        bot.command("note", nl="noteer", help={"nl": "Noteert."})(notes)
    assert [command.name for command in bot.commands] == ["help"]


def test_the_registry_describes_itself_to_the_server() -> None:
    _help, note = Notebook(cakes).bot.describe()
    assert note == {
        "name": "note",
        "words": {"nl": "noteer", "en": "note"},
        "help": HELP,
        "parameters": [
            {"name": "count", "kind": "number", "required": True},
            {"name": "day", "kind": "date", "required": False},
            {"name": "kind", "kind": "choice", "required": False, "choices": ["apple", "cheese", "appel", "kaas"]},
            {"name": "all", "kind": "flag", "required": False},
        ],
    }
