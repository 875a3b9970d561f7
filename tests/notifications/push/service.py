"""A push service on the loopback interface, and browsers that read what it was given as RFC 8291 says."""

import asyncio
import base64
import json
import os
import ssl
from typing import Any, Self

import http_ece
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from tests.world import Person


class PushService:
    """Takes pushes by HTTP, with `tls` by HTTPS; `answers` are given in turn, then 201."""

    def __init__(self, tls: ssl.SSLContext | None = None) -> None:
        self._tls = tls
        self.taken: list[tuple[str, dict[str, str], bytes]] = []
        self.answers: list[str] = []
        self.lines = 0
        self._open: list[tuple[asyncio.StreamWriter, asyncio.Task[None] | None]] = []

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0, ssl=self._tls)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *_gone: object) -> None:
        self._server.close()
        for writer, _ in self._open:
            writer.close()
        await asyncio.gather(*(task for _, task in self._open if task is not None), return_exceptions=True)
        await self._server.wait_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.lines += 1
        self._open.append((writer, asyncio.current_task()))
        try:
            while head := await reader.readuntil(b"\r\n\r\n"):
                first, *lines = head.decode("ascii").strip().split("\r\n")
                headers = {name.lower(): content for name, _, content in (line.partition(": ") for line in lines)}
                body = await reader.readexactly(int(headers["content-length"]))
                self.taken.append((first.split()[1], headers, body))
                answer = self.answers.pop(0) if self.answers else "201 Created"
                status, _, more = answer.partition("\n")
                more = f"{more}\r\n" if more else ""
                writer.write(f"HTTP/1.1 {status}\r\n{more}Content-Length: 0\r\n\r\n".encode())
                await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()

    def to(self, browser: "Browser") -> list[tuple[dict[str, str], dict[str, Any]]]:
        """Headers and what they said, of what came for one browser."""
        return [(headers, browser.read(body)) for path, headers, body in self.taken if path == browser.path]


class Browser:
    """A browser that subscribed: its keys, and how it reads."""

    def __init__(self, service: PushService, name: str) -> None:
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._secret = os.urandom(16)
        self.name = name
        self.path = f"/push/{name.replace(' ', '-').lower()}"
        self.endpoint = f"http://127.0.0.1:{service.port}{self.path}"
        self.device = 0

    @property
    def keys(self) -> dict[str, str]:
        point = self._key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        return {"p256dh": text(point), "auth": text(self._secret)}

    async def subscribe(self, person: Person) -> "Browser":
        """Turn notifications on for somebody."""
        view = await person.call("push.subscribe", endpoint=self.endpoint, name=self.name, **self.keys)
        self.device = view["id"]
        return self

    def read(self, body: bytes) -> dict[str, Any]:
        """As the browser reads it, by another implementation than the server's."""
        plain = http_ece.decrypt(body, private_key=self._key, auth_secret=self._secret, version="aes128gcm")
        read: dict[str, Any] = json.loads(plain)
        return read


def text(content: bytes) -> str:
    """base64url without padding."""
    return base64.urlsafe_b64encode(content).rstrip(b"=").decode()


def bytes_of(content: str) -> bytes:
    """What base64url stands for."""
    return base64.urlsafe_b64decode(content + "=" * (-len(content) % 4))


def claims_of(authorization: str) -> dict[str, Any]:
    """The claims of a token of RFC 8292, after its signature was checked by the key that stands beside it."""
    token, _, key = authorization.removeprefix("vapid t=").partition(", k=")
    head, claims, signature = token.split(".")
    signed = bytes_of(signature)
    r, s = int.from_bytes(signed[:32]), int.from_bytes(signed[32:])
    public = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), bytes_of(key))
    public.verify(encode_dss_signature(r, s), f"{head}.{claims}".encode(), ec.ECDSA(hashes.SHA256()))
    read: dict[str, Any] = json.loads(bytes_of(claims))
    return read
