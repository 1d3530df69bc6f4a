package rule

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"dossier/extract"
)

const testRules = `
SANCTIONED_BY:
  is: Actor|Vessel -> Government
  via: [officials]
  rules:
  - {id: verb, verb: [sanction, blacklist], subject: patient, object: agent}
  - {id: noun, noun: [sanction, sales ban], support: [impose, slap], subject: "p:on|p:against", object: agent}
  - {id: lifted, noun: sanction, support: [lift], subject: p:on, object: agent, phase: ended}
  - id: stop-dealing
    verb: order
    where: {content: {verb: [stop], then: {verb: [sell, ship]}}}
    subject: content.then.recipient
    object: agent
    status: asserted
    take: {goods: content.then.patient}
ALLY_OF:
  is: Actor -> Actor
  symmetric: true
  noun: ally
  adjective: allied
HEADS:
  is: Person -> Organization|Country
  title: "@ranks"
  take: {role: title}
  not: {modifier: [deputy, vice]}
APPOINTED_BY:
  is: Person -> Actor
  verb: name
  subject: patient
  object: agent
  where: {result: "@ranks"}
  take: {role: result}
  also: {relation: HOLDS_OFFICE_IN, subject: patient, object: result.body, phase: started}
HOLDS_OFFICE_IN:
  is: Person -> Country
  rules: [{id: x, title: senator}]
URGED:
  is: Actor -> Actor
  via: [justice]
  rules:
  - {id: tell, verb: tell, where: {content: {form: infinitive}}}
FACES_TARIFFS_FROM:
  is: Country -> Country
  noun: tariff
  subject: p:on|p:on.country
  object: agent
SIGNED_AGREEMENT_WITH:
  is: Actor -> Actor
  symmetric: true
  noun: pact
  support: [sign]
  pair: agent + p:with|p:between
BASED_IN:
  is: Organization -> Place
  rules:
  - {id: based, pattern: "{O}-based {S}"}
  - {id: demonym, pattern: "{O:demonym} @org_nouns {S}", confidence: 0.7}
`

