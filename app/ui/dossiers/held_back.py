"""A button that would use a record: there, and not to be pressed while the record is limited."""

from PySide6.QtWidgets import QPushButton

from app.ui.dossiers.limited import LIFT_FIRST


def hold_back(button: QPushButton, *, limited: bool, working: bool = False) -> None:
    """Let `button` be pressed unless the record is `limited`; it says why not."""
    said = LIFT_FIRST if limited else ""
    button.setEnabled(not limited and not working)
    button.setToolTip(said)
    button.setAccessibleDescription(said)
