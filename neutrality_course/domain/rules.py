"""Who may do what, from values alone."""

from dataclasses import dataclass

from .terms import Role


@dataclass(frozen=True, slots=True)
class Actor:
    """The person who asks."""

    person_id: str
    role: Role
    agency_id: str


def counts(role: Role) -> bool:
    """Whether attempts in this role are results. An admin's are previews: admins are no members."""
    return role is not Role.ADMIN


def may_administer(actor: Actor) -> bool:
    """Waves, agencies, accounts of every agency, moving people."""
    return actor.role is Role.ADMIN


def may_see_agency(actor: Actor, agency_id: str) -> bool:
    """The agency's members by name: its roster and accounts, no scores."""
    return may_administer(actor) or _coordinates(actor, agency_id)


def may_manage_members(actor: Actor, agency_id: str) -> bool:
    """Bring in a roster and make activation codes."""
    return may_administer(actor) or _coordinates(actor, agency_id)


def may_make_code(actor: Actor, role: Role, agency_id: str) -> bool:
    """Make an activation code for a person of this role and agency.

    Whoever has the code can sign in as that person, so a coordinator makes none for those who may do more.
    """
    return may_administer(actor) or (role is Role.LEARNER and _coordinates(actor, agency_id))


def may_see_named_scores(actor: Actor, agency_id: str) -> bool:
    """Names beside status, score and level: the own coordinator alone. An admin sees aggregates."""
    return _coordinates(actor, agency_id)


def may_assign(actor: Actor, agency_id: str) -> bool:
    """Give modules to the agency's members, and withdraw them."""
    return _coordinates(actor, agency_id)


def may_export(actor: Actor) -> bool:
    """The indicator of all agencies, on the page and as a file."""
    return may_administer(actor)


def may_see_answers(actor: Actor, person_id: str) -> bool:
    """Answers to single questions are seen by the person who gave them, and by nobody else."""
    return actor.person_id == person_id


def may_change_role(actor: Actor, target: Actor, new_role: Role, other_admins: int) -> bool:
    """Whether the actor may give the target this role.

    `other_admins` counts the active admins besides the target: the last one cannot step down.
    """
    return may_administer(actor) and leaves_an_admin(target.role, new_role, other_admins)


def may_disable(actor: Actor, target: Actor, other_admins: int) -> bool:
    return may_administer(actor) and leaves_an_admin(target.role, None, other_admins)


def leaves_an_admin(role: Role, new_role: Role | None, other_admins: int) -> bool:
    """Whether an active admin is left when a person of `role` gets `new_role` (None: is disabled).

    Holds for commands too, where nobody is signed in.
    """
    return role is not Role.ADMIN or new_role is Role.ADMIN or other_admins > 0


def _coordinates(actor: Actor, agency_id: str) -> bool:
    return actor.role is Role.COORDINATOR and actor.agency_id == agency_id
