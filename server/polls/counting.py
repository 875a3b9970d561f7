"""Counts of options: claimed and given back by one conditional UPDATE each, so that nothing is over-claimed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from server.kernel.database import execute
from server.kernel.errors import Refusal
from server.polls.models import Poll, PollOption
from server.polls.options import options_of, shown

VALUES = ("yes", "maybe", "no")

Counts = dict[int, dict[str, int]]


def counts_of(choices: Iterable[Mapping[str, Any]]) -> Counts:
    """What choices count for, by option and value."""
    counts: Counts = defaultdict(lambda: dict.fromkeys(VALUES, 0))
    for choice in choices:
        counts[choice["option"]][choice["value"]] += choice["count"]
    return counts


def difference(before: Counts, after: Counts) -> Counts:
    """What is to be added to each option's counts; what gives places back comes first."""
    none = dict.fromkeys(VALUES, 0)
    changes = {
        option: {value: after.get(option, none)[value] - before.get(option, none)[value] for value in VALUES}
        for option in sorted({*before, *after})
    }
    return dict(sorted(changes.items(), key=lambda each: each[1]["yes"]))


async def count(poll: Poll, changes: Counts) -> None:
    """Add to the counts. Raises `Refusal("conflict")` for the first option that has no place left."""
    sql = (
        'UPDATE "poll_option" SET "yes" = "yes" + ?, "maybe" = "maybe" + ?, "no" = "no" + ? WHERE "id" = ? '
        'AND "poll_id" = ? AND "organisation_id" = ? AND ("places" IS NULL OR ? <= 0 OR "yes" + ? <= "places")'
    )
    for option, change in changes.items():
        if not any(change.values()):
            continue
        added = [change[value] for value in VALUES]
        claimed = [*added, option, poll.id, poll.organisation_id, change["yes"], change["yes"]]
        if not await execute(sql, claimed):
            full = await PollOption.get(organisation_id=poll.organisation_id, id=option)
            raise Refusal("conflict", "poll_full", option=full.text or full.local_start)


async def recount(poll: Poll) -> list[dict[str, Any]]:
    """What the poll repeats of its options, as they are now."""
    return shown(await options_of(poll))
