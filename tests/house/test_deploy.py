"""The files for a server name what there is: commands, settings, addresses, folders, limits."""

from __future__ import annotations

import configparser
import re
import shlex
from pathlib import Path

import click
import pytest

from supervision import config, edge
from supervision.cli.doctor import BOOT_FAILED
from supervision.domain.links import HOLDS
from tests.worlds import World

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / "deploy"
HOME = "/opt/supervision"
UNITS = sorted(path.name for path in DEPLOY.glob("*.service"))
EXAMPLE = (DEPLOY / "supervision.env.example").read_text("utf-8")
NGINX = (DEPLOY / "nginx.conf").read_text("utf-8")
PROXY = (DEPLOY / "nginx-proxy.conf").read_text("utf-8")
# Only for one's own machine, and never in the settings of a server.
AT_HOME = {"SUPERVISION_PLAIN_HTTP", "SUPERVISION_DEMO"}


class Unit(configparser.RawConfigParser):
    """A file of systemd: names keep their case, and a name may come twice."""

    def optionxform(self, optionstr: str) -> str:
        return optionstr


def unit(name: str) -> Unit:
    parsed = Unit(strict=False, interpolation=None)
    parsed.read(DEPLOY / name)
    return parsed


def settings_read() -> set[str]:
    """Every setting that the code reads."""
    folder = ROOT / "supervision"
    words = "".join((folder / name).read_text() for name in ("config.py", "mail_settings.py"))
    words += (ROOT / "gunicorn.conf.py").read_text()
    return set(re.findall(r'"(SUPERVISION_[A-Z_]+|WEB_CONCURRENCY)"', words))


def example(**changed: str) -> dict[str, str]:
    """The settings of the example, those included that are left out there."""
    found = {}
    for line in EXAMPLE.splitlines():
        match = re.fullmatch(r"#?([A-Z_]+)='(.*)'", line)
        if match:
            found[match[1]] = match[2]
    return {**found, **changed}


def test_the_example_names_every_setting_and_no_other() -> None:
    assert set(example()) == settings_read() - AT_HOME


def test_the_example_is_one_that_starts(tmp_path: Path) -> None:
    given = {
        name: value
        for name, value in example().items()
        if f"\n{name}=" in EXAMPLE and name != "SUPERVISION_INSTANCE"
    }
    made = config.load({**given, "SUPERVISION_INSTANCE": str(tmp_path)}, tmp_path)
    assert made.proxies == 1 and not made.plain_http and made.mail.server is not None
    assert made.trusted_hosts == ("supervision.example.org",)
    assert made.mail.url == "https://supervision.example.org"


def test_each_left_out_value_is_one_that_may_stand_there(tmp_path: Path) -> None:
    given = example(SUPERVISION_INSTANCE=str(tmp_path), SUPERVISION_PG_BIN=str(tmp_path))
    for secret in ("MASTER", "SECRET", "BACKUP"):
        given[f"SUPERVISION_{secret}_KEY"] = "ab" * 32
    assert config.load(given, tmp_path).database_url.startswith("postgresql+psycopg://")


def test_the_page_of_settings_names_every_setting() -> None:
    told = (ROOT / "docs" / "running.md").read_text()
    assert settings_read() == {name for name in settings_read() if f"`{name}`" in told}


@pytest.mark.parametrize("name", UNITS)
def test_a_unit_runs_what_there_is(world: World, name: str) -> None:
    service = unit(name)["Service"]
    assert service["User"] == service["Group"] == "supervision"
    assert service["WorkingDirectory"] == HOME
    assert service["EnvironmentFile"] == "/etc/supervision.env"
    commands = [service[key] for key in ("ExecStartPre", "ExecStart") if key in service]
    for line in commands:
        words = shlex.split(line)
        assert words[0].startswith(f"{HOME}/.venv/bin/")
        if words[0].endswith("/flask"):
            _flask_takes(world, words[1:])
        else:
            assert words[1:] == ["wsgi:app", "--bind=127.0.0.1:8000"]
    written = service["ReadWritePaths"].split()
    assert example()["SUPERVISION_INSTANCE"] in written
    folder = re.search(r"--to (\S+)", service["ExecStart"])
    assert folder is None or folder[1] in written


