"""What columns are called in the larger languages of Europe and Asia, by field."""

from __future__ import annotations

from collections.abc import Mapping

HEADINGS: Mapping[str, str] = {
    "id": (
        "key|issue key|iati identifier|gid|№|№ п п|code|"
        "kennung|nummer|lfd nr|kennziffer|identifiant|numéro|référence|"
        "código|número|clave|codice|numero|referentie|volgnummer|numer|lp|číslo|номер|код|шифр|"
        "ідентифікатор|αριθμός|κωδικός|numara|sıra no|kod|azonosító|sorszám|număr|tunnus|löpnr|"
        "nr crt|المعرف|编号|編號|序号|序號|代码|番号|번호|코드|รหัส|ลำดับ|mã số|mã|stt|क्रमांक|कोड|"
        "क्रम संख्या|ক্রমিক|رقم|الرمز|شماره|کد|מספר|קוד|kode|nomor|bil"
    ),
    "title": (
        "summary|subject|task|goal|target|recommendation|undertaking|wording|maßnahme|"
        "massnahme|zusage|versprechen|titel|vorhaben|verpflichtung|engagement|promesse|mesure|"
        "intitulé|titre|libellé|compromiso|promesa|medida|título|acción|compromisso|promessa|"
        "ação|impegno|misura|titolo|belofte|toezegging|maatregel|zobowiązanie|obietnica|tytuł|"
        "zadanie|závazek|slib|opatření|název|обязательство|обещание|мероприятие|название|"
        "наименование|зобов'язання|обіцянка|назва|захід|δέσμευση|τίτλος|taahhüt|vaat|söz|"
        "başlık|eylem|vállalás|ígéret|intézkedés|cím|angajament|promisiune|titlu|åtgärd|löfte|"
        "rubrik|tiltak|løfte|lupaus|toimenpide|ангажимент|мярка|обавеза|мера|mjera|obveza|承诺|"
        "承諾|措施|任务|標題|标题|事项|公約|公约|約束|施策|件名|공약|약속|과제|제목|คำมั่น|"
        "คำมั่นสัญญา|พันธกรณี|ข้อผูกพัน|ชื่อ|มาตรการ|cam kết|tên|nội dung|biện pháp|वचन|वादा|"
        "प्रतिबद्धता|शीर्षक|অঙ্গীকার|প্রতিশ্রুতি|শিরোনাম|عہد|وعدہ|عنوان|التزام|الالتزام|تعهد|"
        "الوعد|وعد|وعده|اقدام|התחייבות|הבטחה|כותרת|komitmen|janji|judul|komitmen pemerintah|"
        "inisiatif|ahadi"
    ),
    "summary": (
        "description|desc|body|beschreibung|erläuterung|détail|descripción|descrição|"
        "descrizione|omschrijving|opis|popis|описание|опис|περιγραφή|açıklama|leírás|descriere|"
        "beskrivning|beskrivelse|kuvaus|说明|說明|描述|内容|概要|詳細|설명|내용|รายละเอียด|"
        "mô tả|विवरण|বিবরণ|الوصف|وصف|توضیحات|شرح|תיאור|deskripsi|keterangan|uraian"
    ),
    "instrument": (
        "dokument|vertrag|abkommen|accord|acuerdo|documento|acordo|accordo|umowa|документ|"
        "соглашение|угода|συμφωνία|anlaşma|belge|文件|协议|協議|文書|문서|เอกสาร|văn bản|"
        "दस्तावेज़|समझौता|الاتفاق|الوثيقة|سند|הסכם|dokumen|perjanjian"
    ),
    "clause": (
        "artikel|ziffer|absatz|paragraphe|artículo|párrafo|artigo|articolo|artykuł|статья|"
        "пункт|стаття|άρθρο|madde|条款|條款|条|조항|ข้อ|điều|अनुच्छेद|المادة|ماده|סעיף|pasal"
    ),
    "parties": (
        "states|member|members|land|länder|staat|staaten|vertragspartei|pays|état|partie|país|"
        "países|parte|partes|paese|paesi|landen|kraj|kraje|země|stát|страна|страны|государство|"
        "країна|χώρα|ülke|ország|țara|maa|国家|國家|国|国名|당사국|국가|ประเทศ|ภาคี|quốc gia|"
        "nước|देश|দেশ|البلد|الدولة|کشور|ملک|מדינה|negara|nchi"
    ),
    "lead": (
        "owner|assignee|responsible body|lead department|ministry responsible|zuständig|"
        "zuständigkeit|federführung|ressort|ministerium|verantwortlich|responsable|ministère|"
        "pilote|ministerio|órgano|responsável|ministério|órgão|responsabile|ministero|"
        "verantwoordelijke|ministerie|odpowiedzialny|ministerstwo|zodpovědný|gestor|"
        "ответственный|исполнитель|министерство|ведомство|відповідальний|виконавець|"
        "міністерство|υπεύθυνος|υπουργείο|sorumlu|bakanlık|kurum|felelős|minisztérium|"
        "responsabil|minister|ansvarig|ansvarlig|departement|vastuu|vastuutaho|ministeriö|"
        "отговорник|负责部门|負責部門|责任单位|主管部门|牵头单位|担当|担当省庁|所管|담당|"
        "담당부처|부처|ผู้รับผิดชอบ|หน่วยงาน|กระทรวง|cơ quan|đơn vị|bộ|मंत्रालय|उत्तरदायी|"
        "মন্ত্রণালয়|الجهة|الوزارة|المسؤول|وزارة|مسئول|وزارت|دستگاه|משרד|אחראי|kementerian|"
        "penanggung jawab|instansi|wizara"
    ),
    "domains": (
        "sektor|bereich|thema|politikfeld|handlungsfeld|domaine|thème|secteur|axe|ámbito|"
        "sector|tema|área|eje|setor|ambito|settore|thema s|obszar|dziedzina|oblast|téma|"
        "область|сфера|раздел|направление|галузь|τομέας|alan|tema adı|terület|domeniu|område|"
        "ala|领域|領域|类别|類別|分野|분야|หมวด|สาขา|ด้าน|lĩnh vực|क्षेत्र|বিষয়|المجال|القطاع|"
        "حوزه|بخش|תחום|bidang|sektor terkait"
    ),
    "start": (
        "beginn|anfang|startdatum|ab|début|date de début|inicio|fecha de inicio|início|inizio|"
        "begin|start datum|początek|data rozpoczęcia|začátek|zahájení|начало|дата начала|"
        "початок|έναρξη|başlangıç|kezdet|început|startdato|alku|开始|开始日期|開始|開始日|시작|"
        "시작일|เริ่ม|วันที่เริ่ม|bắt đầu|ngày bắt đầu|प्रारंभ|आरंभ|শুরু|البداية|تاريخ البدء|"
        "شروع|תחילה|mulai|tanggal mulai"
    ),
    "due": (
        "due date|due on|duedate|target|by when|target year|completion date|finish|frist|"
        "termin|bis|fällig|fälligkeit|zieltermin|enddatum|échéance|date limite|date de fin|"
        "délai|fin|plazo|vencimiento|fecha límite|fecha de fin|prazo|data limite|vencimento|"
        "fim|scadenza|termine|fine|deadline datum|einddatum|termijn|termin realizacji|"
        "data zakończenia|termín|lhůta|срок|срок исполнения|дата окончания|термін|строк|"
        "προθεσμία|λήξη|son tarih|bitiş|süre|határidő|termen|dată limită|slutdatum|förfallodag|"
        "frist dato|slutdato|määräaika|краен срок|rok|рок|期限|截止日期|完成时限|完成時限|截止|"
        "締切|期日|達成期限|기한|마감일|완료일|กำหนด|กำหนดเสร็จ|วันครบกำหนด|สิ้นสุด|thời hạn|"
        "hạn|hạn chót|समय सीमा|अंतिम तिथि|নির্ধারিত সময়|সময়সীমা|الموعد|الموعد النهائي|"
        "تاريخ الاستحقاق|الأجل|مهلت|سررسید|תאריך יעד|מועד|tenggat|batas waktu|target waktu|"
        "tarikh akhir|muda"
    ),
    "priority": (
        "priorität|priorité|prioridad|prioridade|priorità|prioriteit|priorytet|priorita|"
        "приоритет|пріоритет|öncelik|优先级|優先|優先度|우선순위|ความสำคัญ|ưu tiên|प्राथमिकता|"
        "الأولوية|اولویت|prioritas"
    ),
    "tags": (
        "label|labels|schlagwort|schlagwörter|stichwort|étiquettes|mots clés|etiquetas|"
        "etichette|trefwoorden|tagi|štítky|теги|метки|etiketler|标签|標籤|タグ|태그|แท็ก|thẻ|"
        "टैग|وسوم|برچسب"
    ),
    "status": (
        "activity status|"
        "list|stage|state|progress status|stand|umsetzungsstand|statut|état d'avancement|"
        "avancement|estado|situación|situação|stato|stan|stav|статус|состояние|стан|κατάσταση|durum|"
        "állapot|stadiu|status sak|tila|状态|狀態|进展|進展|進捗|状況|ステータス|상태|진행상황|"
        "추진현황|สถานะ|ความคืบหน้า|trạng thái|tình trạng|स्थिति|অবস্থা|الحالة|الوضع|وضعیت|"
        "حیثیت|סטטוס|מצב|keadaan|hali"
    ),
    "progress": (
        "fortschritt|erledigt|umsetzungsgrad|progression|taux|progreso|avance|porcentaje|"
        "progresso|percentual|avanzamento|voortgang|postęp|pokrok|plnění|прогресс|процент|"
        "выполнение|прогрес|πρόοδος|ilerleme|yüzde|haladás|progres|framsteg|fremdrift|"
        "edistyminen|进度|進度|完成率|進捗率|進捗度|진행률|진척도|ร้อยละ|tiến độ|प्रगति|"
        "অগ্রগতি|التقدم|نسبة الإنجاز|پیشرفت|התקדמות|kemajuan|progres persen"
    ),
    "assessed": (
        "updated|last updated|date of assessment|bewertet am|aktualisiert|date d'évaluation|"
        "mise à jour|actualizado|atualizado|aggiornato|bijgewerkt|aktualizacja|обновлено|"
        "оновлено|güncelleme|更新日期|更新日|갱신일|ปรับปรุง|cập nhật|अद्यतन|تاريخ التحديث|"
        "diperbarui"
    ),
    "note": (
        "remark|bemerkung|bemerkungen|anmerkung|kommentar|note|notes|remarque|commentaire|"
        "observaciones|notas|comentario|observações|comentários|osservazioni|opmerking|"
        "opmerkingen|uwagi|poznámka|poznámky|примечание|комментарий|примітка|σχόλια|not|notlar|"
        "megjegyzés|observații|anteckning|merknad|huomautus|备注|備註|備考|비고|หมายเหตุ|"
        "ghi chú|टिप्पणी|মন্তব্য|ملاحظات|توضیح|הערות|catatan|maoni"
    ),
    "source_title": (
        "quelle|source title|fuente|fonte|bron|źródło|zdroj|источник|джерело|πηγή|kaynak|"
        "forrás|sursă|källa|kilde|lähde|来源|來源|出典|출처|ที่มา|แหล่งที่มา|nguồn|स्रोत|উৎস|"
        "المصدر|منبع|מקור|sumber|chanzo"
    ),
    "source_url": (
        "html url|web|website|webseite|adresse|weblink|verweis|lien|enlace|vínculo|"
        "collegamento|ссылка|адрес|посилання|σύνδεσμος|bağlantı|hivatkozás|legătură|länk|lenke|"
        "linkki|链接|連結|網址|网址|リンク|링크|ลิงก์|liên kết|đường dẫn|लिंक|লিংক|الرابط|رابط|"
        "پیوند|קישור|tautan|shorturl"
    ),
}
"""Beside those that a field names itself, with `|` between."""
