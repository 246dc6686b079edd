"""What an organization can do, for the shipped rubric: declarations only.

How to read an action: done as its title says, it makes the descriptors of the levels it raises to true. What comes
``after`` another cannot be done before it: attitudes do not change by talk, so what raises leaders' stance comes after
a small trial with little risk that serves a goal they know; another community is started or revived after each has
been decided about; and what others are to repeat, plan for or adapt to comes after a benefit has been measured.

Effort is in person-days of the organization's own people, first steps and the first quarter of running work included.
What leads up to formulating fits at every stage unless said; what brings forging or fusing fits once the stage before
has been reached. ``smallest_staff`` stands where an action takes several departments; another way is then declared
wherever a small organization has one. What needs a silent community, or one that a partner runs, is never the cheapest
way to what it raises: no plan takes it unasked. All efforts are this project's own estimates; no source gives any.
"""

from collabmodel.rubrics import in_own_names
from collabmodel.rubrics.notation import Action, Approach, CycleStep

EARLY = ("folly", "fearful", "flippant")
UP_TO_FORGING = ("formulating", "forging")
UP_TO_FUSING = ("forging", "fusing")
DEPARTMENTS = 10
"""The least staff that has several departments."""

ATTITUDES = "Bradley & McDonald, Six attitudes, TLNT"
WELCOME = "McDonald, Welcome to the social organization, Gartner blog, 3 October 2011; the action is ours"
RELATIONSHIPS = "McDonald, Executives should leverage relationships, Gartner blog, 18 June 2012; the action is ours"
EMERGING = "HBR, Managers need to improve their game with social media, in BusinessDay; the action is ours"
ENOUGH_STRUCTURE = "Gartner's CxO Talk at ZDNet: just enough structure; the action is ours"
BEACHHEAD = "McDonald, Time to break out of social media's marketing beach head, 14 March 2012; the action is ours"
SILO = "Six attitudes as paraphrased by collaboration.ai, 2013: leaving the silo; the action is ours"
STRATEGY = "CIO New Zealand, Inside social organisation; the action is ours"
PORTFOLIO = "Gartner on sequencing purposes, siliconindia 2013; A Tale of Two Hope Machines, post 8.0"
FOUR_THINGS = "Gartner, quoted by eWeek 2013: the four things a purpose names"
GOOD_PURPOSE = "Gartner 2008, seven characteristics of a good purpose"
ROAD_MAP = "Gartner 2008 and Intranet Focus, review of The Social Organization: purpose road map"
INEQUALITY = "Nielsen, The 90-9-1 rule for participation inequality; the action is ours"
SELF_GOVERNMENT = "BCS, review of The Social Organization: communities govern themselves; the action is ours"
PRINCIPLES = "Gartner, August 2012, six principles that have to be designed in; the action is ours"
LAUNCH = "BCS, review of The Social Organization: first experience, influencers, tipping point"
GUIDING = "The Community Roundtable, competence of community management; the action is ours"
MIDDLE = "Bradley & McDonald 2011, chapter 8: guiding from the middle; the action is ours"
LOOP = "CMSWire, The collaboration process: contribution, feedback, judgment, change; the action is ours"
BENEFIT = "Gartner, quoted by eWeek 2013: value to participants and to the organization; the action is ours"
TOLD_BACK = "Network-Centric Advocacy on community maturity: feedback visible to all; the action is ours"
REPEATEDLY = "Gartner's definition of the social organization, socialbusinessnews.com; the action is ours"
OWN_ABILITY = "A Tale of Two Hope Machines, post 8.4.B; the action is ours"
FUSING = "A Tale of Two Hope Machines, post 8.2, on fusing; the action is ours"
ADAPTING = "Intranet Focus, review of The Social Organization: adapting the organization; the action is ours"


