from typing import Any

from flask import Blueprint

from supervision.blueprints.pages import page

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
def home() -> Any:
    return page("home/home.html")


@blueprint.get("/who-can-read-what")
def who_can_read() -> Any:
    return page("home/home.html")
