"""The name of a file in `schemas/` or `templates/` -> its text, from a checkout or from an installed wheel."""

from functools import cache
from pathlib import Path
from typing import Any

from wsisc.messages import t
from wsisc.messages.diagnostic import WsiscError

_PACKAGE = Path(__file__).parents[1]


@cache
def folder(kind: str) -> Path:
    """Return the folder `kind` ("schemas" or "templates").

    Raises WsiscError where neither the wheel nor the checkout has it.
    """
    for root in (_PACKAGE / "_data", _PACKAGE.parent):
        if (root / kind).is_dir():
            return root / kind
    raise WsiscError(t("the folder {kind} of wsisc is missing", kind=kind), t("install wsisc again"))


@cache
def text(path: str) -> str:
    """Return the text of a resource such as "schemas/calls/cstd-26.yaml".

    Raises WsiscError where it does not exist.
    """
    kind, _, rest = path.partition("/")
    try:
        return (folder(kind) / rest).read_text("utf-8")
    except OSError as error:
        raise WsiscError(
            t("{path} of wsisc cannot be read: {error}", path=path, error=error.strerror),
            t("install wsisc again"),
        ) from None


@cache
def read_strings(path: str) -> Any:
    """Return the data of a YAML resource whose values are all texts; faster than `source.read`, without positions.

    Raises WsiscError where it does not exist.
    """
    import yaml  # not at the top: `doctor` must still report on Pandoc and fonts where PyYAML is broken

    return yaml.load(text(path), getattr(yaml, "CBaseLoader", yaml.BaseLoader))


@cache
def read_language_file(folder: str, language: str, otherwise: str = "") -> Any:
    """Return the data of `templates/<folder>/<language>.yaml`, all of it text.

    `otherwise` is the language to take where the folder has no such file. Raises WsiscError if that is missing too.
    """
    is_known = not otherwise or language in names(f"templates/{folder}", ".yaml")
    return read_strings(f"templates/{folder}/{language if is_known else otherwise}.yaml")


@cache
def names(path: str, suffix: str) -> tuple[str, ...]:
    """Return the names, without `suffix`, of the resources in a folder, in alphabetical order."""
    kind, _, rest = path.partition("/")
    return tuple(sorted(file.name.removesuffix(suffix) for file in (folder(kind) / rest).glob(f"*{suffix}")))
