"""The brief on paper: as a PDF in pages, and as one picture. The one place of ``reports`` where Qt is used.

It paints without any window or display. The faces are those of a folder that is given; where they are missing the
system's own stand in.
"""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QMarginsF, QObject, QPointF, QRect, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontDatabase,
    QGuiApplication,
    QImage,
    QImageWriter,
    QPageLayout,
    QPageSize,
    QPainter,
    QPdfWriter,
    QPen,
    QPolygonF,
    QPyTextObject,
    QTextBlock,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFormat,
)

from reports.language import line
from reports.leaflet import Leaflet, Part
from reports.marks import NBSP
from reports.render.page import filled, places, tight
from reports.tokens import FACE, LIGHT

#: Lengths are CSS pixels, 96 an inch; the PDF is finer by so much.
INCH, FINER = 96, 12
MARGIN, FOOT = 54, 22
#: Countries that print on Letter.
LETTER = ("US", "CA", "MX", "CO", "CL", "VE", "PH", "CR", "GT", "PA", "DO", "PR")
#: The width of a picture, its margin, and how fine it is; higher than the last it is drawn coarser.
PICTURE, EDGE, FINE, HIGHEST = 720, 40, 2.0, 30_000
BODY = 13
#: Parts whose rows begin with a tag, and its width; those that are set small.
TAGGED, SMALL = {"exceptions": 96, "products": 180, "sources": 130}, ("caveats", "sources")
_SPARKLINE = QTextFormat.ObjectTypes.UserObject.value + 1
_SERIES = QTextFormat.Property.UserProperty.value + 1
_WIDE, _HIGH = 120.0, 26.0


def pdf(leaflet: Leaflet, faces: Path, country: str = "") -> bytes:
    """The brief in pages, each with its number; Letter in countries that print on it, A4 elsewhere."""
    document = _document(leaflet, faces)
    size = QPageSize(QPageSize.PageSizeId.Letter if country in LETTER else QPageSize.PageSizeId.A4)
    sheet = size.size(QPageSize.Unit.Inch) * INCH
    body = QSizeF(sheet.width() - 2 * MARGIN, sheet.height() - 2 * MARGIN - FOOT)
    document.setPageSize(body)
    _keep_rows(document, body.height(), set(map(_heading, leaflet.parts)))
    kept = QBuffer()
    kept.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(kept)
    writer.setPageSize(size)
    writer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Point)
    writer.setResolution(INCH * FINER)
    writer.setTitle(f"{leaflet.title} — {leaflet.kind}" if leaflet.kind else leaflet.title)
    writer.setCreator("Operating Brief")
    painter = QPainter(writer)
    painter.scale(FINER, FINER)
    pages = document.pageCount()
    for number in range(pages):
        if number:
            writer.newPage()
        painter.save()
        painter.translate(MARGIN, MARGIN - number * body.height())
        document.drawContents(painter, QRectF(0, number * body.height(), body.width(), body.height()))
        painter.restore()
        painter.setFont(_face(10))
        painter.setPen(QColor(LIGHT.muted))
        foot = QRectF(MARGIN, sheet.height() - MARGIN - 8, body.width(), 16)
        painter.drawText(foot, Qt.AlignmentFlag.AlignLeft, leaflet.title[:80])
        counted = line("G-page", n=str(number + 1), of=str(pages)).text(leaflet.language)
        painter.drawText(foot, Qt.AlignmentFlag.AlignRight, counted)
    painter.end()
    return bytes(kept.data().data())


def picture(leaflet: Leaflet, faces: Path) -> bytes:
    """The whole brief as one PNG."""
    document = _document(leaflet, faces)
    document.setTextWidth(PICTURE)
    height = document.size().height() + 2 * EDGE
    fine = min(FINE, HIGHEST / height)
    image = QImage(round((PICTURE + 2 * EDGE) * fine), round(height * fine), QImage.Format.Format_RGB32)
    image.fill(QColor(LIGHT.panel))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(fine, fine)
    painter.translate(EDGE, EDGE)
    document.drawContents(painter)
    painter.end()
    kept = QBuffer()
    kept.open(QIODevice.OpenModeFlag.WriteOnly)
    QImageWriter(kept, QByteArray(b"PNG")).write(image)
    return bytes(kept.data().data())


