package rule

import (
	"testing"

	"dossier/extract"
)

const inferredRules = `
HEADS:
  is: Person -> Organization|Country
  rules:
  - {id: title, title: [president, director], object: body|country}
  - {id: bare, title: [president, director], object: inferred, not: {body: any}}
`

// about adds n mentions of what is already named.
func (b *builder) about(phrase string, n int) *builder {
	b.t.Helper()
	for c := range b.a.Chains {
		if b.a.Chains[c].Name != phrase {
			continue
		}
		for range n {
			m := b.a.Mentions[b.a.Chains[c].Mentions[0]]
			b.a.Chains[c].Mentions = append(b.a.Chains[c].Mentions, len(b.a.Mentions))
			b.a.Mentions = append(b.a.Mentions, m)
		}
		return b
	}
	b.t.Fatalf("no chain %s", phrase)
	return nil
}

func TestInferred(t *testing.T) {
	o := mustLoad(t, inferredRules)
	bare := func() *builder {
		return build(t, "Peru and Mali met President Sosa").name("Peru", "Country").name("Mali", "Country").name("Sosa", "Person").
			prop("title president@President holder=Sosa")
	}
	for _, test := range []struct {
		name string
		b    *builder
		want string // the name of the object's chain, "" for no claim
	}{
		{"the document's country", bare().about("Peru", 3), "Peru"},
		{"two countries", bare().about("Peru", 3).about("Mali", 2), ""},
		{"another in passing", named(bare()).about("Peru", 3).about("Mali", 1), "Peru"},
		{"another in passing in the sentence", bare().about("Peru", 3).about("Mali", 1), ""},
		{"the dateline's", from(bare().about("Peru", 1), "Peru"), "Peru"},
		{"another than the dateline's", from(bare().about("Peru", 6), "Mali"), ""},
		{"the title there is another's", build(t, "Peru premier Orr and President Sosa").name("Peru", "Country").name("Orr", "Person").name("Sosa", "Person").
			about("Peru", 3).prop("title president@premier holder=Orr country=Peru").prop("title president@President holder=Sosa"), ""},
		{"named once", bare(), ""},
		{"the same holder's title", build(t, "the director Prey of Kripos and director Prey").name("Prey", "Person").name("Kripos", "Organization").
			prop("title director holder=Prey body=Kripos").prop("title director@director holder=Prey"), "Kripos"},
		{"the same title without a name", build(t, "the director of Kripos and director Prey").name("Prey", "Person").name("Kripos", "Organization").
			prop("title director body=Kripos").prop("title director@director holder=Prey"), "Kripos"},
		{"the same title of two bodies", build(t, "the directors of Kripos and Orix and director Prey").name("Prey", "Person").name("Kripos", "Organization").name("Orix", "Company").
			prop("title director@directors body=Kripos").prop("title director@directors body=Orix").prop("title director holder=Prey"), ""},
		{"another's title", build(t, "Hald director of Kripos and director Prey").name("Prey", "Person").name("Hald", "Person").name("Kripos", "Organization").
			prop("title director@Hald holder=Hald body=Kripos").prop("title director holder=Prey"), ""},
		{"of something unnamed", build(t, "the company president Sosa of Peru").name("Sosa", "Person").name("Peru", "Country").about("Peru", 3).
			prop("title president holder=Sosa body=company"), ""},
		{"anybody", indefinite(build(t, "Peru met a president Sosa").name("Sosa", "Person").name("Peru", "Country").about("Peru", 3).
			prop("title president holder=Sosa")), ""},
	} {
		got := ""
		for _, c := range o.Claims(test.b.a) {
			if c.Inferred {
				got = test.b.a.Chains[c.Object.Chain].Name
			}
		}
		if got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

// named moves what is named into a sentence of its own before the last.
func named(b *builder) *builder {
	b.a.Sentences = append(b.a.Sentences, b.a.Sentences[0])
	for i := range b.a.Propositions {
		b.a.Propositions[i].Sentence = 1
	}
	return b
}

// from makes the document report from a country.
func from(b *builder, country string) *builder {
	for c := range b.a.Chains {
		b.a.Chains[c].Link, b.a.Chains[c].Dateline = b.a.Chains[c].Name, country
	}
	return b
}

// A firm's people: what it says of them, or what the document is about.
func TestAbout(t *testing.T) {
	o := mustLoad(t, `
HEADS: {is: Person -> Organization, title: chairman, object: about}
BOARD_MEMBER_OF: {is: Person -> Organization, verb: join, object: about}
`)
	said := build(t, "Orix said chairman Hald left Belport").name("Orix", "Company").name("Hald", "Person").name("Belport", "Company").
		prop("title chairman holder=Hald")
	source := said.argument("agent", "Orix")
	said.a.Attributions = []extract.Attribution{{Source: &source, Mode: "indirect", Content: extract.Span{Start: 5, End: 40}}}
	for _, test := range []struct {
		name string
		b    *builder
		want string
	}{
		{"the firm says so", said, "Orix"},
		{"the document's firm", build(t, "Orix left and Hald joined").name("Orix", "Company").name("Hald", "Person").about("Orix", 3).prop("verb join@joined agent=Hald"), "Orix"},
		{"a firm named once", build(t, "Orix left and Hald joined").name("Orix", "Company").name("Hald", "Person").prop("verb join@joined agent=Hald"), ""},
		{"two firms", build(t, "Orix and Taber left and Hald joined").name("Orix", "Company").name("Taber", "Company").name("Hald", "Person").
			about("Orix", 3).about("Taber", 3).prop("verb join@joined agent=Hald"), ""},
	} {
		got := ""
		for _, c := range o.Claims(test.b.a) {
			got = test.b.a.Chains[c.Object.Chain].Name
		}
		if got != test.want {
			t.Errorf("%s: %q, want %q", test.name, got, test.want)
		}
	}
}

// indefinite makes "a" the article of the word after it.
func indefinite(b *builder) *builder {
	i, _ := b.find("a")
	b.a.Sentences[0].Tokens[i].Dep, b.a.Sentences[0].Tokens[i].Head = "det", i+1
	return b
}

// What an inferred end is concluded from does not move the claim's id.
func TestInferredID(t *testing.T) {
	o := mustLoad(t, inferredRules)
	ids := map[string]bool{}
	for _, n := range []int{3, 5} {
		b := build(t, "Peru met President Sosa").name("Peru", "Country").name("Sosa", "Person").about("Peru", n).
			prop("title president@President holder=Sosa")
		claims := o.Claims(b.a)
		if len(claims) != 1 || claims[0].Confidence != byInferred {
			t.Fatalf("%+v", claims)
		}
		ids[claims[0].ID] = true
	}
	if len(ids) != 1 {
		t.Errorf("ids %v", ids)
	}
}

func TestNoObject(t *testing.T) {
	o := mustLoad(t, "PAID: {is: Actor -> Actor, verb: pay, object: recipient}")
	b := build(t, "Orix paid Mali no money").name("Orix", "Company").name("Mali", "Country").
		prop("verb pay@paid agent=Orix recipient=Mali patient=money")
	if got := o.Claims(b.a)[0].Status; got != extract.Asserted {
		t.Fatalf("before the article: %s", got)
	}
	tokens := b.a.Sentences[0].Tokens
	tokens[3].Dep, tokens[3].Head = "det", 4
	tokens[4].Dep, tokens[4].Head = "dobj", 1
	if got := o.Claims(b.a)[0].Status; got != extract.Denied {
		t.Errorf("paid no money: %s", got)
	}
}

func TestRecent(t *testing.T) {
	o := mustLoad(t, `
MEMBER_OF:
  is: Country -> Organization
  verb: join
  object: patient|recent
  where: {object: IntergovOrg}
`)
	b := build(t, "Orix hosts NATO and Velden said Norway joined").name("Orix", "Company").name("NATO", "IntergovOrg").
		name("Velden", "Company").name("Norway", "Country").prop("verb join@joined agent=Norway")
	claims := o.Claims(b.a)
	if len(claims) != 1 || b.a.Chains[claims[0].Object.Chain].Name != "NATO" || !claims[0].Inferred {
		t.Errorf("%+v", claims)
	}
	b.a.Propositions[0].Sentence = recentSentences + 1
	for range recentSentences + 1 {
		b.a.Sentences = append(b.a.Sentences, b.a.Sentences[0])
	}
	if claims := o.Claims(b.a); len(claims) != 0 {
		t.Errorf("three sentences later: %+v", claims)
	}
}
