#!/bin/bash
# keyring-session.sh
#
# Copyright 2026 The Wellhead authors
#
# SPDX-License-Identifier: GPL-3.0-or-later
#
# keyring-session.sh bus|no-bus PROGRAM TEST-PATH
#
# Runs one test in a session of its own: its own home, runtime folder and message bus, on which
# nothing is activated but what the test starts. Whatever happens, nothing of it is left behind.
set -u

mode=$1
program=$2
path=$3

for tool in dbus-run-session gnome-keyring-daemon setsid; do
  if ! command -v "$tool" >/dev/null; then
    echo "1..0 # SKIP $tool is not installed"
    exit 0
  fi
done

session=
folder=$(mktemp -d "${TMPDIR:-/tmp}/wellhead-keyring-XXXXXX") || exit 1

clean_up ()
{
  [ -z "$session" ] || kill -KILL -- "-$session" 2>/dev/null
  rm -rf "$folder"
}
trap clean_up EXIT
trap 'exit 1' HUP INT TERM

mkdir -m 700 "$folder/home" "$folder/run"
export HOME="$folder/home" XDG_RUNTIME_DIR="$folder/run"
export XDG_DATA_HOME="$HOME/data" XDG_CONFIG_HOME="$HOME/config" XDG_CACHE_HOME="$HOME/cache"
unset DISPLAY WAYLAND_DISPLAY GNOME_KEYRING_CONTROL SSH_AUTH_SOCK SECRET_BACKEND

cat >"$folder/session.conf" <<END
<busconfig>
  <type>session</type>
  <listen>unix:dir=$folder/run</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
END

# A session of its own is also a process group of its own: killing that kills all.
if [ "$mode" = bus ]; then
  unset DBUS_SESSION_BUS_ADDRESS
  setsid dbus-run-session --config-file="$folder/session.conf" -- "$program" --tap -p "$path" &
else
  export DBUS_SESSION_BUS_ADDRESS="unix:path=$folder/run/there-is-none"
  setsid "$program" --tap -p "$path" &
fi
session=$!
wait "$session"
