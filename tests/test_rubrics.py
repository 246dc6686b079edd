"""Rubrics: the notation, what a subclass inherits, every fault at the class statement, and readers' promises."""

# ruff: noqa: N805 - readers are functions in a class body

import gc
import os
import subprocess
import sys
from datetime import date

import pytest

from collabmodel import (
    Action,
    Approach,
    Community,
    Confidence,
    Criterion,
    Dimension,
    Finding,
    Ladder,
    Level,
    Observation,
    Observer,
    Organization,
    Purpose,
    PurposeScreen,
    Quota,
    Reader,
    Rubric,
    SocialOrganization,
    assess,
)
from collabmodel.errors import DescriptionError, RubricError, UnknownLevelError

THREE = Ladder("low", "middle", "high")
LEVELS = (
    Level("none", "Nothing.", reach="low"),
    Level("some", "Something.", reach="middle"),
    Level("all", "Everything.", reach="high"),
)


def asks(dimension, question="Who waters?", levels=LEVELS, source="A gardener", **changes):
    return Criterion(dimension, question, levels=levels, source=source, **changes)


class Garden(Rubric):
    """A rubric small enough to see through."""

    ladder = THREE

    soil = Dimension("Soil", points=2)
    water = Dimension("Water", lead=1)

    digging = asks(soil, "Who digs?")
    compost = asks(soil, "Who makes compost?")
    watering = asks(water, "Who waters?")

    @digging.reader
    def read_digging(organization):
        yield Observation("digging", "some")

    @watering.reader
    def read_watering(organization):
        return ()

    dig = Action("Dig.", effort=1, raises={"digging": "some"}, source="A gardener")
    mulch = Action("Mulch.", effort=(1, 2, 4), raises={"digging": "some", "compost": "all"}, source="A gardener")
    rake = Action(
        "Rake.", effort=1, raises={"compost": "some"}, source="A gardener", after=("dig",), excludes=("mulch",)
    )


def keys(declared):
    return [each.key for each in declared]


def find(declared, key):
    return next(each for each in declared if each.key == key)


# What is declared


def test_declarations_stand_in_order_and_are_called_by_their_attribute():
    assert keys(Garden.dimensions) == ["soil", "water"]
    assert keys(Garden.criteria) == ["digging", "compost", "watering"]
    assert keys(Garden.readers) == ["read_digging", "read_watering"]
    assert keys(Garden.actions) == ["dig", "mulch", "rake"]


def test_declarations_are_the_attributes_themselves():
    assert Garden.dimensions[0] is Garden.soil
    assert Garden.criteria[0] is Garden.digging
    assert Garden.digging.dimension is Garden.soil
    assert Garden.readers[0] is Garden.read_digging
    assert Garden.read_digging.criterion is Garden.digging


def test_a_rubric_without_an_id_or_a_title_is_called_by_its_class():
    class Renamed(SocialOrganization):
        version = "2.0"

    assert (Garden.id, Garden.title, Garden.version, Garden.source) == ("Garden", "Garden", "0", "")
    assert (Renamed.id, Renamed.title, Renamed.version) == ("Renamed", "Renamed", "2.0")
    assert Renamed.source == SocialOrganization.source


def test_one_number_is_an_effort_of_three_equal_points():
    assert Garden.dig.effort == (1, 1, 1)
    assert Garden.mulch.effort == (1, 2, 4)


def test_what_an_action_raises_can_be_read_but_not_changed():
    assert dict(Garden.mulch.raises) == {"digging": "some", "compost": "all"}
    with pytest.raises(TypeError):
        Garden.mulch.raises["digging"] = "all"


def test_a_reader_can_be_called():
    assert list(Garden.read_digging(Organization("O"))) == [Observation("digging", "some")]


@pytest.mark.parametrize(("points", "needed"), [(1, 1), (2, 2), (3, 2), (4, 3), (6, 4), (17, 12)])
def test_a_quota_needs_the_least_whole_number_that_is_its_share(points, needed):
    assert Quota(2, 3).needed(points) == needed


def test_a_quota_prints_as_a_fraction():
    assert str(Quota(2, 3)) == "2/3"


@pytest.mark.parametrize("rubric", [Rubric, Garden, SocialOrganization])
def test_a_rubric_has_no_instances(rubric):
    with pytest.raises(RubricError) as error:
        rubric()
    assert str(error.value) == (
        f"{rubric.__name__}(): a rubric is a declaration and has no instances; pass the class itself"
    )


# What a subclass inherits


def test_a_subclass_adds():
    class Orchard(Garden):
        pruning = asks(Garden.soil, "Who prunes?")
        trees = Dimension("Trees")
        picking = asks(trees, "Who picks?")

    assert keys(Orchard.dimensions) == ["soil", "water", "trees"]
    assert keys(Orchard.criteria) == ["digging", "compost", "watering", "pruning", "picking"]
    assert Orchard.actions == Garden.actions
    assert keys(Garden.criteria) == ["digging", "compost", "watering"]


def test_a_subclass_replaces_in_place():
    class Orchard(Garden):
        digging = Garden.digging.evolve(points=3)

    assert keys(Orchard.criteria) == keys(Garden.criteria)
    assert [each.points for each in Orchard.criteria] == [3, 1, 1]
    assert Garden.digging.points == 1


def test_criteria_and_readers_find_what_replaced_their_own():
    class Orchard(Garden):
        soil = Garden.soil.evolve(points=5)
        digging = Garden.digging.evolve(points=3)

    assert all(each.dimension is Orchard.soil for each in Orchard.criteria[:2])
    reader = find(Orchard.readers, "read_digging")
    assert (reader.criterion.points, reader.criterion.dimension.points) == (3, 5)
    assert Garden.read_digging.criterion.points == 1


def test_a_subclass_removes_a_criterion_with_its_readers():
    class Orchard(Garden):
        digging = None

    assert keys(Orchard.criteria) == ["compost", "watering"]
    assert keys(Orchard.readers) == ["read_watering"]


def test_a_subclass_removes_a_dimension_with_its_criteria():
    class Orchard(Garden):
        water = None

    assert keys(Orchard.dimensions) == ["soil"]
    assert keys(Orchard.criteria) == ["digging", "compost"]
    assert keys(Orchard.readers) == ["read_digging"]


def test_a_subclass_removes_a_reader_alone():
    class Orchard(Garden):
        read_digging = None

    assert keys(Orchard.criteria) == keys(Garden.criteria)
    assert keys(Orchard.readers) == ["read_watering"]


def test_a_subclass_overrides_a_reader():
    class Orchard(Garden):
        @Garden.digging.reader
        def read_digging(organization):
            return [Orchard.digging.observe("all")]

    assert keys(Orchard.readers) == keys(Garden.readers)
    row = find(assess(Organization("O"), Orchard).evidence, "digging")
    assert [each.observation.at_least for each in row.sightings] == ["all"]


def test_a_subclass_adds_a_second_reader_of_a_criterion():
    class Orchard(Garden):
        @Garden.digging.reader
        def read_spades(organization):
            return [Observation("digging", None, "some")]

    row = find(assess(Organization("O"), Orchard).evidence, "digging")
    assert [each.reader for each in row.sightings] == ["read_digging", "read_spades"]


