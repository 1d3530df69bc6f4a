package main

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"dossier/extract"
	"dossier/graph/neo4j"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/spf13/cobra"
)

type queryOptions struct {
	csv    bool
	params []string
}

func newQueryCommand(a *app) *cobra.Command {
	var o queryOptions
	c := &cobra.Command{
		Use:   "query CYPHER",
		Short: "Run a reading Cypher query on the configured Neo4j",
		Long: `Query prints the rows of a Cypher query as a table, as one JSON object a row
(--json) or as CSV (--csv). The server refuses queries that write.`,
		Example: `  dossier query "MATCH (:Entity {name:'ZTE'})-[:SANCTIONED_BY]->(b) RETURN b.name"
  dossier query 'MATCH (e:Entity {name: $name})-[r]->(o:Entity) RETURN type(r), o.name' --param name=ZTE`,
		Args: args(cobra.ExactArgs(1)),
		RunE: func(c *cobra.Command, args []string) error { return runQuery(c.Context(), a, o, args[0]) },
	}
	c.Flags().BoolVar(&o.csv, "csv", false, "print CSV")
	c.Flags().StringArrayVar(&o.params, "param", nil, "`NAME=VALUE` of a parameter; true, false and numbers are such, all else is text")
	return c
}

func runQuery(ctx context.Context, a *app, o queryOptions, cypher string) error {
	if o.csv && a.json {
		return &usageError{message: "--csv and --json exclude each other", hint: "give one of them"}
	}
	params, err := parseParams(o.params)
	if err != nil {
		return err
	}
	c, err := a.config()
	if err != nil {
		return err
	}
	l, ok, err := login(ctx, c)
	if err != nil {
		return err
	}
	if !ok {
		return errNoNeo4j()
	}
	db, err := neo4j.Connect(ctx, l)
	if err != nil {
		return err
	}
	defer db.Close(context.WithoutCancel(ctx))
	rows, err := db.Query(ctx, cypher, params)
	if err != nil {
		return err
	}
	defer rows.Close(context.WithoutCancel(ctx))
	v := newRowsView(a, o, rows.Columns)
	for row, err := range rows.All(ctx) {
		if err != nil {
			return err
		}
		if err := v.row(row); err != nil {
			return err
		}
	}
	return v.end()
}

func parseParams(list []string) (map[string]any, error) {
	params := map[string]any{}
	for _, p := range list {
		name, text, ok := strings.Cut(p, "=")
		if !ok || name == "" {
			return nil, &usageError{message: fmt.Sprintf("--param cannot be %q", p), hint: "write --param NAME=VALUE"}
		}
		params[name] = paramValue(text)
	}
	return params, nil
}

func paramValue(text string) any {
	if n, err := strconv.ParseInt(text, 10, 64); err == nil {
		return n
	}
	if x, err := strconv.ParseFloat(text, 64); err == nil {
		return x
	}
	switch text {
	case "true":
		return true
	case "false":
		return false
	}
	return text
}

// A rowsView prints the rows of a query.
type rowsView interface {
	row([]neo4j.Value) error
	end() error
}

func newRowsView(a *app, o queryOptions, columns []string) rowsView {
	switch {
	case a.json:
		return &rowsJSON{a.stdout, columns}
	case o.csv:
		v := &rowsCSV{w: csv.NewWriter(a.stdout)}
		v.w.Write(columns) // kept by the writer, and returned by Error
		return v
	}
	return newRowsTable(a, columns)
}

// rowsTable waits for all rows, since the widths of columns depend on them.
type rowsTable struct {
	app *app
	t   table.Writer
	n   int
}

func newRowsTable(a *app, columns []string) *rowsTable {
	v := &rowsTable{app: a, t: table.NewWriter()}
	v.t.SetOutputMirror(a.stdout)
	v.t.SetStyle(table.StyleLight)
	v.t.Style().Format.Header = 0 // as written
	if a.stdout.width > 0 {
		v.t.Style().Size.WidthMax = a.stdout.width
	}
	header := table.Row{}
	for _, c := range columns {
		header = append(header, clean(c))
	}
	v.t.AppendHeader(header)
	return v
}

func (v *rowsTable) row(values []neo4j.Value) error {
	cells := table.Row{}
	for _, x := range values {
		text, err := cell(x)
		if err != nil {
			return err
		}
		cells = append(cells, clean(extract.Fold(text)))
	}
	v.t.AppendRow(cells)
	v.n++
	return nil
}

func (v *rowsTable) end() error {
	if v.n > 0 {
		v.t.Render()
	}
	v.app.say("%s", count(v.n, "row"))
	return nil
}

type rowsCSV struct{ w *csv.Writer }

func (v *rowsCSV) row(values []neo4j.Value) error {
	var record []string
	for _, x := range values {
		text, err := cell(x)
		if err != nil {
			return err
		}
		record = append(record, text)
	}
	return v.w.Write(record)
}

func (v *rowsCSV) end() error {
	v.w.Flush()
	return v.w.Error()
}

type rowsJSON struct {
	out     *stream
	columns []string
}

// row prints an object whose fields stand in the order of the columns.
func (v *rowsJSON) row(values []neo4j.Value) error {
	var b strings.Builder
	for i, c := range v.columns {
		if slices.Contains(v.columns[:i], c) {
			continue
		}
		name, err := json.Marshal(c)
		if err != nil {
			return err
		}
		value, err := json.Marshal(values[i])
		if err != nil {
			return err
		}
		if b.Len() > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, "%s:%s", name, value)
	}
	return printJSON(v.out, json.RawMessage("{"+b.String()+"}"))
}

func (v *rowsJSON) end() error { return nil }

// cell is a value as text: plain for text and numbers, JSON for what has parts.
func cell(x neo4j.Value) (string, error) {
	switch x := x.(type) {
	case nil:
		return "", nil
	case string:
		return x, nil
	case neo4j.Node:
		b, err := json.Marshal(x.Properties)
		return "(:" + strings.Join(x.Labels, ":") + " " + string(b) + ")", err
	case neo4j.Relationship:
		b, err := json.Marshal(x.Properties)
		return "[:" + x.Type + " " + string(b) + "]", err
	}
	b, err := json.Marshal(x)
	return string(b), err
}
