from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from PySide6.QtWidgets import QApplication, QPushButton
from pytestqt.qtbot import QtBot

from desktop import cache
from desktop.dialogs.import_files import ImportDialog
from desktop.frame import Frame
from desktop.pages.sources import SourcesPage
from desktop.settings import Settings
from desktop.widgets.labels import Text
from desktop.widgets.source_row import SourceRow
from reports.outcome import Aside, Line, Offer, Section, Unmapped
from tests.desktop.exports import orders
from tests.desktop.sample import outcome

Windows = Callable[..., Frame]
SOON = 15_000
OFFER = Offer(
    tab="Hoja 3",
    kind=Line(id="export", en="Shopify orders export", es="exportación de pedidos de Shopify"),
    table="orders",
    said=Line(id="offer", en="The tab Hoja 3 holds a Shopify orders export.", es="La pestaña Hoja 3 tiene pedidos."),
    rows=48,
)


def line(text: str) -> Line:
    return Line(id="said", en=text, es=text)


def test_a_pasted_export_is_offered_and_imported_from_its_tab(
    qtbot: QtBot, workbook: Path, window_for: Windows, calls: Callable[[], list[list[str]]]
) -> None:
    cache.save(cache.folder(workbook), msgspec.structs.replace(outcome(), offers=[OFFER]), "read")
    orders(workbook.parent / "Hoja 3.json")
    frame = window_for(workbook)
    frame.go("sources")
    QApplication.processEvents()
    assert any("The tab Hoja 3 holds a Shopify orders export." in one.text() for one in frame.window.findChildren(Text))

    button = next(one for one in frame.window.findChildren(QPushButton) if one.text() == "Import it")
    assert button.accessibleName() == "Import it: Hoja 3"
    button.click()
    (dialog,) = frame.window.findChildren(ImportDialog)
    qtbot.waitUntil(lambda: dialog.go.isEnabled(), timeout=SOON)

    assert calls() == [["import", "--tab", "Hoja 3", "--into", "ruta-norte.xlsx", "--preview", "--events"]]
    assert frame.session.intake.asked[0].name == "Hoja 3"


@pytest.mark.parametrize("language", ["en", "es"])
def test_a_source_tells_what_of_it_is_used_and_what_was_not_understood(
    qtbot: QtBot, workbook: Path, window_for: Windows, settings: Settings, language: str
) -> None:
    settings.language_choice = language
    brief = outcome()
    told = {
        "rows": 48,
        "read_rows": 50,
        "columns": {"order_id": "Name", "total": "Total"},
        "ignored": ["Device ID"],
        "set_aside": [Aside(reason="total", count=2, said=line("2 rows are totals."))],
        "unmapped": [Unmapped(column="status", word="raro", count=3, said=line("Status: “raro” in 3 cells."))],
        "assumed": [line("Dates read as day/month.")],
    }
    sources = [msgspec.structs.replace(brief.sources[0], **told), *brief.sources[1:]]
    cache.save(cache.folder(workbook), msgspec.structs.replace(brief, sources=sources), "read")
    frame = window_for(workbook, size=(800, 600))
    frame.go("sources")
    row = frame.window.findChildren(SourceRow)[0]
    assert row.more is not None

    before = [one.text() for one in row.findChildren(Text)]
    row.more.click()
    QApplication.processEvents()

    assert any(("48 of 50 rows used" if language == "en" else "se usan 48 de 50 filas") in one for one in before)
    assert "2 rows are totals." in before
    shown = [one for one in row.findChildren(Text) if one.isVisible()]
    words = "\n".join(one.text() for one in shown)
    assert "Status: “raro” in 3 cells." in words
    assert "Dates read as day/month." in words
    assert "Name, Total" in words
    assert "Device ID" in words
    qtbot.waitUntil(lambda: not [one.text() for one in shown if one.overflows()])


def test_without_a_brief_data_can_be_added_all_the_same(workbook: Path, window_for: Windows) -> None:
    frame = window_for(workbook)

    frame.go("sources")
    QApplication.processEvents()

    words = [one.text() for one in frame.window.findChildren(QPushButton) if one.isVisible()]
    assert "Add a data source…" in words
    assert words.count("Add data…") == 2


def test_badges_show_only_the_sources_in_a_state_and_the_health_of_the_data_is_told(
    workbook: Path, window_for: Windows
) -> None:
    brief = outcome()
    first, second = (
        msgspec.structs.replace(one, status=state)
        for one, state in zip(brief.sources[:2], ("red", "grey"), strict=True)
    )
    long = Section(id="skipped", kind="plain", title=line("Not checked"), lines=[line(f"Rule {n}") for n in range(9)])
    own = Section(id="definitions", kind="plain", title=line("Definitions"), lines=[line("brand_name: X")])
    cache.save(
        cache.folder(workbook),
        msgspec.structs.replace(brief, sources=[first, second, *brief.sources[2:]], health=[own, long]),
        "read",
    )
    frame = window_for(workbook)
    frame.go("sources")
    QApplication.processEvents()
    page = frame.page
    assert isinstance(page, SourcesPage)

    def shown() -> list[str]:
        QApplication.processEvents()
        return [key for key, row, _ in page._rows if row.isVisible()]

    badges = {str(one.property("state")): one for one in page.badges.findChildren(QPushButton)}
    assert badges["red"].text() == "Needs attention 1"
    badges["red"].click()
    assert shown() == [first.key]
    # What is chosen outlives a refresh.
    frame.build()
    page = frame.page
    assert isinstance(page, SourcesPage)
    assert shown() == [first.key]
    page.badges.show_chosen("")
    assert len(shown()) == len(brief.sources)

    words = [one.text() for one in page.findChildren(Text) if one.isVisible()]
    assert "Rule 4" in words
    assert "Rule 5" not in words
    assert "brand_name: X" not in words
    more = next(one for one in page.findChildren(QPushButton) if one.accessibleName() == "4 more: Not checked")
    more.click()
    QApplication.processEvents()
    assert "Rule 8" in [one.text() for one in page.findChildren(Text) if one.isVisible()]
