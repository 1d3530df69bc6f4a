"""Legal forms of companies, as they end names."""

import re

from lists import constant, fold, latin

# Of the forms in general, those of companies.
GENERIC = {"LLC", "JSC", "LP", "LLP", "Inc.", "Corp.", "Co.", "Ltd.", "CJSC", "GP"}


def legal(hand, packages, ordinary):
    """Short forms that the lists by hand lack. One without dots, slashes and small
    letters has three letters or more and is no word."""
    found = set()
    for spec in constant(packages / "python/rigour/data/names/org_types.py", "ORG_TYPES"):
        if spec.get("generic") in GENERIC:
            found |= {spec.get("display", ""), *spec["aliases"]}
    for terms in constant(packages / "python/cleanco/termdata.py", "terms_by_type").values():
        found |= {t.upper() for t in terms if re.fullmatch(r"([a-z]\.){2,}", t)}
    out = set()
    for form in found - hand.legal - hand.cues:
        if re.search(r"[A-Z]s$", form):  # PLCs
            continue
        letters = re.sub(r"[^\w]", "", form)
        if not latin(form.replace("/", "").replace("&", "")) or len(form) > 12 or form == form.lower():
            continue
        if re.fullmatch(r"[A-Z]+", form):
            if len(form) > 2 and fold(form) not in ordinary:
                out.add(form)
        elif re.fullmatch(r"([A-Z][a-z]{0,3}\.)+([a-z]\.)*", form) and len(letters) > 2 or \
                re.fullmatch(r"[A-Z]/[A-Z]|[A-Z][a-z]*[A-Z]\w*", form) or \
                re.fullmatch(r"(?=.*\.)[A-Za-z.]{2,6}( [A-Za-z.&]{1,6}){1,3}", form) and form[0].isupper():
            out.add(form)
    return sorted(out)
