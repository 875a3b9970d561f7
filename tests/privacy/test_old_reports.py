"""Closed reports go after a year, or as an organisation says; those that still wait stay."""

from datetime import timedelta

import pytest

from server.kernel.clock import clock
from server.kernel.models import AuditRow
from server.moderation import forgetting
from server.moderation.models import Report
from tests.moderation.test_reports import UNKIND, open_reports, reported
from tests.privacy.seeding import save
from tests.privacy.test_removed_conversations import after
from tests.world import World


async def preview(choir: World, months: int = 12) -> int:
    given = {"organisation": choir.organisation, "kind": "reports", "months": months}
    return int((await choir.clara.call("retention.preview", **given))["count"])


async def closed_days_ago(choir: World, report: int, days: int) -> None:
    """Sessions do not live so long as reports: it is dated back."""
    row = await Report.get(organisation_id=choir.organisation, id=report)
    row.closed_at = clock.now() - timedelta(days=days)
    await save(row)


async def test_a_closed_report_loses_its_words_and_then_goes_and_an_open_one_stays(
    choir: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forgetting, "AT_ONCE", 1)
    conversation = await choir.conversation(choir.jonas, choir.bram)
    closed, waiting = [
        await reported(choir, choir.jonas, (await choir.bram.send(conversation, UNKIND))["id"], note="Dit kwetst An.")
        for _ in range(2)
    ]
    await choir.clara.call("report.close", report=closed["id"], outcome="kept")
    await closed_days_ago(choir, closed["id"], 364)
    await choir.house.worker.run_due()
    assert await preview(choir) == 0
    assert (await preview(choir, 6), len(await open_reports(choir))) == (1, 2)
    await closed_days_ago(choir, closed["id"], 368)
    await choir.jonas.listen()
    await after(choir, 1.1)
    (told,) = await choir.jonas.heard("report.forgotten")
    assert (told["id"], told["note"], told["forgotten_at"] is not None) == (closed["id"], "", True)
    assert [each["id"] for each in await open_reports(choir)] == [waiting["id"]]
    assert (await choir.jonas.snapshot())["report", closed["id"]] == told
    assert await preview(choir) == 0
    carried = AuditRow.filter(organisation_id=choir.organisation, operation="retention.carry_out")
    assert [row.details for row in await carried if "reports" in row.details] == ["count=1 kind=reports"]
    await after(choir, 31)
    (left,) = await Report.filter(organisation_id=choir.organisation)
    assert (left.id, left.note, left.closed_at) == (waiting["id"], "Dit kwetst An.", None)
    assert ("report", closed["id"]) not in await choir.jonas.snapshot()


async def test_an_organisation_may_keep_them(choir: World) -> None:
    message = await choir.bram.send(await choir.conversation(choir.jonas, choir.bram), UNKIND)
    made = await reported(choir, choir.jonas, message["id"], note="Dit kwetst An.")
    await choir.clara.call("report.close", report=made["id"], outcome="kept")
    given = {"organisation": choir.organisation, "kind": "reports", "months": 12, "enabled": False}
    await choir.clara.call("retention.change", **given)
    await closed_days_ago(choir, made["id"], 500)
    await after(choir, 1.1)
    (seen,) = await open_reports(choir)
    assert seen["note"] == "Dit kwetst An."
