"""Each rule of privacy, with who may and who may not."""

from typing import Any

import pytest

from server.accounts.capabilities import MANAGE_MEMBERS, MANAGE_SETTINGS
from server.kernel.access import Actor, Standing
from server.kernel.clock import clock
from server.people.consents.policies import may_answer_purpose, may_define_consents
from server.people.models import ConsentPurpose, Contact
from server.privacy.policies import (
    may_answer_requests,
    may_erase,
    may_export,
    may_manage_retention,
    may_request_erasure,
)

JONAS = Contact(id=7, organisation_id=1, first_name="Jonas", search_name="jonas", created_at=clock.now())
ERASED = Contact(id=7, organisation_id=1, first_name="", search_name="", erased_at=clock.now(), created_at=clock.now())


def actor(
    *capabilities: str, contact: int | None = 8, organisation: int = 1, wards: frozenset[int] = frozenset()
) -> Actor:
    standing = Standing(organisation, contact, frozenset(capabilities), wards=wards)
    return Actor(account=1, standings={organisation: standing})


MANAGER = actor(MANAGE_MEMBERS)
LEADER = Actor(account=1, standings={1: Standing(1, 8, in_groups=frozenset({(MANAGE_MEMBERS, 3)}))})
SELF = actor(contact=7)
MOTHER = actor(wards=frozenset({7}))
NEIGHBOUR = actor()
STRANGER = actor(MANAGE_MEMBERS, organisation=2)


@pytest.mark.parametrize(
    ("policy", "own", "others", "managed"),
    [
        (may_export, None, "forbidden", None),
        (may_erase, "forbidden", "forbidden", None),
        (may_request_erasure, None, "forbidden", "forbidden"),
    ],
)
def test_who_may_what_with_somebody(policy: Any, own: str | None, others: str | None, managed: str | None) -> None:
    assert policy(SELF, JONAS).code == own
    assert policy(MOTHER, JONAS).code == own
    assert policy(NEIGHBOUR, JONAS).code == others
    assert policy(LEADER, JONAS).code == others
    assert policy(MANAGER, JONAS).code == managed
    for hidden in (policy(STRANGER, JONAS), policy(MANAGER, None), policy(MANAGER, ERASED), policy(SELF, ERASED)):
        assert hidden.code == "not_found"


@pytest.mark.parametrize(
    ("policy", "right"),
    [
        (may_answer_requests, MANAGE_MEMBERS),
        (may_define_consents, MANAGE_MEMBERS),
        (may_manage_retention, MANAGE_SETTINGS),
    ],
)
def test_who_has_the_right_in_the_organisation(policy: Any, right: str) -> None:
    assert policy(actor(right), 1).allowed
    assert policy(NEIGHBOUR, 1).code == "forbidden"
    assert policy(LEADER, 1).code == "forbidden"
    assert policy(STRANGER, 1).code == "not_found"


def test_to_a_closed_purpose_nobody_agrees_and_everybody_can_withdraw() -> None:
    own = {"id": 1, "organisation_id": 1, "name": "Foto's", "text": "Foto's mogen.", "created_at": clock.now()}
    purpose, closed = ConsentPurpose(**own), ConsentPurpose(closed_at=clock.now(), **own)
    assert may_answer_purpose(purpose, giving=True).allowed
    assert may_answer_purpose(closed, giving=True).code == "conflict"
    assert may_answer_purpose(closed, giving=False).allowed
    assert may_answer_purpose(None, giving=False).code == "not_found"
