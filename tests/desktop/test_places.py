from __future__ import annotations

from pathlib import Path

import platformdirs

from desktop import places


def test_the_places_are_those_that_platformdirs_names() -> None:
    assert places.cache_folder() == Path(platformdirs.user_cache_dir("operating-brief", appauthor=False))
    assert places.data_folder() == Path(platformdirs.user_data_dir("operating-brief", appauthor=False))
