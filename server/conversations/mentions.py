"""Who is mentioned in messages: `<@12>` a contact, `<@group:3>` a group, `<@everyone>` all who sit there."""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import msgspec

from server.conversations.markup.reading import mentions_in
from server.conversations.markup.showing import naming as naming_by
from server.conversations.message_models import Mention
from server.conversations.models import Message
from server.conversations.policies import may_mention_everyone
from server.kernel.database import rows
from server.kernel.database.statements import marks
from server.kernel.errors import Reason, Refusal
from server.kernel.ids import new_id
from server.kernel.language import Language
from server.kernel.wire import invalid
from server.people.models import Contact, Group
from server.people.queries import groups_of_contacts

MOST = 50
"""Mentions in one message."""
EVERYONE_UP_TO = 20
"""People in a conversation in which anyone may mention all."""
EVERYONE = 0
"""Stands for all in `Message.mentions`, where no contact has this number."""
TOKEN = re.compile(r"<@(everyone|(?:group:)?[0-9]{1,16})>", re.IGNORECASE)


class Naming(msgspec.Struct, frozen=True):
    """A text that mentions somebody, on its way into a conversation: of which kind, by an administrator or not.

    `known`: the contacts whom it mentioned before it was edited, who may have left since.
    """

    organisation: int
    conversation: int
    kind: str
    admin: bool
    text: str
    known: frozenset[int] = frozenset()


class Mentioned(msgspec.Struct, frozen=True):
    """Whom a text mentions: contacts by name, those of each group, and all."""

    contacts: frozenset[int] = frozenset()
    groups: Mapping[int, frozenset[int]] = {}
    everyone: bool = False

    @property
    def ids(self) -> list[int] | None:
        """As a message repeats it; None for nobody."""
        all_named = self.contacts.union(*self.groups.values())
        return [*([EVERYONE] if self.everyone else []), *sorted(all_named)] or None

    def rows(self, message: Message) -> list[Mention]:
        """A row for each of them."""
        named: list[tuple[str, int | None, int | None]] = [
            ("contact", contact, None) for contact in sorted(self.contacts)
        ]
        named += [("group", each, group) for group, people in sorted(self.groups.items()) for each in sorted(people)]
        named += [("everyone", None, None)] if self.everyone else []
        own = {"organisation_id": message.organisation_id, "conversation_id": message.conversation_id}
        own |= {"message_id": message.id, "seq": message.seq}
        return [
            Mention(id=new_id(), kind=kind, contact_id=contact, group_id=group, **own) for kind, contact, group in named
        ]


NOBODY = Mentioned()


async def find_mentioned(namings: Sequence[Naming]) -> list[Mentioned | Refusal]:
    """Whom each text mentions, or why it may not; one query for all of them, and one more where groups are named."""
    tokens = [mentions_in(naming.text) for naming in namings]
    asked = [naming for naming, found in zip(namings, tokens, strict=True) if found]
    seated = await _seated(asked)
    wanted = {int(token[6:]) for found in tokens for token in found if token.startswith("group:")}
    standing = await _standing(asked, seated) if wanted else {}
    return [
        _judged(naming, found, seated.get(naming.conversation, set()), standing)
        for naming, found in zip(namings, tokens, strict=True)
    ]


async def _seated(namings: Sequence[Naming]) -> dict[int, set[int]]:
    """Who sits in some conversations."""
    seated: dict[int, set[int]] = defaultdict(set)
    if namings:
        organisations = sorted({naming.organisation for naming in namings})
        conversations = sorted({naming.conversation for naming in namings})
        sql = (
            f'SELECT "conversation_id", "contact_id" FROM "participant" WHERE "organisation_id" IN '
            f'({marks(organisations)}) AND "conversation_id" IN ({marks(conversations)}) AND "left_at" IS NULL'
        )
        for row in await rows(sql, [*organisations, *conversations]):
            seated[row["conversation_id"]].add(row["contact_id"])
    return seated


async def _standing(namings: Sequence[Naming], seated: dict[int, set[int]]) -> dict[int, set[int]]:
    """In which groups those who sit there stand today, by contact."""
    by_organisation: dict[int, set[int]] = defaultdict(set)
    for naming in namings:
        by_organisation[naming.organisation] |= seated.get(naming.conversation, set())
    standing: dict[int, set[int]] = {}
    for organisation, contacts in sorted(by_organisation.items()):
        standing |= await groups_of_contacts(organisation, sorted(contacts))
    return standing


def _judged(
    naming: Naming, tokens: Sequence[str], seated: set[int], standing: Mapping[int, set[int]]
) -> Mentioned | Refusal:
    if not tokens:
        return NOBODY
    if len(tokens) > MOST:
        return invalid(text=Reason("too_many_mentions", most=MOST))
    if naming.kind == "broadcast":
        return invalid(text=Reason("mention_not_here"))
    everyone = "everyone" in tokens
    if everyone and not may_mention_everyone(admin=naming.admin, people=len(seated), most=EVERYONE_UP_TO).allowed:
        return Refusal("forbidden", "everyone_by_admins", most=EVERYONE_UP_TO)
    contacts = frozenset(int(token) for token in tokens if token.isdecimal())
    groups = {
        group: frozenset(contact for contact in seated if group in standing.get(contact, ()))
        for group in (int(token[6:]) for token in tokens if token.startswith("group:"))
    }
    if contacts - seated - naming.known or not all(groups.values()):
        return invalid(text=Reason("mention_unknown"))
    return Mentioned(contacts, groups, everyone)


async def names_in(organisations: Sequence[int], texts: Iterable[str]) -> dict[str, str]:
    """The names of those whom some texts mention, by token; who was removed is not among them."""
    tokens = {found.lower() for text in texts if "<@" in text for found in TOKEN.findall(text)}
    contacts = sorted(int(token) for token in tokens if token.isdecimal())
    groups = sorted(int(token[6:]) for token in tokens if token.startswith("group:"))
    names: dict[str, str] = {}
    if contacts:
        found = await Contact.filter(organisation_id__in=list(organisations), id__in=contacts, removed_at=None)
        names |= {str(contact.id): contact.name for contact in found}
    if groups:
        called = await Group.filter(organisation_id__in=list(organisations), id__in=groups)
        names |= {f"group:{group.id}": group.name for group in called}
    return names


def spelled_out(text: str, names: Mapping[str, str], language: Language) -> str:
    """A text with names in place of tokens: where it goes, nobody is meant by it."""
    name = naming_by(names, language)
    return TOKEN.sub(lambda token: f"@{name(token[1].lower())}", text)


async def mentioned_directly(organisation: int, messages: Sequence[int]) -> dict[int, set[int]]:
    """Which contacts each message mentions by name or by their group, by message: what reaches them whatever they
    silenced. For `everyone` the set holds `EVERYONE`."""
    if not messages:
        return {}
    sql = (
        'SELECT "message_id", "contact_id" FROM "mention" WHERE "organisation_id" = ? '
        f'AND "message_id" IN ({marks(messages)})'
    )
    found: dict[int, set[int]] = defaultdict(set)
    for row in await rows(sql, [organisation, *messages]):
        found[row["message_id"]].add(row["contact_id"] or EVERYONE)
    return found
