"""Tables of contributors: what was agreed with each, and what they show and hand out."""

from eventapp.speakers.models.contributors import AnsweredAs, Contributor
from eventapp.speakers.models.materials import Material, MaterialVersion, Visibility

__all__ = ["AnsweredAs", "Contributor", "Material", "MaterialVersion", "Visibility"]
