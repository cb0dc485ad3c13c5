"""What can go wrong with a Google Sheet × what the founder sees × what is in the sheet afterwards: the table.

Each row is a test (``test_faults.py``) and a line of ``docs/google.md`` (``make pages``), so neither can say what the
other does not. It begins with a sheet that holds the brief of three days before.
"""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

if TYPE_CHECKING:
    from tests.google.answers import Answer
    from tests.google.desk import Desk
    from tests.google.model import Book

ROBOT = "robot@loopback.iam.gserviceaccount.com"
TYPED = "Typed by a person"


@dataclass
class World:
    """Where a fault happens: the desk with Google on it, the sheet's link, and what the test may take away."""

    desk: Desk
    sheet: str
    environment: dict[str, str] = field(default_factory=dict)
    #: What the command is given, where that is not the sheet's.
    link: str = ""
    stops: bool = False
    time_outs: tuple[float, float] | None = None
    #: A request that is held up is let go at the end.
    held: threading.Event = field(default_factory=threading.Event)

    @property
    def id(self) -> str:
        return self.sheet.split("/d/")[1].split("/")[0]

    def google_says(
        self, answer: Any, when: str = "*", times: int | None = 1, after: int = 0, method: str = "*"
    ) -> None:
        self.desk.faults.add(answer, f"*googleapis.com/{when}", method, times, after)

    def person(self, edit: Callable[[Book], object], when: str = "*:batchUpdate") -> None:
        self.desk.person(when, edit, self.id)

    def protect(self, tab: str) -> None:
        with self.change() as book:
            book.access = "writer"
            sheet = book.edit(tab)
            sheet.protected.append({"protectedRangeId": 77, "range": {"sheetId": sheet.id}})

    def change(self) -> Any:
        return self.desk.change(self.id)


Leaves = Literal["new", "old", "new and typed", "row", "row later", "order"]
#: What is in the sheet afterwards, in the words of the handbook.
LEFT: dict[Leaves, str] = {
    "new": "The new brief, once.",
    "old": "All as it was, the last brief included.",
    "new and typed": "The new brief, and what the person typed.",
    "row": "The new row, once.",
    "row later": "All as it was; the next command writes the new row, once.",
    "order": "The new order, once.",
}


@dataclass(frozen=True)
class Fault:
    """One row. ``waits`` begins the countdown that is shown, ``says`` is the sentence; both may be empty.

    ``writes`` is how many writes of values Google applied; ``code`` the exit code.
    """

    what: str
    happens: Callable[[World], object]
    leaves: Leaves
    says: str = ""
    waits: str = ""
    command: Literal["refresh", "edit", "import"] = "refresh"
    code: int = 0
    writes: int = 1


BUSY = "Google has too many requests; it goes on in"
AGAIN = "Google cannot answer; trying again in"
BROKEN = "Google cannot be reached; trying again in"
LOOKING = "Looking whether the change was written, in"
DOWN = "Google cannot answer at the moment."
LATER = "Try again in a few minutes."
NOT_WRITTEN = "This change was not written."
QUOTA = "Google had too many requests and takes them again at about 08:01."
SIGN_IN = "Google asks you to sign in again: the sign-in has ended or was withdrawn."
CONNECT = "Connect again with operating-brief connect, or in the window under Settings. Nothing was lost."
KEPT = "Your change is kept, and will be written as soon as Google answers again."
LOST = "Google's answer to a change was lost, and it is not known whether it was written."
LOOK = "Look into the sheet before you make the same change again; a refresh may be repeated."
GONE = "The connection to Google keeps breaking off."
STAYS = "The last brief stays as it is. Try again when the connection is better."
VALUES, BATCH, TOKEN, SHEETS = "*/values:batchGet", "*:batchUpdate", "token", "v4/*"


def _faults() -> Any:
    # Only where a test runs it: the handbook is made without a server.
    from tests.google import faults

    return faults


def says(status: int, message: str = "", when: str = "*", times: int | None = 1) -> Callable[[World], None]:
    return lambda world: world.google_says(_faults().says(status, message), when, times)


def fault(name: str, when: str = "*", times: int | None = 1, **how: Any) -> Callable[[World], None]:
    return lambda world: world.google_says(getattr(_faults(), name)(**how), when, times)


def revoked(world: World) -> None:
    """The founder withdraws the permission while the brief is computed: the write finds it gone."""
    world.google_says(_faults().says(401), BATCH)
    world.google_says(_faults().refused(), TOKEN, after=1)


def holds(world: World, when: str, applied: bool, times: int | None = 1) -> None:
    """The answer does not come before the program gives up waiting for it."""

    def late(serve: Callable[[], Answer]) -> Answer:
        answer = serve() if applied else None
        world.held.wait(20)
        return answer or serve()

    world.time_outs = (5.0, 2.0)
    world.google_says(late, when, times)


def access(may: str) -> Callable[[World], None]:
    def happens(world: World) -> None:
        with world.change() as book:
            book.access = may

    return happens


