"""The commands, one file each, in the order of the help."""

from desktop.commands import check, edit, importing, new, refresh, restore, upgrade, window

COMMANDS = (refresh, check, new, importing, edit, restore, upgrade, window)
