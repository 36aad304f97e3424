# Needs Python 3.11 or newer, Node 20 or newer and npm; everything else is fetched by `make install`.
# Each step leaves a file that is newer than what it was made from, so nothing is done twice.

HOST ?= 127.0.0.1
PORT ?= 8000

BIN := .venv/bin
UV := $(shell command -v uv || echo .uv/bin/uv)
CSS := static/dist/selfcheck.css
CATALOGUES := $(patsubst %.po,%.mo,$(wildcard translations/*/LC_MESSAGES/*.po))
POT := translations/messages.pot
COMPILED := templates/__pycache__/made
EN := translations/en/LC_MESSAGES/messages.po
MACHINE_CODE := .compiled/made.json
MACHINE_CODE_FROM := $(shell find selfcheck/engine selfcheck/presenter selfcheck/resume selfcheck/rules -name '*.py')

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help install build compiled run dev browser services test lint format messages wheel bench guard faults soak growth fuzz audit screenshots lighthouse clean

help: ## Show this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "%-12s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

install: .venv/installed build ## Install what running needs, build the stylesheet and the catalogues

build: $(CSS) $(CATALOGUES) $(COMPILED) ## Build static/dist, compile catalogues, templates and modules

run: install ## Serve on $HOST:$PORT (127.0.0.1:8000)
	@exec $(BIN)/gunicorn --config python:selfcheck.gunicorn_settings --bind $(HOST):$(PORT) wsgi:app

compiled: $(MACHINE_CODE) ## Compile the hot modules to machine code, for SELFCHECK_COMPILED=.compiled

dev: .venv/dev build ## Install what the tests and checks need too

# Coverage sees Python only.
test: export SELFCHECK_COMPILED :=
test: dev browser services lint ## Run all checks and tests, with the coverage gate
	$(BIN)/pytest --numprocesses auto --cov --cov-report=
	$(BIN)/coverage report
	$(BIN)/coverage report --include 'selfcheck/rules/*,selfcheck/engine/*' --fail-under 100

lint: dev ## Check style, types and the direction of imports
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/lint-imports

format: dev ## Put the code in the project's style
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

messages: .venv/dev ## Extract the Chinese messages and bring the English catalogue up to date
	@mkdir -p $(dir $(EN))
	$(BIN)/pybabel --quiet extract --mapping pyproject.toml --ignore-dirs '.* _* node_modules' \
		--keywords say --keywords _say --add-comments i18n: --add-location file --sort-by-file --no-wrap \
		--project jiaxing-selfcheck --output $(POT) .
	$(BIN)/pybabel --quiet update --init-missing --ignore-obsolete --previous --ignore-pot-creation-date --no-wrap \
		--locale en --input-file $(POT) --output-file $(EN)

wheel: .venv/dev build ## Build dist/*.whl
	$(UV) build --quiet --wheel --out-dir dist

# What docs/deploy.md recommends is measured, and all that is compared runs so: the distribution's own
# Python where it is new enough (BENCH_PYTHON names another), machine code where there is a compiler.
BENCH_PYTHON ?= $(or $(shell /usr/bin/python3 -c 'import sys; sys.version_info < (3, 11) or print(sys.executable)'),$(BIN)/python)
bench: dev build services ## Measure against the targets
	@UV_PROJECT_ENVIRONMENT=.bench/venv $(UV) sync --quiet --frozen --compile-bytecode --group compile --python $(BENCH_PYTHON)
	@-$(MAKE) --silent .bench/compiled/made.json
	SELFCHECK_COMPILED=$(CURDIR)/.bench/compiled .bench/venv/bin/python -m tests.bench

.bench/compiled/made.json: $(MACHINE_CODE_FROM) deploy/compile.py selfcheck/machine_code.py uv.lock
	@env -u SELFCHECK_COMPILED .bench/venv/bin/python deploy/compile.py $(@D)

guard: dev build services ## Count the instructions of each kind of request
	@$(BIN)/python -m tests.guard

faults: dev build services ## Let everything go wrong under load, and count what users notice
	$(BIN)/python -m tests.faults

soak: dev build services ## Mixed traffic at half the peak for MINUTES (60), new rules each minute
	@$(BIN)/python -m tests.soak

growth: dev build services ## How cost grows with questions, lines and units
	@$(BIN)/python -m tests.bench.growth

fuzz: dev build ## Try what strangers write with RUNS (1000000) inputs for each reader
	$(BIN)/python -m tests.fuzz

audit: dev ## Ask whether a fault is known in a package that the application needs
	@$(BIN)/python -m tests.audit

screenshots: dev browser ## Take pictures of the pages
	$(BIN)/python -m tests.screenshots

lighthouse: dev browser ## Print Lighthouse's scores of start, form and result (fetches Lighthouse)
	$(BIN)/python -m tests.lighthouse

clean: ## Remove everything that make has made
	rm -rf .uv .venv node_modules static/dist templates/__pycache__ dist .bench .compiled* $(CATALOGUES) $(POT) .coverage* .*_cache .hypothesis

.uv/bin/uv:
	python3 -m venv .uv
	.uv/bin/pip install -qq --disable-pip-version-check 'uv>=0.10'

# --inexact leaves the tests' packages alone where they are installed already.
.venv/installed: pyproject.toml uv.lock | $(UV)
	@$(UV) sync --quiet --frozen --compile-bytecode --no-dev --inexact
	@touch $@

.venv/dev: pyproject.toml uv.lock | $(UV)
	@$(UV) sync --quiet --frozen --compile-bytecode
	@touch $@ .venv/installed .venv/compiling

.venv/compiling: pyproject.toml uv.lock | $(UV)
	@$(UV) sync --quiet --frozen --compile-bytecode --no-dev --group compile --inexact
	@touch $@ .venv/installed

node_modules/.package-lock.json: package.json package-lock.json .npmrc
	@npm ci --loglevel error
	@touch $@

$(CSS): node_modules/.package-lock.json static/build.mjs static/purge.mjs static/pack.py $(shell find static/src) | .venv/installed
	@npm run --silent build
	@$(BIN)/python static/pack.py static/dist

%.mo: %.po | .venv/installed
	@$(BIN)/pybabel --quiet compile --input-file $< --output-file $@

# A start then compiles nothing, though a service may write nothing.
$(COMPILED): $(CATALOGUES) $(shell find templates -name '*.html') $(shell find selfcheck -name '*.py') | .venv/installed
	@$(BIN)/python -m selfcheck.warming
	@touch $@

$(MACHINE_CODE): $(MACHINE_CODE_FROM) deploy/compile.py selfcheck/machine_code.py uv.lock | .venv/compiling
	@env -u SELFCHECK_COMPILED $(BIN)/python deploy/compile.py $(@D)

# What the tests of tests/service and the measurements run: Debian's packages, named as there.
SERVICES := nginx openssl wrk valgrind systemd-analyze
BROTLI := /usr/lib/nginx/modules/ngx_http_brotli_static_module.so
SERVICE_PACKAGES := nginx-light libnginx-mod-http-brotli-static openssl wrk valgrind systemd

services:
	@for name in $(SERVICES); do command -v $$name >/dev/null || { missing=1; echo "$$name is missing"; }; done; \
	test -e $(BROTLI) || { missing=1; echo "nginx's brotli module is missing"; }; \
	if [ -n "$$missing" ] && [ "$$(id -u)" = 0 ]; then \
		apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq -y -o DPkg::Lock::Timeout=120 \
			install --no-install-recommends $(SERVICE_PACKAGES) >/dev/null; \
	elif [ -n "$$missing" ]; then \
		echo 'As root, apt-get install $(SERVICE_PACKAGES)' >&2; \
		exit 1; \
	fi

browser:
	@test -x /usr/bin/chromium && ls /usr/share/fonts/truetype/wqy/*.ttc >/dev/null 2>&1 || \
	if [ "$$(id -u)" = 0 ]; then \
		apt-get -qq update && DEBIAN_FRONTEND=noninteractive apt-get -qq -y -o DPkg::Lock::Timeout=120 \
			install --no-install-recommends chromium fonts-wqy-microhei >/dev/null; \
	else \
		echo 'The tests need a browser and a Chinese font: as root, apt-get install chromium fonts-wqy-microhei' >&2; \
		exit 1; \
	fi
