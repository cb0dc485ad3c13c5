"""``make pages``: write the pages of the handbook that the code already says. A test compares them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from reports import exceptions as lifecycle
from reports import folds, urgency
from reports.definitions import FAMILIES, KNOBS, Knob
from reports.exception_rows import WORDS
from reports.language.support import CHANGED, PROMISE, SURFACE, THEME
from reports.metrics.loops import SURFACES
from reports.rules import RULES, limits
from reports.rules.rule import CRITICAL, INFO, WARNING, Rule
from reports.themes import LINKS, OWNER
from sheets.contract import CONTRACT_VERSION, OUR_TABS, TABS, Column, Tab
from sheets.contract.patterns import PATTERNS, THEMES
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


def exceptions() -> str:
    """The handbook page of the exceptions: how they press, what becomes of them, and every rule."""
    return "\n".join(
        (
            "# Exceptions\n",
            GENERATED.format(source="`reports/rules`, `reports/urgency.py` and `reports/exceptions.py`"),
            "What is checked at every refresh. A rule that lacks a tab or a column is skipped, and the brief says so: "
            "not checked never reads as fine. Limits are keys of [Definitions](definitions.md). How rows are "
            "remembered from one refresh to the next stands in [memory](memory.md).\n",
            "## How much a row presses\n",
            f"*Critical* means act now, *warning* by the next business day, *info* to know. The urgency of a row is "
            f"the sum below, from 0 to 100. A warning from {urgency.RAISES_TO_CRITICAL} on becomes critical, an info "
            f"from {urgency.RAISES_TO_WARNING} on a warning; a critical row on late data is shown as one to confirm, "
            "and on data too old to act on a row is to know only. Rows come by urgency, then the earlier due, the "
            "larger amount, the key.\n",
            _table(("what", "points"), _terms()),
            f"A row is due, counted from when it was first seen in opening hours: critical after "
            f"{urgency.STANDARD_DUE[CRITICAL].hours} of them, a warning at the end of the next business day, an info "
            f"after {urgency.STANDARD_DUE[INFO].days} business days, unless its rule says otherwise.\n",
            "## What keeps the list calm\n",
            "A row enters at its limit and leaves well beyond it: a count or a rate at "
            f"{limits.LEAVES_HIGH:.0%} of the limit, stock or cover at {limits.LEAVES_LOW:.0%}. A row hides the weaker "
            "ones about the same thing (*hides* below). More than "
            f"{folds.FOLDS_ABOVE} rows of one rule with the same {', '.join(folds.DIMENSIONS)} become one. What "
            f"{', '.join(folds.PAGE_RULES)} say of one product becomes one row about its page, with each reason in its "
            "own words, the worst severity and the earliest due. At the very first refresh what began more than "
            f"{folds.BACKLOG.days} days before is one row a rule. The brief shows at most `max_exceptions` rows, "
            f"{lifecycle.PER_RULE} of one rule, {lifecycle.INFOS} to know, and counts the rest.\n",
            "## What you may decide\n",
            "In the white columns of the tab, in the window, or as a row of `Decisions` that has the row's key.\n",
            _table(("decision", "what it does", "when the row comes back"), _decisions()),
            f"Each also comes back when the row presses {lifecycle.RETURNS_FROM} points more than when you decided, "
            "and says so. *Assign* names the person; *reopen* takes a decision back. `exclude_record` with the target "
            "`order:1104` leaves that order out of every figure, and the brief says so; `include_record` counts one "
            "that looks like a test.\n",
            "## Rules\n",
            "What stands between braces is filled with the row's own values.\n",
            *("".join(_rule(rule)) for rule in RULES),
        )
    )


def _terms() -> Iterator[tuple[str, str]]:
    yield "critical, warning, info", ", ".join(str(urgency.BASE[each]) for each in (CRITICAL, WARNING, INFO))
    yield "its promise has passed", f"+{urgency.PASSED}"
    yield "it is due today by its promise", f"+{urgency.TODAY}"
    yield f"its promise is at most {urgency.SOON_DAYS} business days away", f"+{urgency.SOON}"
    yield "an order of high value, of twice that", f"+{urgency.HIGH_VALUE}, +{urgency.TWICE_HIGH_VALUE}"
    yield "a VIP's", f"+{urgency.VIP}"
    yield "past its own limit once more, three times more (rules F, P, S, K03)", "+5, +10"
    yield (
        "its product, or a theme with tickets from then, in a launch that runs or ended 3 days ago",
        (f"+{urgency.LAUNCH}"),
    )
    yield "a product with much traffic", f"+{urgency.HIGH_TRAFFIC}"
    yield "an open ticket about the same order", f"+{urgency.TICKET}"
    yield "a day still to come that the order's note names", f"+{urgency.EVENT}"
    yield "its source is late (not the rules D)", str(urgency.LATE_SOURCE)


def _decisions() -> Iterator[tuple[str, str, str]]:
    yield "acknowledge", "leaves the brief, stays in the tab", "once it has ended and begins again"
    yield (
        "snooze",
        "the same, until the day you give",
        f"after that day; a critical row after {lifecycle.SNOOZE_CRITICAL.total_seconds() / 3600:.0f} hours, another "
        f"after {lifecycle.SNOOZE.days} days at most",
    )
    yield "not a problem", "the same", "once it is more severe, of twice the money, or a new episode"
    yield "resolve", "counts as done", "at the next refresh that still finds it: *still true in the data*"


def _rule(rule: Rule) -> Iterator[str]:
    yield f"### {rule.id} · {rule.title.en} · {rule.title.es}\n\n{rule.meaning.en}\n\n{rule.meaning.es}\n\n"
    needs = [f"`{need}`" for need in rule.needs] + [" or ".join(f"`{need}`" for need in group) for group in rule.any_of]
    facts = (
        ("severity", f"{rule.severity}. {rule.raises.en}" if rule.raises else rule.severity),
        ("gravedad", f"{WORDS[rule.severity].es.lower()}. {rule.raises.es}" if rule.raises else ""),
        ("owner", rule.owner),
        ("due", _due(rule)),
        ("needs", ", ".join(needs)),
        ("limits", ", ".join(f"`{limit}`" for limit in rule.limits)),
        ("evidence", f"`{rule.evidence.en}`"),
        ("evidencia", f"`{rule.evidence.es}`"),
        ("next action", f"`{rule.action.en}`"),
        ("siguiente acción", f"`{rule.action.es}`"),
        ("hides", ", ".join(rule.hides)),
        ("ends when", rule.ends.en),
        ("termina", rule.ends.es),
    )
    yield _table(("", ""), ((name, fact) for name, fact in facts if fact))


def _due(rule: Rule) -> str:
    """What a rule says of its due where that is not the standard of its severity."""
    said = []
    for severity, due in rule.due.items():
        when = "the same day" if due.same_day else f"{due.hours} opening hours" if due.hours else _days(due.days)
        said.append(f"{when} ({severity})")
    return ", ".join(said)


def _days(days: int) -> str:
    return f"{days} business day{'s' if days > 1 else ''}"


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


def support() -> str:
    """The handbook page of what customers ask: themes, promises, places, and the words that tell them."""
    parts = [
        "# Support\n",
        GENERATED.format(source="`sheets/contract/patterns.py` and `reports/language/support.py`"),
        "A ticket's tags are read first, its subject where no tag is known. A ticket may have several themes; in "
        "totals it counts once. What stands under spam, or was merged into another ticket, is left out. Limits count "
        "people: who asks five times has one doubt.\n\n"
        'The words below hold in every workbook. `operating-brief add WORKBOOK "Tag map"` writes them into a tab, to '
        "be changed: rows of your own go before them, a lower priority number before a higher one, a longer pattern "
        "before a shorter one. A pattern is whole words, and their plurals; capitals and accents don't count; `*` "
        "stands for any text. `none` in *Maps to* says that a word is known and means none of these. Where a tab holds "
        "at least half of the words of a kind it is the whole list, so that a row that you delete stays deleted.\n",
        "## Themes\n",
        _table(
            ("theme", "tema", "the promise", "where it is mended", "who", "link keys"),
            (
                (THEME[key].en, THEME[key].es, PROMISE[key].en, SURFACE[key].en, OWNER[key], _links(key))
                for key in THEMES
            ),
        ),
        "\nA promise in your own words stands in Definitions (`promise.delivery` …), a place and a link of your own in "
        "Tag map (*Surface*, *Link*). The first theme in this list that a ticket has is its primary one.\n",
        "## Words of tags and questions\n",
        _table(("theme", "part", "words"), _listed("support_tag")),
        "## Words of return reasons\n",
        _table(("reason", "part", "words"), _listed("return_reason")),
        "## What was mended\n",
        "A note or an action that is done and says that one of these changed is followed up: the questions of its "
        "themes per 100 counted orders, in as many days before and after it (at most 28; of one product: the orders "
        "that hold it). Under a week, five orders on either side or four questions in all it is too early to say.\n",
        _table(
            ("what", "themes", "words"),
            ((CHANGED[key].en, ", ".join(themes), ", ".join(words)) for key, themes, words in SURFACES),
        ),
    ]
    return "\n".join(parts)


def _links(theme: str) -> str:
    return ", ".join(f"`link.{name}`" for name in LINKS[theme])


def _listed(kind: str) -> Iterator[tuple[str, str, str]]:
    """Each theme or reason and part of it, with its words in both languages."""
    found: dict[tuple[str, str], list[str]] = {}
    for one in PATTERNS:
        if one.kind == kind:
            found.setdefault((", ".join(one.maps_to), one.subtheme), []).append(one.pattern)
    for (themes, part), words in found.items():
        yield themes.replace("_", " "), part, ", ".join(words)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = (head, tuple("---" for _ in head), *rows)
    return "".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in line)} |\n" for line in lines)


PAGES = {
    "workbook.md": workbook,
    "definitions.md": definitions,
    "exceptions.md": exceptions,
    "support.md": support,
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
