"""What every model shares: strict frozen records, field types, and errors in plain words.

A field's type carries marks that say what the field is: prose, one line, an id that it defines, a
reference to something. `leaves` reads them, so that rules across files work on whatever the models
declare, and work on a file that is otherwise invalid.
"""

from __future__ import annotations

import re
import types
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import (
    Annotated,
    Any,
    ClassVar,
    Literal,
    NamedTuple,
    TypeVar,
    Union,
    get_args,
    get_origin,
)

from annotated_types import MinLen
from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails, PydanticCustomError

from generator.problems import Finding, TreePath, did_you_mean, quoted

ID = r"[a-z][a-z0-9]*(-[a-z0-9]+)*"
ID_PATTERN = rf"^{ID}$"
ITEM_PATTERN = rf"^{ID}#{ID}$"
LANDING_PATTERN = (
    rf"^((claim|phase|playbook|role|source|term):{ID}|item:{ID}#{ID}|page:[a-z0-9/-]+(#{ID})?)$"
)
LINE_PATTERN = r"^[^\n]*\S[^\n]*$"
NOT_BLANK_PATTERN = r"\S"
URL_PATTERN = r"^https://[^\s<>\"]+$"
MAX_ID = 64
MAX_FIELD = 10_000
"""Characters in one field."""
MAX_HINTS = 200
"""Problems of one file that get a "did you mean"; a file with more is not a slip of the pen."""


Invariants = tuple[Callable[[Mapping[str, Any]], Iterator[Finding]], ...]


class Model(BaseModel):
    """A strict, frozen record that takes no field it does not know."""

    model_config = ConfigDict(strict=True, frozen=True, extra="forbid", defer_build=True)

    invariants: ClassVar[Invariants] = ()
    """What a whole document must satisfy beyond its fields; its data may be invalid."""

    listed: ClassVar[str] = "see `handbook new` for the fields there are"
    grouped: ClassVar[str] = "write `name: value` lines under it"
    """How a group of fields is written in its files."""
    """Where somebody finds out which fields there are."""


@dataclass(frozen=True, slots=True)
class Defines:
    """The field is an id, unique in `space` (`item`: in its playbook)."""

    space: str


@dataclass(frozen=True, slots=True)
class Refers:
    """The field names an id of `space`."""

    space: str


@dataclass(frozen=True, slots=True)
class Prose:
    """The field is text that a reader sees; `figures` lets it state numbers."""

    figures: bool = False
    markup: bool = True


@dataclass(frozen=True, slots=True)
class WhenPublished:
    """The field may be absent only while `status` is draft, here or further up."""


M = TypeVar("M", bound=Model)


def _read_date(value: object) -> object:
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
        try:
            day = date.fromisoformat(value)
            if 1900 <= day.year <= 2200:
                return day
        except ValueError:
            pass
    if isinstance(value, date):
        return value
    raise PydanticCustomError("bad_date", "must be a date")


_Id = Annotated[str, Field(pattern=ID_PATTERN, max_length=MAX_ID)]
Tag = _Id
Day = Annotated[date, BeforeValidator(_read_date)]
_Line = Annotated[str, Field(pattern=LINE_PATTERN, max_length=MAX_FIELD)]
_Text = Annotated[str, Field(pattern=NOT_BLANK_PATTERN, max_length=MAX_FIELD)]
Line = Annotated[_Line, Prose(markup=False)]
FigureLine = Annotated[_Line, Prose(figures=True, markup=False)]
Text = Annotated[_Text, Prose()]
FigureText = Annotated[_Text, Prose(figures=True)]
Url = Annotated[str, Field(pattern=URL_PATTERN, max_length=2_000)]

PlaybookId = Annotated[_Id, Defines("playbook")]
GroupId = Annotated[_Id, Defines("group")]
ItemId = Annotated[_Id, Defines("item")]
ClaimId = Annotated[_Id, Defines("claim")]
FrameworkId = Annotated[_Id, Defines("framework")]
PhaseId = Annotated[_Id, Defines("phase")]
RoleId = Annotated[_Id, Defines("role")]
SourceId = Annotated[_Id, Defines("source")]
SynonymsId = Annotated[_Id, Defines("synonyms")]
TermId = Annotated[_Id, Defines("term")]
EntryId = Annotated[_Line, Defines("entry")]
OriginId = Annotated[str, Field(pattern=r"^S\d-\d{3}$"), Defines("origin")]

