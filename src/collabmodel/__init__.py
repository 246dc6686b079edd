"""Says honestly how far a nonprofit has come in becoming a social organization, and why."""

import importlib
from typing import Any

from collabmodel.assessment import Assessment, Robustness, assess
from collabmodel.errors import CollabModelError
from collabmodel.model.evidence import Confidence, Finding, Observation, Observer
from collabmodel.model.ladder import Ladder, Stage
from collabmodel.model.organization import (
    Channel,
    ChannelKind,
    Community,
    Era,
    Operator,
    Organization,
    Principle,
    Purpose,
    Quality,
    Use,
    UseKind,
)
from collabmodel.reading import check
from collabmodel.rubrics.notation import Action, Criterion, Dimension, Level, Quota, Reader
from collabmodel.rubrics.purpose_screen import PurposeScreen
from collabmodel.rubrics.rubric import Rubric
from collabmodel.rubrics.social_organization import SocialOrganization

__all__ = [
    "Action",
    "Assessment",
    "Channel",
    "ChannelKind",
    "CollabModelError",
    "Community",
    "Confidence",
    "Criterion",
    "Dimension",
    "Era",
    "Finding",
    "Ladder",
    "Level",
    "Observation",
    "Observer",
    "Operator",
    "Organization",
    "Principle",
    "Purpose",
    "PurposeScreen",
    "Quality",
    "Quota",
    "Reader",
    "Robustness",
    "Rubric",
    "SocialOrganization",
    "Stage",
    "Use",
    "UseKind",
    "assess",
    "check",
    "dump",
    "dumps",
    "load",
    "loads",
]

_LATER = dict.fromkeys(("dump", "dumps", "load", "loads"), "collabmodel.io.documents")
_SUBMODULES = frozenset({"cases", "cli", "errors", "io", "rubrics", "testing"})


def __getattr__(name: str) -> Any:  # noqa: ANN401 - whatever the module of that name holds
    """Load what needs more than numpy and attrs when it is first used."""
    if name in _LATER:
        return getattr(importlib.import_module(_LATER[name]), name)
    if name in _SUBMODULES:
        return importlib.import_module(f"collabmodel.{name}")
    raise AttributeError(f"module 'collabmodel' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*__all__, *_SUBMODULES})
