"""Interview: one question after the other, the best first, until the stage is settled.

An interview is a value: every answer gives a new one, and the one before is still there. Reading and printing are
handed in, so that it runs in a terminal, in a notebook and in a test alike.
"""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

import attrs

from collabmodel.asking import Question, best_question
from collabmodel.assessment import Assessment, assess
from collabmodel.errors import DescriptionError, Fault, UnknownCriterionError, quoted, suggestion
from collabmodel.model import checks
from collabmodel.model.evidence import Confidence, Observation, Observer
from collabmodel.model.organization import Organization, Purpose
from collabmodel.render.rows import Block, Heading, Lines, Listing, Shown, as_text, counted
from collabmodel.rubrics.notation import Criterion
from collabmodel.rubrics.rubric import Rubric
from collabmodel.subjects import Subject, a_rubric, judge
from collabmodel.verdict import span


@attrs.frozen
class Reply:
    """What came of one question.

    Attributes:
        criterion: the key of what was asked.
        observation: the answer; None where the question was put aside.
    """

    criterion: str = attrs.field(validator=checks.name)
    observation: Observation | None = attrs.field(default=None, validator=checks.optional(Observation))

    def __attrs_post_init__(self) -> None:
        if self.observation is not None and self.observation.criterion != self.criterion:
            problem = f"is of {quoted(self.observation.criterion)}, and the question was {quoted(self.criterion)}"
            raise DescriptionError([Fault("Reply.observation", f"{problem}; answer the question that was asked")])


def _a_rubric(_: object, __: object, value: type[Rubric]) -> None:
    a_rubric(value)


def _blank(interview: "Interview") -> Subject:
    a_rubric(interview.rubric)
    statement = "The subject of this interview"
    return Purpose(statement) if issubclass(interview.rubric.subject, Purpose) else Organization(statement)


def faulty_replies(replies: Sequence[Reply], rubric: type[Rubric], place: str = "replies") -> Iterator[Fault]:
    """Replies that no interview by this rubric holds, each at its own place."""
    criteria = {each.key: each for each in rubric.criteria}
    asked = [each.criterion for each in replies]
    for number, reply in enumerate(replies):
        own = f"{place}[{number}]"
        if reply.criterion not in criteria:
            problem = f"{quoted(reply.criterion)} is not a criterion of {rubric.__name__}"
            yield Fault(f"{own}.criterion", f"{problem}; {suggestion(reply.criterion, criteria)}")
        elif reply.criterion in asked[:number]:
            yield Fault(f"{own}.criterion", "is answered twice; keep one reply to each question")
        else:
            yield from _unknown_levels(reply, criteria[reply.criterion], own)


def _unknown_levels(reply: Reply, criterion: Criterion, place: str) -> Iterator[Fault]:
    for name in ("at_least", "at_most"):
        level = getattr(reply.observation, name, None)
        try:
            if level is not None:
                criterion.position(level, f"{place}.observation.{name}")
        except DescriptionError as error:
            yield from error.faults


