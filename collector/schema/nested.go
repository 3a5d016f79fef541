package main

import (
	"reflect"
	"strings"
	"unsafe"

	"github.com/open-telemetry/opentelemetry-collector-contrib/pkg/stanza/operator"
	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/scraper"
)

// What components look up by a name that is written: no field of theirs shows it.

//go:linkname hostScrapers github.com/open-telemetry/opentelemetry-collector-contrib/receiver/hostmetricsreceiver.scraperFactories
var hostScrapers map[component.Type]scraper.Factory

const (
	hostMetrics    = "receiver/hostmetricsreceiver.Config"
	stanzaOperator = "pkg/stanza/operator.Config"
)

// addScrapers adds `scrapers` of host_metrics, and what each has once it is named.
func (types *Types) addScrapers(receivers map[string]*Component) {
	fields := map[string]*Schema{}
	types.schemas[hostMetrics].Fields["scrapers"] = &Schema{Kind: "object", Fields: fields}
	for name, factory := range hostScrapers {
		config := factory.CreateDefaultConfig()
		fields[name.String()] = types.of(config)
		for _, receiver := range receivers {
			if receiver.Config.Ref == hostMetrics {
				receiver.Latent["scrapers."+name.String()] = defaultsOf(config)
			}
		}
	}
}

// addOperators adds what an operator of the log receivers can be, by its `type`.
func (types *Types) addOperators() {
	registry := reflect.ValueOf(operator.DefaultRegistry).Elem().FieldByName("operators")
	builders := reflect.NewAt(registry.Type(), unsafe.Pointer(registry.UnsafeAddr())).Elem().Interface().(map[string]func() operator.Builder)
	variants := map[string]*Schema{}
	for name, build := range builders {
		// The receivers begin with one of these, which nobody writes.
		if strings.HasPrefix(name, "internal_") {
			continue
		}
		schema := *types.of(build())
		schema.Nullable = false
		variants[name] = &schema
	}
	types.schemas[stanzaOperator] = &Schema{Kind: "object", Variants: variants}
}
