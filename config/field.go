package config

import (
	"math"
	"reflect"
	"strconv"
	"strings"
)

// A field is one setting, described by a field of Config.
type field struct {
	key  string // "edges.confidence"
	typ  reflect.Type
	path bool // paths that are made absolute
}

var (
	textType   = reflect.TypeFor[string]()
	listType   = reflect.TypeFor[[]string]()
	boolType   = reflect.TypeFor[bool]()
	intType    = reflect.TypeFor[int]()
	floatType  = reflect.TypeFor[float64]()
	sizeType   = reflect.TypeFor[Size]()
	secretType = reflect.TypeFor[Secret]()
)

// fields lists the settings in the order of Config.
func fields() []field {
	return fieldsOf(reflect.TypeFor[Config](), "")
}

func fieldsOf(t reflect.Type, prefix string) []field {
	var out []field
	for f := range t.Fields() {
		name := f.Tag.Get("config")
		switch {
		case name == "" || name == "-":
		case f.Type.Kind() == reflect.Struct && f.Type != secretType:
			out = append(out, fieldsOf(f.Type, name+".")...)
		default:
			out = append(out, field{key: prefix + name, typ: f.Type, path: f.Tag.Get("kind") == "path"})
		}
	}
	return out
}

// value returns the setting's value in c.
func (f field) value(c *Config) any {
	v := reflect.ValueOf(c).Elem()
	for name := range strings.SplitSeq(f.key, ".") {
		for i := range v.NumField() {
			if v.Type().Field(i).Tag.Get("config") == name {
				v = v.Field(i)
				break
			}
		}
	}
	return v.Interface()
}

// variable returns the name of the setting in the environment.
func (f field) variable() string {
	return "DOSSIER_" + strings.ToUpper(strings.ReplaceAll(f.key, ".", "_"))
}

// want says what a value of the setting looks like.
func (f field) want() string {
	switch f.typ {
	case listType:
		return "a list"
	case boolType:
		return "true or false"
	case intType:
		return "a whole number"
	case floatType:
		return "a number"
	case sizeType:
		return `a size such as "64MiB"`
	}
	return "text"
}

// parse reads the setting from text, as it stands in the environment or behind
// a flag.
func (f field) parse(text string) (any, bool) {
	switch f.typ {
	case textType:
		return text, true
	case secretType:
		return NewSecret(text), true
	case listType:
		list := []string{}
		for item := range strings.SplitSeq(text, ",") {
			if item = strings.TrimSpace(item); item != "" {
				list = append(list, item)
			}
		}
		return list, true
	case boolType:
		return text == "true", text == "true" || text == "false"
	case intType:
		n, err := strconv.Atoi(text)
		return n, err == nil
	case floatType:
		x, err := strconv.ParseFloat(text, 64)
		return x, err == nil && !math.IsNaN(x) && !math.IsInf(x, 0)
	case sizeType:
		return parseSizeValue(text)
	}
	return nil, false
}

func parseSizeValue(text string) (any, bool) {
	s, ok := parseSize(text)
	return s, ok
}
