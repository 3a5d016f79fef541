//go:build plain_telemetry

package main

import "go.opentelemetry.io/collector/service/telemetry"

// Its package had this name until 0.131.
func telemetryConfig() any { return telemetry.NewFactory().CreateDefaultConfig() }
