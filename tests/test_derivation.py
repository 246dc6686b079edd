"""What descriptions say of criteria, and what they do not say."""

from datetime import date, timedelta

import pytest

from collabmodel import (
    Channel,
    ChannelKind,
    Community,
    Confidence,
    Observation,
    Observer,
    Operator,
    Organization,
    Principle,
    Purpose,
    PurposeScreen,
    Quality,
    SocialOrganization,
    Use,
    UseKind,
)

DAY = date(2012, 12, 12)
RECENTLY = DAY - timedelta(days=183)
LONG_AGO = DAY - timedelta(days=184)
BEFORE = date(2005, 1, 1)

PROMOTION = [Use(UseKind.MARKETING), Use(UseKind.FUNDRAISING)]
SERVICE = [Use(UseKind.SERVICE)]
LISTENING = [Use(UseKind.LISTENING)]
PRINCIPLES = {
    "participation": ("reading", "reacting"),
    "collective": ("collected", "open"),
    "transparency": ("hidden", "seen"),
    "independence": ("by_permission", "checked"),
    "persistence": ("nothing", "archive"),
    "emergence": ("fixed", "adjusted"),
}
OF_COMMUNITIES = [
    "magnetism",
    "scope",
    "evolution",
    "risk",
    "contributors",
    "rhythm",
    "spread",
    "both_sides",
    "newcomers",
    "self_government",
    *PRINCIPLES,
    "guide",
    "launch",
    "engagement_rules",
    "loop",
    "response",
    "from_the_middle",
    "participant_value",
    "organization_value",
    "measures",
    "informed_decisions",
    "told_back",
]


TWO = (Confidence.SURE, Confidence.HUNCH)


def together(quality=Quality.UNKNOWN):
    return [Use(UseKind.MASS_COLLABORATION, quality)]


def on(*uses, kind=ChannelKind.FORUM, **seen):
    """A social channel for each group of uses."""
    return [Channel(kind, uses=each, **seen) for each in uses]


def read(criterion, organization, rubric=SocialOrganization):
    """What a rubric reads of one criterion."""
    reader = next(each for each in rubric.readers if each.criterion.key == criterion)
    return list(reader(organization))


def says(criterion, **described):
    """The ranges that are read from an organization with these parts, with how sure they are unless it is SURE."""
    found = read(criterion, Organization("O", **described))
    assert all(each.criterion == criterion for each in found)
    return [
        (each.at_least, each.at_most, *([] if each.confidence is Confidence.SURE else [each.confidence.name]))
        for each in found
    ]


def seen(criterion, at_least=None, at_most=None, **said):
    return Observation(criterion, at_least, at_most, **said)


# Unknown is never none


@pytest.mark.parametrize("reader", SocialOrganization.readers, ids=lambda reader: reader.key)
def test_of_an_organization_that_is_merely_named_nothing_is_said(reader):
    assert list(reader(Organization("O"))) == []
    assert list(reader(Organization("O", seen_on=DAY, staff=0, units=[Organization("U")]))) == []


@pytest.mark.parametrize("reader", SocialOrganization.readers, ids=lambda reader: reader.key)
def test_of_channels_and_communities_of_which_nothing_is_known_at_most_their_number_is_said(reader):
    bare = Organization("O", channels=[Channel(ChannelKind.FORUM)], communities=[Community("C")])
    assert list(reader(bare)) == []


@pytest.mark.parametrize("reader", SocialOrganization.readers, ids=lambda reader: reader.key)
def test_that_nothing_else_is_there_is_only_said_of_what_was_looked_for(reader):
    """Without channels_complete and communities_complete no reading excludes the top, but for links and dead ends."""
    organization = Organization(
        "O",
        seen_on=DAY,
        channels=on(PROMOTION, SERVICE, together(Quality.GOOD)),
        communities=[Community("C", contributors=0, last_contribution=LONG_AGO, purpose=Purpose("P", issue="i"))],
    )
    assert all(each.at_most is None for each in reader(organization))


