"""The drawing of the house, and every import statement held against it."""

import ast
import graphlib
import subprocess
import sys
from pathlib import Path

import pytest

import collabmodel

SOURCE = Path(collabmodel.__file__).parent

LAYERS = {
    0: {"errors", "extras"},
    1: {
        "model",
        "model.checks",
        "model.ladder",
        "model.evidence",
        "model.organization",
        "model.identity",
        "model.sectors",
        "core",
        "core.rule",
        "core.belief",
        "core.distribution",
        "core.search",
        "core.parts",
        "core.plan",
        "core.inquiry",
        "core.agreement",
        "core.choice",
        "core.patterns",
        "render",
        "render.rows",
        "render.plots",
        "render.waiting",
    },
    2: {
        "rubrics",
        "rubrics.notation",
        "rubrics.checking",
        "rubrics.lint",
        "rubrics.rubric",
        "rubrics.derivation",
        "rubrics.from_channels",
        "rubrics.from_communities",
        "rubrics.in_own_names",
        "rubrics.purpose_screen",
        "rubrics.social_actions",
        "rubrics.social_organization",
    },
    3: {"channels", "subjects", "reading", "encoding", "cells", "columns", "labels", "catalogue"},
    4: {
        "verdict",
        "standing",
        "units",
        "decoding",
        "report",
        "assessment",
        "exchange",
        "ranking",
        "verdicts",
        "partitions",
        "table",
    },
    5: {
        "asking",
        "tasks",
        "roads",
        "planning",
        "interviews",
        "comparison",
        "over_time",
        "cohort",
        "portfolios",
        "raters",
    },
    6: {
        "io",
        "io.csv_rows",
        "io.documents",
        "io.exempt",
        "io.faults",
        "io.files",
        "io.formats",
        "io.interviews",
        "io.parquet",
        "io.parquet_files",
        "io.parts",
        "io.replacing",
        "io.schema",
        "cases",
    },
    8: {
        "cli",
        "commands",
        "__main__",
        "testing",
        "laws",
        "laws.advice",
        "laws.case",
        "laws.evidence",
        "laws.population",
        "laws.rule",
        "laws.verdict",
    },
    9: {""},  # the public names: collabmodel itself
}
NUMBER = {module: number for number, modules in LAYERS.items() for module in modules}

# What may be imported from outside the standard library, by the module or the package that may.
OUTSIDE = {
    "": set(),
    "errors": set(),
    "extras": set(),
    "model": {"attrs"},
    "core": {"numpy"},
    "render": set(),
    "rubrics": {"attrs"},
    "channels": {"attrs"},
    "reading": {"attrs"},
    "subjects": {"attrs"},
    "encoding": {"numpy"},
    "cells": {"numpy"},
    "columns": {"numpy"},
    "labels": set(),
    "units": set(),
    "catalogue": set(),
    "verdict": {"attrs"},
    "standing": {"attrs"},
    "decoding": set(),
    "report": {"attrs"},
    "assessment": {"attrs"},
    "exchange": {"numpy"},
    "verdicts": {"attrs", "numpy"},
    "ranking": {"attrs"},
    "partitions": set(),
    "table": {"numpy"},
    "asking": {"attrs"},
    "roads": {"attrs"},
    "interviews": {"attrs"},
    "comparison": {"attrs"},
    "over_time": {"attrs"},
    "cohort": {"attrs"},
    "portfolios": {"attrs"},
    "raters": {"attrs"},
    "tasks": {"attrs"},
    "planning": {"attrs"},
    "io": {"attrs", "cattrs"},
    "cases": set(),
    "cli": set(),
    "commands": {"attrs"},
    "__main__": set(),
    "testing": {"attrs", "hypothesis", "numpy"},
    "laws": {"attrs", "hypothesis", "numpy"},
}


def module_name(path):
    parts = path.relative_to(SOURCE).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


TREES = {module_name(path): ast.parse(path.read_text(encoding="utf-8")) for path in SOURCE.rglob("*.py")}


def imported(node):
    """The dotted names that an import statement may load, the most exact first."""
    if isinstance(node, ast.Import):
        return [[alias.name] for alias in node.names]
    return [[f"{node.module}.{alias.name}", str(node.module)] for alias in node.names]


def own(names):
    """The module of this package that an import means, None where it means another package."""
    inside = [name.partition(".")[2] for name in names if name.partition(".")[0] == "collabmodel"]
    return next((name for name in inside if name in TREES), None)


def statements(tree):
    return [node for node in ast.walk(tree) if isinstance(node, (ast.Import, ast.ImportFrom))]


def arrows(module):
    """The modules of this package that a module imports."""
    found = {own(names) for node in statements(TREES[module]) for names in imported(node)}
    return found - {None}


