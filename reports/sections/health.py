"""What Data health tells: each source, coverage, names not recognised, assumptions, what was not checked."""

from __future__ import annotations

from collections.abc import Sequence

from reports.facts import Facts
from reports.language import line
from reports.language.header import BEFORE, PERIOD
from reports.language.sources import NAME
from reports.numbers import Both, Count, Listing
from reports.outcome import Line, Memory, Offer, Section, Skipped, Source
from reports.sections import changed
from reports.sections.reading import OF_SOURCE, blocks, place
from sheets.contract import tab

#: So many names are listed.
NAMES = 20
READS = ("weekly", "monthly")


def sections(
    facts: Facts,
    skipped: Sequence[Skipped],
    offers: Sequence[Offer] = (),
    sources: Sequence[Source] = (),
    memory: Memory | None = None,
) -> list[Section]:
    """In the order in which the tab shows them; ``memory`` is what earlier runs left."""
    made = [
        *blocks(sources),
        Section(id="shop_figures", kind="plain", title=line("T-shop-figures"), lines=list(facts.shop_figures)),
        Section(id="coverage", kind="plain", title=line("T-coverage"), lines=_coverage(facts)),
        Section(id="unusable", kind="plain", title=line("T-unusable"), lines=_unusable(facts)),
        Section(id="offers", kind="plain", title=line("T-offers"), lines=[offer.said for offer in offers]),
        Section(id="unmapped", kind="plain", title=line("T-unmapped"), lines=_unmapped(facts)),
        Section(id="assumptions", kind="plain", title=line("T-assumptions"), lines=_assumptions(facts)),
        Section(
            id="definitions", kind="plain", title=line("T-definitions"), lines=_definitions(facts, memory or Memory())
        ),
        Section(id="skipped", kind="plain", title=line("T-skipped"), lines=_not_checked(skipped)),
    ]
    return [section for section in made if section.lines]


def _coverage(facts: Facts) -> list[Line]:
    said: list[Line] = []
    if facts.tables.get("orders") is None:
        return said
    for read in READS:
        window = facts.windows[read]
        covered, days_ = Count(window.covered_days), Count(window.days)
        said.append(line("HL-window", what=PERIOD[read], covered=covered, days=days_))
        if not facts.changes[read].comparable:
            said.append(line("HL-alone", before=BEFORE[read]))
    return [*said, line("HL-first-sight")] if facts.first_sight else said


def _unusable(facts: Facts) -> list[Line]:
    unusable = facts.tables.unusable.items()
    return [
        line("HL-unusable", tab=NAME.get(key, Both(key, key)), said=Both(said.en, said.es), key=key)
        for key, said in unusable
    ]


def _unmapped(facts: Facts) -> list[Line]:
    orders = facts.tables.get("orders")
    if orders is None or facts.lines.empty or facts.tables.get("inventory") is None:
        return []
    lines = facts.lines
    strangers = lines[lines["variant"].isna() & ~lines["gift_card"].astype(bool) & (lines["state"] == "counted")]
    if strangers.empty:
        return [line("HL-unmapped-none")]
    units: dict[str, list[int]] = {}
    for title, row, quantity in zip(strangers["title"], strangers["row"], strangers["quantity"], strict=True):
        found = units.setdefault(str(title or "—"), [0, int(row)])
        found[0] += int(quantity)
    most = sorted(units.items(), key=lambda item: (-item[1][0], item[0]))
    said = [
        line("HL-unmatched", place(orders.name, "A", row), title=title, n=Count(n)) for title, (n, row) in most[:NAMES]
    ]
    return [*said, line("HL-unmatched-more", n=Count(len(most) - NAMES))] if len(most) > NAMES else said


def _assumptions(facts: Facts) -> list[Line]:
    said = [said for said in facts.assumptions if said.id not in OF_SOURCE]
    return said or [line("HL-assumed-none")]


def _definitions(facts: Facts, memory: Memory) -> list[Line]:
    table = facts.tables.get("definitions")
    if table is None:
        return [line("HL-no-definitions")]
    said = [
        line(
            "HL-own",
            place(table.name, "A", setting.row),
            key=setting.key,
            scope=line("HL-scope", scope=setting.applies_to) if setting.applies_to else "",
            value=setting.text,
        )
        for setting in facts.knobs.own
    ]
    return [*(said or [line("HL-standard")]), *changed.definitions(facts, memory, NAMES)]


def _not_checked(skipped: Sequence[Skipped]) -> list[Line]:
    """The rules that lacked a table or a column; that none lacked one is said too."""
    said = [
        line(
            "HL-not-checked",
            rule=rule.rule,
            title=Both(rule.title.en, rule.title.es),
            missing=Listing(tuple(_named(missing) for missing in rule.missing)),
        )
        for rule in skipped
    ]
    return said or [line("HL-all-checked")]


def _named(missing: str) -> Both | str:
    """A table by its name in both languages; a column (``Orders: Fulfillment status``) by its title there too."""
    told, colon, title = missing.partition(": ")
    if not colon:
        return NAME.get(missing.lower(), Both(missing, missing))
    key = next((key for key, name in NAME.items() if name.en == told), "")
    titles = [column.title for column in tab(key).columns if column.title.en == title] if key else []
    if not titles:
        return Both(missing, missing)
    return Both(missing, f"{NAME[key].es}: {titles[0].es}")
