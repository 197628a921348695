"""Colours, markers, line styles and hatches that stay apart in print and for every eye.

Okabe & Ito's palette (2008, "Color Universal Design", from memory) tells apart what colour-blind
readers confuse. No two series differ in colour alone, and neighbouring fills differ in lightness
and in hatch.
"""

from dataclasses import dataclass
from typing import Any

from ...extras import optional

BLACK = "#000000"
BLUE = "#0072B2"
VERMILION = "#D55E00"
GREEN = "#009E73"
PURPLE = "#CC79A7"
ORANGE = "#E69F00"
SKY = "#56B4E9"
GREY = "#777777"

SEQUENTIAL = "cividis"
"""A colour map whose lightness grows evenly, also for colour-blind readers."""


@dataclass(frozen=True)
class Series:
    """How one of several series is drawn."""

    color: str
    linestyle: Any
    marker: str

    @property
    def line(self) -> dict[str, Any]:
        """Arguments for a line without markers."""
        return {"color": self.color, "linestyle": self.linestyle, "linewidth": 1.8}

    @property
    def points(self) -> dict[str, Any]:
        """Arguments for markers without a line."""
        return {
            "color": self.color,
            "linestyle": "none",
            "marker": self.marker,
            "markersize": 6.5,
            "markeredgecolor": "white",
            "markeredgewidth": 0.6,
        }

    @property
    def both(self) -> dict[str, Any]:
        """Arguments for a line with markers."""
        return {**self.points, **self.line}


SERIES = (
    Series(BLUE, "-", "o"),
    Series(VERMILION, "--", "s"),
    Series(GREEN, "-.", "^"),
    Series(BLACK, ":", "D"),
    Series(PURPLE, (0, (5, 1, 1, 1, 1, 1)), "v"),
    Series(ORANGE, (0, (8, 2)), "P"),
    Series(SKY, (0, (3, 1)), "X"),
)


_HATCH_SHADE = 0.86  # of the fill's own lightness


@dataclass(frozen=True)
class Fill:
    """How one of several areas is filled; the hatch is drawn in the edge colour.

    That is opaque, for in PDF hatches have no transparency.
    """

    facecolor: str
    hatch: str

    @property
    def arguments(self) -> dict[str, Any]:
        """For patches and filled curves."""
        with optional():  # explorer pages take colours, and draw without it
            from matplotlib.colors import to_rgb

        return {
            "facecolor": self.facecolor,
            "hatch": self.hatch,
            "edgecolor": [_HATCH_SHADE * part for part in to_rgb(self.facecolor)],
            "linewidth": 0,
        }


FILLS = (
    Fill("#B9B9B9", "xx"),
    Fill("#F3CF8F", "//"),
    Fill("#CDE6F7", ""),
    Fill("#F4F4F4", ".."),
)
"""From the darkest, for what is hardest, to the lightest."""
