// Package strictyaml reads configuration files that a person wrote, and says
// what is wrong with them: file, line, field, allowed range, and what was
// probably meant.
//
// It reads the part of YAML that needs no explanation: mappings, lists, text
// and decimal numbers. Anchors, aliases, merge keys, tags, several documents
// and doubled keys are refused. A file larger than the caller allows is
// refused from its size, before it is read.
//
// A caller walks the document with typed getters, each of which checks a range
// and marks its key as known; Document.Err then returns every error found,
// unknown keys included. See TestErrorTexts and FuzzParse.
package strictyaml

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
	"go.yaml.in/yaml/v4/plugin/loaderlimits"
)

// maxDepth is the deepest nesting accepted. A study file needs seven.
const maxDepth = 32

// Document is one parsed file and what is known of its errors.
type Document struct {
	name    string
	data    []byte
	root    *yaml.Node
	maps    []*Map
	byNode  map[*yaml.Node]*Map
	origins map[string]int
	found   collector
}

// ReadFile reads and parses the file at path, refusing one larger than
// maxBytes, and refusing at once what would wait for a writer.
func ReadFile(path string, maxBytes int64) (*Document, error) {
	if info, err := os.Stat(path); err == nil && info.Mode()&(fs.ModeNamedPipe|fs.ModeSocket) != 0 && !handed(path) {
		return nil, Errors{{File: path, Message: "is a pipe or a socket, not a file"}}
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, openError(path, err)
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil {
		return nil, openError(path, err)
	}
	if info.IsDir() {
		return nil, Errors{{File: path, Message: "is a directory, not a file"}}
	}
	if info.Mode().IsRegular() && info.Size() > maxBytes {
		return nil, tooLarge(path, maxBytes)
	}
	return Read(path, f, maxBytes)
}

// handed says whether a path stands for a stream that the shell holds open:
// /dev/stdin, or /dev/fd/63 of <(...).
func handed(path string) bool {
	return strings.HasPrefix(path, "/dev/") || strings.HasPrefix(path, "/proc/self/fd/")
}

// Read parses what r holds; name is how errors call it. It stops reading
// after maxBytes.
func Read(name string, r io.Reader, maxBytes int64) (*Document, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxBytes+1))
	if err != nil {
		return nil, openError(name, err)
	}
	if int64(len(data)) > maxBytes {
		return nil, tooLarge(name, maxBytes)
	}
	return Parse(name, data)
}

func openError(name string, err error) error {
	var pathError *fs.PathError
	if errors.As(err, &pathError) {
		err = pathError.Err // the path is in the error's place already
	}
	return Errors{{File: name, Message: err.Error()}}
}

func tooLarge(name string, maxBytes int64) error {
	return Errors{{File: name, Message: fmt.Sprintf("is larger than the %d bytes allowed", maxBytes),
		Advice: "a file of this kind is a few kilobytes of text: is this the right one?"}}
}

// Parse parses data; name is how errors call it. The error is nil or Errors.
func Parse(name string, data []byte) (*Document, error) {
	data = bytes.TrimPrefix(data, []byte("\ufeff"))
	if e := checkText(name, data); e != nil {
		return nil, Errors{e}
	}
	d := &Document{name: name, data: data, root: new(yaml.Node), origins: map[string]int{}, byNode: map[*yaml.Node]*Map{}}
	err := yaml.Load(data, d.root, yaml.WithPlugin(loaderlimits.New(loaderlimits.DepthValue(maxDepth))))
	if err != nil {
		return nil, Errors{syntaxError(name, data, err)}
	}
	if d.root.Kind == yaml.DocumentNode && len(d.root.Content) == 1 {
		d.root = d.root.Content[0]
	}
	d.checkNode(d.root, "", 0)
	if err := d.found.err(name); err != nil {
		return nil, err
	}
	return d, nil
}

// checkText refuses what is not plain UTF-8 text, with the line.
func checkText(name string, data []byte) *Error {
	line := 1
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			return &Error{File: name, Line: line, Message: "is not UTF-8 text", Advice: "save the file as UTF-8"}
		case r == '\n':
			line++
		case r < ' ' && r != '\t' && r != '\r', r >= 0x7f && r < 0xa0 && r != 0x85:
			return &Error{File: name, Line: line, Message: fmt.Sprintf("holds the control character U+%04X", r)}
		}
		i += size
	}
	return nil
}

