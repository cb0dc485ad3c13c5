"""Where the founder is in the window: one that is built anew has the focus and the cursor where they were."""

from __future__ import annotations

from dataclasses import dataclass, replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QAbstractItemView, QAbstractScrollArea, QLabel, QLineEdit, QWidget

#: What tells a widget from its brothers: its class, its name, which of those with the same of both it is, and which of
#: its class.
Step = tuple[str, str, int, int]
#: Any name will do.
ANY = "*"


@dataclass(frozen=True, slots=True)
class Mark:
    """The focused widget by its steps from the central widget down, and how what it holds was scrolled or marked.

    ``cell`` is the row and column of a list, ``cursor`` where the cursor stands in a field, ``marked`` where what is
    marked begins and how long it is. ``scrolled`` are the positions of everything else that scrolls, by its steps.
    """

    steps: tuple[Step, ...]
    cell: tuple[int, int] = (-1, -1)
    cursor: int = -1
    marked: tuple[int, int] = (-1, 0)
    scrolled: tuple[tuple[tuple[Step, ...], int, int], ...] = ()

    def nameless(self) -> Mark:
        """The same for a window that is built anew in another language, where everything is called otherwise."""
        scrolled = tuple((_nameless(steps), down, across) for steps, down, across in self.scrolled)
        return replace(self, steps=_nameless(self.steps), scrolled=scrolled)


def of(root: QWidget | None) -> Mark:
    """Where the founder is below this widget."""
    if root is None:
        return Mark(())
    scrolled = tuple(
        (_steps(root, area), area.verticalScrollBar().value(), area.horizontalScrollBar().value())
        for area in root.findChildren(QAbstractScrollArea)
        if area.verticalScrollBar().value() or area.horizontalScrollBar().value()
    )
    holder = root.window().focusWidget()
    if holder is None or holder is root or not root.isAncestorOf(holder):
        return Mark((), scrolled=scrolled)
    steps, cell, cursor, marked = _steps(root, holder), (-1, -1), -1, (-1, 0)
    if isinstance(holder, QAbstractItemView):
        cell = (holder.currentIndex().row(), holder.currentIndex().column())
    elif isinstance(holder, QLineEdit):
        cursor, marked = holder.cursorPosition(), (holder.selectionStart(), len(holder.selectedText()))
    return Mark(steps, cell, cursor, marked, scrolled)


def back(root: QWidget, mark: Mark) -> bool:
    """Put the founder back; tells whether what had the focus was found again."""
    for steps, down, across in mark.scrolled:
        area = _found(root, steps)
        if isinstance(area, QAbstractScrollArea):
            area.verticalScrollBar().setValue(down)
            area.horizontalScrollBar().setValue(across)
    holder = _found(root, mark.steps) if mark.steps else None
    if holder is None or not holder.isEnabled():
        return False
    holder.setFocus(Qt.FocusReason.OtherFocusReason)
    model = holder.model() if isinstance(holder, QAbstractItemView) else None
    if isinstance(holder, QAbstractItemView) and model is not None and mark.cell[0] >= 0:
        holder.setCurrentIndex(model.index(*mark.cell))
    elif isinstance(holder, QLineEdit) and mark.cursor >= 0:
        holder.setCursorPosition(mark.cursor)
        if mark.marked[0] >= 0:
            holder.setSelection(*mark.marked)
    return True


def _steps(root: QWidget, widget: QWidget) -> tuple[Step, ...]:
    steps: list[Step] = []
    while widget is not root:
        brothers = [other for other in _children(widget.parentWidget()) if type(other) is type(widget)]
        name = _name(widget)
        same = [other for other in brothers if _name(other) == name]
        steps.append((type(widget).__name__, name, same.index(widget), brothers.index(widget)))
        parent = widget.parentWidget()
        assert parent is not None  # the root is above it
        widget = parent
    return tuple(reversed(steps))


def _nameless(steps: tuple[Step, ...]) -> tuple[Step, ...]:
    return tuple((kind, ANY, number, number) for kind, _name, _same, number in steps)


def _found(root: QWidget, steps: tuple[Step, ...]) -> QWidget | None:
    """The widget at the end of these steps; where they no longer lead there, the only one that is called the same."""
    widget: QWidget | None = root
    for at, (kind, name, number, of_kind) in enumerate(steps):
        brothers = [other for other in _children(widget) if type(other).__name__ == kind]
        same = [other for other in brothers if name in (ANY, _name(other))]
        if not same and at < len(steps) - 1:
            same, number = brothers, of_kind  # what holds it is called otherwise now
        widget = same[number] if number < len(same) else None
    if widget is None and steps[-1][1] not in ("", ANY):
        like = [
            other
            for other in root.findChildren(QWidget)
            if type(other).__name__ == steps[-1][0] and _name(other) == steps[-1][1]
        ]
        widget = like[0] if len(like) == 1 else None
    return widget


def _children(widget: QWidget | None) -> list[QWidget]:
    return [child for child in widget.children() if isinstance(child, QWidget)] if widget is not None else []


def _name(widget: QWidget) -> str:
    if isinstance(widget, QLabel):
        return widget.objectName()  # its text is what changes
    name = str(widget.property("draft") or "") or widget.accessibleName()
    if not name and isinstance(widget, QAbstractButton):
        name = widget.text()
    return name or widget.objectName()