def test_a_grandchild_keeps_everything():
    class Orchard(Garden):
        trees = Dimension("Trees")
        picking = asks(trees, "Who picks?")
        digging = Garden.digging.evolve(points=3)

    class Vineyard(Orchard):
        id = "vineyard"

    assert Vineyard.dimensions == Orchard.dimensions
    assert Vineyard.criteria == Orchard.criteria
    assert Vineyard.readers == Orchard.readers
    assert Vineyard.actions == Orchard.actions


def test_a_grandchild_brings_back_what_its_parent_removed():
    class Orchard(Garden):
        digging = None

    class Vineyard(Orchard):
        digging = Garden.digging.evolve(points=2)

    assert sorted(keys(Vineyard.criteria)) == sorted(keys(Garden.criteria))
    assert find(Vineyard.readers, "read_digging").criterion.points == 2


def test_a_grandchild_of_a_removed_dimension_stays_without_its_criteria():
    class Orchard(Garden):
        water = None

    class Vineyard(Orchard):
        pruning = asks(Garden.soil, "Who prunes?")

    assert keys(Vineyard.criteria) == ["digging", "compost", "pruning"]
    assert keys(Vineyard.readers) == ["read_digging"]


def test_a_second_removal_is_refused_since_nothing_is_left_to_remove():
    class Orchard(Garden):
        digging = None

    with pytest.raises(RubricError, match="there is nothing of this name to remove"):

        class Vineyard(Orchard):
            digging = None


def test_with_two_parents_the_first_one_wins():
    class Orchard(Garden):
        digging = Garden.digging.evolve(points=2)
        picking = asks(Garden.soil, "Who picks?")

    class Vineyard(Garden):
        digging = Garden.digging.evolve(points=3)
        pressing = asks(Garden.water, "Who presses?")

    class Both(Orchard, Vineyard):
        pass

    class Reversed(Vineyard, Orchard):
        pass

    assert Both.digging.points == find(Both.criteria, "digging").points == 2
    assert Reversed.digging.points == find(Reversed.criteria, "digging").points == 3
    assert set(keys(Both.criteria)) == {"digging", "compost", "watering", "picking", "pressing"}


def test_with_two_parents_the_first_one_decides_whether_something_is_gone():
    class Orchard(Garden):
        digging = None

    class Vineyard(Garden):
        digging = Garden.digging.evolve(points=3)

    class Without(Orchard, Vineyard):
        pass

    class With(Vineyard, Orchard):
        pass

    assert "digging" not in keys(Without.criteria)
    assert find(With.criteria, "digging").points == 3


def test_a_plain_class_can_carry_declarations_into_a_rubric():
    class Trees:
        trees = Dimension("Trees")
        picking = asks(trees, "Who picks?")

    class Orchard(Trees, Garden):
        pass

    assert set(keys(Orchard.criteria)) == {"digging", "compost", "watering", "picking"}


def test_a_class_made_by_type_behaves_like_a_class_statement():
    first = Dimension("First")
    made = type("Made", (Rubric,), {"ladder": THREE, "first": first, "a": asks(first)})
    grown = type("Grown", (made,), {"a": made.a.evolve(points=2), "b": asks(first)})
    assert (made.id, keys(made.criteria), keys(made.dimensions)) == ("Made", ["a"], ["first"])
    assert [(each.key, each.points) for each in grown.criteria] == [("a", 2), ("b", 1)]
    assert assess(Organization("O"), grown).likely in grown.ladder


def test_a_rubric_judges_by_settings_of_its_own():
    class Strict(Garden):
        rule = Quota(1, 1)
        coherence = (0, 0.25)
        half_life = 6
        prior = (0.5, 0.25, 0.25)

    assert assess(Organization("O"), Strict).safe == THREE["low"]


def test_settings_are_inherited():
    class Strict(Garden):
        rule = Quota(1, 1)
        half_life = 6

    class Stricter(Strict):
        half_life = 3

    assert (Stricter.rule, Stricter.half_life, Stricter.ladder) == (Quota(1, 1), 3, THREE)


def test_a_rubric_that_nobody_needs_any_more_goes():
    def counted():
        gc.collect()
        return len(Garden.__subclasses__())

    before = counted()
    passing = type("Passing", (Garden,), {})
    assess(Organization("O"), passing)
    assert counted() == before + 1
    del passing
    assert counted() == before


NOTEBOOK = """
from collabmodel import Criterion, Dimension, Ladder, Level, Rubric

class Cell(Rubric):
    ladder = Ladder("low", "high")
    first = Dimension("First")
    a = Criterion(
        first, "Who?", source="s", levels=(Level("no", "No.", reach="low"), Level("yes", "Yes.", reach="high"))
    )

    @a.reader
    def read_a(organization):
        return [Cell.a.observe(level) for level in ["yes"] if sorted([1], key=lambda each: -each)]
"""


def cell(text=NOTEBOOK):
    names = {}
    exec(text, names)  # noqa: S102 - what a notebook does
    return names["Cell"]


def test_a_rubric_without_a_source_file_judges_like_any_other():
    found = assess(Organization("O"), cell())
    assert found.likely == Ladder("low", "high")["high"]
    assert found.rubric_digest == found.rubric.digest()


def test_a_rubric_without_a_source_file_has_the_same_digest_each_time():
    assert cell().digest() == cell().digest()


def test_a_rubric_without_a_source_file_has_another_digest_when_its_reader_changes():
    assert cell().digest() != cell(NOTEBOOK.replace('["yes"]', '["no"]')).digest()


# Actions in subclasses


def test_an_inherited_action_loses_effects_on_what_was_removed():
    class Orchard(Garden):
        compost = None

    assert dict(find(Orchard.actions, "mulch").raises) == {"digging": "some"}
    assert dict(Garden.mulch.raises) == {"digging": "some", "compost": "all"}


def test_an_inherited_action_without_effects_goes_and_nothing_waits_for_it():
    class Orchard(Garden):
        digging = None

    assert keys(Orchard.actions) == ["mulch", "rake"]
    assert find(Orchard.actions, "rake").after == ()
    assert find(Orchard.actions, "rake").excludes == ("mulch",)


def test_a_removed_action_is_forgotten_by_the_others():
    class Orchard(Garden):
        mulch = None

    assert keys(Orchard.actions) == ["dig", "rake"]
    assert find(Orchard.actions, "rake").excludes == ()


def test_an_action_keeps_its_key_when_it_loses_effects():
    class Orchard(Garden):
        compost = None

    class Vineyard(Orchard):
        pass

    assert keys(Orchard.actions) == keys(Vineyard.actions) == ["dig", "mulch"]


def test_a_replaced_action_is_judged_as_written():
    with pytest.raises(RubricError) as error:

        class Orchard(Garden):
            compost = None
            mulch = Garden.mulch.evolve(title="Mulch well.")

    assert str(error.value).startswith("Orchard.mulch: it raises 'compost', which is no criterion")


