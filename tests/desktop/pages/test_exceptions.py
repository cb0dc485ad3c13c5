from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
from PySide6.QtWidgets import QApplication, QLabel

from desktop import cache
from desktop.frame import Frame
from desktop.pages.exceptions import AT_ONCE, ExceptionsPage
from desktop.widgets.chip import Chip
from reports.outcome import ExceptionRow
from tests.desktop.sample import EXCEPTIONS, outcome


def shown(workbook: Path, window_for: Callable[..., Frame], rows: list[ExceptionRow]) -> ExceptionsPage:
    cache.save(cache.folder(workbook), msgspec.structs.replace(outcome(), exceptions=rows))
    frame = window_for(workbook)
    frame.go("exceptions")
    QApplication.processEvents()
    assert isinstance(frame.page, ExceptionsPage)
    return frame.page


def texts(page: ExceptionsPage) -> list[str]:
    return [label.text() for label in page.findChildren(QLabel) if label.isVisible()]


def test_thousands_are_shown_a_page_at_a_time(workbook: Path, window_for: Callable[..., Frame]) -> None:
    many = [msgspec.structs.replace(EXCEPTIONS[0], key=f"e{number}") for number in range(5000)]
    page = shown(workbook, window_for, many)

    assert "5000" in texts(page)
    assert len(page.findChildren(Chip)) == AT_ONCE
    page._more.click()
    QApplication.processEvents()
    assert len(page.findChildren(Chip)) == 2 * AT_ONCE
    assert page._more.isVisible()


def test_resolved_and_unchecked_rows_stand_apart_from_the_open_ones(
    workbook: Path, window_for: Callable[..., Frame]
) -> None:
    gone = msgspec.structs.replace(EXCEPTIONS[4], state="resolved")
    blind = msgspec.structs.replace(EXCEPTIONS[2], state="unknown")
    page = shown(workbook, window_for, [EXCEPTIONS[0], gone, blind])

    said = texts(page)
    assert len(page.findChildren(Chip)) == 1
    assert any(text.startswith("Resolved – Jersey Andes M – 3 left") for text in said)
    assert any(text.startswith("Not checked now – #1103 PSE payment pending") for text in said)


def test_rules_that_were_not_run_are_never_told_as_fine(workbook: Path, window_for: Callable[..., Frame]) -> None:
    said = texts(shown(workbook, window_for, []))

    assert "Nothing needs you today." in said
    assert "Stalled shipments: needs Shipments" in said
