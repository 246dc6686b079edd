from collabmodel import assessment, cases, catalogue, cli, errors, io, rubrics, testing, verdict
from collabmodel.assessment import Assessment, Robustness, assess, what_if
from collabmodel.planning import Plan, frontier, recommend
from collabmodel.roads import PlanStep
from collabmodel.asking import Question, questions
from collabmodel.tasks import Reading
from collabmodel.reading import check
from collabmodel.io.documents import dump, dumps, load, loads
from collabmodel.interviews import Interview
from collabmodel.io.interviews import resume_interview, save_interview
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
    "Interview",
    "Ladder",
    "Level",
    "Observation",
    "Observer",
    "Operator",
    "Organization",
    "Plan",
    "PlanStep",
    "Principle",
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
    "frontier",
    "io",
    "load",
    "loads",
    "questions",
    "recommend",
    "resume_interview",
    "rubrics",
    "save_interview",
    "testing",
    "verdict",
    "what_if",
]
