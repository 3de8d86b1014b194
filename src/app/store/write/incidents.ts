import type { Incident } from '../../../protocol/incident.ts';
import type { Writer } from './writer.ts';

/** How many own incidents are kept on the phone. */
const KEPT = 30;

/** The service has it: its number takes the place of what waited to be sent, with one stroke. */
export function replaceReport(store: Writer, order: number, incident: Incident): Promise<void> {
  return store.write(['outbox', 'meta'], async (tx) => {
    const meta = tx.objectStore('meta');
    const kept = ((await meta.get('incidents')) ?? []) as readonly Incident[];
    const others = kept.filter(({ reference }) => reference !== incident.reference);
    await meta.put([incident, ...others].slice(0, KEPT), 'incidents');
    await tx.objectStore('outbox').delete(order);
  });
}
