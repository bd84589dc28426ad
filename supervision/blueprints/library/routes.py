from flask import Blueprint

blueprint = Blueprint("library", __name__)


@blueprint.get("/library-placeholder")
def overview():
    return ""


@blueprint.get("/library-plan-placeholder")
def plan():
    return ""
