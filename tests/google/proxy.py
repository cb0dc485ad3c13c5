"""An HTTPS proxy on 127.0.0.1 behind which an unmodified process meets the loopback servers in place of Google.

A process reaches it by ``HTTPS_PROXY`` and believes it by ``REQUESTS_CA_BUNDLE``: the authority that signs for
Google's hosts is made on the spot and thrown away. Any other host is refused and remembered, so that a test sees
whoever else was asked.
"""

from __future__ import annotations

import select
import socket
import socketserver
import ssl
import threading
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

Address = tuple[str, int]

_PIECE = 1 << 18


class Authority:
    """A certificate authority for a day, in a folder: ``bundle`` is what a client believes, ``chain`` what we show."""

    def __init__(self, folder: Path, hosts: tuple[str, ...]) -> None:
        self.bundle, self.chain = folder / "authority.pem", folder / "shown.pem"
        own, shown = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Loopback authority of a test")])
        root = (
            _certificate(name, name, own)
            .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
            .add_extension(_usage(signs=True), critical=True)
            .add_extension(x509.SubjectKeyIdentifier.from_public_key(own.public_key()), critical=False)
            .sign(own, hashes.SHA256())
        )
        host = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, hosts[0])])
        leaf = (
            _certificate(host, name, shown)
            .add_extension(x509.SubjectAlternativeName([x509.DNSName(each) for each in hosts]), critical=False)
            .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
            .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(own.public_key()), critical=False)
            .sign(own, hashes.SHA256())
        )
        self.bundle.write_bytes(root.public_bytes(serialization.Encoding.PEM))
        key = shown.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        self.chain.write_bytes(key + leaf.public_bytes(serialization.Encoding.PEM))


def _certificate(subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
    )


def _usage(*, signs: bool) -> x509.KeyUsage:
    kinds = dict.fromkeys(
        ("content_commitment", "key_encipherment", "data_encipherment", "key_agreement", "encipher_only"), False
    )
    return x509.KeyUsage(digital_signature=True, key_cert_sign=signs, crl_sign=signs, decipher_only=False, **kinds)


class Proxy:
    """The proxy, running from the moment it is made. ``routes`` maps each host to where its requests really go.

    ``refused`` are the hosts that were asked for and have no route. ``cut`` = True lets it accept nothing, as a
    computer without a network finds it.
    """

    def __init__(self, folder: Path, routes: Mapping[str, Address]) -> None:
        self.routes = dict(routes)
        self.refused: list[str] = []
        self.cut = False
        self.authority = Authority(folder, tuple(self.routes))
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(self.authority.chain)
        outer = self

        class Handler(socketserver.BaseRequestHandler):
            def handle(self) -> None:
                outer._connect(self.request, context)

        self._server = socketserver.ThreadingTCPServer(("127.0.0.1", 0), Handler, bind_and_activate=False)
        self._server.daemon_threads = True
        self._server.request_queue_size = 64
        self._server.server_bind()
        self._server.server_activate()
        threading.Thread(target=self._server.serve_forever, args=(0.05,), daemon=True).start()

    @property
    def address(self) -> str:
        """As ``HTTPS_PROXY`` has it."""
        host, port = self._server.server_address[:2]
        return f"http://{host!s}:{port}"

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()

    def _connect(self, client: socket.socket, context: ssl.SSLContext) -> None:
        head = b""
        while not head.endswith(b"\r\n\r\n"):
            piece = client.recv(1)
            if not piece or len(head) > 8192:
                return
            head += piece
        method, _, rest = head.decode("latin-1").partition(" ")
        host = rest.split(" ", 1)[0].rpartition(":")[0].lower()
        if self.cut:
            return
        if method != "CONNECT" or host not in self.routes:
            self.refused.append(host or head.decode("latin-1").split("\r\n", 1)[0])
            client.sendall(b"HTTP/1.1 403 Not a host of this test\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
            return
        with socket.create_connection(self.routes[host]) as server:
            client.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
            try:
                with context.wrap_socket(client, server_side=True) as shown:
                    _pass_on(shown, server)
            except (OSError, ssl.SSLError):
                return


def _pass_on(client: ssl.SSLSocket, server: socket.socket) -> None:
    """Bytes both ways until one side has ended; an answer that was cut off ends the client's connection as well."""
    for each in (client, server):
        each.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    while True:
        ready = [client] if client.pending() else select.select([client, server], [], [])[0]
        if client in ready:
            piece = client.recv(_PIECE)
            if not piece:
                return
            server.sendall(piece)
        if server in ready:
            piece = server.recv(_PIECE)
            if not piece:
                return
            client.sendall(piece)
