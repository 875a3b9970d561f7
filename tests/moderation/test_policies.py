"""Each policy of moderation: one whom it allows, one whom it denies."""

from datetime import UTC, datetime

import pytest

from server.accounts.capabilities import MANAGE_ACCESS, MANAGE_CONVERSATIONS
from server.conversations.models import Conversation, Message, Participant
from server.kernel.access import Actor, Standing
from server.moderation.models import Report
from server.moderation.policies import may_close_report, may_export, may_report, may_see_reports, sees_every_report

NOW = datetime(2026, 11, 26, 20, tzinfo=UTC)
CHOIR, BAND = 1, 2
MEMBER = Actor(account=7, standings={CHOIR: Standing(CHOIR, 70)})
ADMIN = Actor(account=8, standings={CHOIR: Standing(CHOIR, 80, frozenset({MANAGE_CONVERSATIONS}))})
STRANGER = Actor(account=6, standings={BAND: Standing(BAND, 60, frozenset({MANAGE_CONVERSATIONS}))})
GIVES_ROLES = Actor(account=9, standings={CHOIR: Standing(CHOIR, 90, frozenset({MANAGE_ACCESS}))})
OF_ANOTHER = Message(id=1, organisation_id=CHOIR, author_id=75, author_account=5)


@pytest.mark.parametrize(
    ("author", "deleted", "said"), [(80, None, None), (70, None, "conflict"), (80, NOW, "conflict")]
)
def test_what_others_wrote_may_be_reported_while_it_is_there(
    author: int, deleted: datetime | None, said: str | None
) -> None:
    message = Message(id=1, organisation_id=CHOIR, author_id=author, deleted_at=deleted)
    assert may_report(MEMBER, message).code == said


@pytest.mark.parametrize(
    ("actor", "said"), [(ADMIN, None), (GIVES_ROLES, None), (MEMBER, "forbidden"), (STRANGER, "not_found")]
)
def test_who_manages_conversations_or_access_sees_reports(actor: Actor, said: str | None) -> None:
    assert may_see_reports(actor, CHOIR).code == said


def test_all_of_them_only_who_manages_conversations() -> None:
    assert sees_every_report(ADMIN, CHOIR).allowed
    assert not sees_every_report(GIVES_ROLES, CHOIR).allowed


@pytest.mark.parametrize(
    ("actor", "said", "passed_on"),
    [
        (ADMIN, None, None),
        (GIVES_ROLES, "forbidden", None),
        (MEMBER, "forbidden", "forbidden"),
        (STRANGER, "not_found", "not_found"),
    ],
)
def test_who_manages_conversations_decides_and_who_manages_access_on_what_is_passed_on(
    actor: Actor, said: str | None, passed_on: str | None
) -> None:
    report = Report(id=1, organisation_id=CHOIR)
    assert may_close_report(actor, report, OF_ANOTHER, passed_on=False).code == said
    assert may_close_report(actor, report, OF_ANOTHER, passed_on=True).code == passed_on


def test_it_is_decided_once_and_what_is_not_there_is_hidden() -> None:
    closed = Report(id=1, organisation_id=CHOIR, closed_at=NOW)
    assert may_close_report(ADMIN, closed, OF_ANOTHER, passed_on=False).code == "conflict"
    assert may_close_report(ADMIN, None, None, passed_on=False).code == "not_found"


@pytest.mark.parametrize("by", [{"author_id": 80, "author_account": 9}, {"author_id": 81, "author_account": 8}])
def test_who_wrote_it_themselves_or_for_another_decides_on_nothing(by: dict[str, int]) -> None:
    message = Message(id=1, organisation_id=CHOIR, **by)
    for passed_on in (False, True):
        assert may_close_report(ADMIN, Report(id=1, organisation_id=CHOIR), message, passed_on=passed_on).code == (
            "not_found"
        )


GROUP = Conversation(id=10, organisation_id=CHOIR, kind="group", created_at=NOW)
PAIR = Conversation(id=11, organisation_id=CHOIR, kind="direct", created_at=NOW)
GONE = Conversation(id=12, organisation_id=CHOIR, kind="group", created_at=NOW, removed_at=NOW)
SEAT = Participant(id=20, organisation_id=CHOIR, contact_id=70, joined_at=NOW)
HEAD = Participant(id=21, organisation_id=CHOIR, contact_id=70, joined_at=NOW, admin=True)


@pytest.mark.parametrize(
    ("actor", "conversation", "seat", "said"),
    [
        (MEMBER, GROUP, HEAD, None),
        (MEMBER, GROUP, SEAT, "forbidden"),
        (MEMBER, GROUP, None, "not_found"),
        (ADMIN, GROUP, None, None),
        (ADMIN, PAIR, None, "not_found"),
        (ADMIN, PAIR, SEAT, "conflict"),
        (ADMIN, GONE, HEAD, "not_found"),
        (ADMIN, None, None, "not_found"),
        (STRANGER, GROUP, None, "not_found"),
    ],
)
def test_who_administers_a_conversation_takes_it_out(
    actor: Actor, conversation: Conversation | None, seat: Participant | None, said: str | None
) -> None:
    assert may_export(actor, conversation, seat).code == said
