"""What the banner says of imports: what came in, what was taken back, which tabs were added, what is unfinished."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from desktop.intake.heard import Found, tab_name
from desktop.notices import SIGNING_IN, Notice, joined
from desktop.receipt import heard
from desktop.tasks import Failure
from desktop.translations import LANGUAGES, Words, both
from sheets.errors import Text
from sheets.place import Place

STOPPED = Failure("cancelled", both("import.stopped"), both("import.stopped_remedy"))


def imported(found: Sequence[Found], warnings: Sequence[Text], can_undo: bool, title: str) -> Notice:
    """What the imports did to the workbook, tab by tab."""
    happened = both("import.done_same")
    told = [_counted(one) for one in found if one.counts.get("new") or one.counts.get("changed") or one.tab_is_new]
    if told:
        happened = Text(*(_list(told, language) for language in LANGUAGES))
        happened = Text(*(Words(language)("import.done", what=happened.in_(language)) for language in LANGUAGES))
    receipts = [receipt for one in found if (receipt := heard(one.receipt, datetime.now(), title)) is not None]
    refused = sum(one.counts.get("refused", 0) for one in found)
    if refused:
        warnings = [_plural("import.done_refused", refused)]
    offers = ("undo_import",) if can_undo else ()
    tone = "warning" if refused else "good"
    return Notice(tone, happened, joined(*warnings[:2]), offers, receipts[-1] if receipts else None)


def taken_back(found: Sequence[Found], warnings: Sequence[Text]) -> Notice:
    """The tabs are as they were, but for what ``warnings`` name."""
    names = {name.en: name for one in found if (name := tab_name(one.table, one.tab)).en}
    said = [Words(language).join([name.in_(language) for name in names.values()]) for language in LANGUAGES]
    each = [both("import.undone", tabs=one) for one in said]
    return Notice("warning" if warnings else "good", Text(each[0].en, each[1].es), joined(*warnings[:2]))


def not_taken_back(failure: Failure, workbook: Place | None) -> Notice:
    """It stays imported; going back to a copy of the whole workbook is still possible."""
    return Notice("critical", failure.happened, failure.remedy, ("restore",), place=workbook)


def added(said: Mapping[str, Any]) -> Notice:
    """Tabs that were added."""
    tabs = [one for one in said.get("added") or [] if isinstance(one, dict)]
    names = [str(one.get("tab") or tab_name(str(one.get("table"))).en) for one in tabs]
    each = [both("add.done", tabs=Words(language).join(names)) for language in LANGUAGES]
    return Notice("good", Text(each[0].en, each[1].es)) if names else Notice("info", both("add.nothing"))


def not_added(failure: Failure) -> Notice:
    """The workbook is as it was."""
    if failure.kind in SIGNING_IN:
        return Notice("warning", failure.happened, both("google.sign_in_remedy"), ("sign_in",))
    return Notice("critical", failure.happened, failure.remedy, ("add_source",))


def unfinished(names: Sequence[str]) -> Notice:
    """Files that were about to be imported when the window was closed."""
    each = [both("import.unfinished", names=Words(language).join(names[:3])) for language in LANGUAGES]
    happened = Text(each[0].en, each[1].es)
    return Notice("info", happened, both("import.unfinished_remedy"), ("resume_import", "drop_import"))


def first_a_workbook(names: Sequence[str]) -> Notice:
    """Files were dropped, but there is no workbook to put them into."""
    each = [both("import.no_workbook", names=Words(language).join(names[:3])) for language in LANGUAGES]
    return Notice("info", Text(each[0].en, each[1].es), both("import.no_workbook_remedy"))


def _counted(one: Found) -> Text:
    name = tab_name(one.table, one.tab)
    said = []
    for language in LANGUAGES:
        words = Words(language)
        parts = [words.count(f"import.n_{key}", one.counts[key]) for key in ("new", "changed") if one.counts.get(key)]
        said.append(f"{name.in_(language)}: {', '.join(parts) or words('import.new_tab')}")
    return Text(said[0], said[1])


def _list(told: Sequence[Text], language: str) -> str:
    return "; ".join(one.in_(language) for one in told)


def _plural(key: str, n: int) -> Text:
    return Text(*(Words(language).count(key, n) for language in LANGUAGES))
