"""Processes killed at random moments: the file is the old one or the new one, and the next run succeeds."""

from __future__ import annotations

import hashlib
import random
import shutil
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from sheets.errors import SheetsError
from tests.proof import child
from tests.proof.child import Ended, Kill, Killer
from tests.proof.shop import Desk, brief_of, notes_of, orders_of, whole

STEPS = ("start", "read", "compute", "write", "committing", "done")
#: Of a hundred commands so many are each of these.
SHARE = {"refresh": 60, "catch up": 10, "edit": 10, "import": 10, "restore": 10}
#: Where the moment lies: anywhere in the run, after the writing began, around the replacing, before a touch of a file.
WAYS = {"anywhere": 30, "writing": 25, "replacing": 25, "touching": 20}
#: One in so many runs is a Python started for it, and one in so many meets a workbook never written into.
STARTED, FRESH = 25, 5
#: So many processes are started for each that is to be killed before this machine is called too fast for it.
TRIES = 5
#: New objects before Python looks for rings of them, and how often the older ones are looked through (as in the tests).
COLLECT = (20_000, 20, 50)


@dataclass
class Known:
    """How long a command takes undisturbed, and how often it touches a file."""

    seconds: float
    writing_at: float
    touches: int


@dataclass
class Tally:
    """What became of the kills."""

    rows: Counter[tuple[str, str]] = field(default_factory=Counter)
    ways: Counter[tuple[str, str]] = field(default_factory=Counter)
    left: Counter[str] = field(default_factory=Counter)
    in_time: int = 0
    wrong: list[str] = field(default_factory=list)
    seconds: float = 0.0

    def table(self) -> str:
        """The counts as text."""
        lines = [f"{'killed at step':<16}{'kills':>8}{'old':>8}{'new':>8}{'left behind':>14}"]
        for step in (*STEPS, "ended"):
            old, new = self.rows[step, "old"], self.rows[step, "new"]
            if old + new:
                lines.append(f"{_said(step):<16}{old + new:>8}{old:>8}{new:>8}{self.left[step]:>14}")
        old = sum(count for (_, age), count in self.rows.items() if age == "old")
        new = sum(self.rows.values()) - old
        lines.append(f"{'all':<16}{old + new:>8}{old:>8}{new:>8}{sum(self.left.values()):>14}")
        lines.append("")
        for what in (*SHARE, *WAYS, "started afresh"):
            old, new = self.ways[what, "old"], self.ways[what, "new"]
            if old + new:
                lines.append(f"{what:<16}{old + new:>8}{old:>8}{new:>8}")
        return "\n".join(lines)


def _said(step: str) -> str:
    return {"start": "before reading", "committing": "replacing", "done": "after it", "ended": "too late"}.get(
        step, step
    )


