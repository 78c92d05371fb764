"""Names -> themes: the built-in ones, and a repository's own."""

from collections.abc import Mapping
from typing import NamedTuple

from wsisc import theme
from wsisc.messages import t
from wsisc.messages.diagnostic import WsiscError, excerpt
from wsisc.theme import Theme


class Themes(NamedTuple):
    """The known themes: the built-in ones, and `own`: the contents of a repository's files by name.

    `invalid` maps own themes that cannot be used to the reason; among them are those with the name of a built-in one.
    """

    own: Mapping[str, str] = {}
    invalid: Mapping[str, str] = {}

    def names(self) -> list[str]:
        """Return the names of the themes, in alphabetical order."""
        return sorted({*theme.names(), *self.own})

    def load(self, name: str) -> Theme:
        """Return the theme with a name. Raises WsiscError if it does not exist, or its file is invalid."""
        if name in self.invalid:
            raise WsiscError(
                t("themes/{name}.yaml cannot be used: {invalid}", name=name, invalid=self.invalid[name]), exit_code=2
            )
        if name in self.own:
            return theme.from_text(name, self.own[name])
        if name not in theme.names():
            problem = t(
                'the theme "{name}" does not exist; use one of {names}',
                name=excerpt(name),
                names=", ".join(self.names()),
            )
            raise WsiscError(problem, exit_code=2)
        return theme.load(name)


BUILT_IN = Themes()
