"""The shipped rubric for purposes: declarations only.

It answers whether a candidate purpose is worth a community: no, go (start one), or grow (invest in one that works).
These three answers are ours. Before anything is known of it a purpose is taken for what most attempts were: in 2008
Gartner saw about 70 % of communities that were simply opened never come together, and of the rest many without value;
how the rest divides is ours. The seven characteristics are those that Gartner published in 2008, the four things a
purpose names those of 2013.
"""

from collections.abc import Iterable

from collabmodel.model.evidence import Observation
from collabmodel.model.ladder import Ladder
from collabmodel.model.organization import Purpose
from collabmodel.rubrics.notation import Criterion, Dimension, Level
from collabmodel.rubrics.rubric import Rubric

SEVEN = "Gartner 2008, seven characteristics of a good purpose"
FOUR = "Gartner, quoted by eWeek 2013: the four things a well-defined purpose names"

Readings = Iterable[Observation]


def _named(criterion: str, words: str, purpose: Purpose) -> Readings:
    """What is written down is named; what is left empty may only be missing from the description."""
    if words.strip():
        yield Observation(criterion, "named", None, source=purpose.source, seen_on=purpose.seen_on)


class PurposeScreen(Rubric):
    """Whether a candidate purpose is worth a community."""

    id = "purpose-screen"
    version = "1.0"
    title = "The purpose screen"
    source = "Gartner 2008 and 2013 on purpose; the three answers are ours"
    subject = Purpose
    ladder = Ladder("no", "go", "grow")
    prior = (0.7, 0.2, 0.1)

    risk = Dimension("Risk", points=2, lead=0)

    low_risk = Criterion(
        risk,
        "What is the worst that may come of a community with this purpose?",
        visible=False,
        source=f"{SEVEN}: low risk",
        levels=(
            Level("grave", "Harm to people, or damage the organization could not repair.", reach="no"),
            Level("bearable", "Trouble that can be seen in time and repaired.", reach="go"),
            Level("tested", "Little: a community like it has run for a year without trouble.", reach="grow"),
        ),
    )

    appeal = Dimension("Appeal to participants", points=2)

    magnetic = Criterion(
        appeal,
        "Do people see at once why they would take part?",
        points=2,
        source=f"{SEVEN}: magnetic",
        levels=(
            Level("no", "No, or only if it pays them.", reach="no"),
            Level("yes", "Those who were asked do.", reach="go"),
            Level("coming", "People come by themselves and bring others.", reach="grow"),
        ),
    )
    community_driven = Criterion(
        appeal,
        "Who would supply what is of value?",
        points=2,
        source=f"{SEVEN}: community-driven",
        levels=(
            Level("organization", "The organization would; members would follow.", reach="no"),
            Level("members", "Members would, once there is something to begin with.", reach="go"),
            Level("already", "Members, and they do so already.", reach="grow"),
        ),
    )
    properly_scoped = Criterion(
        appeal,
        "Is there a small first step that can grow?",
        points=2,
        source=f"{SEVEN}: properly scoped",
        levels=(
            Level("no", "No: it needs everybody or everything from the start.", reach="no"),
            Level("first_step", "Yes: a first group and a first issue are clear.", reach="go"),
            Level("growing", "It has been taken, and participants ask for more.", reach="grow"),
        ),
    )

    worth = Dimension("Worth to the organization", points=2)

    aligned = Criterion(
        worth,
        "Which goal of the organization does it serve?",
        points=2,
        source=f"{SEVEN}: aligned",
        levels=(
            Level("none", "None that leaders would recognise.", reach="no"),
            Level("recognised", "A goal or challenge that leaders recognise.", reach="go"),
            Level("served", "Such a goal, and it has been served already.", reach="grow"),
        ),
    )
    measurable = Criterion(
        worth,
        "How would success be seen?",
        source=f"{SEVEN}: measurable",
        levels=(
            Level("not", "Nobody can say, or by visits and followers only.", reach="no"),
            Level("definable", "By a change that can be measured.", reach="go"),
            Level("measured", "That change is being measured.", reach="grow"),
        ),
    )
    evolving = Criterion(
        worth,
        "What can follow from it?",
        source=f"{SEVEN}: facilitates evolution",
        levels=(
            Level("dead_end", "Nothing that either side would want.", reach="no"),
            Level("next_purpose", "A next purpose is in sight.", reach="go"),
            Level("road_map", "A road map of purposes is agreed with participants.", reach="grow"),
        ),
    )

    definition = Dimension("Definition", points=1)

    participants = Criterion(
        definition,
        "Are the participants named?",
        source=FOUR,
        levels=(
            Level("unnamed", "No, or as everybody.", reach="no"),
            Level("named", "Yes, so that one could invite them.", reach="go"),
            Level("confirmed", "Yes, and they say so themselves.", reach="grow"),
        ),
    )
    issue = Criterion(
        definition,
        "Is the issue named?",
        source=FOUR,
        levels=(
            Level("unnamed", "No, or as a field of interest.", reach="no"),
            Level("named", "Yes, as something to get done.", reach="go"),
            Level("confirmed", "Yes, in the participants' own words.", reach="grow"),
        ),
    )
    value_to_participants = Criterion(
        definition,
        "Is the benefit to participants named?",
        source=FOUR,
        levels=(
            Level("unnamed", "No.", reach="no"),
            Level("named", "Yes.", reach="go"),
            Level("confirmed", "Yes, and participants confirm it.", reach="grow"),
        ),
    )
    value_to_organization = Criterion(
        definition,
        "Is the benefit to the organization named?",
        source=FOUR,
        levels=(
            Level("unnamed", "No.", reach="no"),
            Level("named", "Yes.", reach="go"),
            Level("confirmed", "Yes, and those who would pay for it confirm it.", reach="grow"),
        ),
    )

    @participants.reader
    def read_participants(purpose: Purpose) -> Readings:
        return _named("participants", purpose.participants, purpose)

    @issue.reader
    def read_issue(purpose: Purpose) -> Readings:
        return _named("issue", purpose.issue, purpose)

    @value_to_participants.reader
    def read_value_to_participants(purpose: Purpose) -> Readings:
        return _named("value_to_participants", purpose.value_to_participants, purpose)

    @value_to_organization.reader
    def read_value_to_organization(purpose: Purpose) -> Readings:
        return _named("value_to_organization", purpose.value_to_organization, purpose)