func TestClaims(t *testing.T) {
	o := mustLoad(t, testRules)
	tests := []struct {
		name string
		b    *builder
		want string
	}{
		{"verb", build(t, "Ottawa sanctioned Orix and Belaro").name("Ottawa", "Country").name("Orix", "Company").name("Belaro", "Company").
			prop("verb sanction@sanctioned agent=Ottawa patient=Orix,Belaro"),
			"SANCTIONED_BY(Orix, Ottawa) asserted; SANCTIONED_BY(Belaro, Ottawa) asserted"},
		{"status of the proposition", build(t, "Ottawa may sanction Orix").name("Ottawa", "Country").name("Orix", "Company").
			prop("verb sanction [possible] agent=Ottawa patient=Orix"),
			"SANCTIONED_BY(Orix, Ottawa) possible"},
		{"wrong type", build(t, "Belaro sanctioned Orix").name("Belaro", "Company").name("Orix", "Company").
			prop("verb sanction@sanctioned agent=Belaro patient=Orix"), ""},
		{"person in office may sanction", build(t, "President Sosa of Peru sanctioned Orix").name("Sosa", "Person").name("Peru", "Country").name("Orix", "Company").
			prop("title president@President holder=Sosa body=Peru").prop("verb sanction@sanctioned agent=Sosa patient=Orix"),
			"HEADS(Sosa, Peru) asserted role=president; SANCTIONED_BY(Orix, Sosa) asserted"},
		{"no chain, no claim", build(t, "they sanctioned Orix").name("Orix", "Company").
			prop("verb sanction@sanctioned agent=they patient=Orix"), ""},
		{"self-loop", build(t, "Ottawa sanctioned Ottawa").name("Ottawa", "Country").
			prop("verb sanction@sanctioned agent=Ottawa patient=Ottawa"), ""},
		{"bare noun", build(t, "Ottawa 's sanctions on Orix").name("Ottawa", "Country").name("Orix", "Company").
			prop("noun sanction@sanctions agent=Ottawa p:on=Orix"), "SANCTIONED_BY(Orix, Ottawa) asserted"},
		{"second alternative", build(t, "Ottawa 's sanctions against Orix").name("Ottawa", "Country").name("Orix", "Company").
			prop("noun sanction@sanctions agent=Ottawa p:against=Orix"), "SANCTIONED_BY(Orix, Ottawa) asserted"},
		{"other support", build(t, "Ottawa discussed sanctions on Orix").name("Ottawa", "Country").name("Orix", "Company").
			prop("noun sanction@sanctions support=discuss agent=Ottawa p:on=Orix"), ""},
		{"noun of two words", build(t, "Ottawa slapped a sales ban on Orix").name("Ottawa", "Country").name("Orix", "Company").
			prop("noun ban support=slap agent=Ottawa p:on=Orix"), "SANCTIONED_BY(Orix, Ottawa) asserted"},
		{"another ban", build(t, "Ottawa slapped a travel ban on Orix").name("Ottawa", "Country").name("Orix", "Company").
			prop("noun ban support=slap agent=Ottawa p:on=Orix"), ""},
		{"ended", build(t, "Ottawa lifted sanctions on Orix").name("Ottawa", "Country").name("Orix", "Company").
			prop("noun sanction@sanctions support=lift agent=Ottawa p:on=Orix"), "SANCTIONED_BY(Orix, Ottawa) ended"},
		{"end refused", build(t, "Ottawa would not lift sanctions on Orix").name("Ottawa", "Country").name("Orix", "Company").
			prop("noun sanction@sanctions [negated] support=lift agent=Ottawa p:on=Orix"), "SANCTIONED_BY(Orix, Ottawa) asserted"},
		{"told to", build(t, "Ottawa told Orix to leave").name("Ottawa", "Country").name("Orix", "Company").
			prop("verb tell@told agent=Ottawa patient=Orix content=#1").prop("verb leave agent=Orix").token("to", "leave", "TO", "aux"),
			"URGED(Ottawa, Orix) asserted"},
		{"told to stay and sell", build(t, "Ottawa told Orix to stay and sell").name("Ottawa", "Country").name("Orix", "Company").
			prop("verb tell@told agent=Ottawa patient=Orix content=#1").prop("verb sell agent=Orix").
			token("to", "stay", "TO", "aux").token("sell", "stay", "VB", "conj"),
			"URGED(Ottawa, Orix) asserted"},
		{"told that", build(t, "Ottawa told Orix that it left").name("Ottawa", "Country").name("Orix", "Company").
			prop("verb tell@told agent=Ottawa patient=Orix content=#1").prop("verb leave@left agent=it").token("that", "left", "IN", "mark"), ""},
		{"a country before any noun", build(t, "Canadian tariffs on Chilean wine").name("Canadian", "Country", "demonym").name("Chilean", "Country", "demonym").
			prop("noun tariff@tariffs agent=Canadian p:on=Chilean_wine"), "FACES_TARIFFS_FROM(Chilean, Canadian) asserted"},
		{"justice admitted", build(t, "Ottawa told Orix to leave").name("Ottawa", "Country", "justice").name("Orix", "Company").
			prop("verb tell@told agent=Ottawa patient=Orix content=#1").prop("verb leave agent=Orix").token("to", "leave", "TO", "aux"),
			"URGED(Ottawa, Orix) asserted"},
		{"justice not admitted", build(t, "Ottawa sanctioned Orix").name("Ottawa", "Country", "justice").name("Orix", "Company").
			prop("verb sanction@sanctioned agent=Ottawa patient=Orix"), ""},
		{"officials admitted", build(t, "Ottawa sanctioned Orix").name("Ottawa", "Country", "officials").name("Orix", "Company").
			prop("verb sanction@sanctioned agent=Ottawa patient=Orix"), "SANCTIONED_BY(Orix, Ottawa) asserted"},
		{"forces not admitted", build(t, "Ottawa sanctioned Orix").name("Ottawa", "Country", "forces").name("Orix", "Company").
			prop("verb sanction@sanctioned agent=Ottawa patient=Orix"), ""},
		{"deep in the content", build(t, "the FTA ordered dealers to stop selling dyes to Orix").name("FTA", "GovernmentBody").name("Orix", "Company").
			prop("verb order@ordered agent=FTA patient=dealers content=#1").prop("verb stop [demanded] agent=dealers content=#2").
			prop("verb sell@selling [demanded] agent=dealers patient=dyes recipient=Orix"),
			"SANCTIONED_BY(Orix, FTA) asserted goods=dyes"},
		{"threat of an order", build(t, "the FTA threatened to order dealers to stop selling dyes to Orix").name("FTA", "GovernmentBody").name("Orix", "Company").
			prop("verb order [threatened] agent=FTA patient=dealers content=#1").prop("verb stop [threatened] content=#2").
			prop("verb sell@selling [threatened] patient=dyes recipient=Orix"),
			"SANCTIONED_BY(Orix, FTA) threatened goods=dyes"},
		{"other content", build(t, "the FTA ordered dealers to start selling to Orix").name("FTA", "GovernmentBody").name("Orix", "Company").
			prop("verb order@ordered agent=FTA content=#1").prop("verb start content=#2").prop("verb sell@selling recipient=Orix"), ""},
		{"two contents", build(t, "the FTA ordered dealers to start selling to Orix and stop shipping to Belaro").name("FTA", "GovernmentBody").name("Orix", "Company").name("Belaro", "Company").
			prop("verb order@ordered agent=FTA content=#1,#3").prop("verb start content=#2").prop("verb sell@selling recipient=Orix").
			prop("verb stop content=#4").prop("verb ship@shipping recipient=Belaro"),
			"SANCTIONED_BY(Belaro, FTA) asserted"},
		{"tie", build(t, "Vega , an ally of Sosa").name("Vega", "Person").name("Sosa", "Person").
			prop("noun ally holder=Vega of=Sosa"), "ALLY_OF(Vega, Sosa) asserted"},
		{"adjective beside a tie noun", build(t, "Vega is allied with Sosa").name("Vega", "Person").name("Sosa", "Person").
			prop("adjective ally@allied holder=Vega p:with=Sosa"), "ALLY_OF(Vega, Sosa) asserted"},
		{"symmetric pair once", build(t, "Vega and Sosa are allied").name("Vega", "Person").name("Sosa", "Person").
			prop("adjective allied holder=Vega,Sosa p:with=Vega,Sosa"), ""},
		{"each other", build(t, "Ottawa and Peru sanctioned each other").name("Ottawa", "Country").name("Peru", "Country").
			prop("verb sanction@sanctioned agent=Ottawa,Peru patient=Ottawa,Peru"), "SANCTIONED_BY(Ottawa, Peru) asserted; SANCTIONED_BY(Peru, Ottawa) asserted"},
		{"title", build(t, "Orix 's chief executive Hald").name("Orix", "Company").name("Hald", "Person").
			prop("title chief_executive holder=Hald body=Orix"), "HEADS(Hald, Orix) asserted role=chief executive"},
		{"deputy", build(t, "Orix 's deputy chief executive Hald").name("Orix", "Company").name("Hald", "Person").
			prop("title deputy_chief_executive holder=Hald body=Orix"), ""},
		{"one by one", build(t, "Sosa and Keita , the presidents of Peru and Mali").name("Sosa", "Person").name("Keita", "Person").name("Peru", "Country").name("Mali", "Country").
			prop("title president@presidents holder=Sosa,Keita body=Peru,Mali"),
			"HEADS(Sosa, Peru) asserted role=president; HEADS(Keita, Mali) asserted role=president"},
		{"also", build(t, "Lukin named Dorn finance minister of Peru").name("Lukin", "Person").name("Dorn", "Person").name("Peru", "Country").
			prop("verb name@named agent=Lukin patient=Dorn result=finance_minister").prop("noun minister body=Peru"),
			"APPOINTED_BY(Dorn, Lukin) asserted role=finance minister; HOLDS_OFFICE_IN(Dorn, Peru) asserted role=finance minister"},
		{"a name is no role", build(t, "Lukin named a man Dorn").name("Lukin", "Person").name("Dorn", "Person").
			prop("verb name@named agent=Lukin patient=Dorn result=man"), ""},
		{"pairs of a collective", build(t, "Chad , Mali and Niger signed a pact").name("Chad", "Country").name("Mali", "Country").name("Niger", "Country").
			prop("noun pact support=sign agent=Chad,Mali,Niger"),
			"SIGNED_AGREEMENT_WITH(Chad, Mali) asserted; SIGNED_AGREEMENT_WITH(Chad, Niger) asserted; SIGNED_AGREEMENT_WITH(Mali, Niger) asserted"},
		{"pairs across", build(t, "Chad and Mali signed a pact with Niger").name("Chad", "Country").name("Mali", "Country").name("Niger", "Country").
			prop("noun pact support=sign agent=Chad,Mali p:with=Niger"),
			"SIGNED_AGREEMENT_WITH(Chad, Niger) asserted; SIGNED_AGREEMENT_WITH(Mali, Niger) asserted"},
		{"pairs between", build(t, "the UN sign pact between Chad and Mali").name("UN", "IntergovOrg").name("Chad", "Country").name("Mali", "Country").
			prop("noun pact support=sign agent=UN p:between=Chad,Mali"),
			"SIGNED_AGREEMENT_WITH(Chad, Mali) asserted"},
		{"pattern", build(t, "Berlin - based Axel sued").name("Berlin", "City").name("Axel", "Company"), "BASED_IN(Axel, Berlin) asserted"},
		{"pattern of the past", build(t, "formerly Berlin - based Axel sued").name("Berlin", "City").name("Axel", "Company"), "BASED_IN(Axel, Berlin) ended"},
		{"pattern with a list", build(t, "the Swiss law firm Velden").name("Swiss", "Country", "demonym").name("Velden", "Company"), "BASED_IN(Velden, Swiss) asserted"},
		{"no demonym", build(t, "the Geneva bank Velden").name("Geneva", "City").name("Velden", "Company"), ""},
		{"own act", build(t, "Ottawa said it sanctioned Orix").name("Ottawa", "Country").name("Orix", "Company").
			prop("verb sanction@sanctioned agent=Ottawa patient=Orix by=Ottawa"), "SANCTIONED_BY(Orix, Ottawa) asserted own"},
		{"spoken for", build(t, "President Sosa of Peru said Peru sanctioned Orix").name("Sosa", "Person").name("Peru", "Country").name("Orix", "Company").
			prop("title president@President holder=Sosa body=Peru").prop("verb sanction@sanctioned agent=Peru patient=Orix by=Sosa"),
			"HEADS(Sosa, Peru) asserted role=president; SANCTIONED_BY(Orix, Peru) asserted own"},
		{"said by another", build(t, "Mali said Ottawa sanctioned Orix").name("Mali", "Country").name("Ottawa", "Country").name("Orix", "Company").
			prop("verb sanction@sanctioned agent=Ottawa patient=Orix by=Mali"), "SANCTIONED_BY(Orix, Ottawa) asserted"},
		{"the target is not the doer", build(t, "Orix said Ottawa sanctioned Orix").name("Orix", "Company").name("Ottawa", "Country").
			prop("verb sanction@sanctioned agent=Ottawa patient=Orix by=Orix"), "SANCTIONED_BY(Orix, Ottawa) asserted"},
	}
	for _, test := range tests {
		if got := test.b.claims(o); got != test.want {
			t.Errorf("%s: %s\n got %s\nwant %s", test.name, test.b.a.Document.Text, got, test.want)
		}
	}
}

