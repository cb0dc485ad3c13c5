"""Notes of the founder's own journal: they explain, and never change a figure."""

from __future__ import annotations

from collections.abc import Mapping

from reports.numbers import Both
from sheets.errors import Text

TYPE = {
    "campaign_launched": Both("campaign launched", "campaña lanzada"),
    "product_restocked": Both("product restocked", "producto repuesto"),
    "fulfillment_delay": Both("fulfillment delay", "demora en despachos"),
    "discount_code_changed": Both("discount code changed", "código de descuento cambiado"),
    "photo_shoot_published": Both("photo shoot published", "fotos publicadas"),
    "support_macro_updated": Both("support macro updated", "respuesta de soporte actualizada"),
    "shipping_policy_clarified": Both("shipping policy clarified", "política de envíos aclarada"),
    "event": Both("event", "evento"),
    "athlete_feature": Both("athlete feature", "atleta destacado"),
    "shipping_paused": Both("shipping paused", "despachos en pausa"),
    "sold_offline": Both("sold offline", "vendido por fuera"),
    "viral_content": Both("viral content", "contenido viral"),
    "whatsapp_wave": Both("WhatsApp wave", "ola de WhatsApp"),
    "price_changed": Both("price changed", "precio cambiado"),
    "policy_update": Both("policy update", "política actualizada"),
    "closed_day": Both("closed day", "día cerrado"),
}

TEXTS: Mapping[str, Text] = {
    "T-notes": Text("Notes", "Notas"),
    "L-NOTES": Text("{list:·}.", "{list:·}."),
    "L-NOTES-item": Text("{days} {type}: {text}", "{days} {type}: {text}"),
    "L-NOTES-plain": Text("{days}: {text}", "{days}: {text}"),
    "L-NOTES-more": Text("and {n} more", "y {n} más"),
    "E-notes": Text("No notes kept yet.", "Aún no hay notas."),
    "E-notes-window": Text("No notes {now}.", "Sin notas {now}."),
}
