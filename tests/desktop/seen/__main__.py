"""``make seen``: take the pictures of every page anew. Look at each that changed before you commit it."""

import os
import sys
import tempfile
from pathlib import Path

os.environ["QT_QPA_PLATFORM"] = "offscreen"

from PySide6.QtWidgets import QApplication

from desktop.theme import fonts
from tests.desktop import seen

with tempfile.TemporaryDirectory(prefix="operating-brief-seen-") as folder:
    room = Path(folder)
    for name in ("CACHE", "CONFIG", "DATA", "STATE"):
        os.environ[f"XDG_{name}_HOME"] = str(room / name.lower())
    application = QApplication([sys.argv[0], "-style", "fusion"])
    fonts.load()
    application.setFont(fonts.font())
    for name, image in seen.pictures(seen.example(room), room):
        if seen.difference(seen.wanted(name), image).share > 0:
            seen.keep(name, image)
            print(name)
