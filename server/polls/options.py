"""From what somebody proposes to rows of options, and back to what a poll shows of them."""

from collections.abc import Sequence
from typing import Annotated, Any

import msgspec

from server.agenda.moments import check_shown, read_local
from server.kernel.errors import Reason
from server.kernel.ids import new_id
from server.kernel.wire import Input, invalid
from server.polls.models import Poll, PollOption

MOST = 100
FEWEST = {"choice": 2, "dates": 2, "list": 1}
DAY = 10
"""Characters of a day without a time (2026-12-05)."""
DAY_MINUTES = 24 * 60

Places = Annotated[int, msgspec.Meta(ge=1, le=10_000)]


class OptionInput(Input, frozen=True):
    """One answer: its `text`; of dates the day or the time where the organisation is (2026-12-05, or
    2026-12-05T20:00:00) and how many minutes it takes; of a list, or where there is a limit, how many places."""

    text: Annotated[str, msgspec.Meta(max_length=200)] = ""
    local_start: Annotated[str, msgspec.Meta(max_length=19)] | None = None
    minutes: Annotated[int, msgspec.Meta(ge=1, le=366 * DAY_MINUTES)] | None = None
    places: Places | None = None


def rows_of(poll: Poll, given: Sequence[OptionInput], there: Sequence[PollOption] = ()) -> list[PollOption]:
    """Rows for what was proposed, behind those that are there. Raises `Refusal("invalid")`."""
    rows = [_row(poll, each, len(there) + place) for place, each in enumerate(given, start=1)]
    if len(there) + len(rows) > MOST:
        raise invalid(options=Reason("poll_options_many", limit=MOST))
    if len(there) + len(rows) < FEWEST[poll.kind]:
        raise invalid(options=Reason("poll_options_few"))
    seen: set[tuple[str, str | None]] = set()
    for row in (*there, *rows):
        same = (row.text.casefold(), row.local_start)
        if same in seen:
            raise invalid(options=Reason("poll_option_twice", option=row.text or row.local_start))
        seen.add(same)
    return rows


def _row(poll: Poll, given: OptionInput, place: int) -> PollOption:
    text = given.text.strip()
    start, minutes = _time(poll, given) if poll.kind == "dates" else (None, None)
    if poll.kind != "dates" and not text:
        raise invalid(options=Reason("poll_option_text"))
    if poll.kind == "list" and given.places is None:
        raise invalid(options=Reason("poll_option_places"))
    own = {"id": new_id(), "organisation_id": poll.organisation_id, "poll_id": poll.id, "place": place}
    return PollOption(**own, text=text, local_start=start, minutes=minutes, places=given.places)


def _time(poll: Poll, given: OptionInput) -> tuple[str, int]:
    if given.local_start is None:
        raise invalid(options=Reason("poll_option_start"))
    all_day = len(given.local_start) == DAY
    local = read_local("options", given.local_start, all_day=all_day)
    if all_day:
        return local.date().isoformat(), DAY_MINUTES
    check_shown("options", local, poll.zone)
    return local.isoformat(), given.minutes or 120


def shown(rows: Sequence[PollOption]) -> list[dict[str, Any]]:
    """What a poll repeats of its options."""
    names = ("id", "text", "local_start", "minutes", "places", "yes", "maybe", "no")
    return [{name: getattr(row, name) for name in names} for row in sorted(rows, key=lambda row: row.place)]


async def options_of(poll: Poll) -> list[PollOption]:
    """A poll's options in their order."""
    found = PollOption.filter(organisation_id=poll.organisation_id, poll_id=poll.id)
    return await found.order_by("place")
