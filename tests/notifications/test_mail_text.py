"""M1: the mails that Akkoord writes by itself, read back as a mail program reads them."""

from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import compat32, default
from email.utils import parseaddr
from html.parser import HTMLParser
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from server.kernel.language import Language
from server.notifications.mail_text import (
    GrownMail,
    InvitationMail,
    Letter,
    LinkMail,
    UnreadMail,
    UnreadMessage,
    compose_grown,
    compose_invitation,
    compose_link,
    compose_unread,
)

THURSDAY = datetime(2026, 11, 26, 19, 0, tzinfo=UTC)
LETTER = Letter(
    message_id="<bericht.4711@akkoord.rietvink.example>",
    sent_at=datetime(2026, 11, 26, 19, 12, 5, tzinfo=UTC),
    sender="berichten@akkoord.rietvink.example",
    to="an@rietvink.example",
    to_name="An Oeverlant",
    organisation="Koor De Rietvink",
    language="nl",
    zone="Europe/Brussels",
)
MAIL = UnreadMail(
    letter=LETTER,
    title="Alten repetitie",
    messages=(
        UnreadMessage("Clara", THURSDAY, "Donderdag beginnen we om half acht.\nBreng het Fauré-boek mee!"),
        UnreadMessage("Clara", datetime(2026, 7, 2, 18, 5, tzinfo=UTC), "En een potlood."),
    ),
    conversation_url="https://akkoord.rietvink.example/gesprek/12?bericht=4711&van=mail",
    stop_url="https://akkoord.rietvink.example/uit/" + "k7Qz" * 40,
    list_id="gesprek-12.akkoord.rietvink.example",
)


