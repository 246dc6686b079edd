"""Plain rows as text, Markdown and HTML.

Blocks of text and tables in, one string out; nothing here knows what they mean. Everything is escaped for where it
goes, and the same blocks always give the same string. A float in a table is a probability.
"""

import html
import re
import textwrap
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from collabmodel.errors import ascii_controls

WIDTH = 100
LONGEST_LABEL = 40
LONGEST_TEXT = 2000
"""A sentence is cut there: what nobody reads need not be wrapped, escaped and sent."""
SHADE = "31, 104, 160"
"""A blue that keeps text readable over light and dark pages at the strengths used here."""


class Heading(NamedTuple):
    """What the following blocks are about."""

    text: str


class Lines(NamedTuple):
    """Sentences, each on a line of its own."""

    lines: tuple[str, ...]


class Listing(NamedTuple):
    """A sentence and the items it announces; numbered where their order matters."""

    title: str
    items: tuple[str, ...]
    ordered: bool = False


class Table(NamedTuple):
    """Rows under columns; the first cell of a row is its label."""

    caption: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str | float, ...], ...]


Block = Heading | Lines | Listing | Table


def percent(probability: float) -> str:
    """A probability in percent; what is merely close to none or to all does not look like it."""
    shown = f"{100 * probability:.0f}"
    if shown == "100" and probability < 1 - 1e-9:
        return ">99"
    return "<1" if shown == "0" and probability > 1e-9 else shown


def counted(number: int, one: str, several: str) -> str:
    """So many of something, in words."""
    return f"{number} {one if number == 1 else several}"


def as_text(blocks: Iterable[Block]) -> str:
    """For a terminal: at most 100 columns, unless a table is wider."""
    return "\n\n".join("\n".join(_text(block)) for block in blocks)


def _text(block: Block) -> Iterable[str]:
    match block:
        case Heading(text):
            title = _printable(text)
            return [title, "=" * min(len(title), WIDTH)]
        case Lines(lines):
            return [row for line in lines for row in _wrapped_lines(line)]
        case Listing(title, items, ordered):
            marks = [f"{number}." if ordered else "-" for number in range(1, len(items) + 1)]
            rows = [row for mark, item in zip(marks, items, strict=True) for row in _wrapped(mark, _printable(item))]
            return [*_wrapped_lines(title), *rows]
        case _:
            return _text_table(*block)


def _printable(text: str) -> str:
    return ascii_controls(text if len(text) <= LONGEST_TEXT else text[:LONGEST_TEXT] + "...")


def _wrapped(mark: str, item: str) -> list[str]:
    return textwrap.wrap(item, WIDTH, initial_indent=f"{mark:>3} ", subsequent_indent="    ", break_on_hyphens=False)


def _wrapped_lines(line: str) -> list[str]:
    return textwrap.wrap(_printable(line), WIDTH, break_on_hyphens=False)


def _text_table(caption: str, columns: Sequence[str], rows: Sequence[Sequence[str | float]]) -> list[str]:
    cells = [[_printable(_shown(cell)) for cell in row] for row in [columns, *rows]]
    cells = [[_cut(row[0]), *row[1:]] for row in cells]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = ["  ".join([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])]).rstrip() for row in cells]
    return [*_wrapped_lines(caption), *lines]


def _cut(label: str) -> str:
    return label if len(label) <= LONGEST_LABEL else label[: LONGEST_LABEL - 3] + "..."


def _shown(cell: str | float) -> str:
    return cell if isinstance(cell, str) else percent(cell)


def as_markdown(blocks: Iterable[Block]) -> str:
    """For a report: GitHub's tables, nothing else that is not common to all Markdown."""
    return "\n\n".join("\n".join(_markdown(block)) for block in blocks) + "\n"


def _markdown(block: Block) -> Iterable[str]:
    match block:
        case Heading(text):
            return [f"## {_marked(text)}"]
        case Lines(lines):
            return ["  \n".join(map(_marked, lines))]
        case Listing(title, items, ordered):
            mark = "1." if ordered else "-"
            return [_marked(title), "", *(f"{mark} {_marked(item)}" for item in items)]
        case _:
            caption, columns, rows = block
            cells = [[_marked(_shown(cell)) for cell in row] for row in [columns, *rows]]
            bars = ["| " + " | ".join(row) + " |" for row in cells]
            ruler = "|" + "|".join([" --- ", *[" ---: "] * (len(columns) - 1)]) + "|"
            return [_marked(caption), "", bars[0], ruler, *bars[1:]]


def _marked(text: str) -> str:
    """Text in which no character means anything to Markdown or to HTML."""
    return re.sub(r"([\\`*_\[\]|#~$])", r"\\\1", html.escape(_printable(text), quote=False))


def as_html(blocks: Iterable[Block]) -> str:
    """For a notebook or a page: one element without scripts or identifiers, tables with captions and scopes."""
    return '<div class="collabmodel">' + "".join(map(_html, blocks)) + "</div>"


def as_page(title: str, fragments: Iterable[str]) -> str:
    """A whole page of what ``as_html`` gave."""
    style = "body{font-family:sans-serif;max-width:60em;margin:2em auto;padding:0 1em;line-height:1.4}"
    return (
        f'<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8"><title>{_escaped(title)}</title>'
        f"<style>{style}</style></head>\n<body>{''.join(fragments)}</body></html>\n"
    )


def _html(block: Block) -> str:
    match block:
        case Heading(text):
            return f"<h3>{_escaped(text)}</h3>"
        case Lines(lines):
            return f"<p>{'<br>'.join(map(_escaped, lines))}</p>"
        case Listing(title, items, ordered):
            tag = "ol" if ordered else "ul"
            points = "".join(f"<li>{_escaped(item)}</li>" for item in items)
            return f"<p>{_escaped(title)}</p><{tag}>{points}</{tag}>"
        case _:
            caption, columns, rows = block
            head = "".join(f'<th scope="col" style="text-align:left">{_escaped(column)}</th>' for column in columns)
            body = "".join(f"<tr>{_html_row(row)}</tr>" for row in rows)
            title = f'<caption style="text-align:left">{_escaped(caption)}</caption>'
            return f"<table>{title}<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _html_row(row: Sequence[str | float]) -> str:
    label = f'<th scope="row" style="text-align:left">{_escaped(_shown(row[0]))}</th>'
    return label + "".join(map(_html_cell, row[1:]))


def _html_cell(cell: str | float) -> str:
    shade = "" if isinstance(cell, str) else f"; background: rgba({SHADE}, {0.5 * cell:.2f})"
    return f'<td style="text-align:right{shade}">{_escaped(_shown(cell))}</td>'


def _escaped(text: str) -> str:
    return html.escape(_printable(text))


class Shown:
    """Something that a person looks at: say what in blocks, and it can be printed, reported and shown in a notebook."""

    __slots__ = ()

    def blocks(self) -> tuple[Block, ...]:
        """What to show, in order."""
        raise NotImplementedError

    def __str__(self) -> str:
        return as_text(self.blocks())

    def to_markdown(self) -> str:
        """As Markdown."""
        return as_markdown(self.blocks())

    def to_html(self) -> str:
        """As a page of its own, to write into a file."""
        blocks = self.blocks()
        title = next((each.text for each in blocks if isinstance(each, Heading)), "")
        return as_page(title, [as_html(blocks)])

    def _repr_html_(self) -> str:
        return as_html(self.blocks())
