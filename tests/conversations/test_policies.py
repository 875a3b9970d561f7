"""Each policy of a conversation: whom it allows, and whom it tells what."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import cast

import pytest

from server.accounts.capabilities import MANAGE_CONVERSATIONS
from server.conversations.models import Command, Conversation, Message, Participant
from server.conversations.policies import (
    may_answer,
    may_create,
    may_manage,
    may_open,
    may_post,
    may_read,
    may_restore,
    may_rewrite,
    may_send_picture,
)
from server.kernel.access import Actor, Standing, Verdict

NOW = datetime(2026, 11, 23, 20, tzinfo=UTC)
CHOIR, BAND = 1, 2
MEMBER = Actor(account=7, standings={CHOIR: Standing(CHOIR, 70)})
ADMIN = Actor(account=8, standings={CHOIR: Standing(CHOIR, 80, frozenset({MANAGE_CONVERSATIONS}))})
BOT = Actor(account=9, kind="bot", standings={CHOIR: Standing(CHOIR, None)})
STRANGER = Actor(account=6, standings={BAND: Standing(BAND, 60, frozenset({MANAGE_CONVERSATIONS}))})

GROUP = Conversation(id=10, organisation_id=CHOIR, kind="group", created_at=NOW)
PAIR = Conversation(id=11, organisation_id=CHOIR, kind="direct", created_at=NOW)
SEAT = Participant(id=20, organisation_id=CHOIR, contact_id=70, joined_at=NOW)


def code(verdict: Verdict) -> str | None:
    """What a verdict says; None when it allows."""
    return verdict.code


@pytest.mark.parametrize(
    ("seated", "closed", "said"), [(True, False, None), (True, True, "conflict"), (False, False, "not_found")]
)
def test_who_sits_in_an_open_conversation_may_post(seated: bool, closed: bool, said: str | None) -> None:
    assert code(may_post(seated=seated, closed=closed)) == said


@pytest.mark.parametrize(("admin", "said"), [(True, None), (False, "forbidden")])
def test_where_only_administrators_write_the_others_may_not(admin: bool, said: str | None) -> None:
    assert code(may_post(seated=True, closed=False, admin=admin, admins_post=True)) == said


@pytest.mark.parametrize(
    ("author", "deleted", "seat", "said"),
    [
        (7, None, SEAT, None),
        (8, None, SEAT, "forbidden"),
        (7, NOW, SEAT, "conflict"),
        (7, None, None, "not_found"),
    ],
)
def test_only_its_author_may_rewrite_a_message_while_it_is_there(
    author: int, deleted: datetime | None, seat: Participant | None, said: str | None
) -> None:
    message = Message(
        id=30, organisation_id=CHOIR, author_id=MEMBER.contacts[0], author_account=author, deleted_at=deleted
    )
    assert code(may_rewrite(MEMBER, message, seat)) == said


@pytest.mark.parametrize(
    ("actor", "opens", "creates"),
    [
        (MEMBER, None, "forbidden"),
        (ADMIN, None, None),
        (BOT, "not_found", "not_found"),
        (STRANGER, "not_found", "not_found"),
    ],
)
def test_members_open_conversations_of_two_and_managers_groups(
    actor: Actor, opens: str | None, creates: str | None
) -> None:
    assert (code(may_open(actor, CHOIR)), code(may_create(actor, CHOIR))) == (opens, creates)


@pytest.mark.parametrize(
    ("actor", "conversation", "seat", "said"),
    [
        (ADMIN, GROUP, None, None),
        (ADMIN, PAIR, SEAT, "conflict"),
        (ADMIN, PAIR, None, "not_found"),
        (MEMBER, GROUP, SEAT, "forbidden"),
        (MEMBER, GROUP, None, "not_found"),
        (STRANGER, GROUP, None, "not_found"),
        (ADMIN, None, None, "not_found"),
    ],
)
def test_managers_let_people_into_groups_and_nobody_learns_of_a_conversation_that_way(
    actor: Actor, conversation: Conversation | None, seat: Participant | None, said: str | None
) -> None:
    assert code(may_manage(actor, conversation, seat)) == said


@pytest.mark.parametrize(
    ("actor", "answered", "said"), [(BOT, None, None), (BOT, NOW, "conflict"), (MEMBER, None, "not_found")]
)
def test_a_bot_answers_its_command_once(actor: Actor, answered: datetime | None, said: str | None) -> None:
    assert code(may_answer(actor, Command(id=40, bot_id=9, answered_at=answered))) == said
    assert code(may_answer(actor, None)) == "not_found"


def test_an_administrator_of_a_conversation_manages_it_without_the_right_until_it_is_removed() -> None:
    seat = Participant(id=21, organisation_id=CHOIR, contact_id=70, joined_at=NOW, admin=True)
    gone = Conversation(id=12, organisation_id=CHOIR, kind="group", created_at=NOW, removed_at=NOW)
    assert code(may_manage(MEMBER, GROUP, seat)) is None
    assert code(may_manage(MEMBER, gone, seat)) == "not_found"


@pytest.mark.parametrize(
    ("actor", "days", "said"), [(MEMBER, 29, None), (MEMBER, 31, "conflict"), (ADMIN, 1, "not_found")]
)
def test_who_removed_a_conversation_restores_it_for_thirty_days(actor: Actor, days: int, said: str | None) -> None:
    removed = {"removed_at": NOW - timedelta(days=days), "removed_by_id": 70}
    gone = Conversation(id=12, organisation_id=CHOIR, kind="group", created_at=NOW, **removed)
    assert code(may_restore(actor, gone, NOW - timedelta(days=30))) == said
    assert code(may_restore(actor, GROUP, NOW)) == "not_found"
    assert code(may_restore(actor, None, NOW)) == "not_found"


def test_of_a_removed_conversation_nobody_reads_and_pictures_come_from_who_may_sit_in_one() -> None:
    gone = Conversation(id=12, organisation_id=CHOIR, kind="group", created_at=NOW, removed_at=NOW)
    seat = cast(Participant, SimpleNamespace(conversation=gone))
    assert code(may_read(seat)) == "not_found"
    assert code(may_send_picture(MEMBER, CHOIR)) is None
    assert code(may_send_picture(BOT, CHOIR)) == "not_found"