def test_an_inherited_effect_on_a_vanished_level_is_an_error():
    with pytest.raises(RubricError) as error:

        class Orchard(Garden):
            digging = Garden.digging.evolve(levels=(LEVELS[0], Level("summer", "In summer.", reach="high")))

    assert str(error.value) == (
        "Orchard.dig: it raises 'digging' to 'some', which is not a level of it; did you mean 'summer'? "
        "(or remove the action by None)"
    )


# Every fault at the class statement


def declare(changes):
    first = Dimension("First")
    return type("Faulty", (Rubric,), {"ladder": THREE, "first": first, "a": asks(first), **changes(first)})


def alone(**changes):
    first = Dimension("First", **changes)
    return {"first": first, "a": asks(first)}


def extend(**changes):
    return type("Faulty", (Garden,), changes)


def act(**changes):
    return {"act": Action(**{"title": "Act.", "effort": 1, "raises": {"a": "all"}, "source": "s", **changes})}


def level(**changes):
    return Level(**{"key": "some", "descriptor": "Some.", "reach": "middle", **changes})


WHOLE = "write a whole number from"
PRIOR = "write 3 positive numbers that add up to 1, or None"
EFFORT = "write person-days from 0, one number or low, likely and high in this order"
COHERENCE = "write two numbers from 0 up to but not including 1: organization to dimension, dimension to criterion"
HALF_LIFE = "write a number of months above 0, at most 1000000"
LADDER = 'write ladder = Ladder("low", ..., "high")'
NAMES = "write a tuple of names, with a comma even for one"

SETTINGS = {
    "no ladder": ({"ladder": None}, f"Faulty: no ladder is declared; {LADDER}"),
    "a tuple for a ladder": ({"ladder": ("low", "high")}, f"Faulty: no ladder is declared; {LADDER}"),
    "one stage": (
        {"ladder": Ladder("low")},
        "Faulty.ladder: a ladder of one stage or none tells nothing apart; name two or more stages",
    ),
    "a number for a stage": ({"ladder": Ladder("low", 2)}, "Faulty.ladder: stage is 2; write the stage as text"),
    "a stage without a name": ({"ladder": Ladder("low", "")}, "Faulty.ladder: stage is ''; write the stage as text"),
    "a stage twice": (
        {"ladder": Ladder("low", "high", "low")},
        "Faulty.ladder: the stage 'low' stands there twice; give each its own name",
    ),
    "no id": ({"id": ""}, "Faulty.id: id is ''; write the id as text"),
    "a number for a version": ({"version": 1.0}, "Faulty.version: version is 1.0; write the version as text"),
    "nothing for a title": ({"title": None}, "Faulty.title: title is None; write the title as text"),
    "a share for a rule": (
        {"rule": 2 / 3},
        "Faulty.rule: the rule is 0.6666666666666666; write a Quota such as Quota(2, 3)",
    ),
    "a quota of nothing": (
        {"rule": Quota(0, 3)},
        f"Faulty.rule: the quota's numerator is 0; {WHOLE} 1 to 3",
    ),
    "a quota above all": ({"rule": Quota(4, 3)}, f"Faulty.rule: the quota's numerator is 4; {WHOLE} 1 to 3"),
    "a quota of a half point": (
        {"rule": Quota(0.5, 1)},
        f"Faulty.rule: the quota's numerator is 0.5; {WHOLE} 1 to 1",
    ),
    "a quota over nothing": (
        {"rule": Quota(1, 0)},
        f"Faulty.rule: the quota's denominator is 0; {WHOLE} 1 to 1000000",
    ),
    "a quota too fine": (
        {"rule": Quota(1, 10**6 + 1)},
        f"Faulty.rule: the quota's denominator is 1000001; {WHOLE} 1 to 1000000",
    ),
    "one coherence": ({"coherence": 0.5}, f"Faulty.coherence: coherence is 0.5; {COHERENCE}"),
    "three coherences": ({"coherence": (0, 0, 0)}, f"Faulty.coherence: coherence is (0, 0, 0); {COHERENCE}"),
    "full coherence": ({"coherence": (0.5, 1)}, f"Faulty.coherence: coherence is (0.5, 1); {COHERENCE}"),
    "coherence below nothing": ({"coherence": (-0.1, 0)}, f"Faulty.coherence: coherence is (-0.1, 0); {COHERENCE}"),
    "a truth for a coherence": ({"coherence": (False, 0)}, f"Faulty.coherence: coherence is (False, 0); {COHERENCE}"),
    "coherences in a list": ({"coherence": [0.5, 0.5]}, f"Faulty.coherence: coherence is [0.5, 0.5]; {COHERENCE}"),
    "no half-life": ({"half_life": 0}, f"Faulty.half_life: half_life is 0; {HALF_LIFE}"),
    "an endless half-life": ({"half_life": float("inf")}, f"Faulty.half_life: half_life is inf; {HALF_LIFE}"),
    "a half-life that is no number": ({"half_life": "2y"}, f"Faulty.half_life: half_life is '2y'; {HALF_LIFE}"),
    "a truth for a half-life": ({"half_life": True}, f"Faulty.half_life: half_life is True; {HALF_LIFE}"),
    "half-life not a number": ({"half_life": float("nan")}, f"Faulty.half_life: half_life is nan; {HALF_LIFE}"),
    "a prior too short": ({"prior": (0.5, 0.5)}, f"Faulty.prior: prior is (0.5, 0.5); {PRIOR}"),
    "a prior in a list": ({"prior": [0.5, 0.25, 0.25]}, f"Faulty.prior: prior is [0.5, 0.25, 0.25]; {PRIOR}"),
    "a prior that excludes": ({"prior": (0.5, 0.5, 0)}, f"Faulty.prior: prior is (0.5, 0.5, 0); {PRIOR}"),
    "a prior above all": ({"prior": (0.5, 0.5, 0.5)}, f"Faulty.prior: prior is (0.5, 0.5, 0.5); {PRIOR}"),
    "a prior of words": ({"prior": ("a", "b", "c")}, f"Faulty.prior: prior is ('a', 'b', 'c'); {PRIOR}"),
}


@pytest.mark.parametrize(("changes", "message"), SETTINGS.values(), ids=SETTINGS)
def test_a_faulty_setting_is_refused_at_the_class_statement(changes, message):
    with pytest.raises(RubricError) as error:
        declare(lambda first: changes)
    assert str(error.value) == message


@pytest.mark.parametrize("subject", ["Organization", None, Organization("O")])
def test_a_subject_that_is_no_type_is_refused_at_the_class_statement(subject):
    with pytest.raises(RubricError, match=r"Faulty\.subject: "):
        declare(lambda first: {"subject": subject})


def test_a_ladder_without_stages_is_refused():
    with pytest.raises(RubricError, match=r"Faulty\.ladder: .*; name two or more stages"):
        declare(lambda first: {"ladder": Ladder()})


