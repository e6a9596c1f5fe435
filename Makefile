# Two commands matter: `make run` makes every figure, `make test` checks everything.
# Each sets up .venv by itself the first time (Python >= 3.11, make and a network are all it needs).

VENV   := .venv
ifeq ($(OS),Windows_NT)
PYTHON ?= python
BIN    := $(VENV)/Scripts
else
PYTHON ?= python3
BIN    := $(VENV)/bin
endif
READY  := $(VENV)/.ready

# Only what is typed after `make` counts: desktops set LANGUAGE in the environment for other purposes.
given = $(if $(filter command line,$(origin $(1))),--$(2) "$($(1))")
OPTIONS = $(call given,STUDY,study) $(call given,LANGUAGE,language) $(call given,JOBS,jobs) \
          $(call given,PARAMETERS,parameters)

KNOWN   := STUDY LANGUAGE JOBS PARAMETERS REGENCY YEAR PROVINCE PYTHON
TYPED   := $(foreach word,$(MAKEOVERRIDES),$(if $(findstring =,$(word)),$(firstword $(subst =, ,$(word)))))
UNKNOWN := $(filter-out $(KNOWN),$(TYPED))
$(if $(UNKNOWN),$(error $(firstword $(UNKNOWN)) is not an option of this project; there are: $(KNOWN)))

.DEFAULT_GOAL := help
.PHONY: help run test test-fast style coverage lab study form check compare notebooks report readme translate verify simulate bench lock lint browser clean

help:  ## this list
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)
	@echo "  Options of make run: STUDY=kab-semarang-2021 LANGUAGE=en JOBS=2 PARAMETERS=hours_divisor=126"

run: $(READY)  ## run every notebook of every study; figures/ and results/ hold what comes out
	@$(BIN)/python -m pipeline run $(OPTIONS)

test-fast: style  ## the tests that take seconds: no kernel, no browser (under a minute)
	@$(BIN)/python -m pytest tests -n $(or $(JOBS),2) --dist loadfile -m "not slow and not kernel and not browser and not whole"

test: style  ## everything: style, types, all tests, every notebook against its committed output, figures against their hashes
	@$(BIN)/python -m pytest -n $(or $(JOBS),2) --dist loadfile --no-loadscope-reorder --nbval --nbval-current-env -rs

style: $(READY)  ## ruff and mypy over the code
	@$(BIN)/python -m ruff check . && $(BIN)/python -m ruff format --check .
	@$(BIN)/python -m mypy src/helpers pipeline

coverage: $(READY)  ## which lines of src/helpers the fast tests reach; 85 % is the least
	@$(BIN)/python -m coverage run --source=src/helpers -m pytest tests -p no:xdist -m "not slow and not kernel and not browser and not whole"
	@$(BIN)/python -m coverage report --skip-covered --fail-under=85

lab: $(READY)  ## open JupyterLab on the index of the collection
	@$(BIN)/python -m jupyterlab notebooks/00_start_here.ipynb

study: $(READY)  ## begin a study: make study REGENCY="Kabupaten Demak" YEAR=2024
	@$(BIN)/python -m helpers new --regency "$(REGENCY)" --year "$(YEAR)" $(call given,PROVINCE,province) $(call given,LANGUAGE,language)

form: $(READY)  ## write a study's form to upload, with the villages of its places.csv
	@$(BIN)/python -m helpers form $(call given,STUDY,study) $(call given,LANGUAGE,language)

check: $(READY)  ## read and validate a study's file without running notebooks: make check STUDY=kab-demak-2024
	@$(BIN)/python -m helpers check $(call given,STUDY,study) $(call given,LANGUAGE,language)

compare: $(READY)  ## put the main numbers of all studies into one table, results/all_studies.xlsx
	@$(BIN)/python -m helpers compare $(call given,LANGUAGE,language)

notebooks: $(READY)  ## execute the committed notebooks in place, on the reference study in English
	@$(BIN)/python -m pipeline notebooks $(call given,JOBS,jobs)

report: $(READY)  ## write the report of a study that has been run, as a page and as a Word file
	@$(BIN)/python -m pipeline report $(call given,STUDY,study) $(call given,LANGUAGE,language)

readme: $(READY)  ## regenerate what README.md, README.id.md, guides and data/datapackage.json say about the data
	@$(BIN)/python -m helpers readme

verify: $(READY)  ## regenerate all published figures in a temporary folder and report differences
	@$(BIN)/python -m pipeline verify $(call given,JOBS,jobs)

simulate: $(READY)  ## draw thousands of invented surveys and count how often intervals cover the truth (minutes)
	@OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1 $(BIN)/python -m helpers simulate

translate: $(READY)  ## bring both Indonesian catalogues (code and notebooks) up to date, and list what has no translation
	@$(BIN)/python -m helpers translate; code=$$?; $(BIN)/python -m pipeline edition && exit $$code

bench: $(READY)  ## time what has to be fast, on a million rows
	@for bench in benchmarks/bench_*.py; do $(BIN)/python $$bench || exit 1; done

lock: $(READY)  ## compile requirements.lock from pyproject.toml, for every platform
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	@$(BIN)/python -m uv pip compile --quiet --universal --python-version 3.11 --upgrade --generate-hashes \
	  --no-emit-index-url --no-emit-find-links --no-header --all-extras pyproject.toml -o requirements.lock

lint: $(READY)  ## format the code and correct what ruff can
	@$(BIN)/python -m ruff check --fix . ; $(BIN)/python -m ruff format .

browser:  ## install Chromium for the browser tests (Debian, Ubuntu)
	@command -v chromium >/dev/null || command -v chromium-browser >/dev/null || \
	  (sudo apt-get update -qq && sudo apt-get install -y -qq chromium || sudo apt-get install -y -qq chromium-browser)

clean:  ## remove everything that a run made (not the figures, not .venv)
	rm -rf results .pytask pytask.lock

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
	  { echo "Python 3.11 or newer is needed, and $(PYTHON) is not. Name another: make run PYTHON=python3.12"; exit 1; }
	@echo "Setting up $(VENV) (once; about two minutes and 1.2 GB of disk) ..."
	@$(PYTHON) -m venv $(VENV) || \
	  { echo "Python cannot make a virtual environment. On Debian or Ubuntu: sudo apt-get install python3-venv"; exit 1; }
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@
