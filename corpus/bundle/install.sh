#!/bin/sh
# 安装督办:./install.sh [安装目录]。不联网;只用本文件夹里的安装包,逐个核对校验值。
set -eu
here=$(cd "$(dirname "$0")" && pwd)
target=${1:-/opt/duban}

for python in ${PYTHON:-python3.13 python3.12 python3.11 python3}; do
    if command -v "$python" > /dev/null && "$python" -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))'; then
        break
    fi
    python=
done
if [ -z "$python" ]; then
    echo "没有找到 Python 3.11、3.12 或 3.13。请先安装其中一个,或用 PYTHON=/路径/python3.11 ./install.sh 写明它在哪里" >&2
    exit 1
fi

"$python" -m venv "$target"
"$target/bin/pip" install --quiet --disable-pip-version-check --no-index --find-links "$here/wheels" \
    --require-hashes --no-deps -r "$here/requirements.txt"
"$target/bin/python" -m compileall -qq "$target" || true # 先编译好,启动快一些
"$target/bin/duban" version
echo "已安装到 $target。试一试:$target/bin/duban serve --open;装成系统服务见 operations.md"