PARTS = {
    "a dimension without a title": (
        lambda first: {"second": Dimension(""), "b": asks(first)},
        "Faulty.second: title is ''; write the title as text",
    ),
    "a dimension without points": (
        lambda first: alone(points=0),
        f"Faulty.first: points is 0; {WHOLE} 1 to 10000",
    ),
    "a dimension with half a point": (
        lambda first: alone(points=1.5),
        f"Faulty.first: points is 1.5; {WHOLE} 1 to 10000",
    ),
    "a dimension of which the whole is behind": (
        lambda first: alone(lead=-1),
        f"Faulty.first: lead is -1; {WHOLE} 0 to 10000",
    ),
    "a dimension with a share for a rule": (
        lambda first: alone(rule=0.5),
        "Faulty.first: the rule is 0.5; write a Quota such as Quota(2, 3)",
    ),
    "a dimension with a rule above all": (
        lambda first: alone(rule=Quota(3, 2)),
        f"Faulty.first: the quota's numerator is 3; {WHOLE} 1 to 2",
    ),
    "a dimension without criteria": (
        lambda first: {"second": Dimension("Second")},
        "Faulty.second: no criterion belongs to this dimension; declare one, or remove the dimension too",
    ),
    "a criterion of a text": (
        lambda first: {"a": asks("First")},
        "Faulty.a: its dimension is 'First'; name a Dimension of this rubric first",
    ),
    "a criterion of a dimension of nobody": (
        lambda first: {"b": asks(Dimension("Nowhere"))},
        "Faulty.b: its dimension 'Nowhere' is not declared in this rubric; choose one of first",
    ),
    "a criterion of a dimension of another rubric": (
        lambda first: {"b": asks(Garden.water)},
        "Faulty.b: its dimension 'Water' is not declared in this rubric; choose one of first",
    ),
    "a criterion without a question": (
        lambda first: {"a": asks(first, "")},
        "Faulty.a: question is ''; write the question as text",
    ),
    "a criterion without a source": (
        lambda first: {"a": asks(first, source="")},
        "Faulty.a: a source is missing; write source=..., what justifies asking",
    ),
    "a criterion with a blank source": (
        lambda first: {"a": asks(first, source=" ")},
        "Faulty.a: source is ' '; write the source as text",
    ),
    "a criterion with a year for a source": (
        lambda first: {"a": asks(first, source=2011)},
        "Faulty.a: source is 2011; write the source as text",
    ),
    "a criterion without points": (
        lambda first: {"a": asks(first, points=0)},
        f"Faulty.a: points is 0; {WHOLE} 1 to 10000",
    ),
    "a criterion with too many points": (
        lambda first: {"a": asks(first, points=10**4 + 1)},
        f"Faulty.a: points is 10001; {WHOLE} 1 to 10000",
    ),
    "a criterion with a truth for points": (
        lambda first: {"a": asks(first, points=True)},
        f"Faulty.a: points is True; {WHOLE} 1 to 10000",
    ),
    "a criterion with a stage for a lead": (
        lambda first: {"a": asks(first, lead="low")},
        f"Faulty.a: lead is 'low'; {WHOLE} 0 to 10000",
    ),
    "a criterion half visible": (
        lambda first: {"a": asks(first, visible="yes")},
        "Faulty.a: visible is 'yes'; write True or False",
    ),
    "a criterion without a half-life": (
        lambda first: {"a": asks(first, half_life=0)},
        f"Faulty.a: half_life is 0; {HALF_LIFE}",
    ),
    "levels in a list": (
        lambda first: {"a": asks(first, levels=list(LEVELS))},
        "Faulty.a: its levels are a list of 3; write a tuple of Level, lowest first",
    ),
    "words for levels": (
        lambda first: {"a": asks(first, levels=("none", "all"))},
        "Faulty.a: its levels are a tuple of 2; write a tuple of Level, lowest first",
    ),
    "no levels": (
        lambda first: {"a": asks(first, levels=())},
        "Faulty.a: no levels cannot tell organizations apart; write two levels or more",
    ),
    "one level": (
        lambda first: {"a": asks(first, levels=LEVELS[-1:])},
        "Faulty.a: a single level cannot tell organizations apart; write two levels or more",
    ),
    "a level without a key": (
        lambda first: {"a": asks(first, levels=(level(key=""), LEVELS[-1]))},
        "Faulty.a: level key is ''; write the level key as text",
    ),
    "a level without a descriptor": (
        lambda first: {"a": asks(first, levels=(level(descriptor=""), LEVELS[-1]))},
        "Faulty.a: level 'some': descriptor is ''; write the descriptor as text",
    ),
    "a level that reaches nowhere": (
        lambda first: {"a": asks(first, levels=(level(reach="midle"), LEVELS[-1]))},
        "Faulty.a: level 'some': reaches 'midle', which is not on the ladder; did you mean 'middle'?",
    ),
    "a level that reaches a number": (
        lambda first: {"a": asks(first, levels=(level(reach=1), LEVELS[-1]))},
        "Faulty.a: level 'some': reaches 1, which is not on the ladder; choose one of low, middle, high",
    ),
    "a level twice": (
        lambda first: {"a": asks(first, levels=(level(), level(reach="high")))},
        "Faulty.a: the level key 'some' stands there twice; give each its own name",
    ),
    "falling reach": (
        lambda first: {"a": asks(first, levels=(level(), level(key="less", reach="low"), LEVELS[-1]))},
        "Faulty.a: level 'less' reaches 'low' after 'some' reached 'middle'; order levels so that reach never falls",
    ),
    "levels below the top": (
        lambda first: {"a": asks(first, levels=LEVELS[:2])},
        "Faulty.a: the last level 'some' reaches only 'middle'; add or extend a level that reaches 'high'",
    ),
    "a reader of a criterion of nobody": (
        lambda first: {"read": asks(first, "Who else?").reader(lambda organization: ())},
        "Faulty.read: it reads 'Who else?', which is not declared here; declare that criterion, "
        "under another name than its reader's",
    ),
    "a reader of a criterion of another rubric": (
        lambda first: {"read": Garden.watering.reader(lambda organization: ())},
        "Faulty.read: it reads 'Who waters?', which is not declared here; choose one of a",
    ),
    "an action without a title": (lambda first: act(title=""), "Faulty.act: title is ''; write the title as text"),
    "an action without a source": (lambda first: act(source=""), "Faulty.act: source is ''; write the source as text"),
    "an action below no effort": (lambda first: act(effort=-1), f"Faulty.act: effort is (-1, -1, -1); {EFFORT}"),
    "an action of endless effort": (
        lambda first: act(effort=(1, 2, float("inf"))),
        f"Faulty.act: effort is (1, 2, inf); {EFFORT}",
    ),
    "an action with two efforts": (lambda first: act(effort=(1, 2)), f"Faulty.act: effort is (1, 2); {EFFORT}"),
    "an action with falling efforts": (
        lambda first: act(effort=(3, 2, 4)),
        f"Faulty.act: effort is (3, 2, 4); {EFFORT}",
    ),
    "an action with a word for effort": (lambda first: act(effort="much"), f"Faulty.act: effort is 'much'; {EFFORT}"),
    "an action that raises nothing": (
        lambda first: act(raises={}),
        'Faulty.act: it raises nothing; write raises={"criterion": "level"}',
    ),
    "an action that raises a word": (
        lambda first: act(raises="a"),
        'Faulty.act: it raises nothing; write raises={"criterion": "level"}',
    ),
    "an action that raises no criterion": (
        lambda first: act(raises={"aa": "all"}),
        "Faulty.act: it raises 'aa', which is no criterion; did you mean 'a'?",
    ),
    "an action that raises to no level": (
        lambda first: act(raises={"a": "al"}),
        "Faulty.act: it raises 'a' to 'al', which is not a level of it; did you mean 'all'? "
        "(or remove the action by None)",
    ),
    "a word for prerequisites": (
        lambda first: act(after="act"),
        f"Faulty.act: after is 'act'; {NAMES}",
    ),
    "a prerequisite nobody knows": (
        lambda first: act(after=("acts",)),
        "Faulty.act: after names 'acts', which is not declared; did you mean 'act'?",
    ),
    "an exclusion of a criterion": (
        lambda first: act(excludes=("a",)),
        "Faulty.act: excludes names 'a', which is not declared; choose one of act",
    ),
    "a stage nobody knows": (
        lambda first: act(stages=("hihg",)),
        "Faulty.act: stages names 'hihg', which is not declared; did you mean 'high'?",
    ),
    "half a person for a staff": (
        lambda first: act(smallest_staff=0.5),
        f"Faulty.act: smallest_staff is 0.5; {WHOLE} 0 to 1000000000",
    ),
    "an action that waits for itself": (
        lambda first: act(after=("act",)),
        "Faulty.act: it waits for itself; break the circle",
    ),
    "actions that wait for each other": (
        lambda first: {
            "free": act()["act"],
            "one": act(after=("other", "free"))["act"],
            "other": act(after=("one",))["act"],
            "third": act(after=("other",))["act"],
        },
        "Faulty.one: each of one, other, third waits for another; break the circle",
    ),
    "the same declaration twice": (
        lambda first: {"again": first},
        "Faulty.again: this is the same declaration as 'first'; declare it once; for a changed copy write .evolve(...)",
    ),
    "a declaration with a private name": (
        lambda first: {"_b": asks(first)},
        "Faulty._b: the name of a declaration is its public key; choose a plain name that begins with a letter",
    ),
    "nothing to remove": (
        lambda first: {"b": None},
        "Faulty.b: there is nothing of this name to remove; there is none to choose from",
    ),
}


