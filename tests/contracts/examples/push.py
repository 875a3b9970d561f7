"""Examples of notifications on devices."""

from server.accounts.models import Session
from server.kernel.clock import clock
from server.kernel.ids import new_id
from server.notifications.push.models import PushDevice
from tests.contracts.examples.accounts import PEOPLE_ONLY
from tests.contracts.examples.registry import Arguments, example
from tests.contracts.stage import Stage
from tests.world import Person

OWN_ONLY = {
    "own": "who who ok ok ok ok ok no",
    "neighbour": "who who nf nf nf nf nf no",
    "foreign": "who who nf nf nf nf nf no",
    "also": {"acting": "nf nf nf"},
}

KEYS = {
    "p256dh": "BCVxsr7N_eNgVRqvHtD0zTZsEc6-VV-JvLexhqUzORcxaOzi6-AYWXvTBHm4bjyPjs7Vd8pZGH6SRpkNtoIAiw4",
    "auth": "BTBZMqHH6r4Tts7J_aSIgg",
}


@example("push.get_key", **PEOPLE_ONLY)
async def get_push_key(stage: Stage, owner: Person) -> Arguments:
    return {}


@example("push.subscribe", **PEOPLE_ONLY, shell_differs="there is no session that a device belongs to")
async def subscribe_push(stage: Stage, owner: Person) -> Arguments:
    return {"endpoint": f"https://push.example/send/{new_id()}", "name": "Telefoon", **KEYS}


@example("push.list", **PEOPLE_ONLY, shell_differs="no device is the one at hand")
async def list_push(stage: Stage, owner: Person) -> Arguments:
    await device_of(stage, owner)
    return {"limit": 10}


@example("push.change", **OWN_ONLY, shell_differs="no device is the one at hand")
async def change_push(stage: Stage, owner: Person) -> Arguments:
    return {"device": await device_of(stage, owner), "name": "Oude laptop", "kinds": ["mentions", "polls"]}


@example("push.unsubscribe", **OWN_ONLY)
async def unsubscribe_push(stage: Stage, owner: Person) -> Arguments:
    return {"device": await device_of(stage, owner)}


@example("push.test", **OWN_ONLY)
async def test_push(stage: Stage, owner: Person) -> Arguments:
    return {"device": await device_of(stage, owner)}


@example("notifications.get", **PEOPLE_ONLY)
async def get_notifications(stage: Stage, owner: Person) -> Arguments:
    return {}


@example("notifications.change", **PEOPLE_ONLY)
async def change_notifications(stage: Stage, owner: Person) -> Arguments:
    return {"quiet_from": "22:30", "quiet_until": "07:00", "zone": "Europe/Brussels", "mentions_pass": False}


async def device_of(stage: Stage, owner: Person) -> int:
    """A device of somebody on which they get notifications."""
    number = new_id()
    session = await Session.filter(account_id=owner.account.id).first()
    device = PushDevice(
        id=number, account_id=owner.account.id, session_id=session.id if session else 0, name="Laptop",
        endpoint=f"https://push.example/send/{number}", endpoint_hash=f"{number:064}", created_at=clock.now(), **KEYS,
    )  # fmt: skip
    async with stage.house.units.write() as unit:
        await PushDevice.filter(account_id=owner.account.id).delete()
        unit.add(device)
    return number
