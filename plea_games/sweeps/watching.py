"""Whether somebody watches, for whom bars of progress are drawn."""

import sys


def watched() -> bool:
    """Whether somebody may look at a progress bar: in a terminal, or in a notebook."""
    kernel = sys.modules.get("ipykernel.kernelapp")
    in_notebook = kernel is not None and kernel.IPKernelApp.initialized()
    return in_notebook or (sys.stderr is not None and sys.stderr.isatty())
