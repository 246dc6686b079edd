"""How the documentation is built: ``sphinx-build -n -W -b html docs docs/_build/html``.

The pages of rubrics are rendered from their classes while they are built, so that no page can differ from what judges.
"""

import importlib.metadata
import inspect
import tempfile
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective

import collabmodel
from collabmodel.catalogue import blocks
from collabmodel.render.rows import as_markdown

project = "collabmodel"
author = "The collabmodel maintainers"
version = release = importlib.metadata.version("collabmodel")

extensions = ["myst_parser", "sphinx.ext.autodoc", "sphinx.ext.napoleon", "sphinx.ext.doctest"]
exclude_patterns = ["_build"]
nitpicky = True
# What other libraries document; this page links to no other site.
nitpick_ignore_regex = [("py:.*", r"(datetime|collections|hypothesis|types|typing|numpy|attrs?|os)\..*")]

myst_enable_extensions = ["colon_fence"]
myst_heading_anchors = 3

autodoc_member_order = "bysource"
autodoc_typehints_format = "short"
python_use_unqualified_type_names = True
napoleon_numpy_docstring = False
napoleon_custom_sections = [("Attributes", "params_style")]

# An example stands or falls by every character it prints. It runs in an empty folder.
doctest_default_flags = 0
doctest_test_doctest_blocks = ""  # only what says that it runs, runs
_folder = tempfile.TemporaryDirectory()
_home = str(Path.cwd())
doctest_global_setup = f"import os; os.chdir({_folder.name!r})"
doctest_global_cleanup = f"import os; os.chdir({_home!r})"

html_theme = "furo"
html_theme_options = {"light_css_variables": {"code-font-size": "74%"}}  # 100 columns, as wide as a slide
html_title = f"collabmodel {release}"
html_show_sphinx = False
html_show_copyright = False
html_show_sourcelink = False
html_copy_source = False


class RubricDirective(SphinxDirective):
    """Everything that a rubric of the library asks, rendered from its class."""

    required_arguments = 1

    def run(self) -> list[nodes.Node]:
        """The page below its title."""
        rubric = getattr(collabmodel, self.arguments[0])
        self.env.note_dependency(inspect.getfile(rubric))
        page = as_markdown(blocks(rubric)).replace("  \n", "\\\n")  # a break that survives the loss of trailing spaces
        return self.parse_text_to_nodes(page, allow_section_headings=True)


COLON, NO_COLON = ":", "\ue000"


def _hide_colons(app: Sphinx, what: str, name: str, obj: object, options: object, lines: list[str]) -> None:
    """Lest napoleon takes the words before a colon for a type: here they begin a sentence."""
    if what in {"attribute", "property"}:
        lines[:] = [line.replace(COLON, NO_COLON) for line in lines]


def _show_colons(app: Sphinx, what: str, name: str, obj: object, options: object, lines: list[str]) -> None:
    lines[:] = [line.replace(NO_COLON, COLON) for line in lines]


def setup(app: Sphinx) -> None:
    """Tell Sphinx of what is defined here."""
    app.add_directive("rubric-page", RubricDirective)
    app.connect("autodoc-process-docstring", _hide_colons, priority=400)  # napoleon comes at 500
    app.connect("autodoc-process-docstring", _show_colons, priority=600)
