"""Descriptions: what they may hold, what they say when they may not, and what was known on a day."""

import itertools
import pickle
from datetime import date, datetime

import attrs
import pytest

from collabmodel import (
    Channel,
    ChannelKind,
    Community,
    Confidence,
    Era,
    Finding,
    Ladder,
    Observation,
    Observer,
    Organization,
    Principle,
    Purpose,
    Quality,
    Stage,
    Use,
    UseKind,
)
from collabmodel.errors import (
    CollabModelError,
    ConflictError,
    DescriptionError,
    Fault,
    RubricError,
    UnknownCriterionError,
    UnknownLevelError,
    UnreachableError,
    VersionError,
    ascii_controls,
    quoted,
    suggestion,
)

DAY = date(2012, 12, 12)
EARLIER = date(2012, 6, 1)
LATER = date(2013, 1, 1)
SURROGATE = "holds half of a character (a lone surrogate); take it out or write the whole character"
COUNT = "expected a whole number from 0 to 1000000000, or nothing when unknown, got"
KINDS = (
    "WEBSITE, NEWSLETTER, DONATE_BUTTON, LANDING_PAGE, SOCIAL_NETWORK, BLOG, WIKI, MICROBLOG, FORUM, VIDEO, MESSAGING, "
    "IDEATION, DOCUMENTS, QUESTIONS"
)


# Channels


def test_four_kinds_of_channel_are_static_and_all_others_social():
    static = [kind.name for kind in ChannelKind if kind.era is Era.STATIC]
    assert static == ["WEBSITE", "NEWSLETTER", "DONATE_BUTTON", "LANDING_PAGE"]
    assert all(kind.era is Era.SOCIAL for kind in ChannelKind if kind.name not in static)


def test_static_channels_afford_no_principle_and_social_ones_at_least_one():
    assert all(bool(kind.affords) == (kind.era is Era.SOCIAL) for kind in ChannelKind)


def test_only_a_wiki_affords_every_principle():
    assert [kind for kind in ChannelKind if kind.affords == frozenset(Principle)] == [ChannelKind.WIKI]
    assert Principle.PARTICIPATION in ChannelKind.BLOG.affords
    assert Principle.PERSISTENCE not in ChannelKind.MESSAGING.affords


@pytest.mark.parametrize("principle", Principle)
def test_every_principle_is_afforded_by_some_kind_of_channel(principle):
    assert any(principle in kind.affords for kind in ChannelKind)


@pytest.mark.parametrize(
    ("channel", "title"),
    [
        (Channel(ChannelKind.WIKI, name="Parents", url="https://example.org"), "Parents"),
        (Channel(ChannelKind.WIKI, url="https://example.org"), "https://example.org"),
        (Channel(ChannelKind.SOCIAL_NETWORK), "social network"),
    ],
)
def test_a_channel_is_called_by_its_name_else_its_address_else_its_kind(channel, title):
    assert channel.title == title


def test_the_channels_of_communities_are_channels_of_the_organization():
    blog, wiki, forum = Channel(ChannelKind.BLOG), Channel(ChannelKind.WIKI), Channel(ChannelKind.FORUM)
    communities = (Community("A", channels=[wiki]), Community("B"), Community("C", channels=[forum]))
    assert Organization("O", channels=[blog], communities=communities).all_channels == (blog, wiki, forum)


def test_a_purpose_is_called_by_its_statement_and_an_organization_by_its_name():
    assert Purpose("To map playgrounds").title == "To map playgrounds"
    assert Organization("Parks").title == "Parks"


# Quality


def test_qualities_are_ordered():
    assert Quality.POOR < Quality.FAIR < Quality.GOOD
    assert Quality.POOR <= Quality.POOR <= Quality.FAIR
    assert Quality.GOOD > Quality.FAIR >= Quality.FAIR
    assert max([Quality.FAIR, Quality.GOOD, Quality.POOR]) is Quality.GOOD


@pytest.mark.parametrize("compare", [Quality.__lt__, Quality.__le__, Quality.__gt__, Quality.__ge__])
def test_an_unknown_quality_has_no_place_among_them(compare):
    for one, other in [(Quality.UNKNOWN, Quality.POOR), (Quality.GOOD, Quality.UNKNOWN)]:
        with pytest.raises(TypeError, match="an unknown quality is neither better nor worse than another"):
            compare(one, other)


