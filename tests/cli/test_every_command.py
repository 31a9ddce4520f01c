"""Every command from a shell: documents, errors, exit codes, pipes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

SCRIPT = Path(__file__).with_name("every_command.sh")


def test_every_command_does_as_it_says_from_a_shell() -> None:
    done = subprocess.run(
        ["sh", str(SCRIPT)],
        env=os.environ | {"PYTHON": sys.executable},
        capture_output=True,
        encoding="utf-8",
        timeout=300,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
