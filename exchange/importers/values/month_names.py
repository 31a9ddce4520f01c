"""The months' names in the larger languages of Europe and Asia, as dates are written there."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from store.text import fold

_NAMES = """
en: january jan | february feb | march mar | april apr | may | june jun | july jul
en: august aug | september sep sept | october oct | november nov | december dec
fr: janvier janv | février févr fév | mars | avril avr | mai | juin | juillet juil
fr: août | septembre sept | octobre oct | novembre nov | décembre déc
de: januar jänner jän | februar feber feb | märz mär mrz | april apr | mai | juni jun | juli jul
de: august aug | september sep sept | oktober okt | november nov | dezember dez
es: enero ene | febrero feb | marzo mar | abril abr | mayo may | junio jun | julio jul
es: agosto ago | septiembre setiembre sept | octubre oct | noviembre nov | diciembre dic
pt: janeiro jan | fevereiro fev | março mar | abril abr | maio mai | junho jun | julho jul
pt: agosto ago | setembro set | outubro out | novembro nov | dezembro dez
it: gennaio gen | febbraio feb | marzo mar | aprile apr | maggio mag | giugno giu | luglio lug
it: agosto ago | settembre set | ottobre ott | novembre nov | dicembre dic
nl: januari jan | februari feb | maart mrt | april apr | mei | juni jun | juli jul
nl: augustus aug | september sep | oktober okt | november nov | december dec
sv: januari jan | februari feb | mars | april apr | maj | juni jun | juli jul
sv: augusti aug | september sep | oktober okt | november nov | december dec
da: januar jan | februar feb | marts | april apr | maj mai | juni jun | juli jul
da: august aug | september sep | oktober okt | november nov | december desember dec des
fi: tammikuu tammikuuta | helmikuu helmikuuta | maaliskuu maaliskuuta | huhtikuu huhtikuuta
fi: toukokuu toukokuuta | kesäkuu kesäkuuta | heinäkuu heinäkuuta
fi: elokuu elokuuta | syyskuu syyskuuta | lokakuu lokakuuta | marraskuu marraskuuta
fi: joulukuu joulukuuta
pl: styczeń stycznia | luty lutego | marzec marca | kwiecień kwietnia | maj maja
pl: czerwiec czerwca | lipiec lipca
pl: sierpień sierpnia | wrzesień września | październik października | listopad listopada
pl: grudzień grudnia
cs: leden ledna | únor února | březen března | duben dubna | květen května | červen června
cs: červenec července
cs: srpen srpna | září | říjen října | listopad listopadu | prosinec prosince
sk: január januára | február februára | marec marca | apríl apríla | máj mája | jún júna
sk: júl júla
sk: august augusta | september septembra | október októbra | november novembra
sk: december decembra
hr: siječanj siječnja | veljača veljače | ožujak ožujka | travanj travnja | svibanj svibnja
hr: lipanj lipnja | srpanj srpnja
hr: kolovoz kolovoza | rujan rujna | listopad listopada | studeni studenoga | prosinac prosinca
hu: január jan | február febr | március márc | április ápr | május máj | június jún | július júl
hu: augusztus aug | szeptember szept | október okt | november nov | december dec
ro: ianuarie ian | februarie feb | martie mar | aprilie apr | mai | iunie iun | iulie iul
ro: august aug | septembrie sept | octombrie oct | noiembrie noi | decembrie dec
tr: ocak oca | şubat şub | mart | nisan nis | mayıs | haziran haz | temmuz tem
tr: ağustos ağu | eylül eyl | ekim eki | kasım kas | aralık ara
el: ιανουάριος ιανουαρίου ιαν | φεβρουάριος φεβρουαρίου φεβ | μάρτιος μαρτίου μαρ
el: απρίλιος απριλίου απρ | μάιος μαΐου μαΐ | ιούνιος ιουνίου | ιούλιος ιουλίου
el: αύγουστος αυγούστου αυγ | σεπτέμβριος σεπτεμβρίου σεπ | οκτώβριος οκτωβρίου οκτ
el: νοέμβριος νοεμβρίου νοε | δεκέμβριος δεκεμβρίου δεκ
ru: январь января янв | февраль февраля фев | март марта мар | апрель апреля апр | май мая
ru: июнь июня июн | июль июля июл
ru: август августа авг | сентябрь сентября сен сент | октябрь октября окт
ru: ноябрь ноября ноя нояб | декабрь декабря дек
uk: січень січня | лютий лютого | березень березня | квітень квітня | травень травня
uk: червень червня | липень липня
uk: серпень серпня | вересень вересня | жовтень жовтня | листопад листопада | грудень грудня
bg: януари | февруари | март | април | май | юни | юли
bg: август | септември | октомври | ноември | декември
sr: јануар јануара | фебруар фебруара | март марта | април априла | мај маја | јун јуна | јул јула
sr: август августа | септембар септембра | октобар октобра | новембар новембра
sr: децембар децембра
id: januari jan | februari feb | maret mar | april apr | mei | juni jun | juli jul
id: agustus agu | september sep | oktober okt | november nov | desember des
ms: januari | februari | mac | april | mei | jun | julai
ms: ogos | september | oktober | november | disember
ar: يناير | فبراير | مارس | أبريل ابريل إبريل | مايو | يونيو يونيه | يوليو يوليه
ar: أغسطس اغسطس | سبتمبر | أكتوبر اكتوبر | نوفمبر | ديسمبر
ar: كانون_الثاني | شباط | آذار اذار | نيسان | أيار ايار | حزيران | تموز
ar: آب | أيلول ايلول | تشرين_الأول تشرين_الاول | تشرين_الثاني | كانون_الأول كانون_الاول
fa: ژانویه | فوریه | مارس | آوریل | مه | ژوئن | ژوئیه
fa: اوت | سپتامبر | اکتبر | نوامبر | دسامبر
he: ינואר | פברואר | מרץ מרס | אפריל | מאי | יוני | יולי
he: אוגוסט | ספטמבר | אוקטובר | נובמבר | דצמבר
hi: जनवरी | फ़रवरी फरवरी | मार्च | अप्रैल | मई | जून | जुलाई
hi: अगस्त | सितंबर सितम्बर | अक्टूबर अक्तूबर | नवंबर नवम्बर | दिसंबर दिसम्बर
bn: জানুয়ারি জানুয়ারি জানুয়ারী জানুয়ারী | ফেব্রুয়ারি ফেব্রুয়ারি ফেব্রুয়ারী | মার্চ
bn: এপ্রিল | মে | জুন | জুলাই
bn: আগস্ট | সেপ্টেম্বর | অক্টোবর | নভেম্বর | ডিসেম্বর
ur: جنوری | فروری | مارچ | اپریل | مئی | جون | جولائی
ur: اگست | ستمبر | اکتوبر | نومبر | دسمبر
th: มกราคม ม_ค | กุมภาพันธ์ ก_พ | มีนาคม มี_ค | เมษายน เม_ย | พฤษภาคม พ_ค
th: มิถุนายน มิ_ย | กรกฎาคม ก_ค
th: สิงหาคม ส_ค | กันยายน ก_ย | ตุลาคม ต_ค | พฤศจิกายน พ_ย | ธันวาคม ธ_ค
sw: januari | februari | machi | aprili | mei | juni | julai
sw: agosti | septemba | oktoba | novemba | desemba
"""
"""By language, twelve months in order over as many lines as it takes; `_` is a space or a point."""

_PERSIAN = (
    *("فروردین", "اردیبهشت", "خرداد", "تیر", "مرداد", "شهریور"),
    *("مهر", "آبان", "آذر", "دی", "بهمن", "اسفند"),
)


def _by_language() -> Iterator[list[list[str]]]:
    months: list[list[str]] = []
    for line in _NAMES.strip().splitlines():
        months += [part.split() for part in line.partition(":")[2].split("|")]
        if len(months) == 12:
            yield months
            months = []


@cache
def month_numbers() -> Mapping[str, int]:
    """Return the month that each name stands for, by its folded name.

    A name that stands for two, such as the October of Zagreb and the November of Prague, is
    left out: nothing may be guessed.
    """
    found: dict[str, int] = {}
    doubtful: set[str] = set()
    for months in _by_language():
        for number, names in enumerate(months, start=1):
            for name in map(fold, names):
                if found.setdefault(name, number) != number:
                    doubtful.add(name)
    return {name: number for name, number in found.items() if name not in doubtful}


@cache
def persian_months() -> Mapping[str, int]:
    """Return the months of the Persian calendar by their folded names."""
    return {fold(name): number for number, name in enumerate(_PERSIAN, start=1)}


@cache
def joined_names() -> tuple[tuple[str, str], ...]:
    """Return the names of several words or letters, folded, each way they are written."""
    names = sorted({name for name in month_numbers() if "_" in name}, key=len, reverse=True)
    return tuple(
        (name.replace("_", between) + end, name)
        for name in names
        for between, end in ((".", "."), (".", ""), (" ", ""), ("", ""))
        if between or end or len(name) > 5
    )


WEEKDAYS = frozenset(
    map(
        fold,
        (
            *["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"],
            *["mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun"],
            *["lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"],
            *[
                "montag",
                "dienstag",
                "mittwoch",
                "donnerstag",
                "freitag",
                "samstag",
                "sonnabend",
                "sonntag",
            ],
            *["lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"],
            *["lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica"],
            *["segunda-feira", "terça-feira", "quarta-feira", "quinta-feira", "sexta-feira"],
            *["maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag"],
            *["понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье"],
            *["poniedziałek", "wtorek", "środa", "czwartek", "piątek", "sobota", "niedziela"],
        ),
    )
)