func TestMostSpecificWins(t *testing.T) {
	o := mustLoad(t, `
FINED_BY:
  is: Actor -> Government
  rules:
  - {id: plain, verb: fine, subject: patient, object: agent}
  - {id: also-plain, verb: [fine, penalize], subject: patient, object: agent}
  - {id: planned, verb: fine, subject: patient, object: agent, where: {time: any}, status: planned}
`)
	b := build(t, "Oslo fined Orix Tuesday").name("Oslo", "Country").name("Orix", "Company").prop("verb fine@fined agent=Oslo patient=Orix")
	got := o.Claims(b.a)
	if len(got) != 1 || !cmp.Equal(got[0].Rules, []string{"FINED_BY/also-plain", "FINED_BY/plain"}) {
		t.Errorf("equal claims of two rules: %+v", got)
	}
	b = build(t, "Oslo fined Orix Tuesday").name("Oslo", "Country").name("Orix", "Company").name("Tuesday", "Date").
		prop("verb fine@fined agent=Oslo patient=Orix p:on=Tuesday")
	got = o.Claims(b.a)
	if len(got) != 1 || got[0].Status != extract.Planned || !cmp.Equal(got[0].Rules, []string{"FINED_BY/planned"}) {
		t.Errorf("the rule with more conditions should win: %+v", got)
	}
}

