"""Secrets in the keyring of the operating system. No other module knows the keyring, and no secret is kept elsewhere.

A keyring is asked as rarely as possible: a secret is read once a start and written only if it changed, one call at a
time. GNOME's keyring now and then aborts under many calls, and hangs under several at once.
"""

from __future__ import annotations

import functools
import hashlib
import re
import threading
from collections.abc import Callable
from typing import Protocol, TypeVar

import keyring
import keyring.errors

from sheets.errors import SheetsError, Text

#: The only keyrings that are used. Others lose what they are given, or keep it in a file that anybody can read.
ALLOWED = frozenset(
    {
        "keyring.backends.SecretService.Keyring",
        "keyring.backends.Windows.WinVaultKeyring",
        "keyring.backends.kwallet.DBusKeyring",
        "keyring.backends.kwallet.DBusKeyringKWallet4",
        "keyring.backends.libsecret.Keyring",
        "keyring.backends.macOS.Keyring",
    }
)
_CHAIN = "keyring.backends.chainer.ChainerBackend"
#: A record of Windows holds 2,560 bytes, two for each UTF-16 unit. Only there a secret is kept in parts: macOS would
#: ask the founder once a record.
_SHORT = {"keyring.backends.Windows.WinVaultKeyring": 1_200}
#: Characters of one part: even all outside the basic plane they are not too long.
_PART = 600
#: What the record says where there are parts: the generation of their names, how many, the hash of the whole.
_PARTS = re.compile(r"operating-brief parts:([ab]):(\d{1,4}):([0-9a-f]{64})")
_USER = "operating-brief"

Answer = TypeVar("Answer")


class Backend(Protocol):
    """What is used of a keyring."""

    def get_password(self, service: str, username: str) -> str | None:
        """The secret, ``None`` where there is none."""

    def set_password(self, service: str, username: str, password: str) -> None:
        """Keep the secret."""

    def delete_password(self, service: str, username: str) -> None:
        """Delete the secret."""


class Secrets:
    """The secrets of this program in one keyring, each under an account's name such as ``"google"``.

    ``longest`` is how many UTF-16 units one record holds, 0 where there is no limit. Every method raises
    :class:`SheetsError` with kind ``no_keyring``, ``keyring_locked`` or ``keyring_failed``.
    """

    def __init__(self, backend: Backend, longest: int = 0) -> None:
        self._backend = backend
        self._longest = longest
        self._lock = threading.Lock()
        self._known: dict[str, str] = {}

    def read(self, account: str) -> str:
        """The secret of this account, ``""`` where there is none. The keyring is asked once."""
        with self._lock:
            if account not in self._known:
                self._known[account] = self._whole(account)
            return self._known[account]

    def keep(self, account: str, secret: str) -> None:
        """Keep this secret, unless the keyring has it already, and see that it is really there."""
        if self.read(account) == secret:
            return
        with self._lock:
            self._known.pop(account, None)
            old = _PARTS.fullmatch(self._get(account))
            if not self._longest or len(secret.encode("utf-16-le")) // 2 <= self._longest:
                self._set(account, secret)
                self._delete_parts(account, "ab")
            else:
                self._set_in_parts(account, secret, "b" if old and old[1] == "a" else "a")
            if self._whole(account) != secret:
                raise _failed()
            self._known[account] = secret

    def forget(self, account: str) -> None:
        """Delete the secret of this account, and what an interrupted write may have left of it."""
        with self._lock:
            self._known.pop(account, None)
            # the record that names the parts goes first: parts that nothing names are nothing
            if self._get(account):
                self._delete(account)
            self._delete_parts(account, "ab")

    def _set_in_parts(self, account: str, secret: str, generation: str) -> None:
        """Parts first, under the name that is not in use, then the record that names them, then the old ones go.

        Whenever that is interrupted, the record names parts that are all there: the old ones or the new ones.
        """
        parts = [secret[start : start + _PART] for start in range(0, len(secret), _PART)]
        for number, part in enumerate(parts, 1):
            self._set(_part(account, generation, number), part)
        self._set(account, f"operating-brief parts:{generation}:{len(parts)}:{_sum(secret)}")
        self._delete_parts(account, "b" if generation == "a" else "a")

    def _whole(self, account: str) -> str:
        """What the keyring holds, put together; ``""`` where parts of it are missing or of another secret."""
        found = self._get(account)
        named = _PARTS.fullmatch(found)
        if not named:
            return found
        generation, count, proof = named.groups()
        secret = "".join(self._get(_part(account, generation, number)) for number in range(1, int(count) + 1))
        return secret if _sum(secret) == proof else ""

    def _delete_parts(self, account: str, generations: str) -> None:
        """From the last to the first, so that an interrupted run leaves none that the next one would not find."""
        if not self._longest:
            return
        for generation in generations:
            count = 0
            while self._get(_part(account, generation, count + 1)):
                count += 1
            for number in range(count, 0, -1):
                self._delete(_part(account, generation, number))

    def _get(self, name: str) -> str:
        return _asked(lambda: self._backend.get_password(_service(name), _USER)) or ""

    def _set(self, name: str, secret: str) -> None:
        _asked(lambda: self._backend.set_password(_service(name), _USER, secret))

    def _delete(self, name: str) -> None:
        _asked(lambda: self._backend.delete_password(_service(name), _USER))


