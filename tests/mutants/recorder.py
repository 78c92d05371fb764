"""A Python process -> the lines of wsisc that it executes.

It is put next to the libraries of a copy (`checkout.py`), whose every process begins with `start`: so a program that a
test starts is recorded too, under the name that pytest leaves in the environment.
"""

import os
import sys
from types import CodeType

MONITOR = sys.monitoring
TOOL = MONITOR.COVERAGE_ID
SOURCES = os.environ.get("MUTANTS_SOURCES", "")
RECORD = os.environ.get("MUTANTS_RECORD", "")
seen: dict[str, int] = {}
"""Per file, the lines that were executed, as bits."""


def start() -> None:
    """Begin to record, to a file of this process where it is not pytest's own."""
    if not RECORD or MONITOR.get_tool(TOOL):
        return
    MONITOR.use_tool_id(TOOL, "mutants")
    MONITOR.register_callback(TOOL, MONITOR.events.PY_START, _on_start)
    MONITOR.set_events(TOOL, MONITOR.events.PY_START)
    MONITOR.register_callback(TOOL, MONITOR.events.LINE, _on_line)
    os.register_at_fork(after_in_child=_write_at_once)
    if "PYTEST_CURRENT_TEST" in os.environ:
        _write_at_once()


def _on_start(code: CodeType, _: int) -> object:
    if code.co_filename.startswith(SOURCES) and code.co_name != "<module>":
        MONITOR.set_local_events(TOOL, code, MONITOR.events.LINE)
    return MONITOR.DISABLE


def _on_line(code: CodeType, line: int) -> object:
    seen[code.co_filename] = seen.get(code.co_filename, 0) | 1 << line
    return MONITOR.DISABLE


def _write_at_once() -> None:
    """Write every line when it is executed: a process that is forked or killed has no end at which to write."""
    test = os.environ.get("PYTEST_CURRENT_TEST", "").rpartition(" ")[0]
    to = os.open(f"{RECORD}/{os.getpid()}.lines", os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    last = ""

    def on_line(code: CodeType, line: int) -> object:
        nonlocal last
        name = f"\n{code.co_filename}" if code.co_filename != last else ""
        last = code.co_filename
        os.write(to, f"{name}\t{line}".encode())
        return MONITOR.DISABLE

    os.write(to, f"\n={test}".encode())
    MONITOR.register_callback(TOOL, MONITOR.events.LINE, on_line)
    MONITOR.restart_events()
