"""Days of seasons and placements: what is sane, what overlaps."""

from collections.abc import Iterable, Sequence
from datetime import date

from server.kernel.errors import Reason, Refusal
from server.kernel.wire import invalid
from server.people.models import Placement, Season

EARLIEST = date(1900, 1, 1)
LATEST = date(2199, 12, 31)
LONGEST_YEARS = 3


def check_days(**days: date | None) -> None:
    """Raises `Refusal("invalid")` with each day that nobody can mean."""
    far = {name: Reason("day_far") for name, day in days.items() if day is not None and not EARLIEST <= day <= LATEST}
    if far:
        raise invalid(**far)


def check_season_days(first_day: date, last_day: date) -> None:
    """A season ends after it begins, and lasts three years at most. Raises `Refusal("invalid")`."""
    check_days(first_day=first_day, last_day=last_day)
    if last_day <= first_day:
        raise invalid(last_day=Reason("season_days"))
    # From the first of a month, so that the 29th of February needs no rule of its own.
    if (last_day.year - first_day.year, last_day.replace(year=2000)) >= (LONGEST_YEARS, first_day.replace(year=2000)):
        raise invalid(last_day=Reason("season_long"))


def current_of(seasons: Sequence[Season], today: date) -> Season | None:
    """The season in which today falls, or else the latest."""
    latest_first = sorted(seasons, key=lambda season: season.first_day, reverse=True)
    running = (season for season in latest_first if season.first_day <= today <= season.last_day)
    return next(running, None) or next(iter(latest_first), None)


def check_within(season: Season, from_day: date | None, until_day: date | None) -> None:
    """Days that are given for a placement lie in its season and in order. Raises `Refusal("invalid")`."""
    outside = Reason(
        "placement_outside", season=season.name, first=season.first_day.isoformat(), last=season.last_day.isoformat()
    )
    for name, day in (("from_day", from_day), ("until_day", until_day)):
        if day is not None and not season.first_day <= day <= season.last_day:
            raise invalid(**{name: outside})
    if from_day is not None and until_day is not None and until_day < from_day:
        raise invalid(until_day=Reason("placement_days"))


def span(season: Season, from_day: date | None, until_day: date | None) -> tuple[date, date]:
    """The first and last day of a placement, those of its season where it names none."""
    first = season.first_day if from_day is None else max(from_day, season.first_day)
    return first, season.last_day if until_day is None else min(until_day, season.last_day)


def overlap(one: tuple[date, date], other: tuple[date, date]) -> bool:
    """Whether two periods share a day; both days count."""
    return one[0] <= other[1] and other[0] <= one[1]


def stands_in(placement: Placement, season: Season, day: date) -> bool:
    """Whether somebody stands in a group on a day of its season."""
    return overlap(span(season, placement.from_day, placement.until_day), (day, day))


def check_no_twin(placement: Placement, others: Iterable[Placement], season: Season) -> None:
    """The same function in the same group never twice at once. Raises `Refusal("conflict")`.

    The placement has its contact, function and group fetched.
    """
    own = span(season, placement.from_day, placement.until_day)
    for other in others:
        if other.id == placement.id or other.function_id != placement.function_id:
            continue
        if overlap(own, span(season, other.from_day, other.until_day)):
            contact, function, group = placement.contact, placement.function, placement.group_season.group
            raise Refusal("conflict", "placed_twice", contact=contact.name, function=function.name, group=group.name)
