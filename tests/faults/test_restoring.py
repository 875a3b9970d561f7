"""A backup, put back: everything is as it was, and no client trusts a cursor from the lost days."""

import shutil
from pathlib import Path

from server.kernel.sync import Cursor
from server.main import opened
from server.settings import Settings
from tests.faults.killing import Choir, prepare, read_all, victim
from tests.faults.test_starting import akkoord
from tests.world import World


async def say(folder: Path, choir: Choir, text: str) -> str:
    """Clara writes something; her cursor afterwards."""
    async with opened(Settings(folder=str(folder))) as house:
        house.start(work=False)
        world = World(house, choir.organisation, 0)
        clara = world.with_token(choir.tokens[0])
        await clara.send(choir.conversation, text)
        page = await clara.call("sync.pull", organisation=choir.organisation)
        return str(page["cursor"])


async def test_a_backup_taken_while_the_server_runs_can_be_put_back(tmp_path: Path) -> None:
    choir = await prepare(tmp_path)
    await say(tmp_path, choir, "Voor de kopie")
    backup = tmp_path / "kopie van 100%.sqlite3"
    async with victim(tmp_path):
        done = akkoord(tmp_path, "backup", str(backup))
        assert done.returncode == 0, done.stderr
    late = await say(tmp_path, choir, "Na de kopie")
    done = akkoord(tmp_path, "restore", str(backup))
    assert done.returncode == 0, done.stderr
    assert len(list(tmp_path.glob("akkoord.sqlite3.before-*"))) >= 1
    async with victim(tmp_path) as server:
        assert [text for _, text in read_all(server.port, choir)] == ["Voor de kopie"]
    async with opened(Settings(folder=str(tmp_path))) as house:
        house.start(work=False)
        clara = World(house, choir.organisation, 0).with_token(choir.tokens[0])
        page = await clara.call("sync.pull", organisation=choir.organisation, cursor=late)
    assert page["reset"] is True
    assert Cursor.read(page["cursor"]).epoch == Cursor.read(late).epoch + 1


async def test_what_is_no_backup_is_refused_and_the_database_stays(tmp_path: Path) -> None:
    choir = await prepare(tmp_path)
    await say(tmp_path, choir, "Blijf hier")
    wrong = tmp_path / "leden.csv"
    wrong.write_text("Voornaam;Naam\nAn;Claes\n" * 100)
    done = akkoord(tmp_path, "restore", str(wrong))
    assert (done.returncode, "not a backup" in done.stderr) == (2, True)
    done = akkoord(tmp_path, "backup", str(wrong))
    assert (done.returncode, "exists already" in done.stderr) == (2, True)
    async with victim(tmp_path) as server:
        assert [text for _, text in read_all(server.port, choir)] == ["Blijf hier"]


async def test_a_running_server_keeps_its_database(tmp_path: Path) -> None:
    await prepare(tmp_path)
    backup = tmp_path / "kopie.sqlite3"
    assert akkoord(tmp_path, "backup", str(backup)).returncode == 0
    async with victim(tmp_path):
        done = akkoord(tmp_path, "restore", str(backup))
        assert (done.returncode, "Another process uses" in done.stderr) == (2, True)
        assert akkoord(tmp_path, "doctor", AKKOORD_URL="https://koor.example").returncode == 1  # no mail relay


async def test_files_are_in_the_backup_and_come_back_with_it(tmp_path: Path) -> None:
    await prepare(tmp_path)
    files, backup = tmp_path / "files", tmp_path / "kopie.sqlite3"
    (files / "ab").mkdir(parents=True)
    (files / "ab" / ("c" * 30)).write_bytes(b"Partituur van het Kerstconcert")
    (files / "ab" / ("d" * 30 + ".part")).write_bytes(b"half")
    done = akkoord(tmp_path, "backup", str(backup))
    assert (done.returncode, "1 files" in done.stdout) == (0, True), done.stderr
    (files / "ab" / ("c" * 30)).unlink()
    (files / "ab" / ("e" * 30)).write_bytes(b"Van na de kopie")
    assert akkoord(tmp_path, "restore", str(backup)).returncode == 0
    assert {path.name: path.read_bytes() for path in (files / "ab").iterdir()} == {
        "c" * 30: b"Partituur van het Kerstconcert"
    }
    (aside,) = tmp_path.glob("files.before-*")
    assert (aside / "ab" / ("e" * 30)).read_bytes() == b"Van na de kopie"
    done = akkoord(tmp_path, "backup", str(backup))
    assert (done.returncode, "exists already" in done.stderr) == (2, True)


async def test_a_backup_without_files_leaves_those_that_are_there(tmp_path: Path) -> None:
    await prepare(tmp_path)
    files, backup = tmp_path / "files", tmp_path / "kopie.sqlite3"
    (files / "ab").mkdir(parents=True)
    (files / "ab" / ("c" * 30)).write_bytes(b"Partituur")
    assert akkoord(tmp_path, "backup", str(backup)).returncode == 0
    shutil.rmtree(tmp_path / "kopie.sqlite3.files")
    assert akkoord(tmp_path, "restore", str(backup)).returncode == 0
    assert (files / "ab" / ("c" * 30)).read_bytes() == b"Partituur"