OutcomeId = Annotated[_Id, Defines("outcome")]
ParameterId = Annotated[_Id, Defines("parameter")]

OwnAnswer = Annotated[_Line, Refers("own-answer")]
OwnGroup = Annotated[_Id, Refers("own-group")]
OwnItem = Annotated[_Id, Refers("own-item")]
OwnParameter = Annotated[_Id, Refers("own-parameter")]
OwnTag = Annotated[_Id, Refers("own-tag")]
StepRef = Annotated[_Id, Refers("step")]
ItemRef = Annotated[str, Field(pattern=ITEM_PATTERN), Refers("item")]
PhaseRef = Annotated[_Id, Refers("phase")]
PlaybookRef = Annotated[_Id, Refers("playbook")]
RoleRef = Annotated[_Id, Refers("role")]
SourceRef = Annotated[_Id, Refers("source")]
FrameworkRef = Annotated[_Id, Refers("framework")]
EntryRef = Annotated[_Line, Refers("entry")]
Landing = Annotated[str, Field(pattern=LANDING_PATTERN), Refers("landing")]

# What to say where a pattern is not met: rule, message, hint.
_PATTERNS: Mapping[str, tuple[str, str, str]] = {
    ID_PATTERN: ("bad-id", "is not an id", "write lower-case words joined by hyphens"),
    ITEM_PATTERN: ("bad-id", "does not name an item", "write `playbook-id#item-id`"),
    LANDING_PATTERN: (
        "bad-landing",
        "is not a landing place",
        "write `item:playbook-id#item-id`, `claim:id`, `term:id`, `role:id`, `source:id`, "
        "`phase:id`, `playbook:id` or `page:name#heading-id`",
    ),
    LINE_PATTERN: (
        "not-one-line",
        "must be one line of text",
        "put it on the line of its name, without | or >",
    ),
    NOT_BLANK_PATTERN: ("blank", "is empty", "write the text, or delete the field"),
    URL_PATTERN: ("bad-url", "is not a web address", "write an address that begins with https://"),
    r"^S\d-\d{3}$": ("bad-id", "is not an element's id", "write it like S0-012"),
}

# What to say of a value of the wrong type: what it must be, and how to write it.
_HUGE = re.compile(r"-?[0-9]{10,}")
"""Whole numbers so long that a document holds them as text; no field takes any."""

_TYPES: Mapping[str, tuple[str, str]] = {
    "string_type": ("text", "put it in double quotes"),
    "int_type": ("a whole number", "write it without quotes, as in 3"),
    "bool_type": ("true or false", "write `true` or `false`, without quotes"),
    "tuple_type": ("a list", "write one entry a line, each after `- `"),
    "model_type": ("a group of fields", ""),
    "dict_type": ("a group of fields", ""),
}


class Named(NamedTuple):
    """An id that a document defines, or refers to, with the record that it stands in."""

    at: TreePath
    space: str
    value: str
    record: Mapping[str, Any]


class Shown(NamedTuple):
    """A text of a document that readers see."""

    at: TreePath
    prose: Prose
    value: str


class Leaves(NamedTuple):
    """The marked texts of a document, by what their marks say."""

    ids: list[Named]
    references: list[Named]
    texts: list[Shown]


class _Shape(NamedTuple):
    """What a field's annotation comes down to."""

    model: type[Model] | None
    many: bool
    defines: str
    refers: str
    prose: Prose | None
    when_published: bool


def validate(model: type[M], data: object, at: TreePath = ()) -> tuple[M | None, list[Finding]]:
    """The record that `data` makes, or None and every reason why not.

    `at` is where the data stands in its document. Fields that only a published record needs are
    checked too (see `WhenPublished`).
    """
    findings: list[Finding] = []
    _unfinished(model, data, at, findings, draft=False)
    if isinstance(data, Mapping):
        findings += [finding for holds in model.invariants for finding in holds(data)]
    try:
        record = model.model_validate(data)
    except ValidationError as error:
        for number, details in enumerate(error.errors(include_url=False)):
            if (
                details["type"] == "too_short"
                and len(details["input"]) >= details["ctx"]["min_length"]
            ):
                continue  # its entries are invalid, and each says so itself
            findings.append(_finding(model, details, at, hints=number < MAX_HINTS))
        return None, findings
    return (None if findings else record), findings


