"""Each policy of a poll: whom it allows, and whom it tells what."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import cast

import pytest

from server.conversations.models import Conversation, Participant
from server.kernel.access import Actor, Standing
from server.polls.models import Poll
from server.polls.policies import (
    may_add_option,
    may_answer_poll,
    may_list_polls,
    may_pass_answers_on,
    may_run_poll,
    may_see_answers,
    may_see_poll,
)

NOW = datetime(2026, 11, 25, 20, tzinfo=UTC)
CHOIR, BAND = 1, 2
MEMBER = Actor(account=7, standings={CHOIR: Standing(CHOIR, 70)})
GROUP = Conversation(id=10, organisation_id=CHOIR, kind="group", created_at=NOW)
BROADCAST = Conversation(id=11, organisation_id=CHOIR, kind="broadcast", created_at=NOW)


REMOVED = Conversation(id=12, organisation_id=CHOIR, kind="group", created_at=NOW, removed_at=NOW)


def seat(
    contact: int = 70, *, left: bool = False, admin: bool = False, refused: bool = False, where: Conversation = GROUP
) -> Participant:
    """Where somebody sits."""
    # A row finds its conversation only where a database is open.
    place = {"id": contact, "organisation_id": CHOIR, "contact_id": contact, "admin": admin, "conversation": where}
    return cast(Participant, SimpleNamespace(**place, refused=refused, left_at=NOW if left else None))


def poll(**values: object) -> Poll:
    """A poll that contact 80 asked, and 81 runs too."""
    return Poll(id=30, organisation_id=CHOIR, creator_id=80, administrators=[81], created_at=NOW, **values)


def test_who_sees_its_message_sees_a_poll_and_a_member_lists_their_own() -> None:
    assert may_see_poll(poll(), seat()).allowed
    assert may_see_poll(poll(), None).code == "not_found"
    assert may_see_poll(None, None).code == "not_found"
    assert may_see_poll(poll(), seat(where=REMOVED)).code == "not_found"
    assert may_list_polls(MEMBER, CHOIR).allowed
    assert may_list_polls(MEMBER, BAND).code == "not_found"


@pytest.mark.parametrize(
    ("asked", "left", "said"),
    [
        (poll(), False, None),
        (poll(), True, "not_found"),
        (poll(closed_at=NOW), False, "conflict"),
        (poll(closes_at=NOW), False, "conflict"),
        (poll(closes_at=NOW + timedelta(minutes=1)), False, None),
    ],
)
def test_who_sits_there_answers_until_it_closes(asked: Poll, left: bool, said: str | None) -> None:
    assert may_answer_poll(asked, seat(left=left), NOW).code == said


def test_options_come_from_who_runs_it_and_from_everyone_where_that_is_asked() -> None:
    assert may_add_option(poll(may_add=True), seat(), NOW).allowed
    assert may_add_option(poll(), seat(80), NOW).allowed
    assert may_add_option(poll(), seat(), NOW).code == "forbidden"
    assert may_add_option(poll(may_add=True, closed_at=NOW), seat(), NOW).code == "conflict"


def test_a_poll_is_run_by_who_asked_whom_they_chose_and_administrators_of_the_conversation() -> None:
    assert [may_run_poll(poll(), each).allowed for each in (seat(80), seat(81), seat(admin=True))] == [True] * 3
    assert may_run_poll(poll(), seat()).code == "forbidden"
    assert may_run_poll(poll(), seat(80, left=True)).code == "not_found"
    assert may_run_poll(poll(), seat(80, where=BROADCAST)).code == "forbidden"


def test_by_a_poll_nobody_reaches_who_blocks_them() -> None:
    for verdict in (may_run_poll(poll(), seat(80, refused=True)), may_answer_poll(poll(), seat(refused=True), NOW)):
        assert (verdict.code, verdict.reason) == ("forbidden", "receives_no_messages")


def test_who_answered_what_is_seen_by_all_of_an_anonymous_one_by_nobody_and_on_a_list_by_who_administers_it() -> None:
    assert may_see_answers(poll(), seat()).allowed
    assert may_see_answers(poll(anonymous=True), seat(80, admin=True)).reason == "poll_anonymous"
    assert may_see_answers(poll(), seat(where=BROADCAST)).code == "forbidden"
    assert may_see_answers(poll(), seat(80, where=BROADCAST)).code == "forbidden"
    assert may_see_answers(poll(), seat(81, where=BROADCAST)).code == "forbidden"
    assert may_see_answers(poll(), seat(admin=True, left=True, where=BROADCAST)).code == "forbidden"
    assert may_see_answers(poll(), seat(admin=True, where=BROADCAST)).allowed


def test_answers_go_on_to_an_activity_unless_they_are_anonymous_or_of_a_list() -> None:
    assert may_pass_answers_on(poll(), seat()).allowed
    assert may_pass_answers_on(poll(anonymous=True), seat(80)).reason == "poll_anonymous"
    assert may_pass_answers_on(poll(), seat(admin=True, where=BROADCAST)).code == "forbidden"
