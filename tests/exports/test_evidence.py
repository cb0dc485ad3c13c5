"""Every sample is known as what it is, and every export has a fixture of its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from sheets import imports
from sheets.excel.read import read
from sheets.imports import EXPORTS
from tests.exports.evidence import SAMPLES, fixtures


@pytest.mark.parametrize("name", list(SAMPLES))
def test_a_sample_is_recognised_as_its_kind(samples: Path, name: str) -> None:
    found = imports.recognise(samples / name, read)
    assert tuple(dict.fromkeys(one.export.key for one in found)) == SAMPLES[name].keys


def test_no_sample_is_passed_over(samples: Path) -> None:
    there = {path.relative_to(samples).as_posix() for path in samples.rglob("*") if path.is_file()}
    assert there == set(SAMPLES)


@pytest.mark.parametrize("key", [export.key for export in EXPORTS])
def test_each_export_has_a_fixture_of_its_own(key: str) -> None:
    assert fixtures().get(key), f"no file under tests/exports is recognised as {key}"


def test_each_key_is_one_exports_alone() -> None:
    keys = [export.key for export in EXPORTS]
    assert len(keys) == len(set(keys))
