"""A mailbox from Gmail (Google Takeout): each conversation that a customer began or joined is a ticket.

Gmail's labels become tags. Which address is the shop's own is known by the messages that lie under Sent. Nothing that
people wrote is read beyond the subject.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parseaddr

from sheets.contract import normal
from sheets.errors import Text
from sheets.imports.kinds import Export, Sheet
from sheets.imports.records import Left, Record
from sheets.workbook import Cell

_SENT = frozenset({"sent", "sentmail", "enviado", "enviados"})
_DRAFT = frozenset({"draft", "drafts", "borrador", "borradores"})
_JUNK = frozenset({"spam", "trash", "papelera", "correonodeseado"})
#: Labels that Gmail sets by itself: they say nothing of what a customer asks.
_GMAILS_OWN = _SENT | _DRAFT | _JUNK | {
    "inbox", "recibidos", "bandejadeentrada", "important", "importante", "importantes", "starred", "destacado",
    "destacados", "unread", "noleido", "noleidos", "opened", "abierto", "abiertos", "archived", "archivado",
    "archivados", "snoozed", "pospuesto", "pospuestos", "scheduled", "programado", "programados", "muted", "silenciado",
    "silenciados", "chat", "chats",
}  # fmt: skip
_GMAILS_OWN_BEGIN = ("category", "categoria", "imap")
_SAID_NOTHING = datetime.max.replace(tzinfo=UTC)

_OF_JUNK = Text("spam, or thrown away", "spam, o en la papelera")
_OF_DRAFT = Text("a draft that was not sent", "un borrador sin enviar")
_OF_BULK = Text("a newsletter, or a message that a machine sent", "un boletín, o un mensaje que envió una máquina")
_ONLY_SENT = Text(
    "a conversation in which only you wrote",
    "una conversación en la que solo escribiste tú",
)


@dataclass(frozen=True, slots=True)
class _Message:
    row: int
    thread: str
    #: Its own id and those that it answers.
    ids: tuple[str, ...]
    labels: tuple[str, ...]
    sender: str
    answers_go_to: str
    said_at: str
    at: datetime
    subject: str
    is_bulk: bool

    def lies_under(self, names: frozenset[str]) -> bool:
        return any(normal(label) in names for label in self.labels)


def _tickets(_sheet: Sheet, records: Iterator[Record]) -> Iterator[Record | Left]:
    messages = [_message(record) for record in records]
    own = {message.sender for message in messages if message.lies_under(_SENT)} - {""}
    for thread in _threads(messages):
        yield from _ticket(sorted(thread, key=lambda message: (message.at, message.row)), own)


def _message(record: Record) -> _Message:
    told: Mapping[str, str] = {name: str(cell or "") for name, cell in record.values.items()}
    return _Message(
        row=record.row,
        thread=told.get("_thread", ""),
        ids=tuple(f"{told.get('_id', '')} {told.get('_references', '')}".split()),
        labels=_labels(told.get("_labels", "")),
        sender=_address(told.get("_from", "")),
        answers_go_to=_address(told.get("_reply_to", "")),
        said_at=told.get("_date", ""),
        at=_moment(told.get("_date", "")),
        subject=told.get("_subject", ""),
        is_bulk=bool(told.get("_bulk")),
    )


def _labels(said: str) -> tuple[str, ...]:
    """``Inbox,"Tallas, cambios",Category: "Updates"`` as its labels; one that holds commas stands in quotes."""
    try:
        parted = next(csv.reader([said], skipinitialspace=True), [])
    except csv.Error:
        parted = said.split(",")
    return tuple(filter(None, (label.strip() for label in parted)))


def _address(said: str) -> str:
    return parseaddr(said)[1].strip().lower()


def _moment(said: str) -> datetime:
    try:
        moment = datetime.strptime(said, "%Y-%m-%d %H:%M:%S %z")
    except ValueError:
        return _SAID_NOTHING
    return moment.astimezone(UTC) if 1 < moment.year < 9999 else _SAID_NOTHING


def _threads(messages: Iterable[_Message]) -> Iterable[list[_Message]]:
    """The conversations: by Gmail's own number, and where there is none by what answers what."""
    leads: dict[str, str] = {}

    def first(name: str) -> str:
        while (above := leads.setdefault(name, name)) != name:
            leads[name] = leads[above]
            name = above
        return name

    names = []
    for message in messages:
        joined = [*filter(None, [message.thread]), *message.ids] or [f"row {message.row}"]
        for name in joined[1:]:
            leads[first(name)] = first(joined[0])
        names.append((joined[0], message))
    threads: dict[str, list[_Message]] = {}
    for name, message in names:
        threads.setdefault(first(name), []).append(message)
    return threads.values()


