import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import type { Gauge as GaugeName, Meter } from '../meter.ts';

/** A meter, and what it has read so far as Prometheus asks for it. */
export interface Metrics extends Meter {
  /** For the `Content-Type` of the text. */
  readonly type: string;
  text(): Promise<string>;
}

/** From a read out of memory to what a phone takes for lost, in seconds. */
const BUCKETS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5];

const HELP: Readonly<Record<GaugeName, string>> = {
  websockets: 'Phones connected by WebSocket',
  writes_waiting: 'Transactions that write, waiting or under way',
  pushes_waiting: 'Changes that are stored and not yet pushed to everybody',
  component_online: 'Links to the XMPP server that are up, of two',
  matters_nobody_decides: 'Reports and appeals about the only person who would decide them',
};

/**
 * Metrics of the process and of the channel service, in a registry of their own: nothing global, so
 * that two services in one process (tests) do not add up.
 */
export function createMetrics(): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const requests = new Counter({
    ...{ name: 'wifi_chat_requests_total', help: 'Requests answered, by kind', registers },
    labelNames: ['request'],
  });
  const refusals = new Counter({
    ...{ name: 'wifi_chat_errors_total', help: 'Requests refused, by condition', registers },
    labelNames: ['request', 'condition'],
  });
  const latency = new Histogram({
    ...{ name: 'wifi_chat_request_seconds', help: 'From request to answer', registers },
    labelNames: ['request'],
    buckets: BUCKETS,
  });
  const transactions = new Histogram({
    ...{ name: 'wifi_chat_transaction_seconds', help: 'Database transactions', registers },
    labelNames: ['kind'],
    buckets: BUCKETS,
  });
  const fanOut = new Histogram({
    ...{ name: 'wifi_chat_fan_out', help: 'Connections that a change is pushed to', registers },
    buckets: [0, 1, 10, 100, 1_000, 10_000],
  });

  return {
    type: registry.contentType,
    text: () => registry.metrics(),
    answered: (request, condition, seconds) => {
      requests.inc({ request });
      latency.observe({ request }, seconds);
      if (condition !== undefined) refusals.inc({ request, condition });
    },
    transacted: (kind, seconds) => transactions.observe({ kind }, seconds),
    fannedOut: (connections) => fanOut.observe(connections),
    database: (settings) => {
      registry.removeSingleMetric('wifi_chat_database_info');
      const info = new Gauge({
        ...{ name: 'wifi_chat_database_info', help: 'Settings of the database', registers },
        labelNames: Object.keys(settings),
      });
      info.set({ ...settings }, 1);
    },
    watch: (name, read) => {
      // A service that has led before is put together anew: its queues are others.
      registry.removeSingleMetric(`wifi_chat_${name}`);
      new Gauge({
        ...{ name: `wifi_chat_${name}`, help: HELP[name], registers },
        collect() {
          this.set(read());
        },
      });
    },
  };
}
