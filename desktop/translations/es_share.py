"""Spanish: sharing."""

from __future__ import annotations

WORDS: dict[str, str] = {
    "do.template": "Compartir el archivo como plantilla",
    "do.copy_section": "Copiar como texto lo que hay aquí",
    "do.copy_brief": "Copiar todo el informe como texto",
    "copy": "Copiar",
    "copy.panel": "Copiar «{title}» como texto",
    "copy.done": "Copiado. Sin nombres de personas.",
    "leaflet.title": "Compartir el informe",
    "leaflet.meaning": "Un solo archivo para enviar. Al lado está, palabra por palabra, lo que saldría; nada más sale.",
    "leaflet.as": "Como",
    "leaflet.as.html": "Página web (HTML)",
    "leaflet.as.pdf": "Hojas impresas (PDF)",
    "leaflet.as.png": "Imagen (PNG)",
    "leaflet.as.md": "Texto (Markdown)",
    "leaflet.as.template": "Informe vacío (Markdown)",
    "leaflet.language": "Idioma del informe",
    "leaflet.parts": "Partes",
    "leaflet.parts_meaning": "Van solo las partes que marques. Tus propias notas pueden nombrar personas; por eso "
    "no están marcadas.",
    "leaflet.names": "Nombres de personas",
    "leaflet.names_meaning": "Sin marcar, cada responsable va con su rol, y clientes y otras personas quedan por "
    "fuera hasta donde se pueden reconocer.",
    "leaflet.contacts": "Correos, teléfonos y direcciones",
    "leaflet.contacts_meaning": "Sin marcar, quedan por fuera correos, teléfonos y direcciones. Los de tus "
    "clientes no están en ningún informe.",
    "leaflet.leaves": "Esto es lo que sale",
    "leaflet.name": "{name} - informe",
    "leaflet.template_name": "Informe vacío",
    "leaflet.copy": "Copiar texto",
    "leaflet.copied": "Copiado como está aquí.",
    "leaflet.save": "Guardar",
    "leaflet.working": "Creando el archivo.",
    "leaflet.done": "El informe está listo: {name}",
    "files.brief": "Guardar el informe",
}
