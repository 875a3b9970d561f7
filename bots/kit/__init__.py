"""The kit to write bots with; imports nothing of the server and depends on `websockets` alone."""

from bots.kit.bot import Bot
from bots.kit.commands import Dutch
from bots.kit.connection import Connection, Surroundings
from bots.kit.ctx import Ctx
from bots.kit.errors import Refused
from bots.kit.shell import run_from_shell

__all__ = ["Bot", "Connection", "Ctx", "Dutch", "Refused", "Surroundings", "run_from_shell"]
