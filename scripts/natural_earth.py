"""Where Natural Earth's provinces bear each other's names: put right before anything is derived from them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

# Eritrea: the codes of GeoNames are those of the land drawn; names and codes of ISO are a neighbour's.
# 'Debub' is drawn along the northern coast, 'Maekel' in the south, 'Anseba' around Asmara.
TRUE_ISO = {"ER.01": "ER-AN", "ER.02": "ER-DU", "ER.05": "ER-MA", "ER.06": "ER-SK"}
NAMING = ("iso_3166_2", "name", "name_en", "name_ar")


def put_right(features: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """The features, each with the names of what it draws."""
    found = list(features)
    by_iso = {str(one["properties"]["iso_3166_2"]): one["properties"] for one in found}
    mended = []
    for one in found:
        iso = TRUE_ISO.get(str(one["properties"]["gn_a1_code"]))
        names = {key: by_iso[iso][key] for key in NAMING} if iso else {}
        mended.append({**one, "properties": {**one["properties"], **names}})
    return mended