@pytest.mark.parametrize("compare", [Quality.__lt__, Quality.__le__, Quality.__gt__, Quality.__ge__])
@pytest.mark.parametrize("other", [2, "good", None])
def test_a_quality_compares_with_qualities_only(compare, other):
    with pytest.raises(TypeError):
        compare(Quality.FAIR, other)


# Checks: the field, the fault and the way out

FAULTS = {
    "a number for a name": (lambda: Organization(3), "Organization.name: expected text, got 3"),
    "no name": (lambda: Organization(" "), "Organization.name: is empty; give it a name"),
    "a lone surrogate in a name": (lambda: Organization("\ud800"), f"Organization.name: {SURROGATE}"),
    "a lone surrogate in a text": (lambda: Use(UseKind.SERVICE, note="x\udfff"), f"Use.note: {SURROGATE}"),
    "nothing for a text": (lambda: Organization("O", summary=None), "Organization.summary: expected text, got None"),
    "bytes for a text": (lambda: Channel(ChannelKind.BLOG, url=b"x"), "Channel.url: expected text, got b'x'"),
    "an empty id": (lambda: Organization("O", id=""), "Organization.id: is empty; give it a name"),
    "a number for an id": (lambda: Organization("O", id=530196605), "Organization.id: expected text, got 530196605"),
    "half a person": (lambda: Organization("O", staff=2.5), f"Organization.staff: {COUNT} 2.5"),
    "fewer than nobody": (lambda: Organization("O", staff=-1), f"Organization.staff: {COUNT} -1"),
    "a truth for a number": (lambda: Community("C", members=True), f"Community.members: {COUNT} True"),
    "more people than there are": (
        lambda: Community("C", contributors=10**9 + 1),
        f"Community.contributors: {COUNT} 1000000001",
    ),
    "a number too long to print": (
        lambda: Organization("O", staff=10**5000),
        f"Organization.staff: {COUNT} a number of more than 60 digits",
    ),
    "a number for a truth": (
        lambda: Organization("O", channels_complete=1),
        "Organization.channels_complete: expected true or false, got 1",
    ),
    "a text for a truth": (
        lambda: Organization("O", communities_complete="yes"),
        "Organization.communities_complete: expected true or false, got 'yes'",
    ),
    "a moment for a day": (
        lambda: Organization("O", seen_on=datetime(2012, 12, 12)),  # noqa: DTZ001
        "Organization.seen_on: expected a date without a time, got datetime.datetime(2012, 12, 12, 0, 0); "
        "call its .date()",
    ),
    "a text for a day": (
        lambda: Community("C", started="2012-12-12"),
        "Community.started: expected a date such as date(2012, 12, 12), got '2012-12-12'",
    ),
    "a text near a kind": (
        lambda: Channel("wikki"),
        "Channel.kind: expected a member of ChannelKind, got 'wikki'; did you mean 'WIKI'?",
    ),
    "the text of a kind": (
        lambda: Channel("social_network"),
        "Channel.kind: expected a member of ChannelKind, got 'social_network'; did you mean 'SOCIAL_NETWORK'?",
    ),
    "a text near no kind": (
        lambda: Channel("?"),
        f"Channel.kind: expected a member of ChannelKind, got '?'; choose one of {KINDS}",
    ),
    "a number for a quality": (
        lambda: Use(UseKind.SERVICE, 3),
        "Use.quality: expected a member of Quality, got 3; choose one of POOR, FAIR, GOOD, UNKNOWN",
    ),
    "a text for a use": (
        lambda: Use("marketing"),
        "Use.kind: expected a member of UseKind, got 'marketing'; did you mean 'MARKETING'?",
    ),
    "a text for an operator": (
        lambda: Community("C", operator="in-house"),
        "Community.operator: expected a member of Operator, got 'in-house'; did you mean 'IN_HOUSE'?",
    ),
    "a text for a purpose": (
        lambda: Community("C", purpose="To help"),
        "Community.purpose: expected a Purpose or nothing, got 'To help'",
    ),
    "a text for channels": (
        lambda: Organization("O", channels="wiki"),
        "Organization.channels: expected a sequence of Channel, got 'wiki'; write it in square brackets",
    ),
    "nothing for channels": (
        lambda: Organization("O", channels=None),
        "Organization.channels: expected a sequence of Channel, got None; write it in square brackets",
    ),
    "a mapping for uses": (
        lambda: Channel(ChannelKind.WIKI, uses={UseKind.SERVICE: Quality.GOOD}),
        "Channel.uses: expected a sequence of Use, got a dict of 1; write it in square brackets",
    ),
    "the kinds themselves for channels": (
        lambda: Community("C", channels=ChannelKind),
        "Community.channels: expected Channel at position 0, got <ChannelKind.WEBSITE: 'website'>",
    ),
    "a text among observations": (
        lambda: Organization("O", observations=[Observation("a"), "b"]),
        "Organization.observations: expected Observation at position 1, got 'b'",
    ),
    "a text among observations of a purpose": (
        lambda: Purpose("P", observations=["b"]),
        "Purpose.observations: expected Observation at position 0, got 'b'",
    ),
    "a text among units": (
        lambda: Organization("O", units=["Ohio"]),
        "Organization.units: expected Organization at position 0, got 'Ohio'",
    ),
    "a text for links": (
        lambda: Channel(ChannelKind.WIKI, linked_from="home"),
        "Channel.linked_from: expected a sequence of text, got 'home'; write it in square brackets",
    ),
    "a number among links": (
        lambda: Channel(ChannelKind.WIKI, linked_from=["home", 2]),
        "Channel.linked_from: expected text at position 1, got 2",
    ),
    "half of a character among links": (
        lambda: Channel(ChannelKind.WIKI, linked_from=["\ud800"]),
        f"Channel.linked_from: {SURROGATE}",
    ),
    "no criterion": (lambda: Observation(""), "Observation.criterion: is empty; give it a name"),
    "a number for a level": (lambda: Observation("a", 2), "Observation.at_least: expected text, got 2"),
    "an empty level": (lambda: Observation("a", None, ""), "Observation.at_most: is empty; give it a name"),
    "a text for a finding": (
        lambda: Observation("a", finding="absent"),
        "Observation.finding: expected a member of Finding, got 'absent'; did you mean 'ABSENT'?",
    ),
    "a share for a confidence": (
        lambda: Observation("a", confidence=0.9),
        "Observation.confidence: expected a member of Confidence, got 0.9; choose one of FACT, SURE, FAIRLY, HUNCH",
    ),
    "a text for an observer": (
        lambda: Observation("a", observer="insider"),
        "Observation.observer: expected a member of Observer, got 'insider'; did you mean 'INSIDE'?",
    ),
    "absent at a level": (
        lambda: Observation("a", "b", finding=Finding.ABSENT),
        "Observation.finding: a finding of 'absent' names no level; take out at_least and at_most",
    ),
    "not applicable up to a level": (
        lambda: Observation("a", None, "b", finding=Finding.NOT_APPLICABLE),
        "Observation.finding: a finding of 'not_applicable' names no level; take out at_least and at_most",
    ),
    "a later change": (
        lambda: attrs.evolve(Organization("O"), staff="many"),
        f"Organization.staff: {COUNT} 'many'",
    ),
    "something else than observations added": (
        lambda: Organization("O").adding("b"),
        "Organization.observations: expected Observation at position 0, got 'b'",
    ),
}


