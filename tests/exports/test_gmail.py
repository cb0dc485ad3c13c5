"""A mailbox as Google Takeout gives it, twelve messages of a week; sums written by hand.

====  =======================  ==========================================================
1, 2  Ana asks 10:00 (-0500)   answered 10:45
3     Bruno asks 08:00 (UTC)   not answered: what the shop began to write is a draft (5)
4     spam                     left out
6     sent                     nobody answered: left out
7     newsletter               left out
8-10  Carla asks 08:05         answered 09:05; the answer stands before the question, and she writes again
11    contact form, Dora       from the shop's own address; not answered
12    thrown away              left out
====  =======================  ==========================================================

Twelve messages: 4 tickets, made of 1 + 2, 3, 8 + 9 + 10 and 11; five are left out (4, 5, 6, 7, 12).
"""

from __future__ import annotations

import tracemalloc
import zipfile

import pytest

from sheets import imports
from tests.exports.conftest import FIXTURES, known, left

MAILBOX = FIXTURES / "gmail" / "gmail_mailbox.mbox"
COLUMNS = "ticket_id subject customer tags channel"
TICKETS = [
    ("1848000000000000001", "¿Qué talla me queda?", "ana@clientes.example", "Tallas", "email"),
    ("1848000000000000002", "Where is #1104?", "bruno@clientes.example", "Envíos, demoras", "email"),
    ("c1@clientes.example", "cambio", "carla@clientes.example", "Cambios", "email"),
    ("1848000000000000006", "New customer message on November 12", "dora@clientes.example", None, "email"),
]


def test_a_conversation_is_one_ticket_with_its_labels_as_tags(shop):
    done = shop.take(MAILBOX)
    assert (done.new, done.changed, done.same, done.refused) == (4, 0, 0, ())
    assert sorted(shop.rows("support", COLUMNS)) == sorted(TICKETS)


def test_the_first_message_and_the_first_answer_give_the_times(shop):
    shop.take(MAILBOX)
    asked = dict(zip(shop.typed("support", "ticket_id"), shop.typed("support", "created_at"), strict=True))
    answered = dict(zip(shop.typed("support", "ticket_id"), shop.typed("support", "first_response_at"), strict=True))
    waited = {key: (answered[key] - asked[key]).total_seconds() / 60 for key in asked if answered[key] is not None}
    # 10:45 - 10:00 and 09:05 - 08:05; the other two wait.
    assert waited == {"1848000000000000001": 45, "c1@clientes.example": 60}
    # 08:00 in Greenwich is 03:00 in Bogotá.
    assert str(asked["1848000000000000002"]).startswith("2026-11-10 03:00")


def test_what_is_no_ticket_is_left_out_and_says_why():
    assert left(known(MAILBOX)) == [
        ("a draft that was not sent", (5,)),
        ("spam, or thrown away", (4, 12)),
        ("a conversation in which only you wrote", (6,)),
        ("a newsletter, or a message that a machine sent", (7,)),
    ]


def test_importing_the_mailbox_twice_changes_nothing(shop):
    shop.take(MAILBOX)
    again = shop.take(MAILBOX)
    assert (again.new, again.changed, again.same) == (0, 0, 4)


def test_a_later_mailbox_with_the_answer_brings_the_answer_alone(shop):
    """What was tagged and answered before stays where a mailbox of one label has neither."""
    shop.take(MAILBOX)
    text = MAILBOX.read_bytes().decode()
    only_questions = "From " + text.split("From ", 1)[1].split("From 1790000000000000002@xxx")[0]
    done = shop.take(only_questions.replace(",Tallas", ""))
    assert (done.new, done.changed, done.same) == (0, 0, 1)


