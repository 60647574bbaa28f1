# Sourced by run.sh and test.sh: brings a bare Debian (or a relative of it) to where the desk starts.
# Says what it installs; when everything is there it only compares a checksum.

SYSTEM_PACKAGES="python3 python3-venv libegl1 libgl1 libopengl0 libfontconfig1 libfreetype6 libdbus-1-3 libglib2.0-0
libxkbcommon0 libxkbcommon-x11-0 libxcb-cursor0 libxcb-icccm4 libxcb-image0 libxcb-keysyms1 libxcb-randr0
libxcb-render-util0 libxcb-shape0 libxcb-shm0 libxcb-sync1 libxcb-xfixes0 libxcb-xinerama0 libxcb-xkb1 libx11-xcb1
libcups2 fontconfig ca-certificates"
CHINESE_FONT="fonts-noto-cjk"

setup_desk() {
    kind=$1
    _install_system_packages
    _make_environment "$kind"
    # Compiled once, so that the first start is as quick as the others.
    "$here/.venv/bin/python" -m compileall -q "$here/main.py" "$here/dutyroom" "$here/ui" || true
}

_missing_packages() {
    for package in $SYSTEM_PACKAGES; do
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q "install ok installed" || printf '%s ' "$package"
    done
    if ! command -v fc-list >/dev/null 2>&1 || [ -z "$(fc-list ':lang=zh-cn' family 2>/dev/null | head -n 1)" ]; then
        printf '%s ' "$CHINESE_FONT"
    fi
}

_install_system_packages() {
    command -v dpkg-query >/dev/null 2>&1 || return 0 # another system: its administrator sees to the libraries
    missing=$(_missing_packages)
    [ -n "$missing" ] || return 0
    if [ "$(id -u)" -eq 0 ]; then
        as_root=""
    elif command -v sudo >/dev/null 2>&1; then
        as_root="sudo"
    else
        echo "缺少系统软件包，需要管理员安装：$missing" >&2
        echo "These packages are missing and need root to install: $missing" >&2
        exit 1
    fi
    echo "正在安装系统软件包 / installing: $missing" >&2
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq
    # shellcheck disable=SC2086 -- a list of words
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
}

_python() {
    for candidate in python3.13 python3.12 python3.11 python3; do
        if command -v "$candidate" >/dev/null 2>&1 &&
            "$candidate" -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$candidate"
            return 0
        fi
    done
    return 1
}

_make_environment() {
    list="$here/requirements/$1.txt"
    stamp="$here/.venv/.requirements-$1"
    wanted=$(cksum <"$list")
    if [ -x "$here/.venv/bin/python" ] && [ "$(cat "$stamp" 2>/dev/null || true)" = "$wanted" ]; then
        return 0
    fi
    # The set for development holds everything that runs, so a desk may start from it as well.
    if [ "$1" = runtime ] && [ -x "$here/.venv/bin/python" ] &&
        [ "$(cat "$here/.venv/.requirements-dev" 2>/dev/null || true)" = "$(cksum <"$here/requirements/dev.txt")" ]; then
        return 0
    fi
    if ! python=$(_python); then
        echo "需要 Python 3.11 或更高版本 / Python 3.11 or newer is needed." >&2
        exit 1
    fi
    echo "正在准备运行环境 .venv / preparing .venv ($1)" >&2
    [ -x "$here/.venv/bin/python" ] || "$python" -m venv "$here/.venv"
    "$here/.venv/bin/python" -m pip install --quiet --disable-pip-version-check --require-hashes -r "$list"
    printf '%s\n' "$wanted" >"$stamp"
}
