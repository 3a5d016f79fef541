//go:build !plain_telemetry

package main

import "go.opentelemetry.io/collector/service/telemetry/otelconftelemetry"

func telemetryConfig() any { return otelconftelemetry.NewFactory().CreateDefaultConfig() }