def test_a_takeout_archive_is_read_as_it_comes(tmp_path):
    path = tmp_path / "takeout.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(MAILBOX, "Takeout/Correo/Soporte.mbox")
        archive.writestr("Takeout/archive_browser.html", "<html></html>")
    (found,) = imports.recognise(path)
    assert found.export.key == "gmail_mailbox"
    assert len(list(found.records())) == 4
    assert found.beside[0].en == (
        "Not taken from takeout.zip, because no tab is known that it could fill: Takeout/archive_browser.html."
    )


def test_what_people_wrote_is_never_held(tmp_path):
    """A message of 40 MB in one line costs what one without costs."""
    path = tmp_path / "large.mbox"
    head = MAILBOX.read_bytes()
    with path.open("wb") as file:
        file.write(head)
        file.write(b"From 1790000000000000099@xxx Mon Nov 09 10:00:00 +0000 2026\r\nX-Gmail-Labels: Inbox\r\n")
        file.write(b"From: z@clientes.example\r\nDate: Fri, 13 Nov 2026 10:00:00 -0500\r\nMessage-ID: <z@z>\r\n\r\n")
        for _ in range(40):
            file.write(b"x" * (1 << 20))
    export = known(path)
    tracemalloc.start()
    assert len(list(export.records())) == 5
    assert tracemalloc.get_traced_memory()[1] < 8 << 20
    tracemalloc.stop()


def letter(labels: str, sender: str, day: int, more: str = "", thread: int = 7) -> str:
    return (
        f"From {day}@xxx Mon Nov 09 10:00:00 +0000 2026\nX-GM-THRID: {thread}\nX-Gmail-Labels: {labels}\nFrom: {sender}\n"
        f"Date: {day} Nov 2026 10:00:00 -0500\nMessage-ID: <{day}@x>\nSubject: day {day}\n{more}\nHola\n\n"
    )


def ticket(tmp_path, *letters: str) -> tuple[object, ...]:
    path = tmp_path / "few.mbox"
    path.write_text("".join(letters), "utf-8")
    (record,) = known(path).records()
    return tuple(record.values[name] for name in ("created_at", "first_response_at", "subject", "customer"))


def test_what_was_sent_before_the_customer_wrote_is_no_answer(tmp_path):
    """A campaign of the 9th, a customer who answers it on the 10th, the answer of the 12th."""
    told = ticket(
        tmp_path,
        letter("Sent", "shop@x.example", 9),
        letter("Inbox", "ana@x.example", 10),
        letter("Sent", "shop@x.example", 12),
    )
    assert told == ("2026-11-10 10:00:00 -0500", "2026-11-12 10:00:00 -0500", "day 10", "ana@x.example")


def test_an_answer_that_a_program_sent_from_the_shops_address_is_one(tmp_path):
    """It lies under no Sent; the address is known by another message that does."""
    told = ticket(
        tmp_path,
        letter("Sent", "Shop <SHOP@x.example>", 2, thread=8),
        letter("Inbox", "ana@x.example", 10),
        letter("Archived", "shop@x.example", 11),
    )
    assert told[:2] == ("2026-11-10 10:00:00 -0500", "2026-11-11 10:00:00 -0500")


def test_headers_without_an_end_are_not_held(tmp_path):
    """40 MB of them in one message."""
    path = tmp_path / "headers.mbox"
    line = "X-Filler: " + "x" * 1000 + "\n"
    path.write_text(letter("Inbox", "ana@x.example", 10, line * 40_000), "utf-8")
    tracemalloc.start()
    assert len(list(known(path).records())) == 1
    assert tracemalloc.get_traced_memory()[1] < 16 << 20
    tracemalloc.stop()


@pytest.mark.parametrize(
    "harm",
    [b"Date: never", b"Date: Mon, 99 Nov 99999 10:00:00 -0500", b"Subject: =?x-none?B?////?=", b"\xff\xfe: \x00"],
)
def test_a_damaged_message_is_no_traceback(tmp_path, harm):
    path = tmp_path / "damaged.mbox"
    path.write_bytes(MAILBOX.read_bytes().replace(b"MIME-Version: 1.0", harm))
    assert len(list(known(path).records())) == 4
