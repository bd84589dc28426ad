"""Each rule of the judge fails on a page that breaks it, and a whole page passes."""

from __future__ import annotations

import pytest
from flask import Flask, redirect

from tests.judge import JudgingClient, judge

GOOD = """<!DOCTYPE html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<title>Sign in – Supervision</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="/static/app.css">
<script src="/static/app.js" defer></script>
</head>
<body>
<a href="#main">Skip to what this page is about</a>
<header>
<a href="/"><svg viewBox="0 0 36 24" aria-hidden="true"><circle cx="1" cy="1" r="1"/></svg> Home</a>
<nav aria-label="Main"><ul><li><a href="/reflections">Reflections</a></li></ul></nav>
</header>
<main id="main" tabindex="-1">
<section aria-labelledby="sum"><h2 id="sum">There is something to mend</h2>
<a href="#who">Say who</a></section>
<h1>Sign <span>in</span></h1>
<form action="/sign-in" method="post">
<input type="hidden" name="csrf_token" value="abc">
<label for="who">Email address</label>
<p id="who-hint">The one you use at work: R&D, or a&b</p>
<input id="who" name="who" type="email" aria-describedby="who-hint">
<fieldset><legend>How long</legend>
<label><input type="radio" name="long" value="1"> Today</label>
<label><input type="radio" name="long" value="2"> A week</label>
</fieldset>
<select name="team" aria-label="Team"><option value="1">Rowan</option></select>
<button>Sign in</button>
<input type="submit" value="Look first">
</form>
<h2>More</h2>
<h3>Still more</h3>
<details><summary>Why</summary><p>Because.</p></details>
<dl><div><dt>When</dt><dd>Now</dd></div></dl>
<table><caption>Days</caption><thead><tr><th scope="col">Day</th></tr></thead>
<tbody><tr><td>Monday<br>Tuesday</td></tr></tbody></table>
<img src="/static/a.png" alt="">
<a href="/next"><img src="/static/b.png" alt="Next"></a>
</main>
</body>
</html>
"""

BROKEN = [
    ("mend</h2>", "mend</h3>", "not valid HTML"),
    ("<!DOCTYPE html>\n", "", "not valid HTML"),
    ("<h2>More</h2>", '<p class="a" class="b">x</p><h2>More</h2>', "not valid HTML"),
    ("<h2>More</h2>", "<p><ul><li>x</li></ul></p><h2>More</h2>", "not valid HTML"),
    ("<h2>More</h2>", "<h2>More &nosuch; &copy</h2>", "not valid HTML"),
    ("<dt>When</dt>", "<dt>When</dt></div><p>x</p><div>", "right inside"),
    ("Sign <span>in</span>", "Sign <span><div>in</div></span>", "holds phrases only"),
    ("<button>Sign in</button>", '<button><a href="/x">Sign in</a></button>', "one thing to press"),
    (' lang="en-GB"', "", "says no language"),
    ("<h1>Sign <span>in</span></h1>", "", "one <h1> is needed, there are 0"),
    ("<h2>More</h2>", "<h1>More</h1><h2>x</h2>", "one <h1> is needed, there are 2"),
    ("<title>Sign in – Supervision</title>", "", "one <title> is needed"),
    ("<title>Sign in", "<title>Log in", "does not begin with the h1"),
    (" – Supervision", " - Supervision", "does not end with"),
    ("<h2>More</h2>\n", "", "a level is left out"),
    ("<h2>More</h2>", "<h2> </h2>", "is empty"),
    (' aria-label="Team"', "", "has no label"),
    ("Email address</label>", "</label>", "has no label"),
    ("<legend>How long</legend>", "", "has no legend"),
    ('id="who-hint"', 'id="who"', 'id="who" stands 2 times'),
    ('id="sum"', 'id="sum up"', "has a space in it"),
    ('<label for="who">', '<label for="whom">', 'for="whom" points to nothing'),
    ('"who-hint">\n<fieldset>', '"who-hint nowhere">\n<fieldset>', '"nowhere" points to nothing'),
    ('labelledby="sum"', 'labelledby="total"', '"total" points to nothing'),
    ('href="#main"', 'href="#elsewhere"', '"elsewhere" points to nothing'),
    ("<button>", '<button form="other">', 'form="other" points to nothing'),
    ("<h2>More</h2>", "<h2>More</h2><script>go()</script>", "without src"),
    ("<h2>More</h2>", "<style>p{top:0}</style><h2>More</h2>", "style written into the page"),
    ("<h2>More</h2>", '<h2 style="top:0">More</h2>', "style written into the page"),
    ("<h2>More</h2>", '<h2 onclick="go()">More</h2>', "a script in an attribute"),
    ('href="/next"', 'href="javascript:go()"', "a script in an address"),
    ('b.png" alt="Next"', 'b.png" title="x"', "has no alt"),
    ('b.png" alt="Next"', 'b.png" alt=""', "has no text"),
    ("<button>Sign in</button>", "<button> </button>", "has no text"),
    ('value="Look first"', 'value=""', "has no text"),
    ('href="/next"', 'href="#"', "leads nowhere"),
    ('name="csrf_token"', 'name="token"', "without a csrf_token"),
    ('value="abc"', 'value=""', "without a csrf_token"),
]


def test_a_whole_page_passes() -> None:
    assert judge(GOOD, url="/sign-in") == []


@pytest.mark.parametrize(("good", "bad", "said"), BROKEN)
def test_a_broken_page_does_not(good: str, bad: str, said: str) -> None:
    assert good in GOOD
    found = judge(GOOD.replace(good, bad, 1), url="/sign-in")
    assert any(said in fault for fault in found), found
    assert all(fault.startswith("/sign-in: ") for fault in found)


def test_a_search_needs_no_token() -> None:
    page = GOOD.replace('method="post"', 'method="get"').replace('name="csrf_token"', 'name="q"')
    assert judge(page, url="/search") == []


@pytest.fixture
def client() -> JudgingClient:
    app = Flask("judged")
    app.test_client_class = JudgingClient
    app.add_url_rule("/whole", "whole", lambda: GOOD)
    app.add_url_rule("/broken", "broken", lambda: GOOD.replace("<h1>", "<h1 id=main>"))
    app.add_url_rule("/plain", "plain", lambda: ("no page", {"Content-Type": "text/plain"}))
    app.add_url_rule("/to-whole", "to_whole", lambda: redirect("/whole"))
    app.add_url_rule("/to-broken", "to_broken", lambda: redirect("/broken"))
    client = app.test_client()
    assert isinstance(client, JudgingClient)
    return client


def test_the_client_judges_what_it_opens(client: JudgingClient) -> None:
    assert client.get("/whole").status_code == 200
    assert client.head("/broken").status_code == 200
    assert client.get("/plain").status_code == 200
    assert client.get("/to-whole", follow_redirects=True).status_code == 200
    with pytest.raises(AssertionError, match='/broken: id="main" stands 2 times'):
        client.get("/broken")
    with pytest.raises(AssertionError, match="/broken"):
        client.get("/to-broken", follow_redirects=True)


def test_the_client_judges_refusals_too(client: JudgingClient) -> None:
    with pytest.raises(AssertionError, match="/nowhere"):
        client.get("/nowhere")
