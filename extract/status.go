package extract

// A Status is what the text commits to, seen from its speaker if there is one,
// else from its author. The list is closed and is what exports carry.
type Status string

// The statuses.
const (
	Asserted    Status = "asserted"    // said to hold or to have happened
	Past        Status = "past"        // held, and is said to hold no longer
	Denied      Status = "denied"      // said not to hold or not to have happened
	Planned     Status = "planned"     // intended, promised, demanded, scheduled
	Threatened  Status = "threatened"  // announced as a threat or warning
	Conditional Status = "conditional" // holds only if something else does
	Alleged     Status = "alleged"     // accused, suspected, claimed, believed, possible
)

// Statuses lists every Status in the order of commitment.
var Statuses = [...]Status{Asserted, Past, Denied, Planned, Threatened, Conditional, Alleged}

// A Nuance is the finer value that operators compose; it folds into a Status.
type Nuance string

// The nuances.
const (
	NuanceAsserted       Nuance = "asserted"
	NuanceEnded          Nuance = "ended"          // a state that is over
	NuanceNegated        Nuance = "negated"        // not so, says the text
	NuanceDenied         Nuance = "denied"         // a party rejects it
	NuancePlanned        Nuance = "planned"        // intended by the doer
	NuanceDemanded       Nuance = "demanded"       // wanted of someone else
	NuanceThreatened     Nuance = "threatened"     // announced as harm
	NuanceConditional    Nuance = "conditional"    // under an if
	NuanceCounterfactual Nuance = "counterfactual" // would have; conditional and negated
	NuanceAlleged        Nuance = "alleged"        // accused, claimed
	NuancePossible       Nuance = "possible"       // may, expected, considering
	NuanceQuestioned     Nuance = "questioned"     // asked, unclear
)

// Status returns the status that n folds into.
func (n Nuance) Status() Status {
	switch n {
	case NuanceEnded:
		return Past
	case NuanceNegated, NuanceDenied:
		return Denied
	case NuancePlanned, NuanceDemanded:
		return Planned
	case NuanceThreatened:
		return Threatened
	case NuanceConditional, NuanceCounterfactual:
		return Conditional
	case NuanceAlleged, NuancePossible, NuanceQuestioned:
		return Alleged
	}
	return Asserted
}
