"""The commands, one file each, in the order of the help."""

from desktop.commands import (
    add,
    check,
    connect,
    decide,
    disconnect,
    edit,
    export_template,
    importing,
    new,
    refresh,
    restore,
    rows,
    share,
    upgrade,
    window,
)

COMMANDS = (
    refresh, check, rows, new, importing, add, edit, decide, restore, share, export_template, upgrade, connect,
    disconnect, window,
)  # fmt: skip
