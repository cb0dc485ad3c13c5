"""What a month teaches: mix, discounts, sizes, category moves, where the catalogue goes, what actions changed."""

from __future__ import annotations

from collections.abc import Sequence

from reports.categories.past import settled, shown
from reports.facts import days_of
from reports.language import line
from reports.language.header import NOW
from reports.language.learning import RETIRE
from reports.language.products import CATEGORY
from reports.numbers import Both, Count, Listing
from reports.outcome import MARKS, Line, Product, Section
from reports.sections.given import Given, known

#: So many products are named.
NAMED = 5
#: The labels that say where the catalogue goes.
DIRECTION = ("push", "protect", "clear")
#: Next actions that take a product out of the catalogue.
RETIRED = ("A-RETIRE", "A-RETIRE-margin")


def mix(given: Given) -> Section:
    """What was sold, as units of all units: a share of few says too much."""
    lines, window = given.facts.lines, given.window
    sold: dict[str, int] = {}
    if len(lines):
        days = days_of(lines["dated_at"])
        inside = lines[(days >= window.start) & (days < window.end) & (lines["state"] == "counted")]
        titles = given.facts.products["title"]
        for product, title, quantity in zip(inside["product"], inside["title"], inside["quantity"], strict=True):
            name = str(titles[product]) if known(product) and product in titles.index else str(title)
            sold[name] = sold.get(name, 0) + int(quantity)
    most = sorted(sold.items(), key=lambda item: (-item[1], item[0]))
    if not most and not window.covered_days:
        return _label("mix", [line("L-MIX-unseen")])
    if not most:
        return _label("mix", [line("L-MIX-none", now=NOW[given.read])])
    items = [line("L-MIX-item", product=name, k=Count(units)) for name, units in most[:NAMED]]
    more = line("L-MIX-more", n=Count(len(most) - NAMED)) if len(most) > NAMED else ""
    return _label("mix", [line("L-MIX", list=Listing(tuple(items)), n=Count(sum(sold.values())), more=more)])


def discounts(given: Given) -> Section:
    """Which products sell mostly at a discount."""
    products = given.facts.products
    columns = ["title", "discount_dependent"]
    judged = products.loc[products["discount_dependent"].notna(), columns] if len(products) else products
    if judged.empty:
        return _label("discounts", [line("L-DISC-few")])
    dependent = [str(title) for title in judged.loc[judged["discount_dependent"].astype(bool), "title"]]
    if not dependent:
        return _label("discounts", [line("L-DISC-none", n=Count(len(judged)))])
    return _label("discounts", [line("L-DISC", list=Listing(tuple(sorted(dependent))))])


def sizes(given: Given) -> Section:
    """Which of the sizes that make most of a product's sales are out."""
    products = given.facts.products
    columns = ["title", "broken_run", "core_out"]
    judged = products.loc[products["size_availability"].notna(), columns] if len(products) else products
    if judged.empty:
        return _label("sizes", [line("L-SIZE-few")])
    broken = judged[judged["broken_run"].astype(bool)]
    if broken.empty:
        return _label("sizes", [line("L-SIZE-none")])
    items = [
        line("L-SIZE-item", product=str(row["title"]), sizes=Listing(tuple(row["core_out"])))
        for _, row in broken.sort_values("title").iterrows()
    ]
    return _label("sizes", [line("L-SIZE", list=Listing(tuple(items)))])


def moves(given: Given) -> Section:
    """Products whose category is not what it was when the month began, once the new one held (Protect: at once)."""
    start, today = given.window.start.isoformat(), given.facts.as_of.date().isoformat()
    first: dict[str, str] = {}
    for kept in sorted((kept for kept in given.memory.days if kept.name == "category"), key=lambda kept: kept.day):
        # Only changes are kept: what stood before the month began still stood then. Today's own record is no past.
        if kept.day <= start:
            first[kept.key] = str(kept.value)
        elif kept.day < today:
            first.setdefault(kept.key, str(kept.value))
    if not first:
        return _label("moves", [line("L-MOVE-first")])
    day, hold = given.facts.as_of.date(), int(given.facts.knobs.get("cat.hold_days"))
    last = shown(given.memory, day)
    moved = [
        line("L-MOVE-item", product=product.title, old=CATEGORY[old], new=CATEGORY[product.category])
        for product in given.products
        if (old := first.get(product.key)) in CATEGORY
        and old != product.category
        and settled(last.get(product.key), product.category, day, hold)
    ]
    said = line("L-MOVE", list=Listing(tuple(moved))) if moved else line("L-MOVE-none", now=NOW[given.read])
    return _label("moves", [said])


def direction(given: Given) -> Section:
    """What to push, protect, clear and retire from here."""
    retired = [product for product in given.products if product.next_action and product.next_action.id in RETIRED]
    labels = []
    for category in DIRECTION:
        chosen = [product for product in given.products if product.category == category and product not in retired]
        if chosen:
            labels.append(_named(CATEGORY[category], chosen))
    if retired:
        labels.append(_named(RETIRE, retired))
    said = line("L-PROD", labels=Listing(tuple(labels)), end="") if labels else line("L-DIR-none")
    return _label("direction", [said])


def _named(words: Both, chosen: Sequence[Product]) -> Line:
    items = [
        line("L-PROD-item", product=product.title, mark=MARKS[product.confidence], why="") for product in chosen[:NAMED]
    ]
    more = line("L-PROD-more", n=Count(len(chosen) - NAMED)) if len(chosen) > NAMED else ""
    return line("L-PROD-label", category=words, products=Listing(tuple(items)), more=more)


def changed(given: Given) -> Section:
    """The actions marked done, and how many of them changed a decision."""
    now = NOW[given.read]
    table = given.facts.tables.get("actions")
    if table is None or table.frame.empty or not table.has("done_at"):
        return _label("changed", [line("L-DONE-none", now=now)])
    window, frame = given.window, table.frame
    inside = [known(at) and window.start <= at.date() < window.end for at in frame["done_at"]]
    done = frame[[there and status == "done" for there, status in zip(inside, frame["status"], strict=True)]]
    if done.empty:
        return _label("changed", [line("L-DONE-none", now=now)])
    titles = [str(title).rstrip(".") for title in done["title"] if known(title)]
    more = line("L-DONE-more", n=Count(len(titles) - NAMED)) if len(titles) > NAMED else ""
    said: list[Line] = [line("L-DONE", n=Count(len(done)), now=now, list=Listing(tuple(titles[:NAMED])), more=more)]
    if table.has("decision_changed"):
        decided = int(done["decision_changed"].fillna(False).astype(bool).sum())
        said += [line("L-DONE-decided", n=Count(decided))] if decided else []
    return _label("changed", said)


def _label(id: str, lines: list[Line]) -> Section:
    return Section(id=id, kind="label", title=line(f"T-{id}"), lines=lines)
