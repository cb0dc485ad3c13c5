"""A desk where somebody signs in: Google's side of it on 127.0.0.1, and a browser that does what its founder does."""

from __future__ import annotations

import json
import sys
import textwrap
import webbrowser
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from tests.google import oauth
from tests.google.faults import Faults
from tests.google.proxy import Proxy

_BROWSER = """
    import sys
    import requests

    open({noted!r}, "a").write(sys.argv[1] + "\\n")
    for stray in {strays!r}:
        home = dict(part.split("=", 1) for part in sys.argv[1].split("?")[1].split("&"))["redirect_uri"]
        requests.get(requests.utils.unquote(home) + stray, timeout=5)
    came = requests.get(sys.argv[1], timeout=20)
    open({page!r}, "w").write(f"{{came.status_code}} {{came.url}}\\n{{came.text}}")
"""


@dataclass(slots=True)
class Signing:
    """Google's sign-in, and how a process is to reach it; ``folder`` is where the browser notes what it saw."""

    oauth: oauth.OAuth
    faults: Faults
    proxy: Proxy
    folder: Path

    @property
    def client(self) -> Path:
        """The file of the founder's own client, as Google's console gives it."""
        path = self.folder / "client_secret_1-loopback.apps.googleusercontent.com.json"
        said = {
            "project_id": "operating-brief-1",
            "auth_uri": "https://accounts.google.com/o/oauth2/auth",
            "token_uri": "https://oauth2.googleapis.com/token",
            "auth_provider_x509_cert_url": "https://www.googleapis.com/oauth2/v1/certs",
            "redirect_uris": ["http://localhost"],
        }
        path.write_text(json.dumps({"installed": {**oauth.CLIENT, **said}}), encoding="utf-8")
        return path

    @property
    def robot(self) -> Path:
        """The key of the service account, as Google's console gives it."""
        path = self.folder / "robot.json"
        path.write_text(json.dumps(self.oauth.robot.info), encoding="utf-8")
        return path

    def browser(self, *strays: str) -> str:
        """What ``BROWSER`` says: a browser that knocks at these paths first, then does what the consent is."""
        script = self.folder / "browser.py"
        words = {"noted": str(self.folder / "urls"), "page": str(self.folder / "page"), "strays": strays}
        script.write_text(textwrap.dedent(_BROWSER).format(**words), encoding="utf-8")
        return f"{sys.executable} {script} %s"

    @property
    def asked(self) -> dict[str, str]:
        """What the address that the browser opened last asks of Google."""
        address = (self.folder / "urls").read_text(encoding="utf-8").splitlines()[-1]
        return {name: said[-1] for name, said in parse_qs(urlsplit(address).query).items()}

    @property
    def page(self) -> str:
        """What the browser showed at the end: status, address and page."""
        return (self.folder / "page").read_text(encoding="utf-8")


def browse(patch: pytest.MonkeyPatch, command: str) -> None:
    """Open addresses with this command from now on, in this process too, which looks for its browser only once."""
    patch.setenv("BROWSER", command)
    patch.setattr(webbrowser, "_tryorder", None)
    patch.setattr(webbrowser, "_browsers", {})


@contextmanager
def desk(folder: Path, patch: pytest.MonkeyPatch) -> Iterator[Signing]:
    """The sign-in server behind the proxy, in the environment of this process and of those that it starts."""
    faults = Faults()
    server = oauth.OAuth(faults, oauth.Robot())
    proxy = Proxy(folder, dict.fromkeys(oauth.HOSTS, server.address))
    signing = Signing(server, faults, proxy, folder)
    for name in ("NO_PROXY", "no_proxy", "ALL_PROXY", "GOOGLE_APPLICATION_CREDENTIALS"):
        patch.delenv(name, raising=False)
    for name in ("HTTPS_PROXY", "https_proxy"):
        patch.setenv(name, proxy.address)
    patch.setenv("REQUESTS_CA_BUNDLE", str(proxy.authority.bundle))
    browse(patch, signing.browser())
    try:
        yield signing
        assert faults.unused() == []
        assert proxy.refused == []
    finally:
        proxy.stop()
        server.stop()
