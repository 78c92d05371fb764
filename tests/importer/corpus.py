"""A folder of Word files -> how each is imported: exit code, time, memory, and the account of words and components.

`python -m tests.importer.corpus FOLDER... [-j N] [-o REPORT.csv]` imports every file below the folders in a process of its own, and
checks that none ends in a stack trace or an internal error, that the exit code is 0, 1 or 2, or 3 with the reason why the
file is refused and what to do, that time and memory stay within the limits, and that for words, links, notes and images read = placed + from the call + reported. What was
read is compared with a count of its own in the package. The files are anybody's, and never committed.
"""

import argparse
import csv
import io
import json
import os
import posixpath
import re
import signal
import subprocess
import sys
import tempfile
import zipfile
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from lxml import etree

MAX_SECONDS, MAX_MEGABYTES = 10, 500
SUFFIXES = (".docx", ".docm", ".dotx", ".dotm")
_KILL_AFTER = 60
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_V = "{urn:schemas-microsoft-com:vml}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_STRICT = {
    "http://purl.oclc.org/ooxml/wordprocessingml/main": _W[1:-1],
    "http://purl.oclc.org/ooxml/drawingml/main": _A[1:-1],
    "http://purl.oclc.org/ooxml/officeDocument/relationships": _R[1:-1],
}
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_FLOW = re.compile(r"(document\d*|footnotes\d*|endnotes\d*)\.xml$")


def count_in_package(content):
    """Return what is in the text and notes of a Word file, by a walk that knows nothing of the importer's readers."""
    counts = Counter({"words": 0, "notes": 0, "links": 0, "images": 0})
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in archive.namelist():
            if _FLOW.search(posixpath.basename(name)) and "/_rels/" not in name and "glossary" not in name:
                data = archive.read(name)
                for strict, usual in _STRICT.items():
                    data = data.replace(strict.encode(), usual.encode())
                _count(etree.fromstring(data, etree.XMLParser(huge_tree=True, resolve_entities=False)), counts)
    return counts


def _count(root, counts):
    for each in [*root.iter(_FALLBACK)]:
        each.getparent().remove(each)
    for paragraph in root.iter(f"{_W}p"):
        pieces = []
        for each in paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}cr", f"{_W}ptab", f"{_W}p"):
            is_own = next(each.iterancestors(f"{_W}p"), None) is paragraph
            pieces.append((each.text or "" if each.tag == f"{_W}t" else " ") if is_own else " ")
        counts["words"] += len("".join(pieces).split())
    counts["notes"] += sum(1 for _ in root.iter(f"{_W}footnoteReference", f"{_W}endnoteReference"))
    counts["links"] += sum(1 for each in root.iter(f"{_W}hyperlink") if any(each.itertext(f"{_W}t")))
    counts["links"] += sum("HYPERLINK" in (each.text or "") for each in root.iter(f"{_W}instrText"))
    counts["images"] += sum(each.get(f"{_R}embed") is not None for each in root.iter(f"{_A}blip"))
    counts["images"] += sum(each.get(f"{_R}id") is not None for each in root.iter(f"{_V}imagedata"))


def _run_one(path, folder):
    """Import one file with the command, in this process, and write as JSON what was read."""
    from wsisc import cli
    from wsisc.api import importing

    end_process = os._exit

    def write_peak_and_end(code):  # the command ends without a shutdown of the interpreter, which atexit needs
        _write_peak(Path(folder, "peak"))
        end_process(code)

    os._exit = write_peak_and_end
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    signal.alarm(_KILL_AFTER)
    original = importing.importing.import_bytes

    def kept(*arguments, **options):
        found = original(*arguments, **options)
        Path(folder, "account.json").write_text(json.dumps(_account(found.report) if found.report else {}))
        return found

    importing.importing.import_bytes = kept
    sys.argv = ["wsisc", "import", "--non-interactive", "-o", str(Path(folder, "out.yaml")), "--", path]
    cli.main()


def _write_peak(path):
    """Write the most memory that this process had, in kilobytes: that of its parent, which waits for it, is not in it."""
    [line] = [each for each in Path("/proc/self/status").read_text().splitlines() if each.startswith("VmHWM:")]
    path.write_text(line.split()[1])


def _account(report):
    return {
        "problems": [*report.problems, *report.unaccounted],
        **{"read": report.words_read, "placed": report.placed, "call": report.printed_by_call},
        **{"reported": report.reported, "unplaced": report.unplaced_words},
        "components": {kind.value: sum(fates.values()) for kind, fates in report.components.items()},
    }


