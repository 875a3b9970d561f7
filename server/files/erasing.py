"""Somebody is erased, or asks for all that is kept of them: their pictures and files."""

from collections.abc import AsyncIterator

from server.files.blobs import read_all, sized_name, sizes_of
from server.files.kinds import clean_name
from server.files.models import File
from server.files.purposes import purposes
from server.files.sweeping import SWEEP_NOW
from server.kernel.clock import clock
from server.kernel.personal import Erasing, Person, archive_part, erased_by
from server.kernel.ports import BlobMissing, BlobStore


async def files_of(person: Person) -> list[File]:
    """Files that are of a person, and what they sent that nothing uses yet."""
    own = {"organisation_id": person.organisation, "removed_at": None}
    found = await File.filter(contact_id=person.contact, **own).order_by("id")
    if not person.accounts:
        return found
    sent = File.filter(uploaded_by__in=list(person.accounts), claimed_at=None, contact_id=None, **own)
    return [*found, *await sent.order_by("id")]


@erased_by("files")
async def erase_files(erasing: Erasing) -> None:
    """Remove all of their files; the sweep that follows deletes the contents, then the rows.

    Lists that were sent or made, and in which anybody can stand, go too: they are there for a day only.
    """
    found = [*await files_of(erasing.person), *await _lists(erasing.person)]
    for file in found:
        erasing.unit.change(file, name="", removed_at=clock.now())
    if found:
        erasing.unit.enqueue(SWEEP_NOW)


async def _lists(person: Person) -> list[File]:
    own = {"organisation_id": person.organisation, "contact_id": None, "removed_at": None}
    lists = ["import", *(name for name, purpose in purposes.items() if purpose.made)]
    return await File.filter(purpose__in=lists, **own).order_by("id")


@archive_part("files")
async def archived_files(person: Person, blobs: BlobStore) -> AsyncIterator[tuple[str, bytes]]:
    """The contents of their files; of a picture the largest that we keep. Other archives of them are left out."""
    for file in await files_of(person):
        purpose = purposes.get(file.purpose)
        if (purpose is not None and purpose.made) or file.arrived_at is None:
            continue
        name = sized_name(file.blob, sizes_of(file)[0]) if file.is_picture else file.blob
        try:
            yield f"files/{file.id}-{clean_name(file.name)}", await read_all(blobs, name)
        except BlobMissing:
            continue
