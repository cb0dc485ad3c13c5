from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.sheets.excel.making import Place


@pytest.fixture
def public() -> Iterator[Path]:
    """A folder that every user of the machine can reach; pytest keeps its own to one."""
    with tempfile.TemporaryDirectory(prefix="operating-brief-test-") as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """A founder's workbook in a folder of its own, and the program's folder beside it."""
    return Place(tmp_path)
