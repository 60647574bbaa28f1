#!/usr/bin/env bash
# Measures the desk, each line beside its floor in the same run: ./bench.sh [--rows N] [--json FILE]
# Ends with 0 when it has measured, 2 on wrong use; slowness is no failure.
set -euo pipefail
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
if [ ! -x "$here/.venv/bin/python" ]; then
    "$here/test.sh" --setup
fi
# A relative --json FILE is meant from where the command was given, so only the search path points here.
PYTHONPATH="$here${PYTHONPATH:+:$PYTHONPATH}" exec "$here/.venv/bin/python" -m tests.benchmarks "$@"
