"""An organisation's own settings."""

from typing import Annotated, Literal

import msgspec

from server.accounts.models import Organisation
from server.accounts.policies import may_change_organisation
from server.kernel.access import may_as_member
from server.kernel.context import Context
from server.kernel.errors import Reason, Refusal
from server.kernel.operations import operation
from server.kernel.wire import Id, Input, LanguageName, RowView, Title, invalid
from server.kernel.zones import is_zone

Abbreviation = Annotated[str, msgspec.Meta(max_length=20)]
ZoneName = Annotated[str, msgspec.Meta(min_length=1, max_length=60)]


class OrganisationSettings(RowView, frozen=True):
    """What an organisation is called, by which short name it is found too, and in which language and zone it lives.

    `link_previews`: whether messages show what stands behind their links; `previews_allowed`: whether who runs the
    server lets it.
    """

    id: int
    name: str
    slug: str
    abbreviation: str | None
    language: LanguageName
    zone: str
    link_previews: bool
    previews_allowed: bool


class GetOrganisation(Input, frozen=True):
    """Which one."""

    organisation: Id


@operation("organisation.get", scope="accounts:read")
async def get_organisation(ctx: Context, given: GetOrganisation) -> OrganisationSettings:
    """Show an organisation's settings to those who stand there. Refused: not_found."""
    ctx.allow(may_as_member(ctx.actor, given.organisation))
    return _settings(ctx, await Organisation.get(id=given.organisation))


class ChangeOrganisation(Input, frozen=True):
    """What to change; what is left out stays, and an empty abbreviation takes it away."""

    organisation: Id
    name: Title | None = None
    abbreviation: Abbreviation | None = None
    language: Literal["nl", "en"] | None = None
    zone: ZoneName | None = None
    link_previews: bool | None = None


@operation("organisation.change", scope="accounts:write")
async def change_organisation(ctx: Context, given: ChangeOrganisation) -> OrganisationSettings:
    """Change an organisation's name, abbreviation, language or zone, or whether links in messages are looked at; what
    was planned keeps the zone that it has, and a message the preview that it has.

    Refused: forbidden (no right to manage settings), invalid (no such zone), conflict (who runs the server lets nobody
    look at links).
    """
    ctx.allow(may_change_organisation(ctx.actor, given.organisation))
    if given.zone is not None and not is_zone(given.zone):
        raise invalid(zone=Reason("organisation_zone", zone=given.zone))
    if given.link_previews and not ctx.site.previews:
        raise Refusal("conflict", "previews_not_allowed")
    organisation = await Organisation.filter(id=given.organisation).select_for_update(no_key=True).get()
    changes = {name: value for name, value in _wanted(given).items() if getattr(organisation, name) != value}
    if changes:
        ctx.change(organisation, **changes)
        ctx.record(given.organisation, "organisation", organisation.id, details=", ".join(changes))
    return _settings(ctx, organisation)


def _settings(ctx: Context, organisation: Organisation) -> OrganisationSettings:
    return OrganisationSettings.of(organisation, previews_allowed=ctx.site.previews)


def _wanted(given: ChangeOrganisation) -> dict[str, str | bool | None]:
    names = ("name", "abbreviation", "language", "zone")
    said = {name: value.strip() for name in names if (value := getattr(given, name)) is not None}
    wanted: dict[str, str | bool | None] = {name: value or None for name, value in said.items()}
    return wanted if given.link_previews is None else wanted | {"link_previews": given.link_previews}
