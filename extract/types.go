package extract

import (
	"fmt"
	"maps"
	"sort"
)

// Types is the tree of entity types and the unions that rules may name. It is
// immutable.
type Types struct {
	parent map[string]string
	unions map[string][]string
}

// NewTypes makes a tree from each type's parent ("" for a root) and the unions'
// members. It refuses a parent or member that is not a type, and cycles.
func NewTypes(parent map[string]string, unions map[string][]string) (*Types, error) {
	t := &Types{parent: parent, unions: unions}
	for typ := range parent {
		seen := map[string]bool{}
		for p := typ; p != ""; p = parent[p] {
			if _, ok := parent[p]; !ok {
				return nil, fmt.Errorf("entity type %s: unknown parent %s", typ, p)
			}
			if seen[p] {
				return nil, fmt.Errorf("entity type %s: is its own ancestor", typ)
			}
			seen[p] = true
		}
	}
	for u, members := range unions {
		if _, ok := parent[u]; ok {
			return nil, fmt.Errorf("union %s: is also a type", u)
		}
		for _, m := range members {
			if _, ok := parent[m]; !ok {
				return nil, fmt.Errorf("union %s: unknown type %s", u, m)
			}
		}
	}
	return t, nil
}

// With returns the tree with further types, each with its parent.
func (t *Types) With(parent map[string]string) (*Types, error) {
	all := maps.Clone(t.parent)
	maps.Copy(all, parent)
	return NewTypes(all, t.unions)
}

// DefaultTypes returns the built-in tree: persons, organizations, places and
// things, values as leaves without children.
func DefaultTypes() *Types {
	t, err := NewTypes(map[string]string{
		"Person": "", "Group": "",
		"Organization": "", "Company": "Organization", "Bank": "Company",
		"GovernmentBody": "Organization", "Court": "GovernmentBody", "CentralBank": "GovernmentBody",
		"MilitaryUnit": "GovernmentBody", "Police": "GovernmentBody",
		"IntergovOrg": "Organization", "PoliticalParty": "Organization", "ArmedGroup": "Organization",
		"Media": "Organization", "NGO": "Organization",
		"Place": "", "Country": "Place", "Region": "Place", "City": "Place", "Facility": "Place",
		"Law": "", "Work": "", "Product": "", "Weapon": "Product", "Technology": "Product",
		"Vessel": "", "Event": "",
		"Money": "", "Date": "", "Percent": "", "Quantity": "", "Number": "",
	}, map[string][]string{
		"Actor":      {"Person", "Group", "Organization", "Country"},
		"Government": {"GovernmentBody", "IntergovOrg", "Country"},
	})
	if err != nil {
		panic(err) // the literal above is wrong
	}
	return t
}

// Known reports whether name is a type or a union.
func (t *Types) Known(name string) bool {
	_, typ := t.parent[name]
	_, union := t.unions[name]
	return typ || union
}

// Is reports whether typ is want, descends from it, or does so from a member of
// the union want.
func (t *Types) Is(typ, want string) bool {
	for _, m := range t.unions[want] {
		if t.Is(typ, m) {
			return true
		}
	}
	for ; typ != ""; typ = t.parent[typ] {
		if typ == want {
			return true
		}
	}
	return false
}

// Path returns typ and its ancestors, root first: Organization, Company, Bank.
// It is nil for an unknown type.
func (t *Types) Path(typ string) []string {
	if _, ok := t.parent[typ]; !ok {
		return nil
	}
	var path []string
	for ; typ != ""; typ = t.parent[typ] {
		path = append([]string{typ}, path...)
	}
	return path
}

// Root returns the root above typ, or "" for an unknown type.
func (t *Types) Root(typ string) string {
	if p := t.Path(typ); p != nil {
		return p[0]
	}
	return ""
}

// Names returns all types and unions, sorted.
func (t *Types) Names() []string {
	var names []string
	for n := range t.parent {
		names = append(names, n)
	}
	for n := range t.unions {
		names = append(names, n)
	}
	sort.Strings(names)
	return names
}

// Checksum changes with every type and union.
func (t *Types) Checksum() string {
	parts := []string{"types"}
	for _, name := range t.Names() {
		parts = append(parts, name, t.parent[name], fmt.Sprintf("%q", t.unions[name]))
	}
	return Hash(parts...)
}

// IsValue reports whether typ is a value, which is never a node.
func IsValue(typ string) bool {
	switch typ {
	case "Money", "Date", "Percent", "Quantity", "Number":
		return true
	}
	return false
}
