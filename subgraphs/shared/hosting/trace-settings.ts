/**
 * Whether requests are traced, by the settings OpenTelemetry gives every program. Those that concern the exporter alone (headers,
 * certificates, compression, timeouts, OTEL_RESOURCE_ATTRIBUTES) it reads itself.
 */
import { z } from 'zod';
import { setting } from '../settings.ts';
import type { SettingsShape } from '../subgraph.ts';

const ratio = z
  .string()
  .refine((text) => /^(0(\.\d+)?|1(\.0+)?)$/.test(text), 'write a number from 0 to 1, for example 0.1.')
  .transform(Number)
  .default(1);

export const traceSettings = {
  /** Tracing is on when one of the two addresses is set. */
  OTEL_EXPORTER_OTLP_ENDPOINT: setting.httpUrl().optional(),
  OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: setting.httpUrl().optional(),
  OTEL_EXPORTER_OTLP_PROTOCOL: setting.choice('http/protobuf', 'http/json'),
  OTEL_TRACES_EXPORTER: setting.choice('otlp', 'none'),
  OTEL_SDK_DISABLED: setting.choice('false', 'true'),
  OTEL_TRACES_SAMPLER: setting.choice(
    'parentbased_always_on',
    'parentbased_always_off',
    'parentbased_traceidratio',
    'always_on',
    'always_off',
    'traceidratio',
  ),
  OTEL_TRACES_SAMPLER_ARG: ratio,
  OTEL_SERVICE_NAME: z.string().optional(),
  OTEL_BSP_SCHEDULE_DELAY: setting.integer(5_000, 10, 600_000),
} satisfies SettingsShape;

export interface TraceConfig {
  readonly protocol: 'http/protobuf' | 'http/json';
  readonly sampler: z.output<(typeof traceSettings)['OTEL_TRACES_SAMPLER']>;
  /** Of traces that begin here, from 0 to 1; for the samplers by ratio. */
  readonly ratio: number;
  readonly serviceName: string | null;
  /** Milliseconds spans are gathered before they are sent. */
  readonly gathered: number;
}

/** Null when nothing is traced. */
export function traceConfig(settings: z.output<z.ZodObject<typeof traceSettings>>): TraceConfig | null {
  const address = settings.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT ?? settings.OTEL_EXPORTER_OTLP_ENDPOINT;
  const off = settings.OTEL_SDK_DISABLED === 'true' || settings.OTEL_TRACES_EXPORTER === 'none';
  if (address === undefined || off) return null;
  return {
    protocol: settings.OTEL_EXPORTER_OTLP_PROTOCOL,
    sampler: settings.OTEL_TRACES_SAMPLER,
    ratio: settings.OTEL_TRACES_SAMPLER_ARG,
    serviceName: settings.OTEL_SERVICE_NAME ?? null,
    gathered: settings.OTEL_BSP_SCHEDULE_DELAY,
  };
}
