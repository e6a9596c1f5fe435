"""Say what is wrong with the settings of a study: file, setting, value, and what to write instead."""

from __future__ import annotations

from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from helpers.language import Joined, Note, UserError, nearest
from helpers.studies.settings_model import StudySettings, Wrong

#: A misspelt setting is named before the one that is then missing.
_FIRST = ("extra_forbidden", "missing")


def as_user_error(found: ValidationError, where: str) -> UserError:
    """Turn what pydantic found into one message with every problem.

    Parameters
    ----------
    found
        What pydantic found.
    where
        The settings file, as people know it.
    """
    errors = sorted(found.errors(), key=lambda one: _FIRST.index(one["type"]) if one["type"] in _FIRST else len(_FIRST))
    return UserError("{problems}", problems=Joined([_problem(one, where) for one in errors], "\n"))


def _problem(error: Any, where: str) -> Note:
    names = [str(part) for part in error["loc"] if isinstance(part, str) and part != "[key]"]
    group = ", ".join([where, *names[:-1]])
    if error["type"] == "extra_forbidden":
        return _unknown(names, group)
    if error["type"] == "missing":
        missing, example = names[-1], _example(_setting(names)[1])
        return Note(
            "{where}: {name!r} is missing. Add a line as in `{name}: {example}`.",
            where=group,
            name=missing,
            example=example,
        )
    place = ", ".join([where, *names])
    cause = error.get("ctx", {}).get("error")
    if isinstance(cause, Wrong):
        return Note("{where}: {problem}", where=place, problem=cause.note)
    key, setting = _setting(names)
    return Note(
        "{where}: {value!r} has the wrong form. Write it as in `{key}: {example}`.",
        where=place,
        value=error["input"],
        key=key,
        example=_example(setting),
    )


def _unknown(names: list[str], where: str) -> Note:
    model: type[BaseModel] = StudySettings
    for name in names[:-1]:
        model = model_of(model.model_fields[name]) or model
    known = list(model.model_fields)
    closest = nearest(names[-1], known, 1)
    meant = (
        Note("Did you mean {name!r}?", name=closest[0])
        if closest
        else Note("There are: {known}.", known=", ".join(known))
    )
    return Note("{where}: {key!r} is not a setting. {meant}", where=where, key=names[-1], meant=meant)


def _setting(names: list[str]) -> tuple[str, FieldInfo]:
    """Return the innermost setting that the model knows on the way to where the problem is."""
    model: type[BaseModel] | None = StudySettings
    key, setting = names[0], StudySettings.model_fields[names[0]]
    for name in names:
        if model is None or name not in model.model_fields:
            break
        key, setting = name, model.model_fields[name]
        model = model_of(setting)
    return key, setting


def _example(setting: FieldInfo) -> str:
    return (setting.examples or [""])[0]


def model_of(setting: FieldInfo) -> type[BaseModel] | None:
    """Return the group of settings that a setting holds; None for a single value."""
    for kind in (setting.annotation, *get_args(setting.annotation)):
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            return kind
    return None
