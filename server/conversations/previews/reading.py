"""Reading what a page says of itself: Open Graph, Twitter's cards, or its title."""

import codecs
import re
from contextlib import suppress
from html.parser import HTMLParser
from urllib.parse import urljoin

import msgspec

from server.kernel.pages import Page

MOST_TAGS = 3000
"""Start tags that are looked at: what a page says of itself stands at its beginning."""
TITLE, DESCRIPTION, SITE = 200, 300, 80
ADDRESS = 2000
PICTURES = ("og:image:secure_url", "og:image", "og:image:url", "twitter:image")
TITLES = ("og:title", "twitter:title")
DESCRIPTIONS = ("og:description", "twitter:description", "description")
_META_CHARSET = re.compile(rb"""<meta[^>]{0,200}charset\s*=\s*["']?([\w-]{2,40})""", re.IGNORECASE)


class Summary(msgspec.Struct, frozen=True):
    """What a page says of itself."""

    title: str
    site: str | None = None
    description: str | None = None
    picture: str | None = None
    """The address of the picture that it names."""


class _Enough(Exception):  # noqa: N818 - no fault
    pass


class _Head(HTMLParser):
    """Gathers titles and meta tags until the body has begun."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.said: dict[str, str] = {}
        self.title = ""
        self._in_title = False
        self._tags = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._tags += 1
        if self._tags > MOST_TAGS:
            raise _Enough
        if tag == "title" and not self.title:
            self._in_title = True
        if tag == "meta":
            given = {name: value or "" for name, value in attrs}
            name = (given.get("property") or given.get("name") or "").lower()
            self.said.setdefault(name, given.get("content", ""))

    def handle_endtag(self, tag: str) -> None:
        if tag == "title":
            self._in_title = False

    def handle_data(self, data: str) -> None:
        if self._in_title and len(self.title) < TITLE * 4:
            self.title += data


def summary_of(page: Page) -> Summary | None:
    """The title, and what else there is; None for a page that says nothing of itself."""
    head = _Head()
    with suppress(_Enough):
        head.feed(_text(page))
    title = _first(head, TITLES, TITLE) or _plain(head.title, TITLE)
    if not title:
        return None
    site, description = _first(head, ("og:site_name",), SITE), _first(head, DESCRIPTIONS, DESCRIPTION)
    return Summary(title, site, description, _picture(head, page.url))


def _picture(head: _Head, base: str) -> str | None:
    named = next((said for name in PICTURES if (said := head.said.get(name, "").strip())), "")
    if not named or len(named) > ADDRESS:
        return None
    with suppress(ValueError):
        return urljoin(base, named)
    return None


def _text(page: Page) -> str:
    declared = _META_CHARSET.search(page.content[:2048])
    for name in (page.charset, declared[1].decode() if declared else None, "utf-8"):
        try:
            if name and codecs.lookup(name)._is_text_encoding:
                return page.content.decode(name, "replace")
        except (LookupError, ValueError):
            continue
    return page.content.decode("utf-8", "replace")


def _first(head: _Head, names: tuple[str, ...], longest: int) -> str | None:
    return next((text for name in names if (text := _plain(head.said.get(name, ""), longest))), None)


def _plain(text: str, longest: int) -> str:
    """One line of what can be read: no control signs, and none that turn the direction of what follows."""
    read = " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
    return read if len(read) <= longest else read[: longest - 1].rstrip() + "…"
