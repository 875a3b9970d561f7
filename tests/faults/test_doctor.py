"""What the doctor finds of what people did, while the server runs and when it does not."""

from pathlib import Path

from server.main import opened
from server.settings import Settings
from tests.faults.killing import Choir, prepare, victim
from tests.faults.test_starting import akkoord
from tests.world import World

STUCK = "nobody may decide on, as who may wrote them: 1, of Koor De Rietvink (rietvink)"


async def report_clara(folder: Path, choir: Choir) -> None:
    """Jonas reports what Clara wrote, who alone may answer reports."""
    async with opened(Settings(folder=str(folder))) as house:
        house.start(work=False)
        world = World(house, choir.organisation, 0)
        clara, jonas = (world.with_token(token) for token in choir.tokens[:2])
        sent = await clara.send(choir.conversation, "Wie nu nog afzegt, is geen echte zanger")
        await jonas.call("message.report", message=sent["id"], reason="unkind")


async def test_a_report_that_nobody_may_answer_is_named_until_somebody_is_appointed(tmp_path: Path) -> None:
    choir = await prepare(tmp_path)
    assert "reports: fine" in akkoord(tmp_path, "doctor").stdout
    assert akkoord(tmp_path, "admin", "appoint", "rietvink", "an.claes").returncode == 1
    await report_clara(tmp_path, choir)
    async with victim(tmp_path):
        done = akkoord(tmp_path, "doctor")
        assert (done.returncode, STUCK in done.stdout) == (1, True), done.stdout
    assert STUCK in akkoord(tmp_path, "doctor").stdout
    done = akkoord(tmp_path, "admin", "appoint", "rietvink", "an.claes")
    assert done.returncode == 0, done.stderr
    assert "reports: fine" in akkoord(tmp_path, "doctor").stdout


def test_a_folder_without_a_database_has_no_reports(tmp_path: Path) -> None:
    assert "reports: fine" in akkoord(tmp_path, "doctor").stdout