class _Sparklines(QPyTextObject):
    """Draws the line of a figure in the text, as lines and not as a picture."""

    def __init__(self, leaflet: Leaflet, parent: QObject) -> None:
        super().__init__(parent)
        self._leaflet = leaflet

    def intrinsicSize(self, doc: QTextDocument, posInDocument: int, format: QTextFormat) -> QSizeF:
        return QSizeF(_WIDE, _HIGH)

    def drawObject(
        self, painter: QPainter, rect: QRectF | QRect, doc: QTextDocument, posInDocument: int, format: QTextFormat
    ) -> None:
        box = QRectF(rect)
        series = self._leaflet.tiles[int(format.property(_SERIES))].series
        painter.save()
        painter.setPen(QPen(QColor(LIGHT.accent_line), 1.2))
        stretch: list[QPointF] = []
        for point in (*places(series, box.width(), box.height(), 3), None):
            if point is not None:
                stretch.append(box.topLeft() + QPointF(*point))
            elif stretch:
                painter.drawPolyline(QPolygonF(stretch))
                stretch = []
        painter.restore()


def _document(leaflet: Leaflet, faces: Path) -> QTextDocument:
    _application(faces)
    document = QTextDocument()
    document.setDocumentMargin(0)
    document.setUseDesignMetrics(True)
    document.setDefaultFont(_face(BODY))
    colours = asdict(LIGHT)
    tones = {name: (colours[name], colours[f"{name}_soft"]) for name in ("critical", "warning", "info", "good")}
    tones["quiet"] = (LIGHT.muted, LIGHT.quiet_soft)
    level = {"solid": "good", "directional": "warning"}.get(leaflet.level, "quiet")
    marks = [f"\ue000{number}\ue001" for number in range(len(leaflet.tiles))]
    html = filled(
        "paper.html",
        leaflet=leaflet,
        c=LIGHT,
        sure=tones[level],
        tones=tones,
        tagged=TAGGED,
        small=SMALL,
        places=marks,
        tight=tight,
    )
    document.setHtml(html)
    document.documentLayout().registerHandler(_SPARKLINE, _Sparklines(leaflet, document))
    for number, mark in enumerate(marks):
        cursor = document.find(mark)
        if not cursor.isNull():
            shape = QTextCharFormat()
            shape.setObjectType(_SPARKLINE)
            shape.setProperty(_SERIES, number)
            cursor.insertText("\ufffc", shape)
    return document


def _keep_rows(document: QTextDocument, height: float, headings: set[str]) -> None:
    """A row that would be torn apart goes to the next page, and a heading goes with its first row."""
    layout = document.documentLayout()
    at = document.rootFrame().begin()
    heading: QTextBlock | None = None
    while not at.atEnd():
        frame, block = at.currentFrame(), at.currentBlock()
        at += 1
        if frame is None:
            heading = block if block.text() in headings else heading if not block.text() else None
            continue
        box = layout.frameBoundingRect(frame)
        top = layout.blockBoundingRect(heading).top() if heading else box.top()
        if int(top // height) != int((box.bottom() - 1) // height) and box.bottom() - top < height:
            always = QTextFormat.PageBreakFlag.PageBreak_AlwaysBefore
            if heading is not None:
                shape = heading.blockFormat()
                shape.setPageBreakPolicy(always)
                QTextCursor(heading).setBlockFormat(shape)
            else:
                whole = frame.frameFormat()
                whole.setPageBreakPolicy(always)
                frame.setFrameFormat(whole)
        heading = None


def _heading(part: Part) -> str:
    """The text of a part's heading in the document."""
    return f"{part.title} {NBSP} {part.aside}" if part.aside else part.title


def _application(faces: Path) -> None:
    """What Qt needs before it can set a text; made once, and without a display."""
    if QGuiApplication.instance() is None:
        _kept.append(QGuiApplication(["operating-brief", "-platform", "offscreen"]))
    if FACE not in QFontDatabase.families():
        for file in sorted(faces.glob("*.otf")):
            QFontDatabase.addApplicationFont(str(file))


#: The application lives as long as the process.
_kept: list[QGuiApplication] = []


def _face(pixels: int) -> QFont:
    face = QFont(FACE)
    face.setStyleHint(QFont.StyleHint.SansSerif)
    face.setPixelSize(pixels)
    face.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
    if hasattr(QFont, "Tag"):  # Qt 6.7
        # Glyphs that Inter takes instead of others, such as a dash between figures, cannot be searched for or copied.
        face.setFeature(QFont.Tag("calt"), 0)
    return face
