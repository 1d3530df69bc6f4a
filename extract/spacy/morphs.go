package spacy

import (
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"
)

// features returns the morphological features of a token, one value each: of
// "Case=Acc,Nom|Number=Sing" they are Case=Acc, Case=Nom and Number=Sing.
func features(morph string) iter.Seq[string] {
	return func(yield func(string) bool) {
		if morph == "" {
			return
		}
		for feature := range strings.SplitSeq(morph, "|") {
			name, values, _ := strings.Cut(feature, "=")
			if !strings.Contains(values, ",") {
				if !yield(feature) {
					return
				}
				continue
			}
			for value := range strings.SplitSeq(values, ",") {
				if !yield(name + "=" + value) {
					return
				}
			}
		}
	}
}

// normalMorph brings features into the order in which tokens have them; without
// any it is emptyMorph.
func normalMorph(morph string) (string, error) {
	if morph == "" || morph == emptyMorph {
		return emptyMorph, nil
	}
	fields := make(map[string]string)
	for feature := range strings.SplitSeq(morph, "|") {
		name, values, ok := strings.Cut(feature, "=")
		if !ok || strings.Contains(values, "=") || strings.ToUpper(name) == "POS" {
			return "", fmt.Errorf("%q are not morphological features", morph)
		}
		sorted := strings.Split(values, ",")
		slices.Sort(sorted)
		fields[name] = name + "=" + strings.Join(sorted, ",")
	}
	return strings.Join(slices.Sorted(maps.Values(fields)), "|"), nil
}

func normalMorphs(list []any) ([]any, error) {
	out := make([]any, len(list))
	for i, v := range list {
		s, ok := v.(string)
		if !ok {
			return nil, fmt.Errorf("morphological features are a %s, want a string", typeName(v))
		}
		normal, err := normalMorph(s)
		if err != nil {
			return nil, err
		}
		out[i] = normal
	}
	return out, nil
}
