"""The API: what it answers is what it describes, pages hold while the ledger changes, and nothing is HTML."""

from __future__ import annotations

import gzip
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

import httpx
import msgspec
import pytest
from jsonschema import Draft202012Validator
from tests.conftest import ROOT as HERE
from tests.web.conftest import NOW, Running

from sijill.deciding import Desk
from sijill.errors import UsageError
from sijill.incident import Incident
from sijill.ledger_commands import Adding, add_sources
from sijill.store import existing_ledger
from sijill.web import Serving, create_app
from sijill.web.api import RESOURCES, ROOT, openapi
from sijill.web.asking import query_of
from sijill.web.serve import origins

Get = Callable[..., httpx.Response]
QUERIES = {
    "incidents": ["", "limit=3", "fields=status,time,places&limit=4", "sort=killed&status=disputed"],
    "facets": ["", "country=SY&since=2024-03-01"],
    "documents": ["", "limit=2"],
    "document": ["", "text=yes"],
    "search": ["q=قصف", "q=nothing+of+the+kind"],
    "changes": ["", "since=5&limit=3"],
    "tallies": ["", "verdict=agrees"],
    "framing": ["", "limit=1"],
    "actors": ["", "limit=1"],
    "links": ["", "limit=1"],
}


@pytest.fixture(scope="module")
def get(reading: str) -> Iterator[Get]:
    """Ask the API of a desk that nobody changes."""
    with httpx.Client(base_url=reading + ROOT, timeout=60) as client:
        yield client.get


@pytest.fixture(scope="module")
def ids(filled: Path) -> dict[str, str]:
    """An id for each path that wants one."""
    with existing_ledger(str(filled)) as ledger:
        one = max(ledger.incidents(), key=lambda i: len(i.reports))
    place = next(place.gazetteer_id for place in one.places if place.gazetteer_id)
    telling = one.reports[0]
    return {
        "/incidents/{id}": one.id, "/incidents/{id}/links": one.id, "/incidents/{id}/changes": one.id,
        "/documents/{id}": telling.doc, "/documents/{id}/reading": telling.doc,
        "/reports/{id}": telling.key, "/places/{id}": place,
    }  # fmt: skip


def address(path: str, ids: dict[str, str], query: str = "") -> str:
    return path.replace("{id}", quote(ids.get(path, ""), safe="")) + (f"?{query}" if query else "")


# the description and the answers


@pytest.mark.parametrize("resource", RESOURCES, ids=lambda r: r.name)
def test_every_answer_is_what_the_description_says(
    get: Get, ids: dict[str, str], resource: object, reading: str
) -> None:
    described = json.loads(msgspec.json.encode(openapi()))
    operation = described["paths"][resource.path]["get"]  # type: ignore[attr-defined]
    shape = operation["responses"]["200"]["content"]["application/json"]["schema"]
    validator = Draft202012Validator({**shape, "components": described["components"]})
    for query in QUERIES.get(resource.name, [""]):  # type: ignore[attr-defined]
        answer = get(address(resource.path, ids, query))  # type: ignore[attr-defined]
        assert answer.status_code == 200, answer.text
        assert answer.headers["content-type"] == "application/json"
        assert [e.message for e in validator.iter_errors(answer.json())] == []
    described_names = {p["name"] for p in operation["parameters"] if p["in"] == "query"}
    assert described_names == {p.name for p in resource.parameters}  # type: ignore[attr-defined]


def test_the_description_is_open_api(get: Get) -> None:
    described = get("/openapi.json")
    assert described.status_code == 200
    assert described.json()["openapi"] == "3.1.0"
    assert set(described.json()["paths"]) == {resource.path for resource in RESOURCES}
    assert "securitySchemes" not in described.json()["components"]
    assert "token" in openapi(with_accounts="yes")["components"]["securitySchemes"]  # type: ignore[index]
    assert "$ref" not in json.dumps([s["title"] for s in described.json()["components"]["schemas"].values()])


