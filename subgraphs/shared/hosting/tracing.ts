/**
 * Traces, sent by OTLP. Loaded only where they are wanted.
 *
 * The provider is not made the global one: of the libraries in this process that would then trace too, some tell documents, statements
 * and addresses. `baggage` is not passed on either, as clients put what they like into it.
 */
import {
  type Context,
  ROOT_CONTEXT,
  type Span,
  SpanKind,
  SpanStatusCode,
  type TextMapGetter,
  type TextMapSetter,
  type Tracer,
  trace,
} from '@opentelemetry/api';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter as JsonExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { OTLPTraceExporter as ProtobufExporter } from '@opentelemetry/exporter-trace-otlp-proto';
import { detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import {
  AlwaysOffSampler,
  AlwaysOnSampler,
  BatchSpanProcessor,
  ParentBasedSampler,
  type Sampler,
  type SpanExporter,
  TraceIdRatioBasedSampler,
  TracerProvider,
} from '@opentelemetry/sdk-trace';
import type { Facts, TraceSpan } from '../tracing.ts';
import type { TraceConfig } from './trace-settings.ts';

type Headers = Readonly<Record<string, string | string[] | undefined>>;

export interface Tracing {
  /** The span of a request that came in, within its sender's when its `traceparent` names one. */
  receive(name: string, headers: Headers, facts: Facts): TraceSpan;
  /** Sends what is left, but waits no longer than a second. Never rejects. */
  close(): Promise<void>;
}

/** Milliseconds. */
const longestFlush = 1_000;
const propagator = new W3CTraceContextPropagator();

/** `serviceName` where OTEL_SERVICE_NAME says nothing. `onLost` is told of spans that could not be sent. */
export function openTracing(config: TraceConfig, serviceName: string, onLost: (spans: number) => void): Tracing {
  const exporter = config.protocol === 'http/json' ? new JsonExporter() : new ProtobufExporter();
  const provider = new TracerProvider({
    resource: resourceFromAttributes({ 'service.name': serviceName })
      .merge(detectResources({ detectors: [envDetector] }))
      .merge(resourceFromAttributes(config.serviceName === null ? {} : { 'service.name': config.serviceName })),
    sampler: samplerOf(config),
    spanProcessors: [
      new BatchSpanProcessor({ exporter: counting(exporter, onLost), scheduledDelayMillis: config.gathered }),
    ],
    spanLimits: { attributeValueLengthLimit: 256 },
  });
  const tracer = provider.getTracer('airline-customer-graph');
  return {
    receive: (name, headers, facts) => {
      const sender = propagator.extract(ROOT_CONTEXT, headers, getter);
      return traced(tracer, sender, name, { kind: SpanKind.SERVER, attributes: facts });
    },
    close: async () => {
      const time = new Promise((resolve) => setTimeout(resolve, longestFlush).unref());
      await Promise.race([provider.shutdown().catch(() => undefined), time]);
    },
  };
}

const getter: TextMapGetter<Headers> = { get: (headers, name) => headers[name], keys: Object.keys };
const setter: TextMapSetter<Record<string, string>> = {
  set: (headers, name, value) => {
    headers[name] = value;
  },
};

function traced(tracer: Tracer, within: Context, name: string, options: Parameters<Tracer['startSpan']>[1]): TraceSpan {
  const span = tracer.startSpan(name, options, within);
  const context = trace.setSpan(within, span);
  return {
    traceId: span.spanContext().traceId,
    begin: (child, kind, attributes, ago) =>
      traced(tracer, context, child, {
        kind: kind === 'client' ? SpanKind.CLIENT : SpanKind.INTERNAL,
        attributes,
        ...(ago !== undefined && { startTime: performance.now() - ago }),
      }),
    note: (facts) => void span.setAttributes(facts),
    end: (failure) => end(span, failure),
    headers: () => {
      const carrier: Record<string, string> = {};
      propagator.inject(context, carrier, setter);
      return carrier;
    },
  };
}

/** Without a description, which would be a text of an error. */
function end(span: Span, failure: string | null): void {
  if (failure !== null) span.setAttribute('error.type', failure).setStatus({ code: SpanStatusCode.ERROR });
  span.end();
}

function samplerOf({ sampler, ratio }: TraceConfig): Sampler {
  const [, parentBased, kind] = /^(parentbased_)?(.*)$/.exec(sampler) ?? [];
  const root =
    kind === 'always_on'
      ? new AlwaysOnSampler()
      : kind === 'always_off'
        ? new AlwaysOffSampler()
        : new TraceIdRatioBasedSampler(ratio);
  return parentBased === undefined ? root : new ParentBasedSampler({ root });
}

function counting(exporter: SpanExporter, onLost: (spans: number) => void): SpanExporter {
  return {
    export: (spans, done) =>
      exporter.export(spans, (result) => {
        if (result.code !== 0) onLost(spans.length);
        done(result);
      }),
    forceFlush: async () => exporter.forceFlush?.(),
    shutdown: () => exporter.shutdown(),
  };
}
