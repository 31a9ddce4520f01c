#!/bin/sh
# Drives every command with --json and checks exit codes, the documents and the errors.
#
#   PYTHON=.venv/bin/python sh tests/cli/every_command.sh
#
# `works CHECK COMMAND…` wants exit code 0 and a document that CHECK, an expression over
# `items` and `document`, holds for. `fails EXIT CODE COMMAND…` wants that exit code, nothing
# on stdout, and an error with that code on stderr. Every command of `cli.commands` has to
# work once and to fail once here: add a line of each for a new one.

set -u
PYTHON=${PYTHON:-python3}
folder=$(mktemp -d) || exit 1
trap 'rm -rf "$folder"' EXIT
XDG_DATA_HOME=$folder/data XDG_STATE_HOME=$folder/state XDG_CONFIG_HOME=$folder/config
export XDG_DATA_HOME XDG_STATE_HOME XDG_CONFIG_HOME
unset ENTENTE_REGISTER
out=$folder/out err=$folder/err
worked=" " failed=" " wrong=0
all=$("$PYTHON" -c 'import json, fixtures; print(len(json.loads(fixtures.bundled())["commitments"]))')

entente() {
    "$PYTHON" -c 'import sys; from datetime import date; from cli.main import run; sys.exit(run(sys.argv[1:], date(2026, 11, 22)))' "$@" </dev/null
}

complain() {
    echo "every_command.sh: $*" >&2
    sed 's/^/    /' "$err" >&2
    wrong=1
}

works() {
    check=$1
    shift
    worked="$worked$1 "
    entente "$@" --json >"$out" 2>"$err"
    code=$?
    if [ $code -ne 0 ]; then
        complain "exit code $code instead of 0: entente $*"
    elif [ -s "$err" ]; then
        complain "words on stderr beside --json: entente $*"
    elif ! "$PYTHON" - "$out" "$check" 2>"$err" <<'END'; then
import json, sys
document = json.load(open(sys.argv[1], encoding="utf-8"))
items = document["items"]
assert document["schema"] == 1 and document["as_of"] == "2026-11-22"
assert document["count"] == len(items)
assert eval(sys.argv[2]), f"{len(items)} items, the first: {items[:1]}"[:2000]
END
        complain "not so: $check: entente $*"
    fi
}

fails() {
    expected=$1 word=$2
    shift 2
    failed="$failed$1 "
    entente "$@" --json >"$out" 2>"$err"
    code=$?
    if [ $code -ne "$expected" ]; then
        complain "exit code $code instead of $expected: entente $*"
    elif [ -s "$out" ] && [ "$1" != doctor ]; then
        complain "something on stdout beside an error: entente $*"
    elif [ "$word" ] && ! "$PYTHON" - "$err" "$word" <<'END' 2>/dev/null; then
import json, sys
error = json.load(open(sys.argv[1], encoding="utf-8"))["error"]
assert set(error) == {"code", "message", "hint"} and error["message"]
assert error["code"] == sys.argv[2], error
END
        complain "no error with the code $word: entente $*"
    fi
}

# Looking.
works 'len(items) == '"$all"'' list
works 'items and all(each["status"] == "stalled" or each["overdue_days"] > 0 for each in items)' \
    list 'status:stalled or is:overdue' 'sort:due'
fails 2 bad-query list 'stauts:kept'
fails 2 bad-usage list --columns stauts
fails 2 bad-usage list --no-such-option
works 'items[0]["id"] == "js25-p8i" and items[0]["updates"]' show js25-p8i
fails 3 not-found show js25-p8
works 'items[0]["words"].startswith("Status ") and any(each["url"] for each in items)' why js25-p8i
works '"India" in items[0]["footnote"]' why js25-p8i --footnote
fails 3 not-found why js25-p8
works 'items and all(each["reasons"] and each["why"] for each in items)' review
works 'all("stale" in each["reasons"] for each in items)' review is:stale
fails 2 bad-query review is:staler
works 'items[0]["updates"][-1]["searched"] == ["PIB", "defense.gov"]' looked js25-p8i --where 'PIB, defense.gov'
works '"js25-p8i" not in [each["id"] for each in items]' review
works 'len(items) == 1' undo
fails 2 bad-usage looked js25-p8i
fails 3 not-found looked js25-p8 --where PIB
works 'items and items[0]["commitment"]' follow-ups domain:maritime
fails 2 bad-query follow-ups 'due:<soon'
works 'len(items) == 1 and items[0]["register"].endswith("register.json")' where
fails 2 bad-usage where else
works 'items' list --header
works 'len(items) == 1 and items[0]["figures"]["size"] == '"$all"' and items[0]["notes"]' \
    brief --since 2026-05-01 -o "$folder/brief.html"
fails 1 exists brief -o "$folder/brief.html"
works 'items[0]["decisions"]["rows"] and items[0]["follow_ups"]' brief --short --follow-ups
fails 2 bad-value brief --since 2027
works 'any(each["kind"] == "settled" for each in items)' changes --since 2025-10-01
works 'items == []' changes --since brief
fails 2 bad-value changes --since visit

