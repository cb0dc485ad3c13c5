"""``make golden``: rewrite the whole briefs. Read the diff before you commit it."""

from tests.golden.whole import briefs

for path, text in briefs().items():
    path.write_text(text, encoding="utf-8")
    print(path.name)
