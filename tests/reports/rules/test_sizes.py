"""I06. Sold between 1 and 24 Oct, within the 90 days before Tue 17 Nov; min.M12 is 20 units, min.M13 10."""

from __future__ import annotations

from tests.reports.rules.cells import inventory, order, orders, rows, run, said


def sold(sizes):
    return [
        order(f"#{n}", f"2026-10-{n:02d} 09:00:00", Lineitem_sku=f"JA-{size}", Lineitem_name=f"Jersey Andes - {size}")
        for n, size in enumerate(sizes, 1)
    ]


def stock(**sizes):
    return [{"sku": f"JA-{size}", "size": size, "available": units} for size, units in sizes.items()]


def fired(tmp_path, sizes, *variants):
    return said(run(tmp_path, {"Orders": orders(*sold(sizes)), "Inventory": inventory(*variants)}), "I06")


def test_stock_in_other_sizes_than_are_asked_for_is_told_with_both_counts(tmp_path):
    """Demand 15, 5, 4 of 24 against stock 2, 30, 8 of 40: ½ (0.575 + 0.542 + 0.033) = 0.575."""
    assert fired(tmp_path, "M" * 15 + "L" * 5 + "S" * 4, *stock(M=2, L=30, S=8)) == [
        (
            "INFO Jersey Andes: M is 15 of 24 units asked for in 90 days and 2 of 40 in stock (58% of the stock lies in "
            "other sizes than are asked for).",
            "AVISO Jersey Andes: M es 15 de 24 unidades pedidas en 90 días y 2 de 40 en inventario "
            "(58\N{NO-BREAK SPACE}% del inventario está en tallas distintas de las que se piden).",
        )
    ]


def test_a_core_size_that_is_out_while_others_are_left_breaks_the_run(tmp_path):
    """M made 8 of 10 units, which is 70 % and more: the one core size."""
    assert fired(tmp_path, "M" * 8 + "L" * 2, *stock(M=0, L=30)) == [
        (
            "INFO Jersey Andes: size M is out while 30 are left in others (what is out sells less than it could).",
            "AVISO Jersey Andes: la talla M está agotada y quedan 30 en otras (lo agotado vende menos de lo que podría).",
        )
    ]


def test_it_is_a_warning_where_the_product_is_to_be_protected(tmp_path):
    """10 units of the last 28 days, M out with 80 % of them: Protect."""
    recent = [
        row | {"Created at": "2026-11-05 09:00:00 -0500", "Paid at": "2026-11-05 09:00:00 -0500"}
        for row in sold("M" * 8 + "L" * 2)
    ]
    result = run(tmp_path, {"Orders": orders(*recent), "Inventory": inventory(*stock(M=0, L=30))})
    assert [product.category for product in result.products] == ["protect"]
    assert [row.severity for row in rows(result, "I06")] == ["warning"]


def test_what_is_even_or_too_little_or_being_cleared_is_silent(tmp_path):
    assert fired(tmp_path, "M" * 12 + "L" * 12, *stock(M=20, L=20)) == []
    assert fired(tmp_path, "M" * 17 + "L" * 2, *stock(M=2, L=30)) == []  # 19 units, of the type no more
    assert fired(tmp_path, "M" * 20 + "L" * 2, *stock(M=1, L=8)) == []  # 9 in stock
    assert fired(tmp_path, "M" * 7 + "L" * 2, *stock(M=0, L=30)) == []  # 9 units say nothing of its core
    cleared = [one | {"clear_intent": "yes"} for one in stock(M=2, L=30)]
    assert fired(tmp_path, "M" * 20 + "L" * 4, *cleared) == []
    untracked = [one | {"tracked": None} for one in stock(M=2, L=30)]
    assert fired(tmp_path, "M" * 20 + "L" * 4, *untracked, {"product_id": "x", "sku": "X", "tracked": "shopify"}) == []


def test_a_product_that_sells_little_is_judged_by_the_curve_of_its_type_and_less_surely(tmp_path):
    """Jersey B sold nothing; its type sold M 16 and L 4: against 3 and 17 of 20 that is 0.65."""
    other = [
        {"product_id": "b", "product_title": "Jersey B", "sku": f"B-{size}", "size": size, "available": units}
        for size, units in (("M", 3), ("L", 17))
    ]
    tabs = {"Orders": orders(*sold("M" * 16 + "L" * 4)), "Inventory": inventory(*stock(M=30, L=10), *other)}
    result = run(tmp_path, tabs)
    assert [(row.key, row.confidence) for row in rows(result, "I06")] == [("I06|product:b", "too_little")]
    assert "M is 16 of 20 units asked for of its type in 90 days and 3 of 20 in stock" in said(result, "I06")[0][0]
