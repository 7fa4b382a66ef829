# `make` alone says what there is. Everything runs in this checkout's own .venv, made on first use.

PYTHON ?= python3
VENV := .venv
PICTURE := .venv/picture
INVENTORY := .venv/inventory
LOCKED := .venv/locked
FUZZ := .venv/fuzz
CLIENTS := .venv/clients
READERS := .venv/readers
PY := $(VENV)/bin/python
STATE := .practice
SANDBOX_PORT ?= 3000
LOCK = $(PY) -m uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" $(LOCK_OPTIONS)

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help run test messages story test-postgresql check measures architecture format bench bench-booking bench-start bench-browser bench-distribution bench-endurance bench-api bench-candidate-page bench-questions bench-calendars fuzz-api try-clients try-readers try-wheel try-types try-image image pin-images audit sbom keep-schema release soak soak-calendars soak-mail repeats company screenshots lock clean

help: ## Say what there is
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-18s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

run: $(VENV)/ready-to-run ## Try the bot in a practice workspace, on http://localhost:3000 (SANDBOX_PORT=…)
	@# The trap lets Ctrl-C end the workspace and the bot, and then make, without an error of make's.
	@trap : INT TERM; $(PY) -m bot practice --port $(SANDBOX_PORT) --state $(STATE); \
	status=$$?; case $$status in 130|143) exit 0;; *) exit $$status;; esac

test: $(VENV)/ready-to-develop ## Run the tests (ARGS="-k booking" for some of them)
	@$(PY) -m pytest -n auto --dist worksteal $(ARGS)

story: $(VENV)/ready-to-develop ## Write the week of tests/journeys/a_week.txt anew, to be read aloud
	@WRITE_STORY=1 $(PY) -m pytest -q -n 0 tests/journeys/test_a_week.py

test-postgresql: $(VENV)/ready-to-develop ## Run all of them on PostgreSQL (DATABASE_URL for a server of your own)
	@$(PY) -m pytest -n auto --database postgresql $(ARGS)

messages: $(VENV)/ready-to-develop ## Bring the catalogues of all languages up to date with the sentences in the code
	@$(PY) -m babel.messages.frontend -q extract --mapping-file languages/babel.cfg --keyword say \
		--keyword asks --keyword N_ --add-location file --sort-by-file --width 98 --output-file $(VENV)/messages.pot .
	@$(PY) -m babel.messages.frontend update --input-file $(VENV)/messages.pot \
		--output-dir languages/locale --no-fuzzy-matching --ignore-obsolete \
		--ignore-pot-creation-date --width 98

check: $(VENV)/ready-to-develop ## Check format, lint and types
	@$(PY) -m ruff format --check .
	@$(PY) -m ruff check .
	@$(PY) -m mypy

measures: $(VENV)/ready-to-develop ## Print the sizes of the code: folders, functions, modules, words
	@PYTHONPATH=.:tests $(PY) -m house.measures

architecture: $(VENV)/ready-to-develop ## Draw docs/architecture.md's map anew, from the imports
	@PYTHONPATH=.:tests $(PY) -m house.picture

format: $(VENV)/ready-to-develop ## Put the code in the house's format
	@$(PY) -m ruff format .
	@$(PY) -m ruff check --fix .

bench: $(VENV)/ready-to-run ## Measure how fast commands are answered (ARGS="--commands 100")
	@$(PY) -m bench $(ARGS)

bench-booking: $(VENV)/ready-to-develop ## Measure 32 clients who book the same hours, on both databases, 2 minutes
	@$(PY) -m bench.booking $(ARGS)

bench-start: $(VENV)/ready-to-develop ## Measure a start beside the import of its libraries alone, 1 minute (ARGS="--runs 9")
	@$(PY) -m bench.start $(ARGS)

bench-browser: $(VENV)/ready-to-develop ## Measure how soon answers are seen in Chromium (ARGS="--commands 20")
	@$(PY) -m bench.browser $(ARGS)

bench-engine: $(VENV)/ready-to-develop ## Measure hours and slots for 10 to 10,000 people, 3 minutes
	@$(PY) -m bench.engine $(ARGS)

bench-api: $(VENV)/ready-to-run ## Measure how fast the API finds slots, against reading one row
	@$(PY) -m bench.web $(ARGS)

bench-candidate-page: $(VENV)/ready-to-run ## Try 200,000 forged links, and measure a candidate's page against a static file
	@$(PY) -m bench.candidate_page $(ARGS)

bench-questions: $(VENV)/ready-to-develop ## Measure a candidate alone among 1,000 and 10,000 interviewers, 3 minutes (ARGS="--people 50000")
	@$(PY) -m bench.questions $(ARGS)

