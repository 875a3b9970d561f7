"""Who may send, see, use and remove files; and how kinds and names are told."""

from typing import Any

import pytest

from server.files.kinds import clean_name, kind_of
from server.files.models import File
from server.files.policies import (
    may_claim,
    may_fill_field,
    may_remove,
    may_see_export,
    may_see_field,
    may_send_for_members,
    may_send_none,
    may_use_own,
)
from server.files.purposes import purposes, seen_by
from server.kernel.access import ALLOWED, FORBIDDEN, HIDDEN, Actor, Standing, Verdict, may_as_member
from server.kernel.clock import clock
from server.people.models import Contact

CHOIR, BAND = 1, 2
MANAGER = Actor(account=1, standings={CHOIR: Standing(CHOIR, 11, frozenset({"members"}))})
SINGER = Actor(account=2, standings={CHOIR: Standing(CHOIR, 12)})
STRANGER = Actor(account=3, standings={BAND: Standing(BAND, 13)})
BOT = Actor(account=4, kind="bot", standings={CHOIR: Standing(CHOIR, None)})


def file(**more: Any) -> File:
    """A picture that the singer sent."""
    sent: dict[str, Any] = {"organisation_id": CHOIR, "purpose": "picture", "uploaded_by": 2, "arrived_at": clock.now()}
    return File(id=7, name="foto.jpg", blob="0" * 32, created_at=clock.now(), **{**sent, **more})


def test_exports_are_sent_by_nobody() -> None:
    assert may_send_none(MANAGER, CHOIR) == FORBIDDEN
    assert may_send_none(STRANGER, CHOIR) == HIDDEN


def test_lists_are_sent_by_who_manages_members() -> None:
    assert may_send_for_members(MANAGER, CHOIR) == ALLOWED
    assert may_send_for_members(SINGER, CHOIR) == FORBIDDEN


def test_one_uses_what_one_sent_as_long_as_it_is_there() -> None:
    assert may_use_own(SINGER, file()) == ALLOWED
    assert may_use_own(MANAGER, file()) == HIDDEN
    assert may_use_own(SINGER, None) == HIDDEN
    assert may_use_own(SINGER, file(removed_at=clock.now())) == HIDDEN
    assert may_use_own(STRANGER, file(uploaded_by=3)) == HIDDEN


def test_all_that_is_known_of_somebody_is_fetched_while_one_may_ask_for_it() -> None:
    assert may_see_export(SINGER, file(), None) == ALLOWED
    assert may_see_export(SINGER, None, None) == HIDDEN
    assert may_see_export(SINGER, file(contact_id=12), JONAS) == ALLOWED
    assert may_see_export(READER, file(contact_id=12, uploaded_by=5), JONAS) == HIDDEN
    assert may_see_export(READER, file(contact_id=12, uploaded_by=5), None) == HIDDEN
    assert may_see_export(MANAGER, file(contact_id=12, uploaded_by=1), JONAS) == ALLOWED
    assert may_see_export(MANAGER, file(contact_id=12), JONAS) == HIDDEN


def test_a_file_is_claimed_once_for_what_it_was_sent_for() -> None:
    assert may_claim(SINGER, file(), "picture") == ALLOWED
    assert may_claim(SINGER, file(), "field") == HIDDEN
    assert may_claim(SINGER, file(arrived_at=None), "picture") == HIDDEN
    assert may_claim(SINGER, None, "picture") == HIDDEN
    assert may_claim(MANAGER, file(), "picture") == HIDDEN
    assert may_claim(SINGER, file(claimed_at=clock.now()), "picture") == Verdict("conflict", "file_claimed")


def test_a_file_in_use_stays() -> None:
    assert may_remove(SINGER, file()) == ALLOWED
    assert may_remove(MANAGER, file()) == HIDDEN
    assert may_remove(SINGER, file(claimed_at=clock.now())) == Verdict("conflict", "file_in_use")


JONAS = Contact(id=12, organisation_id=CHOIR, first_name="Jonas", search_name="jonas", created_at=clock.now())
READER = Actor(account=5, standings={CHOIR: Standing(CHOIR, 15, frozenset({"roster"}))})
BOTH = Actor(account=2, standings={CHOIR: Standing(CHOIR, 12, frozenset({"members"}))})


