"""One's devices that are told, and when one wants quiet."""

import hashlib
from typing import Annotated, Any, Literal

import msgspec

from server.accounts.models import Organisation
from server.kernel.context import Context
from server.kernel.errors import Reason, Refusal
from server.kernel.ids import new_id
from server.kernel.operations import operation
from server.kernel.outside import may_be_called
from server.kernel.throttle import Throttle
from server.kernel.wire import Id, Input, ListView, Nothing, PageInput, invalid
from server.kernel.zones import is_zone
from server.notifications.push.keys import sender_of
from server.notifications.push.models import PushDevice, QuietHours
from server.notifications.push.outbox import SEND_PUSHES_NOW, put_test
from server.notifications.push.policies import may_be_pushed, may_change_device, may_turn_on
from server.notifications.push.quiet import ZONE, hours_view, minute_of
from server.notifications.push.sealing import check_device_keys, public_text
from server.notifications.push.views import DeviceView, NotificationsView, PushKeyView

MOST_DEVICES = 20
"""Devices of one account that are told."""
UNNAMED = "Browser"
"""What a device is called that did not say; the same word in both languages."""
subscribe_attempts = Throttle(attempts=30, seconds=3600)
"""A browser subscribes once; one that does so over and over is broken or worse."""
test_attempts = Throttle(attempts=10, seconds=600)

