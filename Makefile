# 规整台. Every target sets up what it needs by itself; a second call is instant.
PYTHON_BIN := .venv/bin/python
SHOW := build/show
.DEFAULT_GOAL := help

run: setup  ## set up, then open the window; without a display, do the practice county's work and say where the papers are
	@if [ -n "$${DISPLAY:-}$${WAYLAND_DISPLAY:-}" ]; then \
		exec $(PYTHON_BIN) main.py; \
	else \
		echo "没有显示器：改为演练县，PDF 与截图存入 $(SHOW) / no display: practice county, papers and screenshots go to $(SHOW)"; \
		QT_QPA_PLATFORM=offscreen exec $(PYTHON_BIN) main.py --practice --show $(SHOW); \
	fi

test: setup-dev  ## set up, then format, lint, floors, types and tests; T=tests/rules runs only those tests
	@sh installer/check.sh $(T)

faults: setup-dev  ## the slow suite: killed processes, full disks, damaged pages, whole counties
	@QT_QPA_PLATFORM=offscreen $(PYTHON_BIN) -m pytest -q -m "fault or slow" $(T)

bench: setup-dev  ## side-by-side measures; ONLY=id runs one of them
	@QT_QPA_PLATFORM=offscreen $(PYTHON_BIN) benchmarks/run.py $(if $(ONLY),--only $(ONLY))

setup:  ## system libraries, .venv and pinned packages for running
	@sh installer/setup.sh run

setup-dev:  ## the same with the tools for development
	@sh installer/setup.sh dev

pins:  ## write the requirement files anew from pyproject.toml (needs uv)
	@sh installer/pins.sh

clean:  ## remove .venv, build and caches
	@rm -rf .venv build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .coverage *.egg-info
	@find . -name __pycache__ -type d -prune -exec rm -rf {} +

help:  ## this list
	@awk -F ':.*  ## ' '/^[a-z-]+:.*  ## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile

.PHONY: run test faults bench setup setup-dev pins clean help
