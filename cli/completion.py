"""Completion at the Tab key: what a shell asks, and the scripts that make it ask.

A shell runs `entente` with the command line so far in COMP_LINE, and gets one candidate a
line: `=`, the candidate, and where the shell can show it a tab and what it means. A line
with only `/` asks for the names of files.
"""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import date
from typing import Any

import click
from click.shell_completion import CompletionItem, ShellComplete, split_arg_string

from cli.context import Session
from store.errors import EntenteError
from store.text import one_line

VARIABLE = "_ENTENTE_COMPLETE"
"""Set to `bash_complete` and so on when a shell asks."""


class _Asked(ShellComplete):
    """What every shell has in common."""

    prefix = ""
    """The start of the word that candidates have to repeat, such as `--domains=`."""

    def get_completion_args(self) -> tuple[list[str], str]:
        """Return the words before the one to complete, and what there is of that one."""
        line = os.environ.get("COMP_LINE", "")
        words = split_arg_string(line)
        begun = len(split_arg_string(f"{line}x")) == len(words)
        incomplete = words.pop() if begun and words else ""
        if incomplete.startswith("--") and "=" in incomplete:
            self.prefix = incomplete[: incomplete.index("=") + 1]
        return words[1:], incomplete

    def format_completion(self, item: CompletionItem[Any]) -> str:
        """Return the line for one candidate."""
        if item.type == "file":
            return "/"
        return f"={self.prefix}{item.value}\t{one_line(item.help or '')}"


class Bash(_Asked):
    """bash takes a candidate as it is to be typed, without what its word breaks cut off."""

    name = "bash"
    source_template = """\
%(complete_func)s() {
    local line
    COMPREPLY=()
    while IFS= read -r line; do
        case $line in
            /) compopt -o default ;;
            =*) COMPREPLY+=("${line#=}") ;;
        esac
    done < <(COMP_LINE="${COMP_LINE:0:COMP_POINT}" COMP_WORDBREAKS="$COMP_WORDBREAKS" \\
        %(complete_var)s=bash_complete "$1" 2>/dev/null)
    [[ ${#COMPREPLY[@]} == 1 && ${COMPREPLY[0]} == *[:,] ]] && compopt -o nospace
}
complete -F %(complete_func)s %(prog_name)s
"""

    _cut = 0
    _quoted = False

    def get_completion_args(self) -> tuple[list[str], str]:
        """Note also where bash begins the word, and whether inside quotation marks."""
        args, incomplete = super().get_completion_args()
        line = os.environ.get("COMP_LINE", "")
        self._quoted = _open_quote(line)
        if not self._quoted:
            breaks = set(os.environ.get("COMP_WORDBREAKS", "")) & set(incomplete)
            self._cut = max((incomplete.rindex(each) + 1 for each in breaks), default=0)
        return args, incomplete

    def format_completion(self, item: CompletionItem[Any]) -> str:
        """Return the line for one candidate: bash shows no meanings."""
        if item.type == "file":
            return "/"
        typed = f"{self.prefix}{item.value}"[self._cut :]
        return f"={typed if self._quoted else _escaped(typed)}"


class Zsh(_Asked):
    """zsh quotes for itself and shows what candidates mean."""

    name = "zsh"
    source_template = """\
#compdef %(prog_name)s
%(complete_func)s() {
    local line word said
    local -a closed closed_said open open_said
    while IFS= read -r line; do
        case $line in
            /) _files ;;
            "="*)
                word=${${line#=}%%%%$'\\t'*}
                said=${line#*$'\\t'}
                [[ -n $said ]] && said="$word  -- $said" || said=$word
                if [[ $word == *[:,] ]]; then
                    open+=("$word") open_said+=("$said")
                else
                    closed+=("$word") closed_said+=("$said")
                fi ;;
        esac
    done < <(COMP_LINE="${(j: :)words[1,CURRENT]}" %(complete_var)s=zsh_complete \\
        ${words[1]} 2>/dev/null)
    (( $#closed )) && compadd -l -V words -d closed_said -a closed
    (( $#open )) && compadd -S '' -l -V fields -d open_said -a open
}
if [[ $zsh_eval_context[-1] == loadautofunc ]]; then
    %(complete_func)s "$@"
else
    compdef %(complete_func)s %(prog_name)s
fi
"""


class Fish(_Asked):
    """fish quotes for itself and shows what candidates mean."""

    name = "fish"
    source_template = """\
function %(complete_func)s
    set -lx %(complete_var)s fish_complete
    set -lx COMP_LINE (commandline -cp | string collect)
    for line in (%(prog_name)s 2>/dev/null)
        if test "$line" = /
            __fish_complete_path (commandline -ct)
        else
            string replace -r '^=' '' -- $line
        end
    end
end
complete --no-files --command %(prog_name)s --arguments '(%(complete_func)s)'
"""


SHELLS: dict[str, type[_Asked]] = {each.name: each for each in (Bash, Zsh, Fish)}
"""The shells that can be served, by name."""


def script(shell: str) -> str:
    """Return what a shell has to read to complete `entente`."""
    # It is the same whatever commands there are: they are asked for at each Tab.
    return SHELLS[shell](click.Command("entente"), {}, "entente", VARIABLE).source()


def answer(command: click.Command, question: str, today: date) -> int:
    """Print the candidates that a shell asks for; return the exit code. Never complains."""
    shell = SHELLS.get(question.removesuffix("_complete"))
    if shell is None or not question.endswith("_complete"):
        return 1
    session = Session(today)
    with suppress(EntenteError, click.ClickException, click.Abort, OSError):
        print(shell(command, {"obj": session}, "entente", VARIABLE).complete())
        session.close()
    return 0


def _open_quote(line: str) -> bool:
    """Whether a command line ends inside quotation marks."""
    quote = ""
    escaped = False
    for char in line:
        if escaped:
            escaped = False
        elif char == "\\" and quote != "'":
            escaped = True
        elif char in "'\"" and quote in ("", char):
            quote = "" if quote else char
    return bool(quote)


def _escaped(text: str) -> str:
    return "".join(char if char.isalnum() or char in "_@%+=:,./-" else f"\\{char}" for char in text)