def packages(module):
    """The packages from elsewhere that a module imports."""
    found = {names[-1].partition(".")[0] for node in statements(TREES[module]) for names in imported(node)}
    return found - {"collabmodel"} - sys.stdlib_module_names


def inside(module, package):
    return module == package or module.startswith(f"{package}.")


every_module = pytest.mark.parametrize("module", sorted(TREES), ids=lambda module: module or "collabmodel")


def test_every_module_is_in_the_drawing_and_only_modules_are():
    assert set(TREES) == set(NUMBER)


@every_module
def test_a_module_imports_only_from_lower_numbers_or_its_own(module):
    assert {name: NUMBER[name] for name in arrows(module) if NUMBER[name] > NUMBER[module]} == {}


def test_no_imports_go_round_in_a_circle():
    graphlib.TopologicalSorter({module: arrows(module) for module in TREES}).prepare()


def test_core_model_and_render_know_nothing_of_each_other():
    for one in ("core", "model", "render"):
        for module in filter(lambda name: inside(name, one), TREES):
            assert all(inside(target, one) or NUMBER[target] == 0 for target in arrows(module)), module


def test_core_does_not_even_know_the_errors():
    assert all(inside(target, "core") for module in TREES if inside(module, "core") for target in arrows(module))


@pytest.mark.parametrize(
    ("lower", "higher"),
    [
        ("verdict", "standing"),
        ("standing", "units"),
        ("standing", "report"),
        ("units", "assessment"),
        ("decoding", "assessment"),
    ],
)
def test_what_explains_stands_below_what_assembles(lower, higher):
    assert lower in arrows(higher)
    assert higher not in arrows(lower)


@every_module
def test_a_module_imports_from_outside_only_what_its_place_allows(module):
    assert packages(module) <= OUTSIDE[module.partition(".")[0]]


@pytest.mark.parametrize(("package", "owners"), [("cattrs", {"io"}), ("hypothesis", {"testing", "laws"})])
def test_what_loads_slowly_has_one_door(package, owners):
    assert {module.partition(".")[0] for module in TREES if package in packages(module)} <= owners


@every_module
def test_imports_stand_at_the_top_of_a_module(module):
    functions = [
        node
        for node in ast.walk(TREES[module])
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda))
    ]
    assert [ast.unparse(node) for function in functions for node in statements(function)] == []


@every_module
def test_no_import_is_only_for_type_checkers(module):
    names = {node.id for node in ast.walk(TREES[module]) if isinstance(node, ast.Name)}
    names |= {node.attr for node in ast.walk(TREES[module]) if isinstance(node, ast.Attribute)}
    names |= {alias.name for node in statements(TREES[module]) for alias in node.names}
    assert "TYPE_CHECKING" not in names


@every_module
def test_imports_are_written_in_full(module):
    assert all(node.level == 0 for node in statements(TREES[module]) if isinstance(node, ast.ImportFrom))
    assert all(alias.name != "*" for node in statements(TREES[module]) for alias in node.names)


def test_modules_are_imported_by_name_only_where_that_is_the_point():
    by_name = {
        module
        for module, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and node.attr in {"import_module", "__import__"}
    }
    assert by_name <= {"", "commands", "extras"}  # submodules on first use, a rubric of one's own, what may be missing


def loaded_after(statement):
    code = f"import sys; {statement}; print(*sorted({{name.partition('.')[0] for name in sys.modules}}))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize("statement", ["import collabmodel", "from collabmodel import assess, check"])
def test_describing_and_judging_load_nothing_that_is_slow(statement):
    loaded = loaded_after(statement)
    assert loaded & {"cattrs", "hypothesis", "matplotlib", "jinja2", "narwhals", "dask", "pandas"} == set()


@pytest.mark.parametrize("name", ["cases", "errors", "io", "rubrics", "load", "loads", "dump", "dumps"])
def test_the_rest_loads_on_first_use(name):
    assert getattr(collabmodel, name) is not None


def test_the_public_names_are_sorted_and_all_there():
    assert collabmodel.__all__ == sorted(collabmodel.__all__)
    assert all(getattr(collabmodel, name) is not None for name in collabmodel.__all__)
    assert set(collabmodel.__all__) < set(dir(collabmodel))
    assert {"cases", "errors", "testing"} < set(dir(collabmodel))


def test_a_name_that_is_not_there_is_an_attribute_error():
    with pytest.raises(AttributeError, match="module 'collabmodel' has no attribute 'assassin'"):
        collabmodel.assassin  # noqa: B018


def test_the_stub_tells_type_checkers_of_the_same_names():
    stub = ast.parse(Path(collabmodel.__file__).with_suffix(".pyi").read_text(encoding="utf-8"))
    (names,) = [ast.literal_eval(node.value) for node in stub.body if isinstance(node, ast.Assign)]
    assert set(names) == set(dir(collabmodel))
