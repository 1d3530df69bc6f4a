// Package spacytest gives tests the English pipeline.
package spacytest
