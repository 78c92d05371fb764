"""The installation -> a row for each component: whether it works, and how to repair it; and its cache -> tidied.

Each component is loaded and tried in a check of its own, so a broken one is a row of the table. LibreOffice alone is
only looked for: it takes seconds to start, and most people do without it.
"""

import os
import platform
import re
import sys
import tempfile
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from importlib import import_module, metadata
from pathlib import Path
from typing import Any, NamedTuple

from wsisc import __version__
from wsisc.engines.child_processes import find_spec
from wsisc.messages import install_hint, join_clauses, t
from wsisc.messages.diagnostic import WsiscError

OK, MISSING, OPTIONAL = "ok", "missing", "optional"
CACHE_DAYS = 30
"""The default age at which an unused result is deleted; a guess: a submission is revised for some weeks."""
_MINIMUM_PYTHON = (3, 12)
_MIB = 1024 * 1024

_LIBRARIES = {  # distribution: the module to load, and what it is for
    "click": ("click", t("the command line")),
    "jinja2": ("jinja2", t("HTML pages")),
    "jsonschema": ("jsonschema", t("validation")),
    "lxml": ("lxml.etree", t("Word files")),
    "markdown-it-py": ("markdown_it", t("parsing text")),
    "pillow": ("PIL.Image", t("figures")),
    "pypdfium2": ("pypdfium2", t("reading PDF files")),
    "pyyaml": ("yaml", t("reading submissions")),
    "watchfiles": ("watchfiles", t("the preview")),
}
_LANGUAGES = {  # language: the role of its font in the theme, and a word to set
    t("Arabic"): ("arabic", "القمة"),
    t("Chinese"): ("han", "信息社会"),
    t("English"): ("text", "summit"),
    t("French"): ("text", "sommet à Genève"),
    t("Russian"): ("text", "саммит"),
    t("Spanish"): ("text", "año"),
    t("signs"): ("symbols", "✓ ➢"),
}
_EXTRAS = {"manimgx_fonts_cjk": "wsisc[cjk]"}  # fonts that are an optional dependency
_TEST_DOCUMENT = """
#set document(title: "Trial")
#set text(font: json(bytes(sys.inputs.document)).fonts, fallback: false, lang: "en")
"""


class ComponentStatus(NamedTuple):
    """A row of the table: a component, its state, what was found, and how to repair it."""

    name: str
    state: str
    found: str
    remedy: str = ""


def check_installation() -> Iterator[ComponentStatus]:
    """Yield the state of each component of the installation: Python, libraries, programs, fonts, calls, and others.

    A component that fails is a row, never an exception. Raises no WsiscError.

    Example::

        from wsisc.api import check_installation

        for component in check_installation():
            print(component.name, component.state, component.found, component.remedy)
    """
    yield ComponentStatus("wsisc", OK, __version__)
    checks: dict[str, Callable[[], ComponentStatus]] = {
        "Python": _check_python,
        t("System"): _check_system,
        t("Calls and templates"): _check_data,
        t("Calls in this folder"): _check_own_calls,
        **{name: partial(_check_library, name) for name in _LIBRARIES},
        "libyaml": _check_libyaml,
        "Pandoc": _check_pandoc,
        "LibreOffice": _check_libreoffice,
    }
    yield from (_run_check(name, check) for name, check in checks.items())
    engine = _run_check("Typst", _check_typst)
    yield engine
    with ThreadPoolExecutor() as pool:
        names = (t("Font for {each}", each=language) for language in _LANGUAGES)
        checks_of_fonts = (partial(_check_font, language, engine.state == OK) for language in _LANGUAGES)
        yield from pool.map(_run_check, names, checks_of_fonts)
    yield _run_check(t("Terminal"), _check_terminal)
    yield _run_check(t("Temporary files"), _check_temporary_files)


def _run_check(name: str, check: Callable[[], ComponentStatus]) -> ComponentStatus:
    """Return the result of a check; if the check itself fails, that the component does not work."""
    try:
        return check()._replace(name=name)
    except (Exception, SystemExit) as error:  # noqa: BLE001 - any failure means that the component is broken
        found = t("does not work: {summarize_error}", summarize_error=_summarize_error(error))
        return ComponentStatus(name, MISSING, found, install_hint.install_command(reinstall=True))