@pytest.mark.parametrize(("build", "message"), FAULTS.values(), ids=FAULTS)
def test_a_field_says_what_is_wrong_with_it_and_what_to_do(build, message):
    with pytest.raises(DescriptionError) as error:
        build()
    assert str(error.value) == f"1 fault in this description:\n{message}"


@pytest.mark.parametrize("staff", [None, 0, 1, 10**9])
def test_the_bounds_of_a_count_are_counts(staff):
    assert Organization("O", staff=staff).staff == staff


def test_any_character_that_can_be_written_makes_a_name():
    assert Organization("Žižkov 猫 \x1b").name == "Žižkov 猫 \x1b"


# Values

VALUES = {
    "ladder": lambda: Ladder("no", "go", "grow"),
    "stage": lambda: Ladder("no", "go", "grow")["go"],
    "use": lambda: Use(UseKind.SERVICE, Quality.GOOD, note="n", source="s", seen_on=DAY),
    "channel": lambda: Channel(ChannelKind.WIKI, uses=[Use(UseKind.SERVICE)], linked_from=["home"], since=DAY),
    "observation": lambda: Observation.exactly("a", "b", observer=Observer.INSIDE),
    "purpose": lambda: Purpose("P", issue="i", observations=[Observation("a")]),
    "community": lambda: Community("C", purpose=Purpose("P"), channels=[Channel(ChannelKind.BLOG)], members=3),
    "organization": lambda: Organization(
        "O", staff=3, channels=[Channel(ChannelKind.BLOG)], communities=[Community("C")], units=[Organization("U")]
    ),
}
every_value = pytest.mark.parametrize("build", VALUES.values(), ids=VALUES)


