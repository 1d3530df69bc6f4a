package main

import (
	"strings"

	"dossier/extract/pair"
)

// Types of ends.
var (
	person, organization, party = []string{"Person"}, []string{"Organization"}, []string{"PoliticalParty"}
	place, country, date        = []string{"Place"}, []string{"Country"}, []string{"Date"}
)

// trained are the labels of the model and the properties of KnowledgeNet that they
// are trained on.
var trained = []struct {
	property string
	turned   bool // the property's subject is our object
	label    pair.Label
}{
	{"SPOUSE", false, pair.Label{Relation: "SPOUSE_OF", Subject: person, Object: person}},
	{"CHILD_OF", false, pair.Label{Relation: "CHILD_OF", Subject: person, Object: person}},
	{"PLACE_OF_BIRTH", false, pair.Label{Relation: "BORN_IN", One: true, Beside: []string{"CITIZEN_OF", "DIED_IN", "LIVES_IN"}, Subject: person, Object: place}},
	{"PLACE_OF_RESIDENCE", false, pair.Label{Relation: "LIVES_IN", State: true, Beside: []string{"BORN_IN", "CITIZEN_OF", "DIED_IN"}, Subject: person, Object: place}},
	{"NATIONALITY", false, pair.Label{Relation: "CITIZEN_OF", Beside: []string{"BORN_IN", "DIED_IN", "LIVES_IN"}, Subject: person, Object: country}},
	{"EDUCATED_AT", false, pair.Label{Relation: "EDUCATED_AT", Beside: []string{"HEADS", "MEMBER_OF", "WORKS_FOR"}, Subject: person, Object: organization}},
	{"POLITICAL_AFFILIATION", false, pair.Label{Relation: "MEMBER_OF", State: true, Beside: []string{"FOUNDED"}, Subject: person, Object: party}},
	{"EMPLOYEE_OR_MEMBER_OF", false, pair.Label{Relation: "WORKS_FOR", Unless: "HEADS", State: true, Beside: []string{"EDUCATED_AT", "FOUNDED"}, Subject: person, Object: organization}},
	{"CEO", true, pair.Label{Relation: "HEADS", State: true, Role: "chief executive", Beside: []string{"EDUCATED_AT", "FOUNDED", "MEMBER_OF", "OWNS", "WORKS_FOR"}, Subject: person, Object: organization}},
	{"FOUNDED_BY", true, pair.Label{Relation: "FOUNDED", Beside: []string{"BOARD_MEMBER_OF", "HEADS", "MEMBER_OF", "OWNS", "WORKS_FOR"}, Subject: person, Object: organization}},
	{"HEADQUARTERS", false, pair.Label{Relation: "BASED_IN", State: true, Subject: organization, Object: place}},
	{"SUBSIDIARY_OF", false, pair.Label{Relation: "SUBSIDIARY_OF", State: true, Subject: organization, Object: organization}},
	{"DATE_OF_BIRTH", false, pair.Label{Relation: "birthDate", One: true, Subject: person, Object: date}},
	{"DATE_OF_DEATH", false, pair.Label{Relation: "deathDate", One: true, Subject: person, Object: date}},
	{"DATE_FOUNDED", false, pair.Label{Relation: "foundingDate", One: true, Subject: organization, Object: date}},
}

// A material is a corpus that the model is trained on beside KnowledgeNet.
type material struct {
	corpus string
	weight float64 // of a pair against one of KnowledgeNet
	// marks are the corpus's labels by relation of ours; a leading - turns it. A
	// relation that is not there is not marked.
	marks   map[string][]string
	unsaid  bool     // nothing is marked: what no rule has found is taken for not said
	onePair bool     // only the pair that is marked is judged, for all relations
	none    []string // relations that the corpus does not tell
	use     func(*Text) bool
}

// family is what texts about companies do not tell.
var family = []string{"SPOUSE_OF", "CHILD_OF", "BORN_IN"}

// materials: those in which nothing is marked are what news is like, where few pairs
// hold and KnowledgeNet's texts alone would make the model too sure.
var materials = []material{
	{corpus: "gum", weight: 2, unsaid: true, use: func(t *Text) bool { // lives are what KnowledgeNet has
		return !strings.HasPrefix(t.ID, "GUM_bio") && !strings.HasPrefix(t.ID, "GUM_voyage")
	}},
	{corpus: "re3d-public-domain", weight: 2, unsaid: true},
	{corpus: "uds-factuality", weight: 2, unsaid: true},
	{corpus: "carb-openie-dev", weight: 2, unsaid: true},
	{corpus: "fewrel-wikipedia", weight: 1, onePair: true, marks: map[string][]string{
		"SPOUSE_OF": {"SPOUSE"}, "CHILD_OF": {"MOTHER", "-HAS_CHILD"}}},
	{corpus: "core-companies", weight: 1, onePair: true, none: family, marks: map[string][]string{"SUBSIDIARY_OF": {"SUBSIDIARY_OF"}}},
	{corpus: "fire-finance", weight: 1, none: family, marks: map[string][]string{
		"WORKS_FOR": {"Employeeof"}, "BASED_IN": {"Locatedin"}, "SUBSIDIARY_OF": {"Subsidiaryof"}}},
}
