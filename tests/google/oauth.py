"""Google's side of signing in, on 127.0.0.1: the consent, the token endpoint, revoking, and who may open which sheet.

Follows RFC 6749 (codes, refreshing, errors), RFC 7636 (PKCE), RFC 7523 (a service account's signed word), RFC 7009
(revoking) and Google's pages "OAuth 2.0 for mobile & desktop apps" and "Desktop & mobile Picker" for the rest.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import threading
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlencode, urlsplit

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

from tests.google.answers import Answer
from tests.google.faults import Faults, error, refused, send

HOSTS = ("oauth2.googleapis.com", "accounts.google.com", "iamcredentials.googleapis.com")
FILE = "https://www.googleapis.com/auth/drive.file"
SHEETS = "https://www.googleapis.com/auth/spreadsheets"
DRIVE = "https://www.googleapis.com/auth/drive"
#: The scopes of which one is needed, by documentation: each method's page lists them.
ENOUGH = {FILE, SHEETS, DRIVE}
_JWT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
CLIENT = {"client_id": "1-loopback.apps.googleusercontent.com", "client_secret": "GOCSPX-loopback-secret"}


@dataclass(slots=True)
class Grant:
    """What somebody granted to a client: ``files`` are the picked or made ones where the scope is drive.file alone."""

    scopes: frozenset[str]
    files: set[str] = field(default_factory=set)
    refresh: str = ""
    revoked: bool = False


@dataclass(frozen=True, slots=True)
class Consent:
    """What the founder does on Google's page: picks these sheets, grants these scopes (None = those asked for)."""

    picked: tuple[str, ...] = ()
    granted: tuple[str, ...] | None = None
    cancelled: bool = False


@dataclass(slots=True)
class _Code:
    grant: Grant
    client: str
    redirect: str
    challenge: str


class Robot:
    """A service account with a throw-away key; ``info`` is its file's content."""

    def __init__(self, mail: str = "robot@loopback.iam.gserviceaccount.com") -> None:
        key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        pem = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        self.public = key.public_key()
        self.mail = mail
        self.info = {
            "type": "service_account",
            "project_id": "loopback",
            "private_key_id": secrets.token_hex(20),
            "private_key": pem.decode(),
            "client_email": mail,
            "client_id": "100000000000000000001",
            "auth_uri": "https://accounts.google.com/o/oauth2/auth",
            "token_uri": "https://oauth2.googleapis.com/token",
            "universe_domain": "googleapis.com",
        }

    def signed(self, word: str) -> Mapping[str, object] | None:
        """What the signed word says, None where the signature is not this robot's or it is out of date."""
        head, _, rest = word.partition(".")
        said, _, signature = rest.partition(".")
        try:
            self.public.verify(_bytes(signature), f"{head}.{said}".encode(), padding.PKCS1v15(), hashes.SHA256())
        except (InvalidSignature, ValueError):
            return None
        claims: Mapping[str, object] = json.loads(_bytes(said))
        meant = claims.get("aud") == self.info["token_uri"] and claims.get("iss") == self.mail
        exp = claims.get("exp")
        return claims if meant and isinstance(exp, int) and exp > time.time() else None


