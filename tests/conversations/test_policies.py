"""Each policy of a conversation: whom it allows, and whom it tells what."""

from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any, cast

import pytest

from server.accounts.capabilities import MANAGE_CONVERSATIONS
from server.conversations.message_models import MessageRules
from server.conversations.models import Command, Conversation, Message, Participant
from server.conversations.policies import (
    administers,
    may_answer,
    may_begin,
    may_create,
    may_delete,
    may_edit,
    may_forward,
    may_manage,
    may_mention_everyone,
    may_open,
    may_pin,
    may_post,
    may_react,
    may_read,
    may_restore,
    may_rewrite,
    may_send_picture,
    may_set_rules,
    may_write,
)
from server.kernel.access import Actor, Standing, Verdict

NOW = datetime(2026, 11, 23, 20, tzinfo=UTC)
CHOIR, BAND = 1, 2
MEMBER = Actor(account=7, standings={CHOIR: Standing(CHOIR, 70)})
ADMIN = Actor(account=8, standings={CHOIR: Standing(CHOIR, 80, frozenset({MANAGE_CONVERSATIONS}))})
OTHER = Actor(account=5, standings={CHOIR: Standing(CHOIR, 50)})
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


def test_who_is_blocked_may_neither_write_begin_edit_nor_react() -> None:
    refused = Participant(id=21, organisation_id=CHOIR, contact_id=70, joined_at=NOW, refused=True)
    refused.conversation = PAIR
    said = [
        may_post(seated=True, closed=False, refused=True),
        may_begin(refused=True),
        may_edit(written(), refused, MessageRules(), NOW),
        may_react(written(), refused),
        may_write(refused),
    ]
    assert {(verdict.code, verdict.reason) for verdict in said} == {("forbidden", "receives_no_messages")}
    assert code(may_begin(refused=False)) is None


@pytest.mark.parametrize(("admin", "said"), [(True, None), (False, "forbidden")])
def test_where_only_administrators_write_the_others_may_not(admin: bool, said: str | None) -> None:
    assert code(may_post(seated=True, closed=False, admin=admin, admins_post=True)) == said


@pytest.mark.parametrize(
    ("values", "admin", "said"),
    [
        ({"kind": "group"}, False, None),
        ({"kind": "group", "admins_post": True}, False, "forbidden"),
        ({"kind": "group", "admins_post": True}, True, None),
        ({"kind": "broadcast"}, False, "forbidden"),
        ({"kind": "group", "closed_at": NOW}, True, "conflict"),
    ],
)
def test_who_may_not_post_neither_schedules_nor_shows_that_they_type(
    values: dict[str, Any], admin: bool, said: str | None
) -> None:
    where = Conversation(id=12, organisation_id=CHOIR, created_at=NOW, **values)

    def sits(left: datetime | None) -> Participant:
        return cast(Participant, SimpleNamespace(conversation=where, admin=admin, left_at=left, refused=False))

    assert code(may_write(sits(None))) == said
    assert code(may_write(sits(NOW))) == code(may_write(None)) == "not_found"


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


LIST = Conversation(id=12, organisation_id=CHOIR, kind="broadcast", created_at=NOW)
SHUT = Conversation(id=13, organisation_id=CHOIR, kind="group", created_at=NOW, closed_at=NOW)


def seated(conversation: Conversation, *, admin: bool = False, left: bool = False) -> Participant:
    """A seat of the member; a row finds its conversation only where a database is open."""
    place = {"id": 21, "organisation_id": CHOIR, "contact_id": 70, "admin": admin, "conversation": conversation}
    return cast(Participant, SimpleNamespace(**place, left_at=NOW if left else None, refused=False))


SINGER_SEAT, ADMIN_SEAT, PAIR_SEAT = seated(GROUP), seated(GROUP, admin=True), seated(PAIR, admin=True)
LEFT_SEAT, READER_SEAT = seated(GROUP, admin=True, left=True), seated(LIST)
SENDER_SEAT, SHUT_SEAT = seated(LIST, admin=True), seated(SHUT, admin=True)


def written(author: int = 7, *, deleted: bool = False, card: int | None = None) -> Message:
    """A message by an account of the choir."""
    return Message(
        id=31, organisation_id=CHOIR, author_id=70, author_account=author, sent_at=NOW,
        deleted_at=NOW if deleted else None, card_id=card,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("actor", "seat", "said"),
    [(MEMBER, SINGER_SEAT, False), (MEMBER, ADMIN_SEAT, True), (ADMIN, SINGER_SEAT, True), (ADMIN, PAIR_SEAT, False)],
)
def test_who_administers_a_conversation(actor: Actor, seat: Participant, said: bool) -> None:
    assert administers(actor, seat) == said


