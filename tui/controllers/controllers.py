"""Every controller of one board, by name: the table of commands says which does what."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from tui.board.board import BoardContext
from tui.controllers.filter import FilterController
from tui.controllers.list_settings import ListSettingsController
from tui.controllers.marking import MarkingController

if TYPE_CHECKING:
    from tui.controllers.appearance import AppearanceController
    from tui.controllers.application import AppController
    from tui.controllers.brief import BriefController
    from tui.controllers.clipboard import ClipboardController
    from tui.controllers.context import ContextController
    from tui.controllers.evidence import EvidenceController
    from tui.controllers.external_editor import ExternalEditorController
    from tui.controllers.files import FilesController
    from tui.controllers.forms import FormsController
    from tui.controllers.navigation import NavigationController
    from tui.controllers.past import PastController
    from tui.controllers.registers.registers import RegistersController
    from tui.controllers.registers.reshaping import ReshapingController
    from tui.controllers.removal import RemovalController
    from tui.controllers.review.loop import ReviewController
    from tui.controllers.review.why import WhyController
    from tui.controllers.saved_views import SavedViewsController
    from tui.controllers.selection import SelectionController
    from tui.controllers.statements.comparing import StatementComparingController
    from tui.controllers.statements.reading import StatementReadingController


class Controllers:
    """The controllers of one board.

    Those that a board does not ask at its start are loaded when they are first asked.
    """

    filter: FilterController
    marking: MarkingController
    list_settings: ListSettingsController

    def __init__(self, context: BoardContext) -> None:
        self._context = context
        self.filter = FilterController(context)
        self.marking = MarkingController(context)
        self.list_settings = ListSettingsController(context, self.filter)

    @cached_property
    def appearance(self) -> AppearanceController:
        """Maximises panels and chooses the theme."""
        from tui.controllers.appearance import AppearanceController

        return AppearanceController(self._context)

    @cached_property
    def application(self) -> AppController:
        """Opens palette and help, and ends the program."""
        from tui.controllers.application import AppController

        return AppController(self._context, self.filter, self.saved_views)

    @cached_property
    def brief(self) -> BriefController:
        """Shows the brief of what is filtered, and saves it."""
        from tui.controllers.brief import BriefController

        return BriefController(self._context)

    @cached_property
    def clipboard(self) -> ClipboardController:
        """Copies, opens sources, and gives the mouse back."""
        from tui.controllers.clipboard import ClipboardController

        return ClipboardController(self._context)

    @cached_property
    def context(self) -> ContextController:
        """Decides by the panel in use what a key with several meanings does."""
        from tui.controllers.context import ContextController

        parts = self.filter, self.marking, self.selection
        return ContextController(self._context, *parts, self._to_the_present)

    def _to_the_present(self) -> None:
        self.past.go_to_present()

    @cached_property
    def evidence(self) -> EvidenceController:
        """Takes the source of what was just settled."""
        from tui.controllers.evidence import EvidenceController

        return EvidenceController(self._context)

    @cached_property
    def external_editor(self) -> ExternalEditorController:
        """Edits a commitment as a text in the user's own editor."""
        from tui.controllers.external_editor import ExternalEditorController

        return ExternalEditorController(self._context)

    @cached_property
    def files(self) -> FilesController:
        """Imports and exports."""
        from tui.controllers.files import FilesController

        return FilesController(self._context)

    @cached_property
    def forms(self) -> FormsController:
        """Opens the forms and saves their answers."""
        from tui.controllers.forms import FormsController

        return FormsController(
            self._context,
            lambda entry: self.reshaping.edit(entry),
            lambda ids: self.reshaping.edit_alike(ids),
        )

    @cached_property
    def navigation(self) -> NavigationController:
        """Moves the cursor, the focus and the timeline's window."""
        from tui.controllers.navigation import NavigationController

        return NavigationController(self._context)

    @cached_property
    def past(self) -> PastController:
        """Shows days that are gone."""
        from tui.controllers.past import PastController

        return PastController(self._context)

    @cached_property
    def registers(self) -> RegistersController:
        """Opens registers, and manages settings, domains and instruments."""
        from tui.controllers.registers.registers import RegistersController

        return RegistersController(self._context)

    @cached_property
    def reshaping(self) -> ReshapingController:
        """Duplicates, splits and merges commitments, and changes their ids."""
        from tui.controllers.registers.reshaping import ReshapingController

        return ReshapingController(self._context)

    @cached_property
    def removal(self) -> RemovalController:
        """Takes out commitments, milestones and follow-ups."""
        from tui.controllers.removal import RemovalController

        return RemovalController(self._context)

    @cached_property
    def review(self) -> ReviewController:
        """Goes through the queue of what wants a look."""
        from tui.controllers.review.loop import ReviewController

        return ReviewController(self._context, self.marking, self.forms, self.clipboard, self.why)

    @cached_property
    def why(self) -> WhyController:
        """Shows what a status, a percent, a date or a count rests on."""
        from tui.controllers.review.why import WhyController

        return WhyController(self._context, self.filter, self.clipboard)

    @cached_property
    def saved_views(self) -> SavedViewsController:
        """Saves views, and goes back to them."""
        from tui.controllers.saved_views import SavedViewsController

        return SavedViewsController(self._context, self.filter)

    @cached_property
    def selection(self) -> SelectionController:
        """Selects rows and takes them out again."""
        from tui.controllers.selection import SelectionController

        return SelectionController(self._context)

    @cached_property
    def statement_reading(self) -> StatementReadingController:
        """Reads statements."""
        from tui.controllers.statements.reading import StatementReadingController

        return StatementReadingController(self._context)

    @cached_property
    def statement_comparing(self) -> StatementComparingController:
        """Compares two statements."""
        from tui.controllers.statements.comparing import StatementComparingController

        return StatementComparingController(self._context)
