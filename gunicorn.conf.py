"""What gunicorn reads by itself when it is started in this folder.

An access log is off unless someone asks for one. If they do, it tells neither addresses nor
queries: they hold keys, and the words that people searched for.
"""

access_log_format = "%(t)s %(m)s %(s)s %(B)s bytes %(M)s ms"
