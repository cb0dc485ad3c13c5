from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import msgspec
import pytest

from reports import run as reports_run
from sheets.excel.read import read
from sheets.workbook import Snapshot
from tests.computed import Once
from tests.golden import test_example_a as example_a
from tests.workbooks import golden, workbook

MONDAY, TUESDAY = datetime(2026, 11, 16, 8), datetime(2026, 11, 17, 8)


@pytest.fixture
def snapshot(tmp_path: Path) -> Snapshot:
    return read(workbook(tmp_path / "a.xlsx", {name: golden(file) for name, file in example_a.TABS.items()}))


@pytest.fixture
def computed() -> list[datetime]:
    return []


@pytest.fixture
def once(computed: list[datetime]) -> Once:
    def counted(snapshot, as_of, **more):
        computed.append(as_of)
        return reports_run.run(snapshot, as_of, **more)

    return Once(counted)


def test_what_is_told_again_is_the_very_outcome(snapshot: Snapshot, once: Once, computed: list[datetime]) -> None:
    whole = msgspec.json.encode(reports_run.run(snapshot, MONDAY))
    assert [msgspec.json.encode(once(snapshot, MONDAY)) for _ in range(2)] == [whole, whole]
    assert computed == [MONDAY]


def test_another_day_read_language_name_or_cell_is_computed(
    snapshot: Snapshot, once: Once, computed: list[datetime]
) -> None:
    orders = snapshot.tabs[0]
    changed = replace(snapshot, tabs=(replace(orders, rows=orders.rows[:-1]), *snapshot.tabs[1:]))
    for given, day, more in (
        (snapshot, MONDAY, {}),
        (snapshot, TUESDAY, {}),
        (snapshot, MONDAY, {"read": "daily"}),
        (snapshot, MONDAY, {"language": "es"}),
        (replace(snapshot, name="b.xlsx"), MONDAY, {}),
        (changed, MONDAY, {}),
    ):
        whole = reports_run.run(given, day, **more)
        assert msgspec.json.encode(once(given, day, **more)) == msgspec.json.encode(whole)
    assert len(computed) == 6
