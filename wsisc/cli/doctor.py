"""`wsisc doctor`: what is installed -> a table of what works, what is missing and what brings it; nothing is assumed.

Every piece is loaded and tried within its own check, so that one that is broken is a line of the table.
"""

import os
import platform
import re
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module, metadata
from pathlib import Path
from typing import Any, NamedTuple

import click

from wsisc import __version__, install_hint
from wsisc.engines.isolated import find_spec

OK, MISSING, OPTIONAL = "ok", "missing", "optional"
_COLOURS = {OK: "green", MISSING: "red", OPTIONAL: "yellow"}
_OLDEST_PYTHON = (3, 12)
_MIB = 1024 * 1024

_LIBRARIES = {  # distribution: the module to load, and what it is for
    "click": ("click", "the commands"),
    "jinja2": ("jinja2", "the page"),
    "jsonschema": ("jsonschema", "checking"),
    "lxml": ("lxml.etree", "Word files"),
    "markdown-it-py": ("markdown_it", "reading texts"),
    "pillow": ("PIL.Image", "figures"),
    "pypdfium2": ("pypdfium2", "reading PDFs back"),
    "pyyaml": ("yaml", "reading submissions"),
    "watchfiles": ("watchfiles", "the preview"),
}
_LANGUAGES = {  # language: the role of its font in the theme, and a word to set
    "Arabic": ("arabic", "القمة"),
    "Chinese": ("han", "信息社会"),
    "English": ("serif", "summit"),
    "French": ("serif", "sommet à Genève"),
    "Russian": ("serif", "саммит"),
    "Spanish": ("serif", "año"),
    "signs": ("symbols", "✓ ➢"),
}
_EXTRAS = {"manimgx_fonts_cjk": "wsisc[cjk]"}  # fonts that are not installed unless asked for
_TRIAL = """
#set document(title: "Trial")
#set text(font: json(bytes(sys.inputs.document)).fonts, fallback: false, lang: "en")
"""


class Line(NamedTuple):
    """A line of the table: a piece, whether it is there, what was found, and what to do about it."""

    name: str
    state: str
    found: str
    remedy: str = ""


@click.command("doctor", short_help="Tell what is installed, what is missing, and what brings it.")
@click.option(
    "--output-format", type=click.Choice(["text", "json"]), default="text", help="json: to send with a question."
)
@click.pass_context
def command(ctx: click.Context, /, output_format: str) -> None:
    """Tell what is installed and works, what is missing, and the command that brings it.

    Pandoc converts a word and Typst sets one in each language, so what is called ok was tried. The exit code is 0
    where all that is needed is there, 3 where something is missing. Word and LibreOffice are not needed.
    """
    lines = list(_lines())
    missing = sum(line.state == MISSING for line in lines)
    if output_format == "json":
        told = {"wsisc": __version__, "ok": not missing, "checks": [line._asdict() for line in lines]}
        from wsisc.report.reported import as_json

        click.echo(as_json(told))
    else:
        click.echo(_table(lines))
        click.echo(f"\n{_conclusion(missing)}")
    ctx.exit(3 if missing else 0)


def _conclusion(missing: int) -> str:
    if not missing:
        return "All that is needed is there. (Word and LibreOffice are not: wsisc writes its files itself.)"
    what = "1 thing that is needed is" if missing == 1 else f"{missing} things that are needed are"
    return f"{what} missing: do what stands after the arrows, and ask again."


def _table(lines: Sequence[Line]) -> str:
    width = max(len(line.name) for line in lines)
    rows = []
    for line in lines:
        state = click.style(line.state.ljust(len(OPTIONAL)), fg=_COLOURS[line.state], bold=line.state == MISSING)
        rows.append(f"{state}  {line.name.ljust(width)}  {line.found}".rstrip())
        if line.remedy:
            rows.append(f"{'':{len(OPTIONAL) + width + 4}}-> {line.remedy}")
    return "\n".join(rows)


def _lines() -> Iterator[Line]:
    yield Line("wsisc", OK, __version__)
    yield from (
        _asked(name, check)
        for name, check in {"Python": _python, "System": _system, "Calls and templates": _data}.items()
    )
    yield _asked("Calls of this folder", _own_calls)
    for name in _LIBRARIES:
        yield _asked(name, lambda name=name: _library(name))  # type: ignore[misc]
    yield _asked("libyaml", _libyaml)
    yield _asked("Pandoc", _pandoc)
    engine = _asked("Typst", _typst)
    yield engine
    with ThreadPoolExecutor() as pool:
        yield from pool.map(
            lambda each: _asked(f"Font for {each}", lambda: _font(each, engine.state == OK)), _LANGUAGES
        )
    yield _asked("Terminal", _terminal)
    yield _asked("Temporary files", _temporary)


def _asked(name: str, check: Callable[[], Line]) -> Line:
    """Return the line of a check; where that fails in any way, one that says so."""
    try:
        return check()._replace(name=name)
    except (Exception, SystemExit) as error:  # noqa: BLE001 - a broken piece is what is looked for
        return Line(name, MISSING, f"does not work: {_told(error)}", install_hint.told(again=True))


def _told(error: BaseException) -> str:
    """Return the point of an error, without the name of the user's folder: the table is sent to others."""
    lines = [line for line in str(error).splitlines() if line.strip()] or [type(error).__name__]
    told = lines[-1] if "Traceback" in lines[0] else " ".join(lines)
    return " ".join(told.split()).replace(str(Path.home()), "~")[:160]


