"""What an organization can do: complete, plain, and ordered by what really has to happen first."""

import itertools
import re
from datetime import date

import pytest
from hypothesis import given

from collabmodel import (
    Channel,
    ChannelKind,
    Community,
    CycleStep,
    Observation,
    Operator,
    Organization,
    Purpose,
    SocialOrganization,
    Use,
    UseKind,
    cases,
)
from collabmodel.rubrics import in_own_names
from collabmodel.testing import organizations

LADDER = SocialOrganization.ladder
ACTIONS = {action.key: action for action in SocialOrganization.actions}
CRITERIA = {criterion.key: criterion for criterion in SocialOrganization.criteria}
PASSED = set(LADDER.names[:-1])
"""The stages that a plan can pass through: from where an organization is to the one before the target."""

JUDGING = {"bad", "good", "poor", "fail", "fails", "failed", "failure", "should", "must", "best", "better", "worst"}
JARGON = {"stakeholder", "stakeholders", "leverage", "synergy", "engagement", "empower", "ecosystem", "roadmap", "kpi"}

every_action = pytest.mark.parametrize("action", ACTIONS.values(), ids=lambda action: action.key)
every_criterion = pytest.mark.parametrize("criterion", CRITERIA.values(), ids=lambda criterion: criterion.key)
every_approach = pytest.mark.parametrize("approach", SocialOrganization.approaches, ids=lambda approach: approach.stage)


def words(text):
    return set(re.findall(r"[a-z']+", text.lower()))


def reach(criterion, level):
    return LADDER[criterion.levels[criterion.position(level)].reach]


def with_prerequisites(*keys):
    """The actions a plan contains that contains these."""
    found = set(keys)
    for key in keys:
        found |= with_prerequisites(*ACTIONS[key].after)
    return found


def effort(*keys):
    """The likely person-days of actions and of all that has to come before them."""
    return sum(ACTIONS[key].effort[1] for key in with_prerequisites(*keys))


def ways_to(criterion, stage):
    """The actions that bring a criterion exactly to a stage."""
    raising = [action for action in ACTIONS.values() if criterion.key in action.raises]
    return [action for action in raising if reach(criterion, action.raises[criterion.key]) == LADDER[stage]]


def small_enough(action, staff):
    return all((ACTIONS[key].smallest_staff or 0) <= staff for key in with_prerequisites(action.key))


# The shape


def test_there_are_80_to_110_actions():
    assert 80 <= len(ACTIONS) <= 110


@every_criterion
@pytest.mark.parametrize("stage", ["formulating", "forging"])
def test_every_criterion_can_be_brought_to_formulating_and_to_forging(criterion, stage):
    assert ways_to(criterion, stage)


def test_two_thirds_of_the_criteria_can_be_brought_to_fusing():
    assert 3 * sum(bool(ways_to(each, "fusing")) for each in CRITERIA.values()) >= 2 * len(CRITERIA)


@every_criterion
@pytest.mark.parametrize("stage", ["formulating", "forging"])
def test_two_people_have_a_way_to_bring_every_criterion_to_formulating_and_to_forging(criterion, stage):
    assert any(small_enough(action, staff=2) for action in ways_to(criterion, stage))


@every_action
def test_no_action_leads_to_folly_or_fear(action):
    for key, level in action.raises.items():
        assert reach(CRITERIA[key], level) >= LADDER["flippant"], key


@every_action
def test_an_action_raises_few_criteria_at_once(action):
    assert 1 <= len(action.raises) <= 4


@every_action
def test_an_action_takes_between_half_a_day_and_a_working_year(action):
    low, likely, high = action.effort
    assert 0.5 <= low <= likely < high <= 250


@every_criterion
def test_a_higher_level_never_takes_less_effort_than_a_lower_one(criterion):
    ways = [
        (criterion.position(action.raises[criterion.key]), effort(action.key), action.key)
        for action in ACTIONS.values()
        if criterion.key in action.raises
    ]
    for lower, higher in itertools.permutations(ways, 2):
        if lower[0] < higher[0]:
            assert lower[1] <= higher[1], (lower, higher)


