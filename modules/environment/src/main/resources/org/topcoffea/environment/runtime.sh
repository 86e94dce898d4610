#!/bin/sh
# topcoffea for workers: Java and the program in one file.  sh FILE COMMAND..., for example sh FILE worker -M NAME
# A compressed tar archive follows. It needs sh, tar and gzip, no Java, no network and no home directory. Where a worker has a
# directory that it removes itself, it is unpacked once for all tasks; elsewhere for this one command, and removed after it.
# TOPCOFFEA_UNPACK names a directory to use and to keep.
key=@KEY@
sum=@SHA256@
self=$0
umask 022
for variable in JAVA_TOOL_OPTIONS _JAVA_OPTIONS JDK_JAVA_OPTIONS JAVA_HOME CLASSPATH PYTHONPATH PYTHONHOME; do
    eval "[ -z \"\${$variable+set}\" ]" || export TOPCOFFEA_IGNORED="${TOPCOFFEA_IGNORED-} $variable"
done
unset JAVA_TOOL_OPTIONS _JAVA_OPTIONS JDK_JAVA_OPTIONS JAVA_HOME CLASSPATH LD_LIBRARY_PATH PYTHONPATH PYTHONHOME CDPATH
fail() {
    code=$1
    shift
    echo "topcoffea: $*" >&2
    exit "$code"
}
[ -f "$self" ] || fail 74 "cannot find the file $self, which holds the program: run it by its path"
case ${self##*/} in
    work_queue_worker*) set -- worker "$@" ;;
esac

# Whether programs may run in a directory. Others must not be able to plant one for us: it has to be ours.
usable() {
    (umask 077 && mkdir -p "$1") 2>/dev/null
    [ -d "$1" ] && [ -w "$1" ] && [ -O "$1" ] || { why="$why $1 (not ours to write to)"; return 1; }
    probe=$1/probe.$$
    printf '#!/bin/sh\nexit 0\n' >"$probe" 2>/dev/null && chmod 700 "$probe" && "$probe" 2>/dev/null
    code=$?
    rm -f "$probe"
    [ $code -eq 0 ] || { why="$why $1 (no program may run there)"; return 1; }
}

# Unpacks into $1, which appears whole or not at all. The SHA-256 of what follows this script is computed meanwhile, where there
# is a program for it; gzip's own checksum catches accidents only.
unpack() {
    rm -rf "$1.part.$$" "$1.failed.$$" "$1.sum.$$"
    mkdir "$1.part.$$" || fail 74 "cannot make $1.part.$$: check that the disk is not full"
    echo "$sum  -" >"$1.sum.$$"
    if command -v sha256sum >/dev/null 2>&1; then
        tail -c +@NEXT@ "$self" | sha256sum >"$1.sum.$$" &
        summing=$!
    fi
    { tail -c +@NEXT@ "$self" | gzip -dc || : >"$1.failed.$$"; } | (cd "$1.part.$$" && tar -xf -) || : >"$1.failed.$$"
    [ -z "${summing-}" ] || wait "$summing"
    found=
    read -r found <"$1.sum.$$"
    [ "${found%% *}" = "$sum" ] || : >"$1.failed.$$"
    if [ -e "$1.failed.$$" ]; then
        rm -rf "$1.part.$$" "$1.failed.$$" "$1.sum.$$"
        fail 74 "cannot unpack $self into $1: the disk is full, or the file is damaged"
    fi
    rm -f "$1.sum.$$"
    mv "$1.part.$$" "$1.$$" && [ -x "$1.$$/bin/java" ] || fail 74 "cannot unpack $self into $1.$$"
}

# Sets home to what somebody has unpacked in directory $1.
ready() {
    name=
    [ -f "$1/current" ] && [ -O "$1/current" ] && read -r name <"$1/current"
    home=$1/$name
    [ -n "$name" ] && [ -x "$home/bin/java" ]
}

# Unpacks for all who come, one after the other. Whoever waits too long, or for a dead one, does it without the lock: what
# counts is the file 'current', which is replaced in one step.
share() {
    waited=0
    until mkdir "$1/lock" 2>/dev/null; do
        ready "$1" && return
        owner=$(cat "$1/lock/owner" 2>/dev/null)
        if [ -n "$owner" ] && ! kill -0 "$owner" 2>/dev/null && mv "$1/lock" "$1/lock.$$" 2>/dev/null; then
            rm -rf "$1/lock.$$"
        fi
        [ "$waited" -lt 1200 ] && [ -d "$1" ] || break
        waited=$((waited + 1))
        sleep 0.1 2>/dev/null || sleep 1
    done
    echo $$ >"$1/lock/owner" 2>/dev/null
    if ! ready "$1"; then
        unpack "$1/runtime"
        echo "runtime.$$" >"$1/current.$$" && mv -f "$1/current.$$" "$1/current" || fail 74 "cannot write into $1"
    fi
    rm -rf "$1/lock"
    ready "$1" || fail 74 "cannot use what was unpacked into $1"
}

# Shows that $1 is in use for as long as this shell or the program lives, whatever they die of. Where there is no flock, nobody
# removes what is left.
hold() {
    exec 9>"$1/lock.new" && flock -n 9 2>/dev/null && mv "$1/lock.new" "$1/lock"
}

# Removes what others have unpacked into $1 and could not remove, because they were killed.
sweep() {
    for left in "$1"/topcoffea-*-*/lock; do
        [ -f "$left" ] && [ -O "$left" ] && [ ! -h "${left%/lock}" ] || continue
        (flock -n 8 && rm -rf "${left%/lock}") 2>/dev/null 8<"$left" 9>&-
    done
}

why=
for place in "${TOPCOFFEA_UNPACK-}" "${WORKER_TMPDIR-}" "${_CONDOR_SCRATCH_DIR-}"; do
    [ -n "$place" ] || continue
    place=$place/topcoffea-$key
    ready "$place" || { usable "$place" && share "$place"; } || continue
    exec "$home/bin/topcoffea" "$@"
done

for place in "${TMPDIR-}" "${TEMP-}" /tmp /var/tmp "$PWD"; do
    [ -n "$place" ] || continue
    place=$place/topcoffea-$key-$$
    if usable "$place"; then
        trap 'rm -rf "$place"' EXIT
        sweep "${place%/*}"
        hold "$place"
        unpack "$place/runtime"
        "$place/runtime.$$/bin/topcoffea" "$@" &
        child=$!
        trap 'kill -TERM $child' TERM
        trap 'kill -TERM $child' INT
        trap 'kill -HUP $child' HUP
        while :; do
            wait "$child"
            code=$?
            kill -0 "$child" 2>/dev/null || break
        done
        exit "$code"
    fi
    rmdir "$place" 2>/dev/null
done
fail 73 "in none of these directories programs may run:$why; give the worker another work directory, or set TOPCOFFEA_UNPACK"
exit 73
