"""A conversation as a page to be read: plain HTML that needs nothing else, in which everything typed is escaped."""

from collections.abc import Iterator
from html import escape
from urllib.parse import quote

from server.conversations.markup.showing import html_of
from server.kernel.errors import Reason
from server.kernel.language import Language, say
from server.moderation.telling import Told, ToldFile, ToldPoll
from server.notifications.mail_words import told as told_moment

STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:46rem;margin:2rem auto;padding:0 1rem;color:#1c2420}"
    "h1{margin-bottom:0}header p{color:#55625b}article{border-top:1px solid #c9d1cc;padding:.75rem 0}"
    "article>p:first-child{margin:0}time,small{color:#55625b}.gone{color:#55625b;font-style:italic}"
    "article div{overflow-wrap:anywhere}ul{margin:.25rem 0}"
)
QUOTED = 160


class Page:
    """Writes the parts of one page, for one reader at one clock."""

    def __init__(self, language: Language, zone: str) -> None:
        self._language = language
        self._zone = zone

    def head(self, title: str, intro: str, people: str) -> str:
        """Its beginning."""
        shown = escape(title)
        policy = "default-src 'none'; style-src 'unsafe-inline'"
        return (
            f'<!doctype html><html lang="{self._language}"><meta charset="utf-8">'
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">'
            f'<meta name="viewport" content="width=device-width"><title>{shown}</title><style>{STYLE}</style>'
            f"<header><h1>{shown}</h1><p>{escape(intro)}</p><p>{escape(people)}</p></header><main>\n"
        )

    def foot(self) -> str:
        """Its end."""
        return "</main></html>\n"

    def message(self, told: Told) -> str:
        """One message."""
        return f'<article id="m{told.seq}">{"".join(self._lines(told))}</article>\n'

    def _lines(self, told: Told) -> Iterator[str]:
        yield self._who(told)
        if told.deleted_at is not None:
            yield f'<p class="gone">{self._say("removed")}</p>'
            return
        if told.forwarded:
            yield f"<p><small>{self._say('forwarded')}</small></p>"
        if told.answers is not None:
            quoted = told.answers.text[:QUOTED]
            words = self._say("answers", name=told.answers.author, text=quoted)
            yield f'<p><a href="#m{told.answers.seq}"><small>{words}</small></a></p>'
        if told.text:
            # Names stand in place of tokens already, so nobody is mentioned.
            yield f"<div>{html_of(told.text, str)}</div>"
        yield from self._beside(told)

    def _who(self, told: Told) -> str:
        words = f"<strong>{escape(told.author)}</strong>"
        if told.by is not None:
            words += f" <small>({self._say('by', name=told.by)})</small>"
        when = escape(told_moment(told.sent_at, self._language, self._zone))
        edited = f" <small>({self._say('edited')})</small>" if told.edited_at is not None else ""
        return f'<p>{words} <time datetime="{told.sent_at.isoformat()}">{when}</time>{edited}</p>'

    def _beside(self, told: Told) -> Iterator[str]:
        if told.files:
            yield f"<ul>{''.join(self._file(file) for file in told.files)}</ul>"
        if told.poll is not None:
            yield self._poll(told.poll)
        if told.activity is not None:
            yield f"<p>{self._say('activity', title=told.activity.title, start=told.activity.local_start)}</p>"
        if told.reactions:
            shown = " · ".join(f"{emoji} {', '.join(names)}" for emoji, names in told.reactions.items())
            yield f"<p><small>{escape(shown)}</small></p>"
        for version in told.before:
            yield f"<p><small>{self._say('before', text=version.text)}</small></p>"

    def _file(self, file: ToldFile) -> str:
        name = escape(file.name)
        if file.path is None:
            return f"<li>{name} <small>({self._say('missing')})</small></li>"
        return f'<li><a href="{escape(quote(file.path))}">{name}</a></li>'

    def _poll(self, poll: ToldPoll) -> str:
        lines = []
        for option in poll.options:
            counts = self._say("dates", yes=option.yes, maybe=option.maybe, no=option.no)
            lines.append(f"<li>{escape(option.text)}: {counts if poll.kind == 'dates' else option.yes}</li>")
        return f"<p>{self._say('poll', title=poll.title)}</p><ul>{''.join(lines)}</ul>"

    def _say(self, key: str, **params: object) -> str:
        return escape(say(Reason(f"export_{key}", **params), self._language))
