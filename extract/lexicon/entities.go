package lexicon

import "strings"

// An Entity is something that the lists name.
type Entity struct {
	ID      string // "country:china", "place:geneva", "organization:nato"
	Name    string
	Type    string // a type of the default ontology
	Country string // ISO 3166 code of the country it lies in or belongs to; its own for a country; "" if none
	Capital bool   // a capital, or a city that stands for a body as Brussels does
	// StandsFor is the id of what the name of a capital stands for when it
	// acts: the country, or the European Union for Brussels. Else "".
	StandsFor string
}

// A NameKind says how a name speaks of its entity.
type NameKind int

// The kinds of name.
const (
	Proper    NameKind = iota
	Adjective          // "Chinese"
	People             // "Swedes"
	Prefix             // "Sino", before a hyphen
)

// A Name is one way to write an entity. Several entities may share a name.
type Name struct {
	Text   string
	Entity int // index in Entities
	Kind   NameKind
	Weak   bool // also a given name, surname or ordinary word
}

// Entities returns all entities but those of [Lexicon.Places]. The
// caller must not change them.
func (l *Lexicon) Entities() []Entity { return l.entities }

// Names returns the names of Entities, those of countries first. The caller must
// not change them.
func (l *Lexicon) Names() []Name { return l.names }

// Entity returns the entity with the given id.
func (l *Lexicon) Entity(id string) (Entity, bool) {
	if i, ok := l.byID[id]; ok {
		return l.entities[i], true
	}
	if !strings.HasPrefix(id, "place:") {
		return Entity{}, false
	}
	return l.more().places.Entity(id)
}

// Country returns the country with the given ISO code.
func (l *Lexicon) Country(iso string) (Entity, bool) {
	i, ok := l.byISO[iso]
	if !ok {
		return Entity{}, false
	}
	return l.entities[i], true
}

// IsDemonym reports whether word is the adjective or the people of a country.
func (l *Lexicon) IsDemonym(word string) bool { return l.demonyms[word] }

// idPrefix returns what precedes the slug in the id of an entity of a type in
// the lists.
func idPrefix(typ string) string {
	switch typ {
	case "Country":
		return "country:"
	case "Place", "Region", "City", "Facility":
		return "place:"
	}
	return "organization:"
}

func (l *Lexicon) addEntity(r row, e Entity) (int, error) {
	e.ID = idPrefix(e.Type) + Slug(e.Name)
	if j, ok := l.byID[e.ID]; ok {
		return j, r.errorf("%s occurs twice", e.ID)
	}
	if _, ok := l.byISO[e.Country]; e.Country != "" && !ok && e.Type != "Country" {
		return 0, r.errorf("%s: no country %s", e.Name, e.Country)
	}
	l.byID[e.ID] = len(l.entities)
	l.entities = append(l.entities, e)
	return len(l.entities) - 1, nil
}

func (l *Lexicon) addName(text string, entity int, kind NameKind) {
	text, isWeak := weak(text)
	l.names = append(l.names, Name{text, entity, kind, isWeak})
	if kind == Adjective || kind == People {
		l.demonyms[text] = true
	}
}

func (l *Lexicon) addCountry(r row) error {
	iso := r.fields[0]
	if len(iso) != 2 {
		return r.errorf("%q is no ISO 3166 alpha-2 code", iso)
	}
	name, _ := weak(r.fields[1])
	e, err := l.addEntity(r, Entity{Name: name, Type: "Country", Country: iso})
	if err != nil {
		return err
	}
	l.byISO[iso] = e
	l.addName(r.fields[1], e, Proper)
	for _, n := range split(r.fields[5], ";") {
		l.addName(n, e, Proper)
	}
	people := split(r.fields[4], ";")
	for _, n := range split(r.fields[3], ";") {
		l.addName(n, e, Adjective)
		if strings.HasSuffix(n, "an") || strings.HasSuffix(n, "i") {
			people = append(people, n+"s")
		}
	}
	for _, n := range people {
		l.addName(n, e, People)
	}
	for _, c := range split(r.fields[2], ";") {
		if err := l.addCity(r, iso, c, l.entities[e].ID); err != nil {
			return err
		}
	}
	return nil
}

// addTerritory adds a territory, or names of a country that is there.
func (l *Lexicon) addTerritory(r row) error {
	iso, name := r.fields[0], r.fields[1]
	e, known := l.byISO[iso]
	switch {
	case name != "":
		return l.addCountry(row{r.file, r.line, []string{iso, name, "", "", "", r.fields[2]}})
	case !known:
		return r.errorf("no country %s", iso)
	}
	for _, n := range split(r.fields[2], ";") {
		l.addName(n, e, Proper)
	}
	return nil
}

func (l *Lexicon) addCities(r row) error {
	for _, c := range split(r.fields[1], ";") {
		if err := l.addCity(r, r.fields[0], c, ""); err != nil {
			return err
		}
	}
	return nil
}

// addCity adds a city with all its names, which = joins.
func (l *Lexicon) addCity(r row, iso, names, standsFor string) error {
	all := split(names, "=")
	first, _ := weak(all[0])
	e, err := l.addEntity(r, Entity{Name: first, Type: "City", Country: iso,
		Capital: standsFor != "", StandsFor: standsFor})
	if err != nil {
		return err
	}
	for _, n := range all {
		l.addName(n, e, Proper)
	}
	return nil
}

// addPlain adds an entry of the form name | type | country | other names.
func (l *Lexicon) addPlain(r row) error {
	name, _ := weak(r.fields[0])
	if r.fields[1] == "" {
		return r.errorf("%s has no type", name)
	}
	e, err := l.addEntity(r, Entity{Name: name, Type: r.fields[1], Country: r.fields[2]})
	if err != nil {
		return err
	}
	l.addName(r.fields[0], e, Proper)
	for _, n := range split(r.fields[3], ";") {
		l.addName(n, e, Proper)
	}
	return nil
}

func (l *Lexicon) addMetonym(r row) error {
	text, what, typ, target := r.fields[0], r.fields[1], r.fields[2], r.fields[3]
	name, _ := weak(text)
	switch {
	case typ == "Prefix":
		e, ok := l.byISO[target]
		if !ok {
			return r.errorf("%s: no country %s", name, target)
		}
		l.addName(text, e, Prefix)
	case typ == "City":
		e, ok := l.byID["place:"+Slug(name)]
		if !ok {
			return r.errorf("no city %s", name)
		}
		t, ok := l.byID["organization:"+Slug(target)]
		if !ok {
			return r.errorf("%s: no organization %s", name, target)
		}
		l.entities[e].Capital = true
		l.entities[e].StandsFor = l.entities[t].ID
	case what != "":
		e, ok := l.named(what)
		if !ok {
			return r.errorf("%s: no body %s", name, what)
		}
		l.addName(text, e, Proper)
	default:
		if e, ok := l.byID[idPrefix(typ)+Slug(name)]; ok {
			return r.errorf("%s is already %s", name, l.entities[e].ID)
		}
		return l.addPlain(row{r.file, r.line, []string{text, typ, target, ""}})
	}
	return nil
}

// named returns the organization with the given name.
func (l *Lexicon) named(name string) (int, bool) {
	for _, n := range l.names {
		if n.Text == name && n.Kind == Proper && idPrefix(l.entities[n.Entity].Type) == "organization:" {
			return n.Entity, true
		}
	}
	return 0, false
}
