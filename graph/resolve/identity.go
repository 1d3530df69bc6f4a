package resolve

import (
	"cmp"
	"slices"
	"strings"
)

// Known is what all documents know of a key.
type Known struct {
	Exists bool     // some chain has it
	Linked bool     // some chain has it from a gazetteer
	Owners []string // other keys whose chains carry it as an acronym, sorted
}

// Identity returns the id of the entity that key belongs to, "" if no document
// has the key. known looks up what documents know of it and of others.
//
// Keys that judgements make one are one entity. A key that stands alone and
// that exactly one other entity carries as an acronym belongs to that entity,
// unless judgements keep them apart.
func (c *Config) Identity(key string, known func(key string) (Known, error)) (string, error) {
	k, err := known(key)
	if err != nil || !k.Exists {
		return "", err
	}
	class, err := c.members(key, known)
	if err != nil {
		return "", err
	}
	if len(class) == 1 && !k.Linked {
		owner, several := "", false
		for _, o := range k.Owners {
			if c.Judgements.different(key, o) {
				continue
			}
			several = several || owner != "" && c.Judgements.Class(owner)[0] != c.Judgements.Class(o)[0]
			owner = o
		}
		if owner != "" && !several {
			if class, err = c.members(owner, known); err != nil {
				return "", err
			}
		}
	}
	return entityID(class), nil
}

// A member is a key that documents have.
type member struct {
	key    string
	linked bool
}

// members returns those of the keys that judgements make one with key which
// documents have; key itself is one of them.
func (c *Config) members(key string, known func(key string) (Known, error)) ([]member, error) {
	class := c.Judgements.Class(key)
	if len(class) == 1 {
		return []member{{key, false}}, nil // alone it needs no comparison
	}
	var list []member
	for _, other := range class {
		k, err := known(other)
		if err != nil {
			return nil, err
		}
		if k.Exists {
			list = append(list, member{other, k.Linked})
		}
	}
	return list, nil
}

// entityID chooses the id of an entity with several keys: one of a gazetteer
// before any other, one that all documents share before one that is cut, then
// the one with the fullest core.
func entityID(class []member) string {
	return slices.MinFunc(class, func(a, b member) int {
		return cmp.Or(
			compareBool(b.linked, a.linked),
			compareBool(strings.Contains(a.key, "."), strings.Contains(b.key, ".")),
			cmp.Compare(strings.Count(b.key, "-"), strings.Count(a.key, "-")),
			cmp.Compare(len(b.key), len(a.key)),
			cmp.Compare(a.key, b.key))
	}).key
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}
