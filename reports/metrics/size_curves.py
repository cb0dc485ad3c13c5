"""Whether a product's stock lies in the sizes that are asked for (domain.md M12). One row a product."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pandas as pd

from reports.metrics.shop import Shop, objects, picked


def size_curves(shop: Shop, products: pd.DataFrame, variants: pd.DataFrame, asked: pd.Series) -> pd.DataFrame:
    """How far stock and demand part by size; ``asked`` is the demand by variant of the last ``size_days``.

    Returns one row for each of ``products``: ``size_imbalance`` (M12, ½ Σ |share of demand − share of stock|, 0 to 1;
    NaN where it cannot be told), ``size_curve`` (``own``, ``type`` where its own demand is below ``min.M12`` and that
    of its type is not, ``""``), ``size_wanted`` (the size whose stock falls shortest of its demand, ``None``), its
    ``size_wanted_units`` of ``size_units`` asked for (of the curve), and ``size_wanted_stock`` of ``size_stock``
    (Int64). Sizes of variants that are tracked, sold here and known.
    """
    cells = _cells(variants, asked)
    counts = {name: "Int64" for name in _NOTHING if name.endswith(("units", "stock"))}
    found = pd.DataFrame(
        {name: objects([nothing] * len(products)) for name, nothing in _NOTHING.items()}, products.index
    )
    if len(cells):
        told = _judged(cells, int(shop.knobs.get("min.M12")), int(shop.knobs.get("min.M12.stock")))
        told = told[told.index.isin(found.index)]
        found.loc[told.index, list(told.columns)] = told.astype(object)
    return found.astype({"size_imbalance": float, **counts})


_NOTHING: dict[str, Any] = {
    "size_imbalance": math.nan,
    "size_curve": "",
    "size_wanted": None,
    "size_wanted_units": pd.NA,
    "size_units": pd.NA,
    "size_wanted_stock": pd.NA,
    "size_stock": pd.NA,
}


def _cells(variants: pd.DataFrame, asked: pd.Series) -> pd.DataFrame:
    """One row a product and size, of products with several sizes: ``product, size, type, units, stock, typed``.

    ``typed`` are the units of that size over all products of the type.
    """
    judged = variants["tracked"].to_numpy(dtype=bool) & variants["sold_here"].to_numpy(dtype=bool)
    judged &= variants["size"].notna().to_numpy() & variants["available"].notna().to_numpy()
    own = picked(variants[["product", "size", "type", "available"]], judged)
    if not own["product"].duplicated().any():
        return pd.DataFrame()
    cells = pd.DataFrame(
        {
            "product": own["product"].astype(object),
            "size": own["size"].astype(object),
            "type": own["type"].astype(object).where(own["type"].notna(), ""),
            "units": asked.reindex(own.index).fillna(0).astype(int),
            "stock": own["available"].astype(int).clip(lower=0),
        }
    )
    cells = cells.groupby(["product", "size", "type"], sort=False, as_index=False)[["units", "stock"]].sum()
    cells["typed"] = cells.groupby(["type", "size"])["units"].transform("sum").where(cells["type"] != "", 0)
    return cells[cells.groupby("product")["size"].transform("size") > 1].reset_index(drop=True)


def _judged(cells: pd.DataFrame, least: int, least_stock: int) -> pd.DataFrame:
    """The figures of every product whose sizes can be judged, index = product."""
    totals = cells.groupby("product")[["units", "stock", "typed"]].transform("sum")
    pooled = totals["units"] < least
    units = cells["units"].where(~pooled, cells["typed"])
    of = totals["units"].where(~pooled, totals["typed"])
    judged = (of >= least) & (totals["stock"] >= least_stock)
    cells, stock = cells[judged], totals["stock"][judged]
    units, of, pooled = units[judged], of[judged], pooled[judged]
    if cells.empty:
        return pd.DataFrame(columns=list(_NOTHING))
    gap = units / of - cells["stock"] / stock
    wanted = gap.groupby(cells["product"]).idxmax()
    return pd.DataFrame(
        {
            "size_imbalance": gap.abs().groupby(cells["product"]).sum() / 2,
            "size_curve": pd.Series(np.where(pooled[wanted], "type", "own"), wanted.index),
            "size_wanted": pd.Series(cells["size"][wanted].to_numpy(), wanted.index),
            "size_wanted_units": pd.Series(units[wanted].to_numpy(), wanted.index),
            "size_units": pd.Series(of[wanted].to_numpy(), wanted.index),
            "size_wanted_stock": pd.Series(cells["stock"][wanted].to_numpy(), wanted.index),
            "size_stock": pd.Series(stock[wanted].to_numpy(), wanted.index),
        }
    )
