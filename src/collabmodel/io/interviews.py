"""Interviews as JSON documents: put away after every reply, and taken up again later."""

import os
from datetime import date

import attrs

from collabmodel.errors import CollabModelError, DescriptionError, Fault, quoted
from collabmodel.interviews import Interview, Reply, faulty_replies
from collabmodel.io.files import named, read_text
from collabmodel.io.formats import Format, read, written
from collabmodel.io.parts import refusal
from collabmodel.io.replacing import write_text
from collabmodel.model.evidence import Confidence, Observer
from collabmodel.model.organization import Organization, Purpose
from collabmodel.rubrics.rubric import Rubric
from collabmodel.rubrics.social_organization import SocialOrganization
from collabmodel.subjects import a_rubric


@attrs.frozen
class _Saved:
    """What a document of an interview holds: by which rubric, about whom, by whom, and the replies."""

    rubric: str
    rubric_version: str
    rubric_digest: str
    organization: Organization | None = None
    purpose: Purpose | None = None
    observer: Observer = Observer.INSIDE
    confidence: Confidence = Confidence.SURE
    seen_on: date | None = None
    rater: str = ""
    source: str = ""
    replies: tuple[Reply, ...] = ()


_INTERVIEWS = Format("collabmodel/interview", 1, _Saved, "for a file use resume_interview")


def save_interview(interview: Interview, path: str | os.PathLike[str]) -> None:
    """Write an interview to a file: all of it, or the file stays as it was.

    Raises:
        DescriptionError: this is no Interview, or it cannot be written, or not there.
    """
    if not isinstance(interview, Interview):
        raise refusal(f"expected an Interview, got {quoted(interview)}; begin with Interview(rubric)", "$")
    subject = interview.subject
    saved = _Saved(
        interview.rubric.id,
        interview.rubric.version,
        interview.rubric.digest(),
        subject if isinstance(subject, Organization) else None,
        subject if isinstance(subject, Purpose) else None,
        interview.observer,
        interview.confidence,
        interview.seen_on,
        interview.rater,
        interview.source,
        interview.replies,
    )
    write_text(path, written(saved, _INTERVIEWS))


def resume_interview(path: str | os.PathLike[str], rubric: type[Rubric] = SocialOrganization) -> Interview:
    """The interview that a file holds, as it was when it was saved.

    Args:
        path: of the file.
        rubric: the one with which it was begun.

    Raises:
        DescriptionError: the file cannot be read, holds anything but a faultless document, or an interview by another
            rubric or another version of it; lists every fault.
        VersionError: the document was written by a newer version of this library.
    """
    a_rubric(rubric)
    text = read_text(path)
    try:
        return _resumed(read(text, _INTERVIEWS), rubric)
    except CollabModelError as error:
        error.add_note(f"in {named(path)}")
        raise


def _resumed(saved: _Saved, rubric: type[Rubric]) -> Interview:
    faults = _other_rubric(saved, rubric)
    subject = saved.organization or saved.purpose
    if subject is None or (saved.organization and saved.purpose):
        faults.append(Fault("$", "holds not exactly one subject; write either an organization or a purpose"))
    if faults or subject is None:
        raise DescriptionError(faults)
    faults = list(faulty_replies(saved.replies, rubric, "$.replies"))
    if faults:
        raise DescriptionError(faults)
    interview = Interview(
        rubric,
        subject=subject,
        observer=saved.observer,
        confidence=saved.confidence,
        seen_on=saved.seen_on,
        rater=saved.rater,
        source=saved.source,
        replies=saved.replies,
    )
    _ = interview.assessment  # refuses replies that this rubric does not know
    return interview


def _other_rubric(saved: _Saved, rubric: type[Rubric]) -> list[Fault]:
    """What tells the rubric of the interview from the one given: its id, else its version, else what it holds."""
    if saved.rubric != rubric.id:
        problem = f"was begun with {quoted(saved.rubric)}, and this is {rubric.id!r}; resume it with that rubric"
        return [Fault("$.rubric", problem)]
    way_out = "resume it with that one, or ask anew"
    if saved.rubric_version != rubric.version:
        problem = f"was begun with version {quoted(saved.rubric_version)} and this is {rubric.version!r}; {way_out}"
        return [Fault("$.rubric_version", problem)]
    if saved.rubric_digest != rubric.digest():
        problem = f"was begun with another rubric of the same version; {way_out}"
        return [Fault("$.rubric_digest", problem)]
    return []
