"""The blueprint all pages of `front` hang on."""

from flask import Blueprint

bp = Blueprint("front", __name__)