# Changing.
works 'items[0]["id"] == "p8i-spares" and items[0]["due"] == "2027-Q1"' \
    add p8i-spares --title 'Spares for the P-8I' --domains maritime,air --due 2027-q1
fails 2 bad-value add p8i-spares --title 'Once more'
fails 2 bad-value add p8i-engines --title 'Engines' --domains martime
works 'items[0]["priority"] == "high" and items[0]["revision"] == 2' \
    edit p8i-spares --priority high
fails 2 bad-usage edit p8i-spares
fails 3 not-found edit p8i-spare --title x
fails 5 conflict edit p8i-spares --title 'Spares' --revision 1
works '[each["progress"] for each in items] == [40, 40]' mark p8i-spares js25-p8i 40%
works 'items[0]["status"] == "stalled"' mark p8i-spares stalled --note 'Nothing heard'
fails 2 bad-value mark p8i-spares --confirm
fails 2 bad-value mark p8i-spares stuck
fails 3 not-found mark p8i-spare kept
works 'items[0]["follow_ups"][0]["due"] == "2026-12-22"' follow p8i-spares Ask --due +30d
fails 2 bad-value follow p8i-spares Ask --due later
works 'items[0]["follow_ups"][0]["done"] == "2026-11-22"' done p8i-spares f
fails 3 not-found done p8i-spares f9
works 'items[0]["follow_ups"][0]["done"] is None' undo
works 'items[0]["follow_ups"][0]["done"] == "2026-11-22"' redo
fails 1 nothing-to-do redo
works 'items[0]["id"] == "p8i-tools" and not items[0]["updates"]' duplicate p8i-spares p8i-tools
fails 2 bad-value duplicate p8i-spares js25-p8i
works '[each["title"] for each in items][1] == "Manuals"' \
    split p8i-tools p8i-manuals --title Manuals
fails 3 not-found split p8i-tool p8i-books --title Books
works 'items[0]["former_ids"] == ["p8i-manuals"]' change-id p8i-manuals p8i-books
fails 2 bad-value change-id p8i-books js25-p8i
works 'items[0]["former_ids"] == ["p8i-manuals", "p8i-books"]' merge p8i-manuals p8i-tools --yes
fails 2 bad-usage merge p8i-tools js25-p8i
works '[each["lead"] for each in items] == ["MoD", "MoD"]' \
    edit p8i-spares p8i-tools --set lead=MoD --add-tag aircraft
fails 2 bad-usage edit p8i-spares --set led=MoD
works 'items[0]["id"] == "p8i-tools"' remove p8i-books --yes
works 'items[0]["id"] == "p8i-spares"' remove p8i-spares --yes
fails 2 bad-usage remove js25-p8i
fails 3 not-found remove p8i-spares --yes
works 'items[0]["label"].startswith("p8i-spares")' log p8i-spares --since 2020
fails 3 not-found log no-such-id
works 'items == [{"name": "late", "query": "is:overdue", "finds": items[0]["finds"]}]' \
    views --save late is:overdue
works 'items and all(each["overdue_days"] > 0 for each in items)' list --view late
fails 3 not-found views --remove early

# What documents say.
cat >"$folder/earlier.md" <<'TEXT'
# Joint Statement of India and the United States, 4 March 2025

We intend to open two consulates by 2027. We will train 40 pilots.
TEXT
cat >"$folder/later.md" <<'TEXT'
# Joint Statement of India and the United States, 5 May 2026

We will open two consulates by 2026.
TEXT
works '[each["level"] for each in items] == ["mid", "strong"] and items[0]["due"] == "2027"' \
    capture "$folder/earlier.md"
works 'items[0]["commitment"] is None and items[1]["commitment"]' \
    capture "$folder/earlier.md" --instrument new --take strong
fails 1 cannot-read capture "$folder/nothing.md"
works True undo
fails 1 bad-file capture "$folder/earlier.md" --format docx
fails 2 bad-usage capture "$folder/earlier.md" --take strong
fails 3 not-found capture "$folder/earlier.md" --instrument nothing --take strong
works 'items[0]["relation"] == "firmer" and items[0]["facts"]' \
    compare "$folder/earlier.md" "$folder/later.md"
fails 3 not-found compare "$folder/earlier.md" no-such-instrument
works 'items[0]["rank"] == 1 and items[0]["shared"]' match "$folder/later.md"
fails 1 cannot-read match "$folder/nothing.md"

# A register of one's own.
works 'len(items) == 6' new
works 'items[0]["domains"] == 12' new "$folder/g.json" --like communique
fails 2 bad-value new "$folder/g.json"
fails 2 bad-usage new "$folder/h.json" --like no-such-thing
works 'items[0]["stale_days"] == 100' settings --stale-days 100 --register "$folder/g.json"
fails 2 bad-value settings --stale-days soon
works 'items[0]["status_words"][-1] == {"word": "half done", "means": "in-progress 50%"}' \
    settings --status-word 'half done=in progress 50%' --register "$folder/g.json"
fails 2 bad-value settings --status-word 'half done=nearly'
works 'items[-1]["name"] == "Critical minerals"' \
    domains add minerals 'Critical minerals' --register "$folder/g.json"
