"""The demo's agenda in the season of today: its file speaks of the one in which it was written."""

import re
from datetime import date, datetime, timedelta

WRITTEN_FOR = 2026
"""The year in which the season of the file begins."""
FIRST_MONTH = 9
_DAY = re.compile(rb"\b(202[67])(\d\d)(\d\d)(?=T\d{6}|\b)")


def in_season_of(today: date, calendar: bytes) -> bytes:
    """A calendar file with all of its days moved by whole weeks, so that a Thursday stays one, to the season of a day;
    what it says in words of its own season is said of that one."""
    year = today.year if today.month >= FIRST_MONTH else today.year - 1
    apart = (date(year, FIRST_MONTH, 1) - date(WRITTEN_FOR, FIRST_MONTH, 1)).days
    # Rounded up: nothing may fall before the season begins.
    weeks = timedelta(weeks=-(-apart // 7))
    named = calendar.replace(b"%d-%d" % (WRITTEN_FOR, WRITTEN_FOR + 1), b"%d-%d" % (year, year + 1))
    return _DAY.sub(lambda found: _moved(found[0], weeks), named)


def _moved(digits: bytes, by: timedelta) -> bytes:
    day = datetime.strptime(digits.decode(), "%Y%m%d") + by  # noqa: DTZ007 - a bare day
    return day.strftime("%Y%m%d").encode()
