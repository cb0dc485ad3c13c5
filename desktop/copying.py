"""What stands on a part of the window, as text for the clipboard, without the people in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPoint, Qt
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QGuiApplication
from PySide6.QtWidgets import QAbstractItemView, QLabel, QTableView, QToolTip, QWidget

from desktop.charts.chart import Chart
from desktop.widgets.chip import Chip
from desktop.widgets.list_row import ListRow
from desktop.widgets.panel import Panel
from reports.private import Allowed, Sieve, people

if TYPE_CHECKING:
    from desktop.frame import Frame
    from desktop.session import Session
    from desktop.theme import Look

#: So many rows of a list are copied: what is longer stands in the workbook.
MOST_ROWS = 500
#: Places that a text may break at, and joiners: of use on the screen only.
_INVISIBLE = str.maketrans({"\N{ZERO WIDTH SPACE}": "", "\N{WORD JOINER}": "", "\N{NO-BREAK SPACE}": " "})


def text_of(widget: QWidget) -> str:
    """What it says, a row a line, panel by panel, without what only buttons say."""
    return "\n\n".join(block for block in _blocks(widget) if block).translate(_INVISIBLE)


def copy(widget: QWidget, session: Session, look: Look) -> str:
    """Put what it says on the clipboard, without people, and say so."""
    text = sieve(session, look).text(text_of(widget))
    QGuiApplication.clipboard().setText(text)
    tell(widget, look.words("copy.done"))
    return text


def copy_focused(frame: Frame) -> None:
    """Copy the panel that has the keyboard's focus; where none has it, the whole page."""
    if frame.page is None:
        return
    at: QWidget | None = frame.window.focusWidget()
    while at is not None and at is not frame.page and not (isinstance(at, Panel) and at.title):
        at = at.parentWidget()
    copy(at or frame.page, frame.session, frame.look)


def copy_brief(frame: Frame) -> None:
    """Copy the whole brief that is shown, as Markdown."""
    arguments = ["share", str(frame.session.place), *kept(frame.session), "--format", "md", "--period", frame.read]
    task = frame.session.look("copy", [*arguments, "--lang", frame.look.language])

    def put(said: dict[str, object]) -> None:
        QGuiApplication.clipboard().setText(str(said.get("text") or ""))
        tell(frame.window, frame.look.words("copy.done"))

    task.done.connect(put)


def kept(session: Session) -> list[str]:
    """Which brief a child is to share: the one that is shown."""
    return ["--day", session.past] if session.past else ["--kept"]


def tell(widget: QWidget, said: str) -> None:
    """Say for a moment what was done, to the eye and to screen readers."""
    QToolTip.showText(widget.mapToGlobal(QPoint(widget.width() // 2, 24)), said, widget)
    QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(widget, said))


def sieve(session: Session, look: Look) -> Sieve:
    """What keeps people out of a text of this brief."""
    head = session.head
    if head is None:
        return Sieve(Allowed(), {})

    def role(of: str) -> str:
        return look.words(f"role.{of}") if look.words.has(f"role.{of}") else ""

    named = {(one.owner_role, one.owner) for rows in (head.actions, head.exceptions) for one in rows}
    named |= {(theme.owner_role, theme.owner) for theme in session.section("themes") or ()}
    others = {order.customer for order in session.section("orders") or ()}
    others |= {note.by for note in session.section("notes") or ()}
    things = {head.brand, *(product.title for product in session.section("products") or head.products)}
    for variant in session.section("inventory") or ():
        things |= {variant.product_title, variant.color}
    owners = sorted(pair for pair in named if pair[1])
    return Sieve(Allowed(), people(owners, sorted(filter(None, others)), role), filter(None, things))


def _blocks(widget: QWidget) -> Iterator[str]:
    """The text of each panel in it, and before them what stands in none."""
    panels = [panel for panel in widget.findChildren(Panel) if panel.isVisibleTo(widget)]
    panels = [
        panel for panel in panels if not any(other is not panel and other.isAncestorOf(panel) for other in panels)
    ]
    yield "\n".join(_lines(widget, [leaf for leaf in _leaves(widget) if not _inside(leaf, panels)]))
    for panel in sorted(panels, key=lambda panel: (_place(panel, widget).x(), _place(panel, widget).y())):
        lines = list(_lines(panel, list(_leaves(panel))))
        if len(lines) > 1 or not panel.title:  # of a form only its heading is text
            yield "\n".join(lines)


def _inside(leaf: QWidget, panels: list[Panel]) -> bool:
    return any(panel.isAncestorOf(leaf) for panel in panels)


def _place(widget: QWidget, of: QWidget) -> QPoint:
    return widget.mapTo(of, QPoint(0, 0))


def _leaves(widget: QWidget) -> Iterator[QWidget]:
    """What says something and can be seen."""
    for child in widget.findChildren(QWidget):
        told = isinstance(child, QLabel | Chip | Chart | ListRow | QAbstractItemView)
        if told and child.isVisibleTo(widget) and not isinstance(child.parentWidget(), QAbstractItemView | ListRow):
            yield child


def _lines(widget: QWidget, leaves: list[QWidget]) -> Iterator[str]:
    """One line for what stands side by side."""
    tops = {leaf: _place(leaf, widget) for leaf in leaves}
    line: list[QWidget] = []
    bottom = 0
    for leaf in sorted(leaves, key=lambda leaf: (tops[leaf].y(), tops[leaf].x())):
        if line and tops[leaf].y() >= bottom:
            yield _line(line, tops)
            line = []
        bottom = max(bottom, tops[leaf].y() + leaf.height()) if line else tops[leaf].y() + leaf.height()
        line.append(leaf)
    if line:
        yield _line(line, tops)


def _line(leaves: list[QWidget], tops: dict[QWidget, QPoint]) -> str:
    across = sorted(leaves, key=lambda leaf: (tops[leaf].x(), tops[leaf].y()))
    return " · ".join(told for leaf in across if (told := _said(leaf).strip()))


def _said(leaf: QWidget) -> str:
    if isinstance(leaf, QLabel):
        return leaf.text()
    if isinstance(leaf, Chart):
        # its name stands above it, or its sentence below
        return "\n".join("\t".join(row) for row in (leaf.table.heads, *leaf.table.rows))
    if isinstance(leaf, ListRow):
        return " – ".join(leaf.said)
    if isinstance(leaf, QAbstractItemView):
        return "\n".join(_table(leaf))
    return leaf.accessibleName()


def _table(view: QAbstractItemView) -> Iterator[str]:
    """The rows of a list or a table as it shows them, cells apart by tabs."""
    model = view.model()
    columns = range(model.columnCount())
    if isinstance(view, QTableView) and view.horizontalHeader().isVisibleTo(view):
        yield "\t".join(str(model.headerData(column, Qt.Orientation.Horizontal) or "") for column in columns)
    for row in range(min(model.rowCount(), MOST_ROWS)):
        cells = (model.index(row, column) for column in columns)
        yield "\t".join(" ".join(str(_cell(cell)).split()) for cell in cells)


def _cell(cell: QModelIndex) -> object:
    roles = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole)
    return next((told for role in roles if (told := cell.data(role))), "")
