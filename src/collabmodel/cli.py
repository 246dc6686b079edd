"""The command line: arguments in, text out, nothing decided.

Exit code 0: done. 1: the input is at fault, and nothing but the fault is printed. 2: wrong usage.
"""

import argparse
import contextlib
import importlib
import json
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from types import ModuleType
from typing import Any, TypeVar

from collabmodel import cases, catalogue
from collabmodel.assessment import assess
from collabmodel.errors import CollabModelError, DescriptionError, Fault, ascii_controls, cut, quoted, suggestion
from collabmodel.io.documents import loads
from collabmodel.io.files import decoded, read_text
from collabmodel.io.parts import day_in
from collabmodel.io.schema import schema
from collabmodel.model.organization import Organization
from collabmodel.reading import check
from collabmodel.render.rows import Block, Lines, as_html, as_markdown, as_page, as_text
from collabmodel.rubrics.rubric import Rubric
from collabmodel.subjects import is_rubric

DONE, AT_FAULT = 0, 1
FORMATS = ("text", "json", "markdown", "html")

T = TypeVar("T")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    _never_fail_to_print()
    chosen = _parser().parse_args(arguments)
    try:
        output = chosen.command(chosen)
    except CollabModelError as error:
        print(f"collabmodel: {error}", file=sys.stderr)
        return AT_FAULT
    return _print(output)


def _print(output: str) -> int:
    try:
        print(output)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader has seen enough
        _stop_printing()
    except (OSError, AttributeError) as error:  # no room, or no standard output at all
        _stop_printing()
        print(f"collabmodel: cannot print: {error}; name another place to print to", file=sys.stderr)
        return AT_FAULT
    return DONE


def _stop_printing() -> None:
    """Without this Python would try, and complain, once more at exit."""
    with contextlib.suppress(AttributeError, OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _never_fail_to_print() -> None:
    """Characters that a terminal cannot show are shown as escapes."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="collabmodel", description="How far has a nonprofit come in becoming a social organization?"
    )
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    command = _command(commands, "assess", _assess, "say where organizations stand, how sure that is, and why")
    _add_subjects(command)
    _add_rubric(command)
    _add_format(command)
    command.add_argument(
        "--as-of", type=_day, metavar="YYYY-MM-DD", help="the day to judge from; default: the newest date described"
    )
    command = _command(commands, "check", _check, "say whether documents are without fault")
    _add_subjects(command)
    _add_rubric(command)
    command = _command(commands, "rubric", _rubric, "show what a rubric asks")
    _add_rubric(command)
    _add_format(command)
    _command(commands, "schema", _schema, "print the JSON Schema of the documents")
    return parser


def _command(
    commands: Any,  # noqa: ANN401 - argparse keeps the type of its subparsers to itself
    name: str,
    run: Callable[[argparse.Namespace], str],
    text: str,
) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = commands.add_parser(name, help=text, description=f"{text.capitalize()}.")
    parser.set_defaults(command=run, usage_error=parser.error)
    return parser


def _add_subjects(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="*", metavar="FILE", help="a document (JSON); - for standard input")
    parser.add_argument("--case", action="append", default=[], choices=cases.NAMES, help="a shipped case")


def _add_rubric(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--rubric",
        default="collabmodel:SocialOrganization",
        type=_rubric_name,
        metavar="PACKAGE.MODULE:CLASS",
        help="judge by a rubric of your own",
    )


def _add_format(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--format", default="text", choices=FORMATS, help="default: text")


def _day(text: str) -> date:
    try:
        return day_in(text)
    except DescriptionError as error:
        raise argparse.ArgumentTypeError(error.faults[0].problem) from None


def _rubric_name(text: str) -> str:
    module, colon, name = text.partition(":")
    if not (module and colon and name):
        raise argparse.ArgumentTypeError(f"{quoted(text)} names no class; write package.module:Class")
    return text


def _assess(chosen: argparse.Namespace) -> str:
    rubric = _chosen_rubric(chosen)
    found = _each(chosen, lambda organization: assess(organization, rubric, as_of=chosen.as_of))
    if chosen.format == "json":
        data = [assessment.to_dict() for assessment in found]
        return _json(data[0] if len(data) == 1 else data)
    return _shown([(*each.blocks(), Lines((str(each.robustness),))) for each in found], chosen.format)


def _check(chosen: argparse.Namespace) -> str:
    rubric = _chosen_rubric(chosen)

    def faultless(organization: Organization) -> str:
        check(organization, rubric)
        return f"{ascii_controls(organization.name)}: no faults"

    return "\n".join(_each(chosen, faultless))


def _rubric(chosen: argparse.Namespace) -> str:
    rubric = _chosen_rubric(chosen)
    if chosen.format == "json":
        return _json(catalogue.plain(rubric))
    return _shown([catalogue.blocks(rubric)], chosen.format)


def _schema(_: argparse.Namespace) -> str:
    return _json(schema())


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
