"""The blueprint of this face's pages."""

from flask import Blueprint

bp = Blueprint("website", __name__)
