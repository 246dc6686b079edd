"""Cohort(assessments, groups=...): like ones by what somebody knows of them, not only by sector and staff."""

import json
import pickle

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from collabmodel import Cohort, Organization, assess
from collabmodel.cohort import Group
from collabmodel.errors import DescriptionError

CHOIR, CLINIC, MUSEUM = (
    assess(Organization("Choir", sector="arts", staff=3)),
    assess(Organization("Clinic", sector="health", staff=3)),
    assess(Organization("Museum", sector="arts", staff=3)),
)
ALL = (CHOIR, CLINIC, MUSEUM)
SMALL, LARGE = Group("any", "small"), Group("any", "large")
GIVEN = (SMALL, LARGE, LARGE)


def faults(error):
    return [str(fault) for fault in error.value.faults]


def test_groups_are_those_given_in_the_order_in_which_they_occur():
    parts = Cohort(ALL, groups=GIVEN).groups
    assert list(parts) == [SMALL, LARGE]
    assert [part.assessments for part in parts.values()] == [(CHOIR,), (CLINIC, MUSEUM)]


def test_without_any_given_groups_are_by_sector_and_staff():
    parts = Cohort(ALL).groups
    assert list(parts) == [Group("arts", "1 to 9 staff"), Group("health", "1 to 9 staff")]
    assert Cohort(ALL, groups=None) == Cohort(ALL)


def test_a_part_keeps_the_group_it_was_given():
    part = Cohort(ALL, groups=GIVEN).groups[LARGE]
    assert list(part.groups) == [LARGE]
    assert part.groups[LARGE] == part


def test_like_follows_the_groups_that_were_given():
    cohort = Cohort(ALL, groups=GIVEN)
    assert cohort.like(MUSEUM).assessments == (CLINIC, MUSEUM)
    assert cohort.like(MUSEUM) == cohort.groups[LARGE]
    assert Cohort(ALL).like(MUSEUM).assessments == (CHOIR, MUSEUM)


def test_who_is_no_member_is_alike_by_sector_and_staff():
    stranger = assess(Organization("Band", sector="arts", staff=5))
    assert Cohort(ALL, groups=GIVEN).like(stranger) is None
    by_staff = Cohort(ALL, groups=[Group("arts", "1 to 9 staff"), LARGE, LARGE])
    assert by_staff.like(stranger).assessments == (CHOIR,)


def test_what_is_shown_and_saved_follows_the_groups_that_were_given():
    cohort = Cohort(ALL, groups=GIVEN)
    assert "2 groups of unlike sector or size are mixed" in str(cohort)
    assert "mixed" not in str(Cohort(ALL, groups=[LARGE] * 3))
    plain = cohort.to_dict()
    assert json.loads(json.dumps(plain)) == plain
    assert plain["groups"] == [
        {"sector": "any", "size": "small", "members": 1},
        {"sector": "any", "size": "large", "members": 2},
    ]


def test_groups_change_nothing_but_who_is_alike():
    plain, grouped = (Cohort(ALL, groups=groups).to_dict() for groups in (None, GIVEN))
    assert plain.pop("groups") != grouped.pop("groups")
    assert plain == grouped


def test_a_cohort_with_groups_is_a_value():
    cohort = Cohort(ALL, groups=iter(GIVEN))
    assert cohort == Cohort(ALL, groups=list(GIVEN))
    assert cohort != Cohort(ALL)
    assert hash(cohort) == hash(Cohort(ALL, groups=GIVEN))
    assert pickle.loads(pickle.dumps(cohort)) == cohort  # noqa: S301


def test_groups_are_given_by_name():
    with pytest.raises(TypeError):
        Cohort(ALL, GIVEN)


@given(st.lists(st.sampled_from((SMALL, LARGE, Group("other", "small"))), min_size=3, max_size=3))
def test_the_groups_divide_the_cohort(groups):
    parts = Cohort(ALL, groups=groups).groups
    assert sum(len(part) for part in parts.values()) == len(ALL)
    assert all(each in parts[group].assessments for each, group in zip(ALL, groups, strict=True))


# What are no groups


@pytest.mark.parametrize(("number", "counted"), [(0, "0"), (2, "2"), (4, "4")])
def test_there_is_one_group_for_each(number, counted):
    with pytest.raises(DescriptionError) as error:
        Cohort(ALL, groups=[SMALL] * number)
    assert faults(error) == [f"groups: there are {counted} for 3 assessments; give one for each, in the same order"]


def test_one_assessment_is_said_to_be_one():
    with pytest.raises(DescriptionError, match="there are 2 for 1 assessment; give one for each"):
        Cohort([CHOIR], groups=[SMALL, LARGE])


def test_everything_that_is_no_group_is_named():
    with pytest.raises(DescriptionError) as error:
        Cohort(ALL, groups=[SMALL, "large", None, CHOIR.subject])
    assert [fault.path for fault in error.value.faults] == ["groups[1]", "groups[2]", "groups[3]", "groups"]
    assert faults(error)[0] == "groups[1]: expected a Group, got 'large'; write Group(sector, size)"


@pytest.mark.parametrize("thing", ["small", SMALL, {SMALL: 1}, 3])
def test_groups_stand_in_a_list(thing):
    with pytest.raises(DescriptionError, match=r"groups: expected groups, got .*; put them in a list"):
        Cohort(ALL, groups=thing)


def test_members_are_checked_before_their_groups():
    with pytest.raises(DescriptionError, match="expected an Assessment, got 'A'"):
        Cohort(["A"], groups=["B"])


@pytest.mark.parametrize("thing", [None, 3, "", "  "])
@pytest.mark.parametrize("field", ["sector", "size"])
def test_a_group_is_named_in_words(field, thing):
    with pytest.raises(DescriptionError, match=rf"Group\.{field}: "):
        attrs.evolve(SMALL, **{field: thing})
