"""Spreadsheets are zip archives of XML: how large one may become, judged before anything is unpacked."""

import io
import zipfile

from server.people.sheets.cells import UnreadableFile

_MAX_UNPACKED = 50 * 1024 * 1024
_MAX_RATIO = 200
_MAX_PARTS = 1_000


def check_archive(content: bytes, needed: str) -> None:
    """Judge an archive by its directory alone. zipfile never unpacks more of a part than the directory states.

    `needed`: the part without which it is no spreadsheet of its kind.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, NotImplementedError, ValueError, OSError):
        raise UnreadableFile("unreadable_file") from None
    unpacked = sum(part.file_size for part in parts)
    if unpacked > _MAX_UNPACKED or unpacked > _MAX_RATIO * len(content) or len(parts) > _MAX_PARTS:
        raise UnreadableFile("suspicious_archive")
    if not any(part.filename.lower() == needed for part in parts):
        raise UnreadableFile("unknown_format")