func syntaxError(name string, data []byte, err error) *Error {
	e := &Error{File: name, Message: strings.TrimPrefix(err.Error(), "go-yaml ")}
	var load *yaml.LoadError
	if !errors.As(err, &load) {
		return e
	}
	e.Line, e.Message = load.Mark.Line, load.Message
	if load.ContextMsg != "" {
		e.Message = fmt.Sprintf("%s (%s begun on line %d)", load.Message, load.ContextMsg, load.ContextMark.Line)
	}
	switch {
	case strings.Contains(e.Message, "found multiple"):
		e.Message = "holds more than one document"
		e.Advice = "remove the line '---' and what follows it"
	case strings.Contains(e.Message, "no documents"):
		e.Message = "is empty"
	case strings.Contains(e.Message, "max depth"):
		e.Message = fmt.Sprintf("is nested deeper than %d levels", maxDepth)
	case bytes.ContainsRune(data, '\t'):
		e.Advice = "indent with spaces, not with tabs"
	}
	return e
}

// checkNode refuses, in the whole tree, what the getters cannot see.
func (d *Document) checkNode(n *yaml.Node, path string, depth int) {
	switch {
	case depth > maxDepth:
		d.fail(n.Line, path, "", "is nested deeper than %d levels", maxDepth)
		return
	case n.Kind == yaml.AliasNode:
		d.fail(n.Line, path, "write the value out", "is an alias (*%s), which is not allowed", brief(n.Value))
		return
	case n.Anchor != "":
		d.fail(n.Line, path, "remove it; values cannot be shared", "has an anchor (&%s), which is not allowed", brief(n.Anchor))
		return
	case n.Style&yaml.TaggedStyle != 0:
		d.fail(n.Line, path, "remove it", "has a tag (%s), which is not allowed", brief(n.Tag))
		return
	}
	switch n.Kind {
	case yaml.SequenceNode:
		for i, child := range n.Content {
			d.checkNode(child, fmt.Sprintf("%s[%d]", path, i), depth+1)
		}
	case yaml.MappingNode:
		d.checkMapping(n, path, depth)
	}
}

func (d *Document) checkMapping(n *yaml.Node, path string, depth int) {
	seen := make(map[string]int, len(n.Content)/2)
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		if key.Kind != yaml.ScalarNode || key.Value == "" || key.Anchor != "" || key.Style&yaml.TaggedStyle != 0 {
			d.fail(key.Line, path, "", "has a key that is not plain text")
			continue
		}
		field := join(path, key.Value)
		if key.Tag == "!!merge" {
			d.fail(key.Line, field, "write the values out", "merge keys are not allowed")
			continue
		}
		if line, doubled := seen[key.Value]; doubled {
			d.fail(key.Line, field, "keep one of them", "is given twice, first on line %d", line)
			continue
		}
		seen[key.Value] = key.Line
		d.checkNode(n.Content[i+1], field, depth+1)
	}
}

// Name returns the name by which errors call the file.
func (d *Document) Name() string { return d.name }

// Data returns the bytes that were parsed.
func (d *Document) Data() []byte { return d.data }

// Origin returns the line on which the value at a dotted path stands, and
// whether the path was read.
func (d *Document) Origin(path string) (line int, ok bool) {
	line, ok = d.origins[path]
	return line, ok
}

// Err returns nil, or Errors: all that the getters found and every key that
// none of them asked for. Call it after the last getter.
func (d *Document) Err() error {
	for _, m := range d.maps {
		m.reportUnknown()
	}
	d.maps = nil
	return d.found.err(d.name)
}

// Full says that so many errors were found that no further one will be kept:
// what costs time to explain need not be explained.
func (d *Document) Full() bool { return len(d.found.errors) >= most }

// OK says that no error was found so far: what only makes sense of values that
// were read need not be asked.
func (d *Document) OK() bool { return len(d.found.errors) == 0 }

// Adopt adds the errors of a file that this one includes.
func (d *Document) Adopt(errs Errors) {
	for _, e := range errs {
		d.found.add(e)
	}
}

func (d *Document) fail(line int, field, hint, format string, args ...any) {
	d.found.add(&Error{d.name, line, shorten(field, 200), fmt.Sprintf(format, args...), hint})
}

func join(path, key string) string {
	key = shorten(key, 80)
	if path == "" {
		return key
	}
	return path + "." + key
}

// brief shortens what a file holds to what an error can quote on one line.
func brief(s string) string { return shorten(s, 40) }

func shorten(s string, most int) string {
	s = strings.Join(strings.Fields(s), " ")
	if utf8.RuneCountInString(s) <= most {
		return s
	}
	return string([]rune(s)[:most-3]) + "..."
}
