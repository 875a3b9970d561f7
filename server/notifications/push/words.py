"""What notifications say, in Dutch and in English. Pure: facts in, words out."""

from collections.abc import Mapping

import msgspec

from server.conversations.markup.showing import naming, one_line
from server.conversations.models import Message
from server.kernel.language import Language

LONGEST = 240
"""Characters of a message in a notification: no screen shows more."""

_WORDS: dict[str, tuple[str, str]] = {
    "many": ("{count} nieuwe berichten", "{count} new messages"),
    "many_in": ("{count} nieuwe berichten in {title}", "{count} new messages in {title}"),
    "for": ("voor {name}", "for {name}"),
    "answer": ("{author} antwoordt op {title}", "{author} answers {title}"),
    "mention": ("{author} noemt je", "{author} mentions you"),
    "poll": ("Peiling: {text}", "Poll: {text}"),
    "activity": ("Activiteit: {text}", "Activity: {text}"),
    "picture": ("Foto", "Photo"),
    "voice": ("Spraakbericht", "Voice message"),
    "file": ("Bestand", "File"),
    "message": ("Nieuw bericht", "New message"),
    "reply": ("Antwoord", "Reply"),
    "reply_here": ("Schrijf een antwoord", "Write a reply"),
    "read": ("Gelezen", "Read"),
    "coming": ("Ik kom", "I am coming"),
    "not_coming": ("Ik kom niet", "I am not coming"),
    "reminder": ("Nog te beantwoorden: {text}", "Still to answer: {text}"),
    "answer_now": ("Antwoord met één tik.", "Answer with one tap."),
    "test_title": ("Meldingen werken", "Notifications work"),
    "test_text": ("Op dit toestel krijg je meldingen van {house}.", "On this device you get notifications of {house}."),
}


def worded(key: str, language: Language, **facts: object) -> str:
    """A piece of a notification."""
    return _WORDS[key][language == "en"].format(**facts)


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """What a notification is about: unread messages of one conversation, oldest first, at least one.

    `names`: whom the messages mention, by token. `title`: the group's or list's own; of a `reply` conversation that of
    its list. `ward`: for whom one acts.
    """

    kind: str
    title: str | None
    authors: dict[int, str]
    names: dict[str, str] = {}
    messages: list[Message]
    mentioned: bool
    ward: str | None
    language: Language


def headline(facts: Facts) -> str:
    """The first line: where, or from whom; and for whom, if that is not the reader."""
    author = facts.authors.get(facts.messages[-1].author_id, "")
    if facts.mentioned:
        said = worded("mention", facts.language, author=author) + (f" ({facts.title})" if facts.title else "")
    elif facts.kind == "reply" and facts.title:
        said = worded("answer", facts.language, author=author, title=facts.title)
    elif facts.title and len(facts.messages) > 1:
        said = worded("many_in", facts.language, count=len(facts.messages), title=facts.title)
    else:
        said = facts.title or author
    return f"{said} ({worded('for', facts.language, name=facts.ward)})" if facts.ward else said


def text_of(facts: Facts) -> str:
    """The lines below: the last message, and in a group who wrote it."""
    last = facts.messages[-1]
    line = line_of(last, facts.language, facts.names)
    author = facts.authors.get(last.author_id, "")
    # Of two, of a list's answers and of a mention the first line says who; a list itself speaks with one voice.
    named = facts.title is not None and facts.kind == "group" and not facts.mentioned
    line = f"{author}: {line}" if named and author else line
    if len(facts.messages) > 1 and not _counted(facts):
        line = f"{worded('many', facts.language, count=len(facts.messages))}\n{line}"
    return line


def _counted(facts: Facts) -> bool:
    return bool(facts.title) and facts.kind != "reply" and not facts.mentioned


def line_of(message: Message, language: Language, names: Mapping[str, str]) -> str:
    """A message as one piece of plain text, never as markup."""
    text = one_line(message.text, naming(names, language), LONGEST)
    if message.card_kind in ("poll", "activity"):
        return worded(message.card_kind, language, text=text)
    if text:
        return text
    first = next(iter(message.attachments or ()), None)
    return worded(first["kind"] if first and first["kind"] in _WORDS else "message", language)


def shortened(text: str) -> str:
    """At most `LONGEST` characters."""
    return text if len(text) <= LONGEST else text[: LONGEST - 1].rstrip() + "…"