def no_such(world: World) -> None:
    world.link = world.sheet.replace("1loopback", "1elsewhere")


def other_file(mime: str) -> Callable[[World], None]:
    def happens(world: World) -> None:
        world.google_says(_faults().says(400, "This operation is not supported for this document"), "v4/*")
        world.desk.store.files[world.id].mime = mime

    return happens


def types(tab: str, row: int, column: int) -> Callable[[World], None]:
    """A person types into a cell (row and column from 0) right before the write."""

    def edit(book: Book) -> None:
        from tests.google.model import Cell

        sheet = book.edit(tab)
        sheet.put(row, column, Cell(TYPED))

    return lambda world: world.person(edit)


def deletes(tab: str) -> Callable[[World], None]:
    return lambda world: world.person(lambda book: book.sheets.remove(book.sheet(tab)))


def no_network(world: World) -> None:
    world.environment["HTTPS_PROXY"] = world.environment["https_proxy"] = "http://127.0.0.1:9"


def stranger(world: World) -> None:
    """A proxy or scanner in between shows a certificate of its own."""
    world.environment["REQUESTS_CA_BUNDLE"] = ""


def dead_line(world: World) -> None:
    world.desk.offline = True


def dies_after_writing(world: World) -> None:
    """The write arrives, and then the network is gone for good."""

    def dies(serve: Callable[[], Answer]) -> Answer:
        answer = serve()
        world.desk.offline = True
        answer.cut = 0
        return answer

    world.google_says(dies, BATCH)


def stops(world: World) -> None:
    world.stops = True
    says(503, when=SHEETS)(world)


def other_computer(world: World) -> None:
    """Another computer makes and writes its own brief between our reading and our writing."""

    done: list[int] = []

    def meanwhile(serve: Callable[[], Answer]) -> Answer:
        if not done:
            done.append(1)
            command = [sys.executable, "-m", "desktop.cli", "refresh", world.sheet, "--as-of", "2026-11-16T07:00"]
            subprocess.run(command, check=True, capture_output=True, timeout=60)
        return serve()

    world.google_says(meanwhile, BATCH)


