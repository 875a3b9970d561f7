"""Rows of organisations and logins. Logins are global; links and grants tie them to organisations."""

from tortoise import fields

from server.kernel.database import MomentField
from server.kernel.models import Row, TenantRow


class Organisation(Row):
    """A choir, club, band, parish or scout group; several live on one server and nothing crosses between them.

    `link_previews`: whether the server looks at links in its messages.
    """

    name = fields.CharField(max_length=120)
    slug = fields.CharField(max_length=60, unique=True)
    abbreviation = fields.CharField(max_length=20, null=True)
    zone = fields.CharField(max_length=60, default="Europe/Brussels")
    language = fields.CharField(max_length=2, default="nl")
    link_previews = fields.BooleanField(default=False)
    created_at = MomentField()

    class Meta:
        table = "organisation"


class Account(Row):
    """A login: a person's or a bot's.

    `tells_reads` and `tells_presence`: whether others see what was read, and when they are there; who does not tell
    does not see it of others. `seen_at` is when the last connection was gone.
    """

    kind = fields.CharField(max_length=10, default="person")
    login = fields.CharField(max_length=60, unique=True)
    name = fields.CharField(max_length=302)
    password_hash = fields.CharField(max_length=200, null=True)
    language = fields.CharField(max_length=2, default="nl")
    mail_messages = fields.BooleanField(default=True)
    tells_reads = fields.BooleanField(default=True)
    tells_presence = fields.BooleanField(default=True)
    seen_at = MomentField(null=True)
    address = fields.CharField(max_length=254, null=True, db_index=True)
    second_factor_at = MomentField(null=True)
    created_at = MomentField()

    @property
    def organisation_id(self) -> int:
        """Accounts belong to the platform."""
        return 0

    @property
    def second_factor(self) -> bool:
        """Whether signing in with a password or a link also wants a code."""
        return self.second_factor_at is not None

    class Meta:
        table = "account"


class Link(TenantRow):
    """An account reads and acts for a contact, from one moment until another.

    `kind`: `self`, or `guardian` of a minor, or `delegate` whom a grown-up let act for them.
    """

    account: fields.ForeignKeyRelation["Account"] = fields.ForeignKeyField(
        "akkoord.Account", related_name="links", db_index=True
    )
    account_id: int
    contact_id = fields.BigIntField(db_index=True)
    kind = fields.CharField(max_length=10, default="self")
    from_at = MomentField()
    until_at = MomentField(null=True)

    class Meta:
        table = "link"


class Session(Row):
    """A signed-in device. Only a hash of its token is kept. With a `link_id` it acts for the contact of that link."""

    account: fields.ForeignKeyRelation["Account"] = fields.ForeignKeyField(
        "akkoord.Account", related_name="sessions", db_index=True
    )
    account_id: int
    token_hash = fields.CharField(max_length=64, unique=True)
    client = fields.CharField(max_length=200, default="")
    link_id = fields.BigIntField(null=True)
    created_at = MomentField()
    used_at = MomentField()
    expires_at = MomentField()
    ended_at = MomentField(null=True)

    @property
    def organisation_id(self) -> int:
        """Sessions belong to the platform."""
        return 0

    class Meta:
        table = "session"


class Ticket(Row):
    """A single-use secret sent by mail: a sign-in link or an invitation. Only its hash is kept.

    `role_id` is granted, in the whole organisation, to who accepts the invitation; `inviter` is the name of who asked.
    One that is cancelled counts as used, so that it is neither accepted nor renewed.
    """

    kind = fields.CharField(max_length=12)
    secret_hash = fields.CharField(max_length=64, unique=True)
    account_id = fields.BigIntField(null=True, db_index=True)
    organisation_id = fields.BigIntField(null=True)
    contact_id = fields.BigIntField(null=True, db_index=True)
    address = fields.CharField(max_length=254)
    inviter = fields.CharField(max_length=302, default="")
    role_id = fields.BigIntField(null=True)
    created_at = MomentField()
    expires_at = MomentField()
    opened_at = MomentField(null=True)
    used_at = MomentField(null=True)
    cancelled_at = MomentField(null=True)

    class Meta:
        table = "ticket"


class BotAccount(TenantRow):
    """What a bot may do in an organisation, and the commands that it answers."""

    account: fields.ForeignKeyRelation["Account"] = fields.ForeignKeyField(
        "akkoord.Account", related_name="bots", db_index=True
    )
    account_id: int
    scopes = fields.TextField()
    commands = fields.TextField(default="[]")

    class Meta:
        table = "bot"
        unique_together = (("account", "organisation_id"),)


class Totp(Row):
    """The secret that an account shares with an authenticator app. Codes are asked from `Account.second_factor_at` on.

    `last_step` is the half minute of the last code that was used: a code works once. The secret is kept as it is, since
    codes are computed from it.
    """

    account_id = fields.BigIntField(unique=True)
    secret = fields.CharField(max_length=64)
    last_step = fields.BigIntField(default=0)
    created_at = MomentField()

    class Meta:
        table = "totp"


class RecoveryCode(Row):
    """A code that works once, for who lost their authenticator app. Only its hash is kept."""

    account_id = fields.BigIntField(db_index=True)
    code_hash = fields.CharField(max_length=64)
    used_at = MomentField(null=True)

    class Meta:
        table = "recovery_code"


class Passkey(Row):
    """A key pair on somebody's device or in their password manager; we have its public half.

    `credential_id` and `public_key` (COSE) are base64url; `sign_count` is how often the device says that it signed.
    """

    account_id = fields.BigIntField(db_index=True)
    credential_id = fields.CharField(max_length=1400, unique=True)
    public_key = fields.TextField()
    sign_count = fields.BigIntField(default=0)
    name = fields.CharField(max_length=120)
    created_at = MomentField()
    used_at = MomentField(null=True)

    class Meta:
        table = "passkey"


class Challenge(Row):
    """What a passkey is to sign, once and soon. Account 0 stands for whoever comes to sign in."""

    kind = fields.CharField(max_length=12)
    value_hash = fields.CharField(max_length=64, unique=True)
    account_id = fields.BigIntField(default=0)
    expires_at = MomentField(db_index=True)

    class Meta:
        table = "challenge"