@pytest.mark.parametrize(("minutes", "age", "said"), [(None, 99, None), (5, 4, None), (5, 5, "forbidden")])
def test_one_edits_for_as_long_as_the_rules_say(minutes: int | None, age: int, said: str | None) -> None:
    rules = MessageRules(id=1, organisation_id=CHOIR, edit_minutes=minutes)
    assert code(may_edit(written(), SEAT, rules, NOW + timedelta(minutes=age))) == said


@pytest.mark.parametrize(
    ("message", "seat", "admins", "said"),
    [
        (written(), SINGER_SEAT, True, None),
        (written(8), SINGER_SEAT, True, "forbidden"),
        (written(8), ADMIN_SEAT, True, None),
        (written(8), ADMIN_SEAT, False, "forbidden"),
        (written(8), PAIR_SEAT, True, "forbidden"),
        (written(deleted=True), SINGER_SEAT, True, "conflict"),
        (written(), None, True, "not_found"),
        (None, None, True, "not_found"),
    ],
)
def test_one_deletes_ones_own_and_administrators_what_the_rules_let_them(
    message: Message | None, seat: Participant | None, admins: bool, said: str | None
) -> None:
    rules = MessageRules(id=1, organisation_id=CHOIR, admins_delete=admins)
    assert code(may_delete(MEMBER, message, seat, rules, NOW)) == said
    late = MessageRules(id=1, organisation_id=CHOIR, delete_minutes=0, admins_delete=False)
    assert code(may_delete(MEMBER, message, seat, late, NOW)) == (said or "forbidden")


@pytest.mark.parametrize(("admin", "people", "said"), [(False, 20, None), (False, 21, "forbidden"), (True, 999, None)])
def test_who_mentions_everyone(admin: bool, people: int, said: str | None) -> None:
    assert code(may_mention_everyone(admin=admin, people=people, most=20)) == said


@pytest.mark.parametrize(
    ("message", "seat", "reacts", "pins"),
    [
        (written(), SINGER_SEAT, None, "forbidden"),
        (written(), ADMIN_SEAT, None, None),
        (written(), PAIR_SEAT, None, None),
        (written(), LEFT_SEAT, "forbidden", "forbidden"),
        (written(), READER_SEAT, "forbidden", "forbidden"),
        (written(), SENDER_SEAT, None, None),
        (written(), SHUT_SEAT, "conflict", "conflict"),
        (written(deleted=True), ADMIN_SEAT, "conflict", "conflict"),
    ],
)
def test_who_reacts_and_pins(message: Message, seat: Participant, reacts: str | None, pins: str | None) -> None:
    assert code(may_react(message, seat)) == reacts
    assert code(may_pin(MEMBER, message, seat)) == pins


def test_what_is_forwarded() -> None:
    assert code(may_forward(written())) is None
    assert code(may_forward(written(deleted=True))) == "conflict"
    assert code(may_forward(written(card=4))) == "conflict"


@pytest.mark.parametrize(("actor", "said"), [(ADMIN, None), (MEMBER, "forbidden"), (STRANGER, "not_found")])
def test_who_sets_the_rules(actor: Actor, said: str | None) -> None:
    assert code(may_set_rules(actor, CHOIR)) == said


def test_an_administrator_of_a_conversation_manages_it_without_the_right_until_it_is_removed() -> None:
    seat = Participant(id=21, organisation_id=CHOIR, contact_id=70, joined_at=NOW, admin=True)
    gone = Conversation(id=12, organisation_id=CHOIR, kind="group", created_at=NOW, removed_at=NOW)
    assert code(may_manage(MEMBER, GROUP, seat)) is None
    assert code(may_manage(MEMBER, gone, seat)) == "not_found"


@pytest.mark.parametrize(
    ("actor", "days", "said"),
    [
        (MEMBER, 29, None),
        (MEMBER, 31, "conflict"),
        (ADMIN, 1, None),
        (ADMIN, 31, "conflict"),
        (OTHER, 1, "not_found"),
        (STRANGER, 1, "not_found"),
    ],
)
def test_who_removed_a_conversation_and_who_manages_them_restores_it_for_thirty_days(
    actor: Actor, days: int, said: str | None
) -> None:
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
