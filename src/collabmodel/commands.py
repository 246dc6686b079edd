"""What the commands do: arguments in, text out, nothing decided."""

import argparse
import contextlib
import importlib
import json
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType
from typing import TypeVar

import attrs

from collabmodel import cases, catalogue
from collabmodel.asking import Question, listing, questions
from collabmodel.assessment import Assessment, assess
from collabmodel.comparison import Comparison, compare
from collabmodel.errors import (
    CollabModelError,
    DescriptionError,
    Fault,
    UnreachableError,
    ascii_controls,
    cut,
    quoted,
    suggestion,
)
from collabmodel.interviews import Interview, converse
from collabmodel.io.documents import dump, loads
from collabmodel.io.files import decoded, named, read_text
from collabmodel.io.interviews import resume_interview, save_interview
from collabmodel.io.schema import schema
from collabmodel.model.evidence import Observer
from collabmodel.model.organization import Organization, Purpose
from collabmodel.over_time import Progress, progress
from collabmodel.planning import frontier, frontier_blocks, recommend
from collabmodel.reading import check
from collabmodel.render.rows import Block, Heading, Lines, as_html, as_markdown, as_page, as_text
from collabmodel.rubrics.rubric import Rubric
from collabmodel.subjects import Subject, is_rubric
from collabmodel.tasks import Reading

T = TypeVar("T")


def assess_all(chosen: argparse.Namespace) -> str:
    """Where organizations stand, each with how robust that is."""
    found = _assessed(chosen)
    if chosen.format == "json":
        return _json_of([each.to_dict() for each in found])
    return _shown([(*each.blocks(), Lines((str(each.robustness),))) for each in found], chosen.format)


def check_all(chosen: argparse.Namespace) -> str:
    """A line for every document without fault."""
    judge_by = _chosen_rubric(chosen)

    def faultless(organization: Organization) -> str:
        check(organization, judge_by)
        return f"{ascii_controls(organization.name)}: no faults"

    return "\n".join(_each(chosen, faultless))


def rubric(chosen: argparse.Namespace) -> str:
    """Everything a rubric asks."""
    shown = _chosen_rubric(chosen)
    if chosen.format == "json":
        return _json(catalogue.plain(shown))
    return _shown([catalogue.blocks(shown)], chosen.format)


def print_schema(_: argparse.Namespace) -> str:
    """The JSON Schema of organizations."""
    return _json(schema())


def ask(chosen: argparse.Namespace) -> str:
    """What to find out next about each organization."""
    found = _for_each(chosen, lambda each: (each, questions(each, n=chosen.n, observer=chosen.observer)))
    if chosen.format == "json":
        return _json_of([_plain_questions(each, asked) for each, asked in found])
    return _shown([(Heading(each.subject.title), listing(asked)) for each, asked in found], chosen.format)


def _plain_questions(assessment: Assessment, asked: Sequence[Question]) -> dict[str, object]:
    header = {"format": "collabmodel/questions", "version": 1, "subject": assessment.subject.title}
    return {**header, "questions": [each.to_dict() for each in asked]}


def plan(chosen: argparse.Namespace) -> str:
    """The cheapest plan for each organization, or effort against certainty."""
    if chosen.frontier:
        return _frontiers(chosen)
    plans = _for_each(
        chosen,
        lambda each: recommend(
            each,
            target=chosen.target,
            budget=chosen.budget,
            reading=chosen.reading,
            require=chosen.require,
            exclude=chosen.exclude,
        ),
    )
    if chosen.format == "json":
        return _json_of([each.to_dict() for each in plans])
    return _shown([each.blocks() for each in plans], chosen.format)


def _frontiers(chosen: argparse.Namespace) -> str:
    if chosen.budget is not None or chosen.require or chosen.exclude or chosen.reading is not Reading.LIKELY:
        chosen.usage_error("--frontier shows plans at every reading; of the wishes it takes --target only")
    found = _for_each(chosen, lambda each: frontier(each, target=chosen.target))
    if chosen.format == "json":
        return _json_of([[each.to_dict() for each in plans] for plans in found])
    return _shown([frontier_blocks(plans) for plans in found], chosen.format)


