"""What commands write, and what a terminal shows until they do."""

from typing import Any

import click

WIDTH = "plea_games.width"
"""Under which ``context.meta`` has the width of tables."""

_CLOCK = "plea_games.clock"


class Group(click.Group):
    """Commands with a clock on the terminal, for what takes longer than two seconds."""

    def invoke(self, ctx: click.Context) -> Any:
        """As click does."""
        from ..progress import clock

        with clock("computing") as ctx.meta[_CLOCK]:
            return super().invoke(ctx)


def show(text: object, *, err: bool = False) -> None:
    """Write a result to stdout, or a message to stderr, in place of the clock."""
    context = click.get_current_context(silent=True)
    if context is not None and _CLOCK in context.meta:
        context.meta[_CLOCK].stop()
    click.echo(text, err=err)
