from __future__ import annotations

from functools import partial
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from desktop import cache
from desktop.kept_brief import SMALL_BYTES, KeptBrief
from reports.outcome import Outcome
from tests.desktop.sample import EXCEPTIONS, outcome


def of_many(brand: str, count: int = 400) -> Outcome:
    rows = [msgspec.structs.replace(EXCEPTIONS[0], key=f"{brand}{number}") for number in range(count)]
    return msgspec.structs.replace(outcome(), brand=brand, exceptions=rows)


@pytest.fixture
def brief(tmp_path: Path, qtbot: QtBot) -> KeptBrief:
    """The brief of Monday is shown, and its long list of exceptions was asked for."""
    cache.save(tmp_path, of_many("monday"))
    owner = QObject()
    brief = KeptBrief(owner)
    brief.owner = owner  # type: ignore[attr-defined]
    brief.open(tmp_path)
    assert len(brief.section("exceptions") or []) == 400
    return brief


def brand(brief: KeptBrief) -> tuple[str, str]:
    rows = brief.section("exceptions") or []
    return (brief.head.brand if brief.head else "", rows[0].key if rows else "")


def test_the_brief_before_stays_whole_until_the_long_lists_of_the_next_are_read(
    qtbot: QtBot, tmp_path: Path, brief: KeptBrief
) -> None:
    cache.save(tmp_path, of_many("tuesday"))
    seen: list[tuple[str, str]] = []

    brief.take_new(lambda: seen.append(brand(brief)))

    assert seen == []
    assert brand(brief) == ("monday", "monday0")
    qtbot.waitUntil(lambda: bool(seen))
    assert seen == [("tuesday", "tuesday0")]
    assert len(brief.section("exceptions") or []) == 400


def test_what_nobody_looks_at_is_not_waited_for(tmp_path: Path, brief: KeptBrief) -> None:
    brief.load()
    cache.save(tmp_path, of_many("tuesday"))
    seen: list[str] = []

    brief.take_new(partial(seen.append, "taken"))

    assert seen == ["taken"]
    assert brand(brief) == ("tuesday", "tuesday0")


def test_a_third_brief_does_not_wait_for_the_second(qtbot: QtBot, tmp_path: Path, brief: KeptBrief) -> None:
    seen: list[str] = []
    cache.save(tmp_path, of_many("tuesday"))
    brief.take_new(partial(seen.append, "tuesday"))
    cache.save(tmp_path, of_many("wednesday"))
    brief.take_new(partial(seen.append, "wednesday"))

    qtbot.waitUntil(lambda: len(seen) == 2)
    assert seen == ["tuesday", "wednesday"]
    assert brand(brief) == ("wednesday", "wednesday0")


def test_another_workbook_is_not_disturbed_by_what_was_being_read(
    qtbot: QtBot, tmp_path: Path, brief: KeptBrief
) -> None:
    seen: list[str] = []
    cache.save(tmp_path, of_many("tuesday"))
    brief.take_new(partial(seen.append, "tuesday"))
    other = tmp_path / "other"
    cache.save(other, of_many("other"))

    brief.open(other)
    qtbot.wait(20)

    assert seen == []
    assert brand(brief) == ("other", "other0")


def test_a_long_list_that_is_damaged_is_gone_and_the_rest_is_shown(
    qtbot: QtBot, tmp_path: Path, brief: KeptBrief
) -> None:
    generation = cache.save(tmp_path, of_many("tuesday"))
    damaged = tmp_path / "sections" / generation / "exceptions.json"
    damaged.write_bytes(damaged.read_bytes() + b"\n{")
    assert damaged.stat().st_size > SMALL_BYTES
    seen: list[str] = []

    brief.take_new(partial(seen.append, "taken"))

    qtbot.waitUntil(lambda: bool(seen))
    assert brand(brief) == ("tuesday", "")