@pytest.mark.parametrize(("changes", "message"), PARTS.values(), ids=PARTS)
def test_a_faulty_declaration_is_refused_at_the_class_statement(changes, message):
    with pytest.raises(RubricError) as error:
        declare(changes)
    assert str(error.value) == message
    assert error.value.place.startswith("Faulty")


EXTENSIONS = {
    "nothing of this name to remove": (
        {"diging": None},
        "Faulty.diging: there is nothing of this name to remove; did you mean 'digging'?",
    ),
    "a number replaces a criterion": (
        {"digging": 3},
        "Faulty.digging: 3 replaces a Criterion; write a Criterion, or None to remove it",
    ),
    "a number replaces a dimension": (
        {"soil": 3},
        "Faulty.soil: 3 replaces a Dimension; write a Dimension, or None to remove it",
    ),
    "a text replaces an action": (
        {"dig": "Dig."},
        "Faulty.dig: 'Dig.' replaces an Action; write an Action, or None to remove it",
    ),
    "a number replaces a reader": (
        {"read_digging": 3},
        "Faulty.read_digging: 3 replaces a Reader; decorate it with the criterion's .reader, or None to remove it",
    ),
    "the last criterion of a dimension is gone": (
        {"watering": None},
        "Faulty.water: no criterion belongs to this dimension; declare one, or remove the dimension too",
    ),
    "everything is gone": (
        {"soil": None, "water": None},
        'Faulty: no dimension is declared; write leadership = Dimension("Leadership")',
    ),
    "a prerequisite is gone": (
        {"digging": None, "sow": Action("Sow.", effort=1, raises={"compost": "all"}, source="s", after=("dig",))},
        "Faulty.sow: after names 'dig', which is not declared; choose one of mulch, rake, sow",
    ),
}


@pytest.mark.parametrize(("changes", "message"), EXTENSIONS.values(), ids=EXTENSIONS)
def test_a_faulty_extension_is_refused_at_the_class_statement(changes, message):
    with pytest.raises(RubricError) as error:
        extend(**changes)
    assert str(error.value) == message


OWN = ["id", "version", "title", "source", "subject", "ladder", "rule", "coherence", "half_life", "prior"]
COLLECTED = ["dimensions", "criteria", "readers", "actions", "lint", "digest"]


@pytest.mark.parametrize("name", OWN + COLLECTED)
def test_no_declaration_takes_a_name_of_the_rubric(name):
    with pytest.raises(RubricError) as error:
        declare(lambda first: {name: asks(first)})
    assert str(error.value) == f"Faulty.{name}: {name!r} is a name that Rubric itself uses; choose another name"


@pytest.mark.parametrize("name", COLLECTED)
@pytest.mark.parametrize("value", [(), None, 3])
def test_what_a_rubric_collects_cannot_be_written(name, value):
    with pytest.raises(RubricError, match=f"{name!r} is a name that Rubric itself uses"):
        extend(**{name: value})


def test_no_declaration_of_a_plain_class_takes_a_name_of_the_rubric():
    class Trees:
        digest = asks(Garden.soil)

    with pytest.raises(RubricError, match="'digest' is a name that Rubric itself uses"):
        type("Faulty", (Trees, Garden), {})


def test_an_empty_rubric_is_refused():
    with pytest.raises(RubricError) as error:

        class Faulty(Rubric):
            ladder = THREE

    assert str(error.value) == "Faulty: nothing is declared; declare a Dimension and a Criterion"


def test_a_rubric_without_a_ladder_is_refused():
    with pytest.raises(RubricError) as error:

        class Faulty(Rubric):
            first = Dimension("First")
            a = asks(first)

    assert str(error.value) == f"Faulty: no ladder is declared; {LADDER}"


def test_a_reader_alone_is_no_rubric():
    with pytest.raises(RubricError, match="no dimension is declared"):

        class Faulty(Rubric):
            ladder = THREE
            act = Action("Act.", effort=1, raises={"a": "all"}, source="s")


@pytest.mark.parametrize("raises", [("a", "all"), (("a", "all", "b"),), (1,)])
def test_an_action_that_raises_no_pairs_is_refused_at_the_class_statement(raises):
    with pytest.raises(RubricError, match=r"Faulty\.act: "):
        declare(lambda first: act(raises=raises))


def test_a_prerequisite_that_is_no_name_is_refused_at_the_class_statement():
    with pytest.raises(RubricError, match=r"Faulty\.act: "):
        declare(lambda first: act(after=(["act"],)))


def test_a_reader_of_a_text_is_refused_at_the_class_statement():
    with pytest.raises(RubricError, match=r"Faulty\.read: "):
        declare(lambda first: {"read": Reader("a", lambda organization: ())})


def test_a_reader_that_is_no_function_is_refused_at_the_class_statement():
    with pytest.raises(RubricError, match=r"Faulty\.read: "):
        type("Faulty", (Garden,), {"read": Garden.digging.reader("digging")})