def _flask_takes(world: World, words: list[str]) -> None:
    assert words[:2] == ["--app", "wsgi"]
    group: click.Command = world.app.cli
    rest = words[2:]
    while isinstance(group, click.Group):
        group = group.commands[rest.pop(0)]
    known = {flag for one in group.params for flag in one.opts}
    assert {word for word in rest if word.startswith("--")} <= known


def test_each_timer_starts_a_service_that_is_there() -> None:
    timers = sorted(path.stem for path in DEPLOY.glob("*.timer"))
    assert timers == ["supervision-backup", "supervision-tidy"]
    for name in timers:
        assert (DEPLOY / f"{name}.service").exists()
        timer = unit(f"{name}.timer")
        assert timer["Timer"]["Persistent"] == "yes" or timer["Timer"]["Persistent"] == "true"
        assert timer["Install"]["WantedBy"] == "timers.target"


def test_a_wrong_setting_is_not_tried_again() -> None:
    assert unit("supervision.service")["Service"]["RestartPreventExitStatus"] == str(BOOT_FAILED)


def test_nginx_goes_where_the_service_listens() -> None:
    upstream = re.search(r"upstream supervision \{\s*server ([\d.:]+);", NGINX)
    assert upstream is not None
    assert f"--bind={upstream[1]}" in unit("supervision.service")["Service"]["ExecStart"]
    assert "proxy_pass http://supervision;" in PROXY


def test_what_a_browser_says_of_itself_is_written_over() -> None:
    """[SUPERVISION_PROXIES=1] Appending would let the first of many be believed."""
    assert "proxy_add_x_forwarded_for" not in NGINX + PROXY
    for name, value in (("For", "$remote_addr"), ("Proto", "$scheme"), ("Host", "$host")):
        assert f"proxy_set_header X-Forwarded-{name} {value};" in PROXY
    assert NGINX.count("include /opt/supervision/deploy/nginx-proxy.conf;") == 2
    assert NGINX.count("proxy_pass") == 0, "no other way leads past those headers"


def test_no_log_holds_an_address() -> None:
    formats = re.findall(r"log_format supervision '([^']+)';", NGINX)
    assert len(formats) == 1
    for word in ("uri", "request ", "args", "referer", "remote", "cookie", "forwarded"):
        assert f"${word}" not in formats[0]
    for line in re.findall(r"^\s*access_log (.+);", NGINX, re.M):
        assert line == "off" or line.endswith(" supervision")
    assert re.findall(r"^\s*error_log \S+ (\w+);", NGINX, re.M) == ["crit"]


def test_bodies_pass_that_the_service_takes() -> None:
    most = re.search(r"client_max_body_size (\d+)m;", NGINX)
    assert most is not None and int(most[1]) * 1024 * 1024 > 2 * edge.BODY_BYTES


def test_pages_and_addresses_are_there(world: World) -> None:
    known = {rule.rule for rule in world.app.url_map.iter_rules()}
    for path in re.findall(r"location = (\S+)", NGINX):
        assert path in known
    for page in re.findall(r"error_page .* /(\S+\.html);", NGINX):
        words = (DEPLOY / "pages" / page).read_text("utf-8")
        assert "<html lang=" in words and "<h1>" in words and "http-equiv" not in words


def test_the_commands_of_the_pages_are_there(world: World) -> None:
    """What README and docs say after `supervision` or `flask --app wsgi` can be run."""
    pages = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    for page in pages:
        for line in re.findall(r"sudo supervision ([a-z-]+(?: [a-z-]+)?)", page.read_text()):
            group: click.Command = world.app.cli
            for word in line.split():
                if isinstance(group, click.Group):
                    assert word in group.commands, f"{page.name}: {line}"
                    group = group.commands[word]


def test_seven_days_are_said_where_they_are_meant() -> None:
    assert {held.days for held in HOLDS.values()} == {0, 7}
