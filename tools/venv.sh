#!/bin/sh
# Makes .venv from requirements.lock, every file checked against its hash. Needs Python 3.11; asks apt for the rest.
set -eu
cd "$(dirname "$0")/.."

python=
for candidate in ${PYTHON:-python3.11 python3}; do
    if [ "$("$candidate" -c 'import sys; print(*sys.version_info[:2])' 2>/dev/null)" = "3 11" ]; then
        python=$candidate
        break
    fi
done
if [ -z "$python" ]; then
    echo "没有找到 Python 3.11。 Python 3.11 was not found: install it, or name it: make PYTHON=/path/to/python3.11" >&2
    exit 1
fi
if ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
    # Debian splits the standard library: venv is a package of its own.
    if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
        echo "缺少 python3-venv，请管理员执行 apt-get install python3-venv。" \
             "python3-venv is missing: ask an administrator to run apt-get install python3-venv." >&2
        exit 1
    fi
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3.11-venv
fi
[ -x .venv/bin/python ] || "$python" -m venv .venv

# uv unpacks the lock in seconds where pip takes a minute. It is pinned by hash itself.
.venv/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r tools/uv.lock 2>.venv/pip.log ||
    { cat .venv/pip.log >&2; exit 1; }
if ! VIRTUAL_ENV="$PWD/.venv" .venv/bin/uv pip install -q --require-hashes -r requirements.lock; then
    # A package mirror may be written down in pip's settings only, which uv does not read.
    echo "uv 没有成功，改用 pip（约一分钟）。 uv did not succeed; trying pip, which takes about a minute." >&2
    .venv/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.lock
fi

cat >.venv/bin/jiuzhu <<'END'
#!/bin/sh
here=$(dirname "$(readlink -f "$0")")
PYTHONPATH="$here/../..${PYTHONPATH:+:$PYTHONPATH}" exec "$here/python" -m jiuzhu "$@"
END
chmod +x .venv/bin/jiuzhu
touch .venv/stamp
