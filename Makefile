# Two commands matter: `make play` and `make test`. Each installs what it needs into this
# folder, locked by hash, and a second run installs nothing.

VENV := .venv
PY := $(VENV)/bin/python
PLAY := $(VENV)/.play
TEST := $(VENV)/.test
PIP_INSTALL := $(PY) -m pip --disable-pip-version-check install --quiet --no-input
CLIENT := $(PY) .build/client.py
TESTS ?= tests

.PHONY: help play test test-fast test-python coverage test-client test-browser test-browsers check format types bench trace pictures wheel lock clean

help:
	@echo "make play          install, build, open a demo game: Ctrl-C ends it, the games stay in linestop.db"
	@echo "make test          install, and run the Python, TypeScript and browser tests, in three browsers"
	@echo "make test-fast     the first thing to run while you build: the Python tests that are quick, under a minute"
	@echo "                   on two cores, since the client's tests have a command of their own: make test-client"
	@echo "make test-python   the Python tests alone, TESTS=path for some of them (also: test-client, test-browser)"
	@echo "make test-browsers a whole game and a whole debrief in Firefox and in WebKit"
	@echo "make check         formatting, lint and types, in Python and TypeScript"
	@echo "make format        put the formatting right"
	@echo "make types         write the client's types anew from game/messages/"
	@echo "make coverage      the Python tests, and which lines of agents/ and game/ they run; fails for no line"
	@echo "make bench         a burst of 500 decisions, and worlds against plain Mesa: ratios; fails nothing"
	@echo "make trace         how the pages answer on a phone with a slow processor; fails nothing"
	@echo "make pictures      every screen in every state, and the replays of 2021, into screenshots/"
	@echo "make wheel         a wheel with the built client in it, into dist/"
	@echo "make lock          choose new versions of what is installed"
	@echo "make clean         remove all that was installed or built; linestop.db stays"

play: $(PLAY)
	@$(CLIENT) build
	@$(VENV)/bin/linestop $(ARGS)

test: $(TEST)
	@$(PY) .build/run_tests.py python windows typescript browser browsers

test-python: $(TEST)
	@TESTS="$(TESTS)" $(PY) .build/run_tests.py python

test-fast: $(TEST)
	@TESTS="$(TESTS)" $(PY) .build/run_tests.py fast

coverage: $(TEST)
	@$(PY) .build/run_tests.py coverage

test-client: $(TEST)
	@$(PY) .build/run_tests.py typescript

test-browser: $(TEST)
	@$(PY) .build/run_tests.py browser

test-browsers: $(TEST)
	@$(PY) .build/run_tests.py browsers

check: $(TEST)
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(PY) -m mypy
	$(CLIENT) run format
	$(CLIENT) run lint
	$(CLIENT) run check

format: $(TEST)
	$(PY) -m ruff format .
	$(PY) -m ruff check --fix .
	$(CLIENT) run format:write

types: $(TEST)
	$(PY) web_client/protocol_schema.py
	$(CLIENT) run types

bench: $(TEST)
	@$(PY) tests/benchmarks/burst.py
	@$(PY) tests/benchmarks/worlds.py

trace: $(TEST)
	@$(CLIENT) build
	@$(PY) tests/support/browser/trace.py

pictures: $(TEST)
	@$(CLIENT) build
	@$(PY) tests/support/reference/replays.py
	@$(PY) tests/support/browser/pictures.py $(SCENES)

wheel: $(TEST)
	@$(PY) -m build --wheel --no-isolation

lock: $(TEST)
	@sh .lock/lock $(PY)

clean:
	rm -rf $(VENV) .tools dist test-results screenshots .coverage* web_client/dist web_client/.fonts web_client/node_modules
	rm -rf .mypy_cache .ruff_cache .pytest_cache .hypothesis

$(PY):
	@python=$$(sh .build/find_python) || exit 1; \
	echo "Making $(VENV) with $$python"; \
	"$$python" -m venv --clear $(VENV)

# Playing needs less than testing; who has tested has all that playing needs.
$(PLAY): pyproject.toml .lock/play.txt | $(PY)
	@echo "Installing what the game needs"
	@$(PIP_INSTALL) --require-hashes -r .lock/play.txt
	@LINESTOP_NO_CLIENT=1 $(PIP_INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(TEST): pyproject.toml .lock/test.txt | $(PY)
	@echo "Installing what the tests need"
	@$(PIP_INSTALL) --require-hashes -r .lock/test.txt
	@LINESTOP_NO_CLIENT=1 $(PIP_INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@ $(PLAY)
