"""The 105 public pairs of Docxodus' tests -> how many go through an import and our redline, and who is right.

    python -m tests.redline.public_pairs GIT PROGRAM [--show]

GIT is a clone of github.com/JSv4/Docxodus, whose files are read by Git and not kept; PROGRAM is the program `redline` of the
package python-redlines-docxodus 2.0.0. Both Word files of a pair are imported, words without a part put into Part Two, and
what only a person knows filled in: title, entity and alternative texts. The two submissions are built as drafts. Then both programs redline the same two files, and Docxodus the original ones.
"""

import argparse
import re
import subprocess
import sys
import tempfile
import traceback
from collections import Counter
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from tests.redline import judge, pairs, run, word_counts
from wsisc import source
from wsisc.engines import pandoc
from wsisc.importer import import_document
from wsisc.messages.diagnostic import WsiscError

_TESTS = "Docxodus.Tests/WmlComparerTests.cs"
_CALL = "cstd-26"  # the files answer none
_PAIR = re.compile(r'^ *\[InlineData\("(WC-\d+)", "([^"]+)", "([^"]+)", \d+\)\]', re.MULTILINE)


class Result(NamedTuple):
    """A pair: why it was refused ("" if not), what is wrong with our redline, and with two of Docxodus."""

    name: str
    refusal: str
    ours: list[str]
    our_flaws: list[str]
    theirs: list[str]
    theirs_of_originals: list[str]
    changed: tuple[int, int]


def read(git: Path, path: str) -> bytes:
    return subprocess.run(["git", "-C", git, "show", f"HEAD:{path}"], check=True, capture_output=True).stdout


def import_and_build(content: bytes, name: str) -> tuple[dict[str, Any], bytes]:
    """Return the submission that an import yields, and its Word file. Raises WsiscError or ValueError if that is refused."""
    imported = import_document.import_bytes(content, name, call_id=_CALL)
    data: dict[str, Any] = source.read(imported.text.encode(), name).data
    data["title"] = data.get("title") or "A title"
    data["entity"] = {"name": "An entity", **{key: each for key, each in data.get("entity", {}).items() if each}}
    for figure in data.get("figures", {}).values():
        if not figure.get("alt") and not figure.get("decorative"):
            figure["alt"] = "An image"
    unplaced = data.pop("unplaced", {})
    two = data.setdefault("parts", {}).setdefault("two", {})
    texts = [text for text in (two.get("text"), unplaced.get("text")) if text]
    if texts:
        two["text"] = "\n\n".join(texts)
    if unplaced.get("sections"):
        two["sections"] = [*two.get("sections", []), *unplaced["sections"]]
    with tempfile.TemporaryDirectory() as folder:
        for path, file in imported.files.items():
            target = Path(folder) / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(file)
        return data, pairs.build(data, True, Path(folder))


def judge_redline(make: Any, old: bytes, new: bytes) -> tuple[list[str], list[str], int]:
    """Return what is wrong with a redline, the flaws of its file, and how many words it changes."""
    try:
        redline = make(old, new)
        return judge.differences(redline, old, new), judge.flaws(redline), sum(word_counts.changed(redline))
    except Exception as error:  # noqa: BLE001 - a redline that cannot be made or read is wrong, and others are tried
        return [f"{type(error).__name__}: {error}", *traceback.format_exc().splitlines()[-4:-1]], [], 0


def try_pair(git: Path, program: str, name: str, paths: tuple[str, str]) -> Result:
    contents = [read(git, f"TestFiles/{path}") for path in paths]

    def docxodus(old: bytes, new: bytes) -> bytes:
        return run.run_docxodus(program, old, new)

    originals, _, _ = judge_redline(docxodus, *contents)
    try:
        read = [import_and_build(content, path) for content, path in zip(contents, paths, strict=True)]
        (old_data, old), (new_data, new) = read
    except (WsiscError, ValueError) as error:
        return Result(name, str(error) or type(error).__name__, [], [], [], originals, (0, 0))
    make = partial(run.make_redline, comparison=pairs.compare(old_data, new_data))
    ours, flaws, words = judge_redline(make, old, new)
    theirs, _, other_words = judge_redline(docxodus, old, new)
    return Result(name, "", ours, flaws, theirs, originals, (words, other_words))


def report(results: list[Result], show: bool) -> list[str]:
    lines = []
    for each in results:
        if each.refusal:
            lines.append(f"{each.name}: refused: {each.refusal[:200]}")
        for who, found in (
            ("ours", each.ours),
            ("Docxodus", each.theirs),
            ("Docxodus, originals", each.theirs_of_originals),
        ):
            if found and (show or who == "ours"):
                lines += [f"{each.name}: {who}", *(f"    {line[:220]}" for line in found[:5])]
    redlined = [each for each in results if not each.refusal]
    both = Counter((not each.ours, not each.theirs) for each in redlined)
    lines += [
        f"pairs: {len(results)}, redlined {len(redlined)}",
        f"both right {both[True, True]}, only we {both[True, False]}, only Docxodus {both[False, True]}, "
        f"neither {both[False, False]}",
        f"Docxodus is right on {sum(not each.theirs_of_originals for each in results)} of the original pairs",
    ]
    right = [each for each in redlined if not each.ours and not each.theirs]
    lines.append(
        f"changed words where both are right: {sum(each.changed[0] for each in right)}, "
        f"of Docxodus {sum(each.changed[1] for each in right)}"
    )
    lines += [
        f"{each.name}: more words than Docxodus: {each.changed}" for each in right if each.changed[0] > each.changed[1]
    ]
    return lines


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("git", type=Path)
    parser.add_argument("program")
    parser.add_argument("--show", action="store_true", help="what is wrong with the redlines of Docxodus, too")
    arguments = parser.parse_args()
    pandoc.keep_warm()
    found = _PAIR.findall(read(arguments.git, _TESTS).decode("utf-8-sig"))
    results = [try_pair(arguments.git, arguments.program, name, (old, new)) for name, old, new in found]
    pandoc.end_warm()
    sys.stdout.write("\n".join(report(results, arguments.show)) + "\n")
    return int(any(each.ours for each in results))


if __name__ == "__main__":
    sys.exit(main())
