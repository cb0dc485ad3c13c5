"""Workbooks of every kind, refreshed, with a form, for someone who has the real Excel (``make excel-pack``)."""