class Killing:
    """One desk, and a thousand interruptions."""

    def __init__(self, desk: Desk, seed: int) -> None:
        self.desk = desk
        self.chance = random.Random(seed)
        self.known: dict[tuple[str, bool], Known] = {}
        self.tally = Tally()
        self._tell: Callable[[str], None] = print

    def kill(self, times: int, tell: Callable[[str], None] = lambda line: None) -> Tally:
        """Kill so many processes before they end. Everything that is wrong stands in the tally.

        One that ended before its moment came is looked at too, and another takes its place.
        """
        self._tell = tell
        self._must(child.run(self._arguments("refresh", 13)), "the first refresh")
        started = time.perf_counter()
        commands = [command for command, share in SHARE.items() for _ in range(share)]
        ways = [way for way, share in WAYS.items() for _ in range(share)]
        number = 0
        while self.tally.in_time < times:
            number += 1
            if number > TRIES * times:
                raise RuntimeError(f"of {number - 1} processes only {self.tally.in_time} could be killed")
            command, way = self.chance.choice(commands), self.chance.choice(ways)
            self._one(number, command, way, afresh=number % STARTED == 0)
            if number % 100 == 0:
                tell(f"{self.tally.in_time} of {times}, {(time.perf_counter() - started) / number:.2f} s each, "
                     f"{len(self.tally.wrong)} wrong")  # fmt: skip
        self.tally.seconds = time.perf_counter() - started
        return self.tally

    def _arguments(self, command: str, day: int) -> list[str | Path]:
        path = self.desk.path
        refresh: list[str | Path] = ["refresh", path, "--as-of", f"2026-11-{day:02}T08:00", "--events"]
        return {
            "refresh": refresh,
            # A note was kept while the workbook was open elsewhere: this refresh writes it first.
            "catch up": refresh,
            "edit": ["edit", path, self.desk.note, "--events"],
            "import": ["import", self.desk.export, "--into", path, "--events"],
            "restore": ["restore", path, "--events"],
        }[command]

    def _learn(self, command: str, afresh: bool) -> Known:
        """Time a command that is warm, and count its touches; once, when the first of its kind is to be killed."""
        if found := self.known.get((command, afresh)):
            return found
        counted = self.desk.scratch / "touches.json"
        counted.unlink(missing_ok=True)
        self._ask(0)
        if command == "catch up":
            self._keep_a_note()
        killer = Killer(self.desk.root, -1, counted)
        arguments = self._arguments(command, 14 + afresh)
        ended = child.start(arguments) if afresh else child.run(arguments, killer=killer)
        self._must(ended, command)
        writing = ended.moment("write") or 0.0
        touches = counted.read_text().count('"') // 2 if counted.exists() else 0
        self.known[command, afresh] = Known(ended.seconds, writing, touches)
        return self.known[command, afresh]

    def _must(self, ended: Ended, what: str) -> None:
        if ended.code:
            raise RuntimeError(f"{what} ended with {ended.code} undisturbed")

    def _ask(self, number: int) -> None:
        """A note and an order that were never asked for before."""
        self.desk.write_note(f"note {number}")
        self.desk.import_orders(number)

    def _keep_a_note(self) -> None:
        """Ask for the note while somebody has the workbook open."""
        owner = self.desk.folder / f"~${self.desk.path.name}"
        owner.write_bytes(b"\x05Maria".ljust(165))
        ended = child.run(self._arguments("edit", 0))
        owner.unlink()
        if ended.code != 3:
            raise RuntimeError(f"an edit of an open workbook ended with {ended.code}")

    def _moment(self, command: str, way: str, known: Known) -> tuple[Kill | None, Killer | None]:
        if way == "touching" and known.touches:
            return None, Killer(self.desk.root, self.chance.randint(1, known.touches))
        if way == "replacing":
            return Kill("committing", self.chance.choice((0.0, self.chance.uniform(0, 0.001)))), None
        if way == "writing" and known.writing_at:
            return Kill("write", self.chance.uniform(0, 1.05) * (known.seconds - known.writing_at)), None
        return Kill("start", self.chance.uniform(0, 1.05) * known.seconds), None

    def _one(self, number: int, command: str, way: str, afresh: bool) -> None:
        desk, day = self.desk, 12 + number % 7
        known = self._learn(command, afresh)
        if command == "refresh" and number % FRESH == 0:
            desk.reset()
        self._ask(number)
        if command == "catch up":
            self._keep_a_note()
        before = desk.bytes()
        copies = [path.name for path in desk.backups()]
        if afresh and way == "touching":
            way = "writing"
        kill, killer = self._moment(command, way, known)
        arguments = self._arguments(command, day)
        ended = child.start(arguments, kill) if afresh else child.run(arguments, kill, killer=killer)
        after = desk.bytes()
        age = "old" if after == before else "new"
        told = f"kill {number} ({command}, {way}, {kill or 'touch'}, at {ended.at}"
        self._count(command, way, ended, age, afresh)
        if ended.code not in (-9, 0):
            self._wrong(told, [f"it ended by itself with {ended.code}"])
        try:
            if age == "new":
                self._wrong(told, self._new(before, command, copies, number))
            self._wrong(told, desk.unsound())
            self._wrong(told, self._again(command, day, number, age))
        except SheetsError as broken:
            self._wrong(told, [f"the file cannot be read: {broken}"])
            desk.reset()

    def _count(self, command: str, way: str, ended: Ended, age: str, afresh: bool) -> None:
        step = ended.at if ended.code == -9 else "ended"
        self.tally.rows[step, age] += 1
        self.tally.left[step] += bool(self.desk.strays())
        self.tally.in_time += ended.code == -9
        for what in (command, way, *(["started afresh"] if afresh else [])):
            self.tally.ways[what, age] += 1

    def _new(self, before: bytes, command: str, copies: list[str], number: int) -> list[str]:
        """What is wrong with a file that was replaced before the kill."""
        desk = self.desk
        if command == "restore":
            said = hashlib.sha256(desk.bytes()).hexdigest()
            return [] if any(said in name for name in copies) else ["the restored file is none of the copies"]
        found = whole(before, desk.path, command)
        if not any(hashlib.sha256(before).hexdigest() in path.name for path in desk.backups()):
            found.append("there is no copy of the old file")
        if command == "edit" and notes_of(desk.path, f"note {number}") != 1:
            found.append("the note does not stand in it once")
        if command == "import" and orders_of(desk.path, f"#{20_000 + number}") != 1:
            found.append("the order does not stand in it once")
        return found

    def _again(self, command: str, day: int, number: int, age: str) -> list[str]:
        """What is wrong after the same command ran again, undisturbed."""
        desk = self.desk
        shown = brief_of(desk.path) if age == "new" and command == "refresh" else None
        before = desk.bytes()
        complaint = desk.scratch / "said.txt"
        ended = child.run(self._arguments(command, day), said=complaint)
        found = [] if ended.code == 0 else [f"the next run ended with {ended.code}: {ended.said.strip()}"]
        if command != "restore":
            found += whole(before, desk.path, command)
        if shown is not None and brief_of(desk.path) != shown:
            found.append("the next run shows another brief")
        if command == "import" and orders_of(desk.path, f"#{20_000 + number}") != 1:
            found.append("the order does not stand once in the workbook after the next run")
        times = 2 if command == "edit" and age == "new" else 1
        if command in ("edit", "catch up") and notes_of(desk.path, f"note {number}") != times:
            found.append("the note does not stand as often in the workbook as it was asked for")
        found += [f"left behind: {stray}" for stray in (*desk.strays(), *desk.others())]
        return found + desk.unsound()

    def _wrong(self, told: str, found: list[str]) -> None:
        for fault in found:
            self.tally.wrong.append(f"{told}): {fault}")
            self._tell(f"WRONG {self.tally.wrong[-1]}")
        if found:
            shutil.copyfile(self.desk.path, self.desk.scratch / f"wrong-{len(self.tally.wrong)}.xlsx")


def warm(desk: Desk) -> None:
    """Import all that the commands need, by running them once in this process, on a desk that is not used again."""
    import contextlib
    import gc
    import io

    from desktop import cli

    desk.use_home()
    desk.write_note("warm")
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        for arguments in (
            ["refresh", desk.path, "--as-of", "2026-11-12T08:00"],
            ["import", desk.export, "--into", desk.path],
            ["edit", desk.path, desk.note],
            ["restore", desk.path],
            ["check", desk.path],
        ):
            if code := cli.main([str(argument) for argument in arguments]):
                raise RuntimeError(f"{arguments[0]} ended with {code}")
    # Nothing of this is looked through, and with that copied, in the processes that are forked from this one.
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECT)
