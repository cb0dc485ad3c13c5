"""Files on their way into the workbook: what the founder said of each, what the child answers, and the import."""
