package rule

import (
	"strings"
	"testing"

	"dossier/extract"
)

// value adds a date, an amount or the like.
func (b *builder) value(phrase, typ, normal string) *builder {
	b.t.Helper()
	b.name(phrase, typ)
	m := &b.a.Mentions[len(b.a.Mentions)-1]
	m.Form, m.Chain, m.Normal = extract.Value, -1, normal
	b.a.Chains = b.a.Chains[:len(b.a.Chains)-1]
	return b
}

// An attribute's object is a value that is known, not bounded.
func TestAttribute(t *testing.T) {
	o := mustLoad(t, `
birthDate:
  is: Person -> Date
  rules:
  - {id: verb, verb: bear, subject: patient, object: date}
  - {id: lived, pattern: "{S:Person} ( {O:Date} -"}
`)
	born := func(date, normal string) *builder {
		b := build(t, "Rao was born "+date).name("Rao", "Person").value("1960", "Date", normal)
		b.prop("verb bear@born patient=Rao time=1960")
		arg := &b.a.Propositions[0].Arguments[1]
		arg.Value, arg.Datatype = normal, "date"
		return b
	}
	for _, test := range []struct {
		name, want string
		b          *builder
	}{
		{"verb", "1960", born("in 1960", "1960")},
		{"bounded", "", born("before 1960", "1960")},
		{"unknown", "", born("in 1960", "")},
		{"pattern", "1960", build(t, "Rao ( 1960 - 1990 ) was").name("Rao", "Person").value("1960", "Date", "1960")},
		{"another kind of value", "", build(t, "Rao ( 1960 - 1990 ) was").name("Rao", "Person").value("1960", "Number", "1960")},
	} {
		claims := o.Claims(test.b.a)
		got := ""
		for _, c := range claims {
			if c.Object.Chain >= 0 || c.Object.Datatype != "date" || c.Predicate != "birthDate" {
				t.Errorf("%s: object %+v of %s", test.name, c.Object, c.Predicate)
			}
			got += c.Object.Value
		}
		if got != test.want {
			t.Errorf("%s: want %q, got %q", test.name, test.want, got)
		}
	}
}

// What is a relation and what an attribute shows in the name.
func TestAttributeErrors(t *testing.T) {
	for file, want := range map[string]string{
		"BORN: {is: Person -> Date, verb: bear, subject: patient, object: date}":              "the object of relation BORN is a value",
		"bornOn: {is: Person -> Date|Place, verb: bear, subject: patient, object: date}":      "the object of attribute bornOn is an entity",
		"bornIn: {is: Person -> Place, verb: bear, subject: patient}":                         "the object of attribute bornIn is an entity",
		"born: {is: Person -> Date, verb: bear, object: date}":                                `"born" is no relation name`,
		"birthDate: {is: Person -> Date, verb: bear, subject: patient}":                       "attribute without the slot of its value",
		"birthDate: {is: Person -> Date, verb: bear, object: patient}":                        "slot patient yields no value",
		"birthDate: {is: Date -> Date, verb: bear, object: date}":                             "a claim about a value is not yet supported",
		"BORN_IN: {is: Person -> Place, verb: bear, object: date}":                            "yields no entity",
		"aB: {is: Person -> Date, verb: x, object: date, also: {relation: aB, object: p:in}}": "slot p:in yields no value",
	} {
		_, err := Load([]File{{Name: "a.yaml", Data: []byte(file)}}, extract.DefaultTypes(), nil)
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: want %q, got %v", file, want, err)
		}
	}
}

// A test of an attribute expects the normal form.
func TestAttributeCheck(t *testing.T) {
	o := mustLoad(t, `
birthDate:
  is: Person -> Date
  verb: bear
  subject: patient
  object: date
  example: "Rao was born in May. => Rao, 1960-05"
`)
	report, err := Check(o, func(text string, names []NamedSpan) (*extract.Analysis, error) {
		for _, n := range names {
			if n.Type != "Person" {
				t.Errorf("%s is given as a %s", n.In(text), n.Type)
			}
		}
		b := build(t, strings.ReplaceAll(text, ".", " .")).name("Rao", "Person").value("May", "Date", "1960-05")
		b.prop("verb bear@born patient=Rao time=May")
		b.a.Propositions[0].Arguments[1].Value = "1960-05"
		return b.a, nil
	})
	if err != nil || len(report.Failures) > 0 {
		t.Errorf("%v %v", err, report.Failures)
	}
}
