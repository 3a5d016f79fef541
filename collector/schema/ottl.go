package main

import (
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"runtime"
	"sort"
	"strings"
	"unsafe"

	"github.com/open-telemetry/opentelemetry-collector-contrib/pkg/ottl"
	"github.com/open-telemetry/opentelemetry-collector-contrib/pkg/ottl/contexts/ottldatapoint"
	"github.com/open-telemetry/opentelemetry-collector-contrib/pkg/ottl/contexts/ottllog"
	"github.com/open-telemetry/opentelemetry-collector-contrib/pkg/ottl/contexts/ottlmetric"
	"github.com/open-telemetry/opentelemetry-collector-contrib/pkg/ottl/contexts/ottlprofile"
	"github.com/open-telemetry/opentelemetry-collector-contrib/pkg/ottl/contexts/ottlresource"
	"github.com/open-telemetry/opentelemetry-collector-contrib/pkg/ottl/contexts/ottlscope"
	"github.com/open-telemetry/opentelemetry-collector-contrib/pkg/ottl/contexts/ottlspan"
	"github.com/open-telemetry/opentelemetry-collector-contrib/pkg/ottl/contexts/ottlspanevent"
	"github.com/open-telemetry/opentelemetry-collector-contrib/pkg/ottl/ottlfuncs"
	"github.com/open-telemetry/opentelemetry-collector-contrib/processor/filterprocessor"
	"github.com/open-telemetry/opentelemetry-collector-contrib/processor/transformprocessor"
	"go.opentelemetry.io/collector/component"
	"go.uber.org/zap"
)

// OttlArgument is one argument of a function, in the order in which they are given without names.
type OttlArgument struct {
	// The field of the Go struct. A named argument is this name in snake_case.
	Field    string `json:"field"`
	Type     string `json:"type"`
	List     bool   `json:"list,omitempty"`
	Optional bool   `json:"optional,omitempty"`
}

type OttlContext struct {
	// What paths begin with, and whether that is so in a component that does without.
	Prefixes     []string `json:"prefixes"`
	BarePrefixes []string `json:"barePrefixes"`
	Enums        []string `json:"enums,omitempty"`
	// By full path: how many keys it may have, 0, 1, or 2 for any number.
	Paths map[string]int `json:"paths"`
}

// Ottl is what statements of the OpenTelemetry Transformation Language may say.
type Ottl struct {
	// By name; nil where a function looks at no argument, whatever it is given.
	Functions map[string][]OttlArgument `json:"functions"`
	// By component and context.
	Sets     map[string]map[string][]string `json:"sets"`
	Contexts map[string]*OttlContext        `json:"contexts"`
}

var settings = component.TelemetrySettings{Logger: zap.NewNop()}

// goType is the name without what it is generic over.
func goType(given reflect.Type) string { return strings.SplitN(given.Name(), "[", 2)[0] }

func argumentsOf(arguments any) []OttlArgument {
	if arguments == nil {
		return nil
	}
	fields := reflect.TypeOf(arguments).Elem()
	all := []OttlArgument{}
	for i := range fields.NumField() {
		field := fields.Field(i)
		argument := OttlArgument{Field: field.Name}
		given := field.Type
		if strings.HasPrefix(given.Name(), "Optional") {
			get, _ := given.MethodByName("Get")
			argument.Optional = true
			given = get.Type.Out(0)
		}
		if given.Kind() == reflect.Slice {
			argument.List = true
			given = given.Elem()
		}
		argument.Type = goType(given)
		all = append(all, argument)
	}
	return all
}

func addFunctions[K any](into *Ottl, owner, context string, functions map[string]ottl.Factory[K]) {
	if functions == nil {
		return
	}
	names := []string{}
	for name, factory := range functions {
		names = append(names, name)
		arguments := argumentsOf(factory.CreateDefaultArguments())
		if known, ok := into.Functions[name]; ok && !reflect.DeepEqual(known, arguments) {
			panic(fmt.Sprintf("%s has other arguments in %s.%s", name, owner, context))
		}
		into.Functions[name] = arguments
	}
	sort.Strings(names)
	if into.Sets[owner] == nil {
		into.Sets[owner] = map[string][]string{}
	}
	into.Sets[owner][context] = names
}

