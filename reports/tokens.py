"""Colours and type of the look: the one place where the window, the page and the tabs read them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Palette:
    """Colours as ``#rrggbb``; each ``*_soft`` is the ground on which its colour stands."""

    background: str
    panel: str
    ink: str
    muted: str
    line: str
    accent: str
    accent_line: str
    on_accent: str
    critical: str
    critical_soft: str
    warning: str
    warning_soft: str
    info: str
    info_soft: str
    good: str
    good_soft: str
    quiet_soft: str


LIGHT = Palette(
    background="#f6f5f2", panel="#ffffff", ink="#1c1b19", muted="#6b6760", line="#e6e2da",
    accent="#1f5f4a", accent_line="#1f5f4a", on_accent="#ffffff",
    critical="#b3261e", critical_soft="#fbeceb", warning="#8a5300", warning_soft="#fdf3e1",
    info="#3f5b7a", info_soft="#edf2f8", good="#1f5f4a", good_soft="#e8f2ee", quiet_soft="#efece6",
)  # fmt: skip

DARK = Palette(
    background="#171816", panel="#1f211e", ink="#eceae4", muted="#a19d94", line="#31332f",
    accent="#2f7d62", accent_line="#5fbf99", on_accent="#ffffff",
    critical="#ffb4ab", critical_soft="#4a1f1c", warning="#f2c987", warning_soft="#43330f",
    info="#a9c4e6", info_soft="#22303f", good="#9fd8bf", good_soft="#1c3a2e", quiet_soft="#2a2c28",
)  # fmt: skip

#: The face of the window (bundled) and what stands in for it where it is not installed.
FACE = "Inter"
SHEET_FACE = "Arial"

SEVERITY_SHAPE = {"critical": "⬢", "warning": "▲", "info": "●"}