def test_a_record_that_does_not_fit_is_noticed(get: Get) -> None:
    described = json.loads(msgspec.json.encode(openapi()))
    schema = described["components"]["schemas"]["IncidentPage"]
    validator = Draft202012Validator({**schema, "components": described["components"]})
    page = get("/incidents?limit=1").json()
    page["items"][0]["invented"] = 1
    assert [e.validator for e in validator.iter_errors(page)] == ["additionalProperties"]


def test_every_record_of_documents_says_that_it_is_synthetic(get: Get, ids: dict[str, str]) -> None:
    for path in ("incidents", "documents", "search?q=قصف", "changes", "tallies", "framing"):
        items = get(f"/{path}").json()["items"]
        assert items
        assert all(item["synthetic"] is True for item in items), path
    for path in ("/incidents/{id}", "/documents/{id}", "/documents/{id}/reading", "/reports/{id}"):
        assert get(address(path, ids)).json()["synthetic"] is True
    assert all(link["synthetic"] for link in get(address("/incidents/{id}/links", ids)).json()["items"])
    assert all(actor["synthetic"] == actor["incidents"] for actor in get("/actors").json()["items"])
    facets = get("/facets").json()
    assert facets["synthetic"] == facets["total"] > 0


# the same as elsewhere


def test_an_incident_is_as_show_prints_it(
    get: Get, filled: Path, ids: dict[str, str], sijill: Callable
) -> None:
    ident = ids["/incidents/{id}"]
    shown = sijill("show", ident, "--ledger", filled, "--format", "json")
    assert json.loads(shown.out) == get(f"/incidents/{ident}").json()
    listed = get("/incidents?limit=500").json()
    for one in listed["items"]:
        alone = get(f"/incidents/{one['id']}").json()
        assert {**alone, "answers": 0} == {**one, "answers": 0}
        assert bool(alone["answers"]) == bool(one["answers"])
    lines = sijill("incidents", "--ledger", filled, "--format", "jsonl").out.splitlines()
    assert sorted(json.loads(line)["id"] for line in lines) == sorted(one["id"] for one in listed["items"])


@pytest.mark.parametrize(
    "query",
    ["", "type=airstrike&since=2024-01-01", "status=disputed&status=denied&sort=killed", "q=قصف&country=SY",
     "box=30,30,50,40&sort=oldest", "state=unplaced", "admin1=SY%3AIdlib", "sort=voices&page=2&per_page=5&lang=en"],
)  # fmt: skip
def test_the_query_string_is_that_of_the_page(reading: str, get: Get, query: str) -> None:
    page = httpx.get(f"{reading}/incidents?{query}").text
    shown = list(dict.fromkeys(re.findall(r'href="/incidents/(i-[0-9a-f]{12})"', page)))
    listed = [one["id"] for one in get(f"/incidents?{query}").json()["items"]]
    assert listed == shown
    assert listed


def test_all_that_the_page_can_ask_can_be_asked_here() -> None:
    wide = "type=a&status=b&country=c&admin1=d&actor=e&outlet=f&weapon=g&harm=h&state=i&since=2024-01-01"
    wide += "&until=2024-01-02&q=w&box=1,2,3,4&sort=oldest&page=2&per_page=7"
    query = query_of([tuple(pair.split("=")) for pair in wide.split("&")])  # type: ignore[misc]
    names = {parameter.name for parameter in RESOURCES[0].parameters}
    assert {name for name, _ in query.pairs()} == names - {"lang", "fields", "limit", "cursor"}


def test_only_the_fields_that_are_asked(get: Get) -> None:
    for one in get("/incidents?fields=status,harm&fields=voices").json()["items"]:
        assert set(one) == {"id", "status", "harm", "voices"}
    assert set(get("/incidents?limit=1").json()["items"][0]) == set(Incident.__struct_fields__)


