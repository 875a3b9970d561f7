"""Of age: from which day somebody is, and at which moment that day begins where their organisation is."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

OF_AGE = 18


def grown_on(birth_date: date) -> date:
    """The day on which somebody turns 18; born on a leap day, in other years on 1 March."""
    year = birth_date.year + OF_AGE
    try:
        return birth_date.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def grown_at(birth_date: date, zone: str) -> datetime:
    """The moment in UTC at which that day begins in a zone."""
    return datetime.combine(grown_on(birth_date), time(), ZoneInfo(zone)).astimezone(UTC)


def is_minor(birth_date: date | None, today: date) -> bool:
    """Whether somebody is known not to be 18 yet."""
    return birth_date is not None and today < grown_on(birth_date)
