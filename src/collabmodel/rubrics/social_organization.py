"""The shipped rubric for organizations: declarations only.

How to read a level: its descriptor is what can be observed, its reach is the highest stage that an organization which
shows it can be at. Criteria of *attitude* (leadership) tell the three lowest stages apart. Criteria of *practice* start
at flippant: that a practice is missing says nothing about folly or fear. Formulating is planning in earnest, with few
results or none, so what is prepared counts there; forging is competence in several places; fusing is a matter of course
everywhere. The three components of mass collaboration (where, who, why) are indispensable, so the dimensions
environment, community and purpose each have one criterion they cannot be ahead of. What makes the top rungs cannot be
made up for elsewhere: the whole is never ahead of breadth, and at most one stage ahead of value.

Numbers in descriptors (ten people, six months) are this project's own choice; no source sets any.
"""

from collections.abc import Iterable

from collabmodel.model.evidence import Observation
from collabmodel.model.ladder import Ladder
from collabmodel.model.organization import Community, Organization, Principle
from collabmodel.rubrics import from_channels, from_communities
from collabmodel.rubrics.from_communities import BestCommunity
from collabmodel.rubrics.notation import Criterion, Dimension, Level
from collabmodel.rubrics.rubric import Rubric
from collabmodel.rubrics.social_actions import SocialActions

ATTITUDE = 12
"""Months: what leaders think, and who contributes, changes faster than what an organization can do."""
ACTIVITY = 6
"""Months: what is said of the last weeks and months is soon out of date."""

Readings = Iterable[Observation]


def _contributors(community: Community, organization: Organization) -> int | None:
    return from_communities.contributors_of(community, organization, SocialOrganization.rhythm)


