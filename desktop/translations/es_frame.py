"""Spanish: the frame: refreshing by itself, history, failures."""

from __future__ import annotations

WORDS: dict[str, str] = {
    # informes de días pasados
    "past.shown": "Estás viendo el informe del {day}.",
    "past.read_only": "Solo se muestra: desde aquí no se puede cambiar ni escribir nada.",
    "past.gone.happened": "El informe de ese día ya no se puede leer.",
    "past.gone.remedy": "Elige otro día.",
    "past.refused.happened": "Desde el informe de un día pasado no se escribe nada.",
    "past.refused.remedy": "Primero vuelve a hoy.",
    "offer.today": "Volver a hoy",
    "history.title": "Informes pasados",
    "history.none": "Todavía no hay ninguno. Cuando haya un informe de otro día, el de hoy queda guardado aquí.",
    "history.about": "El último informe de cada día, como se mostró entonces. Se guardan sesenta días como máximo.",
    "history.show": "Mostrar este informe",
    "do.history": "Mostrar un informe pasado",
    "do.today": "Volver al informe de hoy",
    "state.past": "como era ese día",
    # archivos recientes
    "recent.opened": "último informe: {moment}",
    "recent.never": "aún sin informe",
    "recent.gone": "ahora no se encuentra aquí",
    # fallas
    "offer.copy_report": "Copiar reporte",
    "do.copy_report": "Copiar un reporte de lo que falló",
    "report.copied": "El reporte está copiado. No tiene datos tuyos ni de tus clientes.",
    "report.none": "Que se sepa, aquí no ha fallado nada.",
    "crash.happened": "La última vez la ventana se cerró de repente; eso no tocó tus datos.",
    "crash.remedy": "Si vuelve a pasar, puedes copiar un reporte sin tus datos y enviárnoslo.",
    "hangs.happened": "Esto tarda más de lo normal: no se sabe nada desde hace {minutes} minutos.",
    "hangs.remedy": "Puedes seguir esperando o cancelarlo. Tus datos quedan como están.",
    "offer.cancel_work": "Cancelarlo",
}