@every_value
def test_values_compare_by_value(build):
    assert build() == build()
    assert hash(build()) == hash(build())
    assert len({build(), build()}) == 1


@every_value
def test_values_survive_pickling(build):
    assert pickle.loads(pickle.dumps(build())) == build()  # noqa: S301


@every_value
def test_values_cannot_be_changed(build):
    value = build()
    field = attrs.fields(type(value))[0].name
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        setattr(value, field, getattr(value, field))


def test_values_differ_when_a_part_differs():
    assert Organization("O", units=[Organization("U")]) != Organization("O", units=[Organization("V")])
    assert Channel(ChannelKind.WIKI) != Channel(ChannelKind.WIKI, linked_from=())


def test_sequences_become_tuples():
    use, channel, community = Use(UseKind.SERVICE), Channel(ChannelKind.WIKI), Community("C")
    assert Channel(ChannelKind.WIKI, uses=[use]).uses == (use,)
    assert Channel(ChannelKind.WIKI, linked_from=["home"]).linked_from == ("home",)
    assert Organization("O", channels=[channel], communities=iter([community])).communities == (community,)
    assert Organization("O", observations=(each for each in [Observation("a")])).observations == (Observation("a"),)
    assert Organization("O", units=[Organization("U")]).units == (Organization("U"),)


def test_unknown_is_not_none():
    assert Channel(ChannelKind.WIKI).linked_from is None
    assert Channel(ChannelKind.WIKI, linked_from=()).linked_from == ()
    assert Organization("O").staff is None
    assert Organization("O").channels_complete is False


def test_options_stand_behind_keywords():
    with pytest.raises(TypeError):
        Organization("O", "US-EIN-530196605")
    with pytest.raises(TypeError):
        Observation("a", "b", "c", Finding.LEVEL)


# Observations

SAID = {"seen_on": DAY, "source": "s", "observer": Observer.INSIDE, "rater": "r", "note": "n"}


def test_exactly_names_one_level():
    seen = Observation.exactly("a", "b", confidence=Confidence.FACT, **SAID)
    assert seen == Observation("a", "b", "b", confidence=Confidence.FACT, **SAID)


def test_between_names_the_lower_and_the_higher_level():
    seen = Observation.between("a", "b", "c", confidence=Confidence.FAIRLY, **SAID)
    assert seen == Observation("a", "b", "c", confidence=Confidence.FAIRLY, **SAID)


def test_absent_is_a_hunch_unless_said():
    assert Observation.absent("a") == Observation("a", finding=Finding.ABSENT, confidence=Confidence.HUNCH)
    assert Observation.absent("a", confidence=Confidence.SURE, **SAID) == Observation(
        "a", finding=Finding.ABSENT, **SAID
    )


def test_not_applicable_is_sure_unless_said():
    assert Observation.not_applicable("a") == Observation("a", finding=Finding.NOT_APPLICABLE)
    seen = Observation.not_applicable("a", confidence=Confidence.FACT, **SAID)
    assert seen == Observation("a", finding=Finding.NOT_APPLICABLE, confidence=Confidence.FACT, **SAID)


