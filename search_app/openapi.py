"""The description of /api/v1 (OpenAPI 3.1), made from the table of its routes and the types of their answers."""

from __future__ import annotations

import types
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date, datetime
from importlib.metadata import version
from typing import Any, Union, get_args, get_origin, get_type_hints

from search_app.api_records import Problem

Schema = dict[str, Any]
SIMPLE: Mapping[type, Schema] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    date: {"type": "string", "format": "date"},
    datetime: {"type": "string", "format": "date-time"},
}
FAILURES = {
    "400": "A parameter that is unknown or cannot be understood; `detail` names it.",
    "404": "There is nothing of that id.",
    "429": "Too many requests; `Retry-After` says when to come again, in seconds.",
    "503": "The index is missing or cannot be read; `detail` says what to do.",
}


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a route: how it is called, what it means, what it may be; `many` may be given several times."""

    name: str
    meaning: str
    schema: Schema = field(default_factory=lambda: {"type": "string"})
    many: bool = False
    required: bool = False


@dataclass(frozen=True, slots=True)
class Route:
    """An address of the API: its path below /api/v1 (`{id}` for a part), what it is for, what fills its answer."""

    path: str
    summary: str
    answer: Callable[..., Any]
    parameters: tuple[Parameter, ...] = ()

    @property
    def name(self) -> str:
        """What the route is called."""
        return self.path.strip("/").replace("/{id}", "") or "beginning"

    @property
    def has_id(self) -> bool:
        """Whether the path holds an id."""
        return "{id}" in self.path

    @property
    def returns(self) -> type:
        """The record it answers with."""
        found = get_type_hints(self.answer)["return"]
        inner = [one for one in get_args(found) if one is not type(None)]
        return inner[0] if inner and not is_dataclass(found) else found  # type: ignore[no-any-return]


def description(routes: Iterable[Route], server: str) -> Schema:
    """The whole description."""
    components: dict[str, Schema] = {}
    paths = {f"/api/v1{route.path}": {"get": _operation(route, components)} for route in routes}
    schema_of(Problem, components)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Minber",
            "version": version("minber"),
            "summary": "Press releases of Kazakhstan: who said what, where and when",
            "description": "Everything is read with GET; answers carry an ETag. Ids are those of the pages.",
            "license": {"name": "MIT", "identifier": "MIT"},
        },
        "servers": [{"url": server}],
        "paths": paths,
        "components": {"schemas": dict(sorted(components.items()))},
    }


def _operation(route: Route, components: dict[str, Schema]) -> Schema:
    identifier = Parameter("id", "The id, as other answers give it.", {"type": "string", "minLength": 1})
    parameters = [_parameter(one, "query") for one in route.parameters]
    if route.has_id:
        parameters.insert(0, _parameter(identifier, "path") | {"required": True})
    codes = [code for code in FAILURES if code != "404" or route.has_id]
    return {
        "operationId": route.name,
        "summary": route.summary,
        "parameters": parameters,
        "responses": {
            "200": {
                "description": "The answer.",
                "headers": {"ETag": {"description": "Changes when the answer may.", "schema": {"type": "string"}}},
                "content": {"application/json": {"schema": schema_of(route.returns, components)}},
            },
            **{code: _failure(FAILURES[code]) for code in codes},
        },
    }


def _parameter(parameter: Parameter, place: str) -> Schema:
    schema = parameter.schema
    if parameter.many:
        schema = {"type": "array", "items": schema, "maxItems": 50}
    made = {"name": parameter.name, "in": place, "description": parameter.meaning, "schema": schema}
    return made | ({"required": True} if parameter.required else {})


def _failure(meaning: str) -> Schema:
    problem = {"$ref": "#/components/schemas/Problem"}
    return {"description": meaning, "content": {"application/problem+json": {"schema": problem}}}


def schema_of(kind: Any, components: dict[str, Schema]) -> Schema:
    """The schema of a type; records are put among the components and referred to."""
    if kind in SIMPLE:
        return dict(SIMPLE[kind])
    if is_dataclass(kind):
        return _record(kind, components)
    origin, inner = get_origin(kind), get_args(kind)
    if origin is list:
        return {"type": "array", "items": schema_of(inner[0], components)}
    if origin is dict:
        return {"type": "object", "additionalProperties": schema_of(inner[1], components)}
    if origin in (Union, types.UnionType):
        some = [schema_of(one, components) for one in inner if one is not type(None)]
        return {"anyOf": [*some, {"type": "null"}]}
    raise TypeError(f"{kind}: no schema for such a type; use str, int, float, bool, date, list, dict, a record or None")


def _record(kind: Any, components: dict[str, Schema]) -> Schema:
    name = kind.__name__
    if name not in components:
        components[name] = {}  # there already, should it hold itself
        hints = get_type_hints(kind)
        components[name] = {
            "type": "object",
            "description": " ".join((kind.__doc__ or "").split()),
            "properties": {one.name: schema_of(hints[one.name], components) for one in fields(kind)},
            "required": [one.name for one in fields(kind)],
            "additionalProperties": False,
        }
    return {"$ref": f"#/components/schemas/{name}"}
