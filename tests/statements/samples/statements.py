"""Eleven statements of imaginary meetings, each for one difficulty, and what is found in them.

`Expected` names the words a proposal holds, its level, party and date; `LEFT_OUT` the words that
none may hold. Two states, Norland and Sudria, are no states of the lexicon: the parties are named
by their offices, or are states that exist.
"""

from __future__ import annotations

from typing import NamedTuple


class Expected(NamedTuple):
    """A commitment that is in a statement."""

    words: str
    level: str
    by: str = "all"
    due: str | None = None


class Sample(NamedTuple):
    """A statement, what it promises and what it only says."""

    name: str
    text: str
    expected: tuple[Expected, ...]
    left_out: tuple[str, ...]


LISTS = Sample(
    "lists under stems",
    """# Joint Communiqué of the Ministers for Harbours

Oslo, 4 March 2026

1. Meeting in good weather, we took stock of our work.

2. To make ports safer, we will:

- open a shared weather desk in Bergen by 30 June 2026;
- train 400 pilots over the next two years; and
- publish the tide tables of all members, including:
  - tables for small harbours,
  - tables for ice.

3. We intend to:

(a) study floating barriers;
(b) exchange two engineers each year.

4. We welcome:

- the work of the lighthouse keepers;
- the new bridge at Arendal.

5. The parties shall (i) report every spring; and (ii) meet again in 2027.
""",
    (
        Expected("open a shared weather desk", "strong", due="2026-06-30"),
        Expected("train 400 pilots", "strong", due="2028"),
        Expected("tables for small harbours", "strong"),
        Expected("tables for ice", "strong"),
        Expected("study floating barriers", "mid"),
        Expected("exchange two engineers", "mid"),
        Expected("report every spring", "strong"),
        Expected("meet again in 2027", "strong", due="2027"),
    ),
    ("took stock", "lighthouse keepers", "bridge at Arendal"),
)

NEGATION = Sample(
    "negation",
    """Joint Statement of the Leaders of Norway and Sweden, 2 May 2026

We will not impose new duties on timber before 2030. The leaders did not agree to extend the
fishing accord. No decision was taken on the tunnel. Neither side committed to a date. We have not
decided to close the consulate. We will no longer require visas for seasonal workers.
""",
    (
        Expected("will not impose new duties", "strong", due="2029"),
        Expected("will no longer require visas", "strong"),
    ),
    ("fishing accord", "tunnel", "Neither side", "close the consulate"),
)

REPORTED = Sample(
    "reported speech",
    """Joint Statement of Japan and Australia, 9 July 2026

The Ministers noted that experts believe demand will double by 2040. They recalled that trade will
remain important to both economies, and that the leaders committed to a review in the past. The
Ministers announced that Japan will host the next round in Kobe in 2027. They
acknowledged reports that companies plan to invest in the north. The Ministers agreed that the
working group should present a plan by the end of 2026. They agreed that energy is the basis of
prosperity.
""",
    (
        Expected("Japan will host the next round", "strong", by="Japan", due="2027"),
        Expected("should present a plan by the end of 2026", "strong", due="2026"),
    ),
    (
        "committed to a review",
        "demand will double",
        "remain important",
        "companies plan",
        "basis of prosperity",
    ),
)

DONE = Sample(
    "things done",
    """Joint Statement of Canada and Chile, 12 October 2026

In 2024 we launched the Glacier Fellowship. Since our last meeting both governments have opened
three monitoring stations. To date we have pledged 40 million dollars to the fund. The first ship
was delivered in May. We are proud to have planted two million trees. Today we launch a new Ocean
Data Exchange. We commit to keeping the stations open.
""",
    (
        Expected("launch a new Ocean Data Exchange", "strong"),
        Expected("keeping the stations open", "strong"),
    ),
    ("Glacier Fellowship", "three monitoring stations", "40 million", "was delivered", "proud"),
)

OTHERS = Sample(
    "duties of others",
    """Declaration of the Quad Leaders, 21 September 2026

We call on all states to ratify the treaty. We urge Myanmar to release the detained. We ask the
World Bank to study new instruments. The United Nations should play a central role. All countries
must respect the ceasefire. We direct our officials to draft a plan by March 2027. We encourage our
agencies to share what they learn. India will host the next summit. North Korea must abandon its
programmes, and we will enforce the sanctions.
""",
    (
        Expected("direct our officials to draft a plan", "strong", due="2027-03"),
        Expected("encourage our agencies", "weak"),
        Expected("India will host the next summit", "strong", by="India"),
        Expected("we will enforce the sanctions", "strong"),
    ),
    ("ratify the treaty", "release the detained", "World Bank", "United Nations", "All countries"),
)

