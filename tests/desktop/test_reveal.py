"""What the window opens in other programs."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

from desktop import reveal


def test_only_a_web_address_is_opened(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []

    def open_url(url: QUrl) -> bool:
        opened.append(url.toEncoded().toStdString())
        return True

    monkeypatch.setattr(QDesktopServices, "openUrl", open_url)
    for address in ("file:///etc/passwd", "javascript:alert(1)", "not an address", "", "ms-cxh://x", "//host/share"):
        reveal.open_link(address)
    assert opened == []
    reveal.open_link("https://shop.test/admin/orders/77%201?n=98")
    assert opened == ["https://shop.test/admin/orders/77%201?n=98"]
