from __future__ import annotations

import pytest

from sheets.contract import CONTRACT_VERSION, OUR_TABS, SPLIT, STARTER, TABS, Column, Tab, known, normal, our_tab, tab

#: The columns of the specification, tab by tab. Ours may be more (options, duties, tips, fees), never fewer.
SPECIFIED = {
    "definitions": "key applies_to value unit plain_meaning_en plain_meaning_es default note",
    "orders": "order_id created_at paid_at financial_status fulfillment_status fulfilled_at cancelled_at currency subtotal "
    "shipping taxes total discount_code discount_amount refunded_amount outstanding_balance payment_method "
    "payment_reference channel email customer_id customer_name accepts_marketing ship_name ship_address1 ship_city "
    "ship_province ship_phone ship_country tags note note_attributes utm_source utm_medium utm_campaign promise_date "
    "line_sku line_name line_qty line_price line_compare_at line_discount line_fulfillment_status "
    "line_requires_shipping is_test order_admin_id",
    "inventory": "product_id product_title product_type sku size color available on_hand committed unavailable incoming "
    "incoming_eta location tracked unit_cost price compare_at_price status published_at photo_count photo_quality "
    "size_guide fit_copy copy_quality discount_ok clear_intent featured_now lead_time_days low_stock_units bundle_of "
    "product_url product_admin_id as_of option1_name option1_value option3_value",
    "notes": "date end_date type applies_to text quantity author link",
    "actions": "action_id title product campaign theme order owner due status created_at done_at origin exception_key "
    "workflow result_note revenue_touched decision_changed",
    "sources": "source how expected_every_hours last_refreshed_at covers_from covers_to status message lag_hours confidence "
    "timezone link",
    "decisions": "decided_at kind target_key value until reason by",
    "support": "ticket_id created_at channel tags subject order_id sku product_id customer campaign status first_response_at "
    "resolved_at csat language first_response_state link count",
    "tag_map": "pattern kind maps_to subtheme carrier priority surface link",
    "returns": "return_id order_id sku qty type requested_at received_at refunded_at amount reason reason_text "
    "exchange_order_id exchange_sku status",
    "traffic": "date_from date_to product_id source medium campaign sessions product_views add_to_carts checkouts "
    "shipping_shown payment_started purchases measure",
    "campaigns": "campaign_id name channel starts_at ends_at codes utm_campaigns sources products goal "
    "planned_discount_pct spend emails_sent emails_opened emails_clicked social_reach social_clicks report_closes_at "
    "code_min_subtotal code_applies_to code_expires_at link",
    "discount_attempts": "at code result reason count checkout_id",
    "shipments": "order_id carrier tracking_number state_raw state shipped_at last_event_at promise_date delivered_at "
    "exception_reason kind city zone customer_notified_at link",
    "shipment_events": "carrier tracking_number order_id customer_id state_raw state previous_state event_at received_at "
    "promise_date exception_reason location replayed",
    "payments": "attempt_at order_id checkout_id provider method status_raw status kind amount currency reason reference",
    "customers": "customer_id email name first_order_at last_order_at orders total_spent tags accepts_marketing city "
    "last_contacted_at contact_reason",
    "listings": "marketplace listing_id sku status price listed_qty buy_box rule_min_price rule_max_price as_of message link",
    "counts": "counted_at sku counted_qty system_qty location by note",
    "abandoned_checkouts": "checkout_id created_at email customer_name phone total currency items recovered recovery_url",
    "order_lines": "order_id line_sku line_name line_qty line_price line_compare_at line_discount "
    "line_fulfillment_status line_requires_shipping",
    "products": "product_id product_title product_type status published_at photo_count photo_quality size_guide fit_copy "
    "copy_quality discount_ok clear_intent featured_now product_url",
    "discount_codes": "code value value_type campaign_id starts_at ends_at usage_limit times_used status min_subtotal "
    "applies_to",
    "thresholds": "applies_to low_stock_units lead_time_days target_cover_days",
    "owners": "area owner",
}