def test_exactly_and_between_are_sure_unless_said():
    assert Observation.exactly("a", "b").confidence is Confidence.SURE
    assert Observation.between("a", "b", "c").confidence is Confidence.SURE


def test_confidences_have_a_strength():
    assert [each.strength for each in Confidence] == [1.0, 0.9, 0.7, 0.4]


def test_adding_gives_a_new_organization_with_more_observations():
    old = Organization("O", observations=[Observation("a")])
    new = old.adding(Observation("b"), Observation("c"))
    assert [each.criterion for each in new.observations] == ["a", "b", "c"]
    assert [each.criterion for each in old.observations] == ["a"]
    assert old.adding() == old


# What was known on a day


def until(**parts):
    return Organization("O", **parts).until(DAY)


@pytest.mark.parametrize("seen_on", [None, EARLIER, DAY])
def test_what_is_undated_or_was_seen_by_then_stays(seen_on):
    organization = Organization(
        "O",
        staff=3,
        seen_on=seen_on,
        channels=[Channel(ChannelKind.BLOG, seen_on=seen_on, since=seen_on, uses=[Use(UseKind.SERVICE)])],
        communities=[
            Community(
                "C",
                seen_on=seen_on,
                started=seen_on,
                last_contribution=seen_on,
                purpose=Purpose("P", seen_on=seen_on, observations=[Observation("a", seen_on=seen_on)]),
                channels=[Channel(ChannelKind.WIKI, seen_on=seen_on)],
                observations=[Observation("a", seen_on=seen_on)],
            )
        ],
        observations=[Observation("a", seen_on=seen_on)],
        units=[Organization("U", seen_on=seen_on)],
        channels_complete=True,
        communities_complete=True,
    )
    assert organization.until(DAY) == organization


@pytest.mark.parametrize(
    "part",
    [
        {"channels": [Channel(ChannelKind.BLOG, seen_on=LATER)]},
        {"channels": [Channel(ChannelKind.BLOG, since=LATER)]},
        {"communities": [Community("C", seen_on=LATER)]},
        {"communities": [Community("C", started=LATER)]},
        {"observations": [Observation("a", seen_on=LATER)]},
        {"units": [Organization("U", seen_on=LATER)]},
    ],
    ids=["channel", "opening", "community", "start", "observation", "unit"],
)
def test_what_was_seen_later_or_had_not_begun_is_left_out(part):
    assert until(**part) == Organization("O")


def test_a_use_that_was_seen_later_leaves_its_channel():
    channel = Channel(ChannelKind.BLOG, uses=[Use(UseKind.SERVICE), Use(UseKind.LISTENING, seen_on=LATER)])
    assert until(channels=[channel]).channels == (Channel(ChannelKind.BLOG, uses=[Use(UseKind.SERVICE)]),)


def test_parts_of_a_community_leave_it_one_by_one():
    community = Community(
        "C",
        last_contribution=LATER,
        purpose=Purpose("P", observations=[Observation("a"), Observation("b", seen_on=LATER)]),
        channels=[Channel(ChannelKind.WIKI), Channel(ChannelKind.BLOG, seen_on=LATER)],
        observations=[Observation("a"), Observation("b", seen_on=LATER)],
    )
    left = Community(
        "C",
        purpose=Purpose("P", observations=[Observation("a")]),
        channels=[Channel(ChannelKind.WIKI)],
        observations=[Observation("a")],
    )
    assert until(communities=[community]).communities == (left,)


def test_a_purpose_that_was_seen_later_leaves_its_community_without_one():
    assert until(communities=[Community("C", purpose=Purpose("P", seen_on=LATER))]).communities == (Community("C"),)


def test_parts_without_a_date_take_that_of_the_whole():
    organization = Organization(
        "O",
        seen_on=LATER,
        channels=[Channel(ChannelKind.BLOG), Channel(ChannelKind.WIKI, seen_on=EARLIER)],
        communities=[Community("C"), Community("D", seen_on=EARLIER)],
    )
    assert organization.until(DAY) == Organization(
        "O", channels=[Channel(ChannelKind.WIKI, seen_on=EARLIER)], communities=[Community("D", seen_on=EARLIER)]
    )


