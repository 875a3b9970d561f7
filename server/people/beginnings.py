"""What an organisation has of people from its first day: the functions in families."""

from server.accounts.models import Organisation
from server.kernel.errors import Reason
from server.kernel.ids import new_id
from server.kernel.language import Language, say
from server.kernel.unit_of_work import UnitOfWork
from server.people.models import FamilyFunction

FAMILY_FUNCTIONS = {
    "child": (False, True),
    "parent": (True, False),
    "step_parent": (True, False),
    "guardian": (True, False),
    "grandparent": (False, False),
    "partner": (False, False),
}
"""By key: whether it gives access to the family's minors, and whether one is such a minor oneself."""


def add_family_functions(unit: UnitOfWork, organisation: Organisation) -> list[FamilyFunction]:
    """The functions in families that a new organisation begins with; it may change them."""
    language: Language = "en" if organisation.language == "en" else "nl"
    made = [
        FamilyFunction(
            id=new_id(),
            organisation_id=organisation.id,
            key=key,
            name=say(Reason(f"family_{key}"), language),
            gives_access=gives_access,
            is_child=is_child,
            position=position,
        )
        for position, (key, (gives_access, is_child)) in enumerate(FAMILY_FUNCTIONS.items())
    ]
    unit.add(*made)
    return made
