import { readIncidents, reportIncidentRequest } from '../../protocol/incident.ts';
import { readReportFields } from '../store/report-fields.ts';
import type { OutboxRow } from '../store/schema.ts';
import type { Trouble } from '../store/trouble.ts';
import { replaceReport } from '../store/write/incidents.ts';
import { removePost } from '../store/write/outbox.ts';
import { sweepPhotos } from '../store/write/photos.ts';
import type { SyncContext } from './context.ts';
import { type PhotoReport, sendPhoto } from './send-photo.ts';

/**
 * Sends a report to the office, its photo first, and keeps the number that it gets. Gives why it waits for
 * its author; throws Refused or NoAnswer.
 */
export async function sendReport(
  ctx: SyncContext,
  post: OutboxRow,
  me: string,
  onPhoto: PhotoReport,
): Promise<Trouble | null> {
  const { photo, report: about = 'other', id } = post;
  const place = photo && ({ channel: me, id: photo.id, kind: 'incident' } as const);
  const outcome = place && (await sendPhoto(ctx, place, onPhoto));
  if (outcome === 'cancelled') return outcome;
  const report = {
    ...{ ...readReportFields(post.text), about },
    // Without its photo, the words are still what somebody reported.
    ...(photo && outcome === 'sent' && { photo: { id: photo.id, alt: photo.alt } }),
  };
  const [incident] = readIncidents(await ctx.ask('set', reportIncidentRequest(id, report)));
  const order = post.order;
  if (incident) await replaceReport(ctx.store, order, incident);
  else await removePost(ctx.store, order);
  if (photo) await sweepPhotos(ctx.store);
  return null;
}
