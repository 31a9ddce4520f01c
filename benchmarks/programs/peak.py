"""Runs a command and prints the most memory it held, in KB.

A process counts as its own what the one that started it held: this one holds little.
"""

from __future__ import annotations

import resource
import subprocess
import sys

if __name__ == "__main__":
    nowhere = subprocess.DEVNULL
    code = subprocess.call(sys.argv[1:], stdin=nowhere, stdout=nowhere, stderr=nowhere)
    print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
    sys.exit(code)
