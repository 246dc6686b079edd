from collabmodel import assessment, cases, catalogue, cli, errors, io, rubrics, testing, verdict
from collabmodel.assessment import Assessment, Robustness, assess
from collabmodel.errors import CollabModelError
from collabmodel.io.documents import dump, dumps, load, loads
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
from collabmodel.rubrics.notation import Action, Approach, Criterion, CycleStep, Dimension, Level, Quota, Reader
from collabmodel.rubrics.purpose_screen import PurposeScreen
from collabmodel.rubrics.rubric import Rubric
from collabmodel.rubrics.social_organization import SocialOrganization

__all__ = [
    "Action",
    "Approach",
    "Assessment",
    "Channel",
    "ChannelKind",
    "CollabModelError",
    "Community",
    "Confidence",
    "Criterion",
    "CycleStep",
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
    "assessment",
    "cases",
    "catalogue",
    "check",
    "cli",
    "dump",
    "dumps",
    "errors",
    "io",
    "load",
    "loads",
    "rubrics",
    "testing",
    "verdict",
]
