"""Role × area: what holds where."""

import pytest
from django.contrib.auth.models import AnonymousUser

from junheng.web.people.models import Assignment
from junheng.web.people.roles import RIGHT_NAMES, RIGHTS, ROLE_NAMES, ROLE_PURPOSES, Right, Role
from junheng.web.people.scope import Scope

pytestmark = pytest.mark.django_db


def scope_with(user_model, role, area="", unit="", region="town"):
    user = user_model.objects.create_user("li")
    Assignment.objects.create(user=user, role=role, region=region, area=area, unit=unit)
    return Scope.of(user)


def test_each_role_and_right_has_its_words():
    assert set(RIGHTS) == set(ROLE_NAMES) == set(ROLE_PURPOSES) == set(Role)
    assert set(RIGHT_NAMES) == set(Right)
    assert set().union(*RIGHTS.values()) == set(Right)


def test_the_auditor_reads_everything_and_changes_nothing():
    assert RIGHTS[Role.AUDITOR] == {right for right in Right if right.value.startswith("see_")}


def test_whoever_approves_for_the_commission_fills_in_nothing():
    assert all(Right.FILL_RETURNS not in rights for rights in RIGHTS.values() if Right.APPROVE_COMMISSION in rights)


def test_a_county_holds_its_units_and_no_others(django_user_model):
    scope = scope_with(django_user_model, Role.COUNTY, area="01")
    assert scope.areas("town", Right.APPROVE_COUNTY) == {"01"}
    assert scope.units("town", Right.APPROVE_COUNTY) == {"S1", "S2", "S3"}
    assert scope.may(Right.APPROVE_COUNTY, "town", unit="S3")
    assert not scope.may(Right.APPROVE_COUNTY, "town", unit="S4")
    assert not scope.may(Right.APPROVE_COUNTY, "town", area="02")
    assert not scope.may(Right.APPROVE_COUNTY, "town", area="0")
    assert not scope.may(Right.APPROVE_COMMISSION, "town", area="01")
    assert not scope.whole(Right.APPROVE_COUNTY, "town")
    assert not scope.may(Right.APPROVE_COUNTY, "elsewhere", area="01")


def test_a_city_holds_its_counties(django_user_model):
    scope = scope_with(django_user_model, Role.INSPECTOR, area="0")
    assert scope.areas("town", Right.SEE_RETURNS) == {"0", "01", "02"}
    assert scope.may(Right.SEE_RETURNS, "town", unit="S6")
    assert not scope.whole(Right.SEE_RETURNS, "town")


def test_a_school_holds_itself_and_no_area(django_user_model):
    scope = scope_with(django_user_model, Role.SCHOOL, area="01", unit="S1")
    assert scope.areas("town", Right.FILL_RETURNS) == frozenset()
    assert scope.units("town", Right.FILL_RETURNS) == {"S1"}
    assert scope.may(Right.SEE_FIGURES, "town")
    assert not scope.may(Right.FILL_RETURNS, "town", area="01")


def test_the_whole_region_is_none(django_user_model):
    scope = scope_with(django_user_model, Role.ADMINISTRATOR)
    assert scope.areas("town") is None
    assert scope.units("town", Right.MANAGE_PEOPLE) is None
    assert scope.whole(Right.RELEASE, "town")
    assert scope.may(Right.MANAGE_PEOPLE, "town", unit="not yet known")
    assert scope.regions == {"town"}


def test_rights_of_two_roles_do_not_mix_their_areas(django_user_model):
    user = django_user_model.objects.create_user("li")
    Assignment.objects.create(user=user, role=Role.COUNTY, region="town", area="01")
    Assignment.objects.create(user=user, role=Role.INSPECTOR, region="town", area="02")
    scope = Scope.of(user)
    assert scope.areas("town", Right.SEE_RETURNS) == {"01", "02"}
    assert scope.areas("town", Right.APPROVE_COUNTY) == {"01"}


def test_nobody_and_the_deactivated_hold_nothing(django_user_model):
    user = django_user_model.objects.create_user("li", is_active=False)
    Assignment.objects.create(user=user, role=Role.ADMINISTRATOR, region="town")
    assert Scope.of(user) == Scope.of(AnonymousUser()) == Scope(())


def test_django_s_superuser_holds_nothing_by_itself(admin_user):
    assert not Scope.of(admin_user).has(Right.SEE_FIGURES)
