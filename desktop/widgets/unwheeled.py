"""Fields that the wheel passes over: it scrolls the page, and must not change what is chosen on its way."""

from __future__ import annotations

from typing import TypeVar

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QAbstractSpinBox, QComboBox

Field = TypeVar("Field", bound=QComboBox | QAbstractSpinBox)


class _Passing(QObject):
    """Leaves every turn of the wheel to what is behind the field."""

    def eventFilter(self, _field: QObject, event: QEvent) -> bool:
        """Whether the field is not to see it."""
        if event.type() != QEvent.Type.Wheel:
            return False
        event.ignore()
        return True


def unwheeled(field: Field) -> Field:
    """The field itself; it takes neither the wheel nor, from the wheel, the focus."""
    field.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
    field.installEventFilter(_Passing(field))
    return field
