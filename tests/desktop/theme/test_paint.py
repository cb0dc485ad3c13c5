from __future__ import annotations

import re

import pytest

from desktop.theme import size
from desktop.theme.paint import buttons, colours, may_move, mixed
from desktop.widgets.chip import TONES
from reports.tokens import CONTRAST_DARK, CONTRAST_LIGHT, DARK, LIGHT, Palette


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


@pytest.mark.parametrize("name", list(pairs(LIGHT)))
def test_every_text_can_be_read_on_its_ground(name: str) -> None:
    for c, least in ((LIGHT, 4.5), (DARK, 4.5), (CONTRAST_LIGHT, 7.0), (CONTRAST_DARK, 7.0)):
        assert contrast(*pairs(c)[name]) >= least, c


@pytest.mark.parametrize("c", [LIGHT, DARK, CONTRAST_LIGHT, CONTRAST_DARK])
def test_the_focus_ring_can_be_seen(c: Palette) -> None:
    for ground in (c.background, c.panel, mixed(c.panel, c.background)):
        assert contrast(c.accent_line, ground) >= 3.0


@pytest.mark.parametrize("c", [CONTRAST_LIGHT, CONTRAST_DARK])
def test_in_high_contrast_the_borders_can_be_seen(c: Palette) -> None:
    for ground in (c.background, c.panel, c.quiet_soft):
        assert contrast(c.line, ground) >= 4.5


@pytest.mark.parametrize("factor", [0.8, 1.0, 1.25, 2.0])
def test_a_focused_control_is_as_large_as_one_that_is_not(qapp: object, factor: float) -> None:
    size.zoom_to(factor)
    try:
        rules = buttons(LIGHT)
    finally:
        size.zoom_to(1.0)
    rested = re.search(r"QPushButton \{.*?padding: (\d+)px (\d+)px", rules, re.DOTALL)
    focused = re.search(r"QPushButton:focus \{.*?padding: (\d+)px (\d+)px", rules)
    assert rested
    assert focused
    assert [int(one) - 1 for one in rested.groups()] == [int(one) for one in focused.groups()]
    assert int(rested[1]) == round(7 * factor)
    assert "border: 1px" in rules


def test_where_the_system_wishes_nothing_the_theme_is_one_of_the_usual_two(qapp: object) -> None:
    assert colours("system") in (LIGHT, DARK)
    assert may_move("system")
    assert (may_move("reduced"), may_move("full")) == (False, True)
