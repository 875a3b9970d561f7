"""`akkoord call <operation>`: every operation, on the shell.

With a token it goes to a running server over HTTP; without one it opens the database itself and acts as the account
that `--as` names: whoever can read the database's file can do anything anyway.
"""

import argparse
import asyncio
import os
import urllib.error
import urllib.request
from typing import Any

import msgspec

import server.features  # noqa: F401 - registers the operations
from server.accounts.models import Account
from server.accounts.standings import actor_of
from server.kernel.access import ANONYMOUS, Actor
from server.kernel.errors import StartRefused
from server.kernel.operations import operations
from server.main import opened
from server.settings import Settings
from server.shell.printing import Printer
from server.transports.cli import add_flags, call, read_arguments, words_of

WAIT = 60.0


def add(parser: argparse.ArgumentParser) -> None:
    """An operation for each that is registered."""
    inner = parser.add_subparsers(required=True, metavar="OPERATION")
    for name, operation in sorted(operations.items()):
        one = inner.add_parser(name, help=operation.summary, description=operation.doc)
        add_flags(one, operation)
        own = one.add_argument_group("how")
        own.add_argument("--as", dest="_login", metavar="LOGIN", help="act as this account, on the database itself")
        own.add_argument("--server", dest="_server", metavar="URL", help="a running server (AKKOORD_SERVER)")
        own.add_argument("--key", dest="_key", metavar="UUID", help="the same key twice does it once")
        one.set_defaults(command=run_call, _operation=name)


async def run_call(settings: Settings, given: argparse.Namespace, printer: Printer) -> int:
    """Run it and print the answer as JSON; 1 when it was refused."""
    words = words_of(given, operations[given._operation])
    token = os.environ.get("AKKOORD_TOKEN")
    if token:
        url = given._server or os.environ.get("AKKOORD_SERVER") or settings.site_url
        return await _over_http(url, token, given, words, printer)
    async with opened(settings) as house:
        house.start(work=False)
        answer = await call(house.dispatch, await _actor(given._login), given._operation, words, given._key)
    if answer.refusal is not None:
        raise answer.refusal
    printer.result(answer.result)
    return 0


async def _actor(login: str | None) -> Actor:
    if login is None:
        return ANONYMOUS
    account = await Account.get_or_none(login=login)
    if account is None:
        raise StartRefused("shell_account_missing", login=login)
    return await actor_of(account, None)


async def _over_http(url: str, token: str, given: argparse.Namespace, words: dict[str, Any], printer: Printer) -> int:
    body = read_arguments(operations[given._operation], words)
    headers = {"Authorization": f"Bearer {token}", "Accept-Language": printer.language}
    if given._key:
        headers["Idempotency-Key"] = given._key
    request = urllib.request.Request(f"{url}/api/{given._operation}", body, headers, method="POST")
    try:
        answer = msgspec.json.decode(await asyncio.to_thread(_send, request))
    except (OSError, msgspec.DecodeError) as problem:
        raise StartRefused("shell_unreachable", url=url, problem=str(problem)) from None
    printer.result(answer["result"] if answer["ok"] else answer["error"])
    return 0 if answer["ok"] else 1


def _send(request: urllib.request.Request) -> bytes:
    try:
        with urllib.request.urlopen(request, timeout=WAIT) as response:
            return bytes(response.read())
    except urllib.error.HTTPError as refused:
        return bytes(refused.read())
