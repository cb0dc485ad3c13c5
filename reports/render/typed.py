"""What the founder typed into our tabs, shown again at the same key."""

from __future__ import annotations

from collections.abc import Sequence

from reports.language.tabs import ACTION_STATUS
from reports.outcome import Typed


class Written:
    """Looks up typed values by tab, key and field."""

    def __init__(self, typed: Sequence[Typed]) -> None:
        self._values = {(one.where, one.key, one.field): one.value for one in typed}

    def at(self, where: str, key: str, field: str) -> str:
        """What stands there, ``""`` where nothing was typed."""
        return self._values.get((where, key, field), "")


def status_words(status: str, language: str) -> str:
    """A status in the language's own word; a word that is none of ours stays as it was typed."""
    return ACTION_STATUS[status].show(language, "") if status in ACTION_STATUS else status
