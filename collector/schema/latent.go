package main

import (
	"encoding"
	"reflect"
	"strings"
)

var textMarshalerType = reflect.TypeFor[encoding.TextMarshaler]()

// As configoptional has them: nothing, a default that is off, a value.
const flavorDefault = 1

// latentOf finds the defaults that configuring a key brings, though it is off until then, and puts the texts of types
// that write themselves as text in their place.
func latentOf(config any, defaults map[string]any) map[string]any {
	found := map[string]any{"": defaults}
	addLatent(reflect.ValueOf(config), nil, found)
	delete(found, "")
	return found
}

// setText puts a text where the defaults of the longest path that leads to it have a key of its name.
func setText(path []string, text string, found map[string]any) {
	for end := len(path) - 1; end >= 0; end-- {
		target, ok := found[strings.Join(path[:end], ".")].(map[string]any)
		for _, key := range path[end : len(path)-1] {
			if ok {
				target, ok = target[key].(map[string]any)
			}
		}
		if ok {
			target[path[len(path)-1]] = text
			return
		}
	}
}

func addLatent(value reflect.Value, path []string, found map[string]any) {
	for value.Kind() == reflect.Pointer {
		if value.IsNil() {
			return
		}
		value = value.Elem()
	}
	if value.Kind() != reflect.Struct {
		return
	}
	if len(path) > 0 && value.CanInterface() && implements(value.Type(), textMarshalerType) {
		copied := reflect.New(value.Type())
		copied.Elem().Set(value)
		if text, err := copied.Interface().(encoding.TextMarshaler).MarshalText(); err == nil {
			setText(path, string(text), found)
		}
		return
	}
	if _, ok := optionalOf(value.Type()); ok {
		addOptional(value, path, found)
		return
	}
	for i := range value.NumField() {
		field := value.Type().Field(i)
		tag, options, _ := strings.Cut(field.Tag.Get("mapstructure"), ",")
		if tag == "-" || !field.IsExported() || strings.Contains(options, "remain") {
			continue
		}
		inner := path
		if !strings.Contains(options, "squash") {
			if tag == "" {
				tag = strings.ToLower(field.Name)
			}
			inner = append(append([]string{}, path...), tag)
		}
		addLatent(value.Field(i), inner, found)
	}
}

func addOptional(value reflect.Value, path []string, found map[string]any) {
	flavor := value.FieldByName("flavor")
	copied := reflect.New(value.Type())
	fill := copied.MethodByName("GetOrInsertDefault")
	if !flavor.IsValid() || flavor.Int() < flavorDefault || !fill.IsValid() {
		return
	}
	copied.Elem().Set(value)
	filled := fill.Call(nil)[0]
	if flavor.Int() == flavorDefault && filled.Elem().Kind() == reflect.Struct {
		found[strings.Join(path, ".")] = defaultsOf(filled.Interface())
	}
	addLatent(filled, path, found)
}