def test_what_is_legal_passes():
    def changes(first):
        second = Dimension("Second", points=10**4, lead=0, rule=Quota(1, 1))
        b = asks(second, points=10**4, lead=5, half_life=0.5, visible=False, levels=(LEVELS[0], LEVELS[2]))
        every = act(effort=(0, 0.5, 0.5), stages=("low",), smallest_staff=0)
        return {
            "second": second,
            "b": b,
            **every,
            "prior": (0.5, 0.25, 0.25),
            "note": "of any kind",
            "_note": 3,
        }

    assert keys(declare(changes).criteria) == ["a", "b"]


# The digest


def digest(**changes):
    return type("Changed", (Garden,), changes).digest()


def evolved(name, **changes):
    return {name: getattr(Garden, name).evolve(**changes)}


def relevel(position, **changes):
    kept = {"key": LEVELS[position].key, "descriptor": LEVELS[position].descriptor, "reach": LEVELS[position].reach}
    return (*LEVELS[:position], Level(**{**kept, **changes}), *LEVELS[position + 1 :])


TELLING = {
    "stages": lambda: {"ladder": Ladder("low", "middle", "top", "high")},
    "rule": lambda: {"rule": Quota(1, 2)},
    "coherence": lambda: {"coherence": (0.5, 0.4)},
    "half-life": lambda: {"half_life": 12},
    "prior": lambda: {"prior": (0.5, 0.25, 0.25)},
    "points of a dimension": lambda: evolved("soil", points=3),
    "lead of a dimension": lambda: evolved("soil", lead=0),
    "rule of a dimension": lambda: evolved("soil", rule=Quota(1, 2)),
    "points of a criterion": lambda: evolved("digging", points=3),
    "lead of a criterion": lambda: evolved("digging", lead=0),
    "half-life of a criterion": lambda: evolved("digging", half_life=12),
    "reach of a level": lambda: evolved("watering", levels=relevel(1, reach="low")),
    "key of a level": lambda: evolved("watering", levels=relevel(1, key="little")),
    "another level": lambda: evolved("watering", levels=(*LEVELS, Level("more", "More.", reach="high"))),
    "another criterion": lambda: {"sowing": asks(Garden.soil)},
    "one criterion less": lambda: {"compost": None},
    "another dimension": lambda: {"digging": Garden.digging.evolve(dimension=Garden.water)},
    "another reader": lambda: {"read_compost": Garden.compost.reader(lambda organization: ())},
    "one reader less": lambda: {"read_digging": None},
    "a changed reader": lambda: {"read_digging": Garden.digging.reader(lambda organization: ())},
    "a reader of another criterion": lambda: {"read_digging": Garden.compost.reader(Garden.read_digging.function)},
}
SILENT = {
    "nothing": dict,
    "names": lambda: {"id": "x", "version": "9", "title": "X", "source": "Y"},
    "title of a dimension": lambda: evolved("soil", title="Earth"),
    "question": lambda: evolved("digging", question="Who has a spade?"),
    "source of a criterion": lambda: evolved("digging", source="Another gardener"),
    "visibility": lambda: evolved("digging", visible=False),
    "descriptor": lambda: evolved("digging", levels=relevel(1, descriptor="A little.")),
    "another action": lambda: {"sow": Action("Sow.", effort=1, raises={"compost": "all"}, source="s")},
    "one action less": lambda: {"dig": None},
    "effort of an action": lambda: evolved("dig", effort=100),
    "a whole half-life written as a float": lambda: {"half_life": 24.0},
}


@pytest.mark.parametrize("changes", TELLING.values(), ids=TELLING)
def test_the_digest_changes_with_what_can_change_a_verdict(changes):
    assert digest(**changes()) != Garden.digest()


@pytest.mark.parametrize("changes", SILENT.values(), ids=SILENT)
def test_the_digest_does_not_change_with_wording(changes):
    assert digest(**changes()) == Garden.digest()


def test_no_two_changes_have_the_same_digest():
    assert len({digest(**changes()) for changes in TELLING.values()}) == len(TELLING)


def test_a_digest_is_short_and_goes_with_the_assessment():
    assert len(Garden.digest()) == 16
    assert assess(Organization("O"), Garden).rubric_digest == Garden.digest()


def test_comments_and_layout_of_a_reader_do_not_count():
    class Plain(Garden):
        @Garden.digging.reader
        def read_digging(organization):
            return [Garden.digging.observe("some")]

    class Airy(Garden):
        @Garden.digging.reader
        def read_digging(organization):
            # whoever gardens, digs

            return [Garden.digging.observe("some")]

    class Other(Garden):
        @Garden.digging.reader
        def read_digging(organization):
            return [Garden.digging.observe("all")]

    assert Plain.digest() == Airy.digest() != Other.digest()


def test_a_reader_in_one_line_within_brackets_has_a_digest():
    class Folded(Garden):
        read_compost = Garden.compost.reader(
            lambda organization: ())  # fmt: skip

    assert len(Folded.digest()) == 16
    assert assess(Organization("O"), Folded).rubric is Folded


class Nobody:
    """A reader that is no function."""

    def __call__(self, organization):
        return ()


def test_a_reader_without_code_has_the_same_digest_each_time():
    one, other = (type("Same", (Garden,), {"read_compost": Garden.compost.reader(Nobody())}) for _ in range(2))
    assert one.digest() == other.digest()


def test_a_builtin_reader_has_a_digest():
    assert len(digest(read_compost=Garden.compost.reader(dict.fromkeys))) == 16


def test_a_digest_is_the_same_in_another_process():
    code = "import collabmodel; print(collabmodel.SocialOrganization.digest(), collabmodel.PurposeScreen.digest())"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == [SocialOrganization.digest(), PurposeScreen.digest()]


# Notes


def notes(**changes):
    return [str(note) for note in type("Noted", (Garden,), changes).lint()]


def test_a_sound_rubric_has_no_notes():
    class Sound(Rubric):
        ladder = THREE
        first = Dimension("First")
        a = asks(first)
        b = asks(first)

    assert Sound.lint() == ()


def test_a_note_names_a_dummy():
    class Lopsided(Rubric):
        ladder = THREE
        first = Dimension("First")
        a = asks(first, points=5)
        b = asks(first, points=1)

    assert [str(note) for note in Lopsided.lint()] == [
        "b: a dummy: its points (1) never decide whether 'First' passes a gate"
    ]


def test_a_dimension_may_be_a_dummy_too():
    assert "soil: a dummy: its points (2) never decide whether the whole passes a gate" not in notes()
    assert notes(soil=Garden.soil.evolve(points=9), water=Garden.water.evolve(lead=None)) == [
        "water: a dummy: its points (1) never decide whether the whole passes a gate"
    ]


def test_what_is_essential_is_no_dummy():
    assert notes(soil=Garden.soil.evolve(points=9)) == []


def test_a_note_names_two_levels_and_repeated_reaches():
    two = (LEVELS[0], Level("all", "Everything.", reach="high"))
    found = notes(watering=Garden.watering.evolve(levels=two))
    assert found == ["watering: has two levels; a third would tell more organizations apart"]
    found = notes(watering=Garden.watering.evolve(levels=relevel(1, reach="low")))
    assert found == ["watering: 2 levels reach 'low'; to the rule they are one"]


