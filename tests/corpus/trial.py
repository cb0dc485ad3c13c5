"""One foreign workbook: refreshed, refreshed again, restored, and what became of it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.corpus.command import Ran, operating_brief
from tests.corpus.readers import seen_by_readers
from tests.corpus.reasons import permitted
from tests.invariants import Opened, harm

FIRST, SECOND = "2026-11-16T08:00", "2026-11-24T08:00"

#: Runs the program: the arguments, and the folder for what it keeps.
Program = Callable[..., Ran]


@dataclass(slots=True)
class Trial:
    """What became of one file. ``harm`` is empty unless it was harmed; ``reason`` is set where it was refused."""

    name: str
    original: Path
    written: Path | None = None
    reason: str = ""
    harm: list[str] = field(default_factory=list)
    explained: list[str] = field(default_factory=list)
    opens: bool | None = None

    @property
    def verdict(self) -> str:
        """``harmed``, ``refused`` or ``unharmed``."""
        return "harmed" if self.harm else "refused" if self.reason else "unharmed"


def tried(name: str, original: Path, folder: Path, program: Program = operating_brief) -> Trial:
    """Refresh a copy twice, restore it, and compare. The copy after both stands in ``written``."""
    trial = Trial(name, original)
    desk, home = folder / "desk", folder / "home"
    desk.mkdir(parents=True)
    copy = desk / f"book{original.suffix.lower()}"
    shutil.copyfile(original, copy)
    before = copy.read_bytes()
    first = _refreshed(copy, FIRST, home, program)
    if broke := first.bug():
        trial.harm.append(broke)
    if first.code != 0 or broke:
        _as_it_was(trial, desk, copy, before, first)
        return trial
    once = copy.read_bytes()
    trial.harm += _compared(before, once)
    second = _refreshed(copy, SECOND, home, program)
    if second.code != 0 or second.bug():
        trial.harm.append(f"the second refresh: {second.bug() or second.sentence()}")
        return trial
    twice = copy.read_bytes()
    trial.harm += [f"replaced: {one}" for one in _compared(once, twice)]
    trial.harm += _strays(desk, {copy.name})
    trial.written = folder / f"written{original.suffix.lower()}"
    shutil.copyfile(copy, trial.written)
    back = program(["restore", str(copy)], home)
    if back.code != 0 or copy.read_bytes() != once:
        trial.harm.append(f"restoring gave something else {back.bug() or back.sentence()}")
    trial.harm += _read_otherwise(original, trial.written, home)
    return trial


def _refreshed(copy: Path, as_of: str, home: Path, program: Program) -> Ran:
    return program(["refresh", str(copy), "--adopt", "--as-of", as_of, "--lang", "en"], home)


def _as_it_was(trial: Trial, desk: Path, copy: Path, before: bytes, ran: Ran) -> None:
    """A file that was not written must be as it was, and nothing but a companion may lie beside it."""
    if copy.read_bytes() != before:
        trial.harm.append("not refreshed, and yet changed")
    companion = {f"{copy.stem} - Operating Brief.xlsx"} if ran.code == 3 else set()
    trial.harm += _strays(desk, {copy.name} | companion)
    if trial.harm:
        return
    reason = permitted(ran.sentence())
    if reason is None:
        trial.harm.append(f"refused for a reason that is not on the list: {ran.sentence()}")
    else:
        trial.reason = reason.name


def _strays(desk: Path, allowed: set[str]) -> list[str]:
    return [f"left behind: {path.name}" for path in sorted(desk.iterdir()) if path.name not in allowed]


def _compared(before: bytes, after: bytes) -> list[str]:
    try:
        return harm(before, after)
    except Exception as error:
        return [f"could not be compared: {type(error).__name__}: {error}"]


def _read_otherwise(before: Path, after: Path, home: Path) -> list[str]:
    """Tabs of the founder's that another reader sees differently now, and tabs of ours that it does not see."""
    found = []
    ours = {name for name, _ in our_tabs(after)}
    now = seen_by_readers(after, home)
    for reader, olds in seen_by_readers(before, home).items():
        news = now.get(reader)
        if news is None:
            found.append(f"{reader} cannot read it any more")
            continue
        found += [f"{reader} reads {tab} differently" for tab, values in olds.items() if news.get(tab) != values]
        found += [f"{reader} does not see {tab}" for tab in sorted(ours - news.keys()) if olds]
    return found


def our_tabs(path: Path) -> list[tuple[str, bool]]:
    """The tabs that carry our mark, and whether each is shown."""
    package = Opened(path.read_bytes())
    parts = package.ours()
    return [
        (name, element.get("state", "visible") == "visible")
        for name, part, element in package.sheets()
        if part in parts
    ]
