package extract

// A Form is how a mention speaks of its thing.
type Form string

// The forms of a mention.
const (
	Name    Form = "name"    // "ZTE", "Liu He", "Chinese" as a demonym
	Nominal Form = "nominal" // "the company", "Chinese officials"
	Pronoun Form = "pronoun" // "it", "he"
	Value   Form = "value"   // a date, an amount; never a node
)

// A Mention is a stretch of a sentence that speaks of something. The span of a
// name holds the name alone: no article, title or possessive ending.
type Mention struct {
	Span
	Sentence   int    // index in Analysis.Sentences
	First      int    // first token in the sentence
	Last       int    // token after the last
	Head       int    // token of the syntactic head
	Type       string // entity type of the ontology; "" for a nominal or pronoun that nothing types
	Form       Form
	Label      string   // the model's own label, "" if the mention was found otherwise
	Normal     string   // normal form of a value: "2018-06-03", "USD 50000000000"; else ""
	Chain      int      // index in Analysis.Chains, -1 for values and mentions that speak of nothing known
	Reason     string   // what put it into its chain: "words", "surname", "apposition", "pronoun"...; "" without one
	Confidence float64  // 0 to 1
	Rule       string   // what found it: "ner", "gazetteer", "demonym", "acronym"...
	Links      []string // ids of the gazetteer entries that bear this name, ascending; one if it is unambiguous
	Via        string   // "officials", "forces", "justice" or "metonymy" where something stands for the chain; else ""
	Phrase     Phrase
}

// A Phrase is the noun phrase around a mention in normal form, whatever the
// tree looks like: "former Vice Premier Liu He", "the Chinese bank Velden",
// "Orix's chief executive". Token indices are those of the sentence.
type Phrase struct {
	Heads      []string // lower-case lemmas of the common nouns that head it: "bank"
	Modifiers  []string // lower-case lemmas of its adjectives and compounds: "former", "close"
	Demonym    int      // index of the mention of the country ("Chinese") that modifies it, -1 if none
	Possessor  int      // index of the mention in the possessive, -1 if none
	Definite   bool     // the, this, that or a possessor
	Plural     bool
	TitleFirst int // tokens of a title before the name, TitleFirst == TitleLast if none
	TitleLast  int
}

// A Chain is what one document says of one thing: a document entity. All
// references to it are by its index in Analysis.Chains.
type Chain struct {
	Type     string   // the winner of the vote of its mentions
	Name     string   // its fullest name, "" if no mention is a name
	Aliases  []string // the other names, sorted, without repeats
	Link     string   // id of the gazetteer entry it is linked to ("country:china"), "" if none
	Mentions []int    // ascending
	Country  string   // of a place, the id of the country it lies in; "" if unknown
	Dateline string   // of a country, the id of the country that the document reports from; "" if unknown
}
