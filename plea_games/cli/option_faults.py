"""What is wrong with the options of a command line, all of it at once."""

import click


class OptionsError(click.UsageError):
    """Several options are missing or wrong; ``errors`` has one for each."""

    def __init__(self, errors: list[click.BadParameter], context: click.Context) -> None:
        self.errors = errors
        super().__init__("\n".join(error.format_message() for error in errors), context)


class Command(click.Command):
    """A command that names every option that is missing or wrong; click stops at the first."""

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
