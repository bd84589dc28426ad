"""Measures the service on data of several sizes: `make bench`. What it says is in
docs/performance.md. Nothing here is part of the running system."""
