"""A workbook that is a local Excel file."""

from __future__ import annotations

import contextlib
import os
import stat
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from pathlib import Path

import platformdirs

from sheets.errors import SheetsError, Text
from sheets.excel import read, save, synced, verify
from sheets.excel.backups import Backups, said_plainly
from sheets.excel.closed import WITHOUT_PASSWORD, refuse_if_closed, refuse_if_encrypted
from sheets.excel.companion import companion_path, draw_companion
from sheets.excel.edit import apply
from sheets.excel.graft import add_sheets, graft
from sheets.excel.index import Index
from sheets.excel.package import Package, fingerprint, part_key
from sheets.grid import Grid
from sheets.workbook import NO_MORE, Copy, Edit, More, Receipt, Snapshot, Wanted

#: Reasons for which the brief goes to a file of its own, beside a workbook that stays as it is.
_COMPANION_FOR = (
    {"locked", "read_only", "linked", "owned", "disk_full", "no_copy", "unreachable"}
    | {"protected", "signed", "shared", "final", "encrypted", "reserved", "recommended"}
    | {"not_ours", "full", "damaged", "disk", "unverified"}
)

#: What keeps the companion from lying beside the workbook.
_ELSEWHERE_FOR = {"locked", "read_only", "linked", "owned", "disk", "disk_full", "unreachable"}

