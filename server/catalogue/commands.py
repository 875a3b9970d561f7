"""The reference page of commands: what one types on the shell, and what bots answer in a conversation."""

import argparse
from collections.abc import Iterator

from bots.admin import bot
from server.catalogue.pages import page, table
from server.shell.entry import COMMANDS, parser


def commands_page() -> str:
    """Every command of the shell, and of the bots that come with Akkoord."""
    shell = [_command(*command) for name in COMMANDS for command in shell_commands(name)]
    return page(
        "Commands",
        "What is typed on the shell of the server, and what is typed in a conversation.",
        "## On the shell",
        *shell,
        "`akkoord call` takes an operation's arguments as flags: "
        "`akkoord call contact.list --organisation 12 --as clara`. Which there are: [operations](operations.md).",
        "## In a conversation",
        "A line that begins with a slash; only the one who types it sees the answer.",
        _bot_commands(),
    )


Found = tuple[str, str, argparse.ArgumentParser]


def shell_commands(name: str) -> Iterator[Found]:
    """A command of the shell, or those below it: its full name, what it is for, and its flags."""
    for choices in _below(parser([name])):
        yield from _leaves(f"akkoord {name}", COMMANDS[name][1], choices[name], deep=name != "call")


def _leaves(path: str, purpose: str, each: argparse.ArgumentParser, *, deep: bool) -> Iterator[Found]:
    below = [choices for choices in _below(each) if deep]
    for choices in below:
        for name, inner in choices.items():
            yield from _leaves(f"{path} {name}", inner.description or purpose, inner, deep=True)
    if not below:
        yield path, purpose, each


def _below(each: argparse.ArgumentParser) -> Iterator[dict[str, argparse.ArgumentParser]]:
    for action in each._actions:
        if isinstance(action, argparse._SubParsersAction):
            yield action.choices


def _command(name: str, help_text: str, each: argparse.ArgumentParser) -> str:
    heading = f"### {name}\n\n{help_text[:1].upper()}{help_text[1:]}."
    lines = [
        [f"`{' '.join(action.option_strings) or action.dest}`", "yes" if action.required else "", action.help or ""]
        for action in each._actions
        if not isinstance(action, argparse._HelpAction | argparse._SubParsersAction)
    ]
    return "\n\n".join(part for part in (heading, table(["Flag", "Required", ""], lines)) if part)


def _bot_commands() -> str:
    lines = []
    for command in bot.describe():
        words = " ".join(f"`/{word}`" for word in dict.fromkeys(command["words"].values()))
        takes = ", ".join(f"`{each['name']}`" for each in command["parameters"])
        lines.append([words, takes, command["help"]["nl"], command["help"]["en"]])
    return table(["Command", "Takes", "Nederlands", "English"], lines)
