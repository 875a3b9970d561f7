"""How tests ask the group something."""

from typing import Any

from tests.world import Person, World

CHOICE: dict[str, Any] = {
    "kind": "choice",
    "title": "Welk stuk openen we op het kerstconcert?",
    "options": [{"text": "Ave verum"}, {"text": "Cantique de Jean Racine"}, {"text": "Locus iste"}],
}
DATES: dict[str, Any] = {
    "kind": "dates",
    "title": "Extra repetitie",
    "options": [{"local_start": f"2030-12-0{day}T20:00:00", "minutes": 90} for day in (3, 5, 7)],
}
LIST: dict[str, Any] = {
    "kind": "list",
    "title": "Wie brengt wat mee?",
    "options": [{"text": "Taart", "places": 3}, {"text": "Chauffeur", "places": 1}],
}


async def asked(choir: World, asker: Person, poll: dict[str, Any], **more: Any) -> Any:
    """A poll among Clara, Jonas, An and Bram."""
    conversation = await choir.conversation(choir.jonas, choir.an, choir.bram)
    return await asker.call("poll.create", conversation=conversation, **{**poll, **more})


async def answer(person: Person, poll: Any, *places: int, **more: Any) -> Any:
    """Choose the options at these places (from 0), whatever was chosen before."""
    choices = [{"option": poll["options"][place]["id"], **more} for place in places]
    return await person.call("poll_answer.set", poll=poll["id"], choices=choices)


async def counted(person: Person, poll: Any) -> list[tuple[int, int, int]]:
    """Yes, maybe and no of each option, as somebody sees them."""
    found = await person.call("poll.get", poll=poll["id"])
    return [(each.get("yes", 0), each.get("maybe", 0), each.get("no", 0)) for each in found["options"]]
