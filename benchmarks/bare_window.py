"""The yardstick of the first paint: a window with one label, which says so when it has been painted, and goes."""

from __future__ import annotations

import sys

from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QLabel


class Label(QLabel):
    """Says that it was painted, once."""

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        print("painted", flush=True)
        QApplication.exit()


if __name__ == "__main__":
    application = QApplication(sys.argv)
    label = Label("Operating Brief")
    label.show()
    application.exec()
