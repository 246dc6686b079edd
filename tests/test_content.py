"""The shipped rubrics as texts: complete, anchored, sourced, neutral."""

import re

import pytest

from collabmodel import Community, Organization, Purpose, PurposeScreen, SocialOrganization, assess

RUBRICS = (SocialOrganization, PurposeScreen)
CRITERIA = [(rubric, criterion) for rubric in RUBRICS for criterion in rubric.criteria]
LADDER = SocialOrganization.ladder

JUDGING = {"bad", "good", "poor", "fail", "fails", "failed", "failure", "should", "must", "best", "worst", "weak"}
HOW_WELL = {"poorly", "fairly", "well", "badly"}

every_rubric = pytest.mark.parametrize("rubric", RUBRICS, ids=lambda rubric: rubric.id)
every_criterion = pytest.mark.parametrize(
    ("rubric", "criterion"), CRITERIA, ids=[f"{rubric.id}-{criterion.key}" for rubric, criterion in CRITERIA]
)


def words(text):
    return set(re.findall(r"[a-z']+", text.lower()))


def reaches(rubric, criterion):
    return [rubric.ladder[level.reach].rank for level in criterion.levels]


# The shape


def test_the_ladder_of_the_social_organization_has_six_stages():
    assert LADDER.names == ("folly", "fearful", "flippant", "formulating", "forging", "fusing")


def test_the_ladder_of_the_purpose_screen_has_three():
    assert PurposeScreen.ladder.names == ("no", "go", "grow")


def test_the_social_organization_has_eight_dimensions():
    titles = [dimension.title for dimension in SocialOrganization.dimensions]
    assert titles == [
        "Leadership",
        "Strategy",
        "Purpose",
        "Community",
        "Environment",
        "Guidance",
        "Value",
        "Breadth",
    ]


def test_the_social_organization_has_40_to_55_criteria():
    assert 40 <= len(SocialOrganization.criteria) <= 55


def test_the_whole_is_never_ahead_of_leadership_and_breadth_and_hardly_of_value():
    leads = {each.key: each.lead for each in SocialOrganization.dimensions if each.lead is not None}
    assert leads == {"leadership": 0, "value": 1, "breadth": 0}


@pytest.mark.parametrize("key", ["purpose", "community", "environment"])
def test_each_component_of_mass_collaboration_is_indispensable_within_its_dimension(key):
    own = [each for each in SocialOrganization.criteria if each.dimension.key == key]
    assert [each.lead for each in own if each.lead is not None] == [0]


def test_the_six_principles_each_have_a_criterion():
    environment = {each.key for each in SocialOrganization.criteria if each.dimension.key == "environment"}
    assert environment >= {
        "participation",
        "collective",
        "transparency",
        "independence",
        "persistence",
        "emergence",
    }


def test_the_purpose_screen_asks_for_seven_characteristics_and_four_things():
    assert len(PurposeScreen.criteria) == 7 + 4


@every_criterion
def test_a_criterion_has_three_to_six_levels(rubric, criterion):
    assert 3 <= len(criterion.levels) <= 6


@every_criterion
def test_levels_rise_to_the_top_and_at_most_two_of_them_count_alike(rubric, criterion):
    ranks = reaches(rubric, criterion)
    assert ranks == sorted(ranks)
    assert len(set(ranks)) >= len(ranks) - 1
    assert ranks[-1] == rubric.ladder.top


@pytest.mark.parametrize("criterion", SocialOrganization.criteria, ids=lambda criterion: criterion.key)
def test_only_attitudes_tell_the_lowest_stages_apart(criterion):
    lowest = LADDER[criterion.levels[0].reach]
    if criterion.dimension.key == "leadership":
        assert lowest <= LADDER["flippant"]
    else:
        assert lowest == LADDER["flippant"]


def test_every_low_stage_is_an_attitude_that_can_be_observed():
    lowest = {reach for each in SocialOrganization.criteria for reach in reaches(SocialOrganization, each)}
    assert lowest == set(range(len(LADDER)))


