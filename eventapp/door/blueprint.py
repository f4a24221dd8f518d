"""The blueprint of this face's pages."""

from flask import Blueprint

bp = Blueprint("door", __name__)
