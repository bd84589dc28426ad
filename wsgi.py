"""The door that a server opens: `gunicorn wsgi:app`."""

import click

from supervision import create_app
from supervision.cli import doctor

app = create_app()
if click.get_current_context(silent=True) is None:  # it is served, and this is no command
    doctor.refuse_unsafe(app)
