"""What Qt says itself, such as in the menu of a field or where a file is chosen: in the language of the window."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QTranslator


def speak(language: str) -> None:
    """Let Qt say its own words in this language; English is what it speaks where no other is loaded."""
    application = QCoreApplication.instance()
    if application is None:
        return
    spoken = application.findChild(QTranslator)
    if (spoken.objectName() if spoken else "en") == language:
        return
    if spoken is not None:
        QCoreApplication.removeTranslator(spoken)
        spoken.setParent(None)
    if language != "en":
        made = QTranslator(application)
        made.setObjectName(language)
        if made.load(f"qtbase_{language}", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
            QCoreApplication.installTranslator(made)
