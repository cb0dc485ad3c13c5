"""English: the frame: refreshing by itself, history, failures."""

from __future__ import annotations

WORDS: dict[str, str] = {
    # briefs of past days
    "past.shown": "You are looking at the brief of {day}.",
    "past.read_only": "It is only shown: nothing can be changed or written from here.",
    "past.gone.happened": "The brief of that day can no longer be read.",
    "past.gone.remedy": "Choose another day.",
    "past.refused.happened": "Nothing is written from the brief of a past day.",
    "past.refused.remedy": "Go back to today first.",
    "offer.today": "Back to today",
    "history.title": "Past briefs",
    "history.none": "Nothing yet. When there is a brief of another day, the one of today is kept here.",
    "history.about": "The last brief of each day, as it was shown then. At most sixty days are kept.",
    "history.show": "Show this brief",
    "do.history": "Show a past brief",
    "do.today": "Back to today's brief",
    "state.past": "as it was that day",
    # recent workbooks
    "recent.opened": "last brief: {moment}",
    "recent.never": "no brief yet",
    "recent.gone": "not found here now",
    # failures
    "offer.copy_report": "Copy report",
    "do.copy_report": "Copy a report of what went wrong",
    "report.copied": "The report is copied. It holds no data of yours or your customers.",
    "report.none": "Nothing has gone wrong here as far as is known.",
    "crash.happened": "The window closed unexpectedly last time; your workbook was not touched by that.",
    "crash.remedy": "If it happens again, a report without your data can be copied and sent to us.",
    "hangs.happened": "This takes unusually long: nothing was heard for {minutes} minutes.",
    "hangs.remedy": "You can go on waiting, or cancel it. Your workbook is left as it is.",
    "offer.cancel_work": "Cancel it",
}
