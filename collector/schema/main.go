// Dumps what the Collector's components can be configured with, as JSON on standard output: for each component its
// names, stability and defaults, and the types of its keys. It is built together with a file that
// scripts/collector-schema writes from components.yaml: it lists the factories of one version.
package main

import (
	"encoding/json"
	"fmt"
	"os"
	"sort"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/confmap"
)

type Component struct {
	Type string `json:"type"`
	// A former name, which is accepted with a warning.
	DeprecatedAlias string `json:"deprecatedAlias,omitempty"`
	// By signal; of connectors "traces_to_metrics" and the like.
	Stability map[string]string `json:"stability"`
	Module    string            `json:"module,omitempty"`
	Config    *Schema           `json:"config"`
	Defaults  map[string]any    `json:"defaults,omitempty"`
	// By path: defaults of what is off until it is configured.
	Latent map[string]any `json:"latent,omitempty"`
}

type Dump struct {
	Version    string                `json:"version"`
	Receivers  map[string]*Component `json:"receivers"`
	Processors map[string]*Component `json:"processors"`
	Exporters  map[string]*Component `json:"exporters"`
	Connectors map[string]*Component `json:"connectors"`
	Extensions map[string]*Component `json:"extensions"`
	Telemetry  *Component            `json:"telemetry"`
	Types      map[string]*Schema    `json:"types"`
	Ottl       *Ottl                 `json:"ottl"`
}

// Listed is a component in that file: its module with the version, and its factory.
type Listed[F component.Factory] struct {
	module  string
	factory F
}

type aliased interface{ DeprecatedAlias() component.Type }

// stability keeps the signals that the component is made for.
func stability(levels map[string]component.StabilityLevel) map[string]string {
	known := map[string]string{}
	for signal, level := range levels {
		if level != component.StabilityLevelUndefined {
			known[signal] = level.String()
		}
	}
	return known
}

func defaultsOf(config any) map[string]any {
	conf := confmap.New()
	if err := conf.Marshal(config); err != nil {
		fmt.Fprintf(os.Stderr, "defaults of %T: %v\n", config, err)
		return nil
	}
	return plain(conf.ToStringMap()).(map[string]any)
}

// plain is a value that JSON can say; what it cannot is written as the text that it prints.
func plain(value any) any {
	switch typed := value.(type) {
	case map[string]any:
		all := map[string]any{}
		for key, item := range typed {
			all[key] = plain(item)
		}
		return all
	case []any:
		all := make([]any, len(typed))
		for i, item := range typed {
			all[i] = plain(item)
		}
		return all
	}
	if _, err := json.Marshal(value); err != nil {
		return fmt.Sprint(value)
	}
	return value
}

func (types *Types) component(factory component.Factory, module string, levels map[string]component.StabilityLevel) *Component {
	config := factory.CreateDefaultConfig()
	defaults := defaultsOf(config)
	dumped := &Component{
		Type:      factory.Type().String(),
		Stability: stability(levels),
		Module:    module,
		Config:    types.of(config),
		Defaults:  defaults,
		Latent:    latentOf(config, defaults),
	}
	if named, ok := factory.(aliased); ok && named.DeprecatedAlias().String() != "" {
		dumped.DeprecatedAlias = named.DeprecatedAlias().String()
	}
	return dumped
}

func main() {
	types := newTypes()
	dump := &Dump{
		Version:    os.Args[1],
		Receivers:  map[string]*Component{},
		Processors: map[string]*Component{},
		Exporters:  map[string]*Component{},
		Connectors: map[string]*Component{},
		Extensions: map[string]*Component{},
	}
	for _, listed := range receivers {
		each := listed.factory
		dump.Receivers[each.Type().String()] = types.component(each, listed.module, map[string]component.StabilityLevel{
			"traces": each.TracesStability(), "metrics": each.MetricsStability(), "logs": each.LogsStability(),
		})
	}
	for _, listed := range processors {
		each := listed.factory
		dump.Processors[each.Type().String()] = types.component(each, listed.module, map[string]component.StabilityLevel{
			"traces": each.TracesStability(), "metrics": each.MetricsStability(), "logs": each.LogsStability(),
		})
	}
	for _, listed := range exporters {
		each := listed.factory
		dump.Exporters[each.Type().String()] = types.component(each, listed.module, map[string]component.StabilityLevel{
			"traces": each.TracesStability(), "metrics": each.MetricsStability(), "logs": each.LogsStability(),
		})
	}
	for _, listed := range connectors {
		each := listed.factory
		dump.Connectors[each.Type().String()] = types.component(each, listed.module, map[string]component.StabilityLevel{
			"traces_to_traces": each.TracesToTracesStability(), "traces_to_metrics": each.TracesToMetricsStability(), "traces_to_logs": each.TracesToLogsStability(),
			"metrics_to_traces": each.MetricsToTracesStability(), "metrics_to_metrics": each.MetricsToMetricsStability(), "metrics_to_logs": each.MetricsToLogsStability(),
			"logs_to_traces": each.LogsToTracesStability(), "logs_to_metrics": each.LogsToMetricsStability(), "logs_to_logs": each.LogsToLogsStability(),
		})
	}
	for _, listed := range extensions {
		each := listed.factory
		dump.Extensions[each.Type().String()] = types.component(each, listed.module, map[string]component.StabilityLevel{"extension": each.Stability()})
	}
	types.addScrapers(dump.Receivers)
	types.addOperators()
	config := telemetryConfig()
	dump.Telemetry = &Component{Type: "telemetry", Stability: map[string]string{}, Config: types.of(config), Defaults: defaultsOf(config)}
	dump.Types = types.schemas
	dump.Ottl = ottlOf()

	// Maps are written with their keys in order.
	encoder := json.NewEncoder(os.Stdout)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(dump); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	sort.Strings(types.notes)
	for _, note := range types.notes {
		fmt.Fprintln(os.Stderr, note)
	}
}
