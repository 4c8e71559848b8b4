# make run    try the site on http://127.0.0.1:8000/ (another port: make run PORT=9000)
# make test   every check and test
# make format, make messages, make requirements: for those who change the code

PORT ?= 8000
PYTHON ?= python3
BIN := .venv/bin
export HTTPS ?= off
unexport PYTHONDONTWRITEBYTECODE # the tests start Python often

# What the tests of a file share, such as a running site, takes long to make
EACH_FILE_WHOLE := --numprocesses auto --dist loadfile --no-loadscope-reorder

.PHONY: run test format messages requirements

run: export LOG_LEVEL ?= WARNING
run: .venv/run
	@$(BIN)/python manage.py prepare_demo --port $(PORT)
	@$(BIN)/granian --interface wsgi --host 127.0.0.1 --port $(PORT) --backpressure 4096 --blocking-threads 10 --log-level warning kdd_program.wsgi:application

test: .venv/test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python manage.py compilemessages
	$(BIN)/python manage.py collectstatic --no-input --verbosity 0
	$(BIN)/python manage.py makemigrations --check --dry-run
	HTTPS=on $(BIN)/python manage.py check --deploy --fail-level WARNING
	$(BIN)/pytest $(EACH_FILE_WHOLE)
	@if [ -n "$(TEST_POSTGRES_URL)" ]; then \
		echo "Once more, on PostgreSQL, but for what no database can change (markers browser, any_database)"; \
		DATABASE_URL=$(TEST_POSTGRES_URL) $(BIN)/pytest $(EACH_FILE_WHOLE) -m "not browser and not any_database"; \
	else \
		echo "Not run on PostgreSQL: TEST_POSTGRES_URL is not set (postgres://user:password@host/name)."; \
	fi

format: .venv/test
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

messages: .venv/test
	$(BIN)/python manage.py makemessages --locale zh_Hans --no-obsolete --add-location file

requirements:
	$(BIN)/pip install --quiet uv
	$(BIN)/uv pip compile pyproject.toml --universal --generate-hashes --no-emit-index-url --no-header --quiet --output-file requirements.txt
	$(BIN)/uv pip compile pyproject.toml --group dev --universal --generate-hashes --no-emit-index-url --no-header --quiet --output-file requirements-dev.txt

.venv/run: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "Python 3.11 or newer is needed. Install it, or name it: make $(MAKECMDGOALS) PYTHON=/path/to/python3.12"; exit 1; }
	@$(PYTHON) -m venv .venv || { \
		echo "No virtual environment could be made. On Debian and Ubuntu: apt install python3-venv"; exit 1; }
	@echo "Installing packages …"
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: --requirement requirements.txt
	@touch $@

.venv/test: .venv/run requirements-dev.txt
	@echo "Installing packages for the tests …"
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes --only-binary :all: --requirement requirements-dev.txt
	@touch $@
