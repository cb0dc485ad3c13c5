from __future__ import annotations

from pathlib import Path

import pytest

from tests.sheets.excel.making import Place


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A founder's workbook in a folder of its own, and the program's folder beside it."""
    return Place(tmp_path)