def compare_two(chosen: argparse.Namespace) -> str:
    """Two organizations side by side."""
    first, second = _two(chosen)
    return _one(compare(first, second), chosen.format)


def progress_between(chosen: argparse.Namespace) -> str:
    """What has changed from one description of an organization to the next, each judged from its own day."""
    before, after = _two(chosen)
    return _one(progress(before, after), chosen.format)


def interview(chosen: argparse.Namespace) -> str:
    """Ask until the stage is settled; then where it stands, and the plan to the next one."""
    for name, stream in (("standard input", sys.stdin), ("standard output", sys.stdout)):
        if stream is None:
            raise DescriptionError([Fault(name, "is closed, so nobody can be asked; run it in a terminal")])
    held = _begun(chosen)
    kept = chosen.save or chosen.resume
    _can_be_kept(held, chosen)
    print(f"Answers are kept in {named(kept)}." if kept else "Answers are not kept; --save FILE keeps them.")
    print(f"They are dated {held.seen_on}; --as-of gives another day.")

    def keep(changed: Interview) -> None:
        if kept:
            save_interview(changed, kept)

    over = converse(held, input, print, keep)
    _export(over, chosen.export)
    assessment = over.assessment
    return "\n\n".join(("", str(assessment), *_plan_after(assessment)))


def _can_be_kept(held: Interview, chosen: argparse.Namespace) -> None:
    """Write what will be written again in the end: better it fails before the first question than after the last."""
    if chosen.export and not isinstance(held.subject, Organization):
        chosen.usage_error("only organizations can be exported")
    if chosen.save and chosen.export and Path(chosen.save).resolve() == Path(chosen.export).resolve():
        chosen.usage_error("--save and --export name one file; name two")
    for option, path in (("--save", chosen.save), ("--export", chosen.export)):
        if path and _is_there(path):
            way_out = "go on with --resume, or name another file"
            raise DescriptionError([Fault(f"{option} {quoted(path)}", f"is there already; {way_out}")])
    if chosen.save:
        save_interview(held, chosen.save)
    _export(held, chosen.export)


def _is_there(path: str) -> bool:
    try:
        return Path(path).exists()
    except OSError:  # whoever writes there will say what is wrong with it
        return False


def _export(held: Interview, path: str | None) -> None:
    described = held.described
    if path and isinstance(described, Organization):
        dump(described, path)


def _begun(chosen: argparse.Namespace) -> Interview:
    """A new interview, or the one to go on with."""
    judge_by = _chosen_rubric(chosen)
    if "-" in chosen.files:
        chosen.usage_error("answers are read from standard input; name a FILE for the organization")
    if chosen.resume:
        if any((chosen.case, chosen.files, chosen.name, chosen.rater, chosen.as_of, chosen.observer)):
            left_out = "--name, --rater, --observer, --as-of, --case and FILE"
            chosen.usage_error(f"--resume goes on as it was begun; leave out {left_out}")
        return resume_interview(chosen.resume, judge_by).reopened()
    subjects = _each(chosen, lambda organization: organization) if chosen.case or chosen.files else []
    if len(subjects) > 1:
        chosen.usage_error("an interview is about one organization; name one")
    begun = Interview(
        judge_by,
        observer=chosen.observer or Observer.INSIDE,
        rater=chosen.rater,
        seen_on=chosen.as_of or datetime.now(UTC).astimezone().date(),
    )
    begun = attrs.evolve(begun, subject=subjects[0]) if subjects else begun
    return begun if chosen.name is None else attrs.evolve(begun, subject=_renamed(begun.subject, chosen.name))


def _renamed(subject: Subject, name: str) -> Subject:
    if isinstance(subject, Purpose):
        return attrs.evolve(subject, statement=name)
    return attrs.evolve(subject, name=name)


