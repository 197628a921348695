"""One self-contained page on which a reader moves the numbers of a caseload.

Its formulas are printed from the symbolic layer as JavaScript, so the page computes what the
package computes: whatever decides a tie in exact fractions, the rest in doubles.
"""

from .page import explorer_page

__all__ = ["explorer_page"]
