"""Rubric: a class statement that collects declarations and refuses faulty ones on the spot.

A rubric is a declaration and never instantiated. Declarations are inherited along the method resolution order, parents
first; a class adds, replaces (under the same name) and removes (by None).
"""

import hashlib
import inspect
import io
import itertools
import keyword
import textwrap
import tokenize
from collections.abc import Callable, Mapping
from enum import Enum
from types import CodeType
from typing import Any, ClassVar, Self, TypeVar

from collabmodel.errors import RubricError, quoted, suggestion
from collabmodel.model.ladder import Ladder
from collabmodel.model.organization import Organization
from collabmodel.rubrics import checking
from collabmodel.rubrics.lint import Note, lint
from collabmodel.rubrics.notation import Action, Approach, Criterion, Declaration, Dimension, Quota, Reader

D = TypeVar("D", bound=Declaration)

PLAIN = (str, bytes, int, float, Enum, type(None))


class RubricType(type):
    """The type of rubrics: what is declared is settled, so that a verdict and its digest cannot drift apart."""

    def __setattr__(cls, name: str, value: object) -> None:
        raise RubricError(f"{cls.__name__}.{name}", "a declared rubric is settled", "write a subclass that differs")

    def __delattr__(cls, name: str) -> None:
        raise RubricError(
            f"{cls.__name__}.{name}", "a declared rubric is settled", f"write a subclass with {name} = None"
        )


class Rubric(metaclass=RubricType):
    """The base of every rubric: subclass it, or one of its subclasses, and declare.

    Attributes:
        id, version, title, source: what to call it, and where it comes from.
        subject: the type of what it judges.
        ladder: the stages.
        rule: the quota of the dimensions, and of the criteria of every dimension without its own.
        coherence: how much the parts are alike, organization to dimension and dimension to criterion; 0 is not at all.
        half_life: months until evidence has lost half its weight.
        prior: probability of each stage before any evidence; None: all the same.
        dimensions, criteria, readers, actions, approaches: what is declared, parents first.

    Raises:
        RubricError: at the class statement, for every fault in a declaration.
    """

    id: ClassVar[str] = ""
    version: ClassVar[str] = "0"
    title: ClassVar[str] = ""
    source: ClassVar[str] = ""
    subject: ClassVar[type] = Organization
    ladder: ClassVar[Ladder]
    rule: ClassVar[Quota] = Quota(2, 3)
    coherence: ClassVar[tuple[float, float]] = (0.5, 0.5)
    half_life: ClassVar[float] = 24
    prior: ClassVar[tuple[float, ...] | None] = None

    dimensions: ClassVar[tuple[Dimension, ...]] = ()
    criteria: ClassVar[tuple[Criterion, ...]] = ()
    readers: ClassVar[tuple[Reader, ...]] = ()
    actions: ClassVar[tuple[Action, ...]] = ()
    approaches: ClassVar[tuple[Approach, ...]] = ()

    def __new__(cls, *_: object, **__: object) -> Self:
        """Refuse: there are no instances."""
        raise RubricError(
            f"{cls.__name__}()", "a rubric is a declaration and has no instances", "pass the class itself"
        )

    def __init_subclass__(cls, **options: Any) -> None:  # noqa: ANN401 - whatever the other bases take
        super().__init_subclass__(**options)
        for name in ("id", "title"):
            if name not in vars(cls):
                _settle(cls, name, cls.__name__)
        _check_own_names(cls)
        _check_settings(cls)
        declared = _collected(cls)
        _settle(cls, "dimensions", _kept(declared, Dimension))
        _settle(cls, "criteria", _criteria(cls, declared))
        _settle(cls, "readers", _readers(cls, declared))
        _settle(cls, "actions", _actions(cls, declared))
        _settle(cls, "approaches", _kept(declared, Approach))
        _check_declarations(cls)

    @classmethod
    def lint(cls) -> tuple[Note, ...]:
        """What is legal here and may still be unwise: dummies, gates that cannot fail, stages nobody can stand on."""
        return lint(cls.ladder, cls.rule, cls.dimensions, cls.criteria)

    @classmethod
    def digest(cls) -> str:
        """A short hash of everything that can change a verdict; wording and actions cannot, readers can.

        A reader counts by its own text, not by the text of functions it calls: raise ``version`` when those change.
        """
        parts = [repr((cls.ladder.names, cls.rule, tuple(map(float, cls.coherence)), cls.prior))]
        parts += [repr((d.key, d.points, d.lead, d.rule)) for d in cls.dimensions]
        for each in cls.criteria:
            levels = [(level.key, level.reach) for level in each.levels]
            half_life = float(each.half_life or cls.half_life)
            parts.append(repr((each.key, each.dimension.key, each.points, each.lead, half_life, levels)))
        parts += [
            repr(
                (
                    reader.key,
                    type(reader).__name__,
                    reader.criterion.key,
                    _text(reader.function),
                    _made_with(reader.function),
                )
            )
            for reader in cls.readers
        ]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:16]


def _settle(cls: type[Rubric], name: str, value: object) -> None:
    type.__setattr__(cls, name, value)