def run(path):
    """Return what became of a file, and what is wrong with that."""
    with tempfile.TemporaryDirectory() as folder, tempfile.TemporaryFile() as said:
        command = [sys.executable, "-m", "tests.importer.corpus", "--one", str(path), folder]
        process = subprocess.Popen(command, stdout=said, stderr=said)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        result = {"file": str(path), "code": process.returncode, "seconds": _seconds(usage)}
        said.seek(0)
        peak = Path(folder, "peak")
        memory = int(peak.read_text()) if peak.exists() else usage.ru_maxrss
        result |= {"megabytes": memory // 1024, "said": said.read().decode(errors="replace").strip()}
        account = Path(folder, "account.json")
        result |= json.loads(account.read_text()) if account.exists() else {}
    result["faults"] = list(_find_faults(result, Path(path).read_bytes()))
    if result["faults"]:
        sys.stderr.write(f"{path}: {'; '.join(result['faults'])}\n")
    return result


def _seconds(usage):
    """Return the time of the processor, which does not depend on the load of the machine."""
    return round(usage.ru_utime + usage.ru_stime, 2)


def _find_faults(result, content):
    if "Traceback" in result["said"]:
        yield "stack trace"
    if "internal error" in result["said"]:
        yield "internal error"
    is_refused = result["code"] == 3 and "error: " in result["said"] and "help: " in result["said"]
    if result["code"] not in (0, 1, 2) and not is_refused:
        yield f"exit code {result['code']}"
    if result["code"] and not result["said"]:
        yield "no message"
    if result["seconds"] > MAX_SECONDS:
        yield f"{result['seconds']} s"
    if result["megabytes"] > MAX_MEGABYTES:
        yield f"{result['megabytes']} MB"
    if "read" in result:
        yield from result["problems"]
        if result["read"] != result["placed"] + result["call"] + result["reported"]:
            yield "words: read is not placed + call + reported"
        yield from _compare_counts(result, count_in_package(content))


def _compare_counts(result, counts):
    """Yield what the package has more of than was read. Links are joined and split, so only none at all is a fault."""
    components = result["components"]
    if counts["words"] > result["read"]:
        yield f"words: {counts['words']} in the package, {result['read']} read"
    for kind, name in (("notes", "footnote"), ("images", "image")):
        if counts[kind] > components.get(name, 0):
            yield f"{kind}: {counts[kind]} in the package, {components.get(name, 0)} read"
    if counts["links"] and not components.get("link"):
        yield f"links: {counts['links']} in the package, none read"


def show(results):
    """Return a table of results by the folder of the files, and a list of faults."""
    lines = [
        f"{'folder':24} {'files':>6} {'exit 0':>7} {'exit 1':>7} {'exit 2':>7} {'refused':>8} {'faults':>7} {'words':>9} {'slowest':>9} {'most MB':>8}"
    ]
    folders = dict.fromkeys(Path(each["file"]).parent.name for each in results)
    for folder in [*folders, "all"]:
        of = [each for each in results if folder in ("all", Path(each["file"]).parent.name)]
        codes = Counter(each["code"] for each in of)
        lines.append(
            f"{folder:24} {len(of):6} {codes[0]:7} {codes[1]:7} {codes[2]:7} {codes[3]:8} {sum(bool(each['faults']) for each in of):7} "
            f"{sum(each.get('read', 0) for each in of):9} {max(each['seconds'] for each in of):7} s {max(each['megabytes'] for each in of):8}"
        )
    totals = {name: sum(each.get(name, 0) for each in results) for name in ("read", "placed", "call", "reported")}
    lines.append(
        "words: {read:,} read = {placed:,} placed + {call:,} from the call + {reported:,} reported".format(**totals)
    )
    lines += [f"{each['file']}: {'; '.join(each['faults'])}" for each in results if each["faults"]]
    return "\n".join(lines)


def main(arguments):
    """Import all files of a folder, print the table, and return whether there were faults."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+", metavar="FOLDER")
    parser.add_argument("-j", "--jobs", type=int, default=1)
    parser.add_argument("-o", "--output", type=Path, help="CSV file with a line for each file")
    parser.add_argument("--every", type=int, default=1, help="import only every n-th file")
    options = parser.parse_args(arguments)
    found = (each for folder in options.folders for each in folder.rglob("*"))
    files = sorted(each for each in found if each.suffix.lower() in SUFFIXES)[:: options.every]
    with ThreadPoolExecutor(options.jobs) as pool:
        results = list(pool.map(run, files))
    if options.output:
        with options.output.open("w", newline="", encoding="utf-8") as file:
            names = [
                "file",
                "code",
                "seconds",
                "megabytes",
                "read",
                "placed",
                "call",
                "reported",
                "unplaced",
                "components",
                "faults",
                "said",
            ]
            writer = csv.DictWriter(file, names, extrasaction="ignore")
            writer.writeheader()
            writer.writerows(results)
    sys.stdout.write(show(results) + "\n")
    return any(each["faults"] for each in results)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--one"]:
        _run_one(*sys.argv[2:])
    else:
        sys.exit(main(sys.argv[1:]))