def test_a_file_of_a_field_is_seen_by_who_manages_members_and_by_who_sees_the_card_where_the_field_says_so() -> None:
    for actor in (MANAGER, BOTH):
        assert may_see_field(actor, JONAS, (), "admins") == ALLOWED
    for actor in (SINGER, READER):
        assert may_see_field(actor, JONAS, (), "admins") == HIDDEN
    assert may_see_field(READER, JONAS, (), "read") == ALLOWED
    assert may_see_field(SINGER, JONAS, (), "read") == ALLOWED
    assert may_see_field(SINGER, JONAS, (), None) == HIDDEN
    assert may_see_field(MANAGER, None, (), "read") == HIDDEN
    assert may_see_field(BOT, JONAS, (), "read") == HIDDEN
    assert may_see_field(STRANGER, JONAS, (), "read") == HIDDEN


def test_a_field_is_filled_by_who_manages_members_and_by_the_contact_where_they_may_write() -> None:
    assert may_fill_field(MANAGER, JONAS, (), "admins") == ALLOWED
    assert may_fill_field(SINGER, JONAS, (), "write") == ALLOWED
    assert may_fill_field(SINGER, JONAS, (), "read") == FORBIDDEN
    assert may_fill_field(SINGER, JONAS, (), "admins") == HIDDEN
    assert may_fill_field(READER, JONAS, (), "write") == FORBIDDEN


def test_a_purpose_is_registered_once_and_with_words() -> None:
    async def silent(actor: Actor, file: File) -> Verdict:
        return HIDDEN

    with pytest.raises(TypeError):
        seen_by("proof", sent_by=may_as_member)(silent)
    silent.__doc__ = "Nobody."
    with pytest.raises(TypeError):
        seen_by("picture", sent_by=may_as_member)(silent)
    assert "proof" not in purposes


@pytest.mark.parametrize(
    ("head", "name", "kind"),
    [
        (b"\xff\xd8\xff\xe0", "a.png", "image/jpeg"),
        (b"RIFF\0\0\0\0WEBPVP8 ", "a", "image/webp"),
        (b"PK\x03\x04", "leden.xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        (b"PK\x03\x04", "leden.zip", "application/zip"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "leden.XLS", "application/vnd.ms-excel"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "met wachtwoord.xlsx", "application/vnd.ms-excel"),
        (b"\0\0\0\x18ftypmp42", "dans.mp4", "video/mp4"),
        (b"\0\0\0\x18ftypmif1", "foto.heic", "image/heic"),
        (b"naam;groep\n", "leden.csv", "text/csv"),
        ("naam;groep".encode("utf-16"), "leden.csv", "text/csv"),
        (b"naam;groep\n", "leden.exe", "text/plain"),
        (b"\n  <HTML lang=nl>", "brief.txt", "text/html"),
        (b"<?xml version='1.0'?><svg/>", "a.png", "image/svg+xml"),
        (b"<?xml version='1.0'?><list/>", "a.xml", "application/xml"),
        (b"\x00\x01\x02", "a.txt", "application/octet-stream"),
        (b"", "a.txt", "application/octet-stream"),
    ],
)
def test_a_kind_is_told_by_the_content(head: bytes, name: str, kind: str) -> None:
    assert kind_of(head, name) == kind


@pytest.mark.parametrize(
    ("name", "clean"),
    [
        ("foto.jpg", "foto.jpg"),
        ("C:\\Users\\Clara\\foto.jpg", "foto.jpg"),
        ("../../etc/passwd", "passwd"),
        ("a\tb\nc.txt", "abc.txt"),
        (".htaccess", "htaccess"),
        ("rekening\u202egpj.exe", "rekeninggpj.exe"),
        ("  veel   ruimte .txt ", "veel ruimte .txt"),
        ("e\u0301te\u0301.jpg", "été.jpg"),
        ("///", "bestand"),
        ("x" * 300 + ".jpeg", "x" * 195 + ".jpeg"),
        ("x" * 300, "x" * 200),
        ("x." + "y" * 300, "x." + "y" * 198),
    ],
)
def test_a_name_is_kept_without_folders_and_tricks(name: str, clean: str) -> None:
    assert clean_name(name) == clean