def test_text_only_where_asked(get: Get, ids: dict[str, str]) -> None:
    path = address("/documents/{id}", ids)
    assert "text" not in get(path).json()
    assert get(path + "?text=yes").json()["text"] == get(path + "/reading").json()["doc"]["text"]


# pages


@pytest.mark.parametrize("path", ["/incidents", "/incidents?sort=oldest", "/incidents?sort=killed",
                                  "/incidents?sort=voices", "/documents", "/search?q=قصف", "/changes", "/tallies",
                                  "/framing", "/actors", "/incidents/{id}/links"])  # fmt: skip
def test_pages_together_are_the_whole(get: Get, ids: dict[str, str], path: str) -> None:
    path = path.replace("{id}", ids["/incidents/{id}"])
    joint = "&" if "?" in path else "?"
    whole = get(f"{path}{joint}limit=500").json()
    assert whole["next"] is None
    found, following = [], f"{ROOT}{path}{joint}limit=2"
    while following:
        answer = get("../.." + following)
        found += answer.json()["items"]
        led = re.fullmatch(r'<([^>]+)>; rel="next"', answer.headers.get("link", "<>"))
        assert bool(led) == (answer.json()["next"] is not None)
        following = led[1] if led else ""
    assert found == whole["items"]
    assert len(found) > 2 or path == "/tallies"


def test_pages_hold_while_the_ledger_changes(desk: str, ledger: Path) -> None:
    every = [one["id"] for one in httpx.get(f"{desk}{ROOT}/incidents?limit=500&fields=id").json()["items"]]
    first = httpx.get(f"{desk}{ROOT}/incidents?limit=5&fields=id").json()
    gone = every[4]  # the last of the first page: the cursor names it
    with existing_ledger(str(ledger)) as opened:
        one = next(opened.incidents())
        new = msgspec.structs.replace(one, id="i-00000000cafe", reports=(), was=(), time=None)
        newest = msgspec.structs.replace(
            new,
            id="i-00000000beef",
            time=msgspec.structs.replace(one.time, start="2030-01-01", end="2030-01-01"),
        )  # type: ignore[type-var]
        opened.replace_incidents([gone], [new, newest], {}, NOW)
    found = [one["id"] for one in first["items"]]
    cursor = first["next"]
    while cursor:
        page = httpx.get(f"{desk}{ROOT}/incidents?limit=5&fields=id&cursor={cursor}").json()
        found += [one["id"] for one in page["items"]]
        cursor = page["next"]
    assert found == [*every, "i-00000000cafe"] or sorted(found) == sorted([*every, "i-00000000cafe"])
    assert len(found) == len(set(found))


# state and bytes


def test_an_etag_holds_until_the_ledger_changes(desk: str, ledger: Path) -> None:
    paths = ("/incidents", "/facets", "/changes", "/decisions", "/counts", "/tallies", "/search?q=قصف")
    tags = {path: httpx.get(desk + ROOT + path).headers["etag"] for path in paths}
    assert len(set(tags.values())) == len(tags)
    for path, tag in tags.items():
        again = httpx.get(desk + ROOT + path, headers={"If-None-Match": f'"other", {tag}'})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == tag
    with existing_ledger(str(ledger)) as opened:
        from sijill.filing import registry_of

        one = next(opened.incidents())
        Desk(opened, registry_of(), "person:amal", NOW).mark(one.id, "confirm", "")
    for path, tag in tags.items():
        assert httpx.get(desk + ROOT + path, headers={"If-None-Match": tag}).status_code == 200
    signed = httpx.get(f"{desk}{ROOT}/decisions").json()["items"]
    assert [(d["by"], d["kind"], d["synthetic"], d["incidents"]) for d in signed] == [
        ("person:amal", "confirm", True, [one.id])
    ]


