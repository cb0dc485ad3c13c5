"""Getting started on This week: how far it is and what comes next; one short line where it was made small."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout

from desktop.onboarding import Step
from desktop.theme import Look
from desktop.theme.fonts import BODY, SMALL
from desktop.widgets.labels import MUTED, label
from desktop.widgets.pressable import Pressable


class StartLine(Pressable):
    """Pressed, it leads to the list."""

    def __init__(self, look: Look, steps: Sequence[Step], small: bool = False) -> None:
        words = look.words
        said = words("start.progress", done=sum(step.over for step in steps), all=len(steps))
        left = next((step.key for step in steps if not step.over), "")
        following = words("start.next", what=words(f"start.{left}")) if left and not small else ""
        super().__init__(" ".join(part for part in (said, following) if part))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 2, 0, 2)
        column.setSpacing(2)
        column.addWidget(label(said, SMALL, role=MUTED) if small else label(said, BODY, bold=True))
        if following:
            column.addWidget(label(following, SMALL, role=MUTED))
