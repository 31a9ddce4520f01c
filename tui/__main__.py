"""`python -m tui` opens the board on the user's own register."""

from __future__ import annotations
