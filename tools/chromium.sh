#!/bin/sh
# Finds Chromium for the browser tests, installs it when this is root on Debian, and says loudly when there is none.
set -eu
for name in chromium chromium-browser google-chrome; do
    if command -v "$name" >/dev/null; then exit 0; fi
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "安装 Chromium（浏览器测试用）…  Installing Chromium for the browser tests …"
    if apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium >/dev/null; then
        exit 0
    fi
    why="apt-get install chromium 失败 / failed"
else
    why="没有 chromium，且当前不是 root / no chromium here, and this is not root"
fi
echo "
################################################################################
  浏览器测试将被跳过：$why
  BROWSER TESTS WILL BE SKIPPED: $why
################################################################################
" >&2