func TestOverrideStatus(t *testing.T) {
	for _, test := range []struct {
		said extract.Nuance
		rule string
		want extract.Nuance
	}{
		{extract.NuanceAsserted, "", extract.NuanceAsserted},
		{extract.NuanceDemanded, "", extract.NuanceDemanded},
		{extract.NuanceAsserted, "planned", extract.NuancePlanned},
		{extract.NuanceAsserted, "past", extract.NuanceEnded},
		{extract.NuanceThreatened, "asserted", extract.NuanceThreatened},
		{extract.NuancePossible, "planned", extract.NuancePossible},
		{extract.NuanceNegated, "planned", extract.NuanceNegated},
		{extract.NuanceDenied, "alleged", extract.NuanceDenied},
		{extract.NuancePlanned, "alleged", extract.NuanceAlleged},
	} {
		if got := overrideStatus(test.said, test.rule); got != test.want {
			t.Errorf("%s under status: %s is %s, want %s", test.said, test.rule, got, test.want)
		}
	}
}

func TestConfidence(t *testing.T) {
	o := mustLoad(t, "FINED_BY: {is: Actor -> Government, verb: fine, subject: patient, object: agent, confidence: 0.5}")
	b := build(t, "Oslo fined it").name("Oslo", "Country").name("it", "Company").prop("verb fine@fined agent=Oslo patient=it")
	b.a.Mentions[1].Form = extract.Pronoun
	b.a.Propositions[0].Confidence = 0.8
	if got, want := o.Claims(b.a)[0].Confidence, 0.5*0.8*byPronoun; got < want-1e-9 || got > want+1e-9 {
		t.Errorf("confidence %v, want %v", got, want)
	}
}