TABLE: tuple[Fault, ...] = (
    # too many requests
    Fault("Too many requests, for a moment", says(429, when=VALUES), "new", waits=BUSY),
    Fault("Too many requests, for long, while reading", says(429, when=SHEETS, times=None), "old", f"{QUOTA} Try again then.", BUSY, code=1, writes=0),
    Fault("Too many requests, for long, while writing", says(429, when=BATCH, times=None), "old", f"{QUOTA} {NOT_WRITTEN} Try again then.", BUSY, code=1, writes=0),
    # who may
    Fault("The pass for an hour has run out", says(401, when=VALUES), "new"),
    Fault("You withdraw the permission in the middle", revoked, "old", f"{SIGN_IN} {NOT_WRITTEN} {CONNECT}", code=1, writes=0),
    Fault("Google's sign-in cannot answer, once", fault("page", TOKEN), "new", waits=AGAIN),
    Fault("The sheet is not shared with the address that asks", access("none"), "old", f"This Google Sheet is not shared with {ROBOT}. Open it in your browser, choose Share and add {ROBOT} as an editor.", code=1, writes=0),
    Fault("The sheet is shared for reading only", access("reader"), "old", f"This Google Sheet may be read by {ROBOT} but not written. {NOT_WRITTEN} Ask its owner to make {ROBOT} an editor under Share.", code=1, writes=0),
    Fault("The link leads to no sheet that can be seen", no_such, "old", "There is no Google Sheet at this link, or Operating Brief may not see it. Open the link in your browser. If the sheet is there, connect again and pick it; if it was deleted, look in the bin of Google Drive.", code=1, writes=0),
    Fault("The link leads to an Excel file in Drive", other_file("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"), "old", "This link leads to an Excel file in Google Drive, not to a Google Sheet. Open it in your browser and choose File > Save as Google Sheets, or download it and open the file.", code=1, writes=0),
    Fault("The link leads to a text document", other_file("application/vnd.google-apps.document"), "old", "What this link leads to is not a Google Sheet. Open the sheet in your browser and copy its address: it begins with https://docs.google.com/spreadsheets/d/.", code=1, writes=0),
    # Google cannot
    Fault("Google fails inside (500), once", says(500, when=VALUES), "new", waits=AGAIN),
    Fault("A page instead of an answer (502), once", fault("page", VALUES), "new", waits=AGAIN),
    Fault("A page instead of an answer (502), for ever", fault("page", SHEETS, None), "old", f"{DOWN} {LATER}", AGAIN, code=1, writes=0),
    Fault("Google cannot write (503), for ever", says(503, when=BATCH, times=None), "old", f"{DOWN} {NOT_WRITTEN} {LATER}", LOOKING, code=1, writes=0),
    Fault("Google says 503 and has written all the same", fault("page_after", BATCH), "new", waits=LOOKING),
    Fault("An answer too slow to wait for, once", lambda world: holds(world, VALUES, False), "new", waits=AGAIN),
    Fault("Answers too slow to wait for, always", lambda world: holds(world, VALUES, False, None), "old", "Google took too long to answer. Try again in a few minutes; if it stays so, the sheet may be too large.", AGAIN, code=1, writes=0),
    Fault("A write too slow to wait for", lambda world: holds(world, BATCH, True), "new", waits=LOOKING),
    # the line
    Fault("The connection breaks while reading", fault("cut_before", VALUES), "new", waits=BROKEN),
    Fault("The answer is cut off in the middle", fault("truncated", VALUES), "new", waits=AGAIN),
    Fault("The connection breaks before the write arrives", fault("cut_before", BATCH), "new", waits=LOOKING),
    Fault("The connection breaks after the write", fault("cut_after", BATCH), "new", waits=LOOKING),
    Fault("The answer to the write is cut off", fault("truncated", BATCH), "new", waits=LOOKING),
    Fault("The connection breaks after the write and stays away", dies_after_writing, "new", f"{LOST} {GONE} {STAYS} {LOOK}", LOOKING, code=1),
    Fault("No network", no_network, "old", "Google cannot be reached: this computer seems to be offline. The last brief stays as it is. Try again when you are connected.", BROKEN, code=1, writes=0),
    Fault("A network that breaks every connection", dead_line, "old", f"{GONE} {STAYS}", BROKEN, code=1, writes=0),
    Fault("Somebody in between whose certificate is not Google's", stranger, "old", "Something between this computer and Google is not to be trusted, so nothing was sent. Check the computer's clock, sign in to the network that you are in, or ask whoever runs it.", code=1, writes=0),
    Fault("You stop it (Ctrl-C) while it waits", stops, "old", "Stopped; nothing was written. Run it again whenever you like.", AGAIN, code=1, writes=0),
    # people
    Fault("Somebody deletes our tab Brief between reading and writing", deletes("Brief"), "new"),
    Fault("Somebody changes Orders between reading and writing", types("Orders", 1, 3), "new and typed", "Orders was changed in the Google Sheet while the brief was being written, so the brief may not tell what it says now. Refresh once more."),
    Fault("Somebody types a decision into our tab between reading and writing", types("Exceptions", 4, 9), "new and typed", writes=3),
    Fault("Another computer refreshes at the same moment", other_computer, "new", writes=4),
    Fault("Our tab Brief is protected", lambda world: world.protect("Brief"), "old", f"The tab Brief is protected in this Google Sheet, so it cannot be written. {NOT_WRITTEN} Remove the protection under Data > Protect sheets and ranges, or ask whoever set it.", code=1, writes=0),
    Fault("The sheet would have more than 10 million cells", says(400, "Invalid requests[0].addSheet: This action would increase the number of cells in the workbook above the limit of 10000000 cells.", BATCH), "old", f"The Google Sheet would have more than 10 million cells, which Google does not allow. {NOT_WRITTEN} Delete rows, columns or tabs that you no longer need; empty ones count too.", code=1, writes=0),
    # edits and imports
    Fault("The connection breaks after a note was written", fault("cut_after", BATCH), "row", waits=LOOKING, command="edit"),
    Fault("The connection breaks before a note is written", fault("cut_before", BATCH), "row", waits=LOOKING, command="edit"),
    Fault("The connection breaks after a note was written and stays away", dies_after_writing, "row", f"{LOST} {GONE} {KEPT}", LOOKING, "edit", code=3),
    Fault("No network when a note is to be written", no_network, "row later", f"Google cannot be reached: this computer seems to be offline. {KEPT}", BROKEN, "edit", code=3, writes=0),
    Fault("Too many requests, for long, when a note is to be written", says(429, when=BATCH, times=None), "row later", f"{QUOTA} {NOT_WRITTEN} {KEPT}", BUSY, "edit", code=3, writes=0),
    Fault("The tab Notes is protected", lambda world: world.protect("Notes"), "old", "The tab Notes is protected in this Google Sheet, so it cannot be written. Remove the protection under Data > Protect sheets and ranges, or ask whoever set it.", command="edit", code=1, writes=0),
    Fault("Google says 503 after an import has written", fault("page_after", BATCH), "order", waits=LOOKING, command="import"),
    Fault("Google cannot write an import (503), for ever", says(503, when=BATCH, times=None), "old", f"{DOWN} {NOT_WRITTEN} {LATER}", LOOKING, "import", code=1, writes=0),
)  # fmt: skip


def seen(row: Fault) -> str:
    """What the founder sees, as the handbook has it."""
    parts = [f"*{row.waits} … s*"] if row.waits else []
    if row.says:
        parts.append(f"“{row.says.replace(ROBOT, 'ROBOT')}”")
    if not row.code:
        parts.append("The brief." if row.command == "refresh" else "Done.")
    return "<br>".join(parts)


def lines() -> Iterator[tuple[str, str, str]]:
    """The table's rows as the handbook has them."""
    for row in TABLE:
        yield row.what, seen(row), LEFT[row.leaves]