@attrs.frozen
class Interview(Shown):
    """Questions about one subject and the answers so far.

    Args:
        rubric: whose criteria are asked about.
        subject: what is known already; by default nothing.
        observer: where those stand who answer; an outside observer is first asked what can be seen from outside.
        confidence: how sure they are.
        seen_on: the day of the answers; what is not dated does not age.
        rater: who answers.
        source: what to give as the source of the answers.
        replies: the answers so far.
    """

    rubric: type[Rubric] = attrs.field(validator=_a_rubric)
    subject: Subject = attrs.field(default=attrs.Factory(_blank, takes_self=True), kw_only=True)
    observer: Observer = attrs.field(default=Observer.INSIDE, kw_only=True, validator=checks.member_of(Observer))
    confidence: Confidence = attrs.field(default=Confidence.SURE, kw_only=True, validator=checks.member_of(Confidence))
    seen_on: date | None = attrs.field(default=None, kw_only=True, validator=checks.day)
    rater: str = attrs.field(default="", kw_only=True, validator=checks.text)
    source: str = attrs.field(default="interview", kw_only=True, validator=checks.text)
    replies: tuple[Reply, ...] = attrs.field(
        default=(), kw_only=True, converter=checks.as_tuple, validator=checks.several(Reply)
    )

    def __attrs_post_init__(self) -> None:
        judge(self.subject, self.rubric)
        faults = list(faulty_replies(self.replies, self.rubric))
        if faults:
            raise DescriptionError(faults)

    @property
    def described(self) -> Subject:
        """The subject with all answers."""
        answers = tuple(each.observation for each in self.replies if each.observation is not None)
        return attrs.evolve(self.subject, observations=self.subject.observations + answers)

    @property
    def assessment(self) -> Assessment:
        """Where the subject stands by what is known so far."""
        return assess(self.described, self.rubric)

    @property
    def question(self) -> Question | None:
        """The best question that has not been asked; None where the interview is over."""
        return self._next(self.assessment)

    @property
    def ending(self) -> str | None:
        """Why nothing is asked any more; None where something is."""
        assessment = self.assessment
        return self._ending(assessment, self._next(assessment))

    def answer(self, level: str, high: str | None = None, *, criterion: str | None = None) -> "Interview":
        """The interview with an answer: a level, or a range from one level to another.

        Args:
            level: the key of the level, or of the lowest.
            high: the key of the highest level, where the answer is a range.
            criterion: what is answered; by default the question that is asked. A criterion that was answered already
                is thereby corrected.

        Raises:
            DescriptionError: or one of its kinds: no such criterion or level, the levels in the wrong order, or
                nothing is asked.
        """
        asked = self._asked(criterion)
        return self._with(asked, asked.observe(level, high, **self._how))

    def dont_know(self, *, criterion: str | None = None) -> "Interview":
        """The interview with the answer that nobody knows, which changes nothing and is not asked again."""
        asked = self._asked(criterion)
        return self._with(asked, Observation(asked.key, **self._how))

    def not_applicable(self, *, criterion: str | None = None) -> "Interview":
        """The interview with the answer that this does not apply."""
        asked = self._asked(criterion)
        return self._with(asked, asked.not_applicable(**self._how))

    def skip(self, *, criterion: str | None = None) -> "Interview":
        """The interview with a question put aside until it is answered or ``reopened``; an answer is taken back."""
        return self._with(self._asked(criterion), None)

    def back(self) -> "Interview":
        """The interview without its newest reply, which may then be given anew."""
        return attrs.evolve(self, replies=self.replies[:-1])

    def reopened(self) -> "Interview":
        """The interview with everything that was put aside to be asked again."""
        return attrs.evolve(self, replies=[each for each in self.replies if each.observation is not None])

    def run(self, *, read: Callable[[str], str] = input, write: Callable[[str], object] = print) -> "Interview":
        """Ask in a terminal or a notebook until the stage is settled, nothing more can matter, or the reader stops.

        Args:
            read: shows a prompt and returns what is typed; EOFError and KeyboardInterrupt stop the interview.
            write: shows a text.

        Returns:
            The interview with all replies.
        """
        for name, function in (("read", read), ("write", write)):
            if not callable(function):
                raise DescriptionError([Fault(name, f"expected a function, got {quoted(function)}")])
        return converse(self, read, write, lambda _: None)

    def blocks(self) -> tuple[Block, ...]:
        """What comes next, and where the subject stands so far."""
        assessment = self.assessment
        question = self._next(assessment)
        ending = self._ending(assessment, question)
        replies = counted(len(self.replies), "reply", "replies")
        so_far = Lines((f"{replies} so far. {standing_line(assessment)}",))
        if ending is not None:
            return (Heading(f"Interview on {self.subject.title}: over"), so_far, Lines((ending,)))
        asked = (question.question, question.because) if question is not None else ()
        return (Heading(f"Interview on {self.subject.title}"), so_far, Lines(asked))

    @property
    def _how(self) -> dict[str, Any]:
        return {
            "confidence": self.confidence,
            "seen_on": self.seen_on,
            "source": self.source,
            "observer": self.observer,
            "rater": self.rater,
        }

    def _next(self, assessment: Assessment) -> Question | None:
        if assessment.safe == assessment.possible:
            return None
        return best_question(assessment, {each.criterion for each in self.replies}, self.observer)

    def _ending(self, assessment: Assessment, question: Question | None) -> str | None:
        if assessment.safe == assessment.possible:
            return f"The stage is settled with 90 % certainty: {assessment.safe}."
        if assessment.worst == assessment.best:
            return f"The guaranteed range is one stage: {assessment.worst}, if no answer is wrong."
        if question is None:
            aside = sum(each.observation is None for each in self.replies)
            more = f" {aside} put aside could be asked again." if aside else ""
            return f"Nothing that is left to ask would change the verdict.{more}"
        return None

    def _asked(self, criterion: str | None) -> Criterion:
        """The criterion that is meant."""
        question = self.question if criterion is None else None
        if criterion is None and question is None:
            problem = "the interview is over; name a criterion to correct or add an answer"
            raise DescriptionError([Fault("criterion", problem)])
        key = question.criterion if question is not None else criterion
        known = {each.key: each for each in self.rubric.criteria}
        if not isinstance(key, str) or key not in known:
            problem = f"{quoted(key)} is not a criterion of {self.rubric.__name__}; {suggestion(key, known)}"
            raise UnknownCriterionError([Fault("criterion", problem)])
        return known[key]

    def _with(self, asked: Criterion, observation: Observation | None) -> "Interview":
        """The newest reply, in place of an earlier one to the same question; it must be believable."""
        reply = Reply(asked.key, observation)
        kept = [each for each in self.replies if each.criterion != asked.key]
        changed = attrs.evolve(self, replies=[*kept, reply])
        assess(changed.described, self.rubric)
        return changed


