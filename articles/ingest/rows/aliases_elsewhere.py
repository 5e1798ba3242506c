"""What systems in other languages than English call our fields; names are compared as in `aliases`."""

from __future__ import annotations

from typing import Final

# German, French, Spanish, Italian, Portuguese, Dutch, Swedish, Norwegian, Danish, Russian, Japanese, Chinese, Korean.
ELSEWHERE: Final[dict[str, tuple[str, ...]]] = {
    "headline": (
        "titel", "titre", "titulo", "titolo", "überschrift", "schlagzeile", "titular", "encabezado", "manchete",
        "kop", "rubrik", "otsikko", "tittel", "overskrift", "başlık", "заголовок", "標題", "标题", "見出し", "タイトル",
        "제목", "artikelüberschrift", "titre_article", "titulo_noticia",
    ),
    "kicker": (
        "dachzeile", "volanta", "surtitre", "antetitulo", "occhiello", "spitzmarke", "chapeu", "bovenkop", "vignett",
    ),
    "standfirst": (
        "vorspann", "chapo", "ingress", "entradilla", "bajada", "sommario", "sottotitolo", "untertitel",
        "unterzeile", "sous_titre", "subtitulo", "underrubrik", "manchet", "indledning", "teasertext", "kurztext",
        "anreisser", "resume", "resumen", "resumo", "riassunto", "samenvatting", "ondertitel", "подзаголовок", "анонс",
        "リード", "要約", "摘要", "导语", "요약",
    ),
    "body": (
        "texte", "texto", "testo", "inhalt", "corps", "cuerpo", "contenu", "contenido", "conteudo", "contenuto",
        "inhoud", "innehåll", "innhold", "indhold", "tekst", "brödtext", "brødtekst", "brødtext", "fliesstext",
        "artikeltext", "volltext", "texte_integral", "corpo", "artikel", "haupttext", "текст", "содержание", "本文",
        "内容", "正文", "본문", "내용",
    ),
    "byline": (
        "autor", "auteur", "autore", "verfasser", "signature", "firma", "autorenzeile", "skribent", "forfatter",
        "auteurs", "autoren", "autores", "autori", "autoria", "redakteur", "redacteur", "schrijver", "författare",
        "автор", "著者", "筆者", "記者", "作者", "记者", "기자", "작성자",
    ),
    "published_at": (
        "datum", "fecha", "fecha_publicacion", "fecha_de_publicacion", "publicado_el", "date_publication",
        "date_de_publication", "date_parution", "date_de_parution", "publie_le", "veröffentlicht",
        "veröffentlicht_am", "veröffentlichungsdatum", "erscheint_am", "veroeffentlicht_am", "erscheinungsdatum",
        "erschienen_am", "data_pubblicazione", "data_di_pubblicazione", "pubblicato_il", "data", "data_publicacao",
        "data_de_publicacao", "publicado_em", "publicatiedatum", "gepubliceerd_op", "publicerad", "publiceringsdatum",
        "publisert", "publiseringsdato", "udgivet", "dato", "julkaistu", "дата", "дата_публикации",
        "公開日", "公開日時", "掲載日", "配信日時", "日付", "日期", "发布时间", "发布日期",
        "發布時間", "게시일", "날짜",
    ),
    "updated_at": (
        "fecha_modificacion", "fecha_de_modificacion", "actualizado", "mise_a_jour", "date_de_modification",
        "date_mise_a_jour", "geändert", "geändert_am", "letzte_änderung", "änderungsdatum", "aktualisiert",
        "aktualisiert_am", "data_modifica", "aggiornato", "atualizado", "gewijzigd", "ändrad", "oppdatert",
        "uppdaterad", "opdateret", "更新日", "更新日時", "更新时间", "수정일",
    ),
    "embargo_until": (
        "sperrfrist", "sperrfrist_bis", "sperrvermerk", "gesperrt_bis", "embargo_bis", "sous_embargo",
        "sous_embargo_jusqu_au", "embargo_jusqu_au", "embargo_hasta", "embargado_hasta", "embargo_fino_al",
        "embargo_ate", "embargo_tot", "embargo_till", "sperrefrist", "эмбарго", "解禁日時", "解禁", "엠바고",
    ),
    "section": (
        "ressort", "rubrique", "seccion", "sezione", "kategorie", "kategori", "categoria", "categorie", "rubrik_name",
        "seccao", "secao", "bereich", "rubriek", "avdelning", "seksjon", "sektion", "рубрика", "раздел",
        "カテゴリ", "カテゴリー", "分类", "分類", "栏目", "카테고리",
    ),
    "topics": (
        "schlagworte", "schlagwörter", "mots_cles", "etiquetas", "schlagwort", "stichworte", "stichwörter",
        "palabras_clave", "parole_chiave", "palavras_chave", "emneord", "nyckelord", "themen", "thema", "etiquettes",
        "trefwoorden", "topicos", "tópicos", "теги", "ключевые_слова", "タグ", "キーワード", "标签", "關鍵字", "태그",
    ),
    "source_id": (
        "artikel_id", "artikelnummer", "beitrags_id", "beitragsnummer", "identifiant", "identificador",
        "identificativo", "kennung", "id_noticia", "noticia_id", "id_articulo", "articulo_id", "id_nota",
        "id_article", "id_artikel", "id_articolo", "codigo", "numero_article", "記事id", "文章id",
    ),
    "source_url": (
        "lien", "enlace", "enlace_permanente", "permalien", "adresse", "verknüpfung", "webadresse", "indirizzo",
        "endereco", "lenke", "länk", "ссылка", "リンク", "链接", "링크",
    ),
    "source_name": ("quelle", "zeitung", "journal", "periodico", "giornale", "jornal", "krant", "tidning", "媒体"),
    "language": ("sprache", "langue", "idioma", "lingua", "taal", "språk", "sprog", "язык", "言語", "语言"),
    "dateline": ("ortsmarke", "spitzmarke_ort", "lieu_de_redaction"),
    "places": ("ort", "orte", "lieu", "lieux", "lugar", "lugares", "luogo", "luoghi", "plaats", "место", "場所"),
    "people": (
        "personen", "personnes", "personnalites", "personas", "persone", "pessoas", "personer", "персоны", "人物",
    ),
    "organisations": (
        "organisationen", "unternehmen", "entreprises", "organismes", "organizaciones", "organizzazioni",
        "organizacoes", "bedrijven",
    ),
    "status": (
        "statut", "estado", "stato", "freigabe", "veröffentlichungsstatus", "статус", "ステータス", "状态", "상태",
    ),
    "urgency": ("dringlichkeit", "urgence", "urgencia", "urgenza"),
    "editor_note": (
        "hinweis_an_die_redaktion", "redaktionshinweis", "redaktionelle_notiz", "interne_notiz",
        "interner_hinweis", "note_a_la_redaction", "note_interne", "nota_a_la_redaccion", "nota_interna",
        "nota_redazione", "redactienotitie",
    ),
    "usage_terms": (
        "nutzungsrechte", "rechte", "urheberrecht", "lizenz", "droits", "derechos", "diritti", "direitos", "licencia",
        "licenza", "rechten",
    ),
    "picture": (
        "bild", "imagen", "immagine", "foto", "image_une", "image_a_la_une", "titelbild", "aufmacherbild",
        "beitragsbild", "bilddatei", "foto_principal", "imagen_destacada", "imagem", "afbeelding", "billede", "bilde",
        "картинка", "画像", "画像url", "图片", "이미지",
    ),
    "picture_caption": (
        "bildunterschrift", "bildtext", "bildzeile", "billedtekst", "bildetekst", "legende", "légende", "pie_de_foto",
        "pie_foto", "epigrafe", "leyenda",
        "pie_de_imagen", "didascalia", "legenda", "fotobijschrift", "bijschrift", "キャプション", "图片说明",
    ),
    "picture_alt": ("alternativtext", "texte_alternatif", "texto_alternativo", "testo_alternativo", "代替テキスト"),
    "picture_credit": (
        "bildnachweis", "bildquelle", "bildrechte", "credit_photo", "crédit_photo", "photographe", "fotograf",
        "fotografo", "credito_foto", "credito", "crediti_foto", "fotocredit", "撮影者",
    ),
    "related": ("verwandte_artikel", "articles_lies", "relacionados", "correlati"),
    "former_addresses": ("weiterleitungen", "alte_adressen"),
    "time_of_day": (
        "uhrzeit", "zeit", "heure", "hora", "ora", "tijd", "klockslag", "tidspunkt", "время", "時刻", "时间",
    ),
}  # fmt: skip
