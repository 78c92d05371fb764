# make demo     sets everything up and builds the example
# make quick    style, types and layers, and beside them the tests that start no process: for between two edits
# make test     sets everything up and runs the checks that need wheels alone, in some minutes
# make judges   installs (apt, npm) and runs the programs that judge our documents, and the slow tests
# make long     many more cases, seeds and sizes of what the others try, an hour or more: before a release
# make pictures updates the pictures of README.md and docs/first-steps.md, after make judges, and writes build/pages/:
#               all pages of all examples, with BEFORE=REVISION also as that revision builds them
# make check    style, types and layers only          make format   formats the code
# make dist     builds the wheel and the source archive, and checks both
# make bundle   adds ZIP files with all wheels and an installer, for machines without an index
# make components lists the libraries of a release, as CycloneDX
# make release  VERSION=1.0.0 OPTIONS="--project URL --repository URL": version, changelog, commit and tag
# make schemas  updates the schemas of calls, for editors without wsisc
# make messages updates the catalogues of messages for translators
# make pins     updates requirements*.txt             make clean    removes what the others created
# make map     lists every module of the program and every filter and script, with what goes in and what comes out
# make mutants  changes the code at random for an hour, and prints which changes no test detects

VENV := .venv
PYTHON := >=3.12
BIN := $(VENV)/bin
UV := $(shell command -v uv 2>/dev/null || echo .uv/bin/uv)
SUDO := $(shell [ "$$(id -u)" = 0 ] || echo sudo)
READY := $(VENV)/.ready
APT = $(SUDO) apt-get update -qq && $(SUDO) apt-get install -y -qq --no-install-recommends

# Without bytecode every worker would compile the tests anew in each run: 9 of the 23 seconds that it takes to collect them.
export PYTHONDONTWRITEBYTECODE =

.PHONY: demo quick pure test check judges long pictures format schemas messages dist bundle components release pins clean map mutants

demo: $(READY)
	@mkdir -p build
	@$(BIN)/wsisc build examples/unodc_2022.yaml --format docx -o build/unodc_2022.docx >/dev/null
	@echo "The Word file is $(CURDIR)/build/unodc_2022.docx"

test: check
	$(BIN)/pytest -n auto --dist worksteal

quick: $(READY)
	@$(MAKE) --no-print-directory -j 2 check pure

# The tests of what has values go in and values come out, but for those that read many files or try many generated texts.
# The others mostly start a process.
PURE = $(addprefix tests/,align calls diff diff_report document importer lint ooxml parity readers report \
	source text theme workspace test_architecture.py test_diagnostic.py test_diagnostics.py test_locale.py \
	test_messages.py test_model.py test_settings.py test_wordings.py)
LONGER = $(patsubst %,--ignore tests/%.py,diff/test_comparison readers/test_differences \
	source/markup/test_print_markdown $(addprefix importer/test_,compare_foreign component_accounting form_reading \
	language_detection samples variants wild))

pure: $(READY)
	$(BIN)/pytest -n auto --dist worksteal -q --pure $(PURE) $(LONGER)

check: $(READY)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

judges: $(READY) .tools/.ready
	@command -v pdftotext >/dev/null && test -e "$$(dirname "$$(readlink -f "$$(command -v soffice)")")/libsclo.so" || { \
		$(APT) libreoffice-writer-nogui libreoffice-calc-nogui libreoffice-math-nogui fonts-liberation poppler-utils; }
	@test -x /usr/bin/chromium || { $(APT) chromium; }
	@command -v zsh >/dev/null && command -v fish >/dev/null || { $(APT) zsh fish; }
	$(BIN)/pytest -n auto --dist loadscope -m "(judge or slow) and not long and not alone"
	$(BIN)/pytest -m "(judge or slow) and not long and alone"

