"""The banner: what happened, what to do, the buttons for it, and the receipt of a write below."""

from __future__ import annotations

from PySide6.QtCore import Signal

from desktop.notices import Notice
from desktop.theme import Look
from desktop.widgets.receipt_details import ReceiptDetails
from desktop.widgets.strip import Strip


class Banner(Strip):
    """Shows a :class:`Notice`; ``offered`` names the button that was pressed, ``dismissed`` that it was read."""

    dismissed = Signal()

    def __init__(self, look: Look, notice: Notice) -> None:
        said, remedy, receipt = look.say(notice.happened), look.say(notice.remedy), notice.receipt

        def more() -> ReceiptDetails:
            assert receipt is not None
            details = ReceiptDetails(look, receipt)
            details.offered.connect(self.offered)
            return details

        super().__init__(look, notice.tone, said, remedy, notice.offers, more if receipt else None)
        self.add_link("dismiss").clicked.connect(self.dismissed)