#: In the program's own folder: drafts that a cloud client must not see, companions that find no place elsewhere.
_DRAFTS, _COMPANIONS = "drafts", "companions"

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

    @property
    def place(self) -> Path:
        """The file, as it was named."""
        return self.path

    def read(self, whole: Collection[str] = ()) -> Snapshot:
        """All cells of the tabs that are used, or named in ``whole``; name and first 30 rows of the others."""
        synced.refuse_if_away(self.path)
        return read.read(self.path, self._password, whole)

    def read_for(self, wanted: Wanted) -> Snapshot:
        """One of the tabs that are used, with its rows that are in question; of the others the first rows."""
        synced.refuse_if_away(self.path)
        return read.read_for(self.path, wanted, self._password)

    def write(self, grids: Sequence[Grid], since: str, more: More = NO_MORE) -> Receipt:
        """Replace our own tabs by these, if the file still is as ``since`` says, and do what ``more`` says with it.

        Where the workbook may not be written now, the brief goes to a companion file beside it and the
        receipt says why. Where only ``more`` cannot be done nothing is written, and the error is ``more_refused``.
        """

        def change(package: Package) -> Callable[[Path], None]:
            edited, check = _done_besides(package, more)
            grafted = graft(package, grids, edited)

            def both(result: Path) -> None:
                verify.reads_back(result, grids, grafted.names)
                check(result)

            return both

        target = save.real_file(self.path)
        started = time.perf_counter()
        alone = False
        try:
            with self._alone(target) as backups:
                alone = True
                try:
                    with save.said_plainly(target):
                        return self._changed(target, backups, since, change, started)
                except SheetsError as reason:
                    if reason.kind not in _COMPANION_FOR:
                        raise
                    return self._companion(target, grids, reason, started)
        except SheetsError as reason:
            if alone or reason.kind not in _COMPANION_FOR:
                raise
            # The program's own folder cannot be used: no copy can be kept, so the workbook is not touched.
            return self._companion(target, grids, reason, started)

    def tidy(self) -> None:
        """Sweep up what an interrupted run left, if nobody writes now: for a command that finds nothing to write."""
        with contextlib.suppress(SheetsError), self._alone(save.real_file(self.path)):
            pass

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
        with self._alone(target) as backups, save.said_plainly(target):
            return self._changed(target, backups, since, change, time.perf_counter())

    def copies(self) -> tuple[Copy, ...]:
        """The copies that :meth:`restore` can go back to, the newest first."""
        target = self._place()
        backups = Backups(self.app_data, target)
        with save.said_plainly(target):
            # While another process writes, its copies are told as they are.
            with contextlib.suppress(SheetsError), save.only_writer(backups.folder):
                if target.exists():
                    backups.adopt()
            return tuple(Copy(one.when, one.bytes, one.content) for one in reversed(backups.all()))

    def restore(self, to: Copy | None = None) -> Receipt:
        """Put the file back as it was before the last write, or as a copy has it. Restoring again undoes it.

        A workbook that is not there any more comes back where it was.
        """
        target = self._place()
        started = time.perf_counter()
        with self._alone(target) as backups:
            there = target.exists()
            if there:
                save.refuse_if_read_only(target)
                save.refuse_if_open(target)
            else:
                save.refuse_if_folder_read_only(target.parent)
            # Before the choice: a copy that an interrupted run made of what is there now is none to go back to.
            now = backups.take() if there else None
            wanted = None
            try:
                wanted = backups.wanted(to, now)
                with save.draft(target, self._aside(target)) as made:
                    backups.put_back(wanted, made.file)
                    save.flush(made)
                    save.replace(made.path, target, now.content if now else "", self._committing)
            except BaseException:
                # One may be stopped right after the replacing: then the copy is the only one of what was there.
                if now and not (wanted and wanted != now and save.holds(target, wanted.content)):
                    backups.forget(now)
                raise
            backups.remember(wanted.content, synced.siblings(target))
            backups.thin()
            return Receipt(
                path=str(target),
                before=now.content if now else "",
                fingerprint=wanted.content,
                backup=str(now.path) if now else "",
                seconds=time.perf_counter() - started,
            )

    def _place(self) -> Path:
        """The file itself, or where it was if it has copies: one that was deleted can be brought back."""
        try:
            return save.real_file(self.path)
        except SheetsError as error:
            if error.kind != "missing" or not self.path.parent.is_dir():
                raise
            gone = self.path.parent.resolve() / self.path.name
            if gone.is_symlink() or not Backups(self.app_data, gone).all():
                raise
            return gone

    @contextlib.contextmanager
    def _alone(self, target: Path) -> Iterator[Backups]:
        """The workbook's copies, while no other process may write it; what an interrupted one left is swept up."""
        backups = Backups(self.app_data, target)
        with contextlib.ExitStack() as alone:
            alone.enter_context(save.said_plainly(target))
            with said_plainly(backups):
                alone.enter_context(save.only_writer(backups.folder))
            save.sweep(target, (target.parent, self.app_data / _DRAFTS, self.app_data / _COMPANIONS))
            backups.sweep()
            if target.exists():
                backups.adopt()
            yield backups

    def _aside(self, target: Path) -> Path | None:
        """Where the draft goes that a cloud client must not see; ``None`` where there is no client."""
        return self.app_data / _DRAFTS if synced.service(target) else None

    def _changed(self, target: Path, backups: Backups, since: str, change: _Change, started: float) -> Receipt:
        """Change the target by way of a backup, a draft and a check; the target is not read again but for its hash."""
        save.refuse_if_read_only(target)
        save.refuse_if_open(target)
        refuse_if_encrypted(target)
        backup = backups.take()
        content, written = "", False
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
                        notes=self._notes(target, backups),
                        seconds=time.perf_counter() - started,
                    )
                with save.draft(target, self._aside(target)) as made:
                    package.write(made.file)
                    save.flush(made)
                    changed = verify.same_but_for(package, made.path)
                    check(made.path)
                    content = fingerprint(made.path)
                    save.refuse_if_open(target)
                    save.replace(made.path, target, backup.content, self._committing)
                    written = True
        finally:
            # One may be stopped right after the replacing: then the copy is the only one of what was there.
            if not written and not (content and save.holds(target, content)):
                backups.forget(backup)
        notes = self._notes(target, backups, content, str(backup.path))
        backups.remember(content, synced.siblings(target))
        backups.thin()
        return Receipt(
            path=str(target),
            changed=changed,
            before=backup.content,
            fingerprint=content,
            backup=str(backup.path),
            notes=notes,
            seconds=time.perf_counter() - started,
        )

    def _notes(self, target: Path, backups: Backups, content: str = "", backup: str = "") -> tuple[Text, ...]:
        """What a cloud client did since the last write, and right after this one."""
        if not synced.service(target):
            return ()
        known = backups.record()
        notes = []
        if known is not None and (seen := synced.conflict(target, frozenset(known.beside or ()))):
            notes.append(seen)
        with contextlib.suppress(OSError):
            if content and fingerprint(target) != content:
                notes.append(synced.changed_right_after(target, backup))
        return tuple(notes)

    def _companion(self, target: Path, grids: Sequence[Grid], reason: SheetsError, started: float) -> Receipt:
        """Write the visible tabs to a file beside the workbook, or in the program's own folder if that may not be."""
        content = draw_companion(grids)
        aside = self.app_data / _COMPANIONS
        mode = 0o600 if reason.kind == "encrypted" else stat.S_IMODE(target.stat().st_mode) & 0o666 | 0o600
        for folder, permissions in ((target.parent, mode), (aside, 0o600)):
            path = companion_path(folder, target.stem)
            try:
                with save.said_plainly(path):
                    if folder == aside:
                        save.private_folder(aside)
                    self._put(path, content, target, permissions)
                break
            except SheetsError as refused:
                if refused.kind not in _ELSEWHERE_FOR:
                    raise
        else:
            raise reason
        happened, remedy = reason.happened, reason.remedy
        if reason.kind == "encrypted":
            remedy = WITHOUT_PASSWORD
        return Receipt(
            path=str(target),
            companion=str(path),
            kind=reason.kind,
            reason=Text(f"{happened.en} {remedy.en}", f"{happened.es} {remedy.es}"),
            seconds=time.perf_counter() - started,
        )

    def _put(self, path: Path, content: bytes, workbook: Path, mode: int) -> None:
        if path.exists():
            save.refuse_if_read_only(path)
            save.refuse_if_open(path)
        else:
            save.refuse_if_folder_read_only(path.parent)
        with save.draft(path, workbook=workbook) as made:
            made.file.write(content)
            save.flush(made)
            os.chmod(made.path, mode)
            save.replace(made.path, path, "", self._committing)


def _done_besides(package: Package, more: More) -> tuple[frozenset[str], Callable[[Path], None]]:
    """Lay rows and tabs of the founder's over the package: the parts that hold them, and what checks the rows."""
    if not more:
        return frozenset(), lambda _result: None
    before = package.changed()
    try:
        check = apply(package, more.edits)
        if more.tabs:
            add_sheets(package, more.tabs)
    except SheetsError as error:
        raise SheetsError("more_refused", error.happened, error.remedy) from error
    index = Index(package)
    sheets = [sheet for edit in more.edits if (sheet := index.sheet(edit.tab))]
    return frozenset(part_key(sheet.part) for sheet in sheets) - before, check
