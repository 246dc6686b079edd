"""The command line: its arguments, its exit codes and how it prints. What commands do is in ``commands``.

Exit code 0: done. 1: the input is at fault, and nothing but the fault is printed. 2: wrong usage.
"""

import argparse
import contextlib
import os
import sys
from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, TypeAlias

from collabmodel import cases, commands
from collabmodel.errors import CollabModelError, DescriptionError, quoted
from collabmodel.io.parts import day_in
from collabmodel.model.evidence import Observer
from collabmodel.tasks import Reading

DONE, AT_FAULT = 0, 1
FORMATS = ("text", "json", "markdown", "html")


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    _never_fail_to_print()
    chosen = _parser().parse_args(arguments)
    try:
        _print(chosen.command(chosen))
    except CollabModelError as error:
        print(f"collabmodel: {error}", file=sys.stderr)
        return AT_FAULT
    except BrokenPipeError:  # the reader has seen enough
        _stop_printing()
    except OSError as error:  # no room, or no standard output at all
        _stop_printing()
        print(f"collabmodel: cannot print: {error}; name another place to print to", file=sys.stderr)
        return AT_FAULT
    return DONE


def _print(output: str) -> None:
    if sys.stdout is None:
        raise OSError("standard output is closed")
    print(output)
    sys.stdout.flush()


def _stop_printing() -> None:
    """Without this Python would try, and complain, once more at exit."""
    with contextlib.suppress(AttributeError, OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _never_fail_to_print() -> None:
    """Characters that a terminal cannot show are shown as escapes, and bytes that are no characters read as such."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="collabmodel", description="How far has a nonprofit come in becoming a social organization?"
    )
    found = parser.add_subparsers(required=True, metavar="COMMAND")
    for add in (_add_judging, _add_advising, _add_comparing, _add_reference):
        add(found)
    return parser


Commands: TypeAlias = Any
"""What argparse adds commands to; it keeps the type of that to itself."""


def _add_judging(found: Commands) -> None:
    command = _command(found, "assess", commands.assess_all, "say where organizations stand, how sure that is, and why")
    _add_subjects(command)
    _add_shape(command)
    command = _command(found, "check", commands.check_all, "say whether documents are without fault")
    _add_subjects(command)
    _add_rubric(command)


def _add_advising(found: Commands) -> None:
    command = _command(found, "questions", commands.ask, "say what to find out next, and why the answer matters")
    _add_subjects(command)
    _add_shape(command)
    command.add_argument("-n", type=_number, default=5, metavar="N", help="how many questions; default: 5")
    _add_observer(command, "where those stand who would find out; what they can see comes first")
    command = _command(found, "plan", commands.plan, "say what to do next: the cheapest plan to a stage")
    _add_subjects(command)
    _add_shape(command)
    command.add_argument("--target", metavar="STAGE", help="the stage to reach; default: the next one")
    command.add_argument("--budget", type=float, metavar="DAYS", help="the most person-days")
    command.add_argument(
        "--reading",
        type=Reading,
        choices=list(Reading),
        default=Reading.LIKELY,
        metavar="likely|guaranteed",
        help="count as there what is likely (default), or take everything unknown at its worst",
    )
    command.add_argument("--require", action="append", default=[], metavar="ACTION", help="must be in the plan")
    command.add_argument("--exclude", action="append", default=[], metavar="ACTION", help="must not be in the plan")
    command.add_argument("--frontier", action="store_true", help="show effort against certainty instead")
    command = _command(found, "interview", commands.interview, "ask until the stage is settled, then show a plan")
    _add_subjects(command)
    _add_rubric(command)
    command.add_argument("--name", help="what to call the organization; default: as described")
    command.add_argument("--rater", default="", help="who answers")
    _add_observer(command, "where those stand who answer; default: inside")
    command.add_argument("--as-of", type=_day, metavar="YYYY-MM-DD", help="the day of the answers; default: today")
    command.add_argument("--save", type=_file_name, metavar="FILE", help="keep the answers there, after every reply")
    command.add_argument("--resume", type=_file_name, metavar="FILE", help="go on with the answers kept there")
    command.add_argument(
        "--export", type=_file_name, metavar="FILE", help="write the organization with the answers there, at the end"
    )


def _add_comparing(found: Commands) -> None:
    command = _command(found, "compare", commands.compare_two, "say which of two is further, and how sure that is")
    _add_subjects(command)
    _add_shape(command)
    command = _command(found, "progress", commands.progress_between, "say what has changed between two descriptions")
    _add_subjects(command)
    _add_rubric(command)
    _add_format(command)


def _add_reference(found: Commands) -> None:
    command = _command(found, "rubric", commands.rubric, "show what a rubric asks, and what can be done")
    _add_rubric(command)
    _add_format(command)
    _command(found, "schema", commands.print_schema, "print the JSON Schema of the documents")


def _command(
    found: Commands,
    name: str,
    run: Callable[[argparse.Namespace], str],
    text: str,
) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = found.add_parser(name, help=text, description=f"{text.capitalize()}.")
    parser.set_defaults(command=run, usage_error=parser.error)
    return parser


def _add_subjects(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("files", nargs="*", metavar="FILE", help="a document (JSON); - for standard input")
    parser.add_argument(
        "--case", action="append", default=[], choices=cases.NAMES, help="a shipped case; cases come before files"
    )


def _add_shape(parser: argparse.ArgumentParser) -> None:
    _add_rubric(parser)
    _add_format(parser)
    parser.add_argument(
        "--as-of", type=_day, metavar="YYYY-MM-DD", help="the day to judge from; default: the newest date described"
    )


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


def _add_observer(parser: argparse.ArgumentParser, text: str) -> None:
    parser.add_argument("--observer", type=Observer, choices=list(Observer), metavar="inside|outside", help=text)


def _day(text: str) -> date:
    try:
        return day_in(text)
    except DescriptionError as error:
        raise argparse.ArgumentTypeError(error.faults[0].problem) from None


def _file_name(text: str) -> str:
    if not text:
        raise argparse.ArgumentTypeError("it is empty; name a file")
    return text


def _number(text: str) -> int:
    if not text.isascii() or not text.isdigit() or len(text) > 6 or not int(text):
        raise argparse.ArgumentTypeError(f"expected a whole number from 1, got {quoted(text)}")
    return int(text)


def _rubric_name(text: str) -> str:
    module, colon, name = text.partition(":")
    if not (module and colon and name):
        raise argparse.ArgumentTypeError(f"{quoted(text)} names no class; write package.module:Class")
    return text
