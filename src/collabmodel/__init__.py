"""Says honestly how far a nonprofit has come in becoming a social organization, and why.

Describing and rubrics are loaded at once and need attrs only. Judging needs numpy, documents need cattrs: they are
loaded when first used. The stub beside this file tells type checkers where each name lives.
"""

import importlib

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
from collabmodel.rubrics.notation import Action, Approach, Criterion, CycleStep, Dimension, Level, Quota, Reader
from collabmodel.rubrics.purpose_screen import PurposeScreen
from collabmodel.rubrics.rubric import Rubric
from collabmodel.rubrics.social_organization import SocialOrganization

__all__ = [
    "Action",
    "Agreement",
    "Approach",
    "Assessment",
    "Channel",
    "ChannelKind",
    "Cohort",
    "CollabModelError",
    "Community",
    "Comparison",
    "Confidence",
    "Criterion",
    "CycleStep",
    "Decision",
    "Dimension",
    "Dominance",
    "Era",
    "ExemptOrganization",
    "Finding",
    "Group",
    "Interview",
    "Ladder",
    "Level",
    "Observation",
    "Observer",
    "Operator",
    "Organization",
    "Plan",
    "PlanStep",
    "Portfolio",
    "Principle",
    "Progress",
    "Purpose",
    "PurposeScreen",
    "Quality",
    "Question",
    "Quota",
    "Reader",
    "Reading",
    "Robustness",
    "Rubric",
    "SocialOrganization",
    "Stage",
    "Trend",
    "Use",
    "UseKind",
    "Verdicts",
    "agreement",
    "as_ein",
    "as_org_id",
    "assess",
    "assess_parquet",
    "assess_table",
    "check",
    "compare",
    "dump",
    "dumps",
    "exempt_organizations",
    "frontier",
    "load",
    "loads",
    "portfolio",
    "progress",
    "questions",
    "recommend",
    "resume_interview",
    "save_interview",
    "sector_of",
    "what_if",
]

_LATER = {
    "Agreement": "collabmodel.raters",
    "Assessment": "collabmodel.assessment",
    "Cohort": "collabmodel.cohort",
    "Comparison": "collabmodel.comparison",
    "Decision": "collabmodel.portfolios",
    "Dominance": "collabmodel.comparison",
    "ExemptOrganization": "collabmodel.io.exempt",
    "Group": "collabmodel.cohort",
    "Interview": "collabmodel.interviews",
    "Plan": "collabmodel.planning",
    "PlanStep": "collabmodel.roads",
    "Portfolio": "collabmodel.portfolios",
    "Progress": "collabmodel.over_time",
    "Question": "collabmodel.asking",
    "Reading": "collabmodel.tasks",
    "Robustness": "collabmodel.assessment",
    "Trend": "collabmodel.over_time",
    "Verdicts": "collabmodel.verdicts",
    "agreement": "collabmodel.raters",
    "as_ein": "collabmodel.model.identity",
    "as_org_id": "collabmodel.model.identity",
    "assess": "collabmodel.assessment",
    "assess_parquet": "collabmodel.io.parquet",
    "assess_table": "collabmodel.table",
    "check": "collabmodel.reading",
    "compare": "collabmodel.comparison",
    "dump": "collabmodel.io.documents",
    "dumps": "collabmodel.io.documents",
    "exempt_organizations": "collabmodel.io.exempt",
    "frontier": "collabmodel.planning",
    "load": "collabmodel.io.documents",
    "loads": "collabmodel.io.documents",
    "portfolio": "collabmodel.portfolios",
    "progress": "collabmodel.over_time",
    "questions": "collabmodel.asking",
    "recommend": "collabmodel.planning",
    "resume_interview": "collabmodel.io.interviews",
    "save_interview": "collabmodel.io.interviews",
    "sector_of": "collabmodel.model.sectors",
    "what_if": "collabmodel.assessment",
}
_SUBMODULES = frozenset({"assessment", "cases", "catalogue", "cli", "errors", "io", "rubrics", "testing", "verdict"})


def __getattr__(name: str) -> object:
    if name in _LATER:
        return getattr(importlib.import_module(_LATER[name]), name)
    if name in _SUBMODULES:
        return importlib.import_module(f"collabmodel.{name}")
    raise AttributeError(f"module 'collabmodel' has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted({*__all__, *_SUBMODULES})
