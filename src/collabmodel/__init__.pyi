from collabmodel import assessment, cases, catalogue, cli, errors, io, rubrics, testing, verdict
from collabmodel.asking import Question, questions
from collabmodel.assessment import Assessment, Robustness, assess, what_if
from collabmodel.cohort import Cohort, Group
from collabmodel.comparison import Comparison, Dominance, compare
from collabmodel.errors import CollabModelError
from collabmodel.interviews import Interview
from collabmodel.io.documents import dump, dumps, load, loads
from collabmodel.io.exempt import ExemptOrganization, exempt_organizations
from collabmodel.io.interviews import resume_interview, save_interview
from collabmodel.io.parquet import assess_parquet
from collabmodel.model.evidence import Confidence, Finding, Observation, Observer
from collabmodel.model.identity import as_ein, as_org_id
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
from collabmodel.model.sectors import sector_of
from collabmodel.over_time import Progress, Trend, progress
from collabmodel.planning import Plan, frontier, recommend
from collabmodel.portfolios import Decision, Portfolio, portfolio
from collabmodel.raters import Agreement, agreement
from collabmodel.reading import check
from collabmodel.roads import PlanStep
from collabmodel.rubrics.notation import Action, Approach, Criterion, CycleStep, Dimension, Level, Quota, Reader
from collabmodel.rubrics.purpose_screen import PurposeScreen
from collabmodel.rubrics.rubric import Rubric
from collabmodel.rubrics.social_organization import SocialOrganization
from collabmodel.table import assess_table
from collabmodel.tasks import Reading
from collabmodel.verdicts import Verdicts

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
    "assessment",
    "cases",
    "catalogue",
    "check",
    "cli",
    "compare",
    "dump",
    "dumps",
    "errors",
    "exempt_organizations",
    "frontier",
    "io",
    "load",
    "loads",
    "portfolio",
    "progress",
    "questions",
    "recommend",
    "resume_interview",
    "rubrics",
    "save_interview",
    "sector_of",
    "testing",
    "verdict",
    "what_if",
]