def test_every_step_of_the_cycle_has_actions():
    assert {action.step for action in ACTIONS.values()} == set(CycleStep)


# The order


@every_action
def test_what_comes_first_is_available_wherever_it_is_needed(action):
    needed = PASSED & (set(action.stages) or PASSED)
    for key in action.after:
        assert needed <= (set(ACTIONS[key].stages) or PASSED), key


@every_action
def test_what_comes_first_takes_no_more_staff(action):
    for key in action.after:
        assert (ACTIONS[key].smallest_staff or 0) <= (action.smallest_staff or 0), key


@every_action
def test_little_has_to_come_first(action):
    assert len(action.after) <= 2


@every_action
def test_what_does_not_go_together_says_so_on_both_sides(action):
    for key in action.excludes:
        assert action.key in ACTIONS[key].excludes


@every_action
def test_an_action_does_not_exclude_what_it_needs(action):
    needed = with_prerequisites(action.key)
    assert not [key for key in needed if needed & set(ACTIONS[key].excludes)]


@every_action
def test_what_brings_higher_stages_fits_once_the_stage_before_is_reached(action):
    highest = max(reach(CRITERIA[key], level) for key, level in action.raises.items())
    forging = highest == LADDER["forging"]
    if highest == LADDER["fusing"]:
        assert action.stages == ("forging", "fusing")
    elif forging and action.key != "work_on_one_channel":
        assert action.stages == ("formulating", "forging")


def test_leaders_are_persuaded_by_a_trial_with_little_risk_that_people_find():
    chain = with_prerequisites("show_leaders")
    assert chain == {"name_goal", "name_purpose", "name_risks", "link_channels", "run_trial", "show_leaders"}
    assert 10 <= effort("show_leaders") <= 20


def test_nothing_persuades_leaders_but_the_trial():
    for key in ("stance", "policy"):
        for action in ways_to(CRITERIA[key], "formulating"):
            assert "run_trial" in with_prerequisites(action.key)


def test_the_trial_and_what_leads_to_it_are_for_every_low_stage():
    for key in with_prerequisites("show_leaders"):
        assert {"folly", "fearful", "flippant"} <= (set(ACTIONS[key].stages) or PASSED)


def test_showing_leaders_opens_what_is_missing_of_leadership_for_flippant():
    raised = {key for action in with_prerequisites("show_leaders") for key in ACTIONS[action].raises}
    always_there = {"leaders_take_part", "professed"}  # their lowest levels reach flippant
    own = [each for each in CRITERIA.values() if each.dimension.key == "leadership"]
    held = sum(each.points for each in own if each.key in raised | always_there)
    assert 3 * held >= 2 * sum(each.points for each in own)


@pytest.mark.parametrize(
    "key", ["start_second", "revive_silent", "close_silent", "help_members_start", "help_second_unit", "achieve_again"]
)
def test_each_community_is_decided_about_before_there_is_another(key):
    assert "decide_each" in with_prerequisites(key)


def test_every_way_to_several_communities_begins_with_a_decision_about_each():
    for action in ways_to(CRITERIA["living_communities"], "forging"):
        assert "decide_each" in with_prerequisites(action.key)


@pytest.mark.parametrize("criterion", ["repeated", "adapted", "default_question"])
def test_a_benefit_is_measured_before_it_is_repeated_or_adapted_to(criterion):
    for action in ways_to(CRITERIA[criterion], "forging"):
        assert action.key == "bring_in_departments" or "measure_own_benefit" in with_prerequisites(action.key)


@pytest.mark.parametrize(
    ("special", "others"),
    [
        ("revive_silent", ("start_second",)),
        ("close_silent", ("tell_what_was_done", "make_findable")),
        ("take_over", ("run_without_partner",)),
    ],
)
def test_what_needs_a_silent_community_or_a_partner_is_not_the_cheapest_way(special, others):
    raised = {key: level for other in others for key, level in ACTIONS[other].raises.items()}
    assert ACTIONS[special].raises.items() <= raised.items()
    assert ACTIONS[special].effort[1] > sum(ACTIONS[other].effort[1] for other in others)


# The words