SHOPIFY_ORDERS = {
    "Name": "order_id",
    "Financial Status": "financial_status",
    "Paid at": "paid_at",
    "Fulfillment Status": "fulfillment_status",
    "Accepts Marketing": "accepts_marketing",
    "Discount Amount": "discount_amount",
    "Lineitem quantity": "line_qty",
    "Lineitem name": "line_name",
    "Lineitem compare at price": "line_compare_at",
    "Lineitem sku": "line_sku",
    "Lineitem requires shipping": "line_requires_shipping",
    "Billing Name": "customer_name",
    "Shipping Name": "ship_name",
    "Shipping Address1": "ship_address1",
    "Shipping": "shipping",
    "Notes": "note",
    "Refunded Amount": "refunded_amount",
    "Outstanding Balance": "outstanding_balance",
    "Id": "order_admin_id",
    "Source": "channel",
    "Lineitem discount": "line_discount",
    "Shipping Method": "",
    "Billing Street": "",
    "Shipping Street": "",
    "Phone": "",
    "Location": "",
    "Payment References": "",
}
SHOPIFY_INVENTORY = {
    "Handle": "product_id",
    "URL handle": "product_id",
    "Title": "product_title",
    "Type": "product_type",
    "Variant SKU": "sku",
    "Option1 Name": "option1_name",
    "Option2 Value": "option2_value",
    "Variant Inventory Qty": "available",
    "Inventory quantity": "available",
    "Available (not editable)": "available",
    "On hand (current)": "on_hand",
    "On hand (new)": "",
    "Incoming (not editable)": "incoming",
    "Variant Inventory Tracker": "tracked",
    "Cost per item": "unit_cost",
    "Variant Price": "price",
    "Compare-at price": "compare_at_price",
    "Gift Card": "gift_card",
    "Published": "",
    "Published on online store": "",
    "Price / Canada": "",
}
SPANISH = {
    "orders": {
        "Pedido": "order_id",
        "N.º de pedido": "order_id",
        "# de venta": "order_id",
        "Fecha": "created_at",
        "Estado de pago": "financial_status",
        "ESTADO DEL DESPACHO": "fulfillment_status",
        "Envio": "shipping",
        "Total": "total",
        "Cantidad": "line_qty",
        "Producto": "line_name",
        "Correo electrónico": "email",
        "Método de pago": "payment_method",
        "Ciudad": "ship_city",
    },
    "inventory": {
        "Producto": "product_title",
        "Referencia": "sku",
        "Talla": "size",
        "Color": "color",
        "Disponible": "available",
        "Existencias": "available",
        "Costo": "unit_cost",
        "Precio": "price",
        "Bodega": "location",
        "Estado": "status",
    },
    "notes": {"fecha": "date", "tipo": "type", "texto": "text", "aplica a": "applies_to"},
    "definitions": {"Clave": "key", "Valor": "value", "Aplica a": "applies_to"},
}


def column_for(declared: Tab, header: str) -> str:
    return next((column.name for column in declared.columns if normal(header) in column.known_as), "")


def every_column() -> list[tuple[Tab, Column]]:
    return [(declared, column) for declared in TABS for column in declared.columns]


def test_the_tabs_are_those_of_the_specification_and_a_new_workbook_shows_the_first_seven() -> None:
    assert [declared.key for declared in TABS] == list(SPECIFIED)
    assert [declared.key for declared in STARTER] == list(SPECIFIED)[:7]
    assert {declared.level for declared in STARTER} == {1}
    assert {declared.level for declared in TABS} == {1, 2, 3, 4}
    assert TABS[-len(SPLIT) :] == SPLIT
    assert CONTRACT_VERSION >= 2


@pytest.mark.parametrize("declared", TABS, ids=lambda declared: declared.key)
def test_every_tab_says_by_which_columns_a_row_is_a_row_and_is_known_again(declared: Tab) -> None:
    names = {column.name for column in declared.columns}
    assert declared.keys
    assert declared.identity
    assert names.issuperset(declared.keys)
    assert all(names.issuperset(way) for way in declared.identity)


def test_a_tab_is_known_by_its_names_and_aliases_in_both_languages() -> None:
    names = ("Soporte", "tickets", "DEVOLUCIONES", "Tráfico", "envios ", "Campañas", "Clientes", "Pagos", "Conteos")
    keys = ("support", "support", "returns", "traffic", "shipments", "campaigns", "customers", "payments", "counts")
    assert [found.key for name in names if (found := known(name))] == list(keys)
    assert known("Payroll") is None


def test_names_streets_and_phones_are_marked_as_personal() -> None:
    assert {(declared.key, column.name) for declared, column in every_column() if column.personal} == {
        *(("orders", name) for name in ("customer_name", "ship_name", "ship_address1", "ship_phone")),
        *(("abandoned_checkouts", name) for name in ("customer_name", "phone")),
        *(("customers", name) for name in ("name", "phone")),
    }


@pytest.mark.parametrize("key", SPECIFIED)
def test_a_tab_has_every_column_of_the_specification(key: str) -> None:
    names = [column.name for column in tab(key).columns]
    assert set(SPECIFIED[key].split()) <= set(names)
    assert len(names) == len(set(names))


def test_what_is_required_is_required_and_no_more() -> None:
    required = {declared.key: [column.name for column in declared.columns if column.required] for declared in TABS}
    assert required == {
        "definitions": ["key", "value"],
        "orders": ["order_id", "financial_status", "total"],
        "inventory": [],
        "notes": ["date", "text"],
        "actions": ["title", "status"],
        "sources": ["source"],
        "decisions": ["kind", "target_key", "reason"],
        "support": ["created_at"],
        "tag_map": ["pattern", "kind", "maps_to"],
        "returns": ["order_id", "type"],
        "traffic": ["date_from"],
        "campaigns": ["campaign_id", "starts_at"],
        "discount_attempts": ["at", "code", "result"],
        "shipments": ["carrier"],
        "shipment_events": ["carrier", "tracking_number", "event_at"],
        "payments": ["attempt_at", "provider", "amount"],
        "customers": [],
        "listings": ["marketplace", "listing_id", "status"],
        "counts": ["counted_at", "sku", "counted_qty"],
        "abandoned_checkouts": ["created_at"],
        "order_lines": ["order_id"],
        "products": [],
        "discount_codes": ["code"],
        "thresholds": [],
        "owners": ["area", "owner"],
    }


