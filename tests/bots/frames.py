"""Frames as a server sends them, and a bot's session to hear them."""

import json
from collections.abc import Iterable
from typing import Any

from bots.kit.cursors import Cursors
from bots.kit.protocol import Happening, Session
from bots.kit.wire import Given

Json = dict[str, Any]
BOT, RIETVINK = 7, 1
COMMANDS = [{"name": "agenda"}]


def a_session(**settled: str) -> Session:
    session = Session("geheim", COMMANDS, Cursors({RIETVINK: settled["cursor"]} if settled else None))
    session.connect()
    return session


def sent(session: Session) -> list[Json]:
    return [json.loads(frame) for frame in iter(session.next_frame, None)]


def hear(session: Session, frame: Json) -> list[Happening]:
    return session.receive(json.dumps(frame))


def ok(number: int, result: Any = None) -> Json:
    return {"re": number, "ok": True, "result": result or {}}


def no(number: int, code: str) -> Json:
    return {"re": number, "ok": False, "error": {"code": code, "message": "Nee."}}


def welcome(cursor: str = "c0") -> Json:
    rietvink = {"id": RIETVINK, "name": "Koor De Rietvink", "zone": "Europe/Brussels", "language": "nl"}
    return {"account": {"id": BOT, "kind": "bot"}, "session": 3, "organisations": [rietvink | {"cursor": cursor}]}


def command(number: int, **changed: Any) -> Json:
    return {
        "id": number,
        "organisation": RIETVINK,
        "conversation": 21,
        "bot": BOT,
        "caller": 11,
        "text": "/agenda",
        "answer": None,
        "answered_at": None,
        "rev": number,
    } | changed


def event(n: int, data: Json, name: str = "command.given") -> Json:
    return {"n": n, "ev": name, "cursor": f"c{data['rev']}", "data": data}


def page(cursor: str, objects: Iterable[Json] = (), **changed: Any) -> Json:
    items = [{"kind": "command", "data": each} for each in objects]
    return {"organisation": RIETVINK, "reset": False, "items": items, "cursor": cursor, "more": False} | changed


def resumed(cursor: str = "c5") -> Session:
    """A session that is live after a cursor."""
    session = a_session(cursor=cursor)
    sent(session)
    hear(session, ok(1, welcome()))
    sent(session)
    hear(session, ok(2))
    return session


def heard(happenings: list[Happening]) -> list[int]:
    return [each.id for each in happenings if isinstance(each, Given)]