def _plan_after(assessment: Assessment) -> Iterator[str]:
    if assessment.rubric.actions:
        try:
            yield str(recommend(assessment))
        except UnreachableError as error:
            yield f"{error}."


def _assessed(chosen: argparse.Namespace) -> list[Assessment]:
    return _for_each(chosen, lambda assessment: assessment)


def _for_each(chosen: argparse.Namespace, use: Callable[[Assessment], T]) -> list[T]:
    """Use the assessment of every organization that was named."""
    judge_by, as_of = _chosen_rubric(chosen), getattr(chosen, "as_of", None)
    return _each(chosen, lambda organization: use(assess(organization, judge_by, as_of=as_of)))


def _two(chosen: argparse.Namespace) -> tuple[Assessment, Assessment]:
    if len(chosen.case) + len(chosen.files) != 2:
        chosen.usage_error("name two: FILE or --case, the first and the second")
    first, second = _assessed(chosen)
    return first, second


def _one(result: Comparison | Progress, form: str) -> str:
    return _json(result.to_dict()) if form == "json" else _shown([result.blocks()], form)


def _json_of(several: Sequence[object]) -> str:
    """One as it is, several as a list."""
    return _json(several[0] if len(several) == 1 else several)


def _json(data: object) -> str:
    return json.dumps(data, indent=2)  # in ASCII, so that no terminal or file can spoil it


def _shown(several: Sequence[Sequence[Block]], form: str) -> str:
    if form == "html":
        page = as_page("collabmodel", map(as_html, several)).rstrip()
        return page.encode("ascii", "xmlcharrefreplace").decode()  # whatever encoding it is printed in
    show = as_markdown if form == "markdown" else as_text
    return "\n\n".join(show(blocks).rstrip() for blocks in several)


def _each(chosen: argparse.Namespace, use: Callable[[Organization], T]) -> list[T]:
    """Use every organization that was named; the faults of all of them are told together."""
    sources = [*chosen.case, *chosen.files]
    if not sources:
        chosen.usage_error("name at least one FILE, - for standard input, or --case")
    if chosen.files.count("-") > 1:
        chosen.usage_error("standard input can be read once; write - once")
    found, faults = [], []
    for position, source in enumerate(sources):
        read = cases.case if position < len(chosen.case) else _read
        try:
            found.append(use(read(source)))
        except CollabModelError as error:
            faults.append(f"{ascii_controls(source)}: {error}")
    if faults:
        raise CollabModelError("\n".join(faults))
    return found


def _read(source: str) -> Organization:
    if source == "-":
        if sys.stdin is None:
            raise DescriptionError([Fault("standard input", "is closed; name a file")])
        return loads(decoded(sys.stdin.buffer.read(), "standard input"))
    return loads(read_text(source))


def _chosen_rubric(chosen: argparse.Namespace) -> type[Rubric]:
    """The class that was named, from the library, an installed package or a module in this folder."""
    module_name, _, name = chosen.rubric.partition(":")
    here = ""  # to Python this folder, whichever it is
    sys.path.insert(0, here)
    try:
        with contextlib.redirect_stdout(sys.stderr):  # what a module prints is no result
            module = importlib.import_module(module_name)
    except CollabModelError:
        raise
    except (Exception, SystemExit) as error:
        reason = f"{type(error).__name__}: {cut(str(error))}"
        problem = f"cannot be imported: {reason}; name a module that Python finds from here"
        raise DescriptionError([Fault(f"--rubric {quoted(module_name)}", problem)]) from error
    finally:
        sys.path.remove(here)
    return _rubric_in(module, name)


def _rubric_in(module: ModuleType, name: str) -> type[Rubric]:
    rubric = vars(module).get(name)
    if not is_rubric(rubric):
        known = [key for key, value in vars(module).items() if is_rubric(value)]
        problem = f"{quoted(name)} is not a rubric in this module; {suggestion(name, known)}"
        raise DescriptionError([Fault(f"--rubric {quoted(module.__name__)}", problem)])
    return rubric
