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

#: High contrast: every text at least 7 : 1, every border and shape at least 4.5 : 1 on what it stands on.
CONTRAST_LIGHT = Palette(
    background="#ffffff", panel="#ffffff", ink="#000000", muted="#3b3935", line="#5e5b55",
    accent="#0c4230", accent_line="#0c4230", on_accent="#ffffff",
    critical="#7d120c", critical_soft="#ffe9e7", warning="#5a3500", warning_soft="#fff1d6",
    info="#1d3a5c", info_soft="#e6effa", good="#0c4230", good_soft="#e2f3eb", quiet_soft="#e9e6e0",
)  # fmt: skip

CONTRAST_DARK = Palette(
    background="#000000", panel="#000000", ink="#ffffff", muted="#d6d3cb", line="#8d8a82",
    accent="#8fe6c2", accent_line="#8fe6c2", on_accent="#000000",
    critical="#ffc9c3", critical_soft="#3d0b08", warning="#ffdd9c", warning_soft="#332300",
    info="#c6dcf7", info_soft="#0d2033", good="#aef0d3", good_soft="#07281c", quiet_soft="#242422",
)  # fmt: skip

#: The face of the window (bundled) and what stands in for it where it is not installed.
FACE = "Inter"
SHEET_FACE = "Arial"

SEVERITY_SHAPE = {"critical": "⬢", "warning": "▲", "info": "●"}
