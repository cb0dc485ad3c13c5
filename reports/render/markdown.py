"""The brief as text: what is copied, printed on the command line, and compared in the tests."""

from __future__ import annotations

from reports.outcome import Outcome, Section


def page(outcome: Outcome, language: str) -> str:
    """The top-level brief, ending in a line break; labels stand together, every other section apart."""
    blocks: list[list[str]] = []
    labels = False
    for section in outcome.brief:
        written = _section(section, language)
        if section.kind == "label" and labels:
            blocks[-1] += written
        else:
            blocks.append(written)
        labels = section.kind == "label"
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


def _section(section: Section, language: str) -> list[str]:
    title, lines = section.title.text(language), [line.text(language) for line in section.lines]
    if section.kind == "header":
        return [title, *lines]
    heading = _heading(title)
    if section.kind == "label":
        return [f"{heading}  {' '.join(lines)}"]
    if section.kind == "bullets":
        return [heading, *(f"- {line}" for line in lines)]
    if section.kind == "numbered":
        return [heading, *(f"{place}. {line}" for place, line in enumerate(lines, 1))]
    return [heading, *lines]


def _heading(title: str) -> str:
    """In capitals, but for counts in parentheses."""
    words, bracket, counts = title.partition(" (")
    return f"{words.upper()}{bracket}{counts}"
