"""Letting go of the mouse, so that the terminal's own selection works, and taking it again."""

from __future__ import annotations

from typing import Protocol, cast

from textual.app import App


class _Driver(Protocol):
    _mouse: bool
    _mouse_pixels: bool

    def _enable_mouse_pixels(self) -> None: ...

    def _enable_mouse_support(self) -> None: ...

    def _disable_mouse_support(self) -> None: ...

    def flush(self) -> None: ...


def listen_to_mouse(app: App[None], wanted: bool) -> None:
    """Ask the terminal for the mouse, or leave it to the terminal, also after a suspension."""
    # Textual only offers this at the start: `App.run(mouse=False)`.
    driver = cast("_Driver | None", app._driver)
    if driver is None or app.is_headless or driver._mouse == wanted:
        return
    if wanted:
        driver._mouse = True
        driver._enable_mouse_support()
        if getattr(driver, "_mouse_pixels", False):
            driver._enable_mouse_pixels()  # the first call went back to whole cells
    else:
        driver._disable_mouse_support()
        driver._mouse = False
    driver.flush()
