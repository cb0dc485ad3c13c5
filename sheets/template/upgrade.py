"""x"""

from pathlib import Path
from sheets.errors import Text


def upgrade(path: Path) -> list[Text]:
    return []
