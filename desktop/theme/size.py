"""How large everything is shown: lengths of the design become lengths on the screen.

The application keeps the size; what is built after it was set, is built in it. A widget that is handed a Look asks
:meth:`desktop.theme.Look.px`, which says the same.
"""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

_NAME = "zoom"


def zoom() -> float:
    """How much larger than the design everything is shown."""
    application = QCoreApplication.instance()
    found = application.property(_NAME) if application is not None else None
    return found if isinstance(found, float) else 1.0


def zoom_to(factor: float) -> None:
    """Show what is built from now on so much larger than the design."""
    application = QCoreApplication.instance()
    if application is not None:
        application.setProperty(_NAME, factor)


def px(pixels: float) -> int:
    """A length of the design as it is shown."""
    return round(pixels * zoom())
