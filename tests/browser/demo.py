"""The demo choir in a process of its own, and its members by the API for what a test needs but does not try."""

import contextlib
import json
import os
import signal
import subprocess
import sys
import time
import urllib.request
import uuid
from functools import cache
from pathlib import Path
from typing import Any

from server.demo import PASSWORD
from tests.faults.killing import free_port

UP_WITHIN = 60.0
PAUSE = 0.05


class Demo:
    """`akkoord demo` on a port of its own, with its bot, over a folder that outlives it."""

    def __init__(self, folder: Path, host: str = "127.0.0.1") -> None:
        self.folder = folder
        self.port = free_port()
        self.url = f"http://{host}:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None
        self.member = cache(self.member)  # type: ignore[method-assign]

    def start(self) -> "Demo":
        """Start it and wait until it serves."""
        environment = {**os.environ, "AKKOORD_MAIL_AFTER": "1", "AKKOORD_URL": self.url}
        place = ["--folder", str(self.folder), "--port", str(self.port)]
        with (self.folder / "demo.log").open("ab") as log:
            # A session of its own, so that the bot can be ended with it.
            self._process = subprocess.Popen(
                [sys.executable, "-m", "server.shell", "demo", *place],
                env=environment, stdout=log, stderr=log, start_new_session=True,
            )  # fmt: skip
        until = time.monotonic() + UP_WITHIN
        while not self._ready():
            gone = self._process.poll() is not None or time.monotonic() > until
            assert not gone, (self.folder / "demo.log").read_text()
            time.sleep(PAUSE)
        return self

    def kill(self) -> None:
        """`kill -9` of the server and its bot, as when the power fails."""
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        """SIGTERM."""
        self._end(signal.SIGTERM)

    def member(self, login: str) -> "Member":
        """Somebody of the choir, signed in once."""
        return Member(self, login)

    def mails_to(self, address: str) -> list[dict[str, Any]]:
        """What would have been mailed there, the latest first."""
        with urllib.request.urlopen(f"{self.url}/demo/outbox.json", timeout=10) as response:
            return [mail for mail in json.load(response)["items"] if any(address in to for to in mail["to"])]

    def mail_to(self, address: str, part: str) -> dict[str, Any]:
        """The latest mail to an address with this in its text, waited for."""
        until = time.monotonic() + UP_WITHIN
        while True:
            for mail in self.mails_to(address):
                if part in mail["text"]:
                    return mail
            assert time.monotonic() < until, f"no mail to {address} with {part!r}: {self.mails_to(address)}"
            time.sleep(PAUSE)

    def _ready(self) -> bool:
        with contextlib.suppress(OSError):
            return bool(urllib.request.urlopen(f"{self.url}/readyz", timeout=1).status == 200)
        return False

    def _end(self, how: signal.Signals) -> None:
        if self._process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, how)
        self._process.wait(timeout=20)
        self._process = None


class Member:
    """Calls operations as somebody of the choir, by HTTP."""

    def __init__(self, demo: Demo, login: str) -> None:
        self._url = demo.url
        self.login = login
        self.token = ""
        self.token = self.open_session()
        self.account = self.call("account.get")
        [organisation] = self.call("organisation.list")["items"]
        self.organisation: int = organisation["id"]
        self.contact: int = organisation["contact"]

    def open_session(self) -> str:
        """The token of one more session."""
        return str(self.call("session.open", login=self.login, password=PASSWORD)["token"])

    def call(self, operation: str, **arguments: Any) -> Any:
        """Its result. Raises HTTPError when it is refused."""
        headers = {"Content-Type": "application/json", "Idempotency-Key": str(uuid.uuid4())}
        if self.token:
            headers["Authorization"] = f"Bearer {self.token}"
        body = json.dumps(arguments).encode()
        request = urllib.request.Request(f"{self._url}/api/{operation}", body, headers, method="POST")
        with urllib.request.urlopen(request, timeout=20) as response:
            return json.load(response)["result"]

    def conversation(self, title: str, *others: "Member") -> int:
        """A group conversation with these people; only an administrator may."""
        contacts = [other.contact for other in others]
        made = self.call("conversation.create", organisation=self.organisation, title=title, contacts=contacts)
        return int(made["id"])

    def direct(self, other: "Member") -> int:
        """The conversation of two."""
        opened = self.call("conversation.open_direct", organisation=self.organisation, contact=other.contact)
        return int(opened["id"])

    def send(self, conversation: int, *texts: str) -> None:
        """Post messages, in this order."""
        for text in texts:
            self.call("message.send", conversation=conversation, text=text)

    def texts(self, conversation: int) -> list[str]:
        """The last messages of a conversation, the newest last."""
        return [each["text"] for each in self.call("message.history", conversation=conversation, limit=200)["items"]]
