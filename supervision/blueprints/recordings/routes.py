from flask import Blueprint

blueprint = Blueprint("recordings", __name__)


@blueprint.get("/recordings-placeholder")
def overview():
    return ""


@blueprint.get("/recordings-plan-placeholder")
def plan():
    return ""
