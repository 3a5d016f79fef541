//go:build value_contexts

package main

import (
	"github.com/open-telemetry/opentelemetry-collector-contrib/pkg/ottl/contexts/ottldatapoint"
	"github.com/open-telemetry/opentelemetry-collector-contrib/pkg/ottl/contexts/ottllog"
	"github.com/open-telemetry/opentelemetry-collector-contrib/pkg/ottl/contexts/ottlmetric"
	"github.com/open-telemetry/opentelemetry-collector-contrib/pkg/ottl/contexts/ottlprofile"
	"github.com/open-telemetry/opentelemetry-collector-contrib/pkg/ottl/contexts/ottlresource"
	"github.com/open-telemetry/opentelemetry-collector-contrib/pkg/ottl/contexts/ottlscope"
	"github.com/open-telemetry/opentelemetry-collector-contrib/pkg/ottl/contexts/ottlspan"
	"github.com/open-telemetry/opentelemetry-collector-contrib/pkg/ottl/contexts/ottlspanevent"
)

// What the functions of OTTL were generic over until 0.139.
type (
	dataPointContext = ottldatapoint.TransformContext
	logContext       = ottllog.TransformContext
	metricContext    = ottlmetric.TransformContext
	profileContext   = ottlprofile.TransformContext
	resourceContext  = ottlresource.TransformContext
	scopeContext     = ottlscope.TransformContext
	spanContext      = ottlspan.TransformContext
	spanEventContext = ottlspanevent.TransformContext
)
