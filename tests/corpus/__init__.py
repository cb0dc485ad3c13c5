"""Every workbook under a folder, refreshed by the real program: unharmed, refused with a sentence, or harmed.

``python -m tests.corpus FOLDER``. Independent readers and LibreOffice are the judges, never the product's own code.
"""