def test_gzip_where_it_is_accepted(get: Get) -> None:
    plain = get("/incidents", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert "content-encoding" not in get("/incidents", headers={"Accept-Encoding": "gzip;q=0"}).headers
    with httpx.stream("GET", str(plain.url), headers={"Accept-Encoding": "gzip"}) as packed:
        raw = b"".join(packed.iter_raw())
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(raw) == plain.content
    assert len(raw) < len(plain.content) / 3
    assert "Accept-Encoding" in packed.headers["vary"]


def test_head_and_options(reading: str, ids: dict[str, str]) -> None:
    for resource in RESOURCES:
        path = reading + ROOT + address(resource.path, ids, QUERIES.get(resource.name, [""])[0])
        got, head = httpx.get(path), httpx.head(path)
        assert (head.status_code, head.content) == (200, b"")
        different = {n for n in got.headers if got.headers[n] != head.headers.get(n)} - {"date"}
        assert not different
        options = httpx.options(path)
        assert (options.status_code, options.content) == (204, b"")
        assert options.headers["allow"] == "GET, HEAD, OPTIONS"
        assert not [n for n in options.headers if n.startswith("access-control")]


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "TRACE", "QUERY"])
def test_nothing_is_written(reading: str, method: str) -> None:
    answer = httpx.request(method, f"{reading}{ROOT}/incidents")
    assert answer.status_code == 405
    assert answer.headers["allow"] == "GET, HEAD, OPTIONS"
    assert answer.headers["content-type"] == "application/problem+json"


# errors


@pytest.mark.parametrize(
    ("path", "parameter", "words"),
    [
        ("/incidents?since=2024-13-01", "since", "YYYY-MM-DD"),
        ("/incidents?until=yesterday", "until", "YYYY-MM-DD"),
        ("/incidents?limit=0", "limit", "from 1 to 500"),
        ("/incidents?limit=501", "limit", "from 1 to 500"),
        ("/incidents?limit=", "limit", "from 1 to 500"),
        ("/incidents?limit=٣", "limit", "from 1 to 500"),
        ("/incidents?box=1,2,3", "box", "west,south,east,north"),
        ("/incidents?box=3,2,1,0", "box", "west,south,east,north"),
        ("/incidents?sort=best", "sort", "newest, oldest, voices, killed"),
        ("/incidents?fields=id,secret", "fields", "secret"),
        ("/incidents?cursor=abc", "cursor", "'next'"),
        ("/incidents?cursor=%00", "cursor", "'next'"),
        ("/incidents?statu=disputed", "statu", "did you mean 'status'"),
        ("/incidents?since=2024-01-01&since=2024-01-02", "since", "more than once"),
        ("/documents?outlet=a%00b", "outlet", "no text"),
        ("/search", "q", "missing"),
        ("/search?q=", "q", "missing"),
        ("/changes?since=-1", "since", "no number"),
        ("/changes?since=99999999999999999999999", "since", "no number"),
        ("/tallies?verdict=good", "verdict", "agrees"),
        ("/counts?x=1", "x", "no parameter"),
    ],
)
def test_the_part_of_a_query_at_fault_is_named(get: Get, path: str, parameter: str, words: str) -> None:
    answer = get(path)
    assert answer.status_code == 400
    assert answer.headers["content-type"] == "application/problem+json"
    told = answer.json()
    assert (told["status"], told["title"], told["type"]) == (400, "Bad Request", "/api#query")
    assert [e["parameter"] for e in told["errors"]] == [parameter]
    assert words in told["detail"]


def test_a_cursor_of_another_list_is_refused(get: Get) -> None:
    cursor = get("/documents?limit=1").json()["next"]
    assert get(f"/documents?limit=1&cursor={cursor}").status_code == 200
    for path in ("/incidents", "/changes", "/actors", "/framing", "/tallies", "/decisions"):
        assert get(f"{path}?cursor={cursor}").json()["errors"][0]["parameter"] == "cursor"
    newest = get("/incidents?limit=1").json()["next"]
    assert get(f"/incidents?sort=killed&cursor={newest}").status_code == 400


