"""The brief on paper, rendered and read back by another program."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from PySide6.QtGui import QImage

from reports.leaflet import Leaflet, leaflet
from reports.render import paper
from tests.shared_brief import PEOPLE, dirty, example

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
    path = saved(leaflet(dirty(), "es"), tmp_path)
    pages = tool("pdftotext", "-enc", "UTF-8", "-layout", path, "-").split("\f")[:-1]
    assert len(pages) >= 2
    headings = {part.title for part in leaflet(dirty(), "es").parts}
    for page in pages:
        lines = [line.strip() for line in page.splitlines() if line.strip()]
        assert lines[-2] not in headings  # the last is the foot
        assert re.search(rf"Página \d de {len(pages)}", lines[-1])
    assert [person for person in PEOPLE if any(person in page for page in pages)] == []


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
