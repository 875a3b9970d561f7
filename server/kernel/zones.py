"""Names of time zones."""

from zoneinfo import ZoneInfo


def is_zone(name: str) -> bool:
    """Whether this names a zone of the IANA database."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):  # unknown; a path out of the zones' folder; a folder such as "Europe"
        return False
    return len(name) <= 60
