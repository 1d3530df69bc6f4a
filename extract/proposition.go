package extract

// A PropositionKind says what word carries a predication.
type PropositionKind string

// The kinds of proposition, with the roles that each fills.
const (
	// Verb: "Ottawa sanctioned Orix". Roles: agent, patient, recipient,
	// result ("named him *chief*"), content (a clause), p:on, p:with...
	Verb PropositionKind = "verb"
	// Noun: an event noun, alone or under a support verb ("imposed
	// *sanctions* on", "the *takeover* of X by Y"): roles as of a verb. A
	// noun of tie ("an *ally* of Sosa", "Sosa's *ally*"): roles holder, of,
	// p:with...
	Noun PropositionKind = "noun"
	// Adjective: "is *allied* with", "*based* in". Roles: holder, p:with...
	Adjective PropositionKind = "adjective"
	// Title: a post that someone holds: "Trade *Secretary* Ruiz", "Orix's
	// *chief executive*, Lena Hald". Roles: holder, body (possessor,
	// of-phrase, compound, portfolio), country (of the body, by possessor or
	// demonym). Lemma is the whole title without the body: "chief executive".
	Title PropositionKind = "title"
)

// Roles that are not prepositions. A prepositional role is "p:" and the
// preposition in lower case: "p:on".
const (
	Agent     = "agent"
	Patient   = "patient"
	Recipient = "recipient"
	Result    = "result"
	Content   = "content"
	Of        = "of"
	Holder    = "holder"
	Body      = "body"
	Nation    = "country"
	When      = "time"
)

// An Argument fills a role of a proposition, a claim or an attribution. Several
// conjuncts are several arguments of one role.
type Argument struct {
	Role string
	Span
	Head        int    // head token in the sentence of the proposition, -1 if it lies elsewhere
	Lemma       string // lower-case lemma of the head
	Mention     int    // index in Analysis.Mentions, -1 if none
	Chain       int    // index in Analysis.Chains, -1 if none
	Proposition int    // index in Analysis.Propositions of the content, -1 if none
	Value       string // a literal's normal form, "" for an entity
	Datatype    string // "date", "money", "number", "text"; "" for an entity
	Via         string // as in Mention
	Inferred    bool   // not said at this place but concluded: the country of a bare title
}

// A Proposition is one predication of a sentence in normal form: the words of
// passives, relatives, control and conjunction are gone, and a rule reads only
// roles.
type Proposition struct {
	Sentence  int
	Kind      PropositionKind
	Lemma     string // lower case: "sanction", "ally", "chief executive"
	Head      int    // token of the trigger
	Trigger   Span
	Support   string // lemma of the support verb over an event noun: "impose"; else ""
	Modifiers []string
	Arguments []Argument // by role order of the text
	Status    Status
	Nuance    Nuance
	Negated   bool // what is planned, threatened, conditional or alleged is itself negative
	Cue       Span // the word that decided the status; empty if none
	// Attributions lists who says it, outermost first: indices in
	// Analysis.Attributions. Empty: the author.
	Attributions []int
	// Presupposed: the sentence takes it for granted (title, apposition,
	// definite noun), so operators over the clause do not reach it.
	Presupposed bool
	Time        *Time
	Confidence  float64 // of the parse: 0 to 1
}

// Args returns the arguments of role, in order of the text.
func (p *Proposition) Args(role string) []Argument {
	var out []Argument
	for _, a := range p.Arguments {
		if a.Role == role {
			out = append(out, a)
		}
	}
	return out
}

// A Time is when the content of a claim held or happened. Either Value or
// From or To is set, in ISO 8601 of any precision.
type Time struct {
	Value     string
	Precision string // "day", "week", "month", "year"
	From, To  string
	Span      Span // of the words; empty if inferred
}

// An Attribution says who says something and how.
type Attribution struct {
	Sentence int
	Source   *Argument // nil if the source is not named
	Cue      Span      // "said", "according to"
	Content  Span
	Mode     string // "direct", "indirect", "mixed"
	Act      string // "say", "think", "know", "want"
	Stance   string // "assert", "deny", "suggest", "ask"
}
