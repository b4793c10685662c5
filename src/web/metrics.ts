import type { Registry } from 'prom-client'
import type { Delivery } from '../delivery/delivery.ts'
import type { Tally } from './tally.ts'

/** What is told of: numbers that are kept anyway, read when somebody asks. */
interface Told {
  readonly tally: Tally
  readonly delivery: Delivery
}

/** Figures for Prometheus (text format 0.0.4), with its client's own about the process. Loaded when first asked for. */
export async function openMetrics({ tally, delivery }: Told): Promise<Registry> {
  const { Counter, Gauge, Registry, collectDefaultMetrics } = await import('prom-client')
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const requests = new Counter({
    name: 'fiche_http_requests_total',
    help: 'Requests answered, by status, from memory before the router (front) or by the router.',
    labelNames: ['status', 'by'],
    registers: [],
    collect() {
      this.reset()
      for (const [status, count] of tally.front) this.inc({ status, by: 'front' }, count)
      for (const [status, count] of tally.router) this.inc({ status, by: 'router' }, count)
    },
  })
  const held = new Gauge({
    name: 'fiche_held_bytes',
    help: 'What is held in memory of editions and of answers made from them (FICHE_CACHE_MB is the bound).',
    registers: [],
    collect() {
      this.set(delivery.size.bytes)
    },
  })
  const shelves = new Gauge({
    name: 'fiche_held_shelves',
    help: 'Documents and lists that something is held of.',
    registers: [],
    collect() {
      this.set(delivery.size.shelves)
    },
  })
  for (const metric of [requests, held, shelves]) registry.registerMetric(metric)
  return registry
}
