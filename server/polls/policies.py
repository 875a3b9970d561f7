"""What one may do with a poll."""

from datetime import datetime

from server.conversations.models import Participant
from server.conversations.policies import REFUSED, may_read
from server.kernel.access import ALLOWED, FORBIDDEN, HIDDEN, Actor, Verdict
from server.polls.models import Poll


def may_see_poll(poll: Poll | None, seat: Participant | None) -> Verdict:
    """Those who may see its message."""
    return may_read(seat) if poll is not None else HIDDEN


def may_answer_poll(poll: Poll, seat: Participant, now: datetime) -> Verdict:
    """Those who sit there and whom the other of two does not block, until it closes."""
    if seat.left_at is not None:
        return HIDDEN
    if seat.refused:
        return REFUSED
    return Verdict("conflict", "poll_closed") if is_closed(poll, now) else ALLOWED


def may_add_option(poll: Poll, seat: Participant, now: datetime) -> Verdict:
    """Its administrators, and everyone who may answer where that was allowed."""
    answers = may_answer_poll(poll, seat, now)
    if not answers.allowed or poll.may_add:
        return answers
    return may_run_poll(poll, seat)


def may_run_poll(poll: Poll, seat: Participant) -> Verdict:
    """Changing, closing and reminding: who asked, whom they chose, and the conversation's administrators; not to reach
    somebody who blocks them, nor in a broadcast list that they administer no longer."""
    if seat.left_at is not None:
        return HIDDEN
    if seat.refused:
        return REFUSED
    run_by = set(poll.administrators or ())
    if seat.conversation.kind != "broadcast":
        run_by.add(poll.creator_id)
    return ALLOWED if seat.contact_id in run_by or seat.admin else FORBIDDEN


def may_see_answers(poll: Poll, seat: Participant) -> Verdict:
    """Who answered what: of an anonymous poll nobody; on a broadcast list, whose readers do not know of each other,
    those who administer it."""
    if poll.anonymous:
        return Verdict("forbidden", "poll_anonymous")
    hidden = seat.conversation.kind == "broadcast" and not (seat.admin and seat.left_at is None)
    return FORBIDDEN if hidden else ALLOWED


def may_pass_answers_on(poll: Poll, seat: Participant) -> Verdict:
    """Telling the whole organisation who answered what, as the attendance of an activity does: not of what is
    anonymous, nor of a broadcast list, whose readers do not know of each other."""
    if poll.anonymous:
        return Verdict("forbidden", "poll_anonymous")
    return FORBIDDEN if seat.conversation.kind == "broadcast" else ALLOWED


def may_list_polls(actor: Actor, organisation: int) -> Verdict:
    """One's own conversations' polls: everyone in the organisation."""
    return ALLOWED if organisation in actor.standings else HIDDEN


def is_closed(poll: Poll, now: datetime) -> bool:
    """Whether it was closed, or its time is over."""
    return poll.closed_at is not None or (poll.closes_at is not None and poll.closes_at <= now)