// The order of files and of rules within them has no effect.
func TestOrderNeverMatters(t *testing.T) {
	blocks := strings.Split(strings.TrimSpace(testRules), "\n")
	var entries []string
	for _, line := range blocks {
		if !strings.HasPrefix(line, " ") {
			entries = append(entries, "")
		}
		entries[len(entries)-1] += line + "\n"
	}
	b := build(t, "President Sosa of Peru sanctioned Swiss bank Velden and Chad").name("Sosa", "Person").name("Peru", "Country").
		name("Swiss", "Country", "demonym").name("Velden", "Company").name("Chad", "Country").
		prop("title president@President holder=Sosa body=Peru").
		prop("verb sanction@sanctioned agent=Sosa,Peru patient=Velden,Chad").
		prop("noun ally@Chad holder=Peru,Chad of=Sosa,Peru")
	want := mustLoad(t, testRules)
	wantClaims := want.Claims(b.a)
	if len(wantClaims) < 6 {
		t.Fatalf("only %d claims", len(wantClaims))
	}
	rapid.Check(t, func(r *rapid.T) {
		rnd := rand.New(rand.NewPCG(rapid.Uint64().Draw(r, "seed"), 0))
		shuffled := append([]string(nil), entries...)
		rnd.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		for i, e := range shuffled {
			shuffled[i] = shuffleRules(e, rnd)
		}
		cut := rnd.IntN(len(shuffled)-1) + 1
		got := mustLoad(t, strings.Join(shuffled[cut:], ""), strings.Join(shuffled[:cut], ""))
		if got.Checksum() != want.Checksum() {
			r.Fatal("checksum depends on order")
		}
		if d := cmp.Diff(wantClaims, got.Claims(b.a)); d != "" {
			r.Fatal(d)
		}
	})
}