fails 3 not-found domains remove martime
works 'items[-1]["id"] == "js27"' instruments add js27 --title 'Joint statement' --date 2026-11
fails 2 bad-usage instruments edit js27

# In and out.
works 'items[0]["format"] == "csv" and items[0]["count"] == '"$all"'' export -o "$folder/all.csv"
fails 1 exists export -o "$folder/all.csv"
fails 2 bad-usage export --format xlsx
works 'items[0]["count"] == items[0]["commitments"] < '"$all"'' \
    export --view late -o "$folder/late.json"
works 'items[0]["rows"] == '"$all"' and items[0]["unchanged"] == '"$all"'' import "$folder/all.csv"
works 'items[0]["new"] == '"$all"'' import "$folder/all.csv" --into "$folder/other.json"
works 'items[0]["new"] == '"$all"' and items[0]["dry_run"]' \
    import "$folder/all.csv" --into "$folder/none.json" --dry-run
fails 1 bad-file import "$folder/nothing.csv"
fails 2 bad-value import "$folder/all.csv" --map colour=status
fails 2 bad-usage import

# Together.
export GIT_AUTHOR_NAME=ana GIT_AUTHOR_EMAIL=ana@example.org
export GIT_COMMITTER_NAME=ana GIT_COMMITTER_EMAIL=ana@example.org
git init -q "$folder/shared"
works 'len(items[0]["sent"]) > 50 and not items[0]["clashes"]' sync "$folder/shared"
fails 1 no-git sync "$folder/nowhere"
for each in base ours theirs; do echo '{"id": "a", "title": "A"}' >"$folder/$each.json"; done
works 'items == []' merge-driver "$folder/base.json" "$folder/ours.json" "$folder/theirs.json"
fails 1 bad-file merge-driver "$folder/base.json" "$folder/ours.json" "$folder/nothing.json"

# Copies of sources.
echo 'A page' >"$folder/page.html"
works 'len(items) == 1' keep "$folder/page.html" --for js25-p8i
fails 3 not-found keep "$folder/page.html" --for nothing
works 'items[0]["commitments"] > 50' copy "$folder/other.json" "$folder/copied.json"
fails 2 bad-value copy "$folder/other.json" "$folder/copied.json"
fails 2 bad-value copy "$folder/other.json" 'postgresql://ana:secret@localhost/pledges'
works 'items[1]["sql"].startswith("GRANT SELECT ON entente.register")' grants --reader guest
fails 2 bad-usage grants

# Around it. A server goes on until it is stopped: test_serve.py makes it work.
worked="$worked serve "
fails 2 bad-value serve --allow-address the-office
works 'items == []' doctor
works 'items == []' doctor --strict
works 'items[0]["shell"] == "bash" and "complete -F" in items[0]["script"]' completion bash
fails 2 bad-usage completion tcsh
echo '{' >"$folder/damaged.json"
fails 6 '' doctor --register "$folder/damaged.json"
fails 4 damaged list --register "$folder/damaged.json"
fails 1 no-register list --register "$folder/nothing.json"
fails 1 nothing-to-do undo --register "$(
    "$PYTHON" - "$folder/new.json" <<'END'
import sys
from pathlib import Path
from store.register.opening import empty_register
from store.register.store import Store
Store.create(Path(sys.argv[1]), empty_register("New"), user="nobody")
print(sys.argv[1])
END
)"

# Without a command: no board without a terminal.
entente >"$out" 2>"$err"
code=$?
if [ $code -ne 2 ] || [ -s "$out" ]; then
    complain "the board without a terminal: exit code $code"
fi

# Pipes: a reader that has seen enough ends it quietly, and no line is coloured or wrapped.
piped() {
    { entente "$@" 2>"$err"; echo $? >"$folder/code"; } | head -c 10 >"$out"
    # An export may be done before its reader has gone, and says so then.
    if [ "$(cat "$folder/code")" -ne 0 ] || grep -qv ' written$' "$err" ||
        [ "$(wc -c <"$out")" -ne 10 ]; then
        complain "into head -c 10: exit code $(cat "$folder/code"): entente $*"
    fi
    FORCE_COLOR=1 entente "$@" >"$out" 2>"$err"
    if grep -q "$(printf '\033')" "$out" "$err"; then
        complain "coloured in a pipe: entente $*"
    fi
}
piped list
piped list --json
piped show js25-p8i
piped follow-ups
piped log
piped changes
piped brief
piped brief --format html
piped export --format csv
piped export --format html
piped completion bash
piped --help
COLUMNS=20 FORCE_COLOR=1 entente list >"$out" 2>"$err"
if [ "$(wc -l <"$out")" -ne "$all" ] || grep -q "$(printf '\033')" "$out"; then
    complain "list into a pipe is wrapped or coloured"
fi

for name in $("$PYTHON" -c 'from cli.commands import COMMANDS; print(*COMMANDS)'); do
    case $worked in *" $name "*) ;; *) complain "no line makes '$name' work" ;; esac
    case $failed in *" $name "*) ;; *) complain "no line makes '$name' fail" ;; esac
done
exit $wrong