def _summarize_error(error: BaseException) -> str:
    """Return the key line of an error, without the name of the user's folder, since the table is sent to others."""
    lines = [line for line in str(error).splitlines() if line.strip()] or [type(error).__name__]
    summary = lines[-1] if "Traceback" in lines[0] else " ".join(lines)
    return " ".join(summary.split()).replace(str(Path.home()), "~")[:160]


def _check_python() -> ComponentStatus:
    needed = ".".join(map(str, _MINIMUM_PYTHON))
    if sys.version_info[:2] < _MINIMUM_PYTHON:
        found = t("{python_version} is too old", python_version=platform.python_version())
        return ComponentStatus("", MISSING, found, t("install Python {needed} or later", needed=needed))
    return ComponentStatus("", OK, f"{platform.python_version()} ({platform.python_implementation()})")


def _check_system() -> ComponentStatus:
    return ComponentStatus("", OK, f"{platform.system()} {platform.release()}, {platform.machine()}")


def _check_data() -> ComponentStatus:
    from wsisc.messages import resources

    calls = resources.names("schemas/calls", ".yaml")
    resources.text("templates/themes/cstd.yaml")
    if not calls:
        return ComponentStatus(
            "", MISSING, t("no calls for contributions were found"), install_hint.install_command(reinstall=True)
        )
    return ComponentStatus("", OK, t("{count} calls for contributions", count=len(calls)))


def _check_own_calls() -> ComponentStatus:
    from wsisc.calls.call import shadowing_message
    from wsisc.messages.diagnostic import WsiscError
    from wsisc.workspace import repository

    try:
        known = repository.load_catalogue(Path())
    except WsiscError as error:
        return ComponentStatus("", OPTIONAL, _summarize_error(error), t("make it readable, or delete it"))
    unusable = [t("calls/{id}.yaml cannot be used: {error}", id=id, error=why) for id, why in known.invalid.items()]
    if problems := [*map(shadowing_message, known.find_shadowing()), *unusable]:
        more = t("run wsisc calls check for details; ") if known.invalid else ""
        return ComponentStatus(
            "", OPTIONAL, join_clauses(problems), t("{more}delete the calls that you do not need", more=more)
        )
    return ComponentStatus("", OK, ", ".join(known.own) or t("none"))


def _check_library(name: str) -> ComponentStatus:
    module, purpose = _LIBRARIES[name]
    try:
        import_module(module)
    except ModuleNotFoundError:
        found = t("is not installed; needed for {purpose}", purpose=purpose)
        return ComponentStatus("", MISSING, found, install_hint.install_command(name))
    version, least = _installed_version(name), _minimum_version(name)
    if version and least and _version_numbers(version) < _version_numbers(least):
        found = t("{version} is too old; needed for {purpose}", version=version, purpose=purpose)
        return ComponentStatus("", MISSING, found, install_hint.install_command(f"{name}>={least}"))
    return ComponentStatus(
        "", OK, t("{version}, for {purpose}", version=version or t("version unknown"), purpose=purpose)
    )


def _installed_version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _minimum_version(name: str) -> str:
    """Return the oldest version of a library that wsisc requires, "" if it requires none."""
    try:
        requirements = metadata.requires("wsisc") or []
    except metadata.PackageNotFoundError:
        return ""
    for requirement in requirements:
        if re.split(r"[^\w.-]", requirement)[0].lower().replace("_", "-") == name and (
            found := re.search(r">=([\d.]+)", requirement)
        ):
            return found[1]
    return ""