// shuffleRules shuffles the items under "rules:" of one entry.
func shuffleRules(entry string, rnd *rand.Rand) string {
	head, rest, ok := strings.Cut(entry, "  rules:\n")
	if !ok {
		return entry
	}
	var items []string
	for line := range strings.Lines(rest) {
		if strings.HasPrefix(line, "  - ") {
			items = append(items, "")
		}
		items[len(items)-1] += line
	}
	rnd.Shuffle(len(items), func(i, j int) { items[i], items[j] = items[j], items[i] })
	return head + "  rules:\n" + strings.Join(items, "")
}

func TestUntil(t *testing.T) {
	o := mustLoad(t, "HEADS: {is: Person -> Organization, verb: run}")
	for _, test := range []struct {
		published, until, tag string
		want                  extract.Status
	}{
		{"2018-06", "2015", "VBD", extract.Past},
		{"2018-06", "2018", "VBD", extract.Asserted},
		{"2018-06", "2030-01-01", "VBZ", extract.Asserted},
		{"", "2015", "VBD", extract.Past},
		{"", "2030", "VBZ", extract.Asserted},
	} {
		b := build(t, "Hald ran Orix").name("Hald", "Person").name("Orix", "Company").prop("verb run@ran agent=Hald patient=Orix")
		b.a.Document.Published = test.published
		b.a.Propositions[0].Time = &extract.Time{To: test.until}
		b.a.Sentences[0].Tokens[1].Tag = test.tag
		if got := o.Claims(b.a)[0].Status; got != test.want {
			t.Errorf("%+v: %s", test, got)
		}
	}
}

func TestLasting(t *testing.T) {
	o := mustLoad(t, `
HEADS:
  is: Person -> Organization
  rules:
  - {id: verb, verb: run, phase: lasting}
  - {id: title, title: chief, phase: lasting}
  - {id: found, verb: found}
  - {id: stake, noun: stake, support: [hold], subject: agent, object: p:in, phase: lasting}
`)
	for _, test := range []struct {
		text, prop, tags string
		want             extract.Status
	}{
		{"Hald ran Orix", "verb run@ran agent=Hald patient=Orix", "ran/VBD", extract.Past},
		{"Hald runs Orix", "verb run@runs agent=Hald patient=Orix", "runs/VBZ", extract.Asserted},
		{"Hald has run Orix", "verb run agent=Hald patient=Orix", "run/VBN has/VBZ/aux/run", extract.Asserted},
		{"Orix was run by Hald", "verb run agent=Hald patient=Orix", "run/VBN was/VBD/auxpass/run", extract.Past},
		{"they said Hald ran Orix", "verb run@ran agent=Hald patient=Orix by=they", "ran/VBD", extract.Asserted},
		{"Hald held a stake in Orix", "noun stake support=hold agent=Hald p:in=Orix", "held/VBD stake/NN/dobj/held", extract.Past},
		{"Hald holds a stake in Orix", "noun stake support=hold agent=Hald p:in=Orix", "holds/VBZ stake/NN/dobj/holds", extract.Asserted},
		{"Hald founded Orix", "verb found@founded agent=Hald patient=Orix", "founded/VBD", extract.Asserted},
		{"Hald was chief of Orix", "title chief holder=Hald body=Orix", "was/VBD chief/NN/attr/was", extract.Past},
		{"Hald was founder and chief of Orix", "title chief holder=Hald body=Orix", "was/VBD founder/NN/attr/was chief/NN/conj/founder", extract.Past},
		{"Hald is chief of Orix", "title chief holder=Hald body=Orix", "is/VBZ chief/NN/attr/is", extract.Asserted},
		{"the chief of Orix was Hald", "title chief holder=Hald body=Orix", "was/VBD chief/NN/nsubj/was", extract.Past},
		{"Orix chief Hald was late", "title chief holder=Hald body=Orix", "was/VBD chief/NN/nsubj/was", extract.Asserted},
		{"Orix chief Hald left", "title chief holder=Hald body=Orix", "left/VBD chief/NN/compound/Hald", extract.Asserted},
	} {
		b := build(t, test.text).name("Hald", "Person").name("Orix", "Company").prop(test.prop)
		for _, f := range strings.Fields(test.tags) {
			parts := strings.Split(f, "/")
			i, _ := b.find(parts[0])
			token := &b.a.Sentences[0].Tokens[i]
			token.Tag = parts[1]
			if strings.HasPrefix(token.Tag, "V") {
				token.Pos = "VERB"
			}
			if token.Text == "was" {
				token.Lemma = "be"
			}
			if len(parts) > 2 {
				token.Dep = parts[2]
				token.Head, _ = b.find(parts[3])
			}
		}
		got := o.Claims(b.a)
		if len(got) != 1 || got[0].Status != test.want {
			t.Errorf("%s: want %s, got %+v", test.text, test.want, got)
		}
	}
}

