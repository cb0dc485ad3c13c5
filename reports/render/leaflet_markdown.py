"""The shared brief as Markdown, and its empty template: the headings and what belongs below each, to be filled in."""

from __future__ import annotations

import re

from reports.language import line
from reports.language.header import TITLE
from reports.language.products import CATEGORY, LABELS
from reports.leaflet import Entry, Leaflet, Part

#: What would be read as markup; a mark at the beginning of a line only matters there, and no text of ours stands there.
_MARKUP = re.compile(r"([\\`*\[\]<>|]|(?<!\w)_|_(?!\w))")
#: The parts of the weekly brief and what its template says below each.
TEMPLATE = (
    ("T-read", "- ", ("G-t-read",) * 3),
    ("T-actions", "1. ", ("G-t-action",) * 3),
    ("T-exceptions", "- ", ("G-t-exception",) * 2),
    ("T-sales", "", ("G-t-sales",)),
    ("T-products", "- ", ("G-t-products",)),
    ("T-inventory", "", ("G-t-plain",)),
    ("T-campaign", "", ("G-t-plain",)),
    ("T-support", "", ("G-t-plain",)),
    ("T-delivery", "", ("G-t-plain",)),
    ("T-notes", "", ("G-t-plain",)),
    ("T-caveats", "", ("G-t-caveats",)),
)


def page(leaflet: Leaflet) -> str:
    """The whole file, ending in a line break."""
    title = f"{leaflet.title} — {leaflet.kind}" if leaflet.kind else leaflet.title
    head = "  \n".join(plain(text) for text in (leaflet.days, leaflet.prepared, leaflet.sure) if text)
    blocks = [f"# {plain(title)}", head]
    if leaflet.tiles:
        said = (f"- {tile.title} {tile.mark}: **{plain(tile.value)}** ({plain(tile.detail)})" for tile in leaflet.tiles)
        blocks.append("\n".join(said))
    blocks += [block for part in leaflet.parts for block in _part(part)]
    blocks.append("---\n\n" + "  \n".join(map(plain, leaflet.foot)))
    return "\n\n".join(blocks) + "\n"


def template(language: str) -> str:
    """The empty brief: nothing of any workbook is in it."""
    kind = TITLE["weekly"].show(language, "")
    say = {id: line(id).text(language) for _, _, ids in TEMPLATE for id in ids}
    top = "  \n".join(line(id).text(language) for id in ("G-t-days", "G-t-sure"))
    blocks = [f"# {line('G-t-brand').text(language)} — {kind}", top]
    for title, mark, ids in TEMPLATE:
        blocks.append(f"## {line(title).text(language)}")
        if title == "T-products":
            names = (CATEGORY[category].show(language, "") for category in LABELS)
            blocks.append("\n".join(f"- {name}: {say[ids[0]]}" for name in names))
        else:
            numbered = (f"{n}. " if mark == "1. " else mark for n in range(1, len(ids) + 1))
            blocks.append("\n".join(f"{before}{say[id]}" for before, id in zip(numbered, ids, strict=True)))
    return "\n\n".join(blocks) + "\n"


def plain(text: str) -> str:
    """The text as text: nothing in it is markup."""
    return _MARKUP.sub(r"\\\1", " ".join(text.split()))


def _part(part: Part) -> tuple[str, str]:
    heading = f"## {plain(part.title)}" + (f" ({plain(part.aside)})" if part.aside else "")
    rows = (f"{f'{n}.' if part.numbered else '-'} {_entry(entry)}" for n, entry in enumerate(part.entries, 1))
    return heading, "\n".join(rows)


def _entry(entry: Entry) -> str:
    said = "".join(f"**{plain(text)}**" if bold and text.strip() else _spaced(text) for text, bold in entry.text)
    parts = [plain(entry.tag), f"**{plain(entry.lead)}**" if entry.lead else "", said]
    told = " ".join(part for part in parts if part)
    return f"{told} — {plain(entry.aside)}" if entry.aside else told


def _spaced(text: str) -> str:
    """As :func:`plain`, with the blanks at its ends: it stands between bold words."""
    if not text.strip():
        return " "
    return f"{' ' * text[0].isspace()}{plain(text)}{' ' * text[-1].isspace()}"