def test_parts_of_a_community_take_its_date_before_that_of_the_organization():
    inside = {"purpose": Purpose("P"), "channels": [Channel(ChannelKind.WIKI, uses=[Use(UseKind.SERVICE)])]}
    early, late = Community("C", seen_on=EARLIER, **inside), Community("C", seen_on=LATER, **inside)
    assert until(seen_on=LATER, communities=[early]).communities == (early,)
    assert until(seen_on=EARLIER, communities=[late]).communities == ()


def test_a_part_that_was_seen_earlier_stays_in_a_channel_that_is_undated():
    channel = Channel(ChannelKind.WIKI, seen_on=EARLIER, uses=[Use(UseKind.SERVICE)])
    assert until(seen_on=LATER, channels=[channel]).channels == (channel,)


@pytest.mark.parametrize(("seen_on", "kept"), [(None, True), (EARLIER, True), (DAY, True), (LATER, False)])
def test_having_looked_for_everything_holds_from_the_day_of_the_description(seen_on, kept):
    then = until(seen_on=seen_on, channels_complete=True, communities_complete=True)
    assert (then.channels_complete, then.communities_complete) == (kept, kept)
    assert then.seen_on == (seen_on if kept else None)


def test_units_are_taken_back_too():
    unit = Organization("U", seen_on=EARLIER, observations=[Observation("a", seen_on=LATER)])
    assert until(units=[unit]).units == (Organization("U", seen_on=EARLIER),)


# Ladders and stages

THREE = Ladder("no", "go", "grow")
OTHER = Ladder("low", "go", "high")


def test_a_ladder_is_a_sequence_of_stages():
    assert len(THREE) == 3
    assert [stage.name for stage in THREE] == ["no", "go", "grow"]
    assert [stage.rank for stage in THREE] == [0, 1, 2]
    assert (THREE[0], THREE["grow"], THREE[-1]) == (Stage(THREE, 0), Stage(THREE, 2), Stage(THREE, 2))
    assert THREE.top == 2
    assert str(THREE) == "no < go < grow"


@pytest.mark.parametrize(("key", "error"), [("stop", KeyError), (3, IndexError), (-4, IndexError)])
def test_a_ladder_has_no_other_stages(key, error):
    with pytest.raises(error):
        THREE[key]


def test_stages_of_one_ladder_are_ordered():
    no, go, grow = THREE
    assert no < go < grow
    assert no <= no <= go
    assert grow > go > no
    assert grow >= grow >= go
    assert not go < go
    assert not go > go
    assert sorted([grow, no, go]) == [no, go, grow]
    assert go == Ladder("no", "go", "grow")["go"]


def test_a_stage_prints_as_its_name():
    assert str(THREE["go"]) == "go"
    assert f"{THREE['go']}" == "go"


COMPARISONS = [Stage.__lt__, Stage.__le__, Stage.__gt__, Stage.__ge__]


@pytest.mark.parametrize("compare", COMPARISONS)
def test_stages_of_two_ladders_have_no_order_and_are_never_equal(compare):
    with pytest.raises(TypeError, match=r"'go' and 'go' are stages of two ladders \(no < go < grow; low < go < high\)"):
        compare(THREE["go"], OTHER["go"])
    assert (THREE["go"] == OTHER["go"]) is False
    assert THREE["go"] != OTHER["go"]


@pytest.mark.parametrize(("compare", "other"), [*itertools.product(COMPARISONS, ["go", 1, None])])
def test_a_stage_compares_with_stages_only(compare, other):
    with pytest.raises(TypeError, match=f"a stage compares with a stage, not with {type(other).__name__}"):
        compare(THREE["go"], other)
    assert (THREE["go"] == other) is False


# Errors


