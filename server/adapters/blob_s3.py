"""Contents of files in a store that speaks S3, whole or not at all."""

import asyncio
import hashlib
import os
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import obstore
from obstore.exceptions import BaseError, NotFoundError
from obstore.store import S3Store

from server.kernel.errors import Unavailable
from server.kernel.ports import BlobMissing, BlobTooLarge, Kept

_READ_AT_ONCE = 256 * 1024


class S3Address(msgspec.Struct, frozen=True):
    """Where the store is; without an `endpoint` that of Amazon in the region."""

    bucket: str
    endpoint: str
    region: str
    key: str
    secret: str


class BlobS3:
    """A bucket as a `BlobStore`."""

    def __init__(self, address: S3Address) -> None:
        self._store = S3Store(
            address.bucket,
            endpoint=address.endpoint or f"https://s3.{address.region}.amazonaws.com",
            region=address.region,
            access_key_id=address.key,
            secret_access_key=address.secret,
            client_options={"allow_http": address.endpoint.startswith("http://"), "timeout": "60s"},
            retry_config={"max_retries": 3},
        )

    async def put(self, name: str, parts: AsyncIterator[bytes], limit: int) -> Kept:
        """First to a file of our own: what breaks off, or is too much, never reaches the store."""
        handle, path = await asyncio.to_thread(tempfile.mkstemp, prefix="akkoord-")
        try:
            kept = await _write(handle, parts, limit)
            with _translated(name):
                await obstore.put_async(self._store, name, Path(path))
            return kept
        finally:
            await asyncio.to_thread(Path(path).unlink, missing_ok=True)

    async def size(self, name: str) -> int:
        """Its bytes. Raises `BlobMissing`."""
        with _translated(name):
            return int((await obstore.head_async(self._store, name))["size"])

    async def read(self, name: str, start: int = 0, end: int | None = None) -> AsyncIterator[bytes]:
        """Its bytes from `start` up to `end`, in parts. Raises `BlobMissing`."""
        last = await self.size(name) if end is None else end
        if start >= last:
            return
        with _translated(name):
            found = await obstore.get_async(self._store, name, options={"range": (start, last)})
            async for part in found.stream(min_chunk_size=_READ_AT_ONCE):
                yield bytes(part)

    async def delete(self, name: str) -> None:
        """Take it away, if it is there."""
        try:
            with _translated(name):
                await obstore.delete_async(self._store, name)
        except BlobMissing:
            return

    async def exists(self, name: str) -> bool:
        """Whether it is there."""
        try:
            await self.size(name)
        except BlobMissing:
            return False
        return True


async def _write(handle: int, parts: AsyncIterator[bytes], limit: int) -> Kept:
    count, digest = 0, hashlib.sha256()
    with os.fdopen(handle, "wb") as file:
        async for part in parts:
            count += len(part)
            if count > limit:
                raise BlobTooLarge
            digest.update(part)
            await asyncio.to_thread(file.write, part)
    return Kept(count, digest.hexdigest())


@contextmanager
def _translated(name: str) -> Iterator[None]:
    """The store's troubles in our words."""
    try:
        yield
    except (NotFoundError, FileNotFoundError):
        raise BlobMissing(name) from None
    except BaseError as problem:
        raise Unavailable(retry_after=10, reason="blobs_away") from problem
