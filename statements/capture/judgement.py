"""Whether a cue makes a promise where it stands, and why not where it does not."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from statements.capture.parties import Parties
from statements.capture.subjects import SentenceSubject, Who
from statements.language.lexicon import Around, Cue, Level, Lexicon, WordSets


@dataclass(frozen=True, slots=True)
class Match:
    """A cue in a sentence, with the sentence around it as written and in small letters."""

    text: str
    low: str
    start: int
    end: int
    cue: Cue

    @property
    def words(self) -> str:
        """The words of the cue."""
        return self.low[self.start : self.end]

    @property
    def first(self) -> str:
        """The first of them, which is the verb in most."""
        return self.words.split(None, 1)[0]

    @property
    def rest(self) -> str:
        """What follows the cue."""
        return self.low[self.end :].lstrip(" ,")

    def preceding(self, count: int) -> list[str]:
        """Return the last words before the cue."""
        return self.low[max(0, self.start - 30 * count) : self.start].split()[-count:]


@dataclass(frozen=True, slots=True)
class Yes:
    """It promises, this firmly; `by` names a party where the subject is not who does it."""

    level: Level
    by: str = ""


@dataclass(frozen=True, slots=True)
class No:
    """It does not; empty words say that it is no verb of its own, such as a noun."""

    reason: str = ""


Judgement = Yes | No

_PAST_ENDINGS = ("ed", "ught", "took")
_YEAR_BEFORE = re.compile(
    r"\b(?:in|since|during|at)\s+(?:the\s+)?(?:[\w'-]+\s+){0,6}?(?:19|20)\d\d\b"
)
_YEAR_AFTER = re.compile(r"\b(?:in|since)\s+(?:19|20)\d\d\b")
_SET_UP = re.compile(r"(?:a|an|the|our|their|two|three|new|“|\"|')[\s\w“\"']")
_SUBJUNCTIVE = re.compile(
    r"(?:their|our|both|the two|each|officials|ministers)\s+[\w-]+\s+"
    r"(?!(?:is|are|was|were|has|have|had)\b)[a-z]+(?<!s)(?<!ed)\s"
    r"|(?:the|all|no|these|such|its|their)\s+(?:[\w-]+\s+){1,4}be\s+[a-z]+(?:ed|en|ept|ade|eld)\b"
)
_WELCOMED = re.compile(r";|,?\s+and\s+(?:\w+ly\s+)?\w+ed\b|,\s+who\b")
_OWNER = re.compile(r"((?:[A-Z][\w.&-]*\s+)*[A-Z][\w.&-]*)['’]s?\s")
_ACTOR = re.compile(r"\w+(?:\s+\w+){0,2}\s+by\s+(?:the\s+)?((?:[A-Z][\w.&-]*(?:\s+of)?\s*)+)")
_THAT = re.compile(r"\bthat\s+(?!(?:\w+\s+){0,3}(?:will|would)\b)")
_GERUND = re.compile(r"(?:\w+ly\s+)?\w+ing\b")
_TO = re.compile(r"\s+to\s+")
_AS = re.compile(r"\bas\s+(?:a|an|one|another)\b")
_SAME_IN_PAST = ("set", "put", "cut")
_PARTICIPLE = re.compile(r"[\w-]+(?:ed|en|ept|ade|eld|ught|uilt|aid|ent|own|one|ut|et)\b")
_TOLD = re.compile(r"(?:\bthat\b|\b(?=it\s|he\s|she\s|they\s))((?:(?!\bthat\b|\bif\b).)*)$")
_WORDS = re.compile(r"\w+")
_MEETS = re.compile(r"(?:in|at|on|under|hosted|chaired)\s")
_WHEN = re.compile(r"\b(?:20\d\d|next\s+(?:year|month|week)|later\s+this\s+year)\b")
_THIS = re.compile(r"\b(?:this|these|that|those)\s+$")
_TOLD_BEFORE = 160
_TOLD_WORDS = 12
_AGREED = re.compile(r"$|[.;,)]|(?:by|between)\s+(?:both|the|all)\b|and\b")
_PHRASE = re.compile(r"[,;.]|\band\b|\bthrough\b|\bby\b|\bin order\b|\bthat\b")


class Judge:
    """Judges the cues of one language."""

    def __init__(self, lexicon: Lexicon, parties: Parties) -> None:
        self._lexicon = lexicon
        self._parties = parties
        self._around: Around = lexicon.around
        self._sets: WordSets = lexicon.sets
        self._by_kind: Mapping[str, Callable[[Match, SentenceSubject], Judgement]] = (
            MappingProxyType(
                {
                    "promise": self._promise,
                    "announce": self._announce,
                    "support": self._support,
                    "renew": self._renew,
                    "welcome": self._welcome,
                    "call": self._call,
                    "ask": self._ask,
                    "agreed": self._agreed,
                }
            )
        )

    def judge(self, match: Match, subject: SentenceSubject) -> Judgement:
        """Return whether a cue with this subject promises."""
        if match.cue.level is None:
            return No(match.cue.note)
        if match.cue.kind == "modal":
            return self._modal(match, subject)
        if match.cue.kind == "told":
            return self._modal(match, subject) if self._is_told(match) else No()
        before = match.preceding(2)
        last = before[-1] if before else ""
        if self._around.negation.search(" ".join(before)):
            return No("says what is not promised")
        if subject.who == Who.RELATIVE and match.cue.kind != "renew":
            return No("describes something, in a relative clause")
        if last in self._sets.auxiliaries or (
            last in self._sets.passives and match.first.endswith(("ed", "ught"))
        ):
            return No()
        if not self._is_verb(match, subject, last):
            return No()
        if subject.who in (Who.OTHER, Who.DEMONSTRATIVE):
            return No("speaks of others")
        return self._by_kind[match.cue.kind](match, subject)

    def _is_verb(self, match: Match, subject: SentenceSubject, last: str) -> bool:
        """Whether a form is the verb of its clause, not a noun, an infinitive or a participle."""
        first = match.first
        if first == "with":
            return last.endswith(",")
        if match.cue.kind == "support" and (
            first.endswith("ing") or match.rest.startswith(("for ", "of ", "to ", "from "))
        ):
            return False
        if first == "and":
            return True
        if not match.low[: match.start].strip():
            return match.cue.kind != "welcome" or not first.endswith("ing")
        bare = not first.endswith(("s", "ed", "ing", "ght"))
        if bare and subject.who == Who.NONE and last.endswith(";"):
            return False
        if last == "to":
            return False
        if first in self._sets.noun_forms:
            if last.strip(",.;:") in self._sets.noun_before or last.endswith(("'s", "s'")):
                return False
            if subject.start == match.start:  # it goes on with a subject named before
                return last.endswith((",", ";")) or last in self._sets.joints
            return subject.who == Who.NONE or (subject.is_ours and subject.adjacent)
        if first.endswith("ing"):
            participle = last.endswith(",") or last in self._sets.participle_after
            return participle or (subject.who == Who.OWN and subject.adjacent)
        return True

    def _modal(self, match: Match, subject: SentenceSubject) -> Judgement:
        who = subject.who
        if who == Who.RELATIVE:
            return No("describes something, in a relative clause")
        if self._around.conditional.search(" ".join(match.preceding(4))):
            return No("is said only under a condition")
        if who == Who.DEMONSTRATIVE and match.words != "shall":
            return No("says what follows from something")
        if who == Who.OTHER:
            return No("speaks of others")
        verb = self._without_adverbs(match.rest)
        negated = verb.startswith("not ") or match.rest.startswith("not ")
        verb = self._without_adverbs(verb.removeprefix("not "))
        if negated and who not in (Who.OWN, Who.NONE):
            return No("says what will not happen")
        if match.words.endswith(" to be"):
            is_done = self._around.done_passive.match(verb)
            return Yes(Level.STRONG) if is_done else No("says what will happen")
        if verb.startswith("be ") and _MEETS.match(verb[3:]) and self._is_meeting(match, subject):
            return Yes(Level.STRONG)
        if verb.startswith("be "):
            firm = match.words == "shall"
            is_effort = match.preceding(1) == ["efforts"]
            return self._passive(
                self._without_adverbs(verb[3:]), who, firm=firm, is_effort=is_effort
            )
        if verb.startswith("remain ") and who == Who.OWN:
            stays = self._without_adverbs(verb.removeprefix("remain "))
            if self._around.remains_doing.match(stays):
                return Yes(Level.WEAK)
            return No("says how something will stay")
        if self._around.happens.match(verb):
            return No("says what will happen")
        if who == Who.PROGRAMME and (not subject.adjacent or self._around.follows.match(verb)):
            return No("says what follows from something")
        if who == Who.UNKNOWN and self._around.begins.match(verb) and _WHEN.search(verb[:80]):
            return Yes(Level.STRONG)
        is_this = who == Who.PROGRAMME and _THIS.search(match.low[: subject.start])
        if is_this and match.words != "shall" and not self._sets.runs & set(verb.split()[:1]):
            return No("says what follows from something")
        if who == Who.UNKNOWN and match.words != "shall":
            return No("says what will happen, of no party")
        if who == Who.NONE and match.low[: match.start].strip():
            return No("says what will happen, of no party")
        if who == Who.OWN and not subject.adjacent:
            return No("says what will happen, of no party")
        return Yes(self._softened(verb, Level.STRONG))

    def _is_meeting(self, match: Match, subject: SentenceSubject) -> bool:
        """Whether the subject is a meeting of the parties, of which a place is said."""
        words = _WORDS.findall(match.low[subject.start : match.start])
        return subject.who == Who.PROGRAMME and not self._sets.meetings.isdisjoint(words)

    def _is_told(self, match: Match) -> bool:
        """Whether a party has said so before a modal: "the Minister informed that he would"."""
        start = max(0, match.start - _TOLD_BEFORE, match.low.rfind(";", 0, match.start))
        told = list(self._around.tells.finditer(match.low, start, match.start))
        told_of = _TOLD.search(match.low, told[-1].end(), match.start) if told else None
        return told_of is not None and len(told_of[1].split()) <= _TOLD_WORDS

    def _passive(self, what: str, who: Who, *, firm: bool, is_effort: bool) -> Judgement:
        if self._around.happens_be.match(what):
            return No("says how something will be")
        is_done = _PARTICIPLE.match(what) if firm else self._around.done_passive.match(what)
        if who == Who.OWN or is_done:
            return Yes(Level.MID if is_effort else Level.STRONG)
        return No("says what will happen")

    def _without_adverbs(self, words: str) -> str:
        skipped = self._around.adverb.match(words)
        return words[skipped.end() :] if skipped else words

    def _softened(self, verb: str, level: Level) -> Level:
        """Return the level of a promise whose verb is one of effort or of thought."""
        verb = self._without_adverbs(verb.removeprefix("continue to "))
        if self._around.mid_verbs.match(verb):
            return min(level, Level.MID, key=lambda each: each.rank)
        firm = level == Level.STRONG
        return Level.WEAK if firm and self._around.weak_verbs.match(verb) else level

    def _promise(self, match: Match, subject: SentenceSubject) -> Judgement:
        level = match.cue.level
        words, rest = match.words, match.rest
        following = rest.split(None, 1)[:1]
        earlier = (
            match.first.endswith(_PAST_ENDINGS) and following and following[0] in self._sets.earlier
        )
        if level is None or earlier:
            return No("names what was agreed before")
        if subject.who == Who.UNKNOWN and level != Level.STRONG:
            return No("speaks of others")
        if match.first.startswith("continu") and subject.who == Who.PROGRAMME:
            return No("tells what goes on")
        if words.endswith(" that"):
            if rest.startswith("there "):
                return No("agrees on a view, not on an act")
            if not self._around.should.search(rest[:160]) and not _SUBJUNCTIVE.match(rest):
                return No("agrees on a view, not on an act")
        elif words.endswith((" on", " upon")) and self._around.reported_ends.search(rest[:40]):
            return No("agrees on a view, not on an act")
        if self._is_past(match):
            return No("tells what was promised before")
        if match.first in self._sets.discussed:
            return No("tells what was talked about")
        if match.first.startswith("continu"):
            if any(each.pattern.match(rest) for each in self._lexicon.blocks):
                return No("tells what goes on")
            if rest.startswith(("be ", "play ", "call ", "face ", "have ")):
                return No("tells what goes on")
            if rest.startswith(("support ", "back ")):
                return self._support(match, subject)
        if words.endswith("committed to") and self._is_value(rest):
            return No("names a value, not an act")
        # To commit oneself to an effort is firm; to agree or decide on one is an effort.
        softens = words.endswith("to") and "commit" not in words and "pledge" not in match.first
        return Yes(self._softened(rest, level) if softens else level)

    def _agreed(self, match: Match, subject: SentenceSubject) -> Judgement:
        """Judge "a task force was agreed": it promises what stands before it."""
        if "hereby" in match.words:
            return Yes(Level.STRONG)
        if subject.start == match.start or not _AGREED.match(match.rest) or self._is_past(match):
            return No("names what was agreed before")
        return Yes(Level.STRONG)

    def _is_past(self, match: Match) -> bool:
        """Whether something is told of an earlier time, not promised or set up now."""
        if not (match.first.endswith(_PAST_ENDINGS) or match.first in _SAME_IN_PAST):
            return False
        start = max(match.low.rfind(";", 0, match.start), match.start - 110, 0)
        near = match.low[start : match.start]
        return bool(self._around.past.search(near) or _YEAR_BEFORE.search(near))

    def _announce(self, match: Match, subject: SentenceSubject) -> Judgement:
        rest, first = match.rest, match.first
        before = match.preceding(3)
        following = (rest.split(None, 1)[:1] or [""])[0].strip(",.")
        if any(self._around.perfect.fullmatch(each) for each in before):
            return No("reports something done")
        if before[-1:] and before[-1] in ("was", "were", "been", "be", "being", "as"):
            return No("reports something done")
        if following == "that":
            return self._announced(match)
        if following in self._sets.reports:
            return No("names what was announced before")
        if not subject.is_ours and subject.who != Who.NONE:
            return No("names what was set up before")
        if not first.startswith(("announc", "unveil")):
            is_now = first.endswith("ing") and before[-1:] in (["are"], ["is"])
            if not is_now and not _SET_UP.match(rest):
                return No()
            if first.endswith("ed") and " new " not in f" {rest[:70]} ":
                return No("reports something done")
        if self._is_past(match) or _YEAR_AFTER.search(rest[:80].split(" to ", 1)[0]):
            return No("reports something done")
        return Yes(Level.STRONG)

    def _announced(self, match: Match) -> Judgement:
        """Judge "announced that …": what will be is a promise of its own, what would be is one."""
        told = self._around.should.search(match.rest[:160])
        if told is None:
            return No("reports something done")
        if told[0] in ("will", "shall", "would"):
            return No()  # it is found where it stands
        start = len(match.low) - len(match.rest)
        who = match.text[start : start + told.start()]
        states = {each.state for each in self._parties.actors_in(who)}
        low = match.rest[len("that") : told.start()]
        ours = self._lexicon.subjects.own.search(low) or self._lexicon.subjects.pronouns.search(low)
        if ours or (states and all(self._parties.is_party(each) for each in states)):
            return Yes(Level.STRONG)
        return No("speaks of others")

    def _support(self, match: Match, subject: SentenceSubject) -> Judgement:
        if subject.who not in (Who.OWN, Who.NONE):
            return No()
        if self._is_value(match.rest):
            return No("supports a value, not an act")
        return Yes(Level.WEAK)

    def _renew(self, match: Match, subject: SentenceSubject) -> Judgement:
        if self._is_value(match.rest):
            return No("renews a value, not an act")
        if match.words.endswith("interest in") and not _GERUND.match(match.rest):
            return No("names an interest, not an act")
        if " decision " in match.words:
            cue = match.text[match.start : match.end]
            named = {each.state for each in self._parties.actors_in(cue)}
            owner = named.pop() if len(named) == 1 else ""
            return Yes(Level.STRONG, owner if owner and self._parties.is_party(owner) else "")
        return Yes(Level.MID if self._around.resolve.search(match.words) else Level.WEAK)

    def _is_value(self, rest: str) -> bool:
        """Whether what follows names a value alone rather than something to do."""
        first = (rest.split(None, 1)[:1] or [""])[0]
        if first.endswith("ing") and first != "lasting":
            return False
        if first in self._lexicon.words.doing and not rest.startswith(
            ("support for", "support of")
        ):
            return False
        near = " ".join(_PHRASE.split(rest, maxsplit=1)[0].split()[:9])
        near = f"{near} {' '.join(rest.split()[:4])}"
        return bool(self._around.values.search(near))

    def _welcome(self, match: Match, subject: SentenceSubject) -> Judgement:
        if subject.who not in (Who.OWN, Who.NONE):
            return No()
        cut = _WELCOMED.search(match.rest)
        what = match.rest[: cut.start()] if cut else match.rest
        told = _THAT.search(what)
        what = what[: told.start()] if told else what
        forward = self._around.forward.search(_AS.split(what, maxsplit=1)[0])
        if forward is None:
            return No("welcomes what is there")
        owner = self._owner(match, len(match.low) - len(match.rest), forward.start())
        if owner is None:
            return No("welcomes what others will do")
        return Yes(Level.WEAK, owner)

    def _owner(self, match: Match, start: int, place: int) -> str | None:
        """Return whose it is what is still to come.

        It is a party, or nobody named; None where it is a company's or a third state's own.
        """
        named = match.text[start : start + place]
        owners = list(_OWNER.finditer(named))
        actor = _ACTOR.match(match.text, start + place)
        who = owners[-1][1] if owners else actor[1] if actor else ""
        if not who:
            return ""
        people = [each for each in who.lower().split() if each in self._parties.people]
        if people:
            return self._parties.people[people[-1]]
        state = next(self._parties.actors_in(who), None)
        if state is None:
            return "" if self._lexicon.subjects.own.search(who.lower()) else None
        return state.state if self._parties.is_party(state.state) else None

    def _call(self, match: Match, subject: SentenceSubject) -> Judgement:
        start = len(match.low) - len(match.rest)
        near = " ".join(match.text[start:].split()[:6])  # as written: a name is no noun
        if subject.who not in (Who.OWN, Who.NONE) or not self._around.joint.search(near):
            return No("speaks to others, not of the parties' own doing")
        return Yes(Level.WEAK)

    def _ask(self, match: Match, subject: SentenceSubject) -> Judgement:
        """Judge what is asked of somebody: it is the parties' own where they ask their own."""
        others = No("speaks to others, not of the parties' own doing")
        if subject.who not in (Who.OWN, Who.NONE):
            return others
        start = len(match.low) - len(match.rest)
        whom = _TO.split(match.rest, maxsplit=1)[0][:160]
        if self._around.own_bodies.match(whom):
            return Yes(Level.WEAK)
        asked = match.text[start : start + len(whom)]
        first = self._parties.actor_at(asked, len("the ") if whom.startswith("the ") else 0)
        if first is not None and asked[first.start : first.end] in self._parties.agencies:
            return Yes(Level.WEAK)
        if self._lexicon.subjects.others.search(whom):
            return others
        if self._around.own_bodies.search(whom) or self._around.joint.search(
            match.text[start : start + len(whom)]
        ):
            return Yes(Level.WEAK)
        states = {
            each.state for each in self._parties.actors_in(match.text[start : start + len(whom)])
        }
        bodies = self._lexicon.subjects.bodies.search(whom)
        if bodies and states and all(self._parties.is_party(each) for each in states):
            return Yes(Level.WEAK)
        return others
