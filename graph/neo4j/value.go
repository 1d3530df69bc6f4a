package neo4j

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"slices"
	"strconv"
	"time"

	driver "github.com/neo4j/neo4j-go-driver/v5/neo4j"
)

// A Value is one cell of a query's result. It is one of
//
//	nil, bool, int64, float64, string
//	List, Map, Node, Relationship, Path
//
// Dates, times, durations and points are strings as Cypher writes them, times
// with a zone as RFC 3339; byte arrays are base64.
//
// Every Value can be marshalled to JSON, a float that is not a number or
// infinite as a string.
type Value any

// List is a list of values.
type List []Value

// Field is one entry of a Map.
type Field struct {
	Name  string
	Value Value
}

// Map holds names and values, sorted by name.
type Map []Field

// Node is a node.
type Node struct {
	ID         string   `json:"id"`     // Neo4j's own, of use within one result only
	Labels     []string `json:"labels"` // sorted
	Properties Map      `json:"properties"`
}

// Relationship is an edge.
type Relationship struct {
	ID         string `json:"id"`
	Type       string `json:"type"`
	Start      string `json:"start"` // ID of a node
	End        string `json:"end"`
	Properties Map    `json:"properties"`
}

// Path is a walk: Relationships[i] joins Nodes[i] and Nodes[i+1], in either
// direction.
type Path struct {
	Nodes         []Node         `json:"nodes"`
	Relationships []Relationship `json:"relationships"`
}

// MarshalJSON gives an object.
func (m Map) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('{')
	for i, f := range m {
		if i > 0 {
			b.WriteByte(',')
		}
		name, err := json.Marshal(f.Name)
		if err != nil {
			return nil, err
		}
		b.Write(name)
		b.WriteByte(':')
		value, err := marshalValue(f.Value)
		if err != nil {
			return nil, err
		}
		b.Write(value)
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// MarshalJSON gives an array.
func (l List) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	b.WriteByte('[')
	for i, v := range l {
		if i > 0 {
			b.WriteByte(',')
		}
		value, err := marshalValue(v)
		if err != nil {
			return nil, err
		}
		b.Write(value)
	}
	b.WriteByte(']')
	return b.Bytes(), nil
}

// marshalValue does what json.Marshal cannot: NaN and the infinities.
func marshalValue(v Value) ([]byte, error) {
	if f, ok := v.(float64); ok && (math.IsNaN(f) || math.IsInf(f, 0)) {
		v = strconv.FormatFloat(f, 'g', -1, 64)
	}
	return json.Marshal(v)
}

// toValue turns what the driver gives into a Value.
func toValue(v any) Value {
	switch v := v.(type) {
	case nil, bool, int64, float64, string:
		return v
	case []byte:
		return base64.StdEncoding.EncodeToString(v)
	case []any:
		list := make(List, len(v))
		for i := range v {
			list[i] = toValue(v[i])
		}
		return list
	case map[string]any:
		return toMap(v)
	case driver.Node:
		return toNode(v)
	case driver.Relationship:
		return toRelationship(v)
	case driver.Path:
		p := Path{Nodes: []Node{}, Relationships: []Relationship{}}
		for _, n := range v.Nodes {
			p.Nodes = append(p.Nodes, toNode(n))
		}
		for _, r := range v.Relationships {
			p.Relationships = append(p.Relationships, toRelationship(r))
		}
		return p
	case driver.Point2D:
		return fmt.Sprintf("point({srid:%d, x:%v, y:%v})", v.SpatialRefId, v.X, v.Y)
	case driver.Point3D:
		return fmt.Sprintf("point({srid:%d, x:%v, y:%v, z:%v})", v.SpatialRefId, v.X, v.Y, v.Z)
	case time.Time:
		return v.Format(time.RFC3339Nano)
	}
	return fmt.Sprint(v) // the driver's dates, times and durations print as Cypher does
}

func toMap(m map[string]any) Map {
	fields := make(Map, 0, len(m))
	for _, name := range slices.Sorted(maps.Keys(m)) {
		fields = append(fields, Field{name, toValue(m[name])})
	}
	return fields
}

func toNode(n driver.Node) Node {
	return Node{ID: n.ElementId, Labels: append([]string{}, slices.Sorted(slices.Values(n.Labels))...), Properties: toMap(n.Props)}
}

func toRelationship(r driver.Relationship) Relationship {
	return Relationship{ID: r.ElementId, Type: r.Type, Start: r.StartElementId, End: r.EndElementId, Properties: toMap(r.Props)}
}
