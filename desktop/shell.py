"""The frame around a page: the side or the bar, the head, the strips and the foot, as one widget with its regions."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QBoxLayout, QLayout, QVBoxLayout, QWidget

from desktop.pages.page import Page


class Shell(QWidget):
    """What stands in the window while a workbook is open.

    ``regions`` are its parts in the order of the F6 key: the side or the bar, the head, the page, the foot.
    """

    def __init__(
        self, side: QWidget, header: QWidget, strips: QLayout, page: Page, footer: QWidget | None, narrow: bool
    ) -> None:
        super().__init__()
        self.side, self.footer = side, footer
        self.regions = [side, header, page, *([footer] if footer is not None else [])]
        down = QBoxLayout.Direction.TopToBottom
        outer = QBoxLayout(down if narrow else QBoxLayout.Direction.LeftToRight, self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(side)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(header)
        column.addLayout(strips)
        column.addWidget(page, 1)
        if footer is not None:
            column.addWidget(footer)
        outer.addLayout(column, 1)

    def exchange(self, old: QWidget, new: QWidget) -> None:
        """Put a new side, page or foot in the place of the old one."""
        layout = self.layout()
        assert layout is not None
        layout.replaceWidget(old, new)
        self.regions[self.regions.index(old)] = new
        if old is self.side:
            self.side = new
        elif old is self.footer:
            self.footer = new
        new.show()
        old.hide()
        old.setParent(None)
        old.deleteLater()

    def take_size(self, size: QSize) -> None:
        """Give every part its place before it is shown: else it is drawn once as for a window of another size."""
        self.resize(size)
        layout = self.layout()
        if layout is not None:
            layout.activate()

    def next_region(self, now: QWidget | None, step: int) -> None:
        """Put the focus into the next part of the window that can take it: side, head, page, foot."""
        holds = [region is now or (now is not None and region.isAncestorOf(now)) for region in self.regions]
        at = holds.index(True) if True in holds else -1 if step > 0 else 0
        for number in range(1, len(self.regions) + 1):
            first = first_stop(self.regions[(at + step * number) % len(self.regions)])
            if first is not None:
                first.setFocus(Qt.FocusReason.TabFocusReason)
                return


def first_stop(region: QWidget) -> QWidget | None:
    """Where the Tab key would first stop in it; a switch stops at the choice that holds."""
    every = [one for one in region.findChildren(QWidget) if one.isVisibleTo(region) and one.isEnabled()]
    stops = [one for one in every if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
    if not stops:
        return region if region.focusPolicy() != Qt.FocusPolicy.NoFocus else None
    chosen = next((one for one in stops if one.property("checked") is True), None)
    return chosen if chosen is not None and stops[0].property("checked") is False else stops[0]