def _ticket(thread: list[_Message], own: set[str]) -> Iterator[Record | Left]:
    lost = {message.row: why for message in thread if (why := _why_lost(message))}
    there = [message for message in thread if message.row not in lost]
    asking = [message for message in there if not _is_ours(message, own)]
    first = next((message for message in asking if not message.is_bulk), None)
    for message in thread:
        if message.row in lost:
            yield Left(message.row, lost[message.row])
        elif first is None:
            yield Left(message.row, _OF_BULK if asking else _ONLY_SENT)
        elif message is first:
            yield Record(first.row, _told(first, there, own))


def _why_lost(message: _Message) -> Text | None:
    if message.lies_under(_JUNK):
        return _OF_JUNK
    return _OF_DRAFT if message.lies_under(_DRAFT) and not message.lies_under(_SENT) else None


def _is_ours(message: _Message, own: set[str]) -> bool:
    # A shop's contact form writes from the shop's own address, and names the customer as who is to be answered.
    if message.lies_under(_SENT):
        return True
    return message.sender in own and (not message.answers_go_to or message.answers_go_to in own)


def _told(first: _Message, there: list[_Message], own: set[str]) -> dict[str, Cell]:
    replies = (message for message in there if _is_ours(message, own) and first.at <= message.at < _SAID_NOTHING)
    reply = next((message.said_at for message in replies if message is not first), "")
    tags = dict.fromkeys(label for message in there for label in message.labels if not _is_gmails(label))
    answers = first.answers_go_to
    return {
        "ticket_id": first.thread or next((name.strip("<>") for name in first.ids), f"{first.said_at} {first.sender}"),
        "created_at": first.said_at,
        "channel": "email",
        "tags": "; ".join(label.replace(";", ",") for label in tags),
        "subject": first.subject,
        "customer": answers if answers and answers not in own else first.sender,
        "first_response_at": reply,
    }


def _is_gmails(label: str) -> bool:
    name = normal(label)
    return name in _GMAILS_OWN or name.startswith(_GMAILS_OWN_BEGIN)


EXPORT = Export(
    key="gmail_mailbox",
    tool="Gmail",
    kind=Text("mailbox from Gmail", "el buzón de Gmail"),
    table="support",
    needs=(("X-Gmail-Labels",), ("From",), ("Date",), ("Message-ID",)),
    columns={
        "X-GM-THRID": "_thread",
        "X-Gmail-Labels": "_labels",
        "Message-ID": "_id",
        "References": "_references",
        "From": "_from",
        "Reply-To": "_reply_to",
        "Date": "_date",
        "Subject": "_subject",
        "Bulk": "_bulk",
    },
    shape=_tickets,
    also_makes=("ticket_id", "created_at", "channel", "tags", "subject", "customer", "first_response_at"),
    also_reads=lambda _sheet: ("To",),
    blank_keeps=frozenset({"first_response_at", "tags"}),
    seen="public code",
    quirks=(
        "one ticket for each conversation: its number X-GM-THRID, else what answers what",
        "labels in English and Spanish, encoded as mail headers are, quoted where they hold commas",
        "your own addresses are those of the messages under Sent (Enviados)",
        "a contact form writes from your address: the customer is whom the answer goes to",
        "spam, trash, drafts, newsletters and conversations in which only you wrote are left out",
    ),
)

EXPORTS = (EXPORT,)