class SocialActions:
    """The actions of the social organization, and how to go about them at each stage."""

    # How to go about it.

    at_folly = Approach(
        "folly",
        "Serve one goal that leaders already know and care about, and show in plain terms what was gained for it. "
        "General hopes, such as closer relations, persuade few people here.",
        source="Bradley & McDonald, Six attitudes, TLNT; Bradley, Gartner blog, 24 October 2011",
    )
    at_fearful = Approach(
        "fearful",
        "Begin where little can go wrong, even if something bolder would bring more.",
        source="Bradley & McDonald, Six attitudes, TLNT; Bradley, Gartner blog, 24 October 2011",
    )
    at_flippant = Approach(
        "flippant",
        "Settle who would contribute to what, and why, before anybody talks about tools. "
        "Show what one community brings before there are more.",
        source="Bradley, Gartner blog, 24 October 2011, seen in part; Bradley & McDonald 2011",
        recollected=True,
    )
    at_formulating = Approach(
        "formulating",
        "Choose the few communities that matter most to the strategy, decline the others for now, "
        "and turn the plan into regular work.",
        source="Bradley & McDonald 2011, in our own reading",
        recollected=True,
    )
    at_forging = Approach(
        "forging",
        "Repeat in other parts of the organization what has worked in one, and take on more important matters with it.",
        source="Bradley & McDonald 2011, in our own reading",
        recollected=True,
    )
    at_fusing = Approach(
        "fusing",
        "A vision of its own is no longer needed: plans and daily work count on communities as a matter of course.",
        source="Bradley & McDonald 2011, in our own reading",
        recollected=True,
    )

    # Leadership.

    show_leaders = Action(
        "Show leaders what the trial did for the goal they know, and have them say what a plan has to cover.",
        effort=(0.5, 1, 3),
        raises={"stance": "guided"},
        source=ATTITUDES + ": vision tied to recognised goals; that a trial persuades is our own reading",
        after=("run_trial",),
        step=CycleStep.VISION,
        stages=EARLY,
    )
    leaders_build_up = Action(
        "Give three leaders of different departments a community each to build up, and let them compare notes.",
        effort=(12, 25, 50),
        raises={"stance": "led", "leaders_take_part": "conversing"},
        source=SILO,
        step=CycleStep.ADAPT,
        stages=UP_TO_FORGING,
        smallest_staff=DEPARTMENTS,
    )
    board_builds_up = Action(
        "Give the director and two board members a part each in building up communities, with a talk every month.",
        effort=(8, 18, 36),
        raises={"stance": "led"},
        source=SILO,
        step=CycleStep.ADAPT,
        stages=UP_TO_FORGING,
    )
    ask_at_every_challenge = Action(
        "Open every meeting on a new challenge with what a community could do about it, and note the answer.",
        effort=(20, 40, 80),
        raises={"stance": "natural", "default_question": "always"},
        source=FUSING,
        after=("ask_in_planning",),
        step=CycleStep.ADAPT,
        stages=UP_TO_FUSING,
    )
    write_advice = Action(
        "Write one page for staff and partners: who takes part, for which goals, and how to behave there.",
        effort=(1, 2, 4),
        raises={"policy": "guided"},
        source=ENOUGH_STRUCTURE,
        after=("show_leaders",),
        step=CycleStep.STRATEGY,
        stages=EARLY,
    )
    free_everybody = Action(
        "Agree on a few rules with staff and volunteers of every programme, and let them take part without asking.",
        effort=(8, 16, 32),
        raises={"policy": "enabled"},
        source=ENOUGH_STRUCTURE,
        step=CycleStep.STRATEGY,
        stages=UP_TO_FORGING,
    )
    let_criticism_stand = Action(
        "Switch comments on, leave critical ones where they are, and answer each of them within a week.",
        effort=(1, 3, 6),
        raises={"shared_control": "answered", "response": "week"},
        source=WELCOME,
        after=("name_risks",),
        step=CycleStep.GUIDE,
        stages=("flippant", "formulating", "forging"),
    )
    let_participants_decide = Action(
        "Let participants decide one question every quarter within limits you publish first, and carry it out.",
        effort=(7, 14, 28),
        raises={"shared_control": "shared"},
        source=WELCOME,
        step=CycleStep.GUIDE,
        stages=UP_TO_FORGING,
    )
    hand_over_direction = Action(
        "Hand content, rules and direction of communities to people their members elect, and take part as a member.",
        effort=(25, 50, 100),
        raises={"shared_control": "entrusted", "self_government": "own"},
        source=WELCOME,
        after=("let_participants_decide",),
        step=CycleStep.ADAPT,
        stages=UP_TO_FUSING,
    )
    leader_announces = Action(
        "Have a leader announce what people are invited to, and thank contributors once a month where all see it.",
        effort=(0.5, 1, 2),
        raises={"leaders_take_part": "announcing", "told_back": "thanked"},
        source=RELATIONSHIPS,
        step=CycleStep.LAUNCH,
    )
    leaders_converse = Action(
        "Set two hours a week aside in which two leaders ask, answer and give credit under their own names.",
        effort=(4, 7, 14),
        raises={"leaders_take_part": "conversing"},
        source=RELATIONSHIPS,
        step=CycleStep.GUIDE,
        stages=UP_TO_FORGING,
    )
    leaders_rely = Action(
        "Have every leader get one piece of work a quarter done in a community, by asking instead of instructing.",
        effort=(25, 50, 100),
        raises={"leaders_take_part": "relying"},
        source=RELATIONSHIPS,
        step=CycleStep.ADAPT,
        stages=UP_TO_FUSING,
    )
    answer_ideas = Action(
        "Name one person who collects ideas from conversations and answers each of them within two weeks.",
        effort=(1, 2, 5),
        raises={"emerging_ideas": "considered"},
        source=EMERGING,
        step=CycleStep.GUIDE,
    )
    take_up_ideas = Action(
        "Carry out two ideas that came up in conversations, in different areas of work, and name who had them.",
        effort=(8, 15, 30),
        raises={"emerging_ideas": "adopted"},
        source=EMERGING,
        step=CycleStep.GUIDE,
        stages=UP_TO_FORGING,
    )
    state_intention = Action(
        "Say in the next annual report or plan what you mean to do together with the people you serve.",
        effort=(0.5, 1, 2),
        raises={"professed": "intended"},
        source="A Tale of Two Hope Machines, post 8.4.A; the action is ours",
        step=CycleStep.VISION,
    )
    report_results = Action(
        "Report every year what each community achieved, beside finances and programmes.",
        effort=(6, 12, 25),
        raises={"professed": "accounted"},
        source="A Tale of Two Hope Machines, post 8.4.A; the action is ours",
        after=("measure_own_benefit",),
        step=CycleStep.ADAPT,
        stages=UP_TO_FUSING,
    )

    # Strategy.

    name_goal = Action(
        "Name one goal that leaders already recognise and that a small group of people could serve.",
        effort=(0.5, 1, 2),
        raises={"goals": "general"},
        source=ATTITUDES + ": vision tied to recognised goals",
        step=CycleStep.VISION,
    )
    examine_goals = Action(
        "Look at every major goal for what a community could do, and write the answers into the overall strategy.",
        effort=(25, 50, 100),
        raises={"goals": "throughout", "strategy_made": "merged"},
        source=STRATEGY,
        step=CycleStep.STRATEGY,
        stages=UP_TO_FUSING,
    )
    draft_strategy = Action(
        "Charge one person with two pages on which communities come first, and discuss the draft within a month.",
        effort=(2, 4, 8),
        raises={"strategy_made": "drafted"},
        source=STRATEGY,
        after=("name_goal",),
        step=CycleStep.STRATEGY,
    )
    adopt_strategy = Action(
        "Have the board adopt on two pages which goal each community serves, which come first, and who sees to it.",
        effort=(6, 12, 24),
        raises={"strategy_made": "adopted", "goals": "tied"},
        source=STRATEGY,
        step=CycleStep.STRATEGY,
        stages=UP_TO_FORGING,
    )
    compare_opportunities = Action(
        "List the communities you could start or support, compare what each would take and bring, and choose one.",
        effort=(1, 2, 4),
        raises={"portfolio": "compared"},
        source=PORTFOLIO + "; the action is ours",
        step=CycleStep.STRATEGY,
    )
    decide_each = Action(
        "Decide for each community whether to decline, start or grow it, and when to look at that again.",
        effort=(2, 4, 8),
        raises={"portfolio": "decided"},
        source=PORTFOLIO + "; the three answers in our own reading",
        step=CycleStep.STRATEGY,
        stages=UP_TO_FORGING,
        here=in_own_names.decide,
    )
    keep_one_list = Action(
        "Keep one list of the communities of all departments, and have each department budget by it every year.",
        effort=(20, 40, 80),
        raises={"portfolio": "steered", "resources": "ordinary"},
        source=PORTFOLIO + "; the action is ours",
        after=("decide_each",),
        step=CycleStep.ADAPT,
        stages=UP_TO_FUSING,
        smallest_staff=DEPARTMENTS,
    )
    assign_hours = Action(
        "Give one person half a day a week and a small sum to look after the community.",
        effort=(4, 7, 12),
        raises={"resources": "assigned", "guide": "beside"},
        source="Kanter, Crawl, walk, run, fly: capacity; the action is ours",
        step=CycleStep.STRATEGY,
        here=in_own_names.name_guides,
    )
    fund_year = Action(
        "Put hours and a sum for communities into the yearly budget, and report both with what they are for.",
        effort=(5, 10, 20),
        raises={"resources": "funded", "professed": "important"},
        source="Kanter, Crawl, walk, run, fly: capacity; A Tale of Two Hope Machines, post 8.4.A; the action is ours",
        step=CycleStep.STRATEGY,
        stages=UP_TO_FORGING,
    )
    answer_questions = Action(
        "Answer questions of the people you serve on one social channel, an hour on two days a week.",
        effort=(3, 4, 8),
        raises={"beyond_promotion": "service", "response": "week"},
        source=BEACHHEAD,
        step=CycleStep.GUIDE,
        here=in_own_names.use_beyond_promotion,
    )
    plan_with_second_department = Action(
        "Plan the next community together with a second department, programme or chapter.",
        effort=(1, 2, 4),
        raises={"beyond_department": "two"},
        source=SILO,
        step=CycleStep.STRATEGY,
    )
    bring_in_departments = Action(
        "Help most departments to start or join a community that serves their own work.",
        effort=(20, 40, 80),
        raises={"beyond_department": "many", "adapted": "some"},
        source=SILO,
        after=("decide_each",),
        step=CycleStep.ADAPT,
        stages=UP_TO_FORGING,
        smallest_staff=DEPARTMENTS,
    )
    bring_in_programmes = Action(
        "Find for most of your programmes a community to join, run by a partner or a group of members.",
        effort=(10, 20, 40),
        raises={"beyond_department": "many"},
        source=SILO,
        after=("decide_each",),
        step=CycleStep.ADAPT,
        stages=UP_TO_FORGING,
    )

    # Purpose.

    name_purpose = Action(
        "Write on one page a purpose of little risk: who contributes to what, what they gain and what you gain.",
        effort=(1, 2, 4),
        raises={"contribution_purpose": "one", "four_things": "all", "scope": "bounded"},
        source=FOUR_THINGS + "; " + ATTITUDES + ": low-risk initiatives first",
        after=("name_goal",),
        step=CycleStep.PURPOSE,
        here=in_own_names.write_purposes,
    )
    write_more_purposes = Action(
        "Write such a page for every other community: who contributes to what, what they gain and what you gain.",
        effort=(4, 8, 15),
        raises={"contribution_purpose": "several", "four_things": "several"},
        source=FOUR_THINGS + "; the action is ours",
        after=("decide_each",),
        step=CycleStep.PURPOSE,
        stages=UP_TO_FORGING,
        here=in_own_names.write_purposes,
    )
    begin_small_always = Action(
        "Begin every new community with the same page: first group, first issue, what each side gains.",
        effort=(10, 20, 40),
        raises={"four_things": "habit", "scope": "habitual"},
        source=FOUR_THINGS + "; " + GOOD_PURPOSE + ": properly scoped; the action is ours",
        step=CycleStep.PURPOSE,
        stages=UP_TO_FUSING,
    )
    interview_people = Action(
        "Ask ten people concerned what they would do for it unpaid, and put the purpose in their words.",
        effort=(2, 4, 8),
        raises={"magnetism": "fading"},
        source=GOOD_PURPOSE + ": magnetic; the action is ours",
        after=("name_purpose",),
        step=CycleStep.PURPOSE,
    )
    publish_help_wanted = Action(
        "Publish a short list of things you would like help with, name who answers, and renew it every month.",
        effort=(2, 3, 6),
        raises={"magnetism": "fading", "newcomers": "some"},
        source="A Tale of Two Hope Machines, 12 February 2014, on lists of help wanted",
        after=("name_goal",),
        step=CycleStep.LAUNCH,
    )
    follow_what_draws = Action(
        "Ask contributors every quarter what brings them, and change the purpose until they bring others unasked.",
        effort=(8, 15, 30),
        raises={"magnetism": "steady"},
        source=GOOD_PURPOSE + ": magnetic; the action is ours",
        step=CycleStep.PURPOSE,
        stages=UP_TO_FORGING,
    )
    back_own_purposes = Action(
        "Invite people to propose purposes of their own, and support those that find ten others.",
        effort=(12, 25, 50),
        raises={"magnetism": "proposing"},
        source=GOOD_PURPOSE + ": community-driven; the action is ours",
        step=CycleStep.PURPOSE,
        stages=UP_TO_FUSING,
    )
    widen_purpose = Action(
        "Widen the first purpose by the issue that participants raise most often, and ask them how.",
        effort=(3, 6, 12),
        raises={"scope": "grown"},
        source=GOOD_PURPOSE + ": properly scoped; the action is ours",
        step=CycleStep.PURPOSE,
        stages=UP_TO_FORGING,
    )
    ask_what_follows = Action(
        "Ask leaders and contributors what is to follow when the purpose is met, and keep the answers.",
        effort=(0.5, 1, 2),
        raises={"evolution": "discussed"},
        source=ROAD_MAP + "; the action is ours",
        step=CycleStep.PURPOSE,
    )
    map_purposes = Action(
        "Write a road map: which purposes follow as needs change, and what would show that it is time.",
        effort=(3, 6, 12),
        raises={"evolution": "mapped"},
        source=ROAD_MAP,
        step=CycleStep.PURPOSE,
        stages=UP_TO_FORGING,
    )
    share_road_map = Action(
        "Keep with participants one road map in which the purposes of several communities use each other's results.",
        effort=(12, 25, 50),
        raises={"evolution": "shared", "contribution_purpose": "joined"},
        source=ROAD_MAP + "; the action is ours",
        after=("map_purposes",),
        step=CycleStep.PURPOSE,
        stages=UP_TO_FUSING,
    )
    name_risks = Action(
        "List the main risks of the purpose, say what you would do about each, and put off what is riskier.",
        effort=(0.5, 1, 2),
        raises={"risk": "named"},
        source=GOOD_PURPOSE + ": low risk; " + ATTITUDES + ": low-risk initiatives first",
        after=("name_purpose",),
        step=CycleStep.PURPOSE,
    )
    manage_risks = Action(
        "Act on each of the main risks, rehearse what you would do, and see after a quarter that it works.",
        effort=(4, 8, 16),
        raises={"risk": "managed"},
        source=GOOD_PURPOSE + ": low risk; the action is ours",
        step=CycleStep.GUIDE,
        stages=UP_TO_FORGING,
    )

    # Community.

    run_trial = Action(
        "Try it for six weeks with a few invited people; let criticism stand, and answer all they contribute.",
        effort=(3, 6, 12),
        raises={"contributors": "handful", "rhythm": "occasional", "shared_control": "answered"},
        source=ATTITUDES + ": low-risk initiatives first; Kanter: small steps; the action is ours",
        after=("name_risks", "link_channels"),
        step=CycleStep.LAUNCH,
    )
    invite_in_person = Action(
        "Invite twenty people in person to make a first contribution, and help each of them with it.",
        effort=(2, 4, 8),
        raises={"contributors": "handful", "newcomers": "some"},
        source="Rozwell, Gartner 2013: people join by choice, not by roll-out; the action is ours",
        after=("name_purpose",),
        step=CycleStep.LAUNCH,
    )
    win_ten = Action(
        "Win ten regular contributors: meet each, find out what they like to do, and introduce them to each other.",
        effort=(9, 18, 36),
        raises={"contributors": "circle"},
        source="Bradley & McDonald 2011, excerpt at 1to1media: community as a component; the action is ours",
        step=CycleStep.GUIDE,
        stages=UP_TO_FORGING,
    )
    open_to_strangers = Action(
        "Carry the invitation through ten other organizations to people who do not know you yet.",
        effort=(30, 60, 120),
        raises={"contributors": "crowd"},
        source="Cathexis, Social business for executives: large groups without earlier ties; the action is ours",
        step=CycleStep.LAUNCH,
        stages=UP_TO_FUSING,
    )
    ask_monthly = Action(
        "Have three contributors take turns with an open question each month, and thank everybody who answers.",
        effort=(1, 3, 6),
        raises={"rhythm": "occasional", "spread": "narrow"},
        source=INEQUALITY,
        step=CycleStep.GUIDE,
    )
    keep_weekly_rhythm = Action(
        "Keep a weekly rhythm for a quarter: a question on Monday, a summary of the answers on Friday.",
        effort=(6, 13, 26),
        raises={"rhythm": "weekly"},
        source="Gartner, August 2012: interest wanes where purpose is missing; the action is ours",
        step=CycleStep.GUIDE,
        stages=UP_TO_FORGING,
    )
    pair_newcomers = Action(
        "Pair every newcomer with an experienced member, and bring some of them into the core each year.",
        effort=(15, 30, 60),
        raises={"spread": "renewed", "newcomers": "welcomed"},
        source=INEQUALITY,
        step=CycleStep.GUIDE,
        stages=UP_TO_FUSING,
    )
    look_in_weekly = Action(
        "Have somebody on your staff look in every week and answer what members ask.",
        effort=(2, 3, 6),
        raises={"both_sides": "visiting", "response": "week"},
        source="A Tale of Two Hope Machines, post 8.1, on collaboration inside and outside; the action is ours",
        step=CycleStep.GUIDE,
    )
    write_together = Action(
        "Have staff and members write one thing together where all can see it, such as a guide or a list.",
        effort=(8, 15, 30),
        raises={"both_sides": "together", "collective": "built"},
        source="A Tale of Two Hope Machines, post 8.1, on collaboration inside and outside; the action is ours",
        step=CycleStep.GUIDE,
        stages=UP_TO_FORGING,
    )
    offer_first_task = Action(
        "Offer on all your channels a first task of five minutes every month, and regular contributors a field each.",
        effort=(7, 14, 28),
        raises={"newcomers": "monthly", "spread": "layered"},
        source=INEQUALITY,
        step=CycleStep.GUIDE,
        stages=UP_TO_FORGING,
    )
    ask_about_rules = Action(
        "Ask members which rules they would like, and publish where all see it what is not allowed.",
        effort=(1, 2, 4),
        raises={"self_government": "consulted", "engagement_rules": "forbidding"},
        source=SELF_GOVERNMENT,
        step=CycleStep.GUIDE,
    )
    appoint_moderators = Action(
        "Ask three experienced members to moderate, and agree with them how disputes are settled.",
        effort=(4, 8, 16),
        raises={"self_government": "shared"},
        source=SELF_GOVERNMENT,
        step=CycleStep.GUIDE,
        stages=UP_TO_FORGING,
    )
    let_members_keep_rules = Action(
        "Let members propose, vote on and keep the rules, with a vote every year.",
        effort=(10, 20, 40),
        raises={"self_government": "own", "engagement_rules": "maintained"},
        source=SELF_GOVERNMENT,
        after=("appoint_moderators",),
        step=CycleStep.ADAPT,
        stages=UP_TO_FUSING,
    )

    # Environment.

    open_comments = Action(
        "Switch on comments or ratings on one page that many people use, and show them to everybody.",
        effort=(0.5, 1, 3),
        raises={"participation": "reacting", "transparency": "seen"},
        source=PRINCIPLES,
        after=("name_purpose",),
        step=CycleStep.LAUNCH,
    )
    let_people_add = Action(
        "Let people add entries of their own to one of your pages, shown at once and looked at afterwards.",
        effort=(6, 12, 24),
        raises={"participation": "adding", "independence": "free", "collective": "open"},
        source=PRINCIPLES,
        step=CycleStep.LAUNCH,
        stages=UP_TO_FORGING,
    )
    leave_content_to_people = Action(
        "Leave most of the content to participants, and write only what nobody else supplies.",
        effort=(20, 40, 80),
        raises={"participation": "making"},
        source=GOOD_PURPOSE + ": community-driven; the action is ours",
        after=("let_people_add",),
        step=CycleStep.ADAPT,
        stages=UP_TO_FUSING,
    )
    take_additions = Action(
        "Take additions to a list or directory you keep, and publish what you have checked every week.",
        effort=(2, 4, 8),
        raises={"collective": "open", "independence": "checked"},
        source=PRINCIPLES,
        step=CycleStep.LAUNCH,
    )
    mark_results = Action(
        "Note beside every contribution what the organization made of it, for everybody to see.",
        effort=(12, 25, 50),
        raises={"transparency": "followed", "told_back": "open"},
        source=TOLD_BACK,
        step=CycleStep.GUIDE,
        stages=UP_TO_FUSING,
    )
    let_people_open_topics = Action(
        "Let anybody open topics, groups and tasks without asking, and help those that draw others.",
        effort=(8, 16, 32),
        raises={"independence": "initiating"},
        source=PRINCIPLES,
        after=("let_people_add",),
        step=CycleStep.GUIDE,
        stages=UP_TO_FUSING,
    )
    move_exchange = Action(
        "Move one exchange that recurs by phone or e-mail to a place where it is kept.",
        effort=(1, 2, 4),
        raises={"persistence": "archive"},
        source=PRINCIPLES,
        step=CycleStep.LAUNCH,
    )
    make_findable = Action(
        "Make old contributions searchable, give each an address, and link the most used ones from your pages.",
        effort=(4, 8, 16),
        raises={"persistence": "findable"},
        source=PRINCIPLES,
        step=CycleStep.GUIDE,
        stages=UP_TO_FORGING,
    )
    adjust_topics = Action(
        "Look after a month at what people really do there, and change topics or tasks accordingly.",
        effort=(0.5, 1, 3),
        raises={"emergence": "adjusted"},
        source=PRINCIPLES,
        step=CycleStep.GUIDE,
    )
    let_people_arrange = Action(
        "Let participants make tags, groups and roles as they need them, and tidy up twice a year with them.",
        effort=(3, 6, 12),
        raises={"emergence": "member_made"},
        source=PRINCIPLES,
        step=CycleStep.GUIDE,
        stages=UP_TO_FORGING,
    )
    follow_what_arises = Action(
        "Go through what arose in communities before every yearly plan, change the plan, and keep money for more.",
        effort=(12, 25, 50),
        raises={"emergence": "followed", "emerging_ideas": "expected"},
        source=EMERGING,
        step=CycleStep.ADAPT,
        stages=UP_TO_FUSING,
    )
    work_on_one_channel = Action(
        "Make one social channel the place where people finish something together, such as a list they complete.",
        effort=(5, 10, 20),
        raises={"collaboration_channels": "one", "beyond_promotion": "collaboration"},
        source=BEACHHEAD,
        after=("name_purpose",),
        step=CycleStep.LAUNCH,
        here=in_own_names.use_beyond_promotion,
    )
    work_on_two_channels = Action(
        "Find a second social channel where people get things done together, and look after it until they do.",
        effort=(8, 16, 32),
        raises={"collaboration_channels": "several", "beyond_promotion": "collaboration"},
        source="A Tale of Two Hope Machines, post 8.1, on using channels; the action is ours",
        step=CycleStep.LAUNCH,
        stages=UP_TO_FORGING,
        here=in_own_names.use_beyond_promotion,
    )
    turn_channels_round = Action(
        "Give most of your social channels a piece of work that people do there together, and leave the others.",
        effort=(25, 50, 100),
        raises={"collaboration_channels": "most", "beyond_promotion": "mostly"},
        source=BEACHHEAD,
        step=CycleStep.ADAPT,
        stages=UP_TO_FUSING,
    )
    link_channels = Action(
        "Link every social channel from your web site and the site from each channel.",
        effort=(0.5, 0.5, 1),
        raises={"linked": "linked"},
        source="A Tale of Two Hope Machines, posts 5.0 and Round Two",
        step=CycleStep.LAUNCH,
        here=in_own_names.link_channels,
    )
    invite_readers = Action(
        "Invite on your five most read pages to the community that is concerned with their issue.",
        effort=(1, 2, 4),
        raises={"linked": "inviting"},
        source="A Tale of Two Hope Machines, posts 5.0 and Round Two; the action is ours",
        step=CycleStep.LAUNCH,
        stages=UP_TO_FORGING,
        here=in_own_names.invite_readers,
    )

    # Guidance.

    name_guide = Action(
        "Name a guide whom participants can reach, with a day a week for nothing else.",
        effort=(8, 14, 20),
        raises={"guide": "named"},
        source=GUIDING,
        step=CycleStep.GUIDE,
        stages=UP_TO_FORGING,
        here=in_own_names.name_guides,
    )
    gather_guides = Action(
        "Name guides in several departments, and have them meet every month to learn from each other.",
        effort=(20, 40, 80),
        raises={"guide": "profession"},
        source=GUIDING,
        step=CycleStep.ADAPT,
        stages=UP_TO_FUSING,
        smallest_staff=DEPARTMENTS,
    )
    prepare_launch = Action(
        "Gather first content and write the first invitations before the community opens.",
        effort=(2, 4, 8),
        raises={"launch": "prepared", "living_communities": "prepared"},
        source=LAUNCH,
        after=("name_purpose",),
        step=CycleStep.LAUNCH,
    )
    win_influential = Action(
        "Win five people others listen to before the next launch, and promote it until it lives without you.",
        effort=(10, 20, 40),
        raises={"launch": "carried"},
        source=LAUNCH,
        after=("decide_each",),
        step=CycleStep.LAUNCH,
        stages=UP_TO_FORGING,
    )
    say_what_is_welcome = Action(
        "Publish a few rules that say what is welcome, in place of long terms, and keep to them every time.",
        effort=(2, 4, 8),
        raises={"engagement_rules": "inviting"},
        source=ENOUGH_STRUCTURE,
        step=CycleStep.GUIDE,
        stages=UP_TO_FORGING,
    )
    settle_who_answers = Action(
        "Settle for every sort of contribution who answers it and who decides what becomes of it.",
        effort=(0.5, 1, 2),
        raises={"loop": "designed"},
        source=LOOP,
        step=CycleStep.GUIDE,
    )
    bring_to_deciders = Action(
        "Have participants rank contributions every month, and carry out one of the first three each quarter.",
        effort=(7, 14, 28),
        raises={"loop": "change", "transparency": "judged"},
        source=LOOP,
        step=CycleStep.GUIDE,
        stages=UP_TO_FORGING,
    )
    run_in_rounds = Action(
        "Run every community in quarterly rounds: contribute, respond, judge, change, and begin again.",
        effort=(20, 40, 80),
        raises={"loop": "cycle"},
        source=LOOP,
        after=("bring_to_deciders",),
        step=CycleStep.GUIDE,
        stages=UP_TO_FUSING,
    )
    answer_within_day = Action(
        "Draw up a rota of staff and volunteers so that every contribution gets a response within a day.",
        effort=(6, 12, 24),
        raises={"response": "day"},
        source=LOOP,
        step=CycleStep.GUIDE,
        stages=UP_TO_FORGING,
    )
    be_hosts = Action(
        "Guide for a month by asking, thanking and encouraging only, and look at what has changed.",
        effort=(1, 2, 4),
        raises={"from_the_middle": "hosting"},
        source=MIDDLE,
        step=CycleStep.GUIDE,
    )
    connect_people = Action(
        "Have the guide introduce two members to each other every week and take results to those who decide.",
        effort=(5, 10, 20),
        raises={"from_the_middle": "middle", "informed_decisions": "cases"},
        source=MIDDLE,
        step=CycleStep.GUIDE,
        stages=UP_TO_FORGING,
    )
    managers_guide = Action(
        "Make guiding a community part of the work of managers in many departments, and train them for it.",
        effort=(25, 50, 100),
        raises={"from_the_middle": "shared", "own_ability": "many"},
        source=MIDDLE,
        step=CycleStep.ADAPT,
        stages=UP_TO_FUSING,
        smallest_staff=DEPARTMENTS,
    )

    # Value.

    survey_participants = Action(
        "Ask all participants in a short survey what they gained, and publish the answers.",
        effort=(4, 8, 16),
        raises={"participant_value": "shown"},
        source=BENEFIT,
        step=CycleStep.GUIDE,
        stages=UP_TO_FORGING,
        here=in_own_names.ask_participants,
    )
    choose_measures = Action(
        "Settle what would show that participants gain, and which two figures of a goal would show that you do.",
        effort=(1, 2, 4),
        raises={"participant_value": "defined", "organization_value": "defined", "measures": "designed"},
        source=BENEFIT,
        after=("name_goal",),
        step=CycleStep.PURPOSE,
    )
    measure_own_benefit = Action(
        "Measure over half a year what a living community changes in the figures of a recognised goal.",
        effort=(5, 10, 20),
        raises={"organization_value": "shown", "measures": "outcomes"},
        source=BENEFIT,
        step=CycleStep.GUIDE,
        stages=UP_TO_FORGING,
        here=in_own_names.measure_own_benefit,
    )
    measure_for_years = Action(
        "Measure for three years, in communities of several fields, what participants gain and what you gain.",
        effort=(25, 50, 100),
        raises={"participant_value": "lasting", "organization_value": "lasting"},
        source=BENEFIT,
        after=("survey_participants", "measure_own_benefit"),
        step=CycleStep.ADAPT,
        stages=UP_TO_FUSING,
    )
    keep_agenda_item = Action(
        "Give results of communities a fixed place on the agenda of those who decide.",
        effort=(5, 10, 20),
        raises={"informed_decisions": "regularly"},
        source=LOOP,
        step=CycleStep.ADAPT,
        stages=UP_TO_FORGING,
    )
    decide_with_results = Action(
        "Take no major decision before the results of the communities concerned lie beside it.",
        effort=(12, 25, 50),
        raises={"informed_decisions": "as_a_rule"},
        source=LOOP,
        after=("keep_agenda_item",),
        step=CycleStep.ADAPT,
        stages=UP_TO_FUSING,
    )
    tell_what_was_done = Action(
        "Tell participants every quarter what was done with their contributions, what was not, and why.",
        effort=(3, 6, 12),
        raises={"told_back": "told"},
        source=TOLD_BACK,
        step=CycleStep.GUIDE,
        stages=UP_TO_FORGING,
    )

    # Breadth.

    keep_trial_going = Action(
        "Go on with the trial as a lasting community, with those who took part as its first members.",
        effort=(3, 6, 12),
        raises={"living_communities": "one", "units_taking_part": "one"},
        source=REPEATEDLY,
        after=("run_trial",),
        step=CycleStep.LAUNCH,
        stages=EARLY,
    )
    open_community = Action(
        "Open the community you prepared, and be there for its members every day of the first month.",
        effort=(5, 10, 20),
        raises={"living_communities": "one", "units_taking_part": "one", "contributors": "handful"},
        source=LAUNCH,
        after=("prepare_launch",),
        step=CycleStep.LAUNCH,
    )
    have_partner_run = Action(
        "Have a partner run a community for you, with a written purpose and a monthly look at how it goes.",
        effort=(4, 8, 16),
        raises={"own_ability": "with_partner", "living_communities": "one", "guide": "beside"},
        source=OWN_ABILITY,
        after=("name_purpose",),
        excludes=("take_over",),
        step=CycleStep.LAUNCH,
    )
    learn_elsewhere = Action(
        "Have two named people help in a community of another organization for a month to learn how it is run.",
        effort=(2, 4, 8),
        raises={"own_ability": "learning"},
        source=OWN_ABILITY,
        step=CycleStep.GUIDE,
    )
    run_without_partner = Action(
        "Run one community with people of your own for half a year, until members contribute every month.",
        effort=(10, 20, 40),
        raises={"own_ability": "one"},
        source=OWN_ABILITY,
        after=("decide_each",),
        step=CycleStep.GUIDE,
        stages=UP_TO_FORGING,
        here=in_own_names.run_without_partner,
    )
    take_over = Action(
        "Take over from a partner, task by task, the community that it runs for you.",
        effort=(12, 25, 50),
        raises={"own_ability": "one"},
        source=OWN_ABILITY,
        after=("decide_each",),
        excludes=("have_partner_run",),
        step=CycleStep.ADAPT,
        stages=UP_TO_FORGING,
        here=in_own_names.take_over,
    )
    revive_silent = Action(
        "Revive a silent community of your own beside the living one, with former members and a smaller purpose.",
        effort=(12, 25, 50),
        raises={"living_communities": "several", "own_ability": "one"},
        source=OWN_ABILITY,
        after=("decide_each",),
        excludes=("close_silent",),
        step=CycleStep.LAUNCH,
        stages=UP_TO_FORGING,
        here=in_own_names.revive,
    )
    close_silent = Action(
        "Close a silent community: tell its members what became of their contributions, and keep those searchable.",
        effort=(5, 15, 30),
        raises={"told_back": "told", "persistence": "findable"},
        source=OWN_ABILITY,
        after=("decide_each",),
        excludes=("revive_silent",),
        step=CycleStep.ADAPT,
        stages=UP_TO_FORGING,
        here=in_own_names.close,
    )
    start_second = Action(
        "Start a second community with a purpose of its own, and have your own people run it for half a year.",
        effort=(12, 24, 48),
        raises={"living_communities": "several", "own_ability": "one"},
        source=OWN_ABILITY,
        after=("decide_each",),
        step=CycleStep.LAUNCH,
        stages=UP_TO_FORGING,
        here=in_own_names.revive_first,
    )
    help_members_start = Action(
        "Help a group of members to run a second community themselves, with your advice once a week.",
        effort=(8, 16, 32),
        raises={"living_communities": "several", "self_government": "shared"},
        source=SELF_GOVERNMENT,
        after=("decide_each",),
        step=CycleStep.LAUNCH,
        stages=UP_TO_FORGING,
    )
    help_second_unit = Action(
        "Help a second department, chapter or local group to bring a community of its own to life.",
        effort=(12, 24, 48),
        raises={"units_taking_part": "several", "living_communities": "several"},
        source=REPEATEDLY,
        after=("decide_each",),
        step=CycleStep.LAUNCH,
        stages=UP_TO_FORGING,
        here=in_own_names.ask_units,
    )
    reach_every_field = Action(
        "Bring a community to life in most fields of your work, with a department, partner or group for each.",
        effort=(60, 120, 250),
        raises={"living_communities": "throughout", "units_taking_part": "most", "beyond_department": "all"},
        source=REPEATEDLY,
        after=("decide_each",),
        step=CycleStep.ADAPT,
        stages=UP_TO_FUSING,
        here=in_own_names.ask_units,
    )
    carry_out_one_proposal = Action(
        "Bring one thing that contributors proposed to a decision, carry it out, and publish what has changed.",
        effort=(2, 5, 10),
        raises={"repeated": "once", "informed_decisions": "cases"},
        source=REPEATEDLY,
        step=CycleStep.GUIDE,
    )
    achieve_again = Action(
        "Bring a second community to a result you can name, and record what each of the two achieved.",
        effort=(5, 10, 20),
        raises={"repeated": "again"},
        source=REPEATEDLY,
        after=("decide_each", "measure_own_benefit"),
        step=CycleStep.GUIDE,
        stages=UP_TO_FORGING,
    )
    achieve_every_year = Action(
        "Bring communities in several fields of work to a result every year, and keep a public record of them.",
        effort=(30, 60, 120),
        raises={"repeated": "time_and_again"},
        source=REPEATEDLY,
        after=("measure_own_benefit",),
        step=CycleStep.ADAPT,
        stages=UP_TO_FUSING,
    )
    ask_among_few = Action(
        "Agree among two or three people to ask before new work begins whether a community could do it.",
        effort=(0.5, 1, 2),
        raises={"default_question": "sometimes"},
        source=FUSING,
        step=CycleStep.VISION,
    )
    ask_in_planning = Action(
        "Add to every department's planning form what a community has brought, and ask whether one could do this.",
        effort=(4, 8, 16),
        raises={"default_question": "often"},
        source=FUSING,
        after=("measure_own_benefit",),
        step=CycleStep.ADAPT,
        stages=UP_TO_FORGING,
    )
    discuss_changes = Action(
        "List with those concerned which roles and processes would have to change, and talk the list over.",
        effort=(1, 2, 4),
        raises={"adapted": "discussed"},
        source=ADAPTING,
        step=CycleStep.ADAPT,
    )
    change_roles = Action(
        "Change two roles and one process so that the work with communities that paid off has hours and a say.",
        effort=(7, 14, 28),
        raises={"adapted": "some"},
        source=ADAPTING,
        after=("measure_own_benefit",),
        step=CycleStep.ADAPT,
        stages=UP_TO_FORGING,
    )
    change_throughout = Action(
        "Rewrite all jobs, targets and processes so that they count on communities, one department after the other.",
        effort=(50, 100, 200),
        raises={"adapted": "throughout", "policy": "expected"},
        source=ADAPTING,
        after=("change_roles",),
        step=CycleStep.ADAPT,
        stages=UP_TO_FUSING,
    )