@functools.cache
def here() -> Secrets:
    """The secrets of this program in this computer's keyring; :class:`SheetsError` where there is none to trust."""
    try:
        found = keyring.get_keyring()
    except Exception:  # one is configured that is not installed, or is none
        raise _none() from None
    backend = trusted(found)
    return Secrets(backend, _SHORT.get(_name(backend), 0))


def trusted(backend: Backend) -> Backend:
    """The keyring itself, or the first of a chain, that is on the list; :class:`SheetsError` where none is."""
    chained = _asked(lambda: list(backend.backends)) if _name(backend) == _CHAIN else [backend]  # type: ignore[attr-defined]
    for one in chained:
        if _name(one) in ALLOWED:
            return one
    raise _none()


def _name(backend: object) -> str:
    return f"{type(backend).__module__}.{type(backend).__qualname__}"


def _service(name: str) -> str:
    """A service of its own for each record: Windows shuffles records that share one."""
    return f"Operating Brief: {name}"


def _part(account: str, generation: str, number: int) -> str:
    return f"{account}, part {generation}{number}"


def _sum(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _asked(ask: Callable[[], Answer]) -> Answer:
    """What the keyring answers. Its own errors, and those that leak through it, never go further: they may quote."""
    try:
        return ask()
    except keyring.errors.NoKeyringError:
        trouble = _none()
    except (keyring.errors.KeyringLocked, keyring.errors.InitError):
        trouble = _locked()
    except Exception:
        trouble = _failed()
    raise trouble from None


def _none() -> SheetsError:
    return SheetsError(
        "no_keyring",
        Text(
            "This computer has no keyring in which a sign-in can be kept safely.",
            "Este equipo no tiene un llavero en el que se pueda guardar un inicio de sesión con seguridad.",
        ),
        Text(
            "Connect from the window, which stays signed in until it is closed, or use a service account.",
            "Conéctate desde la ventana, que mantiene la sesión hasta que se cierra, o usa una cuenta de servicio.",
        ),
    )


def _locked() -> SheetsError:
    return SheetsError(
        "keyring_locked",
        Text("The keyring of this computer is locked.", "El llavero de este equipo está bloqueado."),
        Text(
            "Unlock it (signing in to the computer usually does) and try again.",
            "Desbloquéalo (iniciar sesión en el equipo suele hacerlo) e intenta de nuevo.",
        ),
    )


def _failed() -> SheetsError:
    return SheetsError(
        "keyring_failed",
        Text("The keyring of this computer did not do its work.", "El llavero de este equipo no hizo su trabajo."),
        Text(
            "Sign out of the computer and in again, then try once more.",
            "Cierra la sesión del equipo, vuelve a entrar e intenta otra vez.",
        ),
    )
