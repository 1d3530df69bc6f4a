//go:build unix

package server_test

import (
	"context"
	"errors"
	"strings"
	"testing"

	"dossier/graph/neo4j/server"
)

func TestParseJavaVersion(t *testing.T) {
	for _, test := range []struct {
		out, version string
		major        int
	}{
		{"openjdk version \"17.0.15\" 2025-04-15\nOpenJDK Runtime", "17.0.15", 17},
		{"Picked up JAVA_TOOL_OPTIONS: -Xmx1g\njava version \"1.8.0_401\"", "1.8.0_401", 1},
		{`openjdk version "21" 2023-09-19`, "21", 21},
		{`openjdk version "23-ea" 2024-09-17`, "23-ea", 23},
		{"no such thing", "", 0},
		{`version "`, "", 0},
	} {
		version, major := server.ParseJavaVersion(test.out)
		if version != test.version || major != test.major {
			t.Errorf("%q: got %q, %d", test.out, version, major)
		}
	}
}

func TestChoose(t *testing.T) {
	for _, test := range []struct {
		name  string
		uri   string
		tools map[string]string
		want  server.Choice
		err   string // a part of the error
	}{
		{name: "given", uri: "neo4j://example.org", tools: map[string]string{"docker": dockerEngine},
			want: server.Choice{URI: "neo4j://example.org"}},
		{name: "docker", tools: map[string]string{"docker": dockerEngine, "java": java17, "mvn": ""},
			want: server.Choice{Runtime: server.Docker}},
		{name: "client only", tools: map[string]string{"docker": dockerClient, "java": java17, "mvn": ""},
			want: server.Choice{Runtime: server.Java}},
		{name: "old client only", tools: map[string]string{"docker": dockerOld, "java": java17, "mvn": ""},
			want: server.Choice{Runtime: server.Java}},
		{name: "no maven", tools: map[string]string{"java": java17}, err: "Maven (mvn) was not found"},
		{name: "old java", tools: map[string]string{"java": java11, "mvn": ""}, err: "too old"},
		{name: "no java behind the name", tools: map[string]string{"java": javaBroken, "mvn": ""}, err: "does not work"},
		{name: "nothing", err: "Java was not found"},
	} {
		t.Run(test.name, func(t *testing.T) {
			tools(t, test.tools)
			t.Setenv("NEO4J_URI", test.uri)
			got, err := server.Choose(context.Background(), t.TempDir())
			if test.err == "" {
				if err != nil || got != test.want {
					t.Errorf("got %+v, %v; want %+v", got, err, test.want)
				}
				return
			}
			var missing *server.MissingError
			if !errors.As(err, &missing) {
				t.Fatalf("got %+v, %v; want a MissingError", got, err)
			}
			for _, part := range []string{test.err, "NEO4J_URI", "Docker", "install"} {
				if !strings.Contains(err.Error(), part) {
					t.Errorf("%q does not speak of %s", err, part)
				}
			}
			if strings.Contains(err.Error(), "\n") {
				t.Errorf("more than a line: %q", err)
			}
		})
	}
}

// With the jars in place Maven is not needed.
func TestChooseInstalled(t *testing.T) {
	lib := t.TempDir()
	install(t, lib)
	tools(t, map[string]string{"java": java17})
	got, err := server.Choose(context.Background(), lib)
	if err != nil || got.Runtime != server.Java {
		t.Errorf("got %+v, %v", got, err)
	}
}
