from __future__ import annotations

from dataclasses import dataclass

import msgspec
from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from desktop.theme import Look
from desktop.translations import Words
from desktop.widgets.footer import Footer
from reports.outcome import Source
from reports.tokens import LIGHT
from tests.desktop.sample import SOURCES

LOOK = Look(LIGHT, Words("en"), False)


@dataclass
class Shown:
    texts: list[str]
    hovers: list[str]
    names: list[str]


def shown(qtbot: QtBot, sources: list[Source]) -> Shown:
    foot = Footer(LOOK, sources, 0)
    qtbot.addWidget(foot)
    texts = [one.text() for one in foot.findChildren(QLabel)]
    told = [one for one in foot.findChildren(QWidget) if any(isinstance(child, QLabel) for child in one.children())]
    return Shown(texts, [one.toolTip() for one in told], [one.accessibleName() for one in told])


def test_a_few_sources_tell_how_fresh_they_are(qtbot: QtBot) -> None:
    assert shown(qtbot, SOURCES[:3]).texts == [source.label.en for source in SOURCES[:3]]


def test_of_many_sources_only_what_is_wrong_is_told_in_words_and_the_rest_on_a_hover(qtbot: QtBot) -> None:
    many = [msgspec.structs.replace(source, key=f"{source.key}{n}") for n in range(3) for source in SOURCES]

    foot = shown(qtbot, many)

    late = "Support updated by hand yesterday 9:00 PM"
    assert foot.texts == ["Orders", "Inventory", late, "Shipments", "Returns"] * 3
    assert foot.hovers[0] == "Orders read 20 minutes ago: Up to date"
    assert foot.names[0] == "Orders read 20 minutes ago: Up to date"
