"""A command -> how many modules it imports, patterns it compiles, classes it generates, resources it parses, and processes
it starts.

Those of Python itself are not counted, since each version has others. Run as a program, it prints the counts to standard
error as its last line.
"""

import dataclasses
import json
import os
import re
import sys

counts = {"modules": 0, "patterns": 0, "classes": 0, "resources": 0, "processes": 0}


def is_counted(module: str) -> bool:
    """Return whether a module is ours, or of a library."""
    top = module.partition(".")[0]
    others = (
        "__main__",
        "_distutils_hack",
        "_virtualenv",
        "typing_extensions",
    )  # of how Python is set up, and its version
    return top not in (*sys.stdlib_module_names, *others)


def counting_patterns(compile_pattern):
    def compile_and_count(*arguments, **options):
        frame = sys._getframe(1)
        while frame and frame.f_globals.get("__name__", "").partition(".")[0] in ("re", "functools"):
            frame = frame.f_back
        counts["patterns"] += is_counted(frame.f_globals.get("__name__", "")) if frame else 0
        return compile_pattern(*arguments, **options)

    return compile_and_count


def counting_classes(process_class):
    def process_and_count(created, *arguments, **options):
        counts["classes"] += is_counted(created.__module__)
        return process_class(created, *arguments, **options)

    return process_and_count


def count_processes(event: str, _: object) -> None:
    counts["processes"] += event in ("subprocess.Popen", "os.fork")


def print_counts() -> None:
    counts["modules"] = len({name for name in list(sys.modules) if is_counted(name)})
    if resources := sys.modules.get("wsisc.messages.resources"):
        counts["resources"] = resources.read_strings.cache_info().misses
    sys.stderr.flush()
    os.write(2, b"\n" + json.dumps(counts).encode() + b"\n")


def main() -> None:
    """Run wsisc with the arguments, which ends without leaving Python in the usual way."""
    re._compiler.compile = counting_patterns(re._compiler.compile)
    dataclasses._process_class = counting_classes(dataclasses._process_class)
    sys.addaudithook(count_processes)
    leave = os._exit

    def count_and_leave(code: int) -> None:
        print_counts()
        leave(code)

    os._exit = count_and_leave
    from wsisc.__main__ import main

    try:
        main()
    finally:
        print_counts()


if __name__ == "__main__":
    main()
