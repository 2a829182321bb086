@echo off
rem go run | go cli … | go test | go bench [NAME] | go check : the same as ./go, for Windows 10 1809 or later.
setlocal
cd /d "%~dp0"
set PYTHONDONTWRITEBYTECODE=
set "PYTHONPATH=%CD%"
if not exist .venv\Scripts\python.exe (
  py -3 -c "import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))" || (
    echo Python 3.11 to 3.14 is needed: install it from your usual source and try again.
    exit /b 3
  )
  py -3 -m venv .venv || exit /b 3
  .venv\Scripts\python -m pip install -q --disable-pip-version-check --require-hashes --only-binary :all: -r requirements.lock || exit /b 3
)
set COMMAND=%1
if "%COMMAND%"=="" set COMMAND=run
if "%COMMAND%"=="run" .venv\Scripts\python -m ui %2 %3 %4 %5 & exit /b
if "%COMMAND%"=="cli" .venv\Scripts\python -m monitorapp.cli.main %2 %3 %4 %5 %6 %7 %8 %9 & exit /b
if "%COMMAND%"=="test" set QT_QPA_PLATFORM=offscreen& .venv\Scripts\python -m pytest -q -n auto --maxprocesses 4 --dist worksteal %2 %3 %4 & exit /b
if "%COMMAND%"=="bench" .venv\Scripts\python benchmarks\%2.py & exit /b
if "%COMMAND%"=="harden" echo harden is for Linux& exit /b 3
if "%COMMAND%"=="check" .venv\Scripts\ruff check . && .venv\Scripts\mypy && .venv\Scripts\lint-imports && .venv\Scripts\python packaging\house_rules.py & exit /b
echo usage: go run^|cli^|test^|bench^|check
exit /b 2