def standing_line(assessment: Assessment) -> str:
    """Where a subject stands, in one line."""
    return (
        f"Likely {assessment.likely} (safely {assessment.safe}, possibly {assessment.possible}); "
        f"guaranteed {span(assessment.worst, assessment.best)}."
    )


HELP = (
    "Answer with the number of a level, a range of numbers such as 2-3, d if you don't know, n if it does not apply, "
    "s to put the question aside, b to go back to the one before, c and a criterion and an answer to correct (c stance "
    "2), ? for this help, q to stop. Answers can be corrected at any time."
)


def converse(
    interview: Interview, read: Callable[[str], str], write: Callable[[str], object], keep: Callable[[Interview], None]
) -> Interview:
    """Ask until the interview is over or the reader stops.

    Args:
        interview: with the replies so far.
        read: shows a prompt and returns what is typed.
        write: shows a text.
        keep: is given the interview after every reply.
    """
    write(as_text([Lines((HELP,))]))
    while (question := interview.question) is not None:
        write(_shown(interview, question))
        changed = _next_reply(interview, question, read, write)
        if changed is None:
            return interview
        interview = changed
        keep(interview)
        write(as_text([Lines((standing_line(interview.assessment),))]))
    write(f"\n{as_text([Lines((str(interview.ending),))])}")
    return interview


def _next_reply(
    interview: Interview, question: Question, read: Callable[[str], str], write: Callable[[str], object]
) -> Interview | None:
    """The interview after one more reply, or None where the reader stops; what is no reply is explained."""
    changed = interview
    while changed == interview:
        typed = _typed(read)
        if typed.lower() in STOPPING:
            return None
        changed = _replied(interview, question.criterion, typed, write)
        if changed == interview and changed is not interview:
            write("That is the answer already.")
    return changed


STOPPING = ("q", "quit", "exit", "stop")


def _typed(read: Callable[[str], str]) -> str:
    try:
        return str(read("> ")).strip()
    except (EOFError, KeyboardInterrupt):
        return STOPPING[0]


def _shown(interview: Interview, question: Question) -> str:
    """A question with its levels, numbered, and why it is asked."""
    criterion = next(each for each in interview.rubric.criteria if each.key == question.criterion)
    title = f"Question {len(interview.replies) + 1}: {question.question} ({question.criterion})"
    levels = tuple(f"{level.descriptor} ({level.key})" for level in criterion.levels)
    blocks = (Listing(title, levels, ordered=True), Lines((f"Why it is asked: {question.because}",)))
    return f"\n{as_text(blocks)}"


def _replied(interview: Interview, criterion: str, typed: str, write: Callable[[str], object]) -> Interview:
    """The interview after what was typed; the same where that was no reply, and then it says why."""
    try:
        command, *words = typed.split() or ["?"]
        match [command.lower(), *words]:
            case ["b"] if not interview.replies:
                write("There is nothing to go back to yet (type ? for help)")
                return interview
            case ["b"]:
                return interview.back()
            case ["c", corrected, *answer] if answer:
                return _answered(interview, corrected, " ".join(answer))
            case ["?"] | ["c", *_]:
                write(as_text([Lines((HELP,))]))
                return interview
        return _answered(interview, criterion, typed)
    except DescriptionError as error:
        write(as_text([Lines((f"{error.faults[0].problem} (type ? for help)",))]))
        return interview


def _answered(interview: Interview, criterion: str, typed: str) -> Interview:
    command = typed.lower()
    if command == "d":
        return interview.dont_know(criterion=criterion)
    if command == "n":
        return interview.not_applicable(criterion=criterion)
    if command == "s":
        return interview.skip(criterion=criterion)
    levels = _levels(interview, criterion)
    low, dash, high = typed.partition("-")
    if not dash or typed in levels.values():
        return interview.answer(levels.get(typed, typed), criterion=criterion)
    low, high = low.strip(), high.strip()
    return interview.answer(levels.get(low, low), levels.get(high, high), criterion=criterion)


def _levels(interview: Interview, criterion: str) -> dict[str, str]:
    """The keys of levels by the numbers under which they are shown."""
    levels = next((each.levels for each in interview.rubric.criteria if each.key == criterion), ())
    return {str(number): level.key for number, level in enumerate(levels, 1)}
