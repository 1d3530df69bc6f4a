package gazetteer

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// ftmTypes are the schemata of FollowTheMoney that are things with names. The
// others (ownerships, sanctions, payments...) are left out.
var ftmTypes = map[string]string{
	"Person": "Person", "Company": "Company", "Organization": "Organization", "PublicBody": "GovernmentBody",
	"LegalEntity": "Organization", "Vessel": "Vessel", "Airplane": "Vessel", "Event": "Event",
}

// ftmTopics narrow the type of an organization.
var ftmTopics = []struct{ topic, typ string }{
	{"fin.bank", "Bank"}, {"gov.igo", "IntergovOrg"}, {"gov", "GovernmentBody"}, {"pol.party", "PoliticalParty"},
	{"crime.terror", "ArmedGroup"}, {"mil", "MilitaryUnit"},
}

// ftmNames are the properties that hold names; weakAlias is left out, as what a
// thing is hardly ever called.
var ftmNames = []string{"name", "alias", "previousName", "abbreviation"}

// ftmLinks are the properties that identify, with what the link is called.
var ftmLinks = []struct{ property, link string }{
	{"wikidataId", "wikidata"}, {"leiCode", "lei"}, {"imoNumber", "imo"}, {"registrationNumber", "registration"},
	{"innCode", "inn"}, {"ogrnCode", "ogrn"}, {"swiftBic", "bic"}, {"isin", "isin"}, {"permId", "permid"}, {"dunsCode", "duns"},
}

// maxLine bounds a line of JSON in bytes.
const maxLine = 16 << 20

// readFtM reads FollowTheMoney entities, one a line.
func readFtM(in *bufio.Reader, add func(row), problem func(int, int, string)) error {
	for line := 1; ; line++ {
		data, err := readLine(in)
		if errors.Is(err, errLongLine) {
			problem(line, 0, err.Error())
			continue
		}
		if err != nil && err != io.EOF {
			return err
		}
		if len(strings.TrimSpace(string(data))) > 0 {
			if e, ok, err := ftmEntry(data); err != nil {
				problem(line, 0, err.Error())
			} else if ok {
				add(row{e, line, 0})
			}
		}
		if err == io.EOF {
			return nil
		}
	}
}

var errLongLine = fmt.Errorf("line of more than %d MiB", maxLine>>20)

// readLine returns a line; of one that is too long it reads all and returns none.
func readLine(in *bufio.Reader) ([]byte, error) {
	var line []byte
	for {
		part, err := in.ReadSlice('\n')
		if len(line) <= maxLine {
			line = append(line, part...)
		}
		if err == bufio.ErrBufferFull {
			continue
		}
		if err == nil && len(line) > maxLine {
			return nil, errLongLine
		}
		return line, err
	}
}

// ftmEntry reads one entity; ok is false for what has no names of its own.
func ftmEntry(data []byte) (e Entry, ok bool, err error) {
	var f struct {
		ID         string              `json:"id"`
		Schema     string              `json:"schema"`
		Caption    string              `json:"caption"`
		Properties map[string][]string `json:"properties"`
	}
	if err := json.Unmarshal(data, &f); err != nil {
		return Entry{}, false, fmt.Errorf("no FollowTheMoney entity: %w", err)
	}
	if f.Schema == "" {
		return Entry{}, false, errors.New("no FollowTheMoney entity: schema is missing")
	}
	typ, known := ftmTypes[f.Schema]
	if !known {
		return Entry{}, false, nil
	}
	e = Entry{ID: f.ID, Type: typ}
	if typ == "Organization" || typ == "Company" || typ == "GovernmentBody" {
		for _, t := range ftmTopics {
			if slices.ContainsFunc(f.Properties["topics"], func(s string) bool { return s == t.topic || strings.HasPrefix(s, t.topic+".") }) {
				e.Type = t.typ
				break
			}
		}
	}
	if f.Caption != "" && slices.Contains(f.Properties["name"], f.Caption) {
		e.Names = append(e.Names, f.Caption)
	}
	for _, p := range ftmNames {
		for _, n := range f.Properties[p] {
			if !slices.Contains(e.Names, n) {
				e.Names = append(e.Names, n)
			}
		}
	}
	for _, l := range ftmLinks {
		if v := f.Properties[l.property]; len(v) > 0 {
			if e.Links == nil {
				e.Links = map[string]string{}
			}
			e.Links[l.link] = v[0]
		}
	}
	return e, true, nil
}
