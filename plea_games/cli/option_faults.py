"""Commands that name all that is wrong with their options, and explain their words."""

import click

from ..words import words_in


class OptionsError(click.UsageError):
    """Several options are missing or wrong; ``errors`` has one for each."""

    def __init__(self, errors: list[click.BadParameter], context: click.Context) -> None:
        self.errors = errors
        super().__init__("\n".join(error.format_message() for error in errors), context)


class Command(click.Command):
    """A command that names every option that is missing or wrong; click stops at the first.

    Its help explains the terms of art that it uses.
    """

    def format_epilog(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The words, then the example."""
        texts = [self.help or "", *(getattr(each, "help", None) or "" for each in self.params)]
        if words := words_in("\n".join(texts)):
            with formatter.section("Words"):
                formatter.write_dl([(word.name, word.says) for word in words])
        super().format_epilog(ctx, formatter)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """As click does, which may consume what it is given."""
        given = list(args)
        try:
            return super().parse_args(ctx, args)
        except click.BadParameter:
            raise OptionsError(self._errors(given, ctx), ctx) from None

    def _errors(self, args: list[str], ctx: click.Context) -> list[click.BadParameter]:
        values, rest, _ = self.make_parser(ctx).parse_args(args=args)
        errors = []
        for parameter in self.get_params(ctx):
            try:
                _, rest = parameter.handle_parse_result(ctx, values, rest)
            except click.BadParameter as error:
                errors.append(error)
        return errors
