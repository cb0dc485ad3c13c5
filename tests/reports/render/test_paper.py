"""The brief on paper, rendered and read back by another program."""

from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from reports.leaflet import Leaflet, leaflet
from reports.render import paper
from tests.shared_brief import PEOPLE, dirty, example

#: A QApplication, which the tests of the window need in the same process, before paper makes a smaller one.
pytestmark = pytest.mark.usefixtures("qapp")

FACES = Path(__file__).parents[3] / "desktop" / "theme" / "fonts"
#: A word with its place on a page, in points.
WORD = re.compile(r'<word xMin="([\d.]+)" yMin="([\d.]+)" xMax="([\d.]+)" yMax="([\d.]+)">')
POINTS = {"": (595, 842), "CO": (612, 792)}


@pytest.fixture(autouse=True)
def _poppler() -> None:
    if shutil.which("pdftotext") is None:
        pytest.skip("poppler-utils is not installed")


def tool(*command: object) -> str:
    return subprocess.run([str(part) for part in command], capture_output=True, check=True).stdout.decode()


def plain(text: str) -> str:
    return " ".join(text.split())


def saved(made: Leaflet, folder: Path, country: str = "") -> Path:
    path = folder / "brief.pdf"
    path.write_bytes(paper.pdf(made, FACES, country))
    return path


@pytest.mark.real
@pytest.mark.parametrize(("language", "country"), [("es", "CO"), ("en", "")])
def test_every_word_stands_whole_on_its_page(tmp_path: Path, language: str, country: str) -> None:
    made = leaflet(example(), language)
    path = saved(made, tmp_path, country)
    said = re.sub(
        r"\s+", " ", tool("pdftotext", "-enc", "UTF-8", "-layout", path, "-").replace("\N{NO-BREAK SPACE}", " ")
    )
    words = set(said.split())
    for text in made.texts():
        assert [word for word in text.replace("\N{NO-BREAK SPACE}", " ").split() if word not in words] == [], text
    wide, high = POINTS[country]
    places = [
        tuple(map(float, found)) for found in WORD.findall(tool("pdftotext", "-enc", "UTF-8", "-bbox", path, "-"))
    ]
    assert len(places) > 400
    assert min(place[0] for place in places) >= 38
    assert max(place[2] for place in places) <= wide - 38
    assert max(place[3] for place in places) <= high - 30
    faces = [line.split() for line in tool("pdffonts", path).splitlines()[2:]]
    assert any("Inter" in face[0] for face in faces)
    assert all(face[-5] == "yes" for face in faces), "a face is not embedded"


@pytest.mark.real
def test_no_row_is_torn_and_no_heading_stands_alone(tmp_path: Path) -> None:
    """Every part three times as long, so that many rows come to stand where a page ends."""
    made = leaflet(example(), "es")
    long = replace(made, parts=tuple(replace(part, entries=part.entries * 3) for part in made.parts))
    path = saved(long, tmp_path, "CO")
    pages = [plain(page) for page in tool("pdftotext", "-enc", "UTF-8", "-raw", path, "-").split("\f")[:-1]]
    assert len(pages) >= 5
    for part in made.parts:
        for entry in part.entries:
            assert sum(page.count(plain(entry.plain)) for page in pages) >= 3, entry.plain
        first = plain(f"{part.title} {part.aside}")
        assert not any(
            page.removesuffix(f"Página {n} de {len(pages)}").rstrip().endswith(first) for n, page in enumerate(pages, 1)
        )


@pytest.mark.real
def test_nobody_is_named_on_paper(tmp_path: Path) -> None:
    said = tool("pdftotext", "-enc", "UTF-8", "-layout", saved(leaflet(dirty(), "es"), tmp_path), "-")
    assert [person for person in PEOPLE if person in said] == []
    assert '<script>alert("x")</script>' in said
    assert re.search(r"Página 1 de \d", said)


@pytest.mark.real
def test_it_is_painted_and_not_blank(tmp_path: Path) -> None:
    path = saved(leaflet(example(), "en"), tmp_path)
    tool("pdftoppm", "-r", "40", "-png", path, tmp_path / "page")
    shown = sorted(tmp_path.glob("page-*.png"))
    assert len(shown) == 2
    first = QImage(str(shown[0]))
    colours = {first.pixelColor(x, y).name() for x in range(0, first.width(), 2) for y in range(0, first.height(), 2)}
    assert len(colours) > 30


def test_the_picture_holds_all_of_it_on_one_sheet(tmp_path: Path) -> None:
    image = QImage.fromData(paper.picture(leaflet(example(), "en"), FACES))
    assert image.width() == 1600
    assert image.height() > image.width()
    edge = {image.pixelColor(x, y).name() for y in range(image.height()) for x in (10, image.width() - 10)}
    assert edge == {"#ffffff"}  # nothing reaches into the margin


def test_a_missing_face_is_no_reason_to_fail(tmp_path: Path) -> None:
    assert paper.pdf(leaflet(example(), "es", chosen=["read"]), tmp_path).startswith(b"%PDF")
