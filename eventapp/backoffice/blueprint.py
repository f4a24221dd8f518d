"""The blueprint of this face's pages."""

from flask import Blueprint

bp = Blueprint("backoffice", __name__)
