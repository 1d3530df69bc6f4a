// Package neo4jtest gives tests a real Neo4j.
//
// The first [Start] of a test process starts a private server on free ports in a
// temporary home, which all tests of the process share; [Main] stops it. So test
// packages may run at once. Jars that are missing are fetched. Should the test
// process die, the server dies too.
//
//	func TestMain(m *testing.M) { os.Exit(neo4jtest.Main(m)) }
//
// With DOSSIER_TEST_NEO4J_URI (and NEO4J_USERNAME, NEO4J_PASSWORD) set, that
// server is used instead. Everything in it is deleted, again and again.
//
// Where no Neo4j can be had tests are skipped, or with CI=true fail. With
// go test -short they are skipped.
package neo4jtest