# What needs a judge is here too: `make judges` has installed it.
long: $(READY)
	$(BIN)/pytest -n auto --dist worksteal --hypothesis-profile thorough -m "(long or hypothesis) and not alone"
	$(BIN)/pytest -m "long and alone"

.tools/.ready: tests/conformance/package.json
	@command -v npm >/dev/null || { $(APT) nodejs npm; }
	mkdir -p .tools && cp $< .tools/package.json
	npm install --prefix .tools --no-package-lock --ignore-scripts --no-audit --no-fund --silent
	@touch $@

pictures: $(READY)
	$(BIN)/python docs/pictures/make.py
	$(BIN)/python docs/pictures/contact_sheets.py $(BEFORE)

format: $(READY)
	-$(BIN)/ruff check --fix --quiet .
	$(BIN)/ruff format .

schemas: $(READY)
	$(BIN)/python -m release.schemas

messages: $(READY)
	$(BIN)/python -m release.message_catalogues

dist: $(READY)
	rm -rf dist
	$(BIN)/python -m build --no-isolation --outdir dist .
	$(BIN)/twine check --strict dist/*
	$(BIN)/check-wheel-contents dist/*.whl

bundle: dist
	$(BIN)/python -m release.bundle dist/*.whl --output dist $(OPTIONS)

components: $(UV) requirements-components.txt build/components.toml
	$(UV) venv --quiet --allow-existing --python '$(PYTHON)' .venv-components
	$(UV) pip install --quiet --python .venv-components/bin/python --require-hashes -r requirements-components.txt
	.venv-components/bin/cyclonedx-py requirements requirements-run.txt --pyproject build/components.toml \
		--mc-type application --output-reproducible --output-file build/wsisc.cdx.json

# pyproject.toml with the version, which only builds of the wheel read from wsisc/__init__.py
build/components.toml: pyproject.toml wsisc/__init__.py
	@mkdir -p build
	sed "s/^dynamic = .*/version = \"$$(sed -n 's/^__version__ = "\(.*\)"$$/\1/p' wsisc/__init__.py)\"/" pyproject.toml > $@

release: $(READY)
	$(BIN)/python -m release.prepare $(VERSION) --date $$(date -u +%F) $(OPTIONS)

# The first line of each docstring, and of each comment at the top of what is not Python
map:
	@{ grep -rm1 --include='*.py' '^r\?"""' wsisc; \
	   for file in $$(find templates -name '*.lua' -o -name '*.js' -o -name '*.typ'); do \
	       grep -Hm1 -e '^-- ' -e '^// ' "$$file"; done; } \
	| sed -E 's,:(r?"""|-- |// ),  ,; s,"""$$,,' | sort

mutants: $(READY)
	$(BIN)/python -m tests.mutants.run $(ARGUMENTS)

# requirements.txt is for developing, -run for what runs (the container, the action), -build for what builds,
# -components for `make components`.
PIN = $(UV) pip compile --quiet --universal --no-header --generate-hashes --python-version 3.12

pins: $(UV)
	$(PIN) --upgrade --group dev pyproject.toml -o requirements.txt
	$(PIN) --upgrade --constraint requirements.txt --extra cjk pyproject.toml -o requirements-run.txt
	$(PIN) --upgrade --constraint requirements.txt --group build -o requirements-build.txt
	$(PIN) --upgrade --constraint requirements.txt --group components -o requirements-components.txt

clean:
	rm -rf $(VENV) .venv-components .uv .tools .mutants build dist

$(READY): $(UV) pyproject.toml requirements.txt
	$(UV) venv --quiet --allow-existing --python '$(PYTHON)' $(VENV)
	$(UV) pip install --quiet --python $(BIN)/python --compile-bytecode --require-hashes -r requirements.txt
	$(UV) pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e .
	$(BIN)/python -m compileall -q wsisc
	@touch $@

.uv/bin/uv: requirements-build.txt
	python3 -m venv .uv
	.uv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: -r $<
	@touch $@
