# 救助 Jiuzhu. `make` alone lists what can be made.
BIN := .venv/bin
# Compiled modules are kept: without them every command reads its libraries anew, which takes seconds.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help demo demo-reset test check bench lock catalogue format

help: ## 列出可用的目标。 This list.
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## (.*)/  make \1\t\2/' | expand -t 20

.venv/stamp: requirements.lock tools/uv.lock tools/venv.sh
	@PYTHON='$(PYTHON)' tools/venv.sh

demo: .venv/stamp ## 演示县：准备好一切并打开网站，Ctrl-C 停止。 The demo county, set up and served until Ctrl-C.
	@$(BIN)/jiuzhu set-up --demo && exec $(BIN)/jiuzhu serve --with-clock --demo

demo-reset: .venv/stamp ## 丢弃演示数据，重新开始。 Forget the demo's data; the next `make demo` starts anew.
	@$(BIN)/jiuzhu database forget --yes

test: .venv/stamp ## 全部测试，含真实浏览器。 Every test, also in a real browser.
	@tools/chromium.sh
	@$(BIN)/python -m tools.catalogue compile
	@$(BIN)/python -m pytest -n 2 --dist worksteal $(PYTEST)

check: .venv/stamp ## 几秒钟的检查：写法、类型、层次、规则库、译文、文档。 Lint, types, floors, rulebook, catalogue, docs.
	@$(BIN)/python -m tools.check

bench: .venv/stamp ## 测量速度。 Measurements.
	@$(BIN)/python -m bench $(BENCH)

format: .venv/stamp ## 整理代码格式。 Put the code in its format.
	@$(BIN)/ruff check -q --fix .; $(BIN)/ruff format -q .

catalogue: .venv/stamp ## 更新译文目录。 Take new words into the catalogues.
	@$(BIN)/python -m tools.catalogue update

lock: .venv/stamp ## 从 requirements.in 重新锁定版本。 Lock the versions anew.
	@$(BIN)/uv pip compile -q --upgrade --generate-hashes --no-emit-index-url \
	    --custom-compile-command "make lock" requirements.in -o requirements.lock
	@if grep -n '://' requirements.lock; then echo "requirements.lock names a package host" >&2; exit 1; fi
