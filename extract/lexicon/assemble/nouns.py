"""Common nouns with the type of thing that they head a phrase for."""

# Nouns of WordNet, each with the number of its sense, whose kinds are of a type.
KINDS = {
    "Person": "worker.1 professional.1 leader.1 expert.1 creator.2 scientist.1 adviser.1 entertainer.1 intellectual.1 "
              "capitalist.2 communicator.1 contestant.1 serviceman.1 relative.1 criminal.1 representative.1 "
              "religious_person.1 clergyman.1 official.1 functionary.1 negotiator.1 disputant.1 learner.1 "
              "traveler.1 owner.1 peer.1 adversary.1 supporter.1 victim.1 unfortunate.1 inhabitant.1 national.1 ruler.1",
    "Vessel": "vessel.2 aircraft.1 spacecraft.1",
    "Weapon": "weapon.1 bomb.1 gun.1",
    "Facility": "airfield.1 plant.1 bridge.1 dam.1 military_installation.1 museum.1 station.1 hotel.1 stadium.1 "
                "correctional_institution.1 hospital.1",
}

# Kinds of person that news names nobody by.
NOT = "bad_person.1 unwelcome_person.1 unpleasant_person.1 simpleton.1 fool.1 slave.1 lover.1 ethnic_group.1".split()

# What is no such thing in the news, or seldom.
LEFT_OUT = {"shipwreck", "skyhook", "bogy", "scooter", "hangar queen", "delta wing", "elevated", "automatic", "antiaircraft",
            "knuckles", "knucks", "forty-five", "space probe", "full metal jacket", "trident", "booby hatch", "crazy house",
            "cuckoo's nest", "fleabag", "funny farm", "funny house", "loony bin", "nut house", "nuthouse", "madhouse", "pokey",
            "poky", "works", "field", "flare path", "flag stop", "cattle grid", "whistle stop", "religious", "split end",
            "standby", "better half", "relation", "issue", "sibling", "peer", "learner"}


def nouns(hand, wordnet, surnames):
    """By type the nouns all of whose senses are of one of its kinds. A noun of
    several words is left out where its last word says the same."""
    def synsets(names):
        return {wordnet.synset(*_sense(n)) for n in names}
    unwanted, known = synsets(n for n in NOT if _sense(n)[0] in wordnet.senses), {n: None for n in hand.nouns | hand.ranks}
    out = {}
    for typ, kinds in KINDS.items():
        roots = synsets(kinds.split())
        found = []
        for lemma, first in wordnet.first_senses():
            senses = [wordnet.ancestors(s) | {s} for s in wordnet.senses[lemma]]
            if lemma != lemma.lower() or lemma in known or lemma in LEFT_OUT or lemma in surnames or len(lemma) < 4:
                continue
            if not lemma.replace(" ", "").replace("-", "").isalpha() or any(s & unwanted for s in senses):
                continue
            if typ == "Person":  # a person in every sense, in the first of such a kind
                fits = " " not in lemma and senses[0] & roots and all(wordnet.file[s] == 18 for s in wordnet.senses[lemma])
            else:  # a thing made, not what it shoots
                fits = all(s & roots and wordnet.file[of] == 6 for s, of in zip(senses, wordnet.senses[lemma]))
            if fits:
                found.append(lemma)
        single = {n for n in found if " " not in n}
        out[typ] = [n for n in found if " " not in n or n.split()[-1] not in single | set(known)]
    return out


def _sense(name):
    lemma, number = name.split(".")
    return lemma.replace("_", " "), int(number)
