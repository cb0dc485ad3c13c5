"""Every word of a brief, in every read and language: what changed here was read by a person before it was kept."""

from __future__ import annotations

from tests.golden.whole import briefs


def test_the_whole_briefs_are_as_they_were_read():
    for path, text in briefs().items():
        assert text.splitlines() == path.read_text(encoding="utf-8").splitlines(), path.name
