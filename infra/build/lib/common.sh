# Shared by the commands in infra/. Sourced, not run.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../../.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1

step() { printf '\n== %s\n' "$*"; }

need() { # need PROGRAM "what to do"
  command -v "$1" >/dev/null || { printf '%s is missing: %s\n' "$1" "$2" >&2; exit 1; }
}

# On Debian as root installs what is not there; elsewhere names it and goes on.
debian() { # debian PROGRAM PACKAGE...
  local program=$1; shift
  command -v "$program" >/dev/null && return 0
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    step "Installing $*"
    { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$@"; } >/dev/null 2>&1 \
      || printf 'Could not install %s; what needs it says so and goes on.\n' "$*"
  else
    printf '%s is missing (package %s); reports stay without PDF until it is there.\n' "$program" "$1"
  fi
}

npm_ci() { # npm_ci FOLDER: installs what its lock file names, once
  [ "$1/node_modules/.stamp" -nt "$1/package-lock.json" ] && return 0
  (cd "$1" && npm ci --ignore-scripts --no-audit --no-fund --loglevel=error) && touch "$1/node_modules/.stamp"
}

publish() { # publish CONFIGURATION [SWITCH...]: the switches are for Desk, which runs the grains
  step "Building and publishing Desk and Portal"
  local configuration=$1; shift
  dotnet publish src/Desk/WinLossAgency.Desk.csproj -c "$configuration" -o var/publish/desk -v quiet -m:2 "$@"
  dotnet publish src/Portal/WinLossAgency.Portal.csproj -c "$configuration" -o var/publish/portal -v quiet -m:2
}

# The Orleans build on the packages of Microsoft Orleans. ORLEANS_FEED names one more package source, an address or a folder.
orleans_switches() { # orleans_switches CLUSTER: sets orleans
  orleans=(-p:OrleansPackages=true "-p:OrleansCluster=$1")
  [ -z "${ORLEANS_VERSION:-}" ] || orleans+=("-p:OrleansVersion=$ORLEANS_VERSION")
  [ -z "${ORLEANS_FEED:-}" ] || orleans+=("-p:RestoreAdditionalProjectSources=$ORLEANS_FEED")
}

orleans_restores() { # orleans_restores PROJECT: tries, and leaves what is missing in var/log/orleans-restore.log
  mkdir -p var/log
  dotnet restore "$1" -v quiet "${orleans[@]}" >var/log/orleans-restore.log 2>&1
}

orleans_missing() { # the packages that the last try did not find, one a line
  grep -oE "Unable to find package [A-Za-z.]+" var/log/orleans-restore.log | sed "s/.*package /  /; s/[.]$//" | sort -u
}

port_free() { # port_free PORT NAME
  if (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; then
    printf 'Port %s, wanted by %s, is taken by another program. Set %s_PORT to another.\n' "$1" "$2" "${2^^}" >&2
    exit 1
  fi
}

wait_for() { # wait_for URL PID: until it answers or the program has ended; five minutes at most
  for _ in $(seq 1 1500); do
    kill -0 "$2" 2>/dev/null || return 1
    curl -fsS -o /dev/null "$1" 2>/dev/null && return 0
    sleep 0.2
  done
  return 1
}