_OWN_NAMES = frozenset(name for name in vars(Rubric) if not name.startswith("_")) | {"ladder"}
_COLLECTED = frozenset({"dimensions", "criteria", "readers", "actions", "approaches", "lint", "digest"})


def _check_own_names(cls: type[Rubric]) -> None:
    """What the class itself writes: no name of Rubric's is taken, every None removes something that was there."""
    inherited = _declarations(cls.__mro__[1:])
    for name, value in vars(cls).items():
        place = f"{cls.__name__}.{name}"
        if name in _COLLECTED or (name in _OWN_NAMES and isinstance(value, Declaration)):
            raise RubricError(place, f"{name!r} is a name that Rubric itself uses", "choose another name")
        if isinstance(value, Declaration):
            _check_key(place, name, value)
            _check_kind(place, value, inherited.get(name))
        elif isinstance(value, (tuple, list)) and any(isinstance(part, Declaration) for part in value):
            remedy = "take away the comma behind it, or declare each under a name of its own"
            raise RubricError(place, f"this is a {type(value).__name__} that holds a declaration", remedy)
        elif value is None and name not in inherited and name not in _OWN_NAMES and not name.startswith("__"):
            raise RubricError(place, "there is nothing of this name to remove", suggestion(name, inherited))
        elif value is not None and name in inherited:
            kind = _named(type(inherited[name]))
            how = "decorate it with the criterion's .reader" if kind == "a Reader" else f"write {kind}"
            raise RubricError(place, f"{quoted(value)} replaces {kind}", f"{how}, or None to remove it")


def _check_key(place: str, name: str, value: Declaration) -> None:
    if name.startswith("_") or not name.isidentifier() or keyword.iskeyword(name):
        remedy = "choose a plain name that begins with a letter"
        raise RubricError(place, "the name of a declaration is its public key", remedy)
    if value.key != name:
        remedy = "declare it once; for a changed copy write .evolve(...)"
        raise RubricError(place, f"this is the same declaration as {value.key!r}", remedy)


def _check_kind(place: str, value: Declaration, replaced: Declaration | None) -> None:
    for kind in (Dimension, Criterion, Reader, Action, Approach):
        if isinstance(replaced, kind) and not isinstance(value, kind):
            fault = f"{_named(type(value))} replaces {_named(kind)} of the same name"
            raise RubricError(place, fault, "choose another name")


def _named(kind: type[Declaration]) -> str:
    return f"{'an' if kind.__name__.startswith('A') else 'a'} {kind.__name__}"


def _check_settings(cls: type[Rubric]) -> None:
    place = cls.__name__
    checking.ladder(place, getattr(cls, "ladder", None))
    for name in ("id", "version", "title"):
        checking.words(f"{place}.{name}", name, getattr(cls, name))
    if not isinstance(cls.source, str):
        raise RubricError(f"{place}.source", f"source is {quoted(cls.source)}", "write the source as text")
    checking.quota(f"{place}.rule", cls.rule)
    checking.coherence(f"{place}.coherence", cls.coherence, len(cls.ladder))
    checking.half_life(f"{place}.half_life", cls.half_life)
    checking.prior(f"{place}.prior", cls.prior, len(cls.ladder))
    checking.subject(f"{place}.subject", cls.subject)


def _collected(cls: type[Rubric]) -> Mapping[str, Declaration]:
    declared = _declarations(cls.__mro__)
    for name in _OWN_NAMES & declared.keys():
        raise RubricError(
            f"{cls.__name__}.{name}", f"{name!r} is a name that Rubric itself uses", "choose another name"
        )
    if not declared:
        raise RubricError(cls.__name__, "nothing is declared", "declare a Dimension and a Criterion")
    return declared


def _declarations(bases: tuple[type, ...]) -> dict[str, Declaration]:
    """What classes declare together, parents first; a replaced declaration keeps its place."""
    declared: dict[str, Declaration] = {}
    for base in reversed(bases):
        for name, value in vars(base).items():
            if isinstance(value, Declaration):
                declared[name] = value
            elif value is None:
                declared.pop(name, None)
    return declared


def _kept(declared: Mapping[str, Declaration], kind: type[D]) -> tuple[D, ...]:
    return tuple(value for value in declared.values() if isinstance(value, kind))


def _was_removed(cls: type[Rubric], key: str) -> bool:
    return bool(key) and key in _everything_ever_declared(cls) and getattr(cls, key, None) is None


def _everything_ever_declared(cls: type[Rubric]) -> frozenset[str]:
    return frozenset(
        name for base in cls.__mro__ for name, value in vars(base).items() if isinstance(value, Declaration)
    )


def _criteria(cls: type[Rubric], declared: Mapping[str, Declaration]) -> tuple[Criterion, ...]:
    """Every criterion whose dimension was not removed, bound to the dimension that now has its key."""
    dimensions = {dimension.key: dimension for dimension in _kept(declared, Dimension)}
    criteria = []
    for each in _kept(declared, Criterion):
        key = each.dimension.key if isinstance(each.dimension, Dimension) else ""
        if not _was_removed(cls, key):
            criteria.append(_rebound(each, dimension=dimensions[key]) if key in dimensions else each)
    return tuple(criteria)