def test_of_some_columns_one_is_enough() -> None:
    groups: dict[tuple[str, str], list[str]] = {}
    for declared, column in every_column():
        if column.any_of:
            groups.setdefault((declared.key, column.any_of), []).append(column.name)
    assert groups == {
        ("orders", "when"): ["created_at", "paid_at"],
        ("orders", "line"): ["line_name", "line_sku"],
        ("orders", "buyer"): ["email", "customer_id"],
        ("inventory", "product"): ["product_id", "product_title", "sku"],
        ("inventory", "stock"): ["available", "on_hand"],
        ("support", "about"): ["tags", "subject"],
        ("returns", "when"): ["requested_at", "refunded_at"],
        ("traffic", "volume"): ["sessions", "product_views"],
        ("shipments", "shipment"): ["order_id", "tracking_number"],
        ("shipment_events", "state"): ["state_raw", "state"],
        ("payments", "paid_for"): ["order_id", "checkout_id"],
        ("payments", "status"): ["status", "status_raw"],
        ("customers", "customer"): ["customer_id", "email"],
        ("order_lines", "line"): ["line_name", "line_sku"],
        ("products", "product"): ["product_id", "product_title"],
    }


@pytest.mark.parametrize("declared", TABS, ids=lambda declared: declared.key)
def test_no_header_means_two_columns_of_a_tab(declared: Tab) -> None:
    meanings: dict[str, set[str]] = {}
    for column in declared.columns:
        for header in column.known_as:
            meanings.setdefault(header, set()).add(column.name)
    assert {header: names for header, names in meanings.items() if len(names) > 1} == {}
    assert "" not in meanings


def test_no_name_means_two_tabs() -> None:
    names = [name for declared in TABS for name in declared.known_as]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(("header", "column"), SHOPIFY_ORDERS.items())
def test_a_header_of_shopifys_orders_export_is_known(header: str, column: str) -> None:
    assert column_for(tab("orders"), header) == column


@pytest.mark.parametrize(("header", "column"), SHOPIFY_INVENTORY.items())
def test_a_header_of_shopifys_products_and_inventory_exports_is_known(header: str, column: str) -> None:
    assert column_for(tab("inventory"), header) == column


@pytest.mark.parametrize(
    ("key", "header", "column"), [(key, *pair) for key, pairs in SPANISH.items() for pair in pairs.items()]
)
def test_a_header_that_a_founder_types_in_spanish_is_known(key: str, header: str, column: str) -> None:
    assert column_for(tab(key), header) == column


@pytest.mark.parametrize(
    ("declared", "column"), every_column(), ids=lambda value: getattr(value, "key", "") or value.name
)
def test_every_text_stands_in_both_languages(declared: Tab, column: Column) -> None:
    assert column.title.en
    assert column.title.es
    assert column.meaning.en.endswith((".", "…"))
    assert column.meaning.es.endswith((".", "…"))
    assert declared.meaning.en != declared.meaning.es


def test_no_word_means_two_choices() -> None:
    for declared, column in every_column():
        meanings: dict[str, set[str]] = {}
        for value, words in column.choices.items():
            for word in (value, *words):
                meanings.setdefault(normal(word), set()).add(value)
        assert all(len(values) == 1 for values in meanings.values()), (declared.key, column.name)


def test_every_choice_has_a_word_in_each_language() -> None:
    for _, column in every_column():
        if column.kind == "choice":
            assert all(len(words) >= 2 for words in column.choices.values()), column.name
    assert tab("actions").column("status").words("es") == ("abierta", "en curso", "hecha", "descartada")
    assert tab("actions").column("status").words("en") == ("open", "doing", "done", "dropped")


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("  Número de pedido* ", "numerodepedido"),
        ("ORDER_ID", "orderid"),
        ("Año", "ano"),
        ("Created\u00a0at\n", "createdat"),
        ("Available (not editable)", "availablenoteditable"),
        ("ﬁnancial status", "financialstatus"),
        ("—", ""),
    ],
)
def test_names_are_compared_without_case_accents_and_punctuation(text: str, form: str) -> None:
    assert normal(text) == form


def test_our_own_tabs_keep_their_names_and_keys() -> None:
    assert {own.key: own.name for own in OUR_TABS} == {
        "brief": "Brief",
        "exceptions": "Exceptions",
        "products": "Product board",
        "stock": "Inventory risk",
        "health": "Data health",
        "run_log": "_Run log",
        "history": "_History",
    }
    assert our_tab("stock").name == "Inventory risk"
    founders = {name for declared in TABS for name in declared.known_as}
    assert founders.isdisjoint(normal(own.name) for own in OUR_TABS)


def test_what_is_not_declared_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        tab("brief")
    with pytest.raises(KeyError):
        our_tab("orders")
    with pytest.raises(KeyError):
        tab("orders").column("colour")