def test_every_reader_speaks_for_its_own_criterion_and_never_as_of_a_fact():
    organization = Organization(
        "O",
        seen_on=DAY,
        channels=on(together(Quality.GOOD), linked_from=["home"]),
        channels_complete=True,
        communities=[
            Community(
                "C",
                operator=Operator.IN_HOUSE,
                contributors=12,
                last_contribution=DAY,
                purpose=Purpose("P", issue="i"),
                observations=[seen(key, levels(key)[1], confidence=Confidence.FACT) for key in OF_COMMUNITIES],
            )
        ],
        communities_complete=True,
        units=[
            Organization("U", seen_on=DAY, communities=[Community("D", last_contribution=DAY)]),
        ],
    )
    for reader in SocialOrganization.readers:
        found = list(reader(organization))
        assert found, reader.key
        assert {each.criterion for each in found} == {reader.criterion.key}
        assert all(each.confidence is not Confidence.FACT for each in found)


# Stance


@pytest.mark.parametrize(
    ("operators", "said"),
    [
        ([], []),
        ([Operator.GRASSROOTS, Operator.UNKNOWN], []),
        ([Operator.IN_HOUSE], [("provided", None, "FAIRLY")]),
        ([Operator.OUTSOURCED, Operator.GRASSROOTS], [("provided", None, "FAIRLY")]),
    ],
)
def test_who_runs_a_community_or_has_it_run_neither_overlooks_nor_forbids_them(operators, said):
    communities = [Community(f"C{number}", operator=each) for number, each in enumerate(operators)]
    assert says("stance", communities=communities, communities_complete=True) == said


def test_who_merely_uses_social_channels_may_still_overlook_or_forbid_them():
    assert says("stance", channels=on(PROMOTION, SERVICE), channels_complete=True) == []


# Uses of channels

WEBSITE = Channel(ChannelKind.WEBSITE, uses=SERVICE)


@pytest.mark.parametrize(
    ("described", "said"),
    [
        ({"channels": on(PROMOTION)}, []),
        ({"channels": on(PROMOTION, [])}, []),
        ({"channels": on(PROMOTION), "channels_complete": True}, [("nothing", "nothing")]),
        ({"channels_complete": True}, [("nothing", "nothing")]),
        ({"channels": [WEBSITE], "channels_complete": True}, [("nothing", "nothing")]),
        ({"channels": [WEBSITE]}, []),
        ({"channels": on(PROMOTION, SERVICE)}, [("service", None)]),
        ({"channels": on(PROMOTION, LISTENING)}, [("service", None)]),
        ({"channels": on(PROMOTION, SERVICE), "channels_complete": True}, [("service", "service")]),
        ({"channels": on(SERVICE, together())}, [("collaboration", None)]),
        ({"channels": on(SERVICE, together()), "channels_complete": True}, [("collaboration", "collaboration")]),
        ({"channels": on(SERVICE, together(), together()), "channels_complete": True}, [("collaboration", "mostly")]),
        ({"channels": on(SERVICE, together(Quality.POOR))}, [("service", None)]),
        ({"channels": on(SERVICE, []), "channels_complete": True}, [("service", None)]),
        ({"channels": on([], []), "channels_complete": True}, []),
        ({"communities": [Community("C", channels=on(together()))]}, [("collaboration", None)]),
    ],
)
def test_what_social_channels_serve_besides_promotion(described, said):
    assert says("beyond_promotion", **described) == said


@pytest.mark.parametrize(
    ("uses", "incomplete", "complete"),
    [
        ((), [], [("none", "none")]),
        ((SERVICE,), [], [("none", "none")]),
        ((SERVICE, []), [], []),
        ((together(Quality.POOR),), [("poorly", None)], [("poorly", "poorly")]),
        ((together(Quality.FAIR),), [("one", None)], [("one", "one")]),
        ((together(Quality.GOOD), SERVICE), [("one", None)], [("one", "one")]),
        ((together(),), [("poorly", None)], [("poorly", "one")]),
        ((together(), SERVICE), [("poorly", None)], [("poorly", "one")]),
        ((together(), together(Quality.GOOD)), [("one", None)], [("one", "most")]),
        ((together(), SERVICE, together(Quality.GOOD), SERVICE), [("one", None)], [("one", "several")]),
        ((together(Quality.GOOD), together(Quality.FAIR)), [("several", None)], [("several", "most")]),
        ((together(Quality.GOOD), []), [("one", None)], [("one", None)]),
        ((together(Quality.GOOD), together(Quality.GOOD), []), [("several", None)], [("several", None)]),
        (([],), [], []),
        (([*together(Quality.POOR), *together(Quality.GOOD)],), [("one", None)], [("one", "one")]),
    ],
)
def test_on_how_many_social_channels_people_get_things_done_together(uses, incomplete, complete):
    assert says("collaboration_channels", channels=on(*uses)) == incomplete
    assert says("collaboration_channels", channels=on(*uses), channels_complete=True) == complete


