"""What Web Push shows: never an endpoint or a key of a device, which open it."""

from datetime import datetime

from server.kernel.wire import View
from server.notifications.push.models import PushDevice


class PushKeyView(View, frozen=True):
    """What a browser needs to subscribe (`applicationServerKey`): the server's public key in base64url."""

    public_key: str


class DeviceView(View, frozen=True):
    """A device that is told; `here`: the one that asks. `kinds` are those that it wants."""

    id: int
    name: str
    kinds: list[str]
    here: bool
    created_at: datetime
    used_at: datetime | None

    @classmethod
    def of(cls, device: PushDevice, session: int | None) -> "DeviceView":
        """The view of a device, for who asks by a session."""
        return cls(
            id=device.id,
            name=device.name,
            kinds=device.kinds.split(),
            here=device.session_id == session,
            created_at=device.created_at,
            used_at=device.used_at,
        )


class NotificationsView(View, frozen=True):
    """When somebody wants no push: `quiet_from` and `quiet_until` are times of the day (`22:30`), both or none."""

    quiet_from: str | None
    quiet_until: str | None
    zone: str
    mentions_pass: bool
