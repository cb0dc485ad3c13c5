from __future__ import annotations

import pytest

from desktop.theme.paint import mixed
from desktop.widgets.chip import TONES
from reports.tokens import DARK, LIGHT, Palette


def luminance(colour: str) -> float:
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def pairs(c: Palette) -> dict[str, tuple[str, str]]:
    """Every text and what it stands on."""
    side = mixed(c.panel, c.background)
    grounds = {"background": c.background, "panel": c.panel, "side": side, "quiet": c.quiet_soft}
    made = {
        f"{name} on {ground}": (getattr(c, name), on) for name in ("ink", "muted") for ground, on in grounds.items()
    }
    made |= {f"chip {tone}": (getattr(c, ink), getattr(c, on)) for tone, (ink, on) in TONES.items()}
    made |= {f"banner {tone}": (c.ink, getattr(c, f"{tone}_soft")) for tone in ("critical", "warning", "info", "good")}
    # what is quiet on a banner: its last button
    made |= {f"link {tone}": (c.muted, getattr(c, f"{tone}_soft")) for tone in ("critical", "warning", "info", "good")}
    return {**made, "primary": (c.on_accent, c.accent), "badge": (c.panel, c.critical)}


def test_black_on_white_is_twenty_one_to_one() -> None:
    assert round(contrast("#000000", "#ffffff"), 1) == 21.0


@pytest.mark.parametrize(("theme", "name"), [(t, n) for t in ("light", "dark") for n in pairs(LIGHT)])
def test_every_text_can_be_read_on_its_ground(theme: str, name: str) -> None:
    ink, ground = pairs(DARK if theme == "dark" else LIGHT)[name]

    assert contrast(ink, ground) >= 4.5


@pytest.mark.parametrize("c", [LIGHT, DARK])
def test_the_focus_ring_can_be_seen(c: Palette) -> None:
    for ground in (c.background, c.panel, mixed(c.panel, c.background)):
        assert contrast(c.accent_line, ground) >= 3.0
