"""One trouble that a refresh met: what became of it, and what is wrong with that."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.proof import child
from tests.proof.child import Ended
from tests.proof.shop import Desk, whole

DONE, REFUSED, COMPANION = 0, 1, 3
WAYS = {DONE: "written", REFUSED: "refused", COMPANION: "companion"}


@dataclass(frozen=True)
class Trouble:
    """What was met, how it ended (``written``, ``refused``, ``companion``), what was said, what is wrong."""

    what: str
    ended: str
    said: str
    wrong: tuple[str, ...] = ()

    def line(self) -> str:
        """One line of the table."""
        return f"{self.what:<58}{self.ended:<11}{self.said[:160]}"


def refresh(desk: Desk, before: Callable[[], None] | None = None, day: int = 16) -> Ended:
    """One refresh in a process of its own."""
    arguments: list[str | Path] = ["refresh", desk.path, "--as-of", f"2026-11-{day:02}T08:00", "--lang", "en"]
    return child.run(arguments, before=before, said=desk.scratch / "said.txt")


def met(
    what: str,
    desk: Desk,
    old: bytes,
    ended: Ended,
    may: Iterable[int],
    words: Sequence[str] = (),
) -> Trouble:
    """Look at the workbook after a trouble: ``may`` are the exit codes that are right, ``words`` must be said."""
    said = " ".join(ended.said.split())
    wrong = []
    if ended.code not in may:
        wrong.append(f"exit code {ended.code}")
    if "Traceback" in said or "inside Operating Brief" in said:
        wrong.append("it broke")
    now = desk.bytes()
    if ended.code == DONE:
        wrong += whole(old, desk.path, "refresh")
        if now == old:
            wrong.append("nothing was written")
    else:
        if now != old:
            wrong.append("the file was changed")
        wrong += [f"“{word}” is not said" for word in words if word.lower() not in said.lower()]
        if len(ended.said.strip().splitlines()) != 1:
            wrong.append("it was not said in one line")
    if ended.code == COMPANION and not companions(desk):
        wrong.append("there is no companion file")
    return Trouble(what, WAYS.get(ended.code, str(ended.code)), said, (*wrong, *desk.unsound()))


def companions(desk: Desk) -> list[Path]:
    """The companion files, beside the workbook or in the program's folder."""
    found = [path for folder in (desk.folder, desk.home) for path in folder.rglob("* - Operating Brief*.xlsx")]
    return [path for path in found if path.stat().st_size]


def afterwards(what: str, desk: Desk, before: Callable[[], None] | None = None) -> Trouble:
    """The trouble is over: the next refresh writes, and nothing is left behind."""
    for companion in companions(desk):
        companion.unlink()
    old = desk.bytes()
    trouble = met(f"{what}: the next refresh", desk, old, refresh(desk, before, 17), (DONE,))
    left = [f"left behind: {stray}" for stray in (*desk.strays(), *desk.others())]
    return Trouble(trouble.what, trouble.ended, trouble.said, (*trouble.wrong, *left))
