from flask import Blueprint

blueprint = Blueprint("sessions", __name__)


@blueprint.get("/sessions-placeholder")
def overview():
    return ""


@blueprint.get("/sessions-plan-placeholder")
def plan():
    return ""