@pytest.mark.parametrize("other", [Quality.UNKNOWN, Quality.POOR])
def test_an_unknown_quality_beside_another_use_is_still_unknown(other):
    channels = on([*together(Quality.UNKNOWN), *together(other)])
    assert says("collaboration_channels", channels=channels, channels_complete=True) == [("poorly", "one")]


@pytest.mark.parametrize(
    ("links", "incomplete", "complete"),
    [
        ((None,), [], []),
        (((),), [("unlinked", "partly")], [("unlinked", "unlinked")]),
        ((("home",),), [("partly", None)], [("linked", None)]),
        ((("home",), ()), [("partly", "partly")], [("partly", "partly")]),
        ((("home",), None), [("partly", None)], [("partly", None)]),
        (((), None), [("unlinked", "partly")], [("unlinked", "partly")]),
    ],
)
def test_whether_links_lead_to_social_channels(links, incomplete, complete):
    channels = [Channel(ChannelKind.WEBSITE, linked_from=())]
    channels += [Channel(ChannelKind.BLOG, linked_from=each) for each in links]
    assert says("linked", channels=channels) == incomplete
    assert says("linked", channels=channels, channels_complete=True) == complete


@pytest.mark.parametrize("which", PRINCIPLES)
def test_a_channel_that_affords_a_principle_proves_nothing(which):
    wiki = Channel(ChannelKind.WIKI, uses=SERVICE)
    assert says(which, channels=[wiki], channels_complete=True) == []


@pytest.mark.parametrize(("which", "levels"), PRINCIPLES.items())
def test_collaboration_that_needs_a_principle_shows_that_it_is_there(which, levels):
    for quality, said in [(Quality.GOOD, [(levels[1], None)]), (Quality.FAIR, [(levels[1], None)])]:
        assert says(which, channels=on(together(quality), kind=ChannelKind.WIKI)) == said
    for quality in (Quality.POOR, Quality.UNKNOWN):
        assert says(which, channels=on(together(quality), kind=ChannelKind.WIKI), channels_complete=True) == []


@pytest.mark.parametrize(("which", "levels"), PRINCIPLES.items())
def test_a_principle_that_no_channel_affords_is_not_there(which, levels):
    lowest = [(None, levels[0])]
    assert says(which, channels_complete=True) == lowest
    assert says(which, channels=[WEBSITE], channels_complete=True) == lowest
    assert says(which, channels=[WEBSITE]) == []


@pytest.mark.parametrize(("which", "levels"), PRINCIPLES.items())
def test_collaboration_counts_for_the_principles_its_channel_affords(which, levels):
    channels = on(together(Quality.GOOD), kind=ChannelKind.MESSAGING)
    afforded = Principle(which) in ChannelKind.MESSAGING.affords
    expected = [(levels[1], None)] if afforded else [(None, levels[0])]
    assert says(which, channels=channels, channels_complete=True) == expected


# What the best community shows


def levels(criterion):
    return [level.key for level in getattr(SocialOrganization, criterion).levels]


@pytest.mark.parametrize("criterion", OF_COMMUNITIES)
def test_what_was_seen_of_a_community_is_a_lower_bound_for_the_whole(criterion):
    low, second, third, *_ = levels(criterion)
    communities = [
        Community("A", observations=[seen(criterion, second, third), seen("stance", "led")]),
        Community("B", observations=[seen(criterion, low, second), Observation.absent(criterion)]),
    ]
    assert says(criterion, communities=communities) == [(second, None), (low, None)]


@pytest.mark.parametrize("criterion", OF_COMMUNITIES)
def test_the_best_community_is_an_upper_bound_where_every_one_is_known(criterion):
    low, second, third, *_ = levels(criterion)
    communities = [
        Community("A", observations=[seen(criterion, second, third)]),
        Community("B", observations=[seen(criterion, None, second)]),
    ]
    described = {"communities": communities, "communities_complete": True}
    assert says(criterion, **described) == [(second, None), (None, third)]
    assert says(criterion, communities=(), communities_complete=True) == [(None, low)]


