"""What a file is, told by its content; its name only decides between kinds that look the same."""

import re
import unicodedata

HEAD = 4096
"""Bytes from the beginning that are enough to tell."""

UNKNOWN = "application/octet-stream"
PICTURES = frozenset({"image/jpeg", "image/png", "image/gif", "image/webp"})
"""What can become a picture here."""

_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_ODS = "application/vnd.oasis.opendocument.spreadsheet"
LISTS = frozenset({"text/csv", "text/plain", "text/vcard", "text/calendar", _XLSX, _ODS, "application/vnd.ms-excel"})
"""What a list of people may come in."""

VOICES = {"video/webm": "audio/webm", "video/mp4": "audio/mp4", "application/ogg": "audio/ogg"}
"""What browsers record sound in; the containers are those of films."""

ACTIVE = frozenset({"text/html", "image/svg+xml", "application/xml"})
"""What a browser might run; it is never sent under its own type."""

_MAGIC: list[tuple[bytes, int, str]] = [
    (b"\xff\xd8\xff", 0, "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", 0, "image/png"),
    (b"GIF87a", 0, "image/gif"),
    (b"GIF89a", 0, "image/gif"),
    (b"WEBP", 8, "image/webp"),
    (b"WAVE", 8, "audio/wav"),
    (b"II*\x00", 0, "image/tiff"),
    (b"MM\x00*", 0, "image/tiff"),
    (b"BM", 0, "image/bmp"),
    (b"%PDF-", 0, "application/pdf"),
    (b"ID3", 0, "audio/mpeg"),
    (b"\xff\xfb", 0, "audio/mpeg"),
    (b"\x1aE\xdf\xa3", 0, "video/webm"),
    (b"OggS", 0, "application/ogg"),
    (b"fLaC", 0, "audio/flac"),
    (b"MThd", 0, "audio/midi"),
    (b"\x1f\x8b", 0, "application/gzip"),
    (b"7z\xbc\xaf\x27\x1c", 0, "application/x-7z-compressed"),
    (b"\x7fELF", 0, "application/x-executable"),
    (b"MZ", 0, "application/x-executable"),
]
_BRANDS = {b"heic": "image/heic", b"heix": "image/heic", b"mif1": "image/heic", b"avif": "image/avif"}
"""Brands of an ISO base media file (ISO/IEC 14496-12 §4.3): pictures; the others are sound or film."""

_BY_ENDING = {
    "application/zip": {
        ".xlsx": _XLSX,
        ".ods": _ODS,
        ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        ".odt": "application/vnd.oasis.opendocument.text",
        ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    },
    # With a password Excel writes an .xlsx in the old storage too.
    "application/x-ole-storage": {
        ".xls": "application/vnd.ms-excel",
        ".xlsx": "application/vnd.ms-excel",
        ".doc": "application/msword",
    },
    "text/plain": {".csv": "text/csv", ".tsv": "text/csv", ".vcf": "text/vcard", ".ics": "text/calendar"},
}
_MARKUP = re.compile(rb"<(?:!doctype\s+html|html|head|body|script|iframe|svg|\?xml)[\s>/]", re.IGNORECASE)
_TEXT_MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
_NO_TEXT = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")

NAME_LIMIT = 200
NAMELESS = "bestand"
# Marks that turn the direction of writing make `exe.gpj` look like `jpg.exe` (Unicode UAX #9 §2).
_UNSHOWN = frozenset("\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


def kind_of(head: bytes, name: str) -> str:
    """The media type of a file by its first bytes (at most `HEAD` are looked at)."""
    head = head[:HEAD]
    plain = _plain_kind(head)
    endings = _BY_ENDING.get(plain, {})
    return next((kind for ending, kind in endings.items() if name.lower().endswith(ending)), plain)


def _plain_kind(head: bytes) -> str:
    for magic, place, kind in _MAGIC:
        if head.startswith(magic, place):
            return kind
    if head.startswith(b"PK\x03\x04"):
        return "application/zip"
    if head.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        return "application/x-ole-storage"
    if head[4:8] == b"ftyp":
        return _BRANDS.get(head[8:12], "video/mp4")
    return _text_kind(head)


def _text_kind(head: bytes) -> str:
    if markup := _MARKUP.search(head):
        tag = markup.group(0).lower()
        # An XML file says what it is further on; only SVG draws.
        return "image/svg+xml" if b"<svg" in head.lower() else "application/xml" if b"xml" in tag else "text/html"
    if head.startswith(_TEXT_MARKS) or (head and not _NO_TEXT.search(_narrow(head))):
        return "text/plain"
    return UNKNOWN


def _narrow(head: bytes) -> bytes:
    """Of Latin letters in UTF-16 without a byte order mark, as some programs write lists, the bytes that differ."""
    low, high = head[0::2], head[1::2]
    if len(head) < 4 or (any(low[:32]) and any(high[:32])):
        return head
    return high if not any(low[:32]) else low


def clean_name(name: str) -> str:
    """A file's name as we keep it: no folders, no control characters, at most 200 characters with its ending."""
    last = unicodedata.normalize("NFC", name).replace("\\", "/").rsplit("/", 1)[-1]
    shown = "".join(c for c in last if unicodedata.category(c) not in {"Cc", "Cs", "Zl", "Zp"} and c not in _UNSHOWN)
    shown = " ".join(shown.split()).lstrip(".")
    if len(shown) > NAME_LIMIT:
        stem, point, ending = shown.rpartition(".")
        ending = point + ending if stem and len(ending) <= 10 else ""
        shown = shown[: NAME_LIMIT - len(ending)] + ending
    return shown or NAMELESS