class SocialOrganization(SocialActions, Rubric):
    """How far an organization has come in achieving results by mass collaboration, inside and outside, repeatedly."""

    id = "social-organization"
    version = "1.0"
    title = "The social organization"
    source = "Bradley & McDonald, The Social Organization, 2011"
    ladder = Ladder("folly", "fearful", "flippant", "formulating", "forging", "fusing")

    # Leadership: what those in charge think and do.

    leadership = Dimension("Leadership", points=3, lead=0)

    stance = Criterion(
        leadership,
        "How do leaders regard social media?",
        points=2,
        lead=1,
        visible=False,
        half_life=ATTITUDE,
        source="Bradley & McDonald, Six attitudes, TLNT; collaboration.ai 2013; A Tale of Two Hope Machines, post 8.2",
        levels=(
            Level("ignored", "As a pastime: leaders do not speak of it and give nobody guidance.", reach="folly"),
            Level(
                "prohibited", "As a threat: leaders speak of its dangers, and discourage or forbid it.", reach="fearful"
            ),
            Level("provided", "As something to have: tools or accounts exist, nobody says what for.", reach="flippant"),
            Level("guided", "As a means: leaders name benefits and ask for a structured plan.", reach="formulating"),
            Level("led", "As a skill: leaders in several parts of the organization build it up.", reach="forging"),
            Level("natural", "As a usual way to work, considered for every challenge that comes up.", reach="fusing"),
        ),
    )
    policy = Criterion(
        leadership,
        "What may staff and partners do on social media as part of their work?",
        visible=False,
        half_life=ATTITUDE,
        source="Bradley & McDonald, Six attitudes, TLNT; Gartner's CxO Talk at ZDNet: just enough structure",
        levels=(
            Level("unspoken", "Nothing is allowed, forbidden or advised; people do as they like.", reach="folly"),
            Level("prohibited", "It is forbidden, blocked, or needs permission every time.", reach="fearful"),
            Level(
                "tolerated", "Accounts or tools are handed out, without advice on purpose or conduct.", reach="flippant"
            ),
            Level("guided", "Written advice says who takes part, for which goals and how.", reach="formulating"),
            Level(
                "enabled", "A few rules of engagement; staff of several departments take part unasked.", reach="forging"
            ),
            Level("expected", "Taking part belongs to ordinary jobs in every department.", reach="fusing"),
        ),
    )
    shared_control = Criterion(
        leadership,
        "What happens when people say in public what the organization would not have said?",
        half_life=ATTITUDE,
        source="McDonald, Welcome to the social organization, Gartner blog, 3 October 2011",
        levels=(
            Level(
                "suppressed",
                "Comments are switched off or removed because they leave the official line.",
                reach="fearful",
            ),
            Level("unanswered", "Comments stay unanswered, or there is nowhere to comment.", reach="flippant"),
            Level("answered", "Criticism stands and is answered openly.", reach="formulating"),
            Level(
                "shared",
                "Participants decide on some of the content or direction, within known rules.",
                reach="forging",
            ),
            Level("entrusted", "Participants decide as a rule; managers influence by taking part.", reach="fusing"),
        ),
    )
    leaders_take_part = Criterion(
        leadership,
        "How do leaders themselves take part?",
        half_life=ATTITUDE,
        source="McDonald, Executives should leverage relationships, not authority, Gartner blog, 18 June 2012",
        levels=(
            Level("absent", "No leader appears in a community or on a social channel.", reach="flippant"),
            Level("announcing", "Leaders announce and thank, but do not join conversations.", reach="formulating"),
            Level("conversing", "Some leaders ask, answer and give credit under their own names.", reach="forging"),
            Level(
                "relying", "Leaders everywhere get things done there by ties rather than by authority.", reach="fusing"
            ),
        ),
    )
    emerging_ideas = Criterion(
        leadership,
        "How do leaders respond to ideas that arise outside formal channels?",
        visible=False,
        half_life=ATTITUDE,
        source="HBR, Managers need to improve their game with social media, in BusinessDay",
        levels=(
            Level("discouraged", "People are told to keep to the formal way.", reach="fearful"),
            Level("unnoticed", "Nobody collects such ideas and nobody answers them.", reach="flippant"),
            Level("considered", "Somebody looks at them and answers; few lead to anything.", reach="formulating"),
            Level("adopted", "In several areas such ideas have been taken up.", reach="forging"),
            Level("expected", "Plans set time and money aside for what will arise.", reach="fusing"),
        ),
    )
    professed = Criterion(
        leadership,
        "What does the organization say in its reports and plans about collaboration through social media?",
        half_life=ATTITUDE,
        source="A Tale of Two Hope Machines, post 8.4.A, on what an annual report shows",
        levels=(
            Level("silent", "Nothing, or no more than where to follow it.", reach="flippant"),
            Level("intended", "That it means to do more of it, in general words.", reach="formulating"),
            Level("important", "That it matters to the mission, and what is invested in it.", reach="forging"),
            Level("accounted", "What communities achieved, reported like finances and programmes.", reach="fusing"),
        ),
    )

    # Strategy: what it is for, and what is put into it.

    strategy = Dimension("Strategy", points=3)

    goals = Criterion(
        strategy,
        "Which goals is collaboration with communities meant to serve?",
        points=2,
        visible=False,
        source="Bradley & McDonald, Six attitudes, TLNT: vision tied to recognised goals",
        levels=(
            Level("none", "None is named, or being present is the aim.", reach="flippant"),
            Level("general", "General benefits are named, such as closer relations.", reach="formulating"),
            Level(
                "tied",
                "Recognised goals or challenges are named, with the community that serves each.",
                reach="forging",
            ),
            Level("throughout", "Every major goal has been examined for what a community could do.", reach="fusing"),
        ),
    )
    strategy_made = Criterion(
        strategy,
        "Is there a strategy for collaboration with communities?",
        visible=False,
        source="CIO New Zealand, Inside social organisation",
        levels=(
            Level("none", "No: each channel or community goes its own way.", reach="flippant"),
            Level("drafted", "Somebody is charged with one, or a draft is being discussed.", reach="formulating"),
            Level("adopted", "An adopted strategy says which communities come first, and why.", reach="forging"),
            Level("merged", "The overall strategy counts on communities throughout.", reach="fusing"),
        ),
    )
    portfolio = Criterion(
        strategy,
        "How is it decided which communities to start, to support and to leave?",
        visible=False,
        source="Gartner on sequencing purposes, siliconindia 2013; A Tale of Two Hope Machines, post 8.0",
        levels=(
            Level("by_chance", "They come about when somebody has an idea or a tool.", reach="flippant"),
            Level("compared", "Opportunities are listed and compared before one is chosen.", reach="formulating"),
            Level("decided", "Each is declined, started or extended by a decision that is reviewed.", reach="forging"),
            Level("steered", "All departments keep one such list, and budgets follow it.", reach="fusing"),
        ),
    )
    resources = Criterion(
        strategy,
        "Which people, time and money are committed?",
        visible=False,
        source="Kanter, Crawl, walk, run, fly: capacity; A Tale of Two Hope Machines, post 8.4.A",
        levels=(
            Level("spare_time", "None, or somebody does it beside other work without a budget.", reach="flippant"),
            Level("assigned", "Part of a job and some money are set aside.", reach="formulating"),
            Level("funded", "Staff and a yearly budget are assured for one or more communities.", reach="forging"),
            Level("ordinary", "Departments budget for communities as for any other work.", reach="fusing"),
        ),
    )
    beyond_promotion = Criterion(
        strategy,
        "What are social channels used for besides marketing and fundraising?",
        source="McDonald, Time to break out of social media's marketing beach head, Gartner blog, 14 March 2012",
        levels=(
            Level("nothing", "Nothing else, or there are none.", reach="flippant"),
            Level("service", "To answer and help people, or to listen to them.", reach="formulating"),
            Level("collaboration", "On at least one of them people get something done together.", reach="forging"),
            Level("mostly", "On most of them people get things done together.", reach="fusing"),
        ),
    )
    beyond_department = Criterion(
        strategy,
        "Which parts of the organization take part?",
        visible=False,
        source="Six attitudes as paraphrased by collaboration.ai, 2013: leaving the marketing or IT silo",
        levels=(
            Level("one", "None, or one person or department, usually communications or IT.", reach="flippant"),
            Level("two", "A second department takes part, or several plan together.", reach="formulating"),
            Level("many", "Most departments run or join a community of their own.", reach="forging"),
            Level("all", "Every department does, for its core work.", reach="fusing"),
        ),
    )

    # Purpose: why people would contribute.

    purpose = Dimension("Purpose", points=3)

    contribution_purpose = Criterion(
        purpose,
        "Is there a purpose for which people are asked to contribute?",
        points=2,
        lead=0,
        source="Bradley & McDonald 2011, excerpt at 1to1media: purpose is one of three indispensable components",
        levels=(
            Level("none", "No: people are offered things, but not asked for any.", reach="flippant"),
            Level("one", "One community, living or prepared, says why people would contribute.", reach="formulating"),
            Level("several", "Several communities say why people contribute.", reach="forging"),
            Level("joined", "Several do, for purposes that build on one another.", reach="fusing"),
        ),
    )
    four_things = Criterion(
        purpose,
        "What does the purpose name: participants, the issue, their benefit, the organization's benefit?",
        source="Gartner, quoted by eWeek, Social collaboration initiatives fail due to lack of purpose, 2013",
        levels=(
            Level("nothing", "None of the four.", reach="flippant"),
            Level("some", "One, two or three of them.", reach="formulating"),
            Level("all", "In one community all four.", reach="formulating"),
            Level("several", "In each of several communities all four.", reach="forging"),
            Level("habit", "Every new purpose is put down like that, as a habit.", reach="fusing"),
        ),
    )
    magnetism = Criterion(
        purpose,
        "Do people come for the purpose of their own accord?",
        points=2,
        source="Gartner 2008, seven characteristics of a good purpose: magnetic; Gartner 2013: participant magnetism",
        levels=(
            Level("nobody", "Nobody does, or only when paid or pressed.", reach="flippant"),
            Level("fading", "Some do, but interest fades.", reach="formulating"),
            Level("steady", "People keep coming and bring others, without incentives.", reach="forging"),
            Level("proposing", "People come with purposes of their own.", reach="fusing"),
        ),
    )
    scope = Criterion(
        purpose,
        "How widely is the purpose drawn?",
        source="Gartner 2008, seven characteristics of a good purpose: properly scoped",
        levels=(
            Level("boundless", "Everything for everybody, or no limits are set.", reach="flippant"),
            Level("bounded", "A first group and a first issue are named.", reach="formulating"),
            Level("grown", "It began small and widened where participants led it.", reach="forging"),
            Level("habitual", "New purposes begin small and widen that way as a habit.", reach="fusing"),
        ),
    )
    evolution = Criterion(
        purpose,
        "What is to follow when the purpose is met?",
        visible=False,
        source="Gartner 2008, seven characteristics of a good purpose: facilitates evolution, purpose road map",
        levels=(
            Level("unasked", "Nobody has asked.", reach="flippant"),
            Level("discussed", "Next purposes are talked about.", reach="formulating"),
            Level("mapped", "A written road map says which purposes follow as needs change.", reach="forging"),
            Level("shared", "Participants and staff keep one road map for several communities.", reach="fusing"),
        ),
    )
    risk = Criterion(
        purpose,
        "What has been done about the risks of the purpose?",
        visible=False,
        source="Gartner 2008, seven characteristics of a good purpose: low risk",
        levels=(
            Level("unexamined", "They have not been looked at.", reach="flippant"),
            Level("named", "The main ones are named, and risky purposes put off.", reach="formulating"),
            Level("managed", "Measures have been taken and have been seen to work.", reach="forging"),
            Level("weighed", "Any department weighs them against the value, as a routine.", reach="fusing"),
        ),
    )

    # Community: who contributes.

    community = Dimension("Community", points=2)

    contributors = Criterion(
        community,
        "Who contributes to the most active community, besides those in charge of it?",
        points=2,
        lead=0,
        half_life=ATTITUDE,
        source="Bradley & McDonald 2011, excerpt at 1to1media: community is one of three indispensable components",
        levels=(
            Level("nobody", "Nobody.", reach="flippant"),
            Level("handful", "Fewer than ten people.", reach="formulating"),
            Level("circle", "Ten people or more.", reach="forging"),
            Level("crowd", "A hundred or more, many of them without earlier ties.", reach="fusing"),
        ),
    )
    rhythm = Criterion(
        community,
        "How recent and regular are contributions there?",
        half_life=ACTIVITY,
        source="Gartner, August 2012: where purpose is missing interest wanes and critical mass never forms",
        levels=(
            Level("silent", "There were none in the last six months.", reach="flippant"),
            Level("occasional", "There were some in the last six months, with gaps of weeks.", reach="formulating"),
            Level("weekly", "There were some in nearly every week of the last quarter.", reach="forging"),
            Level("daily", "There are some nearly every day.", reach="fusing"),
        ),
    )
    spread = Criterion(
        community,
        "How are contributions spread over people?",
        half_life=ATTITUDE,
        source="Nielsen, The 90-9-1 rule for participation inequality",
        levels=(
            Level("one_voice", "Those in charge, or one or two others, write nearly everything.", reach="flippant"),
            Level("narrow", "Three to ten people write nearly everything.", reach="formulating"),
            Level("layered", "A larger core writes most; a wider circle adds now and then.", reach="forging"),
            Level("renewed", "The same, and within a year others join the core.", reach="fusing"),
        ),
    )
    both_sides = Criterion(
        community,
        "Do people inside and outside the organization work together there?",
        source="A Tale of Two Hope Machines, post 8.1, on mass collaboration inside and outside",
        levels=(
            Level("apart", "Only those in charge of it are there.", reach="flippant"),
            Level("visiting", "Members are among themselves, or staff look in and answer.", reach="formulating"),
            Level("together", "Both contribute to the same things.", reach="forging"),
            Level("alike", "Who does what does not depend on who is employed.", reach="fusing"),
        ),
    )
    newcomers = Criterion(
        community,
        "Do new people begin to contribute?",
        half_life=ACTIVITY,
        source="Gartner, August 2012: where purpose is missing critical mass never forms",
        levels=(
            Level("none", "Nobody new in the last six months.", reach="flippant"),
            Level("some", "Somebody new in the last six months.", reach="formulating"),
            Level("monthly", "Somebody new in most months.", reach="forging"),
            Level("welcomed", "Somebody new in most months, brought in and introduced by members.", reach="fusing"),
        ),
    )
    self_government = Criterion(
        community,
        "Who makes and keeps the rules of the community?",
        source="BCS, review of The Social Organization: communities form and govern themselves",
        levels=(
            Level("imposed", "The organization alone, or there are none.", reach="flippant"),
            Level("consulted", "The organization, after asking members.", reach="formulating"),
            Level("shared", "Experienced members moderate and settle disputes.", reach="forging"),
            Level("own", "Members make, keep and change them.", reach="fusing"),
        ),
    )

    # Environment: where people contribute. Six principles, the way in, and the channels.

    environment = Dimension("Environment", points=1)

    participation = Criterion(
        environment,
        "Can people add something of their own?",
        lead=0,
        source="Gartner, August 2012, six principles: participation",
        levels=(
            Level("reading", "No: they can read, search or register.", reach="flippant"),
            Level("reacting", "They can comment or rate.", reach="formulating"),
            Level("adding", "They can add content of their own.", reach="forging"),
            Level("making", "Most of the content is theirs.", reach="fusing"),
        ),
    )
    collective = Criterion(
        environment,
        "Is there one body of content round which people work?",
        source="McDonald, The Social Organization webinar: collective, one of the six principles, in our reading",
        levels=(
            Level("sent_out", "No: pieces are sent out to people one by one.", reach="flippant"),
            Level("collected", "There is one, put together by the organization.", reach="flippant"),
            Level("open", "Participants can add to it.", reach="formulating"),
            Level("built", "Participants add to it, link it and correct it.", reach="forging"),
            Level("relied_on", "The organization itself works from what participants built.", reach="fusing"),
        ),
    )
    transparency = Criterion(
        environment,
        "Can people see, use and judge what others contribute?",
        source="Gartner, August 2012, six principles: transparency",
        levels=(
            Level("hidden", "No: contributions go to the organization, or there are none.", reach="flippant"),
            Level("seen", "They can see them.", reach="formulating"),
            Level("judged", "They can see, rate and discuss them.", reach="forging"),
            Level("followed", "They can also see what the organization makes of them.", reach="fusing"),
        ),
    )
    independence = Criterion(
        environment,
        "Can people contribute without asking?",
        source="Gartner, August 2012, six principles: independence",
        levels=(
            Level(
                "by_permission", "No: everything waits for approval, or nothing can be contributed.", reach="flippant"
            ),
            Level("checked", "Newcomers or some sorts of content wait for approval.", reach="formulating"),
            Level("free", "Anybody who is concerned can, at any time.", reach="forging"),
            Level("initiating", "Anybody can also open new topics, groups and tasks.", reach="fusing"),
        ),
    )
    persistence = Criterion(
        environment,
        "What remains of contributions?",
        source="Gartner, August 2012, six principles: persistence",
        levels=(
            Level("nothing", "Nothing: people meet, phone or write to each other elsewhere.", reach="flippant"),
            Level("archive", "They are kept, but hard to find again.", reach="formulating"),
            Level("findable", "They can be searched and linked to.", reach="forging"),
            Level("built_on", "New contributions quote, improve and extend old ones.", reach="fusing"),
        ),
    )
    emergence = Criterion(
        environment,
        "Can structure arise from use?",
        source="McDonald, The Social Organization webinar: emergence, one of the six principles, in our reading",
        levels=(
            Level("fixed", "No: topics, roles and results are set beforehand.", reach="flippant"),
            Level("adjusted", "Staff change them after watching what people do.", reach="formulating"),
            Level("member_made", "Participants make tags, groups or roles as they need them.", reach="forging"),
            Level("followed", "The organization changes plans of its own after what arises.", reach="fusing"),
        ),
    )
    collaboration_channels = Criterion(
        environment,
        "On how many social channels do people get things done together, and how well?",
        points=2,
        source="A Tale of Two Hope Machines, post 8.1, on using channels well or poorly",
        levels=(
            Level("none", "On none.", reach="flippant"),
            Level("poorly", "It is tried, but poorly.", reach="flippant"),
            Level("one", "On one, fairly or well.", reach="formulating"),
            Level("several", "On two or more, fairly or well.", reach="forging"),
            Level("most", "On most of several, fairly or well.", reach="fusing"),
        ),
    )
    linked = Criterion(
        environment,
        "Do the organization's other places lead people to its social channels?",
        source="A Tale of Two Hope Machines, posts 5.0 and Round Two",
        levels=(
            Level("unlinked", "To none of them.", reach="flippant"),
            Level("partly", "To some of them.", reach="formulating"),
            Level("linked", "To all of them.", reach="formulating"),
            Level("inviting", "Some pages about an issue invite to the community concerned with it.", reach="forging"),
            Level("woven", "Every page about an issue does.", reach="fusing"),
        ),
    )

    # Guidance: how communities are launched and looked after.

    guidance = Dimension("Guidance", points=2)

    guide = Criterion(
        guidance,
        "Does somebody look after the community?",
        source="The Community Roundtable, competence of community management",
        levels=(
            Level("nobody", "Nobody in particular.", reach="flippant"),
            Level("beside", "Somebody beside other work, or a partner.", reach="formulating"),
            Level("named", "A named guide with hours set aside for it.", reach="forging"),
            Level("profession", "Guides in several departments, who learn from each other.", reach="fusing"),
        ),
    )
    launch = Criterion(
        guidance,
        "How was the latest community launched?",
        visible=False,
        source="BCS, review of The Social Organization: first experience, influencers, tipping point",
        levels=(
            Level("opened", "It was opened and announced, or there was none.", reach="flippant"),
            Level("prepared", "First content and first invitations were ready.", reach="formulating"),
            Level(
                "carried", "Influential people were won first, and promotion went on until it lived.", reach="forging"
            ),
            Level("repeatable", "In a way that several departments know and repeat.", reach="fusing"),
        ),
    )
    engagement_rules = Criterion(
        guidance,
        "Which rules of engagement are there?",
        source="ZDNet CxO Talk, Gartner says provide-and-pray collaboration won't work: just enough structure",
        levels=(
            Level("none", "None, or none that participants can find.", reach="flippant"),
            Level("forbidding", "Terms that say what is not allowed.", reach="formulating"),
            Level("inviting", "A few that say what is welcome, and are kept.", reach="forging"),
            Level("maintained", "A few that participants keep and improve.", reach="fusing"),
        ),
    )
    loop = Criterion(
        guidance,
        "What becomes of contributions?",
        points=2,
        source="CMSWire, The collaboration process: contribution, feedback, judgment, change",
        levels=(
            Level("nothing", "Nothing: they stay where they are, or there are none.", reach="flippant"),
            Level("designed", "None yet; it is settled who answers them and who decides.", reach="formulating"),
            Level("feedback", "Others respond to them.", reach="formulating"),
            Level("change", "Others judge them, and some have changed something.", reach="forging"),
            Level("cycle", "They go from feedback to judgment to change, again and again.", reach="fusing"),
        ),
    )
    response = Criterion(
        guidance,
        "How soon does somebody who contributes get a response?",
        half_life=ACTIVITY,
        source="CMSWire, The collaboration process: feedback follows contribution; the times are ours",
        levels=(
            Level("seldom", "Seldom, or after more than a week.", reach="flippant"),
            Level("week", "Usually within a week.", reach="formulating"),
            Level("day", "Usually within a day.", reach="forging"),
            Level("each_other", "Usually within a day, mostly from other participants.", reach="fusing"),
        ),
    )
    from_the_middle = Criterion(
        guidance,
        "How do those responsible steer the community?",
        visible=False,
        source="Bradley & McDonald 2011, chapter 8: guiding from the middle",
        levels=(
            Level("above", "By instruction, or not at all.", reach="flippant"),
            Level("hosting", "As hosts: they ask, thank and encourage.", reach="formulating"),
            Level(
                "middle", "From the middle: they connect people and bring results to those who decide.", reach="forging"
            ),
            Level("shared", "Managers of many departments do so as part of their work.", reach="fusing"),
        ),
    )

    # Value: what comes of it, for whom.

    value = Dimension("Value", points=2, lead=1)

    participant_value = Criterion(
        value,
        "How is it known that participants benefit?",
        points=2,
        source="Gartner, quoted by eWeek 2013: value to participants; A Tale of Two Hope Machines, post 8.4.B",
        levels=(
            Level("unseen", "Nobody can name a sign of it.", reach="flippant"),
            Level("defined", "None is expected yet; what would show it is settled.", reach="formulating"),
            Level("told", "Some say so, or one can see that they like it.", reach="formulating"),
            Level("shown", "Many examples or a survey show it.", reach="forging"),
            Level("lasting", "It has been shown over years, in several communities.", reach="fusing"),
        ),
    )
    organization_value = Criterion(
        value,
        "How is it known that the organization benefits?",
        points=2,
        visible=False,
        source="Gartner, quoted by eWeek 2013: value to the organization; A Tale of Two Hope Machines, post 8.4.B",
        levels=(
            Level("unseen", "Those responsible can name no sign of it.", reach="flippant"),
            Level("defined", "None is expected yet; what would show it is settled.", reach="formulating"),
            Level("told", "Single examples are told.", reach="formulating"),
            Level("shown", "A recognised goal has been served, and it was measured.", reach="forging"),
            Level("lasting", "That has been shown over years, in several fields of work.", reach="fusing"),
        ),
    )
    measures = Criterion(
        value,
        "What is measured?",
        visible=False,
        source="Clarity Consultants, Social organization: likes and followers measure attention only",
        levels=(
            Level("attention", "Nothing, or visits, followers and likes.", reach="flippant"),
            Level("designed", "No more yet; measures of contributions and outcomes are chosen.", reach="formulating"),
            Level("activity", "Also who contributes, how often, and how fast others respond.", reach="formulating"),
            Level(
                "outcomes", "Also what has changed for participants and for the organization's goals.", reach="forging"
            ),
            Level("compared", "Outcomes are compared with those of other ways to the same goal.", reach="fusing"),
        ),
    )
    informed_decisions = Criterion(
        value,
        "Do results of communities enter into decisions?",
        visible=False,
        source="CMSWire, The collaboration process: judgment and change",
        levels=(
            Level("never", "Those responsible can name no case.", reach="flippant"),
            Level("cases", "They can name one or a few cases.", reach="formulating"),
            Level("regularly", "Those who decide ask for them regularly.", reach="forging"),
            Level("as_a_rule", "Major decisions are not taken without them.", reach="fusing"),
        ),
    )
    told_back = Criterion(
        value,
        "Do participants learn what came of their contributions?",
        source="Network-Centric Advocacy on community maturity: feedback visible to all",
        levels=(
            Level("no", "No.", reach="flippant"),
            Level("thanked", "They are thanked in general.", reach="formulating"),
            Level("told", "They are told what was done, and what was not and why.", reach="forging"),
            Level("open", "Anybody can follow a contribution to its result.", reach="fusing"),
        ),
    )

    # Breadth: how much of the organization works like this, and how often.

    breadth = Dimension("Breadth", points=2, lead=0)

    living_communities = Criterion(
        breadth,
        "How many communities are alive, with contributions in the last six months?",
        points=2,
        lead=0,
        half_life=ACTIVITY,
        source="Gartner's definition of the social organization, socialbusinessnews.com: repeatedly",
        levels=(
            Level("none", "None.", reach="flippant"),
            Level("prepared", "None yet; one is being prepared.", reach="formulating"),
            Level("one", "One.", reach="formulating"),
            Level("several", "Two or more.", reach="forging"),
            Level("throughout", "At least one in most fields of its work.", reach="fusing"),
        ),
    )
    units_taking_part = Criterion(
        breadth,
        "In how many departments, chapters or affiliates are there living communities?",
        source="Gartner's definition of the social organization, socialbusinessnews.com: across the business",
        levels=(
            Level("none", "In none.", reach="flippant"),
            Level("one", "In one.", reach="formulating"),
            Level("several", "In two or more.", reach="forging"),
            Level("most", "In most.", reach="fusing"),
        ),
    )
    own_ability = Criterion(
        breadth,
        "Can the organization run a living community itself?",
        points=2,
        visible=False,
        source="A Tale of Two Hope Machines, post 8.4.B",
        levels=(
            Level("not_shown", "It has not run one, or what it ran has died.", reach="flippant"),
            Level("learning", "Not yet; named people learn it.", reach="formulating"),
            Level("with_partner", "A partner runs a living one for it.", reach="formulating"),
            Level("one", "It runs a living one itself.", reach="forging"),
            Level("many", "People in several departments can, and do.", reach="fusing"),
        ),
    )
    repeated = Criterion(
        breadth,
        "How often has it had a community that achieved something?",
        source="Gartner's definition of the social organization, socialbusinessnews.com: time and time again",
        levels=(
            Level("never_tried", "It has not tried.", reach="flippant"),
            Level("tried", "It has tried.", reach="flippant"),
            Level("once", "One has achieved something.", reach="formulating"),
            Level("again", "More than once.", reach="forging"),
            Level("time_and_again", "Time and again, in different fields of work.", reach="fusing"),
        ),
    )
    default_question = Criterion(
        breadth,
        "Before work begins, does somebody ask whether a community would do it better?",
        lead=1,
        visible=False,
        source="A Tale of Two Hope Machines, post 8.2, on fusing",
        levels=(
            Level("never", "Those responsible can name no case.", reach="flippant"),
            Level("sometimes", "A few people do.", reach="formulating"),
            Level("often", "Several departments do in their planning.", reach="forging"),
            Level("always", "It is always asked.", reach="fusing"),
        ),
    )
    adapted = Criterion(
        breadth,
        "Have processes and roles been adapted to working with communities?",
        visible=False,
        source="Intranet Focus, review of The Social Organization: adapting the organization",
        levels=(
            Level("unchanged", "No.", reach="flippant"),
            Level("discussed", "What would have to change is known and discussed.", reach="formulating"),
            Level("some", "Some roles and processes have changed for it.", reach="forging"),
            Level("throughout", "Roles, targets and processes throughout count on it.", reach="fusing"),
        ),
    )

    # Readers: what a description already says. Each speaks for one criterion.

    @stance.reader
    def read_stance(organization: Organization) -> Readings:
        return from_communities.runs_communities(organization, "stance", "provided")

    @beyond_promotion.reader
    def read_beyond_promotion(organization: Organization) -> Readings:
        return from_channels.uses(organization, "beyond_promotion", ("nothing", "service", "collaboration", "mostly"))

    @contribution_purpose.reader
    def read_contribution_purpose(organization: Organization) -> Readings:
        rhythm = SocialOrganization.rhythm
        return from_communities.purposes(organization, "contribution_purpose", rhythm, ("none", "one", "several"))

    @four_things.reader
    def read_four_things(organization: Organization) -> Readings:
        rhythm = SocialOrganization.rhythm
        return from_communities.things_named(organization, "four_things", rhythm, ("some", "all", "several"))

    read_magnetism = BestCommunity(magnetism)
    read_scope = BestCommunity(scope)
    read_evolution = BestCommunity(evolution)
    read_risk = BestCommunity(risk)
    read_contributors = BestCommunity(contributors, _contributors)
    read_rhythm = BestCommunity(rhythm, from_communities.rhythm_of)
    read_spread = BestCommunity(spread)
    read_both_sides = BestCommunity(both_sides)
    read_newcomers = BestCommunity(newcomers)
    read_self_government = BestCommunity(self_government)

    @participation.reader
    def read_participation(organization: Organization) -> Readings:
        criterion = SocialOrganization.participation
        return from_channels.principle(organization, criterion, Principle.PARTICIPATION, ("reading", "reacting"))

    @collective.reader
    def read_collective(organization: Organization) -> Readings:
        criterion = SocialOrganization.collective
        return from_channels.principle(organization, criterion, Principle.COLLECTIVE, ("collected", "open"))

    @transparency.reader
    def read_transparency(organization: Organization) -> Readings:
        criterion = SocialOrganization.transparency
        return from_channels.principle(organization, criterion, Principle.TRANSPARENCY, ("hidden", "seen"))

    @independence.reader
    def read_independence(organization: Organization) -> Readings:
        criterion = SocialOrganization.independence
        return from_channels.principle(organization, criterion, Principle.INDEPENDENCE, ("by_permission", "checked"))

    @persistence.reader
    def read_persistence(organization: Organization) -> Readings:
        criterion = SocialOrganization.persistence
        return from_channels.principle(organization, criterion, Principle.PERSISTENCE, ("nothing", "archive"))

    @emergence.reader
    def read_emergence(organization: Organization) -> Readings:
        criterion = SocialOrganization.emergence
        return from_channels.principle(organization, criterion, Principle.EMERGENCE, ("fixed", "adjusted"))

    @collaboration_channels.reader
    def read_collaboration_channels(organization: Organization) -> Readings:
        levels = ("none", "poorly", "one", "several", "most")
        return from_channels.collaboration(organization, "collaboration_channels", levels)

    @linked.reader
    def read_linked(organization: Organization) -> Readings:
        return from_channels.links(organization, "linked", ("unlinked", "partly", "linked"))

    read_guide = BestCommunity(guide, from_communities.looked_after)
    read_launch = BestCommunity(launch)
    read_engagement_rules = BestCommunity(engagement_rules)
    read_loop = BestCommunity(loop)
    read_response = BestCommunity(response)
    read_from_the_middle = BestCommunity(from_the_middle)
    read_participant_value = BestCommunity(participant_value)
    read_organization_value = BestCommunity(organization_value)
    read_measures = BestCommunity(measures)
    read_informed_decisions = BestCommunity(informed_decisions)
    read_told_back = BestCommunity(told_back)

    @living_communities.reader
    def read_living_communities(organization: Organization) -> Readings:
        levels = ("none", "one", "several")
        return from_communities.number_living(organization, "living_communities", SocialOrganization.rhythm, levels)

    @units_taking_part.reader
    def read_units_taking_part(organization: Organization) -> Readings:
        levels = ("one", "several", "most")
        return from_communities.units_alive(organization, "units_taking_part", SocialOrganization.rhythm, levels)

    @own_ability.reader
    def read_own_ability(organization: Organization) -> Readings:
        rhythm = SocialOrganization.rhythm
        return from_communities.ability(organization, "own_ability", rhythm, ("with_partner", "one"))