@pytest.mark.parametrize("criterion", OF_COMMUNITIES)
def test_what_units_have_is_described_with_them_so_without_an_own_community_nothing_is_said(criterion):
    assert says(criterion, communities_complete=True, units=[Organization("U")]) == []


@pytest.mark.parametrize("criterion", OF_COMMUNITIES)
def test_one_community_without_an_upper_bound_leaves_the_whole_open(criterion):
    communities = [Community("A", observations=[seen(criterion, None, levels(criterion)[0])]), Community("B")]
    assert says(criterion, communities=communities, communities_complete=True) == []


def test_not_found_in_any_community_is_the_lowest_level():
    communities = [Community("A", observations=[Observation.absent("loop", confidence=Confidence.SURE)])]
    assert says("loop", communities=communities) == []
    assert says("loop", communities=communities, communities_complete=True) == [(None, "nothing")]


def test_what_does_not_apply_to_a_community_says_nothing_of_the_whole():
    communities = [Community("A", observations=[Observation.not_applicable("loop")])]
    assert says("loop", communities=communities, communities_complete=True) == []


def test_several_observations_of_a_community_narrow_each_other():
    communities = [Community("A", observations=[seen("loop", None, "change"), seen("loop", None, "feedback")])]
    assert says("loop", communities=communities, communities_complete=True) == [(None, "feedback")]


@pytest.mark.parametrize(
    ("confidence", "kept"),
    [
        (Confidence.FACT, Confidence.SURE),
        (Confidence.SURE, Confidence.SURE),
        (Confidence.FAIRLY, Confidence.FAIRLY),
        (Confidence.HUNCH, Confidence.HUNCH),
    ],
)
def test_a_lower_bound_is_as_sure_as_what_was_seen_but_no_fact(confidence, kept):
    said = {"seen_on": BEFORE, "source": "s", "observer": Observer.INSIDE, "rater": "r", "note": "n"}
    observation = seen("loop", "change", "change", confidence=confidence, **said)
    found = read("loop", Organization("O", communities=[Community("A", observations=[observation])]))
    assert found == [seen("loop", "change", confidence=kept, **said)]


@pytest.mark.parametrize("confidence", [Confidence.FAIRLY, Confidence.HUNCH])
def test_an_upper_bound_is_no_surer_than_what_was_seen(confidence):
    observation = seen("loop", None, "nothing", confidence=confidence)
    organization = Organization(
        "O", communities=[Community("A", observations=[observation])], communities_complete=True
    )
    assert [each.confidence for each in read("loop", organization)] == [confidence]


@pytest.mark.parametrize("levels", [("nothing", "feedback"), ("feedback", "nothing")])
def test_an_upper_bound_over_communities_is_no_surer_than_the_least_sure_of_theirs(levels):
    seen_of = [seen("loop", None, level, confidence=each) for level, each in zip(levels, TWO, strict=True)]
    communities = [Community(each.at_most, observations=[each]) for each in seen_of]
    assert says("loop", communities=communities, communities_complete=True) == [(None, "feedback", "HUNCH")]


def test_an_upper_bound_is_no_newer_than_what_was_seen():
    observation = seen("loop", None, "nothing", seen_on=BEFORE)
    community = Community("A", seen_on=DAY, observations=[observation])
    organization = Organization("O", seen_on=DAY, communities=[community], communities_complete=True)
    assert [each.seen_on for each in read("loop", organization)] == [BEFORE]


@pytest.mark.parametrize(
    ("number", "incomplete", "complete"),
    [
        (None, [], []),
        (0, [], [(None, "nobody")]),
        (1, [("handful", None)], [("handful", None)]),
        (9, [("handful", None)], [("handful", None)]),
        (10, [("circle", None)], [("circle", None)]),
    ],
)
def test_contributors_are_nobody_a_handful_or_a_circle(number, incomplete, complete):
    communities = [Community("A", members=5000, contributors=number)]
    assert says("contributors", communities=communities) == incomplete
    assert says("contributors", communities=communities, communities_complete=True) == complete


