#!/bin/sh
# Writes the two lock files anew: run.txt (what the application needs) and dev.txt (that and the tools of a checkout).
set -eu
lock="pip-compile --quiet --generate-hashes --strip-extras --allow-unsafe --no-emit-index-url --no-emit-trusted-host --no-emit-find-links"
lock="$lock --constraint requirements/constraints.txt"
CUSTOM_COMPILE_COMMAND="make lock" $lock --output-file requirements/run.txt pyproject.toml
CUSTOM_COMPILE_COMMAND="make lock" $lock --extra dev --constraint requirements/run.txt --output-file requirements/dev.txt pyproject.toml
