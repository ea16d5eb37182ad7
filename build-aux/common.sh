# Copyright 2026 The Wellhead authors
# SPDX-License-Identifier: GPL-3.0-or-later
# shellcheck shell=bash

# What the scripts of this folder share; sourced, not run.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
export root

say ()
{
  printf '%s\n' "$*" >&2
}

die ()
{
  say "$*"
  exit 1
}

# logged LOG COMMAND…: runs it quietly; where it fails, what it said is shown.
logged ()
{
  local log=$1
  shift
  mkdir -p "$(dirname "$log")"
  if ! "$@" >"$log" 2>&1 </dev/null; then
    tail -n 100 "$log" >&2
    return 1
  fi
}

# configure DIR OPTION…: a build directory that fits the options, made only when there is none or
# the options have changed since. (A second “meson setup” would keep the old ones without a word.)
configure ()
{
  local directory=$1 wanted
  shift
  wanted="$root $*"
  if [ -e "$directory/build.ninja" ] &&
     [ "$(cat "$directory/options" 2>/dev/null)" = "$wanted" ]; then
    return 0
  fi
  rm -rf "$directory"
  mkdir -p "$directory"
  if ! logged "$directory/setup.log" meson setup "$directory" "$root" "$@"; then
    say "meson setup failed; all that it said is in $directory/setup.log"
    return 1
  fi
  printf '%s\n' "$wanted" >"$directory/options"
}
