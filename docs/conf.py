"""How Sphinx builds the documentation: offline, and any warning stops it."""

import sys
from pathlib import Path

from docutils import nodes
from sphinx import addnodes
from sphinx.application import Sphinx

import plea_games

sys.path.insert(0, str(Path(__file__).parent / "_extensions"))

project = "plea_games"
author = "The plea_games developers"
project_copyright = author
release = version = plea_games.__version__

extensions = [
    "sphinx.ext.autodoc",
    "sphinx.ext.autosummary",
    "numpydoc",
    "myst_nb",
    "mathml",
    "essays",
    "from_code",
    "links",
    "placeholders",
    "public_names",
]
exclude_patterns = ["_build", "_extensions", "_templates"]
templates_path = ["_templates"]
nitpicky = True

autosummary_generate = True
autodoc_typehints = "none"  # types stand in the sections on parameters, with units and ranges
numpydoc_show_class_members = False
numpydoc_class_members_toctree = False
numpydoc_xref_param_type = False

myst_heading_anchors = 3
nb_execution_mode = "off"  # what the notebooks hold is what their tests hold them to
smartquotes = False

html_theme = "furo"
html_title = f"plea_games {release}"
html_math_renderer = "mathml"
html_static_path = ["_static"]
html_css_files = ["tables.css"]
html_copy_source = False
html_show_sphinx = False


def _once(app: Sphinx, domain: str, objtype: str, content: nodes.Element) -> None:
    """A function with variants by the kind of game has one signature, not one for each kind."""
    del app, domain, objtype
    description = content.parent
    shown = set()
    for signature in list(description.findall(addnodes.desc_signature)):
        if signature.parent is description and signature.astext() in shown:
            description.remove(signature)
        shown.add(signature.astext())


def setup(app: Sphinx) -> None:
    """Connect what the settings above cannot say."""
    app.connect("object-description-transform", _once)
