"""The operating category of every product: an ordered, printed decision list, and the founder's own word above it.

:mod:`~reports.categories.conditions` holds the list as data, :mod:`~reports.categories.fixing` what stands against a
page, :mod:`~reports.categories.overrides` the founder's own word, :mod:`~reports.categories.lines` what each says.
"""

from __future__ import annotations

from reports.categories.judging import homepage, judge
from reports.categories.overrides import override_since

__all__ = ["homepage", "judge", "override_since"]
