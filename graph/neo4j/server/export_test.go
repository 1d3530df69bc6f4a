package server

// What the tests, which are outside the package, need from its inside.
var (
	Credential       = credential
	ParseJavaVersion = parseJavaVersion
)
