"""English: sharing."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "do.template": "Share the workbook as a template",
    "do.copy_section": "Copy what stands here as text",
    "do.copy_brief": "Copy the whole brief as text",
    "copy": "Copy",
    "copy.panel": "Copy “{title}” as text",
    "copy.done": "Copied. Names of people are left out.",
    "leaflet.title": "Share the brief",
    "leaflet.meaning": "One file to hand on. What would leave stands beside, word for word; nothing else does.",
    "leaflet.as": "As",
    "leaflet.as.html": "Web page (HTML)",
    "leaflet.as.pdf": "Printed pages (PDF)",
    "leaflet.as.png": "Picture (PNG)",
    "leaflet.as.md": "Text (Markdown)",
    "leaflet.as.template": "Empty brief (Markdown)",
    "leaflet.language": "Language of the brief",
    "leaflet.parts": "Parts",
    "leaflet.parts_meaning": "Only the parts you tick go along. Your own notes may name people, so they are not "
    "ticked.",
    "leaflet.names": "Names of people",
    "leaflet.names_meaning": "Without it, whoever answers for something is told by role, and customers and other "
    "people are left out as far as they can be told.",
    "leaflet.contacts": "E-mails, phones and addresses",
    "leaflet.contacts_meaning": "Without it, e-mail addresses, telephones and postal addresses are left out. "
    "Those of customers are in no brief at all.",
    "leaflet.leaves": "This is what leaves",
    "leaflet.name": "{name} - brief",
    "leaflet.template_name": "Empty brief",
    "leaflet.copy": "Copy text",
    "leaflet.copied": "Copied as it stands here.",
    "leaflet.save": "Save",
    "leaflet.working": "Making the file.",
    "leaflet.done": "The brief is ready: {name}",
    "files.brief": "Save the brief",
}