DeviceName = Annotated[str, msgspec.Meta(min_length=1, max_length=80)]
PushKind = Literal["messages", "mentions", "activities", "polls", "acting"]
Kinds = Annotated[list[PushKind], msgspec.Meta(max_length=5)]
Time = Annotated[str, msgspec.Meta(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$", description="As 22:30.")]


class GetPushKey(Input, frozen=True):
    """Nothing: there is one."""


# A write with its own unit: the key is drawn and kept when somebody first asks.
@operation("push.get_key", scope="notifications:write", unit="own")
async def get_push_key(ctx: Context, given: GetPushKey) -> PushKeyView:
    """Show the public key with which a browser subscribes to this server. Refused: forbidden (a bot)."""
    ctx.allow(may_be_pushed(ctx.actor))
    return PushKeyView(public_key=public_text((await sender_of(ctx.site)).key))


class SubscribePush(Input, frozen=True):
    """What the browser's `PushSubscription` says, and what to call the device; one that is known keeps its name."""

    endpoint: Annotated[str, msgspec.Meta(min_length=12, max_length=2000)]
    p256dh: Annotated[str, msgspec.Meta(min_length=80, max_length=100)]
    auth: Annotated[str, msgspec.Meta(min_length=20, max_length=40)]
    name: DeviceName | None = None
    before: Annotated[str, msgspec.Meta(max_length=2000)] | None = None
    """The endpoint that the browser had until now, if it changed it by itself: its choices are taken over."""


@operation("push.subscribe", scope="notifications:write", recorded=False)
async def subscribe_push(ctx: Context, given: SubscribePush) -> DeviceView:
    """Be told on this device, as long as one is signed in there. The same endpoint again is the same device.

    Refused: invalid (an endpoint that is not https or not public, wrong keys), conflict (there are twenty already),
    forbidden (a bot), rate_limited.
    """
    ctx.allow(may_turn_on(ctx.actor))
    subscribe_attempts.attempt(str(ctx.actor.account))
    _check(ctx, given)
    device = await _known(ctx, given)
    changes: dict[str, Any] = {
        "account_id": ctx.actor.account,
        "session_id": ctx.actor.session,
        "endpoint": given.endpoint,
        "endpoint_hash": _hash(given.endpoint),
        "p256dh": given.p256dh,
        "auth": given.auth,
    }
    if given.name is not None:
        changes["name"] = given.name.strip()
    if device is not None:
        ctx.change(device, **changes)
        return DeviceView.of(device, ctx.actor.session)
    if await PushDevice.filter(account_id=ctx.actor.account).count() >= MOST_DEVICES:
        raise Refusal("conflict", "push_devices_full", limit=MOST_DEVICES)
    fresh = PushDevice(id=new_id(), created_at=ctx.now, **{"name": UNNAMED, **changes})
    ctx.add(fresh)
    return DeviceView.of(fresh, ctx.actor.session)


def _check(ctx: Context, given: SubscribePush) -> None:
    if not may_be_called(given.endpoint, private=ctx.site.push_private):
        raise invalid(endpoint=Reason("push_endpoint"))
    try:
        check_device_keys(given.p256dh, given.auth)
    except ValueError:
        raise invalid(p256dh=Reason("push_keys")) from None


async def _known(ctx: Context, given: SubscribePush) -> PushDevice | None:
    """The device with this endpoint, whoever used it before; or one's own with the endpoint before it."""
    found = await PushDevice.get_or_none(endpoint_hash=_hash(given.endpoint))
    if found is None and given.before is not None:
        found = await PushDevice.get_or_none(endpoint_hash=_hash(given.before), account_id=ctx.actor.account)
    return found


def _hash(endpoint: str) -> str:
    return hashlib.sha256(endpoint.encode()).hexdigest()


class ListPush(PageInput, frozen=True):
    """One's own devices."""


@operation("push.list", scope="notifications:read")
async def list_push(ctx: Context, given: ListPush) -> ListView[DeviceView]:
    """List the devices on which one is told, the newest first. Refused: forbidden (a bot)."""
    ctx.allow(may_be_pushed(ctx.actor))
    found = await PushDevice.filter(account_id=ctx.actor.account).order_by("-created_at", "-id").limit(MOST_DEVICES)
    return ListView(items=[DeviceView.of(device, ctx.actor.session) for device in found])


class ChangePush(Input, frozen=True):
    """Which device, and what of it; what is left out stays."""

    device: Id
    name: DeviceName | None = None
    kinds: Kinds | None = None


@operation("push.change", scope="notifications:write")
async def change_push(ctx: Context, given: ChangePush) -> DeviceView:
    """Name a device of one's own, or choose what it is told. Refused: not_found, forbidden (a bot)."""
    device = await _own(ctx, given.device)
    if given.name is not None:
        ctx.change(device, name=given.name.strip())
    if given.kinds is not None:
        ctx.change(device, kinds=" ".join(dict.fromkeys(given.kinds)))
    return DeviceView.of(device, ctx.actor.session)


class UnsubscribePush(Input, frozen=True):
    """Which device."""

    device: Id


@operation("push.unsubscribe", scope="notifications:write")
async def unsubscribe_push(ctx: Context, given: UnsubscribePush) -> Nothing:
    """Tell a device of one's own nothing any more. Refused: not_found, forbidden (a bot)."""
    device = await _own(ctx, given.device)
    await PushDevice.filter(id=device.id).delete()
    return Nothing()


class TestPush(Input, frozen=True):
    """Which device."""

    device: Id


@operation("push.test", scope="notifications:write")
async def test_push(ctx: Context, given: TestPush) -> Nothing:
    """Send a device of one's own a notification to try it. Refused: not_found, forbidden (a bot), rate_limited."""
    device = await _own(ctx, given.device)
    test_attempts.attempt(str(ctx.actor.account))
    await put_test(device, ctx.now)
    ctx.unit.enqueue(SEND_PUSHES_NOW)
    return Nothing()


async def _own(ctx: Context, device: int) -> PushDevice:
    found = await PushDevice.get_or_none(id=device)
    ctx.allow(may_change_device(ctx.actor, found))
    assert found is not None  # noqa: S101 - the policy hides what is not there
    return found


class GetNotifications(Input, frozen=True):
    """Nothing: they are one's own."""


@operation("notifications.get", scope="notifications:read")
async def get_notifications(ctx: Context, given: GetNotifications) -> NotificationsView:
    """Show when one wants no push. Refused: forbidden (a bot)."""
    ctx.allow(may_be_pushed(ctx.actor))
    return hours_view(await _hours(ctx))


class ChangeNotifications(Input, frozen=True):
    """What to change; what is left out stays, and `quiet: false` ends the quiet hours."""

    quiet: bool | None = None
    quiet_from: Time | None = None
    quiet_until: Time | None = None
    zone: Annotated[str, msgspec.Meta(max_length=60)] | None = None
    mentions_pass: bool | None = None


@operation("notifications.change", scope="notifications:write")
async def change_notifications(ctx: Context, given: ChangeNotifications) -> NotificationsView:
    """Choose quiet hours, in which nothing is pushed, and whether mentions come through all the same.

    Refused: invalid (one end only, or a zone that is none), forbidden (a bot).
    """
    ctx.allow(may_be_pushed(ctx.actor))
    hours = await _hours(ctx)
    if given.quiet is False:
        ctx.change(hours, from_minute=None, until_minute=None)
    elif given.quiet_from is not None or given.quiet_until is not None:
        _set_hours(ctx, hours, given)
    if given.zone is not None:
        if not is_zone(given.zone):
            raise invalid(zone=Reason("zone_unknown", zone=given.zone))
        ctx.change(hours, zone=given.zone)
    if given.mentions_pass is not None:
        ctx.change(hours, mentions_pass=given.mentions_pass)
    if not hours._saved_in_db:
        ctx.add(hours)
    return hours_view(hours)


def _set_hours(ctx: Context, hours: QuietHours, given: ChangeNotifications) -> None:
    start, end = given.quiet_from, given.quiet_until
    if start is None or end is None or start == end:
        raise invalid(quiet_from=Reason("quiet_both"))
    ctx.change(hours, from_minute=minute_of(start), until_minute=minute_of(end))


async def _hours(ctx: Context) -> QuietHours:
    """One's own, or what they are before somebody chose: none, in the zone of one's organisation."""
    found = await QuietHours.get_or_none(account_id=ctx.actor.account)
    if found is not None:
        return found
    home = await Organisation.filter(id__in=ctx.actor.organisations).order_by("id").first()
    return QuietHours(id=new_id(), account_id=ctx.actor.account, zone=home.zone if home else ZONE, mentions_pass=True)
