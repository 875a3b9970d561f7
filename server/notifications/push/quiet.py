"""Quiet hours: minutes of the day in somebody's zone."""

from datetime import datetime
from zoneinfo import ZoneInfo

from server.notifications.push.models import QuietHours
from server.notifications.push.views import NotificationsView

ZONE = "Europe/Brussels"


def is_quiet(hours: QuietHours | None, now: datetime) -> bool:
    """Whether somebody wants quiet at a moment; the end does not belong to it, and midnight may lie between."""
    if hours is None or hours.from_minute is None or hours.until_minute is None:
        return False
    local = now.astimezone(ZoneInfo(hours.zone))
    minute, start, end = local.hour * 60 + local.minute, hours.from_minute, hours.until_minute
    return start <= minute < end if start < end else minute >= start or minute < end


def minute_of(time: str) -> int:
    """`22:30` as a minute of the day."""
    hour, _, minute = time.partition(":")
    return int(hour) * 60 + int(minute)


def hours_view(hours: QuietHours) -> NotificationsView:
    """The view of quiet hours."""
    return NotificationsView(
        quiet_from=_time(hours.from_minute),
        quiet_until=_time(hours.until_minute),
        zone=hours.zone,
        mentions_pass=hours.mentions_pass,
    )


def _time(minute: int | None) -> str | None:
    return None if minute is None else f"{minute // 60:02}:{minute % 60:02}"
