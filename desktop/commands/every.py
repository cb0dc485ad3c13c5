"""The commands, one file each, in the order of the help."""

from desktop.commands import (
    check,
    connect,
    disconnect,
    edit,
    export_template,
    importing,
    new,
    refresh,
    restore,
    upgrade,
    window,
)

COMMANDS = (
    refresh, check, new, importing, edit, restore, export_template, upgrade, connect, disconnect, window
)  # fmt: skip
