"""Local days and moments as people write them, in Dutch and English."""

from datetime import date, datetime, timedelta

from bots.kit import Ctx
from bots.kit.wire import Json

WEEKDAYS = {"nl": "ma di wo do vr za zo", "en": "Mon Tue Wed Thu Fri Sat Sun"}
MONTHS = {
    "nl": "jan feb mrt apr mei jun jul aug sep okt nov dec",
    "en": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
}


def show_day(day: date, language: str) -> str:
    """`do 26 nov`, `Thu 26 Nov`"""
    known = language if language in MONTHS else "en"
    return f"{WEEKDAYS[known].split()[day.weekday()]} {day.day} {MONTHS[known].split()[day.month - 1]}"


def show_moment(occurrence: Json, ctx: Ctx) -> str:
    """When an occurrence starts, in its own local time; the last day too where it lasts longer than one.

    `do 26 nov 20:00`, `za 5 dec` (all day), `za 5 dec – zo 6 dec`; the year where it is not this one.
    """
    start = datetime.fromisoformat(occurrence["local_start"])
    end = datetime.fromisoformat(occurrence["local_end"])
    shown = show_day(start, ctx.language)
    if start.year != ctx.today.year:
        shown += f" {start.year}"
    if not occurrence["all_day"]:
        return f"{shown} {start:%H:%M}"
    # An all-day occurrence ends at the midnight after its last day.
    last = max(start.date(), (end - timedelta(microseconds=1)).date())
    return shown if last == start.date() else f"{shown} – {show_day(last, ctx.language)}"
