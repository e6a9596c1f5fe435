"""The table "what study.yaml can say" of the guide, made from the settings themselves."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import BaseModel
from pydantic.fields import FieldInfo

from helpers.language import in_words, number, translator
from helpers.studies.settings_model import StudySettings
from helpers.studies.settings_problems import model_of


def table(language: str) -> str:
    """Write every setting of ``study.yaml`` with its meaning, its usual value and an example, as a Markdown table."""
    _ = translator(language)
    header = [_("setting"), _("meaning"), _("if not given"), _("example")]
    rows = [header, ["---"] * len(header)]
    rows += [_row(names, setting, language) for names, setting in _settings(StudySettings)]
    return "\n".join(f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in rows)


def _settings(model: type[BaseModel], above: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], FieldInfo]]:
    """List the settings of a group in their order, each group followed by what it holds."""
    for name, setting in model.model_fields.items():
        names = (*above, name)
        yield names, setting
        group = model_of(setting)
        if group is not None:
            yield from _settings(group, names)


def _row(names: tuple[str, ...], setting: FieldInfo, language: str) -> list[str]:
    _ = translator(language)
    meaning = in_words(setting.description or "", _, lambda count: number(count, language))
    example = f"`{names[-1]}: {setting.examples[0]}`" if setting.examples else ""
    return [f"`{' → '.join(names)}`", meaning, _usual(setting, language), example]


def _usual(setting: FieldInfo, language: str) -> str:
    """Write what applies where the setting is left out."""
    _ = translator(language)
    if setting.is_required():
        return _("required")
    if not setting.default:
        return "–"
    value = setting.default
    return f"`[{', '.join(value)}]`" if isinstance(value, list) else f"`{value}`"
