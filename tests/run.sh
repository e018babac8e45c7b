#!/usr/bin/env bash
# Runs every test there is: form, lints, documentation, the Rust tests, the example city, and, where
# Python is at hand, the independent count. What cannot run here is said at the end, never passed over.
set -euo pipefail
cd "$(dirname "$0")/.."

skipped=()
step() { printf '\n== %s\n' "$*"; }

step "form"
if cargo fmt --version > /dev/null 2>&1; then
    cargo fmt --check
else
    skipped+=("the form of the code: rustup component add rustfmt")
fi

step "lints"
if cargo clippy --version > /dev/null 2>&1; then
    cargo clippy --all-targets --locked -- -D warnings
else
    skipped+=("the lints: rustup component add clippy")
fi

step "documentation"
RUSTDOCFLAGS="-D warnings" cargo doc --no-deps --locked --quiet

step "tests"
cargo test --locked

step "the example city"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cargo run --locked --quiet -- demo "$work/public"
cargo run --locked --quiet -- demo "$work/internal" --internal --quiet

program="$(cargo metadata --locked --no-deps --format-version 1 | sed 's/.*"target_directory":"\([^"]*\)".*/\1/')/debug/spreiding"

step "the same counts by an independent program (tests/independent)"
python=
if command -v python3 > /dev/null && python3 -c 'import venv, ensurepip, sys; sys.exit(sys.version_info < (3, 11))' 2> /dev/null; then
    envs="${XDG_CACHE_HOME:-$HOME/.cache}/spreiding"
    mkdir -p "$envs"
    key=$(sha256sum tests/independent/requirements.txt | cut -c1-12)
    if [ ! -x "$envs/python-$key/bin/python" ] || [ ! -f "$envs/python-$key/complete" ]; then
        python3 -m venv "$envs/python-$key" \
            && "$envs/python-$key/bin/pip" install --quiet --disable-pip-version-check -r tests/independent/requirements.txt \
            && touch "$envs/python-$key/complete" || true
    fi
    [ -f "$envs/python-$key/complete" ] && python="$envs/python-$key/bin/python"
fi
if [ -n "$python" ]; then
    "$python" tests/independent/code_pages.py
    "$python" tests/independent/check.py "$work/public/spreiding.toml" "$work/public/out"
    "$python" tests/independent/check.py "$work/internal/spreiding.toml" "$work/internal/out-intern" --internal
    step "the same statistics by PySAL, SciPy and statsmodels, of the example city and of a random one (tests/independent/spread.py)"
    "$python" tests/independent/spread.py "$work/internal/out-intern"
    # A city whose number anyone can make again.
    "$python" tests/independent/random_city.py 2025 "$work/random"
    (cd "$work/random" && "$program" run --internal --quiet)
    "$python" tests/independent/spread.py "$work/random/out-intern"
    step "the notebook on the example city (notebooks)"
    for notebook in notebooks/*.ipynb; do
        "$python" tests/independent/notebook.py "$notebook" "$work/internal/out-intern"
    done
else
    skipped+=("the independent count: it needs Python 3.11 or later with venv, and its packages from PyPI")
fi

step "the same counts by GeoPandas on an invented country (tests/bench)"
if [ -n "$python" ]; then
    "$python" tests/bench/country.py --agree-only --spreiding "$program"
else
    skipped+=("the count by GeoPandas: it needs the same")
fi

printf '\n'
for what in "${skipped[@]:-}"; do
    [ -z "$what" ] || printf 'SKIPPED  %s\n' "$what"
done
printf 'All tests that can run here have passed.\n'
