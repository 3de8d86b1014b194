import { NS } from '../../protocol/namespaces.ts';
import { readMarkOfAll, readReading } from '../../protocol/reading.ts';
import { child } from '../../protocol/xml.ts';
import { putAllRead, READING_PARTS, saveReading } from '../store/write/readings.ts';
import type { SyncContext } from './context.ts';
import { troubleOf } from './trouble.ts';

/** Takes over what the person read on other devices. */
export function hearReading({ store, onMessage }: SyncContext): void {
  onMessage((message) => {
    if (message.attrs.type !== 'headline') return;
    const element = child(message, 'reading', NS.READ);
    const reading = element && readReading(element);
    const all = child(message, 'read', NS.READ);
    const upTo = all && readMarkOfAll(all);
    // What cannot be stored now comes with the next list of channels.
    if (reading) saveReading(store, reading).catch(troubleOf);
    if (upTo)
      store.write([...READING_PARTS, 'items'], (tx) => putAllRead(tx, upTo)).catch(troubleOf);
  });
}
