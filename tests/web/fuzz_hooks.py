"""What schemathesis is told of the API beyond its description, so that its questions reach the ledger: ids that
are there, boxes in order, and no cursor that only looks like one.
"""

from __future__ import annotations

import json
import os
import re
import zlib

import schemathesis

IDS = json.loads(os.environ.get("SIJILL_IDS", "{}"))
CURSOR = re.compile(r"[A-Za-z0-9_-]{1,4000}")
EDGE = r"-?[0-9]{1,3}(\.[0-9]{1,9})?"
BOX = re.compile(f"{EDGE}(,{EDGE}){{3}}")


@schemathesis.hook
def map_path_parameters(context, path_parameters):
    known = IDS.get(context.operation.path, [])
    if known and isinstance(path_parameters.get("id"), str):
        at = zlib.crc32(path_parameters["id"].encode("utf-8", "replace"))
        if at % 4:
            path_parameters["id"] = known[at % len(known)]
    return path_parameters


@schemathesis.hook
def before_call(context, case, kwargs):
    query = case.query or {}
    if isinstance(query.get("cursor"), str) and CURSOR.fullmatch(query["cursor"]):
        del query["cursor"]
    if isinstance(query.get("box"), str) and BOX.fullmatch(query["box"]):
        query["box"] = "30.5,20,50,40.25"