@every_action
def test_a_title_is_one_short_sentence(action):
    assert len(action.title) <= 110
    assert action.title[0].isupper()
    assert re.fullmatch(r"[^.?!]+\.", action.title)
    assert "  " not in action.title


@every_action
def test_a_title_neither_judges_nor_names_a_stage(action):
    assert words(action.title) & (JUDGING | JARGON | set(LADDER.names)) == set()


def test_no_two_actions_say_the_same():
    titles = [action.title for action in ACTIONS.values()]
    assert len(set(titles)) == len(titles)
    for one, other in itertools.combinations(ACTIONS.values(), 2):
        common = words(one.title) & words(other.title)
        assert len(common) < 0.8 * len(words(one.title) | words(other.title)), (one.title, other.title)


@every_action
def test_an_action_has_a_source(action):
    assert len(action.source.split()) > 2


@every_action
def test_the_key_of_an_action_is_made_of_plain_words(action):
    assert re.fullmatch(r"[a-z]+(_[a-z]+)*", action.key)


# The approaches


def test_every_stage_has_one_approach_named_after_it():
    assert [each.stage for each in SocialOrganization.approaches] == list(LADDER.names)
    assert [each.key for each in SocialOrganization.approaches] == [f"at_{name}" for name in LADDER.names]


def test_only_what_can_be_looked_up_passes_for_more_than_memory():
    assert {each.stage for each in SocialOrganization.approaches if not each.recollected} == {"folly", "fearful"}


@every_approach
def test_an_approach_is_one_or_two_plain_sentences(approach):
    assert 1 <= len(re.findall(r"\.(?: |$)", approach.advice)) <= 2
    assert approach.advice.endswith(".")
    assert words(approach.advice) & (JUDGING | JARGON | set(LADDER.names)) == set()


@every_approach
def test_that_an_approach_is_recollected_is_its_flag_and_not_its_source(approach):
    assert "Bradley" in approach.source
    assert "memory" not in approach.source


# In the organization's own names

EVERY = tuple(dict.fromkeys(action.here for action in ACTIONS.values() if action.here is not None))


def said(key, organization):
    return list(ACTIONS[key].here(organization))


def test_the_page_that_nothing_links_to_is_named():
    assert said("link_channels", cases.red_treehouse()) == [
        "Link the Facebook page from the Red Treehouse web site, and back."
    ]


@pytest.mark.parametrize(
    ("key", "sentence"),
    [
        ("decide_each", "Decide about My Child Without Limits, Brave Kids and Life Labs: decline, start or grow each."),
        ("measure_own_benefit", "Measure what United Cerebral Palsy gains from My Child Without Limits."),
        ("revive_silent", "Ask the people who were in Brave Kids what would bring them back."),
        ("close_silent", "Close Brave Kids, and tell the people who were in it why."),
        ("start_second", "Look first whether Brave Kids can be revived."),
        ("run_without_partner", "Look first whether Life Labs can be the one you run."),
        (
            "take_over",
            "Agree with the partner who runs My Child Without Limits what your own people take over, and when.",
        ),
        ("invite_readers", "Invite readers of the UCP web site to My Child Without Limits."),
        ("survey_participants", "Ask the people in My Child Without Limits what they gain."),
        ("write_more_purposes", "Write down why people would contribute to Life Labs."),
        ("name_guide", "Name who looks after Life Labs."),
    ],
)
def test_what_ucp_can_do_has_names(key, sentence):
    assert said(key, cases.ucp()) == [sentence]


@pytest.mark.parametrize("here", EVERY, ids=lambda here: here.__name__)
def test_where_nothing_is_described_nothing_is_named(here):
    assert list(here(Organization("O"))) == []


@given(organizations() | organizations(SocialOrganization, units=True))
def test_every_description_can_be_spoken_of(organization):
    assert all(sentence.endswith(".") for here in EVERY for sentence in here(organization))


@pytest.mark.parametrize("here", EVERY, ids=lambda here: here.__name__)
@pytest.mark.parametrize("name", cases.NAMES)
def test_what_is_named_is_said_in_short_sentences(here, name):
    for sentence in here(cases.case(name)):
        assert re.fullmatch(r"[A-Z].*\.", sentence)
        assert len(sentence) <= 110


