package rule

import (
	"slices"

	"dossier/extract"
)

// The phases of a state that a rule may say its words begin or end.
const (
	phaseStarted = "started"
	phaseEnded   = "ended"
)

// weight orders the nuances: of two, the later is what remains.
var weight = []extract.Nuance{
	extract.NuanceAsserted, extract.NuanceEnded, extract.NuanceNegated, extract.NuancePlanned,
	extract.NuanceDemanded, extract.NuanceThreatened, extract.NuanceConditional,
	extract.NuanceCounterfactual, extract.NuanceQuestioned, extract.NuancePossible,
	extract.NuanceAlleged, extract.NuanceDenied,
}

// overrideStatus puts what a rule says about the status in place of what the
// trigger alone would mean; what the sentence says about the trigger remains:
// "ordered" is asserted, "may order" possible.
func overrideStatus(said extract.Nuance, rule string) extract.Nuance {
	if said == "" {
		said = extract.NuanceAsserted
	}
	if rule == "" {
		return said
	}
	own := extract.Nuance(rule)
	if rule == string(extract.Past) {
		own = extract.NuanceEnded
	}
	if slices.Index(weight, own) > slices.Index(weight, said) {
		return own
	}
	return said
}

// endState is what remains of a state whose end the sentence speaks of. An end
// that did not happen, or is only planned, demanded or possible, leaves the
// state as it was; one that is alleged leaves it in doubt.
func endState(end extract.Nuance) extract.Nuance {
	switch end {
	case extract.NuanceAsserted, extract.NuanceEnded:
		return extract.NuanceEnded
	case extract.NuanceAlleged:
		return extract.NuanceAlleged
	}
	return extract.NuanceAsserted
}
