"""People who send files by the door."""

import io
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import httpx
import msgspec
import pytest
from PIL import Image

from server.main import House
from server.settings import Settings
from tests.world import Person, Served


class Sender:
    """A person at the door of files."""

    def __init__(self, client: httpx.AsyncClient, person: Person | None) -> None:
        self.client = client
        self.person = person

    @property
    def headers(self) -> dict[str, str]:
        return {"Authorization": f"Bearer {self.person.token}"} if self.person else {}

    async def send(self, content: Any, name: str = "foto.jpg", purpose: str = "picture", **more: Any) -> httpx.Response:
        organisation = more.pop("organisation", self.person.organisation if self.person else 1)
        asked = {"organisation": organisation, "purpose": purpose, "name": name, **more}
        return await self.client.post("/files", params=asked, content=content, headers=self.headers)

    async def sent(self, content: Any, name: str = "foto.jpg", purpose: str = "picture") -> dict[str, Any]:
        """Send a file that must be taken; its view."""
        answer = await self.send(content, name, purpose)
        assert answer.status_code == 200, answer.text
        view: dict[str, Any] = answer.json()["result"]
        return view

    async def get(self, file: int, size: int | None = None, **headers: str) -> httpx.Response:
        path = f"/files/{file}" + (f"/{size}" if size else "")
        return await self.client.get(
            path, headers={**self.headers, **{k.replace("_", "-"): v for k, v in headers.items()}}
        )


class Counter:
    """The door of files, with somebody before it."""

    def __init__(self, served: Served, client: httpx.AsyncClient) -> None:
        self.served = served
        self.client = client

    def by(self, person: Person | None) -> Sender:
        return Sender(self.client, person)


@pytest.fixture
async def counter(served: Served) -> AsyncIterator[Counter]:
    async with httpx.AsyncClient(base_url=served.http, trust_env=False, verify=False, timeout=30) as client:
        yield Counter(served, client)


@pytest.fixture
def house_settings(house_settings: Settings) -> Settings:
    """Small limits: a file of a megabyte, four for an organisation."""
    return msgspec.structs.replace(house_settings, file_limit=1, file_quota=4)


def picture(width: int = 600, height: int = 400, kind: str = "JPEG", **more: Any) -> bytes:
    """A picture with a red left half and a blue right half."""
    made = Image.new("RGB", (width, height), (200, 30, 30))
    made.paste((30, 30, 200), (width // 2, 0, width, height))
    written = io.BytesIO()
    made.save(written, kind, **more)
    return written.getvalue()


def contents(house: House) -> list[str]:
    """What the folder of files holds."""
    folder = Path(house.settings.folder) / "files"
    return sorted(file.name for file in folder.rglob("*") if file.is_file())