// hidden reads a field of a configuration that is not exported: the functions that the component registers.
func hidden[K any](config any, field string) map[string]ottl.Factory[K] {
	value := reflect.ValueOf(config).Elem().FieldByName(field)
	if !value.IsValid() {
		// Of a version that has no such context yet.
		return nil
	}
	return reflect.NewAt(value.Type(), unsafe.Pointer(value.UnsafeAddr())).Elem().Interface().(map[string]ottl.Factory[K])
}

// words are the texts in quotes of a folder's sources: among them are the names that its code accepts.
func words(folder string, pattern *regexp.Regexp) []string {
	found := map[string]bool{}
	files, _ := filepath.Glob(filepath.Join(folder, "*.go"))
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		text, err := os.ReadFile(file)
		if err != nil {
			panic(err)
		}
		for _, match := range pattern.FindAllStringSubmatch(string(text), -1) {
			found[match[1]] = true
		}
	}
	all := []string{}
	for word := range found {
		all = append(all, word)
	}
	sort.Strings(all)
	return all
}

// sources is the folder of the contexts in the module's sources.
func sources() string {
	file, _ := runtime.FuncForPC(reflect.ValueOf(ottlspan.EnablePathContextNames).Pointer()).FileLine(reflect.ValueOf(ottlspan.EnablePathContextNames).Pointer())
	return filepath.Dir(filepath.Dir(file))
}

var (
	lower = regexp.MustCompile(`"([a-z][a-z0-9_]*)"`)
	upper = regexp.MustCompile(`"([A-Z][A-Z0-9_]+)"`)
)

// Names that a path may begin with, with the folders of the sources that know what follows.
var prefixes = map[string]string{
	"resource": "resource", "scope": "scope", "instrumentation_scope": "scope", "span": "span", "spanevent": "spanevent",
	"metric": "metric", "datapoint": "datapoint", "log": "log", "profile": "profile", "otelcol": "otelcol",
}

type newParser[K any] func(map[string]ottl.Factory[K], component.TelemetrySettings, ...ottl.Option[K]) (ottl.Parser[K], error)

// addContext asks a context's parser which paths and enums it accepts.
func addContext[K any](into *Ottl, context string, create newParser[K], names ottl.Option[K]) {
	named, err := create(nil, settings, names)
	if err != nil {
		panic(err)
	}
	bare, err := create(nil, settings)
	if err != nil {
		panic(err)
	}
	accepts := func(parser ottl.Parser[K], path string) bool {
		_, err := parser.ParseValueExpression(path)
		return err == nil
	}
	known := &OttlContext{Paths: map[string]int{}}
	for prefix, folder := range prefixes {
		var explore func(path string, depth int)
		candidates := append(words(filepath.Join(sources(), "internal", "ctx"+folder), lower), words(filepath.Join(sources(), "ottl"+folder), lower)...)
		candidates = append(candidates, "cache")
		explore = func(path string, depth int) {
			for _, word := range candidates {
				full := path + "." + word
				isPath := accepts(named, full) || accepts(bare, full)
				if isPath {
					keys := 0
					if accepts(bare, full+`["a"]`) {
						keys = 1
					}
					if accepts(bare, full+`["a"]["b"]`) {
						keys = 2
					}
					known.Paths[full] = keys
				}
				if depth < 2 && (isPath || prefix == "otelcol") {
					explore(full, depth+1)
				}
			}
		}
		explore(prefix, 0)
		for path := range known.Paths {
			if strings.HasPrefix(path, prefix+".") && accepts(named, path) {
				known.Prefixes = append(known.Prefixes, prefix)
				break
			}
		}
		for path := range known.Paths {
			if strings.HasPrefix(path, prefix+".") && accepts(bare, path) {
				known.BarePrefixes = append(known.BarePrefixes, prefix)
				break
			}
		}
	}
	sort.Strings(known.Prefixes)
	sort.Strings(known.BarePrefixes)
	for _, folder := range prefixes {
		for _, word := range words(filepath.Join(sources(), "internal", "ctx"+folder), upper) {
			if accepts(bare, word) && !contains(known.Enums, word) {
				known.Enums = append(known.Enums, word)
			}
		}
	}
	sort.Strings(known.Enums)
	into.Contexts[context] = known
}

