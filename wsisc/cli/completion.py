"""`wsisc completion SHELL`: the script that lets a shell complete commands, options, files, calls and rules."""

from importlib import metadata

import click
from click.shell_completion import get_completion_class

from wsisc.messages import t
from wsisc.messages.diagnostic import WsiscError


@click.command("completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish", "powershell"]), metavar="bash|zsh|fish|powershell")
@click.pass_context
def command(ctx: click.Context, shell: str) -> None:
    """Print a shell completion script.

    It completes commands, options, files, calls and rules when you press Tab. Install it once, then open a new
    terminal:

    \b
    bash (4.4 or later):
      mkdir -p ~/.local/share/bash-completion/completions
      wsisc completion bash > ~/.local/share/bash-completion/completions/wsisc
    bash without the package bash-completion:
      wsisc completion bash >> ~/.bashrc
    zsh, if .zshrc calls compinit:
      wsisc completion zsh >> ~/.zshrc
    fish:
      mkdir -p ~/.config/fish/completions
      wsisc completion fish > ~/.config/fish/completions/wsisc.fish
    PowerShell:
      if (!(Test-Path $PROFILE)) { New-Item -Force $PROFILE }
      wsisc completion powershell >> $PROFILE
    """
    kind = get_completion_class(shell)
    if kind is None:
        raise WsiscError(
            t("click {value} does not support completion for {shell}", value=metadata.version("click"), shell=shell),
            t('update click: pip install "click>=8.5"'),
        )
    name = ctx.find_root().info_name or "wsisc"
    script = kind(ctx.find_root().command, {}, name, f"_{name.upper()}_COMPLETE")
    click.echo(script.source_template % script.source_vars())