def test_a_channel_is_linked_from_whatever_there_is():
    wiki = Channel(ChannelKind.WIKI, linked_from=[])
    forum = Channel(ChannelKind.FORUM, name="Parents' Corner", linked_from=[])
    page = Channel(ChannelKind.NEWSLETTER, url="news.example.org")
    link = in_own_names.link_channels
    assert list(link(Organization("O", channels=[wiki]))) == ["Link the wiki from your other places, and back."]
    assert list(link(Organization("O", channels=[page], communities=[Community("C", channels=[forum])]))) == [
        "Link Parents' Corner from news.example.org, and back."
    ]


@pytest.mark.parametrize("linked_from", [None, ["home page"]])
def test_only_a_channel_known_to_be_unlinked_is_to_be_linked(linked_from):
    channel = Channel(ChannelKind.BLOG, linked_from=linked_from)
    assert list(in_own_names.link_channels(Organization("O", channels=[channel]))) == []


def test_a_social_channel_that_serves_only_promotion_is_named():
    uses = {
        "Shouting": [UseKind.MARKETING, UseKind.FUNDRAISING],
        "Helping": [UseKind.MARKETING, UseKind.SERVICE],
        "Unknown": [],
    }
    channels = [Channel(ChannelKind.MICROBLOG, name=name, uses=map(Use, kinds)) for name, kinds in uses.items()]
    letter = Channel(ChannelKind.NEWSLETTER, name="Letter", uses=[Use(UseKind.MARKETING)])
    organization = Organization("O", channels=[*channels, letter])
    assert said("answer_questions", organization) == ["Use Shouting for more than promotion."]


SILENT = [
    Community("A", contributors=0),
    Community("A", last_contribution=date(2012, 1, 1), seen_on=date(2012, 12, 1)),
    Community("A", observations=[Observation.exactly("rhythm", "silent")]),
    Community("A", observations=[Observation.absent("rhythm")]),
]
NOT_SILENT = [
    Community("A"),
    Community("A", contributors=0, observations=[Observation.exactly("rhythm", "weekly")]),
    Community("A", last_contribution=date(2012, 11, 1), seen_on=date(2012, 12, 1)),
    Community("A", operator=Operator.OUTSOURCED, contributors=0),
    Community(
        "A",
        seen_on=date(2012, 12, 1),
        observations=[Observation.exactly("rhythm", "silent", seen_on=date(2011, 1, 1))],
    ),
]


@pytest.mark.parametrize("community", SILENT)
def test_a_community_is_silent_by_its_contributors_its_last_day_or_its_rhythm(community):
    organization = Organization("O", communities=[community])
    assert said("revive_silent", organization) == ["Ask the people who were in A what would bring them back."]
    assert said("write_more_purposes", organization) == []


@pytest.mark.parametrize("community", NOT_SILENT)
def test_a_community_that_lives_or_may_live_or_is_a_partners_is_not_to_be_revived(community):
    assert said("revive_silent", Organization("O", communities=[community])) == []


def test_one_community_is_decided_about_as_it_and_the_same_name_once():
    organization = Organization("O", communities=[Community("A"), Community("A")])
    assert said("decide_each", organization) == ["Decide about A: decline, start or grow it."]


def test_a_community_with_a_purpose_needs_none():
    organization = Organization("O", communities=[Community("A", purpose=Purpose("Exchange")), Community("B")])
    assert said("name_purpose", organization) == ["Write down why people would contribute to B."]


def test_a_long_list_is_counted_out():
    communities = [Community(f"C{number}") for number in range(100)]
    assert said("decide_each", Organization("O", communities=communities)) == [
        "Decide about C0, C1, C2, C3 and 96 others: decline, start or grow each."
    ]


def test_units_without_a_living_community_are_asked():
    living = Community("A", observations=[Observation.exactly("rhythm", "daily")])
    units = [Organization("North", communities=[living]), Organization("South"), Organization("East")]
    assert said("help_second_unit", Organization("O", units=units)) == ["Ask South and East who would like to begin."]
