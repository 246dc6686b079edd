"""How one judges: the notation for rubrics, and the rubrics that come with the library."""

from collabmodel.rubrics.purpose_screen import PurposeScreen
from collabmodel.rubrics.social_organization import SocialOrganization

__all__ = ["PurposeScreen", "SocialOrganization"]
