"""What the command's exit codes mean."""

from __future__ import annotations

EXITS = {
    0: "done, also when nothing matched",
    1: "failed, or there was nothing to do",
    2: "bad usage, query or value; the board without a terminal",
    3: "no commitment, item or view of that name",
    4: "the register is damaged, or from a newer version",
    5: "the register is locked, or was changed by someone else meanwhile: try again",
    6: "`doctor` found something",
    130: "interrupted",
}
"""Each code with its meaning."""
ALWAYS = (0, 1, 2, 4, 130)
"""What every command may exit with."""
