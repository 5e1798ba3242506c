"""The language of a page as Open Graph writes it: with the territory that the language is written for."""

from __future__ import annotations

from typing import Final

from django.conf import settings
from django.utils.translation import to_locale

_TERRITORIES: Final = dict(
    entry.split("_")
    for entry in (
        "af_ZA ar_AR be_BY bg_BG bn_IN bs_BA ca_ES cs_CZ cy_GB da_DK de_DE el_GR en_US es_ES et_EE eu_ES "
        "fa_IR fi_FI fr_FR ga_IE gl_ES gu_IN he_IL hi_IN hr_HR hu_HU hy_AM id_ID is_IS it_IT ja_JP ka_GE "
        "kk_KZ ko_KR lt_LT lv_LV mk_MK ml_IN mr_IN ms_MY nb_NO ne_NP nl_NL nn_NO pa_IN pl_PL pt_PT ro_RO "
        "ru_RU sk_SK sl_SI sq_AL sr_RS sv_SE sw_KE ta_IN te_IN th_TH tl_PH tr_TR uk_UA ur_PK vi_VN zh_CN"
    ).split()
)
"""As Facebook's list of locales pairs them; ar_AR is its own."""
_SCRIPTS: Final = {"zh_Hans": "zh_CN", "zh_Hant": "zh_TW", "sr_Latn": "sr_RS", "sr_Cyrl": "sr_RS"}


def open_graph_locale(language: str) -> str:
    """With the site's own territory where it has one for the language, else the usual one: "en" is "en_US".

    A language of which none is usual stays alone.
    """
    locale = to_locale(language or settings.LANGUAGE_CODE)
    locale = {"no": "nb", "iw": "he", "in": "id"}.get(locale, locale)
    if "_" in locale:
        return _SCRIPTS.get(locale, locale)
    site = to_locale(settings.LANGUAGE_CODE)
    if site.startswith(f"{locale}_"):
        return _SCRIPTS.get(site, site)
    territory = _TERRITORIES.get(locale)
    return f"{locale}_{territory}" if territory else locale
