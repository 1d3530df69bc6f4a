// Package server gets, starts and stops a private Neo4j 5.26 Community on this
// computer, for people who have none and for tests.
//
// There are two runtimes. With a Docker engine, Neo4j's own image runs in a
// named container over a named volume. With Java 17 and Maven, the published
// jars run as a plain process. [Choose] says which can be had here.
//
// # The home
//
// A server is known by its home directory, which holds everything that is its
// own:
//
//	conf/neo4j.conf  settings, written once, then the user's
//	data/, logs/     the database (java only; Docker keeps both in its volume)
//	password         the password of user neo4j, mode 0600; see [Password]
//	run/server.json  how the server was last started
//	run/lock         held while someone starts or stops it
//
// A started server belongs to nobody: it outlives the process that started it,
// and any later process can ask for its [State] or [Stop] it by naming the home.
// The jars are shared by all homes and stand in the user's cache directory; see
// [DefaultLib].
//
// Servers listen on the loopback address only.
package server
