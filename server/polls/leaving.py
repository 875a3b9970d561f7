"""What becomes of polls when somebody is erased, and when two cards of one person become one; and what an archive
says of one's own answers."""

from collections.abc import AsyncIterator, Sequence
from typing import Any

import msgspec

from server.kernel.context import Context
from server.kernel.personal import Erasing, Person, archive_part, erased_by
from server.kernel.unit_of_work import UnitOfWork
from server.kernel.wire import encode
from server.people.readers import readers_of
from server.people.references import Merge, references
from server.polls.closing import empty_poll
from server.polls.counting import count, counts_of, difference, recount
from server.polls.events import BallotReassigned, PollAnswered, PollChanged
from server.polls.models import Ballot, Poll
from server.polls.options import options_of


@erased_by("polls")
async def erase_from_polls(erasing: Erasing) -> None:
    """Their answers go, and what they counted for; what they asked stays, or with their messages loses its words."""
    own = {"organisation_id": erasing.person.organisation}
    ballots = await Ballot.filter(**own, contact_id=erasing.person.contact).order_by("poll_id")
    await _take_out(erasing.unit, ballots)
    if erasing.messages == "remove":
        for poll in await Poll.filter(**own, creator_id=erasing.person.contact).order_by("id"):
            await empty_poll(erasing.unit, poll)


async def _take_out(unit: UnitOfWork, ballots: Sequence[Ballot]) -> None:
    """Ballots that count no more, poll by poll in one order."""
    for ballot in ballots:
        own = {"organisation_id": ballot.organisation_id}
        poll = await Poll.filter(**own, id=ballot.poll_id).select_for_update(no_key=True).get()
        await count(poll, difference(counts_of(ballot.choices), {}))
        unit.change(poll, options=await recount(poll), voters=poll.voters - bool(ballot.chosen))
        unit.emit(PollAnswered(poll))
        await Ballot.filter(**own, id=ballot.id).delete()


async def move_ballots(ctx: Context, merge: Merge) -> None:
    """What either answered was answered by the one that stays; where both did, theirs counts."""
    own = {"organisation_id": merge.organisation}
    kept = {row.poll_id for row in await Ballot.filter(**own, contact_id=merge.keep)}
    readers = await readers_of(merge.organisation, merge.keep)
    dropped = await Ballot.filter(**own, contact_id=merge.drop).order_by("poll_id")
    await _take_out(ctx.unit, [row for row in dropped if row.poll_id in kept])
    for row in dropped:
        if row.poll_id not in kept:
            ctx.change(row, contact_id=merge.keep, readers=sorted({*readers, *row.readers}))
            ctx.emit(BallotReassigned(row))


async def move_polls(ctx: Context, merge: Merge) -> None:
    """What either asked or ran is run by the one that stays."""
    for poll in await Poll.filter(organisation_id=merge.organisation).order_by("id"):
        run_by = {merge.keep if each == merge.drop else each for each in poll.administrators or ()}
        changes: dict[str, Any] = {}
        if poll.creator_id == merge.drop:
            changes["creator_id"] = merge.keep
        if poll.administrators is not None and merge.drop in poll.administrators:
            changes["administrators"] = sorted(run_by)
        if changes:
            ctx.change(poll, **changes)
            ctx.emit(PollChanged(poll))


references("ballot", "contact_id", mover=move_ballots)
references("ballot", "by_id", counted=False)
references("poll", "creator_id", mover=move_polls)


@archive_part("polls", private=True)
async def own_answers(person: Person, _blobs: object) -> AsyncIterator[tuple[str, bytes]]:
    """What somebody answered, in words: the rows themselves hold numbers."""
    own = {"organisation_id": person.organisation}
    said = []
    for ballot in await Ballot.filter(**own, contact_id=person.contact, chosen__gt=0).order_by("id"):
        poll = await Poll.filter(**own, id=ballot.poll_id).get()
        words = {row.id: row.text or row.local_start for row in await options_of(poll)}
        chosen = [{**each, "option": words.get(each["option"], "")} for each in ballot.choices]
        said.append({"poll": poll.title, "answered_at": ballot.answered_at, "choices": chosen})
    if said:
        yield "polls.json", msgspec.json.format(encode(said), indent=2)