func contains(all []string, one string) bool {
	for _, each := range all {
		if each == one {
			return true
		}
	}
	return false
}

func ottlOf() *Ottl {
	into := &Ottl{Functions: map[string][]OttlArgument{}, Sets: map[string]map[string][]string{}, Contexts: map[string]*OttlContext{}}
	transform := transformprocessor.NewFactory().CreateDefaultConfig()
	addFunctions(into, "transform", "resource", ottlfuncs.StandardFuncs[resourceContext]())
	addFunctions(into, "transform", "scope", ottlfuncs.StandardFuncs[scopeContext]())
	addFunctions(into, "transform", "span", hidden[spanContext](transform, "spanFunctions"))
	addFunctions(into, "transform", "spanevent", hidden[spanEventContext](transform, "spanEventFunctions"))
	addFunctions(into, "transform", "metric", hidden[metricContext](transform, "metricFunctions"))
	addFunctions(into, "transform", "datapoint", hidden[dataPointContext](transform, "dataPointFunctions"))
	addFunctions(into, "transform", "log", hidden[logContext](transform, "logFunctions"))
	addFunctions(into, "transform", "profile", hidden[profileContext](transform, "profileFunctions"))
	// What every component takes in a condition.
	filter := filterprocessor.NewFactory().CreateDefaultConfig()
	addFunctions(into, "condition", "resource", hidden[resourceContext](filter, "resourceFunctions"))
	addFunctions(into, "condition", "scope", ottlfuncs.StandardConverters[scopeContext]())
	addFunctions(into, "condition", "span", hidden[spanContext](filter, "spanFunctions"))
	addFunctions(into, "condition", "spanevent", hidden[spanEventContext](filter, "spanEventFunctions"))
	addFunctions(into, "condition", "metric", hidden[metricContext](filter, "metricFunctions"))
	addFunctions(into, "condition", "datapoint", hidden[dataPointContext](filter, "dataPointFunctions"))
	addFunctions(into, "condition", "log", hidden[logContext](filter, "logFunctions"))
	addFunctions(into, "condition", "profile", hidden[profileContext](filter, "profileFunctions"))
	addFunctions(into, "signal_to_metrics", "span", withAdjustedCount(ottlfuncs.StandardFuncs[spanContext]()))
	addFunctions(into, "signal_to_metrics", "datapoint", ottlfuncs.StandardFuncs[dataPointContext]())
	addFunctions(into, "signal_to_metrics", "log", ottlfuncs.StandardFuncs[logContext]())
	addFunctions(into, "signal_to_metrics", "profile", ottlfuncs.StandardFuncs[profileContext]())

	addContext(into, "resource", ottlresource.NewParser, ottlresource.EnablePathContextNames())
	addContext(into, "scope", ottlscope.NewParser, ottlscope.EnablePathContextNames())
	addContext(into, "span", ottlspan.NewParser, ottlspan.EnablePathContextNames())
	addContext(into, "spanevent", ottlspanevent.NewParser, ottlspanevent.EnablePathContextNames())
	addContext(into, "metric", ottlmetric.NewParser, ottlmetric.EnablePathContextNames())
	addContext(into, "datapoint", ottldatapoint.NewParser, ottldatapoint.EnablePathContextNames())
	addContext(into, "log", ottllog.NewParser, ottllog.EnablePathContextNames())
	addContext(into, "profile", ottlprofile.NewParser, ottlprofile.EnablePathContextNames())
	return into
}

// withAdjustedCount adds the function that the connector keeps in an internal package. It takes no arguments.
func withAdjustedCount(functions map[string]ottl.Factory[spanContext]) map[string]ottl.Factory[spanContext] {
	functions["AdjustedCount"] = ottl.NewFactory[spanContext]("AdjustedCount", nil, nil)
	return functions
}