@pytest.mark.parametrize(
    "path",
    ["/incidents/i-nope", "/incidents/i-nope/links", "/incidents/i-nope/changes", "/documents/nope",
     "/documents/nope/reading", "/documents/a/b/c", "/reports/nope", "/reports/a/b", "/places/place.nope",
     "/places/%00", "/incidents/%2e%2e", "/incidents/%ff", "/nothing", "/", "", "/incidents/", "/documents//",
     "/incidents/" + "x" * 4000],
)  # fmt: skip
def test_what_is_not_there(get: Get, path: str) -> None:
    answer = get(path, follow_redirects=True)
    if path == "/incidents/":  # the list, with a stroke behind it
        assert answer.status_code == 200
        return
    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["type"] == "/api#missing"
    assert len(answer.content) < 1000
    assert "set-cookie" not in answer.headers


def test_a_broken_ledger_is_told_in_json(desk: str, ledger: Path) -> None:
    ledger.unlink()
    Path(f"{ledger}-wal").unlink(missing_ok=True)
    answer = httpx.get(f"{desk}{ROOT}/counts")
    assert answer.status_code == 503
    assert answer.headers["content-type"] == "application/problem+json"
    assert "there is none" in answer.json()["detail"]
    assert int(answer.headers["retry-after"]) > 0


# ids


def test_an_id_may_hold_strokes(tmp_path: Path) -> None:
    text = "قصفت طائرات حربية بلدة سراقب في ريف إدلب مساء السبت ما أدى إلى مقتل أربعة مدنيين."
    names = ["http://a.example/news/1?x=2", "a", "a/reading", "a b/%2F", "خبر/1"]
    lines = [
        json.dumps({"id": name, "text": f"{text} {at}", "published": "2024-03-09", "outlet": "wire"})
        for at, name in enumerate(names)
    ]
    source = tmp_path / "news.jsonl"
    source.write_text("\n".join(lines), encoding="utf-8")
    path = tmp_path / "ids.sijill"
    add_sources([str(source)], str(path), Adding(synthetic=True))
    with Running(Serving(ledger=str(path), now=lambda: NOW)) as running:
        for name in names:
            there = f"{running.at}{ROOT}/documents/{quote(name, safe='')}"
            document = httpx.get(there).json()
            assert document["id"] == name
            assert httpx.get(there + "/reading").json()["doc"]["id"] == name
            for report in document["reports"]:
                again = httpx.get(f"{running.at}{ROOT}/reports/{quote(report['key'], safe='')}").json()
                assert (again["key"], again["doc"]) == (report["key"], name)
        assert httpx.get(f"{running.at}{ROOT}/documents/a/reading").json()["doc"]["id"] == "a"
        assert httpx.get(f"{running.at}{ROOT}/documents/خبر/1").json()["id"] == "خبر/1"


def test_a_merged_incident_is_found_by_its_old_id(desk: str, ledger: Path) -> None:
    from sijill.filing import registry_of

    with existing_ledger(str(ledger)) as opened:
        some = sorted(opened.incidents(), key=lambda i: len(i.reports))
        old, kept = some[0].id, some[-1].id
        Desk(opened, registry_of(), "person:amal", NOW).merge(kept, old, "one event")
    answer = httpx.get(f"{desk}{ROOT}/incidents/{old}")
    assert answer.json()["id"] == kept
    assert answer.headers["link"] == f'<{ROOT}/incidents/{kept}>; rel="canonical"'
    kinds = [c["kind"] for c in httpx.get(f"{desk}{ROOT}/incidents/{old}/changes").json()["items"]]
    assert "merged" in kinds
    assert "changed" in kinds


# who may read


