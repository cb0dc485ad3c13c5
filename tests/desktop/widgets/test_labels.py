from __future__ import annotations

import pytest
from PySide6.QtGui import Qt as Markup
from PySide6.QtGui import QTextDocument
from pytestqt.qtbot import QtBot

from desktop.widgets.labels import Text, breakable, emphasised, hint, label, sentence

NBSP, JOINER, BREAK = "\N{NO-BREAK SPACE}", "\N{WORD JOINER}", "\N{ZERO WIDTH SPACE}"


def bold(text: str, *names: str) -> list[str]:
    return [text[start:end] for start, end in emphasised(text, names)]


@pytest.mark.parametrize(
    ("text", "names", "expected"),
    [
        ("Revenue was COP 2,212,085 from 10, against COP 1,039,300 from 6.", (), ["COP 2,212,085"]),
        ("Los ingresos fueron $ 485.600 con 4.", (), ["$ 485.600"]),
        ("Ship #1113 (COP 519,800, VIP) first, then #1104.", (), ["#1113"]),
        ("Jersey Andes (+COP 484,245) and Bib Páramo.", ("Jersey Andes", "Bib Páramo"), ["Jersey Andes", "Bib Páramo"]),
        ("Jersey Andes Plus is low.", ("Jersey Andes", "Jersey Andes Plus"), ["Jersey Andes Plus"]),
        ("A product named .* is (text).", (".*", "(text)", ""), [".*", "(text)"]),
        ("A quiet week.", (), []),
    ],
)
def test_the_eye_finds_what_a_sentence_is_about(text: str, names: tuple[str, ...], expected: list[str]) -> None:
    assert bold(text, *names) == expected


def test_an_amount_is_never_torn_from_its_currency_or_sign() -> None:
    assert breakable("(+COP 484,245) and −$ 3.000") == f"(+{JOINER}COP{NBSP}484,245) and −{JOINER}${NBSP}3.000"


def test_a_very_long_word_may_break() -> None:
    assert breakable("a" * 30) == f"{'a' * 14}{BREAK}{'a' * 14}{BREAK}aa"
    assert breakable("a short word") == "a short word"


def test_a_narrower_text_is_higher_and_nothing_of_it_is_lost(qtbot: QtBot) -> None:
    text = label("one two three four five six seven eight nine ten")
    qtbot.addWidget(text)

    assert text.heightForWidth(60) > text.heightForWidth(120) > text.heightForWidth(1000)
    text.resize(60, text.heightForWidth(60))
    assert not text.overflows()
    text.resize(60, text.heightForWidth(1000))
    assert text.overflows()


def test_a_text_that_changed_is_measured_anew(qtbot: QtBot) -> None:
    text = label("short")
    qtbot.addWidget(text)
    before = text.heightForWidth(60)

    text.setText("a text that needs a good many lines at this width")

    assert text.heightForWidth(60) > before


def test_markup_from_a_stranger_stays_text(qtbot: QtBot) -> None:
    text = sentence("<b>#1113</b> <img src=x> & Co", ["Co"])
    qtbot.addWidget(text)

    assert isinstance(text, Text)
    assert text.text() == "<b>#1113</b> <img src=x> & Co"
    assert text.natural_width() > 0


def test_bold_is_drawn_and_takes_its_room(qtbot: QtBot) -> None:
    plain, strong = label("Jersey Andes is low"), sentence("Jersey Andes is low", ["Jersey Andes"])
    for text in (plain, strong):
        qtbot.addWidget(text)
        text.heightForWidth(1000)

    assert strong.natural_width() > plain.natural_width()


@pytest.mark.parametrize(
    "written",
    [
        "Jersey <b>Andes</b>\nsecond line",
        "<script>alert(1)</script>",
        "<img src='/etc/x.png'>",
        "&lt;b&gt; R&amp;D",
        "1 < 2 & 3",
    ],
)
def test_a_hover_shows_the_founder_s_text_as_it_is_written(written: str) -> None:
    shown = QTextDocument()
    if Markup.mightBeRichText(told := hint(written)):  # what a tooltip of Qt's asks
        shown.setHtml(told)
    else:
        shown.setPlainText(told)

    assert shown.toPlainText() == written


def test_a_sign_in_a_title_does_not_turn_the_figures_after_it() -> None:
    assert breakable("Jersey \u202eAndes: 123 left, \u2067COP 500") == f"Jersey Andes: 123 left, COP{NBSP}500"
    assert breakable("עברית 123") == "עברית 123"
