from __future__ import annotations

from reports.render.markdown import page
from tests.reports.sample import sample_outcome


def test_the_layout_of_the_page():
    text = page(sample_outcome(), "es").splitlines()
    assert text[0] == "RUTA NORTE — Informe operativo semanal"
    assert text[3:5] == ["", "LA LECTURA"]
    assert text[5].startswith("- Los ingresos fueron $ 2.212.085")
    assert text[8:10] == ["", "PRÓXIMAS ACCIONES"]
    assert text[10].startswith("1. Despacha primero #1113")
    assert text[14:16] == ["", "EXCEPCIONES (1 crítica, 2 advertencias, 1 aviso)"]
    labels = next(place for place, line in enumerate(text) if line.startswith("VENTAS  10 pedidos · "))
    assert text[labels - 1] == ""
    assert [line.split("  ")[0] for line in text[labels : labels + 7]] == [
        "VENTAS",
        "PRODUCTOS",
        "INVENTARIO",
        "CAMPAÑA",
        "SOPORTE",
        "ENTREGA",
        "NOTAS",
    ]
    assert text[labels + 7 : labels + 9] == ["", "LO QUE ESTO NO PUEDE PROBAR"]
    assert text[-1] == "Definiciones: 4 propias, el resto estándar."


def test_it_ends_in_one_line_break():
    text = page(sample_outcome(), "en")
    assert text.endswith(".\n")
    assert not text.endswith("\n\n")
