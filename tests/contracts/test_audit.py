"""Whatever only administrators may do leaves a line in the log of their organisation."""

import re

from server.kernel.audit import subject_names
from server.kernel.context import Door
from server.kernel.dispatch import Request
from server.kernel.language import known_keys
from server.kernel.models import AuditRow
from server.kernel.operations import operations
from server.kernel.wire import encode
from tests.contracts.attempts import forget_attempts
from tests.contracts.examples import examples
from tests.contracts.stage import Stage
from tests.world import World

DOOR = Door("test", "127.0.0.1")


def administrative() -> list[str]:
    """Writes that an ordinary member is refused and an administrator allowed, by their examples."""
    return [
        name
        for name, operation in sorted(operations.items())
        if operation.writes
        and examples[name].outcome("own", "admin") == "ok"
        and examples[name].outcome("own", "member") != "ok"
    ]


async def test_every_administrative_act_is_in_the_log_of_its_organisation(choir: World) -> None:
    silent = []
    nameless: set[str] = set()
    wordless: set[str] = set()
    known = known_keys()
    for name in administrative():
        forget_attempts()
        stage = await Stage.set(choir.house)
        given = await examples[name].prepare(stage, stage.mieke)
        await _forget(stage)
        await stage.mieke.call(name, **given)
        found = await AuditRow.filter(organisation_id=stage.organisation)
        if [(row.operation, row.account_id) for row in found] != [(name, stage.mieke.account.id)]:
            silent.append(name)
        wordless |= {word for row in found for word in _words(row) if not {word, f"told_{name}"} & known}
        nameless |= {row.subject for row in found if row.subject_id} - {"organisation", *subject_names}
    assert {"role.create", "invitation.send", "series.create", "bot.create"} <= set(administrative())
    assert silent == []
    assert nameless == set(), "name these with `named_by` of kernel/audit.py"
    assert wordless == set(), "say these with sentences `detail_<word>`, or all of it with `told_<operation>`"


def _words(row: AuditRow) -> set[str]:
    """The keys of what `details` name besides things; rights, and the scopes of a bot, have other words."""
    if row.subject in {"role", "bot"}:
        return set()
    return {f"detail_{word}" for word in re.findall(r"[a-z_]+(?![a-z_:])", row.details)}


async def test_what_is_done_for_a_child_is_in_the_log_with_the_link(choir: World) -> None:
    stage = await Stage.set(choir.house)
    acting = await stage.another_session(stage.margot, link=stage.guardianship)
    conversation = await stage.conversation_with(stage.wout)
    before = await AuditRow.filter(organisation_id=stage.organisation, link_id=stage.guardianship).count()
    assert before == 0
    await acting.call("conversation.leave", conversation=conversation)
    await acting.call("calendar.link", organisation=stage.organisation)
    noted = await AuditRow.filter(organisation_id=stage.organisation, link_id=stage.guardianship).order_by("id")
    assert [row.operation for row in noted] == ["conversation.leave", "calendar.link"]
    assert {(row.account_id, row.contact_id) for row in noted} == {(stage.margot.account.id, stage.wout.contact)}


async def test_a_message_that_a_mother_writes_for_her_child_says_so_itself(choir: World) -> None:
    stage = await Stage.set(choir.house)
    acting = await stage.another_session(stage.margot, link=stage.guardianship)
    conversation = await stage.conversation_with(stage.wout)
    await acting.send(conversation, "Wout is ziek")
    await acting.call("read.set", conversation=conversation, seq=1)
    assert not await AuditRow.exists(organisation_id=stage.organisation, link_id=stage.guardianship)


async def test_what_one_does_for_oneself_is_nobodys_business(choir: World) -> None:
    stage = await Stage.set(choir.house)
    await stage.margot.call("account.change", language="en")
    assert not await AuditRow.exists(organisation_id=stage.organisation, account_id=stage.margot.account.id)


async def test_what_was_refused_is_not_in_the_log(choir: World) -> None:
    stage = await Stage.set(choir.house)
    given = await examples["role.create"].prepare(stage, stage.jonas)
    actor = await choir.house.sessions.actor(stage.jonas.token)
    request = Request(operation="role.create", arguments=encode(given), door=DOOR)
    answer = await choir.house.dispatch.call(request, actor)
    assert answer.refusal is not None
    assert not await AuditRow.exists(organisation_id=stage.organisation)


def test_the_log_has_a_sentence_for_every_administrative_act() -> None:
    assert [name for name in administrative() if f"audit_{name}" not in known_keys()] == []


def test_the_log_has_a_sentence_for_whatever_a_guardian_does_for_a_child() -> None:
    done = [name for name, operation in sorted(operations.items()) if operation.writes]
    strangers = {name for name in done if operations[name].scope.startswith("public:")}
    assert [name for name in done if name not in strangers and f"audit_{name}" not in known_keys()] == []


async def _forget(stage: Stage) -> None:
    async with stage.house.units.write():
        await AuditRow.filter(organisation_id=stage.organisation).delete()
