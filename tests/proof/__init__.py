"""Whatever happens to the machine in the middle: the file is the old one or the new one, whole (``make proof``).

Real commands run in real processes that are killed, have no room on the disk, meet folders that may not be written
and files that somebody else holds open.
"""