def _readers(cls: type[Rubric], declared: Mapping[str, Declaration]) -> tuple[Reader, ...]:
    criteria = {criterion.key: criterion for criterion in cls.criteria}
    readers = []
    for each in _kept(declared, Reader):
        key = each.criterion.key if isinstance(each.criterion, Criterion) else ""
        if key in criteria:
            readers.append(_rebound(each, criterion=criteria[key]))
        elif key not in _everything_ever_declared(cls):
            readers.append(each)  # left for the check to refuse
    return tuple(readers)


def _actions(cls: type[Rubric], declared: Mapping[str, Declaration]) -> tuple[Action, ...]:
    """Every action; an inherited one without what this class removed, and gone when it raises nothing any more."""
    criteria = {criterion.key for criterion in cls.criteria}
    ever = _everything_ever_declared(cls)
    inherited = {
        each.key: _without_effects_on(each, ever - criteria)
        for each in _kept(declared, Action)
        if each.key not in vars(cls)
    }
    gone = {key for key, each in inherited.items() if not each.effects} | {
        key for key in ever if _was_removed(cls, key)
    }
    kept = [inherited.get(each.key, each) for each in _kept(declared, Action) if each.key not in gone]
    return tuple(_without_names(each, gone) if each.key in inherited else each for each in kept)


def _without_effects_on(action: Action, removed: frozenset[str]) -> Action:
    return _rebound(action, raises=tuple((key, level) for key, level in action.effects if key not in removed))


def _without_names(action: Action, gone: set[str]) -> Action:
    left = {name: tuple(key for key in getattr(action, name) if key not in gone) for name in ("after", "excludes")}
    return _rebound(action, **left)


def _rebound(declared: D, **changes: Any) -> D:  # noqa: ANN401 - takes the arguments of the class it is called on
    """A changed copy that keeps its key."""
    if all(getattr(declared, name, None) is value for name, value in changes.items()):
        return declared
    copy = declared.evolve(**changes)
    copy.__set_name__(type(copy), declared.key)
    return copy


def _check_declarations(cls: type[Rubric]) -> None:
    dimensions = {each.key: each for each in cls.dimensions}
    criteria = {each.key: each for each in cls.criteria}
    actions = {each.key: each for each in cls.actions}
    for criterion in cls.criteria:
        checking.criterion(f"{cls.__name__}.{criterion.key}", criterion, dimensions, cls.ladder)
    if not cls.dimensions:
        raise RubricError(cls.__name__, "no dimension is declared", 'write leadership = Dimension("Leadership")')
    for dimension in cls.dimensions:
        checking.dimension(f"{cls.__name__}.{dimension.key}", dimension, cls.criteria)
    for reader in cls.readers:
        checking.reader(f"{cls.__name__}.{reader.key}", reader, criteria)
    for action in cls.actions:
        checking.action(f"{cls.__name__}.{action.key}", action, criteria, actions, cls.ladder)
    checking.no_cycle(cls.__name__, actions)
    for approach in cls.approaches:
        checking.approach(f"{cls.__name__}.{approach.key}", approach, cls.approaches, cls.ladder)


def _text(function: Callable[..., object]) -> object:
    """What a reader does, told apart by its source without comments and layout, else by its compiled form."""
    try:
        return _words(textwrap.dedent(inspect.getsource(function)))
    except (OSError, TypeError, SyntaxError, tokenize.TokenError):
        return _compiled(
            getattr(function, "__code__", None) or f"{type(function).__module__}.{type(function).__name__}"
        )


def _words(source: str) -> list[str]:
    layout = (tokenize.COMMENT, tokenize.NL, tokenize.NEWLINE, tokenize.INDENT, tokenize.DEDENT)
    return [
        token.string for token in tokenize.generate_tokens(io.StringIO(source).readline) if token.type not in layout
    ]


def _compiled(part: object) -> object:
    """Compiled code without the addresses and file names in it, which differ from run to run."""
    if not isinstance(part, CodeType):
        return _plainly(part)
    return part.co_code, part.co_names, [_compiled(each) for each in part.co_consts]


def _made_with(function: Callable[..., object]) -> list[object]:
    """What a function was made with: defaults and the plain values that it closes over."""
    cells = [cell.cell_contents for cell in getattr(function, "__closure__", None) or ()]
    given = (getattr(function, name, None) or () for name in ("__defaults__", "args"))  # args: of a partial
    values = [*itertools.chain(*given), *(getattr(function, "keywords", None) or {}).items(), *cells]
    return [_plainly(value) for value in values]


def _plainly(value: object) -> object:
    """A value as it is written, the same in every run: sets in one order, and of anything else only the type."""
    if isinstance(value, tuple):
        return [_plainly(each) for each in value]
    if isinstance(value, frozenset):
        return sorted(map(repr, map(_plainly, value)))
    return repr(value) if isinstance(value, PLAIN) else type(value).__qualname__
