"""``make pages``: write the pages of the handbook that the code already says. A test compares them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from reports.definitions import FAMILIES, KNOBS, Knob
from reports.rules import RULES
from reports.rules.rule import Rule
from sheets.contract import CONTRACT_VERSION, OUR_TABS, TABS, Column, Tab
from tests.exports import evidence as evidence_of_exports
from tests.google import evidence, fault_table

HERE = Path(__file__).resolve().parent
GENERATED = "<!-- Written by `make pages` from {source}. Change it there. -->\n"

#: Between these two lines of docs/google.md stands a table that the tests say.
BEGINS = "<!-- Written by `make pages` from `tests/google/fault_table.py`. Change it there. -->\n\n"
ENDS = "\n<!-- End of what is written by `make pages`. -->"

KINDS = {
    "text": "text",
    "id": "a name or number that identifies",
    "order": "an order's number",
    "sku": "a SKU",
    "count": "a whole number",
    "money": "an amount",
    "rate": "a share or percentage",
    "date": "a date",
    "moment": "a date, with its time if known",
    "flag": "yes or no",
    "choice": "one of a list",
    "list": "several, with ; or , between",
    "url": "an address",
    "any": "anything",
}


def workbook() -> str:
    """The handbook page of the tabs and their columns."""
    parts = [
        "# The workbook\n",
        GENERATED.format(source="`sheets/contract`"),
        f"Contract version {CONTRACT_VERSION}. A tab or a column is found by its name or any of the names it is also "
        "known as, in English or Spanish, without regard to capitals, accents, spaces and punctuation. The header row "
        "may stand anywhere in the first 30 rows, columns in any order; other columns and tabs are left alone. "
        "**Bold** columns are needed; of those marked with the same letter, at least one is.\n",
        *("".join(_tab(tab)) for tab in TABS),
        "## Tabs that the program writes\n",
        "Each is found again by a hidden mark, so it may be renamed and moved. Nothing else in the workbook is written "
        "by a refresh.\n",
        _table(
            ("tab", "what it holds"),
            ((our.name + (" (hidden)" if our.hidden else ""), our.meaning.en) for our in OUR_TABS),
        ),
    ]
    return "\n".join(parts)


def _tab(tab: Tab) -> Iterator[str]:
    yield f"## {tab.name.en} · {tab.name.es}\n\n{tab.meaning.en} One row is {tab.row_is.en}.\n"
    if tab.aliases:
        yield f"\nThe tab is also known as {', '.join(tab.aliases)}.\n"
    groups = {column.any_of: None for column in tab.columns if column.any_of}
    letters = {group: "abcdefgh"[number] for number, group in enumerate(groups)}
    yield "\n" + _table(
        ("column", "in a new workbook", "holds", "what it means", "also known as"),
        (_column(column, letters) for column in tab.columns),
    )
    for column in tab.columns:
        if column.choices:
            words = (f"`{value}` ({', '.join(also)})" for value, also in column.choices.items())
            yield f"\n`{column.name}` is {'; '.join(words)}.\n"


def _column(column: Column, letters: dict[str, str]) -> tuple[str, ...]:
    name = f"**`{column.name}`**" if column.required else f"`{column.name}`"
    mark = f" ({letters[column.any_of]})" if column.any_of else ""
    titles = " / ".join(dict.fromkeys((column.title.en, column.title.es)))
    return name + mark, titles, KINDS[column.kind], column.meaning.en, ", ".join(column.aliases)


def definitions() -> str:
    """The handbook page of the knobs."""
    return "\n".join(
        (
            "# Definitions\n",
            GENERATED.format(source="`reports/definitions`"),
            "Every row of the tab Definitions, with what it is unless you change it. Each number is a starting point "
            "to confirm or change, none is a benchmark. A row for one SKU wins over one for a product, that over one "
            "for a product type, and that over the row for all. A value that cannot be read is reported and the "
            "standard one stands in for it.\n",
            _table(
                ("key", "applies to", "standard", "unit", "rows may be for", "meaning", "significado"),
                (_knob(knob) for knob in KNOBS),
            ),
            "## Rows that you may add\n",
            "A row above may be repeated with an `applies_to` of your own, of the kinds that stand under *rows may be "
            "for*; with any other it is reported and changes nothing. These keys take any ending.\n",
            _table(
                ("key begins with", "kind", "meaning", "significado"),
                ((f"`{knob.key}`", knob.kind, knob.told.en, knob.told.es) for knob in FAMILIES),
            ),
        )
    )


def _knob(knob: Knob) -> tuple[str, ...]:
    standard = f"`{knob.default}`" if knob.default != "" else "not set"
    scopes = ", ".join(f"`{scope}:…`" for scope in knob.scopes) or "all"
    return f"`{knob.key}`", knob.applies_to, standard, knob.unit, scopes, knob.told.en, knob.told.es


def rules() -> str:
    """The handbook page of the exception rules."""
    return "\n".join(
        (
            "# Rules\n",
            GENERATED.format(source="`reports/rules`"),
            "What is checked at every refresh. A rule that lacks a tab or a column is skipped, and the brief says so: "
            "not checked never reads as fine. Limits are keys of [Definitions](definitions.md).\n",
            *("".join(_rule(rule)) for rule in RULES),
        )
    )


def _rule(rule: Rule) -> Iterator[str]:
    yield f"## {rule.id} · {rule.title.en} · {rule.title.es}\n\n{rule.meaning.en}\n\n{rule.meaning.es}\n\n"
    needs = [f"`{need}`" for need in rule.needs] + [" or ".join(f"`{need}`" for need in group) for group in rule.any_of]
    facts = (
        ("severity", rule.severity),
        ("owner", rule.owner),
        ("needs", ", ".join(needs)),
        ("limits", ", ".join(f"`{limit}`" for limit in rule.limits)),
        ("ends when", rule.ends.en),
    )
    yield _table(("", ""), ((name, fact) for name, fact in facts if fact))


def google() -> str:
    """The handbook page of Google Sheets: written by hand, but for the table of what can go wrong."""
    before, begins, rest = (HERE / "google.md").read_text("utf-8").partition(BEGINS)
    _, ends, after = rest.partition(ENDS)
    if not ends:
        raise ValueError("docs/google.md has lost the two lines that the table of faults stands between")
    head = ("what happens", "what you see", "what is in the sheet afterwards")
    return f"{before}{begins}{_table(head, fault_table.lines())}{ends}{after}"


def google_evidence() -> str:
    """The handbook page of what the loopback Google of the tests follows."""
    return "\n".join(
        (
            "# What the loopback Google follows\n",
            GENERATED.format(source="`tests/google/evidence.py`"),
            "The tests talk to a server of our own under `tests/google/`. A **recording** is a real answer of "
            "Google's, by the name of the test in gspread's public suite; `make google-replay DIR=folder` says such "
            "recordings again and counts the identical answers. A **schema** is Google's discovery document, to which "
            "every request and answer is held. **Documentation** is only Google's words, or what others report.\n",
            "## Requests of one batchUpdate\n",
            "It answers 501 to every other kind.\n",
            evidence.kinds(),
            "## Everything else\n",
            evidence.behaviours(),
        )
    )


def exports() -> str:
    """The handbook page of the exports that are known."""
    head = (
        "tool",
        "export",
        "key",
        "goes to",
        "recognised",
        "what of its form is dealt with",
        "columns from",
        "tried on",
    )
    return "\n".join(
        (
            "# Exports that are known\n",
            GENERATED.format(source="the exporters in `sheets/imports` and `tests/exports/evidence.py`"),
            "An export is known by its columns, never by its file's name. *Recognised* means that a file of the "
            "project's own, with the real header over invented rows, was recognised while this page was written; "
            "*columns from* says how sure the header is; *tried on* names the best file of somebody else that the "
            "tests read. A tool that is not here, a carrier's own sheet, Wompi, PayU or Loop: no header of theirs is "
            "known for sure, so none is made up; [map the columns once](importing.md#a-file-that-nobody-knows), and it "
            "is known from then on. [How to add an export](adding-an-export.md).\n",
            _table(head, evidence_of_exports.lines()),
        )
    )


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = (head, tuple("---" for _ in head), *rows)
    return "".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |\n" for line in lines)


PAGES = {
    "workbook.md": workbook,
    "definitions.md": definitions,
    "rules.md": rules,
    "exports.md": exports,
    "google.md": google,
    "google-evidence.md": google_evidence,
}


def main() -> None:
    """Write every generated page."""
    for name, page in PAGES.items():
        (HERE / name).write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
