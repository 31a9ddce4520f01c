"""The least a Textual app can be."""

from __future__ import annotations

from textual.app import App, ComposeResult
from textual.widgets import Static


class EmptyApp(App[None]):
    """Shows one word."""

    def compose(self) -> ComposeResult:
        """Lay out the word."""
        yield Static("Ready")


if __name__ == "__main__":
    EmptyApp().run()
