package rule

import (
	"encoding/json"
	"slices"
	"strings"

	"dossier/extract"
)

// Schema returns a JSON Schema (draft 2020-12) of rule files, for editors that
// complete and check YAML by one. It is made of the tables that the reader itself
// goes by, so what the schema refuses [Load] refuses; Load refuses more: unknown
// lists, rules that could never match, faults within tests.
func Schema(types *extract.Types) []byte {
	s := schema{types: types}
	top := object{
		"$schema":              "https://json-schema.org/draft/2020-12/schema",
		"title":                "Dossier rule file",
		"type":                 "object",
		"properties":           object{listsKey: s.lists(), typesKey: s.userTypes()},
		"patternProperties":    object{relationPattern.String(): ref("relation"), attributePattern.String(): ref("attribute")},
		"additionalProperties": false,
		"$defs": object{
			"relation":  s.relation(s.typeNames()),
			"attribute": s.relation(s.valueNames()),
			"rule":      s.rule(),
			"words":     oneOrMore(object{"type": "string", "minLength": 1, "description": "a lemma, or @list"}),
			"slot":      object{"type": "string", "pattern": s.slotPattern(), "examples": slotWords()},
			"condition": s.condition(),
			"tests": oneOrMore(object{"type": "string", "pattern": `=>`,
				"description": "SENTENCE => SUBJECT, OBJECT [status]; ... or => none or => a status; [brackets] make a name"}),
		},
	}
	data, err := json.MarshalIndent(top, "", "  ")
	if err != nil {
		panic(err) // plain data
	}
	return append(data, '\n')
}

// An object is a part of the schema.
type object map[string]any

type schema struct{ types *extract.Types }

// closed is a mapping with these keys only.
func closed(properties object) object {
	return object{"type": "object", "properties": properties, "additionalProperties": false}
}

func oneOrMore(item object) object {
	return object{"anyOf": []any{item, object{"type": "array", "minItems": 1, "items": item}}}
}

func ref(name string) object { return object{"$ref": "#/$defs/" + name} }

func enum(words ...string) object { return object{"enum": words} }

func described(o object, text string) object {
	out := object{"description": text}
	for k, v := range o {
		out[k] = v
	}
	return out
}

func (s schema) lists() object {
	return object{"type": "object", "additionalProperties": ref("words"),
		"description": "word lists of this file, for @name in rules; one of a known name extends it"}
}

func (s schema) userTypes() object {
	entry := closed(object{
		"is":    object{"type": "string", "pattern": typePattern.String(), "description": "the type above it"},
		"nouns": described(ref("words"), "nouns that say that something is of it, by lemma"),
	})
	entry["required"] = []string{"is"}
	return object{"type": "object", "patternProperties": object{typePattern.String(): entry}, "additionalProperties": false,
		"description": "entity types of one's own, each below another"}
}

// keys are the properties of a rule.
func (s schema) keys() object {
	return object{
		"id":         object{"type": "string", "pattern": rulePattern.String()},
		"verb":       described(ref("words"), "anchor: verbs, by lemma; a phrasal verb with its particle"),
		"noun":       described(ref("words"), "anchor: nouns of an event or a tie, by lemma"),
		"adjective":  described(ref("words"), "anchor: adjectives and participles"),
		"title":      described(ref("words"), "anchor: ranks that people hold"),
		"pattern":    described(oneOrMore(object{"type": "string", "pattern": `\{[SO]`}), `anchor: a noun phrase, "{O}-based {S}"`),
		"support":    described(ref("words"), `verbs over the noun: "impose" sanctions`),
		"subject":    described(ref("slot"), "where the subject stands; agent or holder unless said otherwise"),
		"object":     described(ref("slot"), "where the object stands; patient, of, p:with or body unless said otherwise"),
		"pair":       object{"type": "string", "pattern": `\+`, "description": `two slots of a symmetric relation: "agent + p:with|p:between"`},
		"take":       object{"type": "object", "additionalProperties": ref("slot"), "description": "qualifiers by name"},
		"where":      described(ref("condition"), "what all must hold"),
		"not":        described(ref("condition"), "what none may hold"),
		"status":     described(enum(statusWords()...), "what the trigger means instead of asserted"),
		"phase":      described(enum(phases...), "ended: the trigger ends the state; lasting: it says the state itself; forever: nothing ends the state"),
		"confidence": object{"type": "number", "exclusiveMinimum": 0, "maximum": 1},
		"also":       described(oneOrMore(s.also()), "further claims from the same match"),
		"example":    described(ref("tests"), "sentences that give a claim"),
		"counter":    described(ref("tests"), "sentences that give none, or one that is not asserted"),
	}
}

func (s schema) also() object {
	o := closed(object{
		"relation": object{"type": "string", "pattern": relationPattern.String() + "|" + attributePattern.String()},
		"subject":  ref("slot"), "object": ref("slot"), "status": enum(statusWords()...), "phase": enum(phases...),
	})
	o["required"] = []string{"relation"}
	return o
}

func (s schema) rule() object {
	o := closed(s.keys())
	var anchors []any
	for _, k := range anchorKeys {
		anchors = append(anchors, object{"required": []string{k}})
	}
	o["anyOf"] = anchors // a rule without an anchor is refused
	o["required"] = []string{"id"}
	return o
}

// relation is an entry with an object of one of these types.
func (s schema) relation(objects []string) object {
	kinds := func(names []string) string {
		kind := "(" + strings.Join(names, "|") + ")"
		return kind + `(\s*\|\s*` + kind + ")*"
	}
	properties := object{
		"is":         object{"type": "string", "pattern": `^\s*` + kinds(s.typeNames()) + `\s*->\s*` + kinds(objects) + `\s*$`, "description": "types of the ends: Actor|Vessel -> Government"},
		"doc":        object{"type": "string", "description": "one sentence for people"},
		"symmetric":  object{"type": "boolean", "description": "(S, O) and (O, S) are one fact"},
		"functional": object{"type": "boolean", "description": "a subject has one object at a time"},
		"via":        described(oneOrMore(enum(vias...)), `"Chinese officials" stand for the country`),
		"maps":       object{"type": "object", "description": "the same relation elsewhere"},
		"rules":      object{"type": "array", "minItems": 1, "items": ref("rule")},
	}
	for k, v := range s.keys() {
		properties[k] = v
	}
	return closed(properties)
}

// typeNames are the entity types and unions, but values, which no relation is
// between.
func (s schema) typeNames() []string { return slices.DeleteFunc(s.types.Names(), extract.IsValue) }

// valueNames are the types of values.
func (s schema) valueNames() []string {
	return slices.DeleteFunc(s.types.Names(), func(name string) bool { return !extract.IsValue(name) })
}

// slotPattern is what a slot looks like.
func (s schema) slotPattern() string {
	words := append(slotWords(), prepositions...) // within a route a preposition needs no p:
	step := "(" + strings.Join(words, "|") + ")"
	route := step + `(\.` + step + ")*"
	return `^\s*` + route + `(\s*\|\s*` + route + `)*\s*$`
}

// condition is what stands under where, not, or a slot of one of them.
func (s schema) condition() object {
	words := ref("words")
	return object{
		"type": "object",
		"properties": object{
			"verb": words, "noun": words, "adjective": words, "title": words, "modifier": words, "support": words,
			"form": oneOrMore(enum(forms...)), "subject": words, "object": words, thenStep: ref("condition"),
		},
		"patternProperties":    object{s.slotPattern(): object{"anyOf": []any{words, ref("condition")}}},
		"additionalProperties": false,
	}
}
