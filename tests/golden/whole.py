"""The whole briefs that are kept as text: example A at level 1, every read, both languages."""

from __future__ import annotations

import tempfile
from pathlib import Path

from reports.render import markdown
from tests.golden.test_example_a import AS_OF, TABS
from tests.workbooks import GOLDEN, golden, outcome

READS = ("daily", "weekly", "monthly")


def briefs() -> dict[Path, str]:
    """Each kept file with the text that it should hold now."""
    tabs = {name: golden(file) for name, file in TABS.items()}
    made = {}
    with tempfile.TemporaryDirectory() as folder:
        for read in READS:
            result = outcome(Path(folder) / "a.xlsx", tabs, AS_OF, read=read)
            for language in ("en", "es"):
                made[GOLDEN / f"A_level_1_{read}_{language}.txt"] = markdown.page(result, language)
    return made
