package main

import (
	"encoding"
	"fmt"
	"reflect"
	"strings"
	"time"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/config/configopaque"
	"go.opentelemetry.io/collector/confmap"
)

// Schema is what a key can be.
type Schema struct {
	// object, map, list, string, opaque, bool, integer, number, duration, id, text, any or ref
	Kind string `json:"kind"`
	// Of a ref: the name of a type.
	Ref string `json:"ref,omitempty"`
	// Of an object.
	Fields map[string]*Schema `json:"fields,omitempty"`
	// Of an object: keys of any other name are accepted.
	Remain *Schema `json:"remain,omitempty"`
	// Of a map or list: what it holds.
	Items *Schema `json:"items,omitempty"`
	// Of an integer.
	Unsigned bool `json:"unsigned,omitempty"`
	Bits     int  `json:"bits,omitempty"`
	// null turns it off, or is the same as absent.
	Nullable bool `json:"nullable,omitempty"`
	// It is off where it is absent, and takes the key "enabled".
	Optional bool `json:"optional,omitempty"`
	// Code of the component reads it: other forms may be accepted.
	Custom bool `json:"custom,omitempty"`
	// Of an object: code of the component judges it as a whole.
	Validates bool `json:"validates,omitempty"`
	// The Go type of a text that is parsed.
	GoType string `json:"goType,omitempty"`
}

// Types has the structs, each once, by the name of their Go type.
type Types struct {
	schemas map[string]*Schema
	notes   []string
}

func newTypes() *Types { return &Types{schemas: map[string]*Schema{}} }

var (
	durationType        = reflect.TypeFor[time.Duration]()
	opaqueType          = reflect.TypeFor[configopaque.String]()
	idType              = reflect.TypeFor[component.ID]()
	textUnmarshalerType = reflect.TypeFor[encoding.TextUnmarshaler]()
	unmarshalerType     = reflect.TypeFor[confmap.Unmarshaler]()
	validatorType       = reflect.TypeFor[interface{ Validate() error }]()
)

func (types *Types) of(config any) *Schema { return types.schema(reflect.TypeOf(config)) }

func implements(of reflect.Type, what reflect.Type) bool {
	return of.Implements(what) || reflect.PointerTo(of).Implements(what)
}

// nameOf leaves out what all paths begin with.
func nameOf(of reflect.Type) string {
	path := strings.TrimPrefix(of.PkgPath(), "github.com/open-telemetry/opentelemetry-collector-contrib/")
	return strings.TrimPrefix(path, "go.opentelemetry.io/collector/") + "." + of.Name()
}

func nullable(schema *Schema) *Schema {
	copied := *schema
	copied.Nullable = true
	return &copied
}

// optionalOf is the type inside a configoptional.Optional.
func optionalOf(of reflect.Type) (reflect.Type, bool) {
	if of.Kind() != reflect.Struct || !strings.HasPrefix(of.Name(), "Optional[") || !strings.HasSuffix(of.PkgPath(), "/configoptional") {
		return nil, false
	}
	get, found := reflect.PointerTo(of).MethodByName("Get")
	if !found {
		return nil, false
	}
	return get.Type.Out(0).Elem(), true
}

func (types *Types) schema(of reflect.Type) *Schema {
	if inner, ok := optionalOf(of); ok {
		schema := nullable(types.schema(inner))
		schema.Optional = true
		return schema
	}
	switch {
	case of.Kind() == reflect.Pointer:
		return nullable(types.schema(of.Elem()))
	case of == durationType:
		return &Schema{Kind: "duration"}
	case of == opaqueType:
		return &Schema{Kind: "opaque"}
	case of == idType:
		return &Schema{Kind: "id"}
	case of.Kind() != reflect.Struct && implements(of, textUnmarshalerType):
		return &Schema{Kind: "text", GoType: nameOf(of)}
	}
	custom := of.Name() != "" && implements(of, unmarshalerType)
	switch of.Kind() {
	case reflect.Struct:
		if implements(of, textUnmarshalerType) && !custom {
			return &Schema{Kind: "text", GoType: nameOf(of)}
		}
		return types.object(of, custom)
	case reflect.Map:
		return &Schema{Kind: "map", Items: types.schema(of.Elem()), Custom: custom}
	case reflect.Slice, reflect.Array:
		return &Schema{Kind: "list", Items: types.schema(of.Elem()), Custom: custom, GoType: named(of)}
	case reflect.String:
		return &Schema{Kind: "string", GoType: named(of)}
	case reflect.Bool:
		return &Schema{Kind: "bool"}
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return &Schema{Kind: "integer", Bits: of.Bits(), GoType: named(of)}
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return &Schema{Kind: "integer", Unsigned: true, Bits: of.Bits(), GoType: named(of)}
	case reflect.Float32, reflect.Float64:
		return &Schema{Kind: "number"}
	case reflect.Interface:
		return &Schema{Kind: "any"}
	}
	types.notes = append(types.notes, fmt.Sprintf("%s is a %s", of, of.Kind()))
	return &Schema{Kind: "any"}
}

// named is the name of a type that a component has given itself, which may have values of its own.
func named(of reflect.Type) string {
	if of.PkgPath() == "" {
		return ""
	}
	return nameOf(of)
}

func (types *Types) object(of reflect.Type, custom bool) *Schema {
	if of.Name() == "" {
		schema := &Schema{Kind: "object", Fields: map[string]*Schema{}}
		types.fill(schema, of)
		return schema
	}
	name := nameOf(of)
	if _, known := types.schemas[name]; !known {
		// Entered before its fields are looked at, because it may contain itself.
		schema := &Schema{Kind: "object", Fields: map[string]*Schema{}, Custom: custom, Validates: implements(of, validatorType)}
		types.schemas[name] = schema
		types.fill(schema, of)
	}
	return &Schema{Kind: "ref", Ref: name}
}

// fill adds the fields as mapstructure names them: by tag, or by the name of the field in any case.
func (types *Types) fill(schema *Schema, of reflect.Type) {
	for i := range of.NumField() {
		field := of.Field(i)
		tag, options, _ := strings.Cut(field.Tag.Get("mapstructure"), ",")
		if written, inline := field.Tag.Lookup("yaml"); tag == "" && options == "" && inline {
			// Prometheus reads its own part as YAML.
			tag, options, _ = strings.Cut(written, ",")
			options = strings.ReplaceAll(options, "inline", "squash")
		}
		if strings.HasSuffix(field.Type.PkgPath(), "/prometheus/discovery") {
			// Keys such as static_configs, by which plug-ins of Prometheus register.
			schema.Remain = &Schema{Kind: "any"}
			continue
		}
		if tag == "-" || (!field.IsExported() && !field.Anonymous) {
			continue
		}
		squash := strings.Contains(options, "squash")
		if strings.Contains(options, "remain") {
			inner := field.Type
			if inner.Kind() == reflect.Map {
				inner = inner.Elem()
			}
			schema.Remain = types.schema(inner)
			continue
		}
		if squash {
			inner := field.Type
			if optional, ok := optionalOf(inner); ok {
				inner = optional
			}
			for inner.Kind() == reflect.Pointer {
				inner = inner.Elem()
			}
			if inner.Kind() == reflect.Struct {
				if implements(inner, unmarshalerType) {
					schema.Custom = true
				}
				types.fill(schema, inner)
				continue
			}
		}
		if tag == "" {
			tag = strings.ToLower(field.Name)
		}
		schema.Fields[tag] = types.schema(field.Type)
	}
}
