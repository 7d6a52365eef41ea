"""Every carrier of a sample gives what the sample gives: the same key, ids, paths and facts, right by its gold."""

from __future__ import annotations

import json

import pytest
from click.testing import CliRunner

from corpus.make_carriers import NOT_THE_SAME_TWICE, SCANNED, WRITERS, make_carriers
from corpus.make_office import convert
from corpus.make_scan import MissingToolError
from corpus.manifest import CARRIERS, DOCUMENTS, GOLD, load_families
from corpus.scoring import Outcome, score_document
from taskgraph.cli import main

FAMILIES = load_families()
FILES = [(family, form) for family in FAMILIES for form in family.formats]
OF_THE_CARRIER = {"source", "sha256", "span", "page", "text"}  # what another carrier may say otherwise


def case(family, form):
    return pytest.param(family, form, id=f"{family.title[:3]}.{form}")


def carrier_of(family, form):
    return CARRIERS / f"{family.title}.{form}"


def sample_of(family):
    return next(path for path in DOCUMENTS.iterdir() if path.stem == family.title)


def extract(paths):
    """Return the records of documents with tasks, by the file that they came in."""
    told = CliRunner().invoke(main, ["extract", *map(str, paths), "--json", "--text"]).stdout
    records = [json.loads(line) for line in told.splitlines()]
    return {record["source"].partition("!")[0]: record for record in records if record.get("tasks")}


def facts(value):
    """Return a record without what depends on the carrier."""
    if isinstance(value, dict):
        return {name: facts(part) for name, part in value.items() if name not in OF_THE_CARRIER}
    return [facts(part) for part in value] if isinstance(value, list) else value


@pytest.fixture(scope="module")
def printed():
    samples = [sample_of(family) for family in FAMILIES]
    return extract([*samples, *(carrier_of(*file) for file in FILES if file[1] not in SCANNED)])


@pytest.fixture(scope="module")
def scanned():
    return extract([carrier_of(*file) for file in FILES if file[1] in SCANNED])


@pytest.mark.parametrize(("family", "form"), [case(*file) for file in FILES if file[1] not in SCANNED])
def test_a_carrier_says_what_its_sample_says(printed, family, form):
    assert facts(printed[str(carrier_of(family, form))]) == facts(printed[str(sample_of(family))])


@pytest.mark.e2e
@pytest.mark.parametrize(("family", "form"), [case(*file) for file in FILES if file[1] in SCANNED])
def test_of_a_scan_at_least_95_of_100_facts_are_read(scanned, family, form):
    gold = json.loads((GOLD / f"{sample_of(family).name}.json").read_text("utf-8"))
    found = score_document(gold, scanned[str(carrier_of(family, form))]).findings
    assert sum(finding.outcome is Outcome.HIT for finding in found) >= 0.95 * len(found)


@pytest.mark.e2e  # needs none of its servers, but five seconds
@pytest.mark.parametrize("family", FAMILIES, ids=lambda family: family.title[:3])
def test_making_carriers_again_gives_the_committed_text(tmp_path, family):
    for form in NOT_THE_SAME_TWICE:
        (tmp_path / f"{family.title}.{form}").touch()  # stays as it is
    made = {path.name: path for path in make_carriers(family, tmp_path)}
    assert set(made) == {f"{family.title}.{form}" for form in family.formats if form in WRITERS}
    again = extract(made.values())
    committed = extract(carrier_of(family, form) for form in family.formats if form in WRITERS)
    assert [again[str(path)]["text"] for path in made.values()] == [
        committed[str(CARRIERS / name)]["text"] for name in made
    ]


def test_every_carrier_is_listed():
    assert sorted(path.name for path in CARRIERS.iterdir()) == sorted(carrier_of(*file).name for file in FILES)


def test_without_an_office_suite_the_command_says_what_to_install(monkeypatch):
    monkeypatch.setenv("PATH", "")
    with pytest.raises(MissingToolError, match="apt-get install libreoffice"):
        convert(b"", "docx", "rtf")
