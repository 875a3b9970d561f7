"""Finished mail as bytes: RFC 5322 headers and a multipart/alternative body, all in ASCII with CRLF.

Written by hand since the standard library turns long URLs in headers into encoded words, which breaks one-click
unsubscribing, and draws boundaries by chance: here the same input gives the same bytes, so a retry is the same message.
"""

import hashlib
import quopri
import re
from datetime import datetime
from email.header import Header
from email.utils import format_datetime

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_UNWANTED = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")
_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]+")
_ADDRESS = re.compile(r"[^\s\x00-\x20\x7f<>@\"(),:;\\\[\]]+@[^\s\x00-\x20\x7f<>@\"(),:;\\\[\]]+")
_URL = re.compile(r"https?://[!#-;=?-\[\]_a-z~%]+")
_LINE = 998
_NAME = 200
_TEXT = 500


def one_line(text: str) -> str:
    """Without CR, LF, NUL and other control characters, so that no text can begin another header."""
    return " ".join(_CONTROL.sub(" ", _whole_characters(text)).split())


def plain_text(text: str) -> str:
    """Without control characters but the line break; every kind of line break becomes LF."""
    return _UNWANTED.sub("", _whole_characters(text).replace("\r\n", "\n").replace("\r", "\n").replace("\t", " "))


def _whole_characters(text: str) -> str:
    return text.encode("utf-8", "replace").decode()  # half a surrogate pair has no encoding


def safe_url(url: str) -> str:
    """The URL, if it is http or https and could stand in a header. Raises `ValueError`."""
    if not _URL.fullmatch(url) or len(url) > 900:
        raise ValueError("not an http or https URL in ASCII of at most 900 characters")
    return url


def text_header(name: str, text: str) -> str:
    """A header whose value is free text (RFC 5322 §3.6.5), in encoded words (RFC 2047) where it must."""
    told = one_line(text)[:_TEXT]
    encoding = "us-ascii" if told.isascii() and "=?" not in told else "utf-8"
    return f"{name}: {Header(told, encoding, maxlinelen=76, header_name=name).encode(linesep=chr(13) + chr(10))}"


def mailbox_header(name: str, display_name: str, address: str) -> str:
    """A header with one mailbox (RFC 5322 §3.4). Raises `ValueError` for an address that is not one."""
    if not _ADDRESS.fullmatch(address) or not address.isascii():
        raise ValueError("not a mailbox in ASCII")
    return _named(name, display_name, address)


def list_id_header(display_name: str, list_id: str) -> str:
    """List-Id (RFC 2919 §2); `list_id` is a dotted name such as "rietvink.akkoord.example". Raises `ValueError`."""
    if not re.fullmatch(r"[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)+", list_id):
        raise ValueError("not a list identifier")
    return _named("List-Id", display_name, list_id)


def message_id_header(message_id: str) -> str:
    """Message-ID (RFC 5322 §3.6.4), given with its angle brackets. Raises `ValueError`."""
    if not re.fullmatch(r"<[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]+@[A-Za-z0-9.-]+>", message_id) or len(message_id) > 250:
        raise ValueError("not a message identifier")
    return f"Message-ID: {message_id}"


def date_header(moment: datetime) -> str:
    """Date (RFC 5322 §3.3) of a moment with a zone. Raises `ValueError` without."""
    if moment.tzinfo is None:
        raise ValueError("a moment needs its zone")
    return f"Date: {format_datetime(moment)}"


def _named(name: str, display_name: str, address: str) -> str:
    told = one_line(display_name)[:_NAME].strip()
    if not told:
        return f"{name}: <{address}>"
    if told.isascii() and "=?" not in told:
        phrase = told if _ATOMS.fullmatch(told) else '"' + re.sub(r'(["\\])', r"\\\1", told) + '"'
    else:
        phrase = Header(told, "utf-8", maxlinelen=76, header_name=name).encode(linesep="\r\n")
    return f"{name}: {phrase}\r\n <{address}>"


def alternative(headers: list[str], text: str, html: str) -> bytes:
    """A whole message with a text and an HTML part (RFC 2046 §5.1.4), both quoted-printable."""
    # "=_" cannot occur in quoted-printable (RFC 2045 §6.7), so neither part can hold the boundary.
    boundary = "=_" + hashlib.sha256("\n".join(headers).encode()).hexdigest()[:40]
    head = [*headers, "MIME-Version: 1.0", f'Content-Type: multipart/alternative; boundary="{boundary}"']
    lines = ["\r\n".join(head), ""]
    for kind, content in (("plain", text), ("html", html)):
        lines += [f"--{boundary}", f"Content-Type: text/{kind}; charset=utf-8"]
        lines += ["Content-Transfer-Encoding: quoted-printable", "", _quoted_printable(content)]
    message = "\r\n".join([*lines, f"--{boundary}--", ""])
    if any(len(line) > _LINE for line in message.split("\r\n")):
        raise ValueError("a header is too long")
    return message.encode("ascii")


def _quoted_printable(text: str) -> str:
    return quopri.encodestring(text.encode()).decode("ascii").replace("\n", "\r\n")