def _python() -> Line:
    needed = ".".join(map(str, _OLDEST_PYTHON))
    if sys.version_info[:2] < _OLDEST_PYTHON:
        return Line("", MISSING, f"{platform.python_version()}, which is too old", f"install Python {needed} or later")
    return Line("", OK, f"{platform.python_version()} ({platform.python_implementation()})")


def _system() -> Line:
    return Line("", OK, f"{platform.system()} {platform.release()}, {platform.machine()}")


def _data() -> Line:
    from wsisc import resources

    calls = resources.names("schemas/calls", ".yaml")
    resources.text("templates/theme.yaml")
    if not calls:
        return Line("", MISSING, "no call for contributions is there", install_hint.told(again=True))
    return Line("", OK, f"{len(calls)} calls for contributions")


def _own_calls() -> Line:
    from wsisc.cli import files, own_calls
    from wsisc.diagnostic import WsiscError

    try:
        known = files.catalogue(Path())
    except WsiscError as error:
        return Line("", OPTIONAL, _told(error), "allow reading it, or delete it")
    if problems := own_calls.problems(known):
        more = "wsisc calls check shows more; " if known.unsound else ""
        return Line("", OPTIONAL, "; ".join(problems), f"{more}delete those that are not meant")
    return Line("", OK, ", ".join(known.own) or "none")


def _library(name: str) -> Line:
    module, purpose = _LIBRARIES[name]
    try:
        import_module(module)
    except ModuleNotFoundError:
        return Line("", MISSING, f"is not there, for {purpose}", install_hint.told(name))
    version, least = _version(name), _least(name)
    if version and least and _numbers(version) < _numbers(least):
        return Line("", MISSING, f"{version}, for {purpose}, is too old", install_hint.told(f"{name}>={least}"))
    return Line("", OK, f"{version or 'version unknown'}, for {purpose}")


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _least(name: str) -> str:
    """Return the oldest version of a library that wsisc says it works with, or ""."""
    try:
        wanted = metadata.requires("wsisc") or []
    except metadata.PackageNotFoundError:
        return ""
    for each in wanted:
        if re.split(r"[^\w.-]", each)[0].lower().replace("_", "-") == name and (
            found := re.search(r">=([\d.]+)", each)
        ):
            return found[1]
    return ""


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(number) for number in re.findall(r"\d+", version)[:3])


def _libyaml() -> Line:
    import yaml

    if hasattr(yaml, "CLoader"):
        return Line("", OK, "files are read fast")
    return Line(
        "", OPTIONAL, "is not there: all works, large files are read slowly", install_hint.told("pyyaml", again=True)
    )


def _pandoc() -> Line:
    from wsisc.diagnostic import WsiscError
    from wsisc.engines import pandoc

    named = os.environ.get("PYPANDOC_PANDOC")
    remedy = (
        "let PYPANDOC_PANDOC name no program, or one that works"
        if named
        else install_hint.told("pypandoc_binary", again=True)
    )
    try:
        made = pandoc.start("*word*", "plain").result()
    except WsiscError as error:
        return Line("", MISSING, _told(error), remedy)
    if made.strip() != b"word":
        return Line("", MISSING, "does not convert a word", remedy)
    is_ours = "pypandoc" in Path(pandoc.binary()).parts
    place = "named by PYPANDOC_PANDOC" if named else "came with wsisc" if is_ours else "the one of this computer"
    return Line("", OK, f"{pandoc.version()}, {place}; converted a word")


def _set(word: str, fonts: dict[str, str]) -> Any:
    from wsisc.engines import typst

    return typst.typeset(_TRIAL + word, {}, fonts, {}, 0)


def _typst() -> Line:
    from wsisc.diagnostic import WsiscError
    from wsisc.document import fonts
    from wsisc.engines import typst

    if find_spec("typst") is None:
        return Line("", MISSING, "is not there, for PDFs", install_hint.told("typst"))
    try:
        _set("1", fonts.folders())
    except WsiscError as error:
        return Line("", MISSING, _told(error), install_hint.told("typst", again=True))
    return Line("", OK, f"{typst.version()}; set a line")


def _font(language: str, is_tried: bool) -> Line:
    from wsisc import theme
    from wsisc.document import fonts

    role, word = _LANGUAGES[language]
    font = theme.load().fonts[role]
    folder = fonts.folder(font)
    if not folder or not any(Path(folder).rglob("*.tt[fc]")):
        is_optional = "wheel" in font
        remedy = install_hint.told(_EXTRAS[font["wheel"]]) if is_optional else install_hint.told(again=True)
        return Line("", OPTIONAL if is_optional else MISSING, f"font {font['pdf']} is not there", remedy)
    if not is_tried:
        return Line("", OK, f"font {font['pdf']} is there, but was not tried, since Typst does not work")
    _set(word, {font["pdf"]: folder})
    return Line("", OK, f"font {font['pdf']}; set a word")


def _terminal() -> Line:
    encoding = getattr(sys.stdout, "encoding", None) or "unknown"
    if encoding.lower().replace("-", "").startswith("utf8"):
        return Line("", OK, "shows all letters (UTF-8)")
    remedy = "setx PYTHONUTF8 1, and open a new terminal" if os.name == "nt" else "export PYTHONUTF8=1"
    return Line("", OPTIONAL, f"writes {encoding}: some letters show as ?, documents are not touched by it", remedy)


def _temporary() -> Line:
    try:
        with tempfile.TemporaryDirectory(prefix="wsisc-") as folder:
            (Path(folder) / "trial").write_bytes(bytes(_MIB))
    except OSError as error:
        told = error.strerror or str(error)
        return Line("", MISSING, f"cannot be written: {told}", "free some room, or let TMPDIR name another folder")
    return Line("", OK, "can be written")
