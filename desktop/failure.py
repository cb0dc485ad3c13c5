"""The last line of defence of the window: a bug is written to the log and told in one calm sentence.

Qt lets an exception of a slot, of a painting or of a thread come here, and the program goes on. It may come from any
thread, and sixty times a second from a painting: it is told later, from the window's own thread, and not again soon.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Qt, Signal

#: The same bug at the same place is written down and told once in so many seconds.
AGAIN_SECONDS = 60.0


class _Teller(QObject):
    told = Signal(object)

    def __init__(self, tell: Callable[[Path], None]) -> None:
        super().__init__()
        self._seen: dict[tuple[str, str, int], float] = {}
        self.told.connect(tell, Qt.ConnectionType.QueuedConnection)

    def hear(self, bug: BaseException, trace: TracebackType | None, aloud: bool = True) -> None:
        """Write the bug down, and tell it where somebody waits for what broke."""
        while trace is not None and trace.tb_next is not None:
            trace = trace.tb_next
        where = (type(bug).__name__, trace.tb_frame.f_code.co_filename, trace.tb_lineno) if trace else ("", "", 0)
        now = time.monotonic()
        if now - self._seen.get(where, -AGAIN_SECONDS) < AGAIN_SECONDS:
            return
        self._seen[where] = now
        from desktop import failure_log  # only now: the first paint does without it

        path = failure_log.keep(bug)
        if aloud:
            self.told.emit(path)


def install(tell: Callable[[Path], None]) -> None:
    """Send every exception that nobody caught to the log, and then to ``tell`` with the log's path."""
    import threading

    teller = _Teller(tell)

    def hook(kind: type[BaseException], bug: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, bug, trace)
            return
        teller.hear(bug, trace)

    def of_thread(args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None and not issubclass(args.exc_type, SystemExit):
            teller.hear(args.exc_value, args.exc_traceback)

    def unraisable(args: sys.UnraisableHookArgs) -> None:
        if args.exc_value is not None:
            teller.hear(args.exc_value, args.exc_traceback, aloud=False)

    sys.excepthook, threading.excepthook, sys.unraisablehook = hook, of_thread, unraisable