@pytest.mark.parametrize(
    ("described", "incomplete", "complete"),
    [
        ({}, [], []),
        ({"last_contribution": DAY}, [("occasional", None)], [("occasional", None)]),
        ({"last_contribution": RECENTLY}, [("occasional", None)], [("occasional", None)]),
        ({"last_contribution": LONG_AGO}, [], [(None, "silent")]),
        ({"last_contribution": BEFORE, "seen_on": BEFORE}, [("occasional", None)], [("occasional", None)]),
    ],
)
def test_rhythm_is_silent_or_more_from_the_last_contribution(described, incomplete, complete):
    communities = [Community("A", **described)]
    assert says("rhythm", seen_on=DAY, communities=communities) == incomplete
    assert says("rhythm", seen_on=DAY, communities=communities, communities_complete=True) == complete


def test_without_a_day_on_which_it_was_seen_the_last_contribution_says_nothing():
    communities = [Community("A", last_contribution=BEFORE)]
    for criterion in ("rhythm", "living_communities", "own_ability"):
        assert says(criterion, communities=communities, communities_complete=True) == []


@pytest.mark.parametrize("operator", Operator)
def test_an_outsourced_community_is_looked_after(operator):
    expected = [("beside", None)] if operator is Operator.OUTSOURCED else []
    assert says("guide", communities=[Community("A", operator=operator)]) == expected


# Purposes


def community(name="C", **purpose):
    return Community(name, purpose=Purpose("P", **purpose))


DEAD_ONE = Community("D", seen_on=DAY, last_contribution=BEFORE, purpose=Purpose("P", issue="i"))


@pytest.mark.parametrize(
    ("communities", "incomplete", "complete"),
    [
        ([], [], [("none", "none")]),
        ([Community("A")], [], []),
        ([community()], [("one", None)], [("one", None)]),
        ([community("A"), Community("B")], [("one", None)], [("one", None)]),
        ([community("A"), community("B")], [("several", None)], [("several", None)]),
        ([community("A"), community("B"), community("C")], [("several", None)], [("several", None)]),
        ([DEAD_ONE], [], []),
        ([community("A"), DEAD_ONE], [("one", None)], [("one", None)]),
    ],
)
def test_whether_communities_that_are_not_dead_have_a_purpose(communities, incomplete, complete):
    assert says("contribution_purpose", communities=communities) == incomplete
    assert says("contribution_purpose", communities=communities, communities_complete=True) == complete


def test_purposes_may_be_those_of_units():
    assert says("contribution_purpose", communities_complete=True, units=[Organization("U")]) == []


FOUR = ("participants", "issue", "value_to_participants", "value_to_organization")


@pytest.mark.parametrize(
    ("communities", "said"),
    [
        ([Community("A")], []),
        ([community()], []),
        ([community(issue=" ")], []),
        *[([community(**{name: "x"})], [("some", None)]) for name in FOUR],
        ([community(**dict.fromkeys(FOUR[:3], "x"))], [("some", None)]),
        ([community(**dict.fromkeys(FOUR, "x"))], [("all", None)]),
        ([community("A", issue="x"), community("B", **dict.fromkeys(FOUR, "x"))], [("all", None)]),
        ([community(name, **dict.fromkeys(FOUR, "x")) for name in "AB"], [("several", None)]),
        ([community(name, **dict.fromkeys(FOUR, "x")) for name in "ABC"], [("several", None)]),
        ([DEAD_ONE], []),
    ],
)
def test_how_many_of_the_four_things_purposes_name(communities, said):
    assert says("four_things", communities=communities, communities_complete=True) == said


def test_what_purposes_name_rests_on_those_that_name_all_where_any_does():
    full, other = Purpose("P", source="full", **dict.fromkeys(FOUR, "x")), Purpose("Q", source="other", issue="x")
    communities = [Community("A", purpose=other), Community("B", purpose=full)]
    assert [each.source for each in read("four_things", Organization("O", communities=communities))] == ["full"]
    assert [each.source for each in read("four_things", Organization("O", communities=communities[:1]))] == ["other"]


# Communities that live

ALIVE = {"last_contribution": DAY}
DEAD = {"last_contribution": BEFORE}
SEEN_ALIVE = {"observations": [seen("rhythm", "weekly")]}
SEEN_DEAD = {"observations": [Observation.absent("rhythm", confidence=Confidence.SURE)]}
SEEN_UNSURE = {"observations": [seen("rhythm", "silent", "weekly"), seen("rhythm"), seen("loop", "change")]}


