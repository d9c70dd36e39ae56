"""The OpenAPI document: made of the resources, their parameters and the very records that are answered."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import msgspec

from ... import __version__
from ..speech import texts
from .asked import Resource
from .parameters import Parameter
from .problem import MEDIA, Problem
from .resources import RESOURCES

Node = Mapping[str, object]
REFERENCE = "#/components/schemas/{name}"
SERVER = "/api/v1"


@lru_cache(maxsize=2)
def openapi(with_accounts: str = "no") -> Node:
    """The description, OpenAPI 3.1; `with_accounts` is yes or no."""
    english = texts("en")
    shapes = (*(resource.shape for resource in RESOURCES), Problem)
    references, components = msgspec.json.schema_components(shapes, ref_template=REFERENCE)
    named = dict(zip((r.name for r in RESOURCES), references, strict=False))
    made: dict[str, object] = {
        "openapi": "3.1.0",
        "info": {
            "title": "Sijill",
            "version": __version__,
            "description": english["api.about"],
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": SERVER}],
        "paths": {r.path: {"get": _operation(r, named[r.name], with_accounts)} for r in RESOURCES},
    }
    kept: dict[str, object] = {"schemas": components}
    if with_accounts == "yes":
        kept["securitySchemes"] = {"token": {"type": "http", "scheme": "bearer"}}
        made["security"] = [{"token": []}]
    return {**made, "components": kept}


def _operation(resource: Resource, reference: Node, with_accounts: str) -> Node:
    english = texts("en")
    ident: list[Node] = []
    if "{id}" in resource.path:
        described = english["api.parameter.id"]
        schema = {"type": "string", "minLength": 1}
        ident = [{"name": "id", "in": "path", "required": True, "schema": schema, "description": described}]
    return {
        "operationId": resource.name,
        "summary": english[f"api.resource.{resource.name}"],
        "parameters": [*ident, *(_parameter(p) for p in resource.parameters)],
        "responses": _responses(resource, reference, with_accounts),
    }


def _parameter(parameter: Parameter) -> Node:
    made: dict[str, object] = {
        "name": parameter.name,
        "in": "query",
        "required": parameter.required,
        "description": texts("en")[f"api.parameter.{parameter.about}"],
        "schema": parameter.schema(),
    }
    if parameter.repeated:
        made |= {"style": "form", "explode": parameter.sort == "many"}
    return made


def _responses(resource: Resource, reference: Node, with_accounts: str) -> Node:
    english = texts("en")
    problem = {MEDIA: {"schema": {"$ref": REFERENCE.format(name="Problem")}}}
    tag = {"ETag": {"description": english["api.header.etag"], "schema": {"type": "string"}}}
    headers: Node = tag
    if any(parameter.name == "cursor" for parameter in resource.parameters):
        headers = {**tag, "Link": {"description": english["api.header.link"], "schema": {"type": "string"}}}
    wrong = {"400": english["api.answer.400"]}
    wrong |= {"401": english["api.answer.401"]} if with_accounts == "yes" else {}
    wrong |= {"404": english["api.answer.404"]} if "{id}" in resource.path else {}
    wrong["default"] = english["api.answer.other"]
    return {
        "200": {
            "description": english["api.answer.200"],
            "headers": headers,
            "content": {"application/json": {"schema": reference}},
        },
        "304": {"description": english["api.answer.304"], "headers": tag},
        **{code: {"description": words, "content": problem} for code, words in wrong.items()},
    }
