"""Given names and their gender."""

import importlib
import pkgutil

import faker.providers.person

from lists import fold, latin


def _faker():
    """First names of both genders and last names, by language."""
    for module in pkgutil.iter_modules(faker.providers.person.__path__):
        p = importlib.import_module("faker.providers.person." + module.name).Provider
        lists = [vars(p).get(k) or () for k in ("first_names_male", "first_names_female", "last_names")]
        yield module.name, [[n for n in names if isinstance(n, str) and latin(n)] for names in lists]


def surnames(prefix=""):
    return {fold(n) for language, (_, _, last) in _faker() if language.startswith(prefix) for n in last}


def given(hand, ordinary, towns):
    """Given names that are no word, place, town or frequent English surname: by gender."""
    gender = {}
    for _, (male, female, _) in sorted(_faker()):
        for g, names in (("m", male), ("f", female)):
            for n in names:
                gender.setdefault(n, set()).add(g)
    no = ordinary | hand.names | hand.adjectives | towns | surnames("en_US") | surnames("en_GB")
    out = {"m": [], "f": [], "u": []}
    for n in sorted(gender):
        if len(n) > 2 and n[0].isupper() and " " not in n and "." not in n and n not in hand.given and fold(n) not in no:
            out["u" if len(gender[n]) > 1 else min(gender[n])].append(n)
    return out
