#!/bin/sh
# Sets everything up on a fresh machine and opens the desk; arguments go to main.py.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
. "$here/scripts/setup.sh"
setup_desk runtime
if [ -z "${DISPLAY:-}${WAYLAND_DISPLAY:-}${QT_QPA_PLATFORM:-}" ]; then
    case "${1:-}" in
        tour | --self-test | --help | -h) ;;
        *)
            echo "这台机器没有屏幕，无法打开窗口。" >&2
            echo "There is no display. To see the desk without one: ./run.sh tour --out DIR" >&2
            exit 1
            ;;
    esac
fi
exec "$here/.venv/bin/python" "$here/main.py" "$@"
