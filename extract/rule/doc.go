// Package rule is the language in which a user says what claims a text makes,
// and its engine: [Load] checks and compiles rule files, [Ontology.Claims] reads
// the propositions of one document, [Check] runs the examples that every rule
// carries.
//
// # Design decisions and trade-offs
//
// A rule reads roles, never trees. Voice, relative clauses, control,
// conjunction, coreference, negation, modality and speakers are the engine's
// work, done once for all rules by the steps before this one; a rule names a
// word and says which role is the subject and which the object. So a rule
// cannot repair a wrong tree, and nobody has to write the passive.
//
// Rules are data without an order. No rule sees another's claims, none is
// tried first. Where several read one relation from one trigger, the one with
// the most conditions wins (ties: the smaller id); equal claims become one that
// keeps the ids of all. Files and rules may be shuffled.
//
// Everything that decides a claim is in the rule's hash: the compiled rule with
// its lists inlined and its relation's types. Doc, tests and layout are not, so
// polishing them makes nothing stale. Each rule has an anchor, words of which
// one must stand in a document for the rule to match there; a rule without one
// is refused, as an edit to it would touch every document. A relation that is only
// called otherwise keeps its rules' shapes, which is how a rename is known for one:
// nothing need be written for it.
//
// All errors at once, each with file, line, column and the nearest known name.
// What is unknown is refused rather than ignored: a misspelt key or preposition
// would otherwise be a rule that never matches. The price is that the lists of
// keys, roles and prepositions are closed. YAML's anchors, aliases, tags and
// merge keys are refused: lists serve their purpose and can be hashed by name.
//
// It will never have: patterns over dependency trees, regular expressions,
// rules that call code, negation or voice written out by the user.
//
// # Language reference
//
// A file is a mapping of relations. With the inline form a relation is one rule:
//
//	BLURBED:
//	  is: Person -> Work
//	  verb: blurb
//	  example: "Ann Orr blurbed Dry Season. => Ann Orr, Dry Season"
//	  counter: "Ann Orr refused to blurb Dry Season. => denied"
//
// Keys of a relation:
//
//	is          types of subject and object: Actor|Vessel -> Government. A
//	            relation that ends in _BY is a measure of its object against its
//	            subject; Government then also admits a person in office.
//	doc         one sentence for people
//	symmetric   true: (S, O) and (O, S) are one fact
//	functional  true: a subject has one object at a time
//	via         officials, forces, justice: "Chinese officials", "Chinese troops",
//	            "Chinese prosecutors" stand for the country
//	maps        the same relation elsewhere: followthemoney, wikidata, plover,
//	            knowledgenet, tac; a leading - turns the direction
//	rules       a list of rules, each with an id; else the rule's keys stand
//	            here and its id is main
//
// An entry between an entity and a value is an attribute. It is named like the
// property that it becomes, in two words or more, and a test expects the value's
// normal form.
//
//	birthDate:
//	  is: Person -> Date
//	  verb: bear
//	  subject: patient
//	  object: date
//	  example: "Ann Orr was born on May 5, 1960. => Ann Orr, 1960-05-05"
//	  counter: "Ann Orr was not born in 1960. => Ann Orr, 1960 denied"
//
// Keys of a rule:
//
//	verb, noun, adjective, title   the anchor: words or @lists of lemmas. Several
//	            anchors are alternatives with the same slots. A title is matched by
//	            its rank: minister reads "trade minister", not "prime minister".
//	support     verbs over the noun ("impose sanctions"). A bare noun matches
//	            too, unless the rule starts or ends something or sets a status,
//	            which only the verb can do, or asks "where: {support: any}".
//	pattern     a noun phrase: "{O}-based {S}", "{O:demonym} @org_nouns {S}",
//	            "{O:Country}'s {S:Company}"; adjectives and nouns may stand
//	            between the parts, and an apposition serves for {S}. A comma
//	            between {S} and {O} is not that of a list.
//	subject, object   slots; see below
//	pair        two slots of a symmetric relation, "agent + p:with|p:between":
//	            members of "between" among themselves, else one side with the
//	            other, else a collective with itself; at most six pairs
//	take        qualifiers: {role: title, amount: p:for}
//	where, not  conditions; see below
//	status      what the trigger means instead of asserted; what the sentence
//	            makes of the trigger remains. It also ties the claim to the
//	            trigger where an end is taken from the content.
//	phase       ended: what is asserted of the trigger ends the state; an end that is
//	            only planned or refused leaves it asserted. started: a note. lasting:
//	            the trigger says the state itself, so a past tense ("led", "was
//	            the head", not "has led") means that it is over, unless it only
//	            follows a verb of saying. forever: nothing ends the state,
//	            so "a retired Swedish skier" is a Swede.
//	confidence  over 0 up to 1; default 1
//	also        further claims from the same match: {relation, subject, object,
//	            status, phase}
//	example, counter   tests: "SENTENCE => S, O [status]; ..." or "=> none" or
//	            "=> denied". Expected names and those in [brackets] count as
//	            entities of a fitting type.
//
// Slots: agent, patient, recipient, result, content, of, holder, body, country,
// p:on and other prepositions; title is the text of the trigger, percent, money,
// number, quantity, date a value beside it; inferred is whose title it is where
// only the rest of the document tells: the same title of the same holder, the
// same title without a name if it is always of one body, the country that the
// document is about; about is the organization that it is about; recent is what of
// a fitting type was last spoken of, in this sentence or the two before ("Norway
// joined in 1949"); only is the one thing of the document that fits and is as where
// asks of the object ("the treasury secretary, Ann Orr", where one country with
// secretaries is named). "a|b" takes the first alternative
// that yields an argument of a fitting type. A dot enters the proposition that an
// argument carries or heads: content.recipient, content.then.p:to (then is the
// content of a content), result.body; patient.country is also the country that
// modifies any noun: "Chilean wine". Defaults: agent and patient of a verb,
// holder and of of a noun, holder and p:with|p:to of an adjective, holder and
// body|country of a title.
//
// Conditions are a mapping; under where all must hold, under not none. A key is
// one of
//
//	a slot             with a word, @list, entity type, any, unnamed (there is
//	                   one, of nothing known), or conditions on the proposition
//	                   found there
//	verb, noun, adjective, title   the word of such a proposition
//	then               what holds of the content's content
//	modifier           of a noun, or a word of a title
//	support            of a noun
//	form               of the clause: infinitive ("told Orix to sell"), gerund
//	                   ("of selling") or finite ("that it sold")
//	subject, object    what the ends are that the rule has found; a pattern
//	                   knows only these two
//
// Words are compared in lower case by lemma; those of an argument also with what
// its noun phrase calls it: {patient: son} holds of "a son, Ito". Quote yes, no, on, off, true, false
// and lists: "@titles". A key "lists" at the top of a file holds lists of its
// own; one of a known name extends it.
//
// # Entity types
//
// A key "types" at the top of a file adds entity types, each below another. What a
// gazetteer gives such a type has it, and what one of its nouns is said of ("Orix,
// a hedge fund"). Rules and relations name it like those built in, in Neo4j it is a
// label.
//
//	types:
//	  HedgeFund: {is: Company, nouns: [hedge fund]}
//
// # Overriding
//
// Files of the user come beside the built-in ones. An entry for a built-in
// relation takes over what it gives, a rule of the same id replaces the
// built-in rule and its tests, others add to it.
//
// # Confidence
//
// The rule's, times that of the parse, times two factors for each end: types
// (0.9 if the name itself is not of a fitting type, only its chain) and
// coreference (0.9 for a nominal, 0.85 for a pronoun, 0.8 for an end that is
// concluded and not said).
package rule
