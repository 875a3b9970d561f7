"""Rows of rights: roles as named sets of capabilities, and who has them where."""

from tortoise import fields

from server.accounts.models import Account
from server.kernel.database import MomentField
from server.kernel.models import TenantRow


class Role(TenantRow):
    """A named set of capabilities. `key` names those with which an organisation begins; `admin` keeps all of them."""

    name = fields.CharField(max_length=60)
    key = fields.CharField(max_length=20, null=True)
    created_at = MomentField()

    class Meta:
        table = "role"
        unique_together = (("organisation_id", "name"),)


class RoleCapability(TenantRow):
    """A capability that a role holds."""

    role: fields.ForeignKeyRelation["Role"] = fields.ForeignKeyField(
        "akkoord.Role", related_name="capabilities", db_index=True
    )
    role_id: int
    capability = fields.CharField(max_length=40)

    class Meta:
        table = "role_capability"
        unique_together = (("role", "capability"),)


class Grant(TenantRow):
    """An account has a role, in the whole organisation or in one group (`scope`, `group_id`), until it is ended."""

    account: fields.ForeignKeyRelation[Account] = fields.ForeignKeyField(
        "akkoord.Account", related_name="grants", db_index=True
    )
    account_id: int
    role: fields.ForeignKeyRelation["Role"] = fields.ForeignKeyField(
        "akkoord.Role", related_name="grants", db_index=True
    )
    role_id: int
    scope = fields.CharField(max_length=12, default="organisation")
    group_id = fields.BigIntField(null=True, db_index=True)
    granted_at = MomentField()
    granted_by_id = fields.BigIntField(null=True)
    ended_at = MomentField(null=True)

    class Meta:
        table = "grant"
