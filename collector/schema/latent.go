package main

import (
	"encoding"
	"reflect"
	"strings"
	"unsafe"
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

// setValue puts a value where the defaults of the longest path that leads to it have a key of its name.
func setValue(path []string, value any, found map[string]any) {
	for end := len(path) - 1; end >= 0; end-- {
		target, ok := found[strings.Join(path[:end], ".")].(map[string]any)
		for _, key := range path[end : len(path)-1] {
			if ok {
				target, ok = target[key].(map[string]any)
			}
		}
		if ok {
			target[path[len(path)-1]] = value
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
			setValue(path, string(text), found)
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
	filled, isOff, ok := filledOptional(value)
	if !ok {
		return
	}
	if isOff && filled.Elem().Kind() == reflect.Struct {
		setValue(path, nil, found)
		found[strings.Join(path, ".")] = defaultsOf(filled.Interface())
	}
	addLatent(filled, path, found)
}

// filledOptional is what the optional has once it is configured, and whether it is off until then.
func filledOptional(value reflect.Value) (filled reflect.Value, isOff bool, ok bool) {
	copied := reflect.New(value.Type())
	copied.Elem().Set(value)
	inner := copied.Elem().FieldByName("value")
	filled = reflect.NewAt(inner.Type(), unsafe.Pointer(inner.UnsafeAddr()))
	if has := value.FieldByName("hasValue"); has.IsValid() {
		// Until 0.130 it says no more than whether there is a value.
		return filled, !has.Bool(), has.Bool() || !inner.IsZero()
	}
	flavor := value.FieldByName("flavor").Int()
	return filled, flavor == flavorDefault, flavor >= flavorDefault
}