def leaves(model: type[Model], data: object, at: TreePath = ()) -> Leaves:
    """Every marked text of the data, skipping what has the wrong shape.

    `data` is one record, or a list of them as registers have it.
    """
    found = Leaves([], [], [])
    if isinstance(data, tuple):
        for index, record in enumerate(data):
            _collect(model, record, (*at, index), found)
    else:
        _collect(model, data, at, found)
    return found


def _collect(model: type[Model], data: object, at: TreePath, found: Leaves) -> None:
    if not isinstance(data, dict):
        return
    shapes = _shapes(model)
    for name, value in data.items():
        shape = shapes.get(name)
        if shape is None or value is None:
            continue
        if not shape.many:
            entries: Iterable[tuple[TreePath, object]] = (((*at, name), value),)
        elif isinstance(value, tuple):
            entries = [((*at, name, index), entry) for index, entry in enumerate(value)]
        else:
            continue
        for place, entry in entries:
            if shape.model is not None:
                _collect(shape.model, entry, place, found)
            elif isinstance(entry, str):
                if shape.prose is not None:
                    found.texts.append(Shown(place, shape.prose, entry))
                if shape.refers:
                    found.references.append(Named(place, shape.refers, entry, data))
                if shape.defines:
                    found.ids.append(Named(place, shape.defines, entry, data))


@dataclass(frozen=True, slots=True)
class Described:
    """One field as a contributor meets it. `model` is the record under it, if there is one."""

    name: str
    about: str
    needed: bool
    model: type[Model] | None
    many: bool
    defines: str
    refers: str
    prose: Prose | None
    choices: tuple[str, ...]
    least: int
    """How many entries a list needs."""


def described(model: type[Model]) -> Iterator[Described]:
    """Each field of a model, in the model's order."""
    for (name, shape), field in zip(
        _shapes(model).items(), model.model_fields.values(), strict=True
    ):
        choices = get_args(field.annotation) if get_origin(field.annotation) is Literal else ()
        yield Described(
            name=name,
            about=field.description or "",
            needed=field.is_required() or shape.when_published,
            model=shape.model,
            many=shape.many,
            defines=shape.defines,
            refers=shape.refers,
            prose=shape.prose,
            choices=choices,
            least=next((m.min_length for m in field.metadata if isinstance(m, MinLen)), 0),
        )


@cache
def _shapes(model: type[Model]) -> dict[str, _Shape]:
    return {
        field.alias or name: _shape(field.annotation, tuple(field.metadata))
        for name, field in model.model_fields.items()
    }


@cache
def _inner_shapes(model: type[Model]) -> dict[str, _Shape]:
    """The fields that may hold something unfinished."""
    return {
        name: shape
        for name, shape in _shapes(model).items()
        if shape.when_published or shape.model is not None
    }


def _shape(annotation: Any, metadata: tuple[Any, ...]) -> _Shape:
    origin = get_origin(annotation)
    if origin is Annotated:
        inner, *more = get_args(annotation)
        return _shape(inner, (*metadata, *more))
    if origin in (Union, types.UnionType):
        (inner,) = (part for part in get_args(annotation) if part is not type(None))
        return _shape(inner, metadata)
    if origin is tuple:
        return _shape(get_args(annotation)[0], metadata)._replace(many=True)
    record = isinstance(annotation, type) and issubclass(annotation, Model)
    return _Shape(
        model=annotation if record else None,
        many=False,
        defines=next((mark.space for mark in metadata if isinstance(mark, Defines)), ""),
        refers=next((mark.space for mark in metadata if isinstance(mark, Refers)), ""),
        prose=next((mark for mark in metadata if isinstance(mark, Prose)), None),
        when_published=any(isinstance(mark, WhenPublished) for mark in metadata),
    )


def _unfinished(
    model: type[Model], data: object, at: TreePath, findings: list[Finding], *, draft: bool
) -> None:
    if not isinstance(data, dict):
        return
    draft = draft or data.get("status") == "draft"
    for name, shape in _inner_shapes(model).items():
        value = data.get(name)
        if value is None:
            if shape.when_published and not draft:
                message = f'the field "{name}" is missing'
                hint = "add it, or say `status: draft`"
                findings.append(Finding(at, "missing-field", message, hint))
        elif shape.model is None:
            continue
        elif shape.many and isinstance(value, tuple):
            for index, entry in enumerate(value):
                _unfinished(shape.model, entry, (*at, name, index), findings, draft=draft)
        else:
            _unfinished(shape.model, value, (*at, name), findings, draft=draft)