@pytest.mark.parametrize(
    "error",
    [
        RubricError("place", "fault", "remedy"),
        DescriptionError([Fault("$.name", "is empty")]),
        UnknownCriterionError([Fault("$.name", "is empty")]),
        UnknownLevelError([Fault("$.name", "is empty")]),
        ConflictError([Fault("$.name", "is empty")]),
        UnreachableError("forging", "allow more than 3", least_effort=12.5),
        UnreachableError("forging", "name a nearer target", missing=["stance to 'led'"]),
        VersionError(2, 1),
    ],
    ids=repr,
)
def test_every_error_has_one_root_keeps_its_facts_and_survives_pickling(error):
    again = pickle.loads(pickle.dumps(error))  # noqa: S301
    assert isinstance(again, CollabModelError)
    assert (type(again), str(again), vars(again)) == (type(error), str(error), vars(error))


def test_a_rubric_error_names_the_place_the_fault_and_the_remedy():
    assert str(RubricError("R.a", "points is 0", "write 1")) == "R.a: points is 0; write 1"


@pytest.mark.parametrize("kind", [UnknownCriterionError, UnknownLevelError, ConflictError])
def test_every_fault_in_a_description_is_a_description_error(kind):
    assert issubclass(kind, DescriptionError)


def test_the_first_twenty_faults_are_shown_and_all_are_kept():
    error = DescriptionError(Fault(f"$.units[{number}]", "is empty") for number in range(23))
    lines = str(error).split("\n")
    assert len(error.faults) == 23
    assert lines[0] == "23 faults in this description:"
    assert lines[20] == "$.units[19]: is empty"
    assert lines[21:] == ["... and 3 more; the attribute 'faults' of this error holds all"]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("wiki", "'wiki'"),
        ("x" * 61, f"'{'x' * 60}...'"),
        ("\x1b[2J", "'\\x1b[2J'"),
        ("\u202e", "'\\u202e'"),
        (["a"], "a list of 1"),
        ({"a", "b"}, "a set of 2"),
        (10**60, "a number of more than 60 digits"),
        (True, "True"),
        (THREE, "Ladder(names=('no', 'go', 'grow'))"),
        (Organization("O"), "Organization(name='O', id=None, summary='', staff=None, sect..."),
    ],
)
def test_values_are_quoted_short_and_on_one_line(value, text):
    assert quoted(value) == text


@pytest.mark.parametrize(
    ("word", "known", "text"),
    [
        ("wikki", ["wiki", "blog"], "did you mean 'wiki'?"),
        ("WIKI", ["wiki", "blog"], "did you mean 'wiki'?"),
        ("?", ["wiki", "blog"], "choose one of wiki, blog"),
        (None, ["wiki"], "choose one of wiki"),
        ("wiki", [], "there is none to choose from"),
    ],
)
def test_a_name_nobody_knows_gets_a_way_out(word, known, text):
    assert suggestion(word, known) == text


def test_at_most_twenty_names_are_offered():
    assert suggestion("?", map(str, range(30))).endswith("18, 19, ...")


def test_control_characters_become_visible_and_other_letters_stay():
    assert ascii_controls("Žižkov\n\x1b[2J\u202e") == "Žižkov\\n\\x1b[2J\\u202e"
    assert ascii_controls("plain") == "plain"


@pytest.mark.parametrize("day", [datetime(2012, 12, 12, 0, 0), "2012-12-12", None])  # noqa: DTZ001 - a moment is what is refused
def test_until_takes_a_day_only(day):
    with pytest.raises(DescriptionError, match="expected a date without a time"):
        Organization("O").until(day)


def test_a_unit_described_later_keeps_what_was_known_of_it_before():
    early, late = date(2010, 1, 1), date(2014, 1, 1)
    known = Organization("Known", seen_on=late, observations=[Observation("c", seen_on=early)])
    unknown = Organization("Unknown", seen_on=late, observations=[Observation("c", seen_on=late)])
    assert [unit.name for unit in Organization("O", units=[known, unknown]).until(date(2012, 1, 1)).units] == ["Known"]


def test_a_stage_is_on_its_ladder():
    ladder = Ladder("low", "high")
    assert "low" in ladder
    assert ladder["low"] in ladder
    assert "middle" not in ladder
    assert Ladder("low", "higher")["low"] not in ladder
    for rank in (-1, 2):
        with pytest.raises(IndexError, match=f"a ladder of 2 stages has no rank {rank}"):
            Stage(ladder, rank)
