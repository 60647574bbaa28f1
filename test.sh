#!/bin/sh
# Sets everything up and runs every check; with --setup no more than that, with --faults the long run against faults
# instead (tests/faults). Further arguments go to pytest.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
. "$here/scripts/setup.sh"
setup_desk dev
if [ "${1:-}" = "--setup" ]; then
    echo "环境已就绪：.venv"
    exit 0
fi
cd "$here"
if [ "${1:-}" = "--faults" ]; then
    shift
    export QT_QPA_PLATFORM="${QT_QPA_PLATFORM:-offscreen}"
    exec "$here/.venv/bin/python" -m tests.faults "$@"
fi
bin="$here/.venv/bin"
export QT_QPA_PLATFORM="${QT_QPA_PLATFORM:-offscreen}"
"$bin/ruff" check .
"$bin/ruff" format --check .
"$bin/mypy"
"$bin/lint-imports"
"$bin/python" -m scripts.translations --check
"$bin/python" -m scripts.keyboard --check
"$bin/python" -m scripts.requirements --check
exec "$bin/python" -m pytest -n auto --dist loadfile --no-loadscope-reorder "$@"
