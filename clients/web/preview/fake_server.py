"""Answers the client inside the browser: HTTP and socket routes of Playwright, no server."""

import json
from typing import Any

from choir import CHURCH, CLARA, HOME, NOW, Choir, ago, moment, number
from playwright.sync_api import Page, Route, WebSocketRoute

ACCOUNT = {
    "id": 5, "kind": "person", "name": "Clara De Smet", "login": "clara", "language": "nl", "mail_messages": True,
    "address": "clara@rietvink.example",
}
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 Version/18.5 Safari/604.1"
LAPTOP = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
CAPABILITIES = ["agenda", "conversations", "members", "settings"]


class Refused(Exception):
    def __init__(self, code: str, message: str, **fields: str) -> None:
        super().__init__(message)
        self.error = {"code": code, "message": message, **({"fields": fields} if fields else {})}


class FakeServer:
    def __init__(self, choir: Choir, language: str = "nl", signed_in: bool = True, several: bool = False) -> None:
        self.choir = choir
        self.account = {**ACCOUNT, "language": language}
        self.signed_in = signed_in
        self.sockets: list[WebSocketRoute] = []
        self.numbered: dict[int, int] = {}
        self.down = False
        self.failing: set[str] = set()
        one = {"contact": CLARA, "capabilities": CAPABILITIES, "zone": "Europe/Brussels", "language": "nl"}
        self.organisations = [{"id": HOME, "name": "Koor De Rietvink", **one}]
        if several:
            self.organisations.append({"id": CHURCH, "name": "Sint-Janskoor Mechelen", **one, "capabilities": []})

    def install(self, page: Page) -> None:
        page.route("**/api/*", self._http)
        page.route_web_socket("**/ws", self._socket)

    def tell(self, kind: str, event: str, data: dict[str, Any]) -> None:
        for socket in self.sockets:
            n = self.numbered[id(socket)] = self.numbered.get(id(socket), 0) + 1
            socket.send(json.dumps({"n": n, "ev": f"{kind}.{event}", "cursor": str(self.choir.rev), "data": data}))

    def _http(self, route: Route) -> None:
        if self.down:
            return route.abort()
        operation = route.request.url.rsplit("/", 1)[1]
        answer, status = self._answer(operation, route.request.post_data_json or {})
        return route.fulfill(status=status, content_type="application/json", body=json.dumps(answer))

    def _socket(self, socket: WebSocketRoute) -> None:
        if self.down:
            return socket.close()
        self.sockets.append(socket)
        socket.on_message(lambda text: self._frame(socket, json.loads(text)))
        return None

    def _frame(self, socket: WebSocketRoute, frame: dict[str, Any]) -> None:
        answer, _ = self._answer(frame["op"], frame["args"])
        socket.send(json.dumps({"re": frame["id"], **answer}))

    def _answer(self, operation: str, given: dict[str, Any]) -> tuple[dict[str, Any], int]:
        try:
            if operation in self.failing:
                raise Refused("internal", "Er ging iets mis bij ons. Probeer het zo dadelijk opnieuw.")
            if operation == "sync.hello" and not self.signed_in:
                raise Refused("unauthenticated", "Meld je aan.")
            answer = getattr(self, operation.replace(".", "_"), lambda given: {})(given)
            return {"ok": True, "result": answer}, 200
        except Refused as refusal:
            return {"ok": False, "error": refusal.error}, 422

    def sync_hello(self, given: dict[str, Any]) -> Any:
        short = {name: self.account[name] for name in ("id", "name", "language", "kind")}
        live = [{**one, "cursor": str(self.choir.rev), "live": True} for one in self.organisations]
        return {"account": short, "session": 1, "organisations": live}

    def sync_pull(self, given: dict[str, Any]) -> Any:
        home = given["organisation"] == HOME
        told = {"organisation": given["organisation"], "cursor": str(self.choir.rev), "more": False, "reset": True}
        return {**told, "items": self.choir.items if home else []}

    def session_open(self, given: dict[str, Any]) -> Any:
        if given["password"] != "rietvink zingt":
            raise Refused("forbidden", "Deze naam en dit wachtwoord horen niet bij elkaar. Probeer opnieuw, of vraag een link per e-mail.")
        self.signed_in = True
        return {"token": "t", "account": self.account, "organisations": self.organisations}

    def session_request_link(self, given: dict[str, Any]) -> Any:
        return {}

    def session_open_by_link(self, given: dict[str, Any]) -> Any:
        raise Refused("not_found", "Deze link is al gebruikt of verlopen. Vraag een nieuwe.")

    def invitation_get(self, given: dict[str, Any]) -> Any:
        if given["secret"] == "spent":
            raise Refused("not_found", "Deze link is al gebruikt of verlopen.")
        return {"organisation": "Koor De Rietvink", "name": "Élise Maes", "address": "elise@rietvink.example"}

    def invitation_accept(self, given: dict[str, Any]) -> Any:
        raise Refused("invalid", "Kijk dit na.", password="Neem minstens 10 tekens; een zin van een paar woorden is het makkelijkst.")

    def account_get(self, given: dict[str, Any]) -> Any:
        return self.account

    def account_change(self, given: dict[str, Any]) -> Any:
        self.account |= given
        return self.account

    def session_list(self, given: dict[str, Any]) -> Any:
        one = {"created_at": moment(ago(days=30))}
        here = {"id": 1, "client": LAPTOP, "used_at": moment(NOW), "current": True}
        return {"items": [{**one, **here}, {**one, "id": 2, "client": PHONE, "used_at": moment(ago(days=2)), "current": False}], "next": None}

    def group_list(self, given: dict[str, Any]) -> Any:
        groups = [(41, "Sopranen", 14), (42, "Alten", 11), (43, "Mannen", 12)]
        return {"items": [{"id": g, "name": n, "season": 1, "members": m} for g, n, m in groups], "next": None}

    def calendar_link(self, given: dict[str, Any]) -> Any:
        return {"url": "https://akkoord.example/calendar/h3fK2mPq9sXvT7wYbN4cLr8ZdJ6gE1aU.ics"}

    def agenda_list(self, given: dict[str, Any]) -> Any:
        return {"items": [item["data"] for item in self.choir.items if item["kind"] == "occurrence"], "next": None}

    def command_list(self, given: dict[str, Any]) -> Any:
        def command(name: str, nl: str, en: str, help_nl: str, help_en: str, *parameters: tuple[str, bool]) -> Any:
            listed = [{"name": n, "kind": "text", "required": r} for n, r in parameters]
            return {"name": name, "words": {"nl": nl, "en": en}, "help": {"nl": help_nl, "en": help_en}, "parameters": listed}

        return {"next": None, "items": [
            command("attendance.show", "aanwezigheid toon", "attendance show", "Wie komt, wie niet, wie zweeg", "Who comes", ("activiteit", True)),
            command("agenda.next", "agenda volgende", "agenda next", "De eerste activiteiten", "The first activities", ("aantal", False)),
            command("group.list", "groep lijst", "group list", "Alle groepen van dit seizoen", "All groups of this season"),
        ]}

    def message_send(self, given: dict[str, Any]) -> Any:
        if "weiger" in given["text"]:
            raise Refused("conflict", "Dit gesprek is gesloten.")
        message = self.choir.say(given["conversation"], CLARA, NOW, given["text"])["data"]
        self.tell("message", "created", message)
        return message

    def incoming(self, conversation: int, author: int, text: str) -> None:
        self.tell("message", "created", self.choir.say(conversation, author, NOW, text)["data"])

    def message_edit(self, given: dict[str, Any]) -> Any:
        return self._change(given["message"], text=given["text"], edited_at=moment(NOW))

    def message_delete(self, given: dict[str, Any]) -> Any:
        return self._change(given["message"], text="", deleted_at=moment(NOW))

    def _change(self, message: int, **given: Any) -> Any:
        found = next(i["data"] for i in self.choir.items if i["kind"] == "message" and i["data"]["id"] == message)
        self.choir.rev += 1
        found |= {"rev": self.choir.rev, **given}
        self.tell("message", "changed", found)
        return found

    def message_history(self, given: dict[str, Any]) -> Any:
        return {"items": [], "next": None}

    def read_set(self, given: dict[str, Any]) -> Any:
        reads = [item["data"] for item in self.choir.items if item["kind"] == "read"]
        found = next((one for one in reads if one["conversation"] == given["conversation"]), None)
        if found is None:
            self.choir.read(given["conversation"], given["seq"])
            return self.choir.items[-1]["data"]
        self.choir.rev += 1
        found |= {"rev": self.choir.rev, "seq": given["seq"]}
        return found

    def command_run(self, given: dict[str, Any]) -> Any:
        asked = {"conversation": given["conversation"], "bot": 99, "caller": CLARA, "text": given["text"], "given_at": moment(NOW)}
        return self.choir.add("command", id=number(), **asked, answer=None, answered_at=None)["data"]

    def conversation_open_direct(self, given: dict[str, Any]) -> Any:
        identifier = self.choir.conversation(None, [CLARA, given["contact"]])
        return next(i["data"] for i in self.choir.items if i["kind"] == "conversation" and i["data"]["id"] == identifier)