def named(*described, **others):
    """Communities with these parts."""
    return [Community(f"C{number}", **each, **others) for number, each in enumerate(described)]


@pytest.mark.parametrize(
    ("communities", "incomplete", "complete"),
    [
        (named(), [], [("none", "none")]),
        (named({}), [], []),
        (named(SEEN_UNSURE), [], []),
        (named(DEAD), [], [("none", "none")]),
        (named(SEEN_DEAD), [], [("none", "none")]),
        (named(ALIVE), [("one", None)], [("one", "one")]),
        (named(SEEN_ALIVE), [("one", None)], [("one", "one")]),
        (named(ALIVE, DEAD), [("one", None)], [("one", "one")]),
        (named(ALIVE, {}), [("one", None)], [("one", None)]),
        (named(ALIVE, SEEN_ALIVE), [("several", None)], [("several", None)]),
        (named(ALIVE, SEEN_ALIVE, {}, ALIVE), [("several", None)], [("several", None)]),
    ],
)
def test_how_many_communities_live(communities, incomplete, complete):
    assert says("living_communities", seen_on=DAY, communities=communities) == incomplete
    assert says("living_communities", seen_on=DAY, communities=communities, communities_complete=True) == complete


def test_living_communities_may_be_those_of_units():
    units = [Organization("U")]
    assert says("living_communities", communities_complete=True, units=units) == []
    assert says("own_ability", communities_complete=True, units=units) == []


@pytest.mark.parametrize(
    ("described", "said"),
    [
        ({"seen_on": DAY}, []),
        ({"seen_on": RECENTLY}, []),
        ({"seen_on": BEFORE}, [("one", None)]),
        ({}, [("one", None)]),
    ],
)
def test_what_was_seen_of_a_rhythm_long_before_a_community_was_described_says_nothing_of_its_life(described, said):
    old = Community("C", observations=[seen("rhythm", "weekly", seen_on=BEFORE)], **described)
    assert says("living_communities", communities=[old]) == said


def test_a_community_seen_alive_and_dead_does_not_count_as_two():
    communities = named({**DEAD, **SEEN_ALIVE}, {})
    said = says("living_communities", seen_on=DAY, communities=communities, communities_complete=True)
    assert said == [("one", None)]


HOUSE = {"operator": Operator.IN_HOUSE}
PARTNER = {"operator": Operator.OUTSOURCED}
GRASSROOTS = {"operator": Operator.GRASSROOTS}
HARDLY = (None, "with_partner", "FAIRLY")


@pytest.mark.parametrize(
    ("communities", "incomplete", "complete"),
    [
        (named(), [], [HARDLY]),
        (named({}), [], []),
        (named(HOUSE), [], []),
        (named(ALIVE), [], []),
        (named(GRASSROOTS), [], [HARDLY]),
        (named(GRASSROOTS, {}), [], []),
        (named({**HOUSE, **ALIVE}), [("one", None)], [("one", None)]),
        (named({**HOUSE, **ALIVE}, {**HOUSE, **DEAD}), [("one", None)], [("one", None)]),
        (named({**PARTNER, **ALIVE}), [("with_partner", None)], [("with_partner", None), HARDLY]),
        (named({**PARTNER, **ALIVE}, {**HOUSE, **DEAD}), [("with_partner", None), HARDLY], None),
        (named({**HOUSE, **DEAD}), [HARDLY], [HARDLY]),
        (named({**HOUSE, **DEAD}, {}), [HARDLY], [HARDLY]),
        (named({**PARTNER, **DEAD}), [], [HARDLY]),
        (named(DEAD, {}), [], []),
    ],
)
def test_who_runs_what_lives(communities, incomplete, complete):
    complete = incomplete if complete is None else complete
    assert says("own_ability", seen_on=DAY, communities=communities) == incomplete
    assert says("own_ability", seen_on=DAY, communities=communities, communities_complete=True) == complete