@every_rubric
def test_a_rubric_says_what_it_is_called_and_where_it_comes_from(rubric):
    assert rubric.id
    assert rubric.title
    assert rubric.source
    assert re.fullmatch(r"\d+\.\d+", rubric.version)


@every_rubric
def test_only_what_is_meant_is_noted(rubric):
    expected = {
        SocialOrganization: [
            "four_things: 2 levels reach 'formulating'; to the rule they are one",
            "collective: 2 levels reach 'flippant'; to the rule they are one",
            "collaboration_channels: 2 levels reach 'flippant'; to the rule they are one",
            "linked: 2 levels reach 'formulating'; to the rule they are one",
            "loop: 2 levels reach 'formulating'; to the rule they are one",
            "participant_value: 2 levels reach 'formulating'; to the rule they are one",
            "organization_value: 2 levels reach 'formulating'; to the rule they are one",
            "measures: 2 levels reach 'formulating'; to the rule they are one",
            "living_communities: 2 levels reach 'formulating'; to the rule they are one",
            "own_ability: 2 levels reach 'formulating'; to the rule they are one",
            "repeated: 2 levels reach 'flippant'; to the rule they are one",
        ],
        PurposeScreen: [],
    }
    assert [str(note) for note in rubric.lint()] == expected[rubric]


@every_rubric
def test_with_everything_unknown_everything_is_possible(rubric):
    found = assess(rubric.subject("Unknown"), rubric)
    assert (found.worst.rank, found.best.rank) == (0, rubric.ladder.top)
    assert found.coverage == 0


# The words


@every_criterion
def test_a_criterion_asks_a_question_and_has_a_source(rubric, criterion):
    assert criterion.question.endswith("?")
    assert criterion.question[0].isupper()
    assert len(criterion.source.split()) > 1


@every_criterion
def test_a_descriptor_is_a_short_sentence(rubric, criterion):
    for level in criterion.levels:
        assert level.descriptor.endswith("."), level.key
        assert level.descriptor[0].isupper(), level.key
        assert len(level.descriptor) <= 110, level.key
        assert level.descriptor == level.descriptor.strip()
        assert "  " not in level.descriptor


@every_criterion
def test_a_key_is_a_plain_word(rubric, criterion):
    for key in [criterion.key, *(level.key for level in criterion.levels)]:
        assert re.fullmatch(r"[a-z]+(_[a-z]+)*", key)


@every_criterion
def test_no_descriptor_occurs_twice_within_a_criterion(rubric, criterion):
    descriptors = [level.descriptor.lower() for level in criterion.levels]
    assert len(set(descriptors)) == len(descriptors)


@every_rubric
def test_no_question_is_asked_twice(rubric):
    questions = [criterion.question for criterion in rubric.criteria]
    assert len(set(questions)) == len(questions)


@every_criterion
def test_descriptors_do_not_praise_or_blame(rubric, criterion):
    for level in criterion.levels:
        assert words(level.descriptor) & JUDGING == set(), level.key


@every_criterion
def test_how_well_is_asked_of_channels_only(rubric, criterion):
    if criterion.key == "collaboration_channels":
        return
    for text in [criterion.question, *(level.descriptor for level in criterion.levels)]:
        assert words(text) & HOW_WELL == set(), text


@every_criterion
def test_no_descriptor_names_a_stage_of_the_ladder(rubric, criterion):
    stages = set(LADDER.names)
    for level in criterion.levels:
        assert words(level.descriptor) & stages == set(), level.key


# The readers


@every_rubric
def test_every_reader_has_the_name_of_its_criterion(rubric):
    assert [reader.key for reader in rubric.readers] == [f"read_{reader.criterion.key}" for reader in rubric.readers]


@every_rubric
def test_a_description_may_leave_everything_out(rubric):
    empty = {Organization: Organization("O", communities=[Community("C")]), Purpose: Purpose("P")}[rubric.subject]
    assert all(list(reader(empty)) == [] for reader in rubric.readers)
