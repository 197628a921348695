"""``plea-games completion``, and what a shell offers to complete words with."""

from pathlib import Path

import click
from click.shell_completion import CompletionItem, get_completion_class

from .option_faults import Command
from .terminal import show

SHELLS = ("bash", "zsh", "fish")
_FILES = (".toml", ".nfg", ".efg", ".agg")

Items = list[CompletionItem]


def complete_file(_context: click.Context, _param: click.Parameter, incomplete: str) -> Items:
    """Any file."""
    return [CompletionItem(incomplete, type="file")]


def complete_scenario(_context: click.Context, _param: click.Parameter, incomplete: str) -> Items:
    """The built-in caseloads, and files here that may hold a game; else any file."""
    from ..caseloads.built_in import scenario_names

    here = sorted(path.name for path in Path().iterdir() if path.suffix.lower() in _FILES)
    words = [name for name in (*scenario_names(), *here) if name.startswith(incomplete)]
    return list(map(CompletionItem, words)) or [CompletionItem(incomplete, type="file")]


def complete_layout(_context: click.Context, _param: click.Parameter, incomplete: str) -> Items:
    """The built-in layouts; else any file."""
    from ..records.layouts_known import layout_names

    words = [name for name in layout_names() if name.startswith(incomplete)]
    return list(map(CompletionItem, words)) or [CompletionItem(incomplete, type="file")]


def complete_term(_context: click.Context, _param: click.Parameter, incomplete: str) -> Items:
    """The parameters of terms, those of installed packages too."""
    from ..model.terms.by_name import term_parameters
    from ..model.terms.installed import load_installed_terms

    load_installed_terms()
    return [
        CompletionItem(f"{name}=", help=parameter.meaning)
        for name, parameter in term_parameters().items()
        if name.startswith(incomplete)
    ]


@click.command(
    cls=Command,
    short_help="Completion of words by the Tab key, for bash, zsh and fish.",
    epilog="Example: plea-games completion bash >> ~/.bashrc",
)
@click.argument("shell", type=click.Choice(SHELLS))
def completion(shell: str) -> None:
    r"""Print what a shell needs to complete commands, options, scenarios, terms and files.

    \b
    bash:  plea-games completion bash >> ~/.bashrc
    zsh:   plea-games completion zsh >> ~/.zshrc
    fish:  plea-games completion fish > ~/.config/fish/completions/plea-games.fish

    New shells have it then.
    """
    context = click.get_current_context().find_root()
    chosen = get_completion_class(shell)
    assert chosen is not None
    script = chosen(context.command, {}, "plea-games", "_PLEA_GAMES_COMPLETE").source()
    for part, better in _CHANGES.get(shell, {}).items():
        assert script.count(part) == 1
        script = script.replace(part, better)
    show(script.strip())


_CHANGES = {
    "bash": {
        "COMPREPLY+=($value)": "COMPREPLY+=($value); [[ $value == *= ]] && compopt -o nospace",
    },
    "zsh": {
        "#compdef plea-games\n": "#compdef plea-games\n\n"
        "(( $+functions[compdef] )) || { autoload -Uz compinit && compinit }\n",
        "    local -a completions\n": "    local -a amounts completions\n",
        'if [[ "$descr" == "_" ]]; then': 'if [[ "$key" == *= ]]; then\n'
        '                amounts+=("$key":"$descr")\n'
        '            elif [[ "$descr" == "_" ]]; then',
        '    if [ -n "$completions" ]; then': '    if [ -n "$amounts" ]; then\n'
        "        _describe -V unsorted amounts -U -S ''\n    fi\n\n"
        '    if [ -n "$completions" ]; then',
    },
}
"""In the scripts of click: an amount follows its sign without a space, and zsh may have completion
that nobody has switched on."""
