"""The forms of a register's settings, its domains and its instruments."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

from fixtures import TEMPLATES, template
from store.errors import EntenteError
from store.model import register_edits as edits
from store.model.address import RegisterPlace
from store.model.entities import Domain, Instrument, Register
from store.model.register_texts import (
    INSTRUMENT_FIELDS,
    SETTINGS,
    instrument_text,
    read_instrument,
    set_about,
    setting_text,
)
from store.model.reshaping import RegisterEdit
from store.query.following import following
from store.register.opening import empty_register, register_like, title_for
from store.text import counted
from store.user.paths import named_place
from tui.forms.checks import day_meant
from tui.forms.form import Answers, Check, Form, FormField, FormMessage, no_words, nothing

_DATES = ("date", "start", "end", "source-date")


def new_form() -> Form:
    """Return the form of a new register."""

    def path_check(text: str) -> str:
        if not text.strip():
            return "it needs a path: such as quad.json"
        wrong = wrong_with(lambda: named_place("the path", text))
        there = not wrong and _is_there(named_place("the path", text))
        return "something is there already: choose another path" if there else wrong

    fields = (
        FormField("path", "Path", example="quad.json, ~/registers/quad.json", check=path_check),
        FormField(
            "like",
            "Like",
            example=", ".join(TEMPLATES),
            check=lambda text: "" if not text or text in TEMPLATES else "there is no such template",
            remark=lambda text: TEMPLATES.get(text, "") if text else "empty: nothing is in it yet",
            words=lambda: [FormMessage(name, about) for name, about in TEMPLATES.items()],
        ),
        FormField("about", "Title", example="what it is about; empty: as its file is called"),
    )
    return Form("new-register", "", "New register", "New register", fields)


def new_place(answers: Answers) -> RegisterPlace:
    """Return where the new register is to be. Raises `BadValue` and `CannotRead`."""
    return named_place("the path", answers["path"])


def new_register(answers: Answers) -> Register:
    """Return what the new register begins as."""
    title = answers["about"].strip() or title_for(new_place(answers))
    like = answers["like"]
    return register_like(template(like), title) if like else empty_register(title)


def _is_there(place: RegisterPlace) -> bool:
    return isinstance(place, Path) and place.exists()


def settings_form(register: Register, as_of: date) -> Form:
    """Return the form of what a register says of itself."""

    def check(name: str) -> Check:
        return lambda text: wrong_with(lambda: set_about(register, {name: text}, as_of))

    def no_longer_official(text: str) -> str:
        from exchange.source_intake import no_longer_official  # only for those who come to it

        after = set_about(register, {"official-bodies": text}, as_of)
        gone = no_longer_official(register, after)
        return f"{len(gone)} no longer official: {', '.join(gone)}" if gone else ""

    remarks = {"official-bodies": no_longer_official, "status-words": _how_many}
    fields = tuple(
        FormField(
            each.name,
            each.label,
            value=setting_text(register, each.name),
            example=each.help,
            check=check(each.name) if each.name not in ("start", "end") else nothing,
            meaning=day_meant(as_of) if each.name in _DATES else nothing,
            yes_no=each.name == "second-reader",
            remark=remarks.get(each.name, nothing),
            long=each.name == "status-words",
        )
        for each in SETTINGS
    )
    form = Form("settings", "", "Settings of this register", "Settings", fields)

    def whole(answers: Answers) -> str:
        return wrong_with(lambda: set_about(register, form.changed(answers), as_of))

    return Form(form.kind, form.of, form.title, form.name, fields, whole)


def _how_many(text: str) -> str:
    told = counted(sum(1 for line in text.splitlines() if line.strip()), "word")
    return f"{told}, one a line: ctrl+j begins another" if text.strip() else ""


def domain_form(register: Register, domain: Domain | None) -> Form:
    """Return the form of a new domain, or of one that is there."""
    there = domain or Domain("", "")
    fields = (
        FormField("id", "Id", value=there.id, example="supply-chains: what queries call it"),
        FormField(
            "called",
            "Name",
            value=there.name,
            example="Supply chains; empty: made of the id",
        ),
    )
    title = f"Domain {there.id}" if domain else "New domain"

    def check(answers: Answers) -> str:
        return wrong_with(lambda: domain_edit(answers, domain)(register))

    return Form("domain", there.id, title, title, fields, check)


def domain_edit(answers: Answers, domain: Domain | None) -> RegisterEdit:
    """Return the edit that a domain's answers ask for."""
    wanted, name = answers["id"].strip(), answers["called"].strip()

    def edit(register: Register) -> Register:
        if domain is None:
            return edits.add_domain(register, wanted, name)
        if wanted != domain.id:
            register = edits.change_domain_id(register, domain.id, wanted)
        if name != edits.find_domain(register, wanted).name:
            register = edits.rename_domain(register, wanted, name)
        return register

    return edit if domain is None else following(edit, "domain", domain.id, wanted)


def instrument_form(register: Register, instrument: Instrument | None, as_of: date) -> Form:
    """Return the form of a new instrument, or of one that is there."""
    there = instrument or Instrument("", "")
    others = [each for each in register.instruments if each.id != there.id]
    words = {
        "supersedes": lambda: [FormMessage(each.id, each.title) for each in others],
        "kind": lambda: [
            FormMessage(each)
            for each in dict.fromkeys(one.kind for one in register.instruments if one.kind)
        ],
    }

    def check(name: str) -> Check:
        return lambda text: wrong_with(lambda: read_instrument(there, {name: text}, as_of))

    fields = (
        FormField("id", "Id", value=there.id, example="js25: what queries call it"),
        *(
            FormField(
                each.name,
                each.label,
                value=instrument_text(there, each.name),
                example=each.help,
                check=check(each.name) if each.name in _DATES else nothing,
                meaning=day_meant(as_of) if each.name in _DATES else nothing,
                words=words.get(each.name, no_words),
            )
            for each in INSTRUMENT_FIELDS
        ),
    )
    title = f"Instrument {there.id}" if instrument else "New instrument"

    def whole(answers: Answers) -> str:
        from exchange.source_intake import BARE_ADDRESS, is_bare_address  # once it is saved

        told = answers["source-title"]
        if told != instrument_text(there, "source-title") and is_bare_address(told):
            return BARE_ADDRESS
        return wrong_with(lambda: instrument_edit(answers, instrument, as_of)(register))

    return Form("instrument", there.id, title, title, fields, whole)


def instrument_edit(answers: Answers, instrument: Instrument | None, as_of: date) -> RegisterEdit:
    """Return the edit that an instrument's answers ask for."""
    wanted = answers["id"].strip()
    fields = {name: text for name, text in answers.items() if name != "id"}

    def edit(register: Register) -> Register:
        if instrument is None:
            made = read_instrument(Instrument(wanted, ""), fields, as_of)
            return edits.add_instrument(register, made)
        if wanted != instrument.id:
            register = edits.change_instrument_id(register, instrument.id, wanted)
        there = edits.find_instrument(register, wanted)
        changed = {
            name: text for name, text in fields.items() if text != instrument_text(there, name)
        }
        return edits.edit_instrument(register, wanted, changed, as_of) if changed else register

    return edit if instrument is None else following(edit, "instrument", instrument.id, wanted)


def wrong_with(act: Callable[[], object]) -> str:
    """Return what an edit says when it cannot be made, in one line; nothing when it can."""
    try:
        act()
    except EntenteError as error:
        return f"{error.message}: {error.hint}" if error.hint else error.message
    return ""
