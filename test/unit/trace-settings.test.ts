import { describe, expect, test } from 'vitest';
import { readSettings } from '../../subgraphs/shared/hosting/read-settings.ts';
import { traceConfig, traceSettings } from '../../subgraphs/shared/hosting/trace-settings.ts';

function read(environment: Record<string, string>) {
  const result = readSettings(environment, traceSettings, []);
  return 'problems' in result ? result.problems : traceConfig(result.settings);
}
const endpoint = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector.example.com:4318' };

describe('traces are sent', () => {
  test.each([
    ['nothing says where', {}],
    ['the address is blank', { OTEL_EXPORTER_OTLP_ENDPOINT: ' ' }],
    ['OpenTelemetry is disabled', { ...endpoint, OTEL_SDK_DISABLED: 'true' }],
    ['traces have no exporter', { ...endpoint, OTEL_TRACES_EXPORTER: 'none' }],
  ])('to nobody when %s', (_, environment: Record<string, string>) => expect(read(environment)).toBeNull());

  test('all of them, as protobuf, when an address is all there is', () => {
    expect(read(endpoint)).toEqual({
      protocol: 'http/protobuf',
      sampler: 'parentbased_always_on',
      ratio: 1,
      serviceName: null,
      gathered: 5_000,
    });
  });

  test('in the share and form asked for', () => {
    const environment = {
      OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'https://collector.example.com/v1/traces',
      OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
      OTEL_TRACES_SAMPLER: 'parentbased_traceidratio',
      OTEL_TRACES_SAMPLER_ARG: '0.25',
      OTEL_SERVICE_NAME: 'desk-gateway',
    };
    expect(read(environment)).toMatchObject({
      protocol: 'http/json',
      sampler: 'parentbased_traceidratio',
      ratio: 0.25,
      serviceName: 'desk-gateway',
    });
  });

  test('by nobody who is told something impossible', () => {
    const wrong = {
      ...endpoint,
      OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc',
      OTEL_TRACES_SAMPLER: 'often',
      OTEL_TRACES_SAMPLER_ARG: '2',
    };
    expect(read(wrong)).toEqual([
      'OTEL_EXPORTER_OTLP_PROTOCOL: write one of http/protobuf, http/json.',
      expect.stringMatching(/^OTEL_TRACES_SAMPLER: write one of parentbased_always_on, /),
      'OTEL_TRACES_SAMPLER_ARG: write a number from 0 to 1, for example 0.1.',
    ]);
  });
});
