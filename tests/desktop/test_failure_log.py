from __future__ import annotations

import stat
import sys

import pytest

from desktop import failure_log


def broken(cell: str = "ana@mail.example") -> ValueError:
    try:
        try:
            {}[cell]
        except KeyError as cause:
            raise ValueError(f"{cell} is no amount") from cause
    except ValueError as bug:
        return bug


def test_the_log_tells_where_it_broke_and_nothing_of_the_cells() -> None:
    path = failure_log.keep(broken())
    told = path.read_text(encoding="utf-8")
    assert "test_failure_log.py" in told
    assert "in broken" in told
    assert told.index("builtins.KeyError") < told.index("builtins.ValueError")
    assert "ana@" not in told


def test_what_broke_again_is_added() -> None:
    failure_log.keep(broken())
    told = failure_log.keep(broken()).read_text(encoding="utf-8")
    assert told.count("builtins.ValueError") == 2


@pytest.mark.skipif(sys.platform == "win32", reason="Windows keeps a user's folder private by itself")
def test_nobody_else_may_read_the_log() -> None:
    path = failure_log.keep(broken())
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