class OAuth:
    """The server, running from the moment it is made; ``log`` holds method, host with path, and status of each request.

    ``lives`` is how many seconds an access token lives.
    """

    def __init__(self, faults: Faults, robot: Robot) -> None:
        self.faults, self.robot = faults, robot
        self.consent = Consent()
        self.lives = 3600
        self.log: list[tuple[str, str, int]] = []
        self._grants: dict[str, Grant] = {}
        self._tokens: dict[str, tuple[Grant, float]] = {}
        self._codes: dict[str, _Code] = {}
        self._lock = threading.Lock()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, *_told: object) -> None: ...

            def do_GET(self) -> None:
                self._serve("GET")

            def do_POST(self) -> None:
                self._serve("POST")

            def _serve(self, method: str) -> None:
                body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
                address = urlsplit(self.path)
                path = f"{self.headers.get('Host', '').split(':')[0]}{address.path}"
                asked = {name: said[-1] for name, said in parse_qs(body or address.query).items()}
                asked |= _basic(self.headers.get("Authorization", ""))
                answer = outer.faults.answer(method, path, lambda: outer.answer(method, path, asked))
                outer.log.append((method, path, answer.status))
                send(self, answer)

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    @property
    def address(self) -> tuple[str, int]:
        return "127.0.0.1", self._server.server_address[1]

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def forget(self) -> None:
        """As new: no grants, nobody signed in."""
        with self._lock:
            self._grants, self._tokens, self._codes = {}, {}, {}
            self.consent, self.lives, self.log = Consent(), 3600, []

    def revoke_all(self) -> None:
        """The founder takes every grant back in their Google account; tokens handed out die with it."""
        with self._lock:
            for grant in [*self._grants.values(), *(grant for grant, _ in self._tokens.values())]:
                grant.revoked = True

    def refuses(self, bearer: str, file: str) -> Answer | None:
        """What the Sheets and the Drive server say to this token, before they look who the file is shared with."""
        with self._lock:
            grant, until = self._tokens.get(bearer, (None, 0.0))
        if grant is None or grant.revoked or until < time.time():
            return error(401)
        if not grant.scopes & ENOUGH:
            return error(403, "Request had insufficient authentication scopes.")
        # By belief: to drive.file a sheet that was neither picked nor made is as if it were not there.
        hidden = file and grant.scopes & ENOUGH == {FILE} and file not in grant.files and grant.refresh
        return error(404) if hidden else None

    def made(self, bearer: str, file: str) -> None:
        """A client made this file, which its grant covers from now on."""
        with self._lock:
            if bearer in self._tokens:
                self._tokens[bearer][0].files.add(file)

    def answer(self, method: str, path: str, asked: Mapping[str, str]) -> Answer:
        """The answer of one request; ``path`` begins with the host."""
        with self._lock:
            if path == "oauth2.googleapis.com/token" and method == "POST":
                return self._token(asked)
            if path == "oauth2.googleapis.com/revoke" and method == "POST":
                return self._revoke(asked.get("token", ""))
            if path in ("accounts.google.com/o/oauth2/v2/auth", "accounts.google.com/o/oauth2/auth"):
                return self._consent(asked)
        if path.startswith("iamcredentials.googleapis.com/"):
            return error(404)
        return error(501, f"The loopback sign-in does not know {method} {path}.")

    def _token(self, asked: Mapping[str, str]) -> Answer:
        kind = asked.get("grant_type")
        if kind == _JWT:
            claims = self.robot.signed(asked.get("assertion", ""))
            if claims is None:
                return refused(said="Invalid JWT Signature.")(_nothing)
            return self._hand_out(Grant(frozenset(str(claims.get("scope", "")).split())))
        if not (
            asked.get("client_id") == CLIENT["client_id"] and asked.get("client_secret") == CLIENT["client_secret"]
        ):
            return refused("invalid_client", "The OAuth client was not found.", 401)(_nothing)
        if kind == "refresh_token":
            grant = self._grants.get(asked.get("refresh_token", ""))
            if grant is None or grant.revoked:
                return refused()(_nothing)
            return self._hand_out(grant)
        if kind == "authorization_code":
            code = self._codes.pop(asked.get("code", ""), None)
            proof = base64.urlsafe_b64encode(hashlib.sha256(asked.get("code_verifier", "").encode()).digest())
            good = code is not None and code.redirect == asked.get("redirect_uri") and code.client == asked["client_id"]
            if code is None or not good or proof.rstrip(b"=").decode() != code.challenge:
                return refused(said="Bad Request")(_nothing)
            self._grants[code.grant.refresh] = code.grant
            return self._hand_out(code.grant, refresh=True)
        return refused("unsupported_grant_type", f"Invalid grant_type: {kind}")(_nothing)

    def _hand_out(self, grant: Grant, *, refresh: bool = False) -> Answer:
        token = f"ya29.loopback-{secrets.token_urlsafe(24)}"
        self._tokens[token] = (grant, time.time() + self.lives)
        said: dict[str, object] = {
            "access_token": token,
            "expires_in": self.lives,
            "token_type": "Bearer",
            "scope": " ".join(sorted(grant.scopes)),
        }
        if refresh:
            said["refresh_token"] = grant.refresh
        return Answer.json(said)

    def _revoke(self, token: str) -> Answer:
        grant = self._grants.get(token) or self._tokens.get(token, (None, 0.0))[0]
        if grant is None or grant.revoked:
            return refused("invalid_token", "Token expired or revoked")(_nothing)
        grant.revoked = True
        return Answer.json({})

    def _consent(self, asked: Mapping[str, str]) -> Answer:
        needed = ("client_id", "redirect_uri", "response_type", "scope", "state", "code_challenge")
        if missing := [name for name in needed if not asked.get(name)]:
            return error(400, f"Required parameter is missing: {', '.join(missing)}")
        if asked["client_id"] != CLIENT["client_id"] or asked.get("code_challenge_method") != "S256":
            return error(400, "invalid_client or code_challenge_method")
        home = urlsplit(asked["redirect_uri"])
        if home.scheme != "http" or home.hostname not in ("127.0.0.1", "localhost", "::1"):
            return error(400, "redirect_uri_mismatch")
        if self.consent.cancelled:
            return _back(asked, {"error": "access_denied"})
        granted = self.consent.granted if self.consent.granted is not None else tuple(asked["scope"].split())
        refresh = f"1//loopback-{secrets.token_urlsafe(48)}"
        picked = self.consent.picked if asked.get("trigger_onepick") == "true" else ()
        code = f"4/loopback-{secrets.token_urlsafe(16)}"
        grant = Grant(frozenset(granted), set(picked), refresh)
        self._codes[code] = _Code(grant, asked["client_id"], asked["redirect_uri"], asked["code_challenge"])
        told = {"code": code, "scope": " ".join(granted)}
        return _back(asked, {**told, **({"picked_file_ids": ",".join(picked)} if picked else {})})


def _back(asked: Mapping[str, str], told: Mapping[str, str]) -> Answer:
    address = f"{asked['redirect_uri']}?{urlencode({'state': asked['state'], **told})}"
    return Answer(302, b"", {"Location": address})


def _basic(header: str) -> dict[str, str]:
    """A client may say who it is in the header instead of in the body (RFC 6749, 2.3.1)."""
    if not header.startswith("Basic "):
        return {}
    client, _, secret = base64.b64decode(header[6:]).decode().partition(":")
    return {"client_id": unquote(client), "client_secret": unquote(secret)}


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _nothing() -> Answer:
    raise AssertionError("a refusal serves nothing")