// A name and a nominal of one chain make one claim, the surer one.
func TestNothingTwice(t *testing.T) {
	o := mustLoad(t, "FINED_BY: {is: Actor -> Government, verb: fine, subject: patient|p:of, object: agent}")
	b := build(t, "Oslo fined Orix company").name("Oslo", "Country").name("Orix", "Company").name("company", "Company")
	b.a.Mentions[2].Chain, b.a.Mentions[2].Form = 1, extract.Nominal
	b.prop("verb fine@fined agent=Oslo patient=company").prop("verb fine@fined agent=Oslo patient=Orix")
	if got := b.claims(o); got != "FINED_BY(Orix, Oslo) asserted" {
		t.Error(got)
	}
}

// What a sentence says in two ways it says once; what was and is are two.
func TestRestated(t *testing.T) {
	o := mustLoad(t, `
WORKS_FOR:
  is: Person -> Organization
  rules:
  - {id: title, title: analyst}
  - {id: of, pattern: "{S:Person} of {O:Organization}", confidence: 0.8}
`)
	for nuance, want := range map[extract.Nuance]string{
		extract.NuanceAsserted: "WORKS_FOR(Rao, Orix) asserted",
		extract.NuanceEnded:    "WORKS_FOR(Rao, Orix) asserted; WORKS_FOR(Rao, Orix) ended",
	} {
		b := build(t, "Rao of Orix , analyst at Orix").name("Rao", "Person").name("Orix", "Company")
		b.prop("title analyst holder=Rao body=Orix")
		b.a.Propositions[0].Nuance = nuance
		if got := b.claims(o); got != want {
			t.Errorf("got %q, want %q", got, want)
		}
	}
}

func TestUnnamed(t *testing.T) {
	o := mustLoad(t, "HEADS: {is: Person -> Organization, title: chief, not: {body: unnamed}}")
	b := build(t, "Orix finance chief Hald").name("Hald", "Person").name("Orix", "Company").prop("title chief holder=Hald body=finance,Orix")
	if got := b.claims(o); got != "" {
		t.Error(got)
	}
}

