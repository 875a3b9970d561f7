"""A server that cannot start says why and what to do."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from server.accounts.role_models import Grant
from server.kernel.clock import clock
from server.main import opened
from server.settings import Settings
from tests.faults.killing import prepare, victim


def akkoord(folder: Path, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run `akkoord` in a process of its own, in English."""
    environment = {**os.environ, "LANG": "en_GB.UTF-8", "LC_ALL": "", "AKKOORD_FOLDER": str(folder), **settings}
    command = [sys.executable, "-m", "server.shell", *words]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)


async def test_a_port_that_is_taken_is_named(tmp_path: Path) -> None:
    await prepare(tmp_path)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        done = akkoord(tmp_path, "serve", AKKOORD_PORT=port)
    assert done.returncode == 2
    assert f"Port {port} on 127.0.0.1 is taken" in done.stderr
    assert "AKKOORD_PORT" in done.stderr


async def test_a_second_server_on_the_same_file_is_refused_and_the_first_goes_on(tmp_path: Path) -> None:
    await prepare(tmp_path)
    async with victim(tmp_path) as server:
        done = akkoord(tmp_path, "serve", AKKOORD_PORT="0")
        assert (done.returncode, "Another process uses" in done.stderr) == (2, True)
        assert await server.ready() < 1


async def test_sigterm_ends_the_server_in_order(tmp_path: Path) -> None:
    await prepare(tmp_path)
    async with victim(tmp_path) as server:
        assert server.stop() in (0, -signal.SIGTERM)
    assert "Traceback" not in (tmp_path / "server.log").read_text()


def test_a_database_that_is_not_up_to_date_is_named(tmp_path: Path) -> None:
    done = akkoord(tmp_path, "serve", AKKOORD_PORT="0")
    assert done.returncode == 2
    assert "akkoord migrate" in done.stderr


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [("AKKOORD_PORT", "http", "port"), ("AKKOORD_PROT", "8080", "AKKOORD_PROT"), ("AKKOORD_LOG", "xml", "log")],
)
def test_a_setting_that_is_wrong_is_named(tmp_path: Path, name: str, value: str, said: str) -> None:
    done = akkoord(tmp_path, "serve", **{name: value})
    assert done.returncode == 2
    assert said in done.stderr


def test_the_demo_listens_to_this_machine_only(tmp_path: Path) -> None:
    done = akkoord(tmp_path, "demo", "--host", "0.0.0.0")
    assert done.returncode == 2
    assert "127.0.0.1" in done.stderr


async def test_an_administrator_is_appointed_only_where_there_is_none(tmp_path: Path) -> None:
    choir = await prepare(tmp_path)
    done = akkoord(tmp_path, "admin", "appoint", "rietvink", "jonas.peeters")
    assert (done.returncode, "There is an administrator" in done.stderr) == (1, True)
    async with opened(Settings(folder=str(tmp_path))) as house, house.units.write():
        await Grant.filter(organisation_id=choir.organisation).update(ended_at=clock.now())
    for words, problem in (
        (("koor", "jonas.peeters"), "There is no organisation koor"),
        (("rietvink", "niemand"), "There is no account niemand"),
    ):
        done = akkoord(tmp_path, "admin", "appoint", *words)
        assert (done.returncode, problem in done.stderr) == (2, True)
    done = akkoord(tmp_path, "admin", "appoint", "rietvink", "jonas.peeters")
    assert (done.returncode, done.stdout) == (0, "Jonas Peeters is now an administrator of Koor De Rietvink.\n")