class Page(HTMLParser):
    """Words, tags and links of an HTML part."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.tags: list[str] = []
        self.links: dict[str, str] = {}
        self._link: str | None = None
        self.attributes: list[tuple[str, str | None]] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        self._link = dict(attrs).get("href") if tag == "a" else self._link

    def handle_endtag(self, tag: str) -> None:
        self._link = None if tag == "a" else self._link

    def handle_data(self, data: str) -> None:
        self.words.append(data)
        if self._link:
            self.links[data] = self._link


def parsed(mail: bytes) -> EmailMessage:
    message = message_from_bytes(mail, _class=EmailMessage, policy=default)
    assert not message.defects
    for part in message.walk():
        assert not part.defects
    for name, header in message.items():
        assert not header.defects, name
    return message


def text_of(message: EmailMessage, kind: str = "plain") -> str:
    part = message.get_body((kind,))
    assert part is not None
    return str(part.get_content())


def test_the_subject_says_who_wrote_how_much_where() -> None:
    assert parsed(compose_unread(MAIL))["Subject"] == "Clara in Alten repetitie: 2 nieuwe berichten"


@pytest.mark.parametrize(
    ("authors", "title", "language", "subject"),
    [
        (["Clara"], None, "nl", "Clara: 1 nieuw bericht"),
        (["Clara"], "Alten", "en", "Clara in Alten: 1 new message"),
        (["Zoë", "René"], "Café", "nl", "Zoë en René in Café: 2 nieuwe berichten"),
        (["Zoë", "Jonas", "An", "Jonas"], None, "en", "Zoë and 2 others: 4 new messages"),
    ],
)
def test_the_subject_fits_the_authors_the_title_and_the_language(
    authors: list[str], title: str | None, language: Language, subject: str
) -> None:
    letter = replace(LETTER, language=language)
    messages = [UnreadMessage(author, THURSDAY, "Tot donderdag") for author in authors]
    message = parsed(compose_unread(replace(MAIL, letter=letter, title=title, messages=messages)))
    assert message["Subject"] == subject
    assert message["Content-Language"] == language


def test_someone_without_a_name_is_not_greeted() -> None:
    message = parsed(compose_unread(replace(MAIL, letter=replace(LETTER, to_name=""))))
    assert message["To"] == "an@rietvink.example"
    assert "Dag" not in text_of(message)
    assert "Dag An Oeverlant," in text_of(parsed(compose_unread(MAIL)))


def test_the_sender_is_the_author_by_way_of_the_choir() -> None:
    [sender] = parsed(compose_unread(MAIL))["From"].addresses
    assert (sender.display_name, sender.addr_spec) == (
        "Clara via Koor De Rietvink",
        "berichten@akkoord.rietvink.example",
    )


def test_the_sender_of_several_authors_is_the_choir() -> None:
    messages = [UnreadMessage("Clara", THURSDAY, "Hallo"), UnreadMessage("Jonas", THURSDAY, "Dag")]
    [sender] = parsed(compose_unread(replace(MAIL, messages=messages)))["From"].addresses
    assert sender.display_name == "Koor De Rietvink"


@pytest.mark.parametrize(
    "name", ["Hélène", 'Jonas "de bas"', "An, alt", "Sazlıkova " * 9, "Oksana (Оксана)", "=?x?=", "=?utf-8?q?Clara?="]
)
def test_any_name_survives_in_the_sender(name: str) -> None:
    raw = compose_unread(replace(MAIL, messages=[UnreadMessage(name, THURSDAY, "Hallo")]))
    # `policy.default` of Python 3.11 leaves the space between two encoded words of a phrase (RFC 2047 §6.2).
    header = message_from_bytes(raw, policy=compat32)["From"]
    display_name, address = parseaddr(str(header))
    assert str(make_header(decode_header(display_name))) == f"{name.strip()} via Koor De Rietvink"
    assert address == "berichten@akkoord.rietvink.example"


def test_every_unread_message_stands_in_both_parts_with_author_and_local_time() -> None:
    message = parsed(compose_unread(MAIL))
    text, words = text_of(message), "".join(Page(text_of(message, "html")).words)
    for shown in (text, words):
        assert "Clara, donderdag 26 november 2026 om 20:00" in shown  # winter: UTC + 1
        assert "Clara, donderdag 2 juli 2026 om 20:05" in shown  # summer: UTC + 2
        assert "Donderdag beginnen we om half acht." in shown
        assert "Breng het Fauré-boek mee!" in shown
        assert "En een potlood." in shown


def test_the_english_mail_tells_the_moment_in_english() -> None:
    message = parsed(compose_unread(replace(MAIL, letter=replace(LETTER, language="en"))))
    assert "Clara, Thursday 26 November 2026 at 20:00:" in text_of(message)
    assert "Hello An Oeverlant," in text_of(message)


def test_the_button_leads_to_the_conversation_and_the_foot_leads_out() -> None:
    message = parsed(compose_unread(MAIL))
    page = Page(text_of(message, "html"))
    assert page.links == {
        "Open het gesprek": MAIL.conversation_url,
        "Geen mails meer over berichten": MAIL.stop_url,
    }
    assert MAIL.conversation_url in text_of(message)
    assert MAIL.stop_url in text_of(message)
    assert "Je krijgt deze mail omdat je in Koor De Rietvink berichten per e-mail ontvangt" in text_of(message)


def test_the_headers_name_the_list_and_stop_answering_machines() -> None:
    message = parsed(compose_unread(MAIL))
    assert message["Message-ID"] == LETTER.message_id
    assert message["Date"].datetime == LETTER.sent_at
    assert message["To"].addresses[0].addr_spec == "an@rietvink.example"
    assert message["List-Id"] == "Koor De Rietvink <gesprek-12.akkoord.rietvink.example>"
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["X-Auto-Response-Suppress"] == "All"
    assert message["Precedence"] is None
    assert message.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]


def test_the_way_out_is_one_untouched_url_in_its_header() -> None:
    # The parser would undo encoded words, which receivers do not in this header: look at the bytes.
    assert f"\r\nList-Unsubscribe:\r\n <{MAIL.stop_url}>\r\n".encode() in compose_unread(MAIL)


def test_the_same_facts_give_the_same_bytes() -> None:
    assert compose_unread(MAIL) == compose_unread(replace(MAIL))


def test_html_in_a_message_is_shown_and_not_obeyed() -> None:
    attack = "<script>alert(1)</script><img src=x onerror=alert(1)> & \"'"
    mail = replace(MAIL, title=attack, messages=[UnreadMessage(attack, THURSDAY, attack)])
    message = parsed(compose_unread(replace(mail, letter=replace(LETTER, organisation=attack, to_name=attack))))
    plain, hostile = Page(text_of(parsed(compose_unread(MAIL)), "html")), Page(text_of(message, "html"))
    assert {*hostile.tags} <= {*plain.tags}
    assert {name for name, _ in hostile.attributes} == {name for name, _ in plain.attributes}
    assert attack in "".join(hostile.words)
    assert attack in text_of(message)


INJECTION = "Clara\r\nBcc: jonas@rietvink.example\r\n\r\nKijk hier\x00"


def test_a_mail_shows_the_formatting_and_the_names_of_a_message() -> None:
    text = "**Let op** <@12> en <@9>:\n- taart\n- [recept](https://rietvink.example/r)"
    message = replace(MAIL.messages[0], text=text)
    mail = parsed(compose_unread(replace(MAIL, messages=[message], names={"12": "Jonas Peeters"})))
    plain, html = text_of(mail), text_of(mail, "html")
    assert "Let op @Jonas Peeters en @verwijderd lid:" in plain
    assert "- taart" in plain
    assert "recept (https://rietvink.example/r)" in plain
    assert "<strong>Let op</strong> <strong>@Jonas Peeters</strong>" in html
    assert "<li>taart</li>" in html
    assert '<a href="https://rietvink.example/r"' in html


def test_no_text_can_begin_another_header() -> None:
    letter = replace(LETTER, organisation=INJECTION, to_name=INJECTION)
    mail = replace(MAIL, letter=letter, title=INJECTION, messages=[UnreadMessage(INJECTION, THURSDAY, INJECTION)])
    for message in (
        parsed(compose_unread(mail)),
        parsed(compose_invitation(InvitationMail(letter, INJECTION, MAIL.stop_url, THURSDAY))),
        parsed(compose_link(LinkMail(letter, MAIL.stop_url, THURSDAY))),
    ):
        assert message["Bcc"] is None
        assert "Bcc: jonas@rietvink.example" in message["From"]
        assert "\x00" not in message.as_string()


@pytest.mark.parametrize(
    "change",
    [
        {"stop_url": "https://akkoord.example/\r\nBcc: an@rietvink.example"},
        {"stop_url": "https://akkoord.example/>, <mailto:an@rietvink.example"},
        {"stop_url": "https://akkoord.example/" + "a" * 900},
        {"conversation_url": "javascript:alert(1)"},
        {"conversation_url": 'https://akkoord.example/" onclick="alert(1)'},
        {"list_id": "rietvink.example>\r\nBcc: an@rietvink.example"},
        {"letter": replace(LETTER, sender="berichten@rietvink.example>\r\nBcc: <an@rietvink.example")},
        {"letter": replace(LETTER, to="an@rietvink.example, jonas@rietvink.example")},
        {"letter": replace(LETTER, message_id="<a@b>\r\nBcc: an@rietvink.example")},
        {"letter": replace(LETTER, sent_at=datetime(2026, 11, 26))},  # noqa: DTZ001 - that is the point
    ],
)
def test_what_is_not_an_address_url_or_identifier_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"not a|zone"):
        compose_unread(replace(MAIL, **change))


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=300), st.text(max_size=120), st.text(max_size=400))
def test_any_text_makes_a_message_that_travels_unchanged(author: str, title: str, text: str) -> None:
    raw = compose_unread(replace(MAIL, title=title, messages=[UnreadMessage(author, THURSDAY, text)]))
    lines = raw.split(b"\r\n")
    assert raw.isascii()
    assert b"\x00" not in raw
    assert max(len(line) for line in lines) <= 998
    assert not any(b"\r" in line or b"\n" in line for line in lines)
    names = [line.split(b":")[0] for line in raw.split(b"\r\n\r\n")[0].split(b"\r\n") if not line.startswith(b" ")]
    assert len(names) == len(set(names)) == 13
    assert parsed(raw)["Subject"] is not None


def test_encoded_words_keep_to_their_length() -> None:
    raw = compose_unread(replace(MAIL, title="Żaneta’s près-répétition à l’église " * 4))
    head = raw.split(b"\r\n\r\n")[0].split(b"\r\n")
    encoded = [line for line in head if b"=?utf-8?" in line]
    assert len(encoded) > 3
    assert max(len(line) for line in encoded) <= 76  # RFC 2047 §2


def test_the_sign_in_mail_holds_its_link_and_its_end() -> None:
    url = "https://akkoord.rietvink.example/link#geheim"
    message = parsed(compose_link(LinkMail(LETTER, url, THURSDAY)))
    assert message["Subject"] == "Je link om aan te melden bij Koor De Rietvink"
    assert message["From"].addresses[0].display_name == "Koor De Rietvink"
    assert Page(text_of(message, "html")).links == {"Aanmelden": url}
    assert "De link werkt één keer, tot donderdag 26 november 2026 om 20:00." in text_of(message)
    assert message["List-Unsubscribe"] is None


def test_the_invitation_says_who_invites_to_what() -> None:
    url = "https://akkoord.rietvink.example/uitnodiging#geheim"
    letter = replace(LETTER, language="en")
    message = parsed(compose_invitation(InvitationMail(letter, "Clara Lisvelde", url, THURSDAY)))
    assert message["Subject"] == "Clara Lisvelde invites you to Koor De Rietvink"
    assert message["From"].addresses[0].display_name == "Clara Lisvelde via Koor De Rietvink"
    assert Page(text_of(message, "html")).links == {"Accept the invitation": url}
    assert "until Thursday 26 November 2026 at 20:00." in text_of(message)


@pytest.mark.parametrize(
    ("kind", "language", "subject", "said"),
    [
        ("grown_up", "nl", "Je bent 18: Margot handelt niet meer voor je", "je kunt het altijd intrekken"),
        ("grown_up", "en", "You are 18: Margot acts for you no more", "take it back at any time"),
        ("grown_child", "nl", "Margot is 18: je handelt niet meer mee", "toelaten bij Mijn gegevens"),
        ("grown_child", "en", "Margot is 18: you act for them no more", "let you, under My details"),
    ],
)
def test_on_the_day_of_turning_18_both_are_told_how_to_go_on(
    kind: str, language: Language, subject: str, said: str
) -> None:
    letter = replace(LETTER, language=language)
    mail = parsed(compose_grown(GrownMail(letter, kind, "Margot", "https://akkoord.rietvink.example/me")))
    assert mail["Subject"] == subject
    text = " ".join(text_of(mail).split())
    assert said in text
    assert "Koor De Rietvink" in text
    assert "https://akkoord.rietvink.example/me" in text
