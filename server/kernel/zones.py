"""Time zones: their names, and which day it is in one."""

from datetime import date
from zoneinfo import ZoneInfo

from server.kernel.clock import clock


def is_zone(name: str) -> bool:
    """Whether this names a zone of the IANA database."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # unknown; a path out of the zones' folder; a folder such as "Europe"
        return False
    return len(name) <= 60


def today_in_zone(name: str) -> date:
    """The day that it is now in a zone."""
    return clock.now().astimezone(ZoneInfo(name)).date()
