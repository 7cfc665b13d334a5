from collections.abc import Callable
from itertools import product

import pytest

from neutrality_course.domain import rules
from neutrality_course.domain.rules import Actor, counts, leaves_an_admin
from neutrality_course.domain.terms import Role

LEARNER = Actor(person_id="l", role=Role.LEARNER, agency_id="A")
COORDINATOR = Actor(person_id="c", role=Role.COORDINATOR, agency_id="A")
ADMIN = Actor(person_id="a", role=Role.ADMIN, agency_id="A")
EVERYBODY = {"learner": LEARNER, "coordinator": COORDINATOR, "admin": ADMIN}


@pytest.mark.parametrize(
    ("rule", "allowed"),
    [
        (
            rules.may_see_agency,
            {("coordinator", "A"), ("admin", "A"), ("admin", "B")},
        ),
        (
            rules.may_manage_members,
            {("coordinator", "A"), ("admin", "A"), ("admin", "B")},
        ),
        (rules.may_see_named_scores, {("coordinator", "A")}),
        (rules.may_assign, {("coordinator", "A")}),
    ],
)
def test_who_may_do_what_to_which_agency(
    rule: Callable[[Actor, str], bool], allowed: set[tuple[str, str]]
) -> None:
    assert {
        (name, agency)
        for (name, actor), agency in product(EVERYBODY.items(), ("A", "B"))
        if rule(actor, agency)
    } == allowed


@pytest.mark.parametrize("rule", [rules.may_administer, rules.may_export])
def test_what_only_an_admin_may(rule: Callable[[Actor], bool]) -> None:
    assert [name for name, actor in EVERYBODY.items() if rule(actor)] == ["admin"]


def test_a_coordinator_makes_codes_for_own_learners_alone() -> None:
    """With the code one signs in as the person: nobody rises by it."""
    allowed = {
        (name, role, agency)
        for (name, actor), role, agency in product(EVERYBODY.items(), Role, ("A", "B"))
        if rules.may_make_code(actor, role, agency)
    }
    by_admin = set(product(["admin"], Role, ("A", "B")))
    assert allowed == by_admin | {("coordinator", Role.LEARNER, "A")}


def test_answers_are_seen_by_their_giver_alone() -> None:
    seen = [name for name, actor in EVERYBODY.items() if rules.may_see_answers(actor, "l")]
    assert seen == ["learner"]


def test_everybody_but_an_admin_counts() -> None:
    assert [role for role in Role if counts(role)] == [Role.LEARNER, Role.COORDINATOR]


def test_the_last_admin_can_neither_step_down_nor_be_disabled() -> None:
    for new_role in (Role.LEARNER, Role.COORDINATOR):
        assert not rules.may_change_role(ADMIN, ADMIN, new_role, other_admins=0)
        assert rules.may_change_role(ADMIN, ADMIN, new_role, other_admins=1)
    assert rules.may_change_role(ADMIN, ADMIN, Role.ADMIN, other_admins=0)
    assert not rules.may_disable(ADMIN, ADMIN, other_admins=0)
    assert rules.may_disable(ADMIN, ADMIN, other_admins=1)


def test_other_people_change_freely() -> None:
    for target, new_role in product((LEARNER, COORDINATOR), Role):
        assert rules.may_change_role(ADMIN, target, new_role, other_admins=0)
        assert rules.may_disable(ADMIN, target, other_admins=0)


def test_nobody_else_changes_roles() -> None:
    for actor, target, new_role in product((LEARNER, COORDINATOR), EVERYBODY.values(), Role):
        assert not rules.may_change_role(actor, target, new_role, other_admins=5)
        assert not rules.may_disable(actor, target, other_admins=5)


def test_a_command_leaves_an_admin_too() -> None:
    refused = {
        (role, new_role)
        for role, new_role in product(Role, (*Role, None))
        if not leaves_an_admin(role, new_role, other_admins=0)
    }
    assert refused == {
        (Role.ADMIN, Role.LEARNER),
        (Role.ADMIN, Role.COORDINATOR),
        (Role.ADMIN, None),
    }
