"""Who may import."""

from typing import Any

import pytest

from server.exchange.models import ContactImport
from server.exchange.policies import may_import, may_see_import
from server.files.models import File
from server.kernel.access import ALLOWED, FORBIDDEN, HIDDEN, Actor, Standing
from server.kernel.clock import clock

CHOIR, BAND = 1, 2
MANAGER = Actor(account=1, standings={CHOIR: Standing(CHOIR, 11, frozenset({"members"}))})
SINGER = Actor(account=2, standings={CHOIR: Standing(CHOIR, 12)})
STRANGER = Actor(account=3, standings={BAND: Standing(BAND, 13, frozenset({"members"}))})
LEADER = Actor(account=4, standings={CHOIR: Standing(CHOIR, 14, in_groups=frozenset({("roster", 7), ("agenda", 8)}))})


def sent(**more: Any) -> File:
    """A list that the manager sent."""
    told: dict[str, Any] = {"organisation_id": CHOIR, "purpose": "import", "uploaded_by": 1, "arrived_at": clock.now()}
    return File(id=7, name="leden.csv", blob="0" * 32, created_at=clock.now(), **{**told, **more})


def test_who_manages_members_imports_what_they_sent() -> None:
    assert may_import(MANAGER, CHOIR, sent()) == ALLOWED
    assert may_import(SINGER, CHOIR, sent()) == FORBIDDEN
    assert may_import(LEADER, CHOIR, sent(uploaded_by=4)) == FORBIDDEN
    assert may_import(STRANGER, CHOIR, sent()) == HIDDEN


@pytest.mark.parametrize(
    "file",
    [
        None,
        sent(uploaded_by=2),
        sent(purpose="picture"),
        sent(arrived_at=None),
        sent(organisation_id=BAND),
        sent(removed_at=clock.now()),
    ],
)
def test_no_other_file_is_imported(file: File | None) -> None:
    assert may_import(MANAGER, CHOIR, file) == HIDDEN


def test_who_manages_members_sees_what_became_of_an_import() -> None:
    row = ContactImport(id=1, organisation_id=CHOIR, account_id=9, file_id=7, file_name="leden.csv", choices="{}")
    assert may_see_import(MANAGER, CHOIR, row) == ALLOWED
    assert may_see_import(MANAGER, CHOIR, None) == HIDDEN
    assert may_see_import(SINGER, CHOIR, row) == FORBIDDEN
    assert may_see_import(STRANGER, CHOIR, row) == HIDDEN