def test_a_note_names_a_stage_that_no_level_reaches_and_a_gate_that_cannot_fail():
    class Steep(Rubric):
        ladder = THREE
        first = Dimension("First")
        a = asks(first, levels=LEVELS[1:])

    assert [str(note) for note in Steep.lint()] == [
        "a: has two levels; a third would tell more organizations apart",
        "low: no level of any criterion reaches exactly this stage, so nothing tells it from the next",
        "middle: its gate cannot fail: every criterion at its lowest level is enough",
    ]


def test_an_essential_part_keeps_a_gate_that_could_not_fail():
    assert notes(watering=Garden.watering.evolve(levels=LEVELS[1:])) == [
        "watering: has two levels; a third would tell more organizations apart"
    ]

    class Held(Rubric):
        ladder = THREE
        first = Dimension("First", points=9)
        second = Dimension("Second", lead=0)
        a = asks(first, levels=LEVELS[1:])
        b = asks(second)

    assert not [note for note in Held.lint() if "cannot fail" in note.message]


# Observations made by a criterion

SAID = {"source": "s", "observer": Observer.INSIDE, "rater": "r", "note": "n"}


def test_a_criterion_makes_observations_of_itself():
    assert Garden.digging.observe("some", **SAID) == Observation.exactly("digging", "some", **SAID)
    assert Garden.digging.observe("none", "some") == Observation.between("digging", "none", "some")
    assert Garden.digging.absent(**SAID) == Observation.absent("digging", **SAID)
    assert Garden.digging.not_applicable(**SAID) == Observation.not_applicable("digging", **SAID)
    assert Garden.digging.absent().finding is Finding.ABSENT
    assert Garden.digging.absent().confidence is Confidence.HUNCH
    assert Garden.digging.observe("some", confidence=Confidence.FACT).confidence is Confidence.FACT


@pytest.mark.parametrize("levels", [("som",), ("none", "som"), ("som", "all")])
def test_an_unknown_level_fails_at_once(levels):
    with pytest.raises(UnknownLevelError) as error:
        Garden.digging.observe(*levels)
    assert str(error.value).endswith("level: 'som' is not a level of 'digging'; did you mean 'some'?")


def test_levels_in_the_wrong_order_fail_at_once():
    with pytest.raises(DescriptionError, match="level: 'all' stands above 'none'; name the lower level first"):
        Garden.digging.observe("all", "none")


@pytest.mark.parametrize("make", [Garden.digging.absent, Garden.digging.not_applicable])
def test_a_finding_without_a_level_takes_none(make):
    with pytest.raises(TypeError):
        make("none")


# Readers' promises

PROMISES = {
    "nothing": (lambda subject: None, "it returned None; yield observations, or return a sequence of them"),
    "one observation": (
        lambda subject: Observation("digging", "some"),
        "it returned Observation(criterion='digging', at_least='some', at_most=No...; "
        "yield observations, or return a sequence of them",
    ),
    "a text": (lambda subject: ["some"], "it found 'some'; yield observations only"),
    "another criterion": (
        lambda subject: [Observation("compost", "some")],
        "it speaks of 'compost'; a reader of 'digging' answers for it alone",
    ),
    "a fact": (
        lambda subject: [Observation("digging", "some", confidence=Confidence.FACT)],
        "it claims a fact; what is read from a description is SURE at most",
    ),
    "an unknown level": (
        lambda subject: [Observation("digging", "som")],
        "'som' is not a level of 'digging'; did you mean 'some'?; a reader names levels of its own criterion",
    ),
    "levels in the wrong order": (
        lambda subject: [Observation("digging", "all", "none")],
        "'all' stands above at_most 'none'; exchange them; a reader names levels of its own criterion",
    ),
}


@pytest.mark.parametrize(("function", "message"), PROMISES.values(), ids=PROMISES)
def test_a_reader_that_breaks_its_promise_is_named_with_its_class(function, message):
    broken = type("Broken", (Garden,), {"read_digging": Garden.digging.reader(function)})
    with pytest.raises(RubricError) as error:
        assess(Organization("O"), broken)
    assert str(error.value) == f"Broken.read_digging: {message}"


def test_a_reader_that_observes_an_unknown_level_is_named_with_its_class():
    reader = Garden.digging.reader(lambda subject: [Garden.digging.observe("som")])
    with pytest.raises(RubricError, match=r"Broken\.read_digging: .*did you mean 'some'"):
        assess(Organization("O"), type("Broken", (Garden,), {"read_digging": reader}))


def test_a_reader_may_say_nothing_or_many_things():
    def read(subject):
        yield Observation("digging", "some")
        yield Observation("digging", None, "all", confidence=Confidence.HUNCH)
        yield Observation.not_applicable("digging")

    talking = type("Talking", (Garden,), {"read_digging": Garden.digging.reader(read)})
    row = find(assess(Organization("O"), talking).evidence, "digging")
    assert len(row.sightings) == 3
    assert {each.path for each in row.sightings} == {"Talking.read_digging"}


def test_readers_see_the_subject_itself():
    class Promise(Rubric):
        subject = Purpose
        ladder = THREE
        first = Dimension("First")
        a = asks(first)

        @a.reader
        def read_a(purpose):
            yield Observation("a", "all" if purpose.issue else "none")

    assert assess(Purpose("P", issue="i"), Promise).evidence[0].lowest == "all"
    assert assess(Purpose("P"), Promise).evidence[0].lowest == "none"


def test_a_declared_rubric_is_settled():
    with pytest.raises(RubricError, match="a declared rubric is settled; write a subclass that differs"):
        SocialOrganization.coherence = (0, 0)
    with pytest.raises(RubricError, match="write a subclass with stance = None"):
        del SocialOrganization.stance


def test_readers_made_by_one_function_with_other_values_have_other_digests():
    def rubric(found):
        class Made(SocialOrganization):
            @SocialOrganization.stance.reader
            def read_more(organization, default=None):
                return [] if found is None else [default]

        return Made.digest()

    assert rubric("a") == rubric("a") != rubric("b")
    assert rubric(SocialOrganization) != rubric(None)


def test_readers_of_communities_follow_a_criterion_whose_levels_are_replaced():
    magnetism = SocialOrganization.magnetism.evolve(
        levels=(Level("rare", "Rarely.", reach="flippant"), Level("often", "Often.", reach="fusing"))
    )
    rhythm = SocialOrganization.rhythm.evolve(
        levels=(Level("still", "Still.", reach="flippant"), Level("lively", "Lively.", reach="fusing"))
    )
    # actions that raise to a level which is there no longer are removed by whoever replaces the levels
    raising = {each.key: None for each in SocialOrganization.actions if {"magnetism", "rhythm"} & each.raises.keys()}
    needing = {each.key: None for each in SocialOrganization.actions if raising.keys() & set(each.after)}
    Own = type("Own", (SocialOrganization,), {"magnetism": magnetism, "rhythm": rhythm, **raising, **needing})  # noqa: N806

    seen = [Observation("magnetism", "often", "often"), Observation("rhythm", "lively", "lively")]
    found = assess(Organization("O", communities=[Community("C", observations=seen)]), Own)
    assert {row.key: row.lowest for row in found.evidence if row.sightings and row.key != "stance"}[
        "magnetism"
    ] == "often"