bench-calendars: $(VENV)/ready-to-develop ## Measure how fast people's calendars are read, 3 minutes (ARGS="--people 1000 --rounds 1000")
	@$(PY) -m bench.calendars $(ARGS)

bench-distribution: $(VENV)/ready-to-run ## Measure how rounds are distributed, against first come, first served, 10 minutes
	@$(PY) -m bench.distribution $(ARGS)

bench-endurance: $(VENV)/ready-to-develop ## Measure memory, threads and files over 6,000 commands, 4 minutes (ARGS="--commands 72000")
	@$(PY) -m bench.endurance $(ARGS)

.PHONY: bench-rates
bench-rates: $(VENV)/ready-to-develop ## Measure what Slack's limits leave of reminders and Home tabs, 2 minutes
	@$(PY) -m bench.commands.rates $(ARGS)

.PHONY: bench-scale
bench-scale: $(VENV)/ready-to-develop ## Measure what three years of use cost, on both databases, 10 minutes (ARGS="--interviews 5000")
	@$(PY) -m bench.scale $(ARGS)

bench-picture: $(VENV)/ready-to-develop $(PICTURE)/ready ## Measure the same and draw docs/engine.svg
	@mkdir -p $(STATE)
	@$(PY) -m bench.engine --figures $(STATE)/engine.json $(ARGS)
	@$(PICTURE)/bin/python -m bench.engine.picture $(STATE)/engine.json docs/engine.svg

fuzz-api: $(VENV)/ready-to-develop $(FUZZ)/ready ## Try the API with what its description allows and what it does not (ARGS="--database postgresql")
	@PYTHONPATH=.:tests $(PY) -m web.fuzz $(FUZZ)/bin/schemathesis $(ARGS)

try-clients: $(VENV)/ready-to-develop $(CLIENTS)/ready ## Make clients from the API's description, and check their types (TypeScript needs Node)
	@PYTHONPATH=.:tests $(PY) -m web.clients $(CLIENTS)/bin

try-readers: $(VENV)/ready-to-develop $(READERS)/ready ## See what icalevents and ical.js make of the hard cases of calendars (ical.js needs Node)
	@PYTHONPATH=.:tests/bot/calendars $(PY) -m readers $(READERS)

try-wheel: $(VENV)/ready-to-develop ## Build the wheel, install it into an empty environment, use it from there, and time all that
	@PYTHONPATH=. $(PY) tests/installed/try_wheel.py

try-types: $(VENV)/ready-to-develop ## Check what the journeys send with Slack's own types (needs Node; ARGS=tests/journeys/test_booking.py)
	@PYTHONPATH=.:tests $(PY) -m journeys.typescript $(ARGS)

try-image: $(VENV)/ready-to-develop ## Run what the Dockerfile holds in an empty folder, without Docker
	@PYTHONPATH=.:tests $(PY) -m deployment.try_image $(ARGS)

image: ## Build the container image with whatever builder there is
	@PYTHONPATH=.:tests $(PYTHON) -m deployment.build_image

pin-images: ## Write the digests of today into Dockerfile and compose.yaml (asks the registry)
	@PYTHONPATH=.:tests $(PYTHON) -m deployment.pin_images

audit: $(INVENTORY)/ready ## Ask which of the locked packages have known faults (needs the network)
	@$(INVENTORY)/bin/pip-audit --requirement requirements.txt --disable-pip --strict --progress-spinner off

sbom: $(INVENTORY)/ready $(LOCKED)/ready ## Write what the bot is made of into dist/: an SBOM (CycloneDX), and all licences
	@mkdir -p dist
	@$(INVENTORY)/bin/cyclonedx-py environment --output-reproducible --output-format JSON \
		--output-file dist/sbom.cdx.json $(LOCKED)/bin/python
	@PYTHONPATH=.:tests $(PYTHON) -m deployment.inventory dist/sbom.cdx.json dist/licences.md

keep-schema: $(VENV)/ready-to-develop ## Keep the database's schema of today for the tests, before a release
	@PYTHONPATH=.:tests/scheduling/store $(PY) -m released_schemas

release: $(VENV)/ready-to-develop ## Build wheel, SBOM and, where a builder is, the image, of what is committed
	@PYTHONPATH=.:tests:tests/scheduling/store $(PY) -m deployment.release
	@$(MAKE) --no-print-directory sbom audit

soak: $(VENV)/ready-to-develop ## Kill bots under 10,000 reminders while Slack fails, on both databases, 40 minutes (ARGS="--kills 50")
	@$(PY) -m bench.soak $(ARGS)

soak-mail: $(VENV)/ready-to-develop ## The same for mail: 5,000 of them, a server that fails, a bot that crashes
	@PYTHONPATH=.:tests $(PY) -m campaign.mail_storm $(or $(ARGS),5000 30)

