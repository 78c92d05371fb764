@echo off
rem Installs wsisc from the wheels next to this file: install.cmd [FOLDER]
setlocal
set "TARGET=%~1"
if "%TARGET%"=="" set "TARGET=%LOCALAPPDATA%\wsisc"
set "PYTHON="
for %%V in (3.14 3.13 3.12) do if not defined PYTHON (py -%%V -c "" >nul 2>nul && set "PYTHON=py -%%V")
if not defined PYTHON (python -c "import sys; sys.exit(not (3, 12) <= sys.version_info[:2] <= (3, 14))" >nul 2>nul && set "PYTHON=python")
if not defined PYTHON (echo error: Python 3.12, 3.13 or 3.14 was not found; install it from python.org, then run install.cmd again.& goto failed)
if exist "%TARGET%" if not exist "%TARGET%\wsisc-installation.txt" (echo error: %TARGET% exists and is not an installation of wsisc; choose another folder: install.cmd FOLDER& goto failed)
%PYTHON% -I -m venv --clear "%TARGET%" || goto failed
> "%TARGET%\wsisc-installation.txt" echo Created by install.cmd, which replaces this folder when it is run again.
echo Installing wsisc in %TARGET%, which takes about half a minute ...
"%TARGET%\Scripts\python.exe" -I -m pip --isolated install --quiet --disable-pip-version-check --no-index --find-links "%~dp0wheels" --require-hashes -r "%~dp0requirements.txt" || goto failed
set "COMMANDS=%TARGET%\commands"
if not exist "%COMMANDS%" mkdir "%COMMANDS%"
> "%COMMANDS%\wsisc.cmd" echo @"%TARGET%\Scripts\wsisc.exe" %%*
"%TARGET%\Scripts\wsisc.exe" --version || goto failed
powershell -NoProfile -Command "$p=[Environment]::GetEnvironmentVariable('Path','User'); if (($p -split ';') -notcontains $env:COMMANDS) { [Environment]::SetEnvironmentVariable('Path', ($p.TrimEnd(';') + ';' + $env:COMMANDS).TrimStart(';'), 'User') }"
echo Installed in %TARGET%. Open a new terminal, then run: wsisc doctor
echo(%cmdcmdline%| find /i "/c" >nul && pause
exit /b 0
:failed
echo wsisc was not installed.
echo(%cmdcmdline%| find /i "/c" >nul && pause
exit /b 1