def test_a_reader_that_dates_ahead_of_the_day_is_refused():
    class Ahead(SocialOrganization):
        @SocialOrganization.stance.reader
        def read_ahead(organization):
            return [Observation("stance", seen_on=date(2030, 1, 1))]

    with pytest.raises(RubricError, match=r"Ahead\.read_ahead: it is dated 2030-01-01, after 2012-12-12"):
        assess(Organization("O"), Ahead, as_of=date(2012, 12, 12))


def test_what_the_core_cannot_count_is_refused():
    levels = tuple(Level(f"l{n}", "x", reach="s0" if n < 100 else "s1") for n in range(101))
    for fault, parts in (
        ("it has 101 levels; write 100 at most", {"levels": levels}),
        ("it has 101 stages; name 100 at most", {"stages": 101}),
        ("too near 1 for 25 stages; write smaller numbers", {"stages": 25, "coherence": (1 - 2**-53, 0.5)}),
    ):
        with pytest.raises(RubricError, match=fault):
            extreme(**parts)


def extreme(levels=None, stages=2, coherence=(0.5, 0.5)):
    dimension = Dimension("D")
    top = f"s{stages - 1}"
    usual = (Level("a", "A.", reach="s0"), Level("b", "B.", reach=top))
    return type(
        "Extreme",
        (Rubric,),
        {
            "ladder": Ladder(*(f"s{n}" for n in range(stages))),
            "coherence": coherence,
            "d": dimension,
            "c": Criterion(dimension, "?", levels=levels or usual, source="s"),
        },
    )


TWO_LEVELS = (Level("a", "A.", reach="folly"), Level("b", "B.", reach="fusing"))
UNPRINTABLE = (Level("a\x1b", "A.", reach="folly"), Level("b", "B.", reach="fusing"))


def doing(**parts):
    return {"act": Action("Act.", effort=1, raises={"stance": "led"}, source="s", **parts)}


def asking(dimension=SocialOrganization.value, levels=TWO_LEVELS):
    return Criterion(dimension, "?", levels=levels, source="s")


@pytest.mark.parametrize(
    ("parts", "fault"),
    [
        ({"more": (asking(),)}, "Mine.more: this is a tuple that holds a declaration; take away the comma behind it"),
        ({"stance": Dimension("D")}, "Mine.stance: a Dimension replaces a Criterion of the same name; choose another"),
        ({"source": 3}, "Mine.source: source is 3; write the source as text"),
        ({"more": asking("Do they?")}, "Mine.more: its dimension is 'Do they?'; name a Dimension of this rubric first"),
        ({"more": asking(levels=UNPRINTABLE)}, "Mine.more: level key 'a\\\\x1b' does not print; write it in letters"),
        (doing(step=5), "Mine.act: step is 5; write a CycleStep such as CycleStep.PURPOSE"),
        (doing(here="home"), "Mine.act: here is 'home'; write a function that takes the subject"),
        (doing(excludes=("act",)), "Mine.act: it excludes itself; take its own name out"),
        ({"a b": asking()}, "Mine.a b: the name of a declaration is its public key"),
    ],
)
def test_more_mistakes_are_refused_at_the_class_statement(parts, fault):
    with pytest.raises(RubricError) as error:
        type("Mine", (SocialOrganization,), parts)
    assert str(error.value).startswith(fault.replace("\\\\", "\\"))


def test_a_reader_that_takes_the_name_of_its_criterion_is_told_so():
    dimension = Dimension("D")
    taken = asking(dimension).reader(lambda organization: [])
    parts = {"ladder": SocialOrganization.ladder, "d": dimension, "a": asking(dimension), "b": taken}
    with pytest.raises(RubricError, match="not declared here; declare that criterion, under another name than its"):
        type("Mine", (Rubric,), parts)


def test_a_reader_that_raises_is_named():
    class Broken(SocialOrganization):
        @SocialOrganization.stance.reader
        def read_more(self, organization):
            return []

    with pytest.raises(RubricError, match=r"Broken\.read_more: it raised TypeError: .*; mend the reader"):
        assess(Organization("O"), Broken)


HASHED = """
from collabmodel import SocialOrganization
def values():
    found = frozenset({"a", "b", "c", "d"})
    given = ("x", len)
    def read(organization, default=given):
        return [] if default in {"e", "f", "g", "h"} else list(found)
    return read
class Made(SocialOrganization):
    read_more = SocialOrganization.stance.reader(values())
print(Made.digest())
"""


def test_the_digest_is_the_same_in_every_run():
    printed = {
        subprocess.run(
            [sys.executable, "-c", HASHED], check=True, capture_output=True, env={**os.environ, "PYTHONHASHSEED": seed}
        ).stdout
        for seed in ("1", "2", "3")
    }
    made = {"__name__": "made"}
    exec(HASHED, made)  # noqa: S102 - a cell without a source file
    assert printed == {f"{made['Made'].digest()}\n".encode()}


def with_approaches(base=Rubric, **approaches):
    parts = {"ladder": SocialOrganization.ladder, "d": D, "c": asking(D)} if base is Rubric else {}
    return type("Mine", (base,), {**parts, **approaches})


D = Dimension("D")
LOW = {"advice": "Begin small.", "source": "s"}


def test_approaches_are_collected_inherited_and_removed():
    parent = with_approaches(low=Approach("folly", **LOW), high=Approach("fusing", **LOW))
    assert [(each.key, each.stage) for each in parent.approaches] == [("low", "folly"), ("high", "fusing")]
    child = with_approaches(parent, low=None)
    assert [each.key for each in child.approaches] == ["high"]


@pytest.mark.parametrize(
    ("approach", "fault"),
    [
        (Approach("foly", **LOW), "its stage is 'foly', which is not on the ladder; did you mean 'folly'?"),
        (Approach("folly", source="s"), "advice is ''; write the advice as text"),
        (Approach("folly", "Begin small."), "source is ''; write the source as text"),
        (Approach("folly", **LOW, recollected="yes"), "recollected is 'yes'; write True or False"),
    ],
)
def test_a_faulty_approach_is_refused_at_the_class_statement(approach, fault):
    with pytest.raises(RubricError) as error:
        with_approaches(low=approach)
    assert str(error.value) == f"Mine.low: {fault}"


def test_a_stage_has_one_approach():
    with pytest.raises(RubricError, match="'other' is an approach to folly too; keep one, or write None to remove"):
        with_approaches(low=Approach("folly", **LOW), other=Approach("folly", **LOW))


def test_nothing_else_takes_the_place_of_an_approach():
    parent = with_approaches(low=Approach("folly", **LOW))
    with pytest.raises(RubricError, match=r"Mine\.low: a Dimension replaces an Approach of the"):
        with_approaches(parent, low=Dimension("D"))
    with pytest.raises(RubricError, match=r"Mine\.low: 'slow' replaces an Approach; write an Approach, or None"):
        with_approaches(parent, low="slow")


def test_a_stage_is_named_in_letters():
    with pytest.raises(RubricError, match=r"Mine\.ladder: stage 'lo.x1b' does not print; write it in letters"):
        type("Mine", (Rubric,), {"ladder": Ladder("lo\x1b", "hi"), "d": D})
