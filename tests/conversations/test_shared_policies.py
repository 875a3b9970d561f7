"""Who puts a file in a message, who passes it on, and who sees it there."""

from datetime import UTC, datetime

import pytest

from server.conversations.shared.policies import may_attach, may_pass_on, may_see_attached
from server.files.models import File
from server.kernel.access import Actor, Standing

NOW = datetime(2026, 11, 25, 20, tzinfo=UTC)
CHOIR, BAND = 1, 2
JONAS = Actor(account=7, standings={CHOIR: Standing(CHOIR, 70)})


def sent(**values: object) -> File:
    """A picture that Jonas sent for a message."""
    given = {"purpose": "message", "uploaded_by": 7, "arrived_at": NOW, **values}
    return File(id=30, organisation_id=CHOIR, name="koor.jpg", blob="b", created_at=NOW, **given)


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (sent(), None),
        (sent(purpose="voice"), None),
        (sent(purpose="field"), "not_found"),
        (sent(uploaded_by=8), "not_found"),
        (sent(arrived_at=None), "not_found"),
        (sent(claimed_at=NOW), "conflict"),
        (None, "not_found"),
    ],
)
def test_who_sent_a_file_for_a_message_puts_it_in_one(file: File | None, said: str | None) -> None:
    assert may_attach(JONAS, file).code == said


def test_who_sees_a_file_passes_it_on_while_it_is_there() -> None:
    assert may_pass_on(sent(), seen=True).allowed
    assert may_pass_on(sent(), seen=False).code == "not_found"
    assert may_pass_on(sent(removed_at=NOW), seen=True).code == "not_found"
    assert may_pass_on(None, seen=True).code == "not_found"


def test_who_sees_the_message_sees_its_files() -> None:
    assert may_see_attached(JONAS, sent(), seats=1).allowed
    assert may_see_attached(JONAS, sent(), seats=0).code == "not_found"
    stranger = Actor(account=9, standings={BAND: Standing(BAND, 90)})
    assert may_see_attached(stranger, sent(), seats=1).code == "not_found"