def _version_numbers(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", version)[:3])


def _check_libyaml() -> ComponentStatus:
    import yaml

    if hasattr(yaml, "CLoader"):
        return ComponentStatus("", OK, t("files are read with the fast parser"))
    found = t("is not installed: everything works, but large files are read slowly")
    return ComponentStatus("", OPTIONAL, found, install_hint.install_command("pyyaml", reinstall=True))


def _check_pandoc() -> ComponentStatus:
    from wsisc.engines import pandoc
    from wsisc.messages.diagnostic import WsiscError

    configured = os.environ.get("PYPANDOC_PANDOC")
    remedy = (
        t("unset PYPANDOC_PANDOC, or set it to a Pandoc that works")
        if configured
        else install_hint.install_command("pypandoc_binary", reinstall=True)
    )
    try:
        converted = pandoc.start("*word*", "plain").result()
    except WsiscError as error:
        return ComponentStatus("", MISSING, _summarize_error(error), remedy)
    if converted.strip() != b"word":
        return ComponentStatus("", MISSING, t("does not convert a test word"), remedy)
    is_ours = "pypandoc" in Path(pandoc.binary()).parts
    place = (
        t("set by PYPANDOC_PANDOC")
        if configured
        else t("installed with wsisc")
        if is_ours
        else t("installed on this system")
    )
    return ComponentStatus(
        "", OK, t("{version}, {place}; converted a test word", version=pandoc.version(), place=place)
    )


def _check_libreoffice() -> ComponentStatus:
    from wsisc.engines import libreoffice

    if libreoffice.find_program():
        return ComponentStatus("", OK, t("installed on this system, for .doc, .odt and .rtf files; not tested"))
    found = t("is not installed; needed for .doc, .odt and .rtf files")
    return ComponentStatus("", OPTIONAL, found, t("install it from libreoffice.org"))


def _typeset_word(word: str, fonts: dict[str, str]) -> Any:
    from wsisc.engines import typst

    return typst.typeset(_TEST_DOCUMENT + word, {}, fonts, {}, 0)


def _check_typst() -> ComponentStatus:
    from wsisc.document import fonts
    from wsisc.engines import typst
    from wsisc.messages.diagnostic import WsiscError

    if find_spec("typst") is None:
        return ComponentStatus(
            "", MISSING, t("is not installed; needed for PDF files"), install_hint.install_command("typst")
        )
    try:
        _typeset_word("1", fonts.folders())
    except WsiscError as error:
        return ComponentStatus(
            "", MISSING, _summarize_error(error), install_hint.install_command("typst", reinstall=True)
        )
    return ComponentStatus("", OK, t("{version}; typeset a test line", version=typst.version()))


def _check_font(language: str, has_typst: bool) -> ComponentStatus:
    from wsisc import theme
    from wsisc.document import fonts

    role, word = _LANGUAGES[language]
    family = theme.load().fonts[role]["pdf"]
    folder, font = fonts.folder(family), fonts.families()[family]
    if not folder or not any(Path(folder).rglob("*.tt[fc]")):
        is_optional = "wheel" in font
        remedy = (
            install_hint.install_command(_EXTRAS[font["wheel"]])
            if is_optional
            else install_hint.install_command(reinstall=True)
        )
        return ComponentStatus(
            "", OPTIONAL if is_optional else MISSING, t("font {family} is not installed", family=family), remedy
        )
    if not has_typst:
        return ComponentStatus(
            "", OK, t("font {family} is installed, but was not tested because Typst does not work", family=family)
        )
    _typeset_word(word, {family: folder})
    return ComponentStatus("", OK, t("font {family}; typeset a test word", family=family))


def _check_terminal() -> ComponentStatus:
    encoding = getattr(sys.stdout, "encoding", None) or ""
    if encoding.lower().replace("-", "").startswith("utf8"):
        return ComponentStatus("", OK, t("displays all characters (UTF-8)"))
    remedy = t("run setx PYTHONUTF8 1, and open a new terminal") if os.name == "nt" else "export PYTHONUTF8=1"
    found = t(
        "uses {encoding}: some characters are displayed as ?; documents are not affected",
        encoding=encoding or t("unknown"),
    )
    return ComponentStatus("", OPTIONAL, found, remedy)


def _check_temporary_files() -> ComponentStatus:
    try:
        with tempfile.TemporaryDirectory(prefix="wsisc-") as folder:
            (Path(folder) / "trial").write_bytes(bytes(_MIB))
    except OSError as error:
        reason = error.strerror or str(error)
        found = t("cannot be written: {reason}", reason=reason)
        return ComponentStatus("", MISSING, found, t("free disk space, or set TMPDIR to another folder"))
    return ComponentStatus("", OK, t("writable"))


def prune_cache(days: float = CACHE_DAYS) -> tuple[int, int]:
    """Delete the cached results that were not used for some days, all for 0; return their number and their bytes.

    What cannot be deleted remains. Raises WsiscError for a negative number of days.

    Example::

        from wsisc.api import prune_cache

        print(prune_cache(days=90))
    """
    from wsisc.pipeline.jobs import job_cache

    if not days >= 0:  # nor is it, of "not a number"
        raise WsiscError(t("the number of days is {days}; use 0 or more", days=days), exit_code=2)
    return job_cache.Cache(job_cache.folder()).prune(days)
