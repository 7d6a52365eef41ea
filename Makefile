# What to run: `make run` shows the whole on the sample corpus; `make test` and `make check` judge a change.
PYTHON ?= python3
BIN := .venv/bin
READY := .venv/.ready
DEMO := build/demo
DESK := build/desk
VENDOR := taskgraph/web/static/vendor
GOLD ?= corpus/gold
DOCS ?= corpus/documents
FLOORS ?= corpus/floors.toml
SET ?= corpus

.PHONY: setup run test e2e serve check score model bench bundle corpus lock clean

setup: $(READY)

$(READY): pyproject.toml requirements.lock requirements-dev.lock
	@echo "==> setting up .venv (a few minutes the first time)"
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --upgrade pip
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --no-deps -r requirements-dev.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@cp .venv/lib/python3*/site-packages/django_htmx/static/django_htmx/htmx-2.min.js $(VENDOR)/ # pages work without it
	@$(BIN)/python -m compileall -q ingest extract taskgraph # look-ups start a fifth faster where no bytecode is written
	@touch $@

run: $(READY)
	@$(BIN)/python -m corpus demo --data-dir $(DEMO)

test: $(READY)
	@echo "==> running the tests"
	@$(BIN)/python -m pytest -n 2 --dist worksteal -m "not e2e"

# make serve: the desk in the browser, on the sample corpus
serve: $(READY) $(DESK)/duban.db
	@$(BIN)/duban --data-dir $(DESK) serve --open

$(DESK)/duban.db: | $(READY)
	@$(BIN)/duban --data-dir $(DESK) load $(DOCS) || test $$? = 4 # one sample is broken on purpose

# make e2e [DOCS="DIR DIR"]: what needs a browser or a server, or takes long; with the sample documents or others
e2e: $(READY)
	@DUBAN_E2E_DOCS="$(DOCS)" $(BIN)/python -m pytest -rs -m e2e

check: $(READY)
	@echo "==> ruff, mypy, import contracts, table lint"
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports
	@$(BIN)/python -m corpus lint
	@$(BIN)/python -m corpus score --gold corpus/gold --floors corpus/floors.toml

# make score [GOLD=DIR] [DOCS="DIR DIR"] [FLOORS=FILE] [SET=NAME]: how well the documents that have gold are read
score: $(READY)
	@$(BIN)/python -m corpus score --gold $(GOLD) --floors $(FLOORS) --set $(SET) $(DOCS)
	@$(BIN)/python -m corpus track-score --floors $(FLOORS)

# make model [GOLD=DIR DOCS="DIR DIR"] [PAIRS="--pairs GOLD DOCS"]: measure how far each rule is to be trusted on the
# sample gold and further gold, train what tells paragraphs that ask for work, and what matches reports to plans on the sample pairs and further ones
EMPTY :=
SPACE := $(EMPTY) $(EMPTY)
FURTHER = $(if $(filter-out corpus/gold,$(GOLD)),--gold $(GOLD) $(subst $(SPACE),:,$(strip $(DOCS))))
model: $(READY)
	@$(BIN)/python -m corpus calibrate $(FURTHER)
	@$(BIN)/python -m corpus train-paragraphs $(FURTHER)
	@$(BIN)/python -m corpus track-model $(PAIRS)

bench: $(READY)
	@$(BIN)/python -m corpus bench

# make bundle [MACHINE=aarch64]: wheels with hashes, a script and the manual, to install without a network
bundle: $(READY)
	@$(BIN)/python -m corpus bundle $(if $(MACHINE),--machine $(MACHINE))

# make corpus: write the sample documents again in every format from their texts
corpus: $(READY)
	@$(BIN)/python -m corpus make

lock:
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-emit-index-url --extra ocr pyproject.toml -o requirements.lock
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-header --no-emit-index-url --extra ocr --group dev pyproject.toml -o requirements-dev.lock

clean:
	rm -rf build dist .venv
