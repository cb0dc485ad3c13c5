"""A workbook that is a local Excel file."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable, Collection, Sequence
from pathlib import Path

import platformdirs

from sheets.errors import SheetsError, Text
from sheets.excel import read, save, verify
from sheets.excel.backups import Backups
from sheets.excel.closed import refuse_if_closed
from sheets.excel.companion import companion_path, draw_companion
from sheets.excel.edit import apply
from sheets.excel.graft import add_sheets, graft
from sheets.excel.index import Index
from sheets.excel.package import Package, fingerprint
from sheets.grid import Grid
from sheets.workbook import Copy, Edit, Receipt, Snapshot, Wanted

#: Reasons for which the brief goes to a file of its own, beside a workbook that stays as it is.
_COMPANION_FOR = (
    {"locked", "read_only", "linked"}
    | {"protected", "signed", "shared", "final", "encrypted"}
    | {"not_ours", "full", "damaged"}
)

#: Lays changes over the package; what it returns checks the file that was written.
_Change = Callable[[Package], Callable[[Path], None]]


class ExcelBook:
    """An ``.xlsx`` or ``.xlsm`` file; implements :class:`sheets.workbook.Workbook`.

    ``app_data`` is the folder for backups. ``committing`` is called once, right before the file is replaced:
    from then on nothing can be cancelled. ``password`` opens an encrypted workbook; it is kept in memory only.
    """

    def __init__(
        self,
        path: Path | str,
        app_data: Path | None = None,
        committing: Callable[[], None] = lambda: None,
        password: str = "",
    ) -> None:
        self.path = Path(path)
        self._password = password
        self.app_data = app_data or platformdirs.user_data_path("operating-brief", appauthor=False)
        self._committing = committing

    def read(self, whole: Collection[str] = ()) -> Snapshot:
        """All cells of the tabs that are used, or named in ``whole``; name and first 30 rows of the others."""
        return read.read(self.path, self._password, whole)

    def read_for(self, wanted: Wanted) -> Snapshot:
        """One of the tabs that are used and those of its rows that are in question; only the first rows of the others."""
        return read.read_for(self.path, wanted, self._password)

    def write(self, grids: Sequence[Grid], since: str) -> Receipt:
        """Replace our own tabs by these, if the file still is as ``since`` says.

        Where the workbook may not be written now, the brief goes to a companion file beside it and the
        receipt says why.
        """

        def change(package: Package) -> Callable[[Path], None]:
            grafted = graft(package, grids)
            return lambda result: verify.reads_back(result, grids, grafted.names)

        target = save.real_file(self.path)
        started = time.perf_counter()
        with save.said_plainly(target), save.only_writer(self._backups(target).folder):
            try:
                return self._changed(target, since, change, started)
            except SheetsError as reason:
                if reason.kind not in _COMPANION_FOR:
                    raise
                return self._companion(target, grids, reason, started)

    def must_be_free(self) -> None:
        """Raise the ``locked`` error while somebody has the file open: for a write that would rather wait."""
        target = save.real_file(self.path)
        with save.said_plainly(target):
            save.refuse_if_open(target)

    def edit(self, edits: Sequence[Edit], since: str) -> Receipt:
        """Set exactly these cells and append exactly these rows."""
        return self.upgrade(edits, b"", 0, since)

    def upgrade(self, edits: Sequence[Edit], tabs: bytes, contract_version: int, since: str) -> Receipt:
        """Besides ``edits``, append every tab of the workbook ``tabs`` as the founder's own, in one write.

        ``contract_version`` (0 = leave as it is) stamps the contract that the workbook now follows.
        """

        def change(package: Package) -> Callable[[Path], None]:
            check = apply(package, edits)
            if tabs or contract_version:
                add_sheets(package, tabs, contract_version)
            return check

        target = save.real_file(self.path)
        with save.said_plainly(target), save.only_writer(self._backups(target).folder):
            return self._changed(target, since, change, time.perf_counter())

    def copies(self) -> tuple[Copy, ...]:
        """The copies that :meth:`restore` can go back to, the newest first."""
        target = save.real_file(self.path)
        with save.said_plainly(target):
            return tuple(Copy(one.when, one.bytes, one.content) for one in reversed(self._backups(target).all()))

    def restore(self, to: Copy | None = None) -> Receipt:
        """Put the file back as it was before the last write, or as a copy has it. Restoring again undoes it."""
        target = save.real_file(self.path)
        backups = self._backups(target)
        started = time.perf_counter()
        with save.said_plainly(target), save.only_writer(backups.folder):
            save.refuse_if_read_only(target)
            save.refuse_if_open(target)
            wanted = backups.sound(to)
            now = backups.take()
            try:
                with save.draft(target) as made:
                    with wanted.path.open("rb") as file:
                        shutil.copyfileobj(file, made.file)
                    save.flush(made)
                    save.replace(made.path, target, now.content, self._committing)
            except BaseException:
                backups.forget(now)
                raise
            backups.thin()
            return Receipt(
                path=str(target),
                before=now.content,
                fingerprint=wanted.content,
                backup=str(now.path),
                seconds=time.perf_counter() - started,
            )

    def _backups(self, target: Path) -> Backups:
        return Backups(self.app_data, target)

    def _changed(self, target: Path, since: str, change: _Change, started: float) -> Receipt:
        """Change the target by way of a backup, a draft and a check; the target is not read again but for its hash."""
        save.refuse_if_read_only(target)
        save.refuse_if_open(target)
        backups = self._backups(target)
        backup = backups.take()
        written = False
        try:
            if since and backup.content != since:
                raise save.changed_since()
            with Package(backup.path) as package:
                refuse_if_closed(Index(package))
                check = change(package)
                if not package.changed():
                    return Receipt(
                        path=str(target),
                        before=backup.content,
                        fingerprint=backup.content,
                        seconds=time.perf_counter() - started,
                    )
                with save.draft(target) as made:
                    package.write(made.file)
                    save.flush(made)
                    changed = verify.same_but_for(package, made.path)
                    check(made.path)
                    content = fingerprint(made.path)
                    save.refuse_if_open(target)
                    save.replace(made.path, target, backup.content, self._committing)
                    written = True
        finally:
            if not written:
                backups.forget(backup)
        backups.thin()
        return Receipt(
            path=str(target),
            changed=changed,
            before=backup.content,
            fingerprint=content,
            backup=str(backup.path),
            seconds=time.perf_counter() - started,
        )

    def _companion(self, target: Path, grids: Sequence[Grid], reason: SheetsError, started: float) -> Receipt:
        """Write the visible tabs to a file beside the workbook, or in the program's own folder if that may not be."""
        content = draw_companion(grids)
        aside = self.app_data / "companions"
        aside.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = companion_path(target.parent, target.stem)
        try:
            self._put(path, content)
        except SheetsError as refused:
            if refused.kind not in ("locked", "read_only", "linked", "disk_full"):
                raise
            path = companion_path(aside, target.stem)
            self._put(path, content)
        return Receipt(
            path=str(target),
            companion=str(path),
            kind=reason.kind,
            reason=Text(reason.message("en"), reason.message("es")),
            seconds=time.perf_counter() - started,
        )

    def _put(self, path: Path, content: bytes) -> None:
        with save.said_plainly(path):
            if path.exists():
                save.refuse_if_read_only(path)
                save.refuse_if_open(path)
            else:
                save.refuse_if_folder_read_only(path.parent)
            with save.draft(path) as made:
                made.file.write(content)
                save.flush(made)
                save.replace(made.path, path, "", self._committing)
