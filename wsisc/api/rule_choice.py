"""A file, and the options of a caller -> the rules that check it, and the other files that these read."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from wsisc.lint import selection
from wsisc.lint.selection import Selection
from wsisc.messages import t
from wsisc.messages.diagnostic import Severity, WsiscError
from wsisc.workspace import earlier_submissions, originals
from wsisc.workspace.earlier_submissions import EarlierFolders
from wsisc.workspace.input_files import InputFile, Notify
from wsisc.writers.build_job import BuildOptions

_COMPARING_RULE = "recycled-passage"
_TRANSLATION_RULES = {"circular-original", "outdated-translation"}


class RuleOptions(NamedTuple):
    """The rules to run and their severities, as the caller sets them; None: as the wsisc.toml of a file does.

    `select` and `ignore` are names of rules and groups, `severity` maps rules to "error", "warning" or "info". With
    `strict` warnings make a file invalid too, with `draft` required parts may be empty.
    """

    select: Sequence[str] | None = None
    ignore: Sequence[str] | None = None
    severity: Mapping[str, str] = {}
    strict: bool | None = None
    draft: bool | None = None


class ChosenRules(NamedTuple):
    """The options of a check, and whether warnings make a file invalid."""

    options: BuildOptions
    is_strict: bool

    @property
    def failing(self) -> set[Severity]:
        """The severities that make a file invalid."""
        return {Severity.ERROR, *([Severity.WARNING] if self.is_strict else [])}


def choose_rules(
    file: InputFile, rules: RuleOptions, measure: bool, folders: EarlierFolders, notify: Notify
) -> ChosenRules:
    """Return how to check a file, with the entity's earlier files if a rule compares with them.

    Raises WsiscError if an option, or a setting of the file, is wrong.
    """
    settings, _, settings_file = file.settings
    _select(settings.select, settings.ignore, settings.severity, f"{settings_file}: [validate] ")
    draft = settings.draft if rules.draft is None else rules.draft
    severities = {**settings.severity, **rules.severity}
    select = settings.select if rules.select is None else rules.select
    ignore = settings.ignore if rules.ignore is None else rules.ignore
    chosen = _select(select, ignore, severities, "", draft)
    options = BuildOptions(rules=chosen, measure=measure)
    if _COMPARING_RULE in chosen.codes and settings.last_year:
        options = options._replace(earlier=earlier_submissions.find_earlier(file, folders, notify))
    if not _TRANSLATION_RULES.isdisjoint(chosen.codes):
        options = options._replace(original=originals.find_original(file))
    return ChosenRules(options, settings.strict if rules.strict is None else rules.strict)


def _select(
    select: Sequence[str], ignore: Sequence[str], severity: Mapping[str, str], origin: str, draft: bool = False
) -> Selection:
    """Return the selection of rules. Raises WsiscError, which names the `origin` of the options, if one is wrong."""
    if unknown := [level for level in severity.values() if level not in list(Severity)]:
        raise WsiscError(
            t(
                "{origin}{unknown} is not a severity: use error, warning or info",
                origin=origin,
                unknown=repr(unknown[0]),
            ),
            exit_code=2,
        )
    try:
        return selection.from_names(select, ignore, severity, draft)
    except selection.UnknownRuleName as error:
        raise WsiscError(t("{origin}{error}", origin=origin, error=error), exit_code=2) from None