def _finding(model: type[Model], error: ErrorDetails, at: TreePath, *, hints: bool) -> Finding:
    """A pydantic error in the words of somebody who edits the file."""
    path = tuple(error["loc"])
    name = str(path[-1]) if path else "the file"
    here: TreePath = (*at, *path)
    kind, context = error["type"], error.get("ctx", {})
    value = error.get("input")
    if kind == "extra_forbidden":
        hint = did_you_mean(name, _fields_at(model, path[:-1])) if hints else ""
        hint = hint or f"delete it, or {model.listed}"
        return Finding(here, "unknown-field", f"unknown field {quoted(name)}", hint, on_key=True)
    if kind == "missing":
        return Finding(here[:-1], "missing-field", f'the field "{name}" is missing', "add it")
    if kind == "literal_error" and not isinstance(value, str):
        message = f'"{name}" must be text, not {_what(value)}'
        choices = re.findall(r"'([^']*)'", str(context["expected"]))
        if not choices:
            only = str(context["expected"]).lower()
            message = f'"{name}" can only be {only}, not {_what(value)}'
            return Finding(here, "wrong-type", message, f"write `{name}: {only}`, or delete it")
        return Finding(here, "wrong-type", message, f"write {_either(choices)}")
    if kind == "literal_error":
        choices = re.findall(r"'([^']*)'", str(context["expected"]))
        close = did_you_mean(str(value), choices) if hints else ""
        hint = close or f"write {_either(choices)}"
        return Finding(here, "not-a-choice", f'{quoted(value)} is not a "{name}"', hint)
    if kind == "string_pattern_mismatch" and not str(value).strip():
        return Finding(here, "blank", f'"{_field_name(path)}" is empty', "write the text")
    if kind == "string_pattern_mismatch":
        rule, message, hint = _PATTERNS[context["pattern"]]
        subject = quoted(value) if rule.startswith("bad-") else f'"{_field_name(path)}"'
        return Finding(here, rule, f"{subject} {message}", hint)
    if kind == "string_too_long":
        message = f'"{name}" is longer than {context["max_length"]} characters'
        return Finding(here, "too-long", message, "say it shorter")
    if kind == "too_long":
        message = f'"{name}" has more than {context["max_length"]} entries'
        return Finding(here, "too-long", message, "keep those that decide")
    if kind == "too_short":
        least = context["min_length"]
        if not value:
            return Finding(here, "empty-list", f'"{name}" is an empty list', "add an entry")
        return Finding(
            here, "too-short", f'"{name}" has too few entries', f"write at least {least}"
        )
    if kind in ("greater_than_equal", "less_than_equal"):
        bound = context.get("ge", context.get("le"))
        side = "at least" if "ge" in context else "at most"
        return Finding(here, "out-of-range", f'"{name}" is {value}', f"write {side} {bound}")
    if kind == "bad_date":
        message = f"{quoted(value)} is not a date" if value is not None else "the date is empty"
        return Finding(here, "bad-date", message, "write it like 2026-11-20")
    if kind == "int_type" and isinstance(value, str) and _HUGE.fullmatch(value):
        return Finding(here, "out-of-range", f'"{name}" is {value}', "write a far smaller number")
    if kind in _TYPES:
        must_be, hint = _TYPES[kind]
        hint = hint or model.grouped
        hint = "write it, or delete the field" if value is None else hint
        subject = f'"{_field_name(path)}"' if path else "the file"
        subject = f"an entry of {subject}" if path and isinstance(path[-1], int) else subject
        message = f"{subject} must be {must_be}, not {_what(value)}"
        return Finding(here, "wrong-type", message, hint)
    return Finding(here, kind.replace("_", "-"), error["msg"], context.get("hint", ""))


def _field_name(path: TreePath) -> str:
    names = [part for part in path if isinstance(part, str)]
    return names[-1] if names else "the file"


def _fields_at(model: type[Model], path: TreePath) -> list[str]:
    for part in path:
        shape = _shapes(model).get(part) if isinstance(part, str) else None
        if shape and shape.model:
            model = shape.model
    return list(_shapes(model))


def _either(choices: list[str]) -> str:
    return f"{', '.join(choices[:-1])} or {choices[-1]}" if len(choices) > 1 else choices[0]


def _what(value: object) -> str:
    if value is None:
        return "empty"
    if isinstance(value, bool):
        return "true or false"
    if isinstance(value, int | float):
        return f"the number {value}"
    if isinstance(value, str):
        return f"the text {quoted(value)}"
    return "a list" if isinstance(value, tuple) else "a group of fields"