// "Orix is a company based in Lagos": the company is Orix. Not where the
// sentence denies it.
func TestIdentify(t *testing.T) {
	o := mustLoad(t, "BASED_IN: {is: Organization -> Place, verb: base, subject: patient, object: p:in}")
	b := build(t, "Orix is a company based in Lagos").name("Orix", "Company").name("Lagos", "City").
		prop("noun company holder=Orix").prop("verb base@based patient=company p:in=Lagos")
	if got := b.claims(o); got != "BASED_IN(Orix, Lagos) asserted" {
		t.Error(got)
	}
	b = build(t, "Orix is no company based in Lagos").name("Orix", "Company").name("Lagos", "City").
		prop("noun company [negated] holder=Orix").prop("verb base@based patient=company p:in=Lagos")
	if got := b.claims(o); got != "" {
		t.Error(got)
	}
}

// Conditions on the ends hold for rules over propositions and for patterns.
func TestConditionsOnEnds(t *testing.T) {
	o := mustLoad(t, `
BASED_IN:
  is: Organization -> Place
  rules:
  - {id: based, pattern: "{O}-based {S}", not: {subject: Bank}}
  - {id: seat, verb: base, subject: patient, object: p:in, where: {object: City}}
`)
	for _, test := range []struct{ typ, place, want string }{
		{"Company", "City", "BASED_IN(Axel, Rome) asserted"},
		{"Company", "Country", "BASED_IN(Axel, Rome) asserted"},
		{"Bank", "City", "BASED_IN(Axel, Rome) asserted"},
		{"Bank", "Country", ""},
	} {
		b := build(t, "Rome - based Axel is seated in Rome").name("Rome", test.place).name("Axel", test.typ).
			prop("verb base@seated patient=Axel p:in=Rome")
		if got := b.claims(o); got != test.want {
			t.Errorf("%+v: %s", test, got)
		}
	}
}

// A pattern without words has its last end for a trigger, even where that does not
// stand behind the comma but is what the comma's phrase is about.
func TestPatternWithoutWords(t *testing.T) {
	o := mustLoad(t, `BASED_IN: {is: Organization -> Place, pattern: "{S}, {O}"}`)
	for _, text := range []string{"Orix , Rome", "Orix , near Rome"} {
		b := build(t, text).name("Orix", "Company").name("Rome", "City")
		tokens := b.a.Sentences[0].Tokens
		tokens[1].Dep, tokens[1].Head = "punct", len(tokens)-1
		if got := b.claims(o); got != "BASED_IN(Orix, Rome) asserted" {
			t.Errorf("%s: %s", text, got)
		}
		for _, c := range o.Claims(b.a) {
			if got := b.a.Text(c.Trigger); got != "Rome" {
				t.Errorf("%s: the trigger is %q", text, got)
			}
		}
	}
}

// Claims neither changes the analysis nor depends on earlier calls.
func TestClaimsIsPure(t *testing.T) {
	o := mustLoad(t, testRules)
	b := build(t, "Ottawa sanctioned Orix").name("Ottawa", "Country").name("Orix", "Company").
		prop("verb sanction@sanctioned agent=Ottawa patient=Orix by=Ottawa")
	first := o.Claims(b.a)
	first[0].Attributions[0] = 99
	if b.a.Propositions[0].Attributions[0] == 99 {
		t.Error("claims share memory with the analysis")
	}
	if second := o.Claims(b.a); second[0].ID != first[0].ID || second[0].Attributions[0] == 99 {
		t.Error("second call differs from the first")
	}
}

func TestOtherLemma(t *testing.T) {
	for _, tt := range []struct{ lemma, text, want string }{
		{"blurbe", "blurbed", "blurb"}, {"tweete", "tweeting", "tweet"}, {"relaye", "relayed", "relay"},
		{"stare", "stared", ""}, {"bare", "baring", ""}, {"agree", "agreed", ""}, {"make", "made", ""},
		{"plan", "planned", ""}, {"buy", "buying", ""}, {"ee", "eed", ""}, {"", "", ""},
	} {
		if got := otherLemma(tt.lemma, tt.text); got != tt.want {
			t.Errorf("otherLemma(%q, %q) = %q, want %q", tt.lemma, tt.text, got, tt.want)
		}
	}
}
