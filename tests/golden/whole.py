"""The whole briefs that are kept as text: example A at levels 1 and 2, every read, both languages."""

from __future__ import annotations

import tempfile
from pathlib import Path

from reports.render import markdown
from tests.golden.test_example_a import AS_OF, TABS
from tests.golden.test_example_a_level_2 import TABS as TABS_2
from tests.workbooks import GOLDEN, golden, outcome

READS = ("daily", "weekly", "monthly")
LEVELS = {1: TABS, 2: TABS_2}


def briefs() -> dict[Path, str]:
    """Each kept file with the text that it should hold now."""
    made = {}
    with tempfile.TemporaryDirectory() as folder:
        for level, files in LEVELS.items():
            tabs = {name: golden(file) for name, file in files.items()}
            for read in READS:
                result = outcome(Path(folder) / "a.xlsx", tabs, AS_OF, read=read)
                for language in ("en", "es"):
                    made[GOLDEN / f"A_level_{level}_{read}_{language}.txt"] = markdown.page(result, language)
    return made
