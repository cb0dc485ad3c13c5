"""The last line of defence of the window: a bug is written to the log and told in one calm sentence."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import TracebackType


def install(tell: Callable[[Path], None]) -> None:
    """Send every exception that nobody caught to the log, and then to ``tell`` with the log's path."""

    def hook(kind: type[BaseException], bug: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, bug, trace)
            return
        from desktop import failure_log  # only now: the first paint does without it

        tell(failure_log.keep(bug))

    sys.excepthook = hook
