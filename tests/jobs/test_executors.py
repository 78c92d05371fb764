"""The processes of a pool, as the console script starts them."""

import os
import subprocess
import sys

import pytest

from tests.conftest import ROOT

# What an installer writes as the command, except what it runs: each worker imports it as its main module.
SCRIPT = """
import gc
import sys
from wsisc.__main__ import main
from wsisc.pipeline.jobs.executors import start_processes

if __name__ == "__main__":
    with start_processes(1) as pool:
        loaded = pool.submit(eval, "__import__('sys').modules.keys() & {'lxml.etree', 'markdown_it', 'jsonschema'}").result()
        print(pool.submit(gc.isenabled).result(), sorted(loaded))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fork server, so that nothing is loaded before")
def test_a_worker_collects_cycles_and_has_loaded_what_every_job_needs(tmp_path):
    (tmp_path / "wsisc").write_text(SCRIPT, "utf-8")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, tmp_path / "wsisc"], capture_output=True, text=True, env=environment, timeout=60
    )
    assert done.stdout == "True ['lxml.etree', 'markdown_it']\n", done.stderr
