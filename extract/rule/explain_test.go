package rule

import (
	"strings"
	"testing"
)

// TestExplain: every rule at a word says what it found or what it lacked first.
func TestExplain(t *testing.T) {
	o := mustLoad(t, testRules)
	tests := []struct {
		name, text string
		build      func(*builder)
		want       string // attempts: "rule: failure", or "rule ok"
	}{
		{"claim", "Ottawa sanctioned Orix", func(b *builder) {
			b.name("Ottawa", "Country").name("Orix", "Company").prop("verb sanction@sanctioned agent=Ottawa patient=Orix")
		}, "SANCTIONED_BY/verb ok"},
		{"wrong type", "Ottawa sanctioned Gao", func(b *builder) {
			b.name("Ottawa", "Country").name("Gao", "City").prop("verb sanction@sanctioned agent=Ottawa patient=Gao")
		}, `SANCTIONED_BY/verb: subject: "Gao" is of type City, not Actor or Vessel`},
		{"unnamed", "Ottawa sanctioned firms", func(b *builder) {
			b.name("Ottawa", "Country").prop("verb sanction@sanctioned agent=Ottawa patient=firms")
		}, `SANCTIONED_BY/verb: subject: "firms" names nothing`},
		{"empty slot", "Orix was sanctioned", func(b *builder) {
			b.name("Orix", "Company").prop("verb sanction@sanctioned patient=Orix")
		}, "SANCTIONED_BY/verb: object: nothing stands at agent"},
		{"support", "Ottawa ended sanctions on Orix", func(b *builder) {
			b.name("Ottawa", "Country").name("Orix", "Company").prop("noun sanction@sanctions support=end agent=Ottawa p:on=Orix")
		}, `SANCTIONED_BY/lifted: support: "end" is none of the rule's verbs; SANCTIONED_BY/noun: support: "end" is none of the rule's verbs`},
		{"bare noun", "Ottawa 's sanctions on Orix", func(b *builder) {
			b.name("Ottawa", "Country").name("Orix", "Company").prop("noun sanction@sanctions agent=Ottawa p:on=Orix")
		}, "SANCTIONED_BY/lifted: support: no verb carries the noun; SANCTIONED_BY/noun ok"},
		{"where", "Ottawa ordered Orix", func(b *builder) {
			b.name("Ottawa", "Country").name("Orix", "Company").prop("verb order@ordered agent=Ottawa patient=Orix")
		}, "SANCTIONED_BY/stop-dealing: where {content: {verb: stop, content: {verb: [sell, ship]}}}: not so"},
		{"not", "Orix 's vice president Hald", func(b *builder) {
			b.name("Orix", "Company").name("Hald", "Person").prop("title president holder=Hald body=Orix modifier=vice")
		}, "HEADS/main: not {modifier: [deputy, vice]}: but it is so"},
		{"forces", "Malian forces sanctioned Orix", func(b *builder) {
			b.name("Malian forces", "Country", "forces").name("Orix", "Company").prop("verb sanction@sanctioned agent=Malian_forces patient=Orix")
		}, `SANCTIONED_BY/verb: object: "Malian forces" stands for Malian forces by its forces, for which the relation has no via`},
		{"pair", "Chad signed a pact", func(b *builder) {
			b.name("Chad", "Country").prop("noun pact support=sign agent=Chad")
		}, "SIGNED_AGREEMENT_WITH/main: pair: no two named parties at agent and p:with|p:between"},
		{"no rule", "Ottawa praised Orix", func(b *builder) {
			b.name("Ottawa", "Country").name("Orix", "Company").prop("verb praise@praised agent=Ottawa patient=Orix")
		}, ""},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			b := build(t, tt.text)
			tt.build(b)
			attempts, _ := o.Explain(b.a)
			var got []string
			for _, a := range attempts {
				if len(a.Claims) > 0 {
					got = append(got, a.Rule+" ok")
				} else {
					got = append(got, a.Rule+": "+a.Failed)
				}
			}
			if s := strings.Join(got, "; "); s != tt.want {
				t.Errorf("got  %s\nwant %s", s, tt.want)
			}
		})
	}
}

// TestExplainMoreSpecific: a rule that a more specific one has beaten says which.
func TestExplainMoreSpecific(t *testing.T) {
	o := mustLoad(t, `
OWNS:
  is: Actor -> Company
  rules:
  - {id: any, verb: hold}
  - {id: sure, verb: hold, not: {"p:in": any}}
`)
	b := build(t, "Ann holds Orix").name("Ann", "Person").name("Orix", "Company").prop("verb hold@holds agent=Ann patient=Orix")
	attempts, claims := o.Explain(b.a)
	if len(attempts) != 2 || len(claims) != 1 || len(attempts[1].Claims) != 1 {
		t.Fatalf("attempts %+v, claims %+v", attempts, claims)
	}
	// Equal claims keep the ids of all rules, so neither has failed.
	if got := claims[0].Rules; len(got) != 2 {
		t.Errorf("rules %v, want both", got)
	}
}
