"""What the founder should know about the workbook, and what may be done about it: one calm sentence each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.translations import LANGUAGES, both
from desktop.translations.dates import clock, duration, moment
from desktop.waiting import AWAY as AWAY
from sheets.errors import Text
from sheets.place import GoogleSheet, Place

if TYPE_CHECKING:
    from desktop.receipt import Receipt
    from desktop.tasks import Failure

NOTHING = Text("", "")
#: A file of these kinds is no workbook that could be read on another try.
NOT_READABLE = (
    "not_a_workbook", "old_format", "binary", "csv", "web_page", "opendocument", "damaged", "too_big",
)  # fmt: skip
#: Why a brief went to a companion, where trying again may help: what stood in the way can be taken away.
PASSING = ("", "locked", "read_only", "linked", "owned", "disk_full", "no_copy", "unreachable", "reserved")
ENCRYPTED = ("encrypted", "wrong_password")
#: What signing in to Google, or picking the sheet there, may help against.
SIGNING_IN = ("sign_in", "no_client", "bad_client")
#: What stands in the way of a write is to be mended in the sheet itself.
IN_THE_SHEET = ("read_only", "protected", "full")
PICKING = ("not_shared", "no_sheet")


@dataclass(frozen=True, slots=True)
class Notice:
    """Something the founder should know, and what may be done about it.

    ``tone`` is ``critical``, ``warning``, ``info`` or ``good``. ``offers`` name what the banner's buttons do:
    ``refresh``, ``adopt``, ``write``, ``again``, ``open``, ``open_sheet``, ``sign_in``, ``undo``, ``restore``,
    ``password``, and ``open_file``, ``open_place``, ``versions`` and ``show``, which are about ``place``. A ``receipt``
    is shown below when it is asked for, and ``done`` is which write it is of.
    """

    tone: str
    happened: Text
    remedy: Text = NOTHING
    offers: tuple[str, ...] = ()
    receipt: Receipt | None = None
    place: Place | None = None
    done: str = ""


def written(receipt: Receipt | None, done: str = "written", warnings: Sequence[Text] = ()) -> Notice:
    """A write that was done; ``done`` is which: ``written``, ``edited``, ``restored``."""
    if receipt is None:
        return Notice("good", both(f"{done}.happened"), joined(*warnings), done=done)
    if not receipt.changed and receipt.before == receipt.after:
        return Notice("good", both("receipt.same", name=receipt.name), joined(*warnings), done=done)
    happened = _told(f"{done}.told", receipt)
    if receipt.outdated:
        return Notice("warning", happened, joined(*warnings), ("refresh",), receipt, done=done)
    if isinstance(receipt.place, GoogleSheet):
        return Notice("good", happened, joined(parts(receipt), *warnings), ("versions",), receipt, receipt.place, done)
    return Notice("good", happened, joined(parts(receipt), *warnings), ("undo",), receipt, done=done)


def parts(receipt: Receipt) -> Text:
    """How many parts of the file or tabs of the sheet changed, and that everything else is as it was."""
    if not receipt.changed:
        return NOTHING
    key = "receipt.tabs" if isinstance(receipt.place, GoogleSheet) else "receipt.parts"
    key += ".one" if len(receipt.changed) == 1 else ".many"
    said = [duration(receipt.seconds, language) for language in LANGUAGES]
    each = [both(key, n=len(receipt.changed), seconds=seconds) for seconds in said]
    return Text(each[0].en, each[1].es)


def companion(path: Path, kind: str, reason: Text) -> Notice:
    """The brief went to a file of its own; ``reason`` says why, ``kind`` the same for programs."""
    if kind in ENCRYPTED:
        return Notice("info", both("companion.encrypted", name=path.name), reason, ("open_file", "show"), place=path)
    offers = ("open_file", "show", "again") if kind in PASSING else ("open_file", "show")
    remedy = reason if reason.en else both("companion.remedy")
    return Notice("warning", both("companion.happened", name=path.name), remedy, offers, place=path)


def not_refreshed(failure: Failure, tried_password: bool, kept: str = "") -> Notice:
    """The workbook could not be read. ``kept`` is when the brief that is shown was prepared, ``""`` where none is."""
    if failure.kind in AWAY and kept:
        shown = [both("away.shown", moment=moment(kept, language)) for language in LANGUAGES]
        return Notice("warning", failure.happened, Text(shown[0].en, shown[1].es), ("refresh",))
    if failure.kind in SIGNING_IN:
        return Notice("warning", failure.happened, both("google.sign_in_remedy"), ("sign_in",))
    if failure.kind in ENCRYPTED:
        happened = both("password.wrong") if tried_password and failure.kind == "encrypted" else failure.happened
        return Notice("warning", happened, both("password.remedy"), ("password", "open"))
    if failure.kind == "not_ours":
        return Notice("warning", failure.happened, both("adopt.remedy"), ("adopt", "open"))
    offers: tuple[str, ...] = ("refresh",)
    if failure.kind == "bug":
        offers = ("refresh", "copy_report")
    elif failure.kind in ("missing", *NOT_READABLE):
        offers = ("open", "refresh")
    elif failure.kind == "not_a_sheet":
        offers = ("open_sheet", "open")
    elif failure.kind in PICKING:
        offers = ("sign_in", "open_sheet", "refresh")
    return Notice("critical", failure.happened, failure.remedy, offers)


def not_written(failure: Failure, workbook: Place) -> Notice:
    """The brief could not be written; the workbook is as it was."""
    offers: tuple[str, ...] = ("again",)
    if failure.kind == "bug":
        offers = ("again", "copy_report")
    elif failure.kind in ("changed", "nothing_kept"):
        offers = ("refresh",)
    elif failure.kind in ENCRYPTED:
        offers = ("password",)
    elif failure.kind in SIGNING_IN:
        return Notice("warning", failure.happened, both("google.sign_in_remedy"), ("sign_in",))
    elif isinstance(workbook, GoogleSheet):
        offers = ("open_place", "again") if failure.kind in IN_THE_SHEET else ("again",)
    elif failure.kind in ("disk_full", "read_only", "disk"):
        offers = ("again", "show")
    return Notice("critical", failure.happened, failure.remedy, offers, place=workbook)


def not_done(failure: Failure) -> Notice:
    """An edit, or making a workbook, came to nothing."""
    if failure.kind in SIGNING_IN:
        return Notice("warning", failure.happened, both("google.sign_in_remedy"), ("sign_in",))
    offers = ("copy_report",) if failure.kind == "bug" else ()
    return Notice("critical", failure.happened, failure.remedy, offers)


def not_restored(failure: Failure, workbook: Place) -> Notice:
    """The workbook stays as it is now."""
    return Notice("critical", failure.happened, failure.remedy, ("restore", "show"), place=workbook)


def joined(*texts: Text) -> Text:
    """Sentences one after another; empty ones leave no trace."""
    told = [text for text in texts if text.en]
    return Text(" ".join(text.en for text in told), " ".join(text.es for text in told))


def spoken(said: object) -> Text:
    """A text as a child tells it: both languages under ``en`` and ``es``."""
    if not isinstance(said, dict):
        return NOTHING
    english = str(said.get("en") or "")
    return Text(english, str(said.get("es") or english))


def _told(key: str, receipt: Receipt) -> Text:
    name = receipt.name
    each = [both(key, name=name, moment=clock(receipt.at, language)) for language in LANGUAGES]
    return Text(each[0].en, each[1].es)