FUTURE = Sample(
    "a future that is no promise",
    """Joint Statement of France and Egypt, 3 February 2026

These investments will create good jobs. The population will reach nine billion by 2050. Climate
change will affect every harbour. This will require patience. We will need new tools. A stronger
economy will benefit our citizens. The joint centre will train 200 engineers a year. We will build
the centre in Alexandria.
""",
    (
        Expected("joint centre will train 200 engineers", "strong"),
        Expected("build the centre in Alexandria", "strong"),
    ),
    ("good jobs", "nine billion", "every harbour", "patience", "new tools", "benefit our citizens"),
)

ABBREVIATIONS = Sample(
    "abbreviations",
    """Joint Statement of the United States and India, 14 April 2026

The U.S. Army and the Indian Army will train together in Sept. 2026 near St. Mary's. Both sides
committed to finalize Art. 5 of the accord (cf. para. 12) by Dec. 31, 2026. Gen. Rao and Adm. Lee
met at 5 p.m. in Washington, D.C. The U.S. intends to send two ships, e.g. frigates, to the port.
""",
    (
        Expected("will train together in Sept. 2026 near St. Mary's", "strong", due="2026-09"),
        Expected("finalize Art. 5 of the accord", "strong", due="2026-12-31"),
        Expected("send two ships, e.g. frigates, to the port", "mid", by="United States"),
    ),
    ("Gen. Rao",),
)

NUMBERING = Sample(
    "numbering",
    """Memorandum of Understanding between Kenya and Ghana

Article I

1. The Parties shall establish a Joint Committee within 90 days of entry into force.

2. The Committee shall meet twice a year.

Article II

1. Each Party shall bear its own costs.

(a) The Parties intend to review this Memorandum by 2030.
""",
    (
        Expected("shall establish a Joint Committee", "strong"),
        Expected("Committee shall meet twice a year", "strong"),
        Expected("shall bear its own costs", "strong"),
        Expected("intend to review this Memorandum", "mid", due="2030"),
    ),
    (),
)

TABLES = Sample(
    "tables",
    """Work plan of Brazil and Peru, 1 June 2026

| Measure | Lead | By |
|---|---|---|
| We will map the upper river. | Peru | 2027 |
| Flood warnings | Brazil | done |
| We will explore a joint fund. | both | 2028 |

The table is reviewed yearly.
""",
    (
        Expected("map the upper river", "strong"),
        Expected("explore a joint fund", "weak"),
    ),
    ("Flood warnings", "reviewed yearly"),
)

ACTION_PLAN = Sample(
    "a table of actions",
    """Ministerial Declaration of Japan and Australia, 21 August 2025

| No. | Action | Lead | Deadline |
|---|---|---|---|
| 1 | Develop common rules for ice routes | Japan | June 2026 |
| 2 | Train 1,500 sailors in ice rescue | Australia | end of 2027 |
| 3 | Share ice charts | Japan and Australia | no date |
| 4 | Review of the charts | Japan | 2028 |
| 5 | Open a station for ice pilots | Japan | done |

Visits so far:

| Date | Place | Visit |
|---|---|---|
| 3 May 2025 | Kobe | Inspect the port of Kobe |

Under the ice:

| Measure | Lead | Deadline |
|---|---|---|
| Train divers in ice rescue | Japan | |
| Review of the seals | Japan | 2028 |
""",
    (
        Expected("Develop common rules for ice routes", "strong", by="Japan", due="2026-06"),
        Expected("Train 1,500 sailors in ice rescue", "strong", by="Australia", due="2027"),
        Expected("Share ice charts", "strong"),
        Expected("Train divers", "strong", by="Japan"),
    ),
    ("station for ice pilots", "Review of the charts", "Inspect the port", "end of 2027"),
)

FOOTNOTES = Sample(
    "footnotes and several promises in a sentence",
    """Joint Statement of Italy and Tunisia, 30 January 2026

We commit to deepen our dialogue, expand the student exchange and to open a second office in
Sfax, and look forward to the ministers' visit this year. We support the reform of the accord,
plan to sign the annex by mid-2026, and will invest 12 million euros in the port.
""",
    (
        Expected("commit to deepen our dialogue", "strong"),
        Expected("look forward to the ministers' visit", "weak", due="2026"),
        Expected("support the reform of the accord", "weak"),
        Expected("plan to sign the annex by mid-2026", "mid", due="2026"),
        Expected("will invest 12 million euros", "strong"),
    ),
    (),
)

SAMPLES = (
    LISTS,
    NEGATION,
    REPORTED,
    DONE,
    OTHERS,
    FUTURE,
    ABBREVIATIONS,
    NUMBERING,
    TABLES,
    ACTION_PLAN,
    FOOTNOTES,
)

GERMAN = """Gemeinsame Erklärung der Minister

Wir werden bis Ende 2027 ein gemeinsames Zentrum eröffnen und die Zusammenarbeit in allen Bereichen
der Forschung ausbauen. Die Minister beschlossen, die Verhandlungen im nächsten Jahr fortzusetzen.
Beide Seiten bekräftigten ihre Absicht, den Austausch von Studierenden zu fördern.
"""
"""A text in a language without a lexicon."""