def test_no_other_origin_by_default(reading: str) -> None:
    answer = httpx.get(f"{reading}{ROOT}/counts", headers={"Origin": "https://a.example"})
    assert not [n for n in answer.headers if n.startswith("access-control")]


def test_an_origin_that_was_named_may_read(filled: Path) -> None:
    serving = Serving(ledger=str(filled), now=lambda: NOW, cors=origins(["https://A.example"]))
    with Running(serving) as running:
        at = f"{running.at}{ROOT}/counts"
        ours = httpx.get(at, headers={"Origin": "https://a.example"})
        assert ours.headers["access-control-allow-origin"] == "https://a.example"
        assert "Link" in ours.headers["access-control-expose-headers"]
        assert "access-control-allow-credentials" not in ours.headers
        theirs = httpx.get(at, headers={"Origin": "https://b.example"})
        assert "access-control-allow-origin" not in theirs.headers
        assert "Origin" in theirs.headers["vary"]
        asked = {"Origin": "https://a.example", "Access-Control-Request-Method": "GET"}
        before = httpx.options(at, headers=asked)
        assert before.headers["access-control-allow-methods"] == "GET, HEAD"
        wrong = httpx.get(at + "?x=1", headers={"Origin": "https://a.example"})
        assert (wrong.status_code, wrong.headers["access-control-allow-origin"]) == (400, "https://a.example")
        page = httpx.get(running.at + "/", headers={"Origin": "https://a.example"})
        assert not [n for n in page.headers if n.startswith("access-control")]


@pytest.mark.parametrize(
    "origin", ["*", "null", "a.example", "https://a.example/", "https://a.example/x", ""]
)
def test_what_is_no_origin_is_refused(origin: str) -> None:
    with pytest.raises(UsageError, match="--cors"):
        origins([origin])


def test_with_accounts_a_token_is_wanted(filled: Path) -> None:
    app = create_app(Serving(ledger=str(filled), now=lambda: NOW))
    app.state.reader_of = lambda request: (
        "amal" if request.headers.get("authorization") == "Bearer sesame" else ""
    )
    with Running(Serving(ledger=str(filled), now=lambda: NOW), app) as running:
        for path in (*(r.path.replace("{id}", "x") for r in RESOURCES), "/nothing"):
            answer = httpx.get(running.at + ROOT + path)
            assert answer.status_code == 401, path
            assert answer.headers["www-authenticate"] == 'Bearer realm="sijill"'
            assert answer.headers["content-type"] == "application/problem+json"
        known = httpx.get(f"{running.at}{ROOT}/counts", headers={"Authorization": "Bearer sesame"})
        assert known.status_code == 200
        described = httpx.get(f"{running.at}{ROOT}/openapi.json").json()
        assert described["security"] == [{"token": []}]
        assert "401" in described["paths"]["/counts"]["get"]["responses"]


# fuzzed


def test_schemathesis_finds_nothing(reading: str, ids: dict[str, str]) -> None:
    """`make fuzz-api` does the same for longer."""
    examples = os.environ.get("SIJILL_FUZZ", "6")
    program = Path(sys.executable).with_name("schemathesis")
    words = [
        str(program), "run", f"{reading}{ROOT}/openapi.json", "--url", reading + ROOT, "--max-examples",
        examples, "--warnings", "off", "--no-color",
    ]  # fmt: skip
    longer = "SIJILL_FUZZ" in os.environ
    words += ["--generation-database", "none"] if longer else ["--generation-deterministic"]
    settings = {
        **os.environ,
        "PYTHONPATH": str(HERE / "tests" / "web"),
        "SCHEMATHESIS_HOOKS": "fuzz_hooks",
        "SIJILL_IDS": json.dumps({path: [ident] for path, ident in ids.items()}),
    }
    done = subprocess.run(
        words, capture_output=True, text=True, env=settings, cwd=HERE / "tests" / "web", check=False
    )
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]
    assert f"Tested: {len(RESOURCES)}" in done.stdout
