"""A real Secret Service for as long as one process runs: GNOME's keyring in a D-Bus session of its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

#: What has to be on the machine, and Debian's packages that bring it.
PROGRAMS = ("dbus-run-session", "gnome-keyring-daemon", "gdbus")
MISSING = [program for program in PROGRAMS if shutil.which(program) is None]
WHY = f"no Secret Service: {', '.join(MISSING)} missing (Debian: gnome-keyring dbus-daemon libglib2.0-bin)"

PASSWORD = "correct horse"
#: ``--unlock`` reads the password as it is, and makes the keyring where there is none.
_SESSION = """
printf %s "$KEYRING_PASSWORD" | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1 || exit 97
exec "$@"
"""
LOCK = (
    "gdbus", "call", "--session", "--dest", "org.freedesktop.secrets",
    "--object-path", "/org/freedesktop/secrets", "--method", "org.freedesktop.Secret.Service.Lock",
    "[objectpath '/org/freedesktop/secrets/collection/login']",
)  # fmt: skip


def run(arguments: list[str], home: Path, password: str = PASSWORD) -> subprocess.CompletedProcess[str]:
    """Run this command in a session whose keyring lies in ``home`` and opens with this password."""
    (home / "keyrings").mkdir(parents=True, exist_ok=True)
    environment = {**os.environ, "XDG_DATA_HOME": str(home), "KEYRING_PASSWORD": password}
    # a display would let the daemon ask somebody; there is nobody
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "PYTHON_KEYRING_BACKEND"):
        environment.pop(name, None)
    command = ["dbus-run-session", "--", "bash", "-c", _SESSION, "_", *arguments]
    return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120)


def python(script: str, home: Path, password: str = PASSWORD) -> subprocess.CompletedProcess[str]:
    """Run these lines of Python in such a session."""
    return run([sys.executable, "-c", script], home, password)
