"""`/agenda`: what is planned for the one who asks."""

import calendar
from datetime import date, timedelta
from typing import Annotated, Literal

from bots.admin.dates import show_day, show_moment
from bots.kit import Bot, Ctx, Dutch
from bots.kit.wire import Json

LONGEST = 366
LINES = 40

bot = Bot(nl="Beheer", en="Admin")

Period = Annotated[int | Literal["week", "month"], Dutch("periode", month="maand")]


@bot.command(
    "agenda",
    nl="agenda",
    help={
        "nl": "Toont wat er voor jou gepland is: de komende 14 dagen, een ander aantal dagen, een week of een maand.",
        "en": "Shows what is planned for you: the next 14 days, another number of days, a week or a month.",
    },
)
async def show_agenda(ctx: Ctx, period: Period = 14) -> None:
    """Lists occurrences from today, read with the rights of the caller."""
    until = _end(ctx.today, period)
    if not timedelta(0) < until - ctx.today <= timedelta(LONGEST):
        await ctx.reply(ctx.phrase(nl=f"Kies 1 tot {LONGEST} dagen.", en=f"Choose 1 to {LONGEST} days."))
        return
    page = await ctx.call("agenda.list", organisation=ctx.organisation.id, from_=ctx.today, until=until, limit=LINES)
    await ctx.reply("\n".join([_heading(ctx, until), *_lines(ctx, page)]))


def _end(today: date, period: int | str) -> date:
    """The first day that is no longer asked for."""
    if period == "week":
        return today + timedelta(weeks=1)
    if period == "month":
        year, month = today.year + today.month // 12, today.month % 12 + 1
        return date(year, month, min(today.day, calendar.monthrange(year, month)[1]))
    return today + timedelta(days=max(0, min(int(period), LONGEST + 1)))


def _heading(ctx: Ctx, until: date) -> str:
    first = show_day(ctx.today, ctx.language)
    last = show_day(until - timedelta(days=1), ctx.language)
    return ctx.phrase(nl=f"Van {first} tot en met {last}:", en=f"From {first} up to and including {last}:")


def _lines(ctx: Ctx, page: Json) -> list[str]:
    if not page["items"]:
        return [ctx.phrase(nl="Er is niets gepland.", en="Nothing is planned.")]
    occurrences = sorted(page["items"], key=lambda each: (each["local_start"], each["id"]))
    lines = [_line(ctx, each) for each in occurrences]
    if page["next"]:
        lines.append(ctx.phrase(nl="Er is meer; vraag een kortere periode.", en="There is more; ask a shorter period."))
    return lines


def _line(ctx: Ctx, occurrence: Json) -> str:
    what = [occurrence["title"], occurrence["place"]]
    line = f"{show_moment(occurrence, ctx)} {', '.join(' '.join(part.split()) for part in what if part)}"
    if occurrence["state"] == "cancelled":
        line += ctx.phrase(nl=" (geannuleerd)", en=" (cancelled)")
    return line