soak-calendars: $(VENV)/ready-to-develop ## Read 300 hostile calendars: none reaches an inner address, none stops a round, 1 minute
	@$(PY) -m bench.calendars.hostile $(ARGS)

company: $(VENV)/ready-to-develop ## Have a working day of 30 minutes among slow senders, wrong tokens, junk and floods (ARGS="--minutes 5")
	@$(PY) -m bench.endurance.company $(ARGS)

repeats: $(VENV)/ready-to-develop ## Have 2,000 clients ask for everything again while bots are killed, on both databases (ARGS="--clients 200")
	@$(PY) -m bench.repeats $(ARGS)

screenshots: $(VENV)/ready-to-develop ## Take the README's pictures (needs Chromium; fonts-inter and fonts-noto-color-emoji to look right)
	@PYTHONPATH=.:tests:tests/bot/calendars:tests/bot/calendars/free_busy $(PY) -m browser.pictures docs/pictures

lock: ## Remake the locks from pyproject.toml (LOCK_OPTIONS=--upgrade for the newest of all)
	@$(environment)
	@$(PY) -m pip install --quiet --disable-pip-version-check "uv>=0.5"
	$(LOCK) --extra dev --output-file requirements-dev.txt pyproject.toml
	$(LOCK) --constraint requirements-dev.txt --output-file requirements.txt pyproject.toml

clean: ## Remove .venv, the practice workspace and the caches
	rm -rf $(VENV) $(STATE) .mypy_cache .ruff_cache .pytest_cache .hypothesis *.egg-info
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

$(VENV)/ready-to-run: requirements.txt
	@$(environment)
	@echo "Installing what the bot needs, once ..."
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

# Nothing but the picture needs matplotlib, so it has an environment of its own and no lock.
$(PICTURE)/ready:
	@$(PYTHON) -m venv --clear $(PICTURE)
	@$(PICTURE)/bin/python -m pip install --quiet --disable-pip-version-check "matplotlib>=3.9"
	@touch $@

# Nor does anything but that trial need schemathesis.
$(CLIENTS)/ready:
	@$(PYTHON) -m venv --clear $(CLIENTS)
	@$(CLIENTS)/bin/python -m pip install --quiet --disable-pip-version-check \
		"openapi-python-client>=0.29,<1" attrs httpx mypy python-dateutil types-python-dateutil
	@touch $@

$(READERS)/ready:
	@$(PYTHON) -m venv --clear $(READERS)
	@$(READERS)/bin/python -m pip install --quiet --disable-pip-version-check "icalevents>=0.3.1,<0.4"
	@if command -v npm >/dev/null; then \
		npm install --silent --no-audit --no-fund --prefix $(READERS) "ical.js@^2.2.1"; fi
	@touch $@

$(FUZZ)/ready:
	@$(PYTHON) -m venv --clear $(FUZZ)
	@$(FUZZ)/bin/python -m pip install --quiet --disable-pip-version-check "schemathesis>=4.32,<5"
	@touch $@

# What looks at the packages is none of them, so it has an environment of its own.
$(INVENTORY)/ready:
	@$(PYTHON) -m venv --clear $(INVENTORY)
	@$(INVENTORY)/bin/python -m pip install --quiet --disable-pip-version-check "cyclonedx-bom>=7,<8" "pip-audit>=2.9,<3"
	@touch $@

# The bot's own packages and nothing else, to be listed.
$(LOCKED)/ready: requirements.txt $(INVENTORY)/ready
	@$(PYTHON) -m venv --clear --without-pip $(LOCKED)
	@$(INVENTORY)/bin/python -m pip --python $(LOCKED)/bin/python install --quiet \
		--disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/ready-to-develop: requirements-dev.txt
	@$(environment)
	@echo "Installing what the bot and its tests need, once ..."
	@$(PY) -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	@touch $@ $(VENV)/ready-to-run

define environment
works='import sys, pip; sys.exit(sys.version_info < (3, 11))'; \
if $(PY) -c "$$works" 2>/dev/null; then exit 0; fi; \
if ! $(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then \
	echo "This needs Python 3.11 or newer, and $(PYTHON) is" \
		"$$($(PYTHON) --version 2>/dev/null || echo not there)." >&2; \
	echo "Install one, or name the one you have: make $(MAKECMDGOALS) PYTHON=python3.12" >&2; \
	exit 1; \
fi; \
if ! $(PYTHON) -c 'import ensurepip, venv' 2>/dev/null; then \
	echo "$(PYTHON) can't make virtual environments." >&2; \
	echo "On Debian and Ubuntu, this helps: sudo apt install python3-venv" >&2; \
	exit 1; \
fi; \
$(PYTHON) -m venv --clear $(VENV)
endef