@pytest.mark.parametrize(
    ("alive", "dead", "said"),
    [
        (0, 0, []),
        (0, 3, []),
        (1, 0, [("one", None)]),
        (2, 0, [("several", None)]),
        (2, 3, [("several", None)]),
        (3, 3, [("several", None)]),
        (3, 2, [("most", None)]),
    ],
)
def test_in_how_many_units_a_community_lives(alive, dead, said):
    units = [Organization(f"A{number}", seen_on=DAY, communities=named(ALIVE)) for number in range(alive)]
    units += [Organization(f"D{number}", seen_on=DAY, communities=named(DEAD)) for number in range(dead)]
    assert says("units_taking_part", units=units) == said


def test_communities_of_units_are_not_communities_of_the_whole():
    unit = Organization("U", seen_on=DAY, communities=named({**HOUSE, **ALIVE}))
    assert says("living_communities", units=[unit], seen_on=DAY) == []
    assert says("own_ability", units=[unit], seen_on=DAY) == []


# Sources and dates


def test_a_reading_has_the_sources_of_its_parts_and_their_newest_date():
    channels = [
        Channel(ChannelKind.BLOG, uses=SERVICE, source="a", seen_on=BEFORE),
        Channel(ChannelKind.WIKI, uses=SERVICE, source="b", seen_on=DAY),
        Channel(ChannelKind.FORUM, uses=SERVICE, source="a"),
        Channel(ChannelKind.WEBSITE, uses=SERVICE, source="c"),
    ]
    (found,) = read("beyond_promotion", Organization("O", channels=channels))
    assert (found.source, found.seen_on) == ("a; b", DAY)


def test_a_part_without_a_source_or_a_date_takes_those_of_the_organization():
    organization = Organization("O", source="o", seen_on=BEFORE, channels=on(SERVICE))
    (found,) = read("beyond_promotion", organization)
    assert (found.source, found.seen_on) == ("o", BEFORE)


def test_that_nothing_was_found_has_the_source_and_the_date_of_the_organization():
    (found,) = read("beyond_promotion", Organization("O", source="o", seen_on=DAY, channels_complete=True))
    assert (found.source, found.seen_on) == ("o", DAY)


def test_without_any_source_or_date_a_reading_has_none():
    (found,) = read("beyond_promotion", Organization("O", channels=on(SERVICE)))
    assert (found.source, found.seen_on) == ("", None)


@pytest.mark.parametrize(
    ("criterion", "part"),
    [
        ("contribution_purpose", {"purpose": Purpose("P")}),
        ("four_things", {"purpose": Purpose("P", issue="i")}),
        ("participation", {"channels": on(together(Quality.GOOD))}),
        ("collaboration_channels", {"channels": on(together(Quality.GOOD))}),
        ("beyond_promotion", {"channels": on(SERVICE)}),
        ("linked", {"channels": on(SERVICE, linked_from=["home"])}),
    ],
)
def test_a_part_of_a_community_takes_its_source_and_date_before_those_of_the_organization(criterion, part):
    within = Community("C", source="c", seen_on=BEFORE, **part)
    (found,) = read(criterion, Organization("O", source="o", seen_on=DAY, communities=[within]))
    assert (found.source, found.seen_on) == ("c", BEFORE)


# The purpose screen


@pytest.mark.parametrize("name", FOUR)
def test_what_a_purpose_writes_down_is_named(name):
    purpose = Purpose("P", source="s", seen_on=DAY, **{name: "x"})
    assert read(name, purpose, PurposeScreen) == [seen(name, "named", source="s", seen_on=DAY)]


@pytest.mark.parametrize("name", FOUR)
@pytest.mark.parametrize("words", ["", " \n"])
def test_what_a_purpose_leaves_empty_may_only_be_missing(name, words):
    assert read(name, Purpose("P", **{name: words}), PurposeScreen) == []


def test_the_purpose_screen_reads_nothing_else():
    assert [reader.criterion.key for reader in PurposeScreen.readers] == list(FOUR)


def test_to_a_community_that_has_died_nobody_contributes():
    dead = Community("Dead", contributors=500, last_contribution=BEFORE, seen_on=DAY)
    silent = Community("Silent", contributors=500, observations=[seen("rhythm", "silent", "silent")])
    alive = Community("Alive", contributors=3)
    for each in (dead, silent):
        assert says("contributors", communities=[each]) == []
        assert says("contributors", communities=[each], communities_complete=True) == [(None, "nobody")]
        assert says("contributors", communities=[each, alive]) == [("handful", None)]
