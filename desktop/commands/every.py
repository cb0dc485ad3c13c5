"""The commands, one file each, in the order of the help."""

from desktop.commands import (
    add,
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
    refresh, check, new, importing, add, edit, restore, export_template, upgrade, connect, disconnect, window
)  # fmt: skip
