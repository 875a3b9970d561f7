"""Who may open the database, and what happens when it is not there."""

import asyncio
import socket
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path
from typing import Any

import httpx
import pytest
import uvicorn
from tortoise.connection import get_connection
from tortoise.exceptions import OperationalError

from server.kernel.database import (
    Database,
    DatabaseAddress,
    execute,
    rows,
    spawn,
    transaction,
)
from server.kernel.errors import StartRefused, Unavailable
from tests.kernel.models_choir import MODULES, Choir, create_tables, opened


def open_in_another_process(url: str) -> "subprocess.Popen[str]":
    """A process that opens the database, says `open` or why not, and closes it when its input ends."""
    script = (
        "import asyncio, sys\n"
        "from server.kernel.database import Database, DatabaseAddress\n"
        "from server.kernel.errors import StartRefused\n"
        "async def hold():\n"
        "    database = Database(DatabaseAddress(sys.argv[1]), ['tests.kernel.models_choir'])\n"
        "    try:\n"
        "        await database.open()\n"
        "    except StartRefused as refusal:\n"
        "        print(refusal.reason.key, flush=True)\n"
        "        return\n"
        "    print('open', flush=True)\n"
        "    await asyncio.to_thread(sys.stdin.read)\n"
        "    await database.close()\n"
        "asyncio.run(hold())\n"
    )
    command = [sys.executable, "-W", "error", "-c", script, url]
    root = Path(__file__).parents[2]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=root)


def first_word(process: "subprocess.Popen[str]") -> str:
    assert process.stdout is not None
    return process.stdout.readline().strip()


def test_a_second_process_cannot_open_the_same_file(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'akkoord.sqlite3'}"
    with open_in_another_process(url) as holder:
        assert first_word(holder) == "open"
        with open_in_another_process(url) as second:
            assert first_word(second) == "database_in_use"
        holder.communicate()
    with open_in_another_process(url) as third:
        assert first_word(third) == "open"


def test_a_process_that_was_killed_holds_nothing(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'akkoord.sqlite3'}"
    with open_in_another_process(url) as holder:
        assert first_word(holder) == "open"
        holder.kill()
    with open_in_another_process(url) as second:
        assert first_word(second) == "open"


async def test_a_database_that_could_not_open_lets_others_in(tmp_path: Path) -> None:
    address = DatabaseAddress(f"sqlite:///{tmp_path / 'akkoord.sqlite3'}")
    with pytest.raises(Exception, match="no_such_models"):
        await Database(address, ["tests.kernel.no_such_models"]).open()
    async with opened(address.url):
        with pytest.raises(StartRefused, match="database_in_use"):
            await Database(address, MODULES).open()


async def test_a_writer_from_outside_makes_us_wait_and_then_say_so(tmp_path: Path) -> None:
    file = tmp_path / "akkoord.sqlite3"
    async with opened(f"sqlite:///{file}"):
        await create_tables()
        outside = sqlite3.connect(file, isolation_level=None)
        outside.execute("BEGIN IMMEDIATE")
        engine: Any = get_connection("default")
        await engine._connection.execute("PRAGMA busy_timeout=1")
        with pytest.raises(Unavailable):
            async with transaction():
                raise AssertionError("another process writes")
        outside.close()
        async with transaction():
            await execute('UPDATE "choir" SET "name" = ?', ["De Rietvink"])


async def test_a_file_that_cannot_be_opened_is_an_error_each_time(tmp_path: Path) -> None:
    (tmp_path / "akkoord.sqlite3").mkdir()
    async with opened(f"sqlite:///{tmp_path / 'akkoord.sqlite3'}"):
        for _ in range(2):
            with pytest.raises(OperationalError, match="unable to open"):
                await rows("SELECT 1")
    # aiosqlite does not wait for the thread of a connection that failed; it would look for this test's loop in vain.
    for thread in threading.enumerate():
        if "_connection_worker_thread" in thread.name:
            await asyncio.to_thread(thread.join)


async def test_tasks_that_come_first_together_share_what_they_open(database_url: str) -> None:
    async with opened(database_url):
        found = await asyncio.gather(*(rows("SELECT 1 AS one") for _ in range(3)))
    assert found == [[{"one": 1}]] * 3


async def test_a_reader_that_comes_back_after_the_end_is_no_longer_lent(tmp_path: Path) -> None:
    async with opened(f"sqlite:///{tmp_path / 'akkoord.sqlite3'}"):
        await rows("SELECT 1")
        engine: Any = get_connection("default")
        reader = await engine.lend()
    engine.take_back(reader)
    assert engine._free.empty()


async def test_a_row_that_stays_locked_is_said_to_be_busy(postgres_url: str) -> None:
    async def rename() -> None:
        async with transaction():
            await execute("SET LOCAL lock_timeout = '1ms'")
            await execute('UPDATE "choir" SET "name" = ?', ["De Rietvink"])

    async with opened(postgres_url):
        await create_tables()
        async with transaction():
            await execute('UPDATE "choir" SET "name" = ?', ["Rietvink"])
            with pytest.raises(Unavailable) as refusal:
                await spawn(rename())
        assert refusal.value.code == "database_busy"


async def test_a_server_that_is_not_there_is_said_to_be_unavailable() -> None:
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        async with opened(f"postgres://akkoord@127.0.0.1:{nobody.getsockname()[1]}/akkoord"):
            with pytest.raises(Unavailable):
                await rows("SELECT 1")
            with pytest.raises(Unavailable):
                async with transaction():
                    raise AssertionError("there is no server")


async def test_a_connection_that_breaks_is_said_to_be_unavailable_and_replaced(postgres_url: str) -> None:
    async with opened(postgres_url):
        with pytest.raises(Unavailable):
            async with transaction():
                await rows("SELECT pg_terminate_backend(pg_backend_pid())")
        async with transaction():
            assert await rows("SELECT 1 AS one") == [{"one": 1}]


def test_an_address_may_name_the_socket_of_a_server() -> None:
    credentials = DatabaseAddress("postgres:///akkoord?host=/run/postgresql").connection()["credentials"]
    assert (credentials["host"], credentials["user"], credentials["database"]) == ("/run/postgresql", None, "akkoord")


async def test_requests_of_uvicorn_find_the_database_that_its_start_opened(database_url: str) -> None:
    """uvicorn runs the start and each request in contexts of their own."""
    database = Database(DatabaseAddress(database_url), MODULES)

    async def application(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            await receive()
            await database.open()
            await create_tables()
            await send({"type": "lifespan.startup.complete"})
            await receive()
            await database.close()
            await send({"type": "lifespan.shutdown.complete"})
            return
        async with transaction():
            name = (await Choir.get(id=1)).name
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": name.encode()})

    listening = socket.create_server(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(application, log_level="error", ws="none"))
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    async with httpx.AsyncClient() as client:
        answer = await client.get(f"http://127.0.0.1:{listening.getsockname()[1]}/")
    assert answer.text == "Koor De Rietvink"
    server.should_exit = True
    await serving
    listening.close()
