"""What the tests of new sheets, imports and edits need: the real command line, and a founder's Google Sheet."""

from __future__ import annotations

import json
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from desktop import cli
from sheets import template
from sheets.place import GoogleSheet, place


def told(capsys: pytest.CaptureFixture[str], *arguments: object, code: int = 0) -> list[dict[str, Any]]:
    """The events of a command that ends with this code."""
    capsys.readouterr()
    ended = cli.main([*map(str, arguments), "--events"])
    events = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert ended == code, events[-1]
    return events


def sentences(events: list[dict[str, Any]], language: str = "en") -> list[str]:
    """What people are told."""
    return [event["text"][language] for event in events if event["event"] in ("note", "warning")]


def made(events: list[dict[str, Any]]) -> GoogleSheet:
    """The Google Sheet that a command has made."""
    found = place(events[-1]["path"])
    assert isinstance(found, GoogleSheet)
    return found


def sample(folder: Path, language: str = "en", name: str = "shop.xlsx") -> Path:
    """A new workbook of the example shop, as a file; it is drawn once a language."""
    path = folder / name
    path.write_bytes(_drawn(language))
    return path


@cache
def _drawn(language: str) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "shop.xlsx"
        template.new(path, language, sample=True)
        return path.read_bytes()
