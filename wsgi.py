"""The door that a server opens: `gunicorn wsgi:app`."""

from supervision import create_app

app = create_app()
