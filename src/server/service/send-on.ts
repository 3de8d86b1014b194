/** Sends reports on to those who mend things: tried until they arrive, over restarts too. */
import type { PostPhoto } from '../../protocol/post-media.ts';
import { findChannel } from '../storage/channels.ts';
import { expectRow, type Reader } from '../storage/database.ts';
import {
  type DeliveryRow,
  dueDeliveries,
  hurryFailed,
  noteDelivery,
  postponeDelivery,
} from '../storage/incident-deliveries.ts';
import { findIncident, type IncidentRow, insertEvent } from '../storage/incidents.ts';
import { findMedia } from '../storage/media.ts';
import type { ServiceContext } from './context.ts';

/** One report for one recipient. */
export interface Parcel {
  /** Idempotency key: the same at every try, so that a receiver recognises what it gets twice. */
  readonly key: string;
  readonly recipient: string;
  readonly incident: Omit<IncidentRow, 'rowId' | 'id' | 'photo' | 'news'>;
  /** What the channel of its place is called; empty where there is none. */
  readonly channelTitle: string;
  /** Name of the content of its photo, and what is on it. */
  readonly photo: { readonly sha256: string; readonly alt: string } | null;
}

/** Brings a parcel to its recipient. Throws where it cannot be said that it arrived. */
export type Carrier = (parcel: Parcel) => Promise<void>;

/** How often it is looked for what is due, in milliseconds. */
export const LOOK_EVERY = 15_000;

/** The wait after the first failure, and the longest, in milliseconds; it doubles from one to the other. */
const FIRST_WAIT = 30_000;
const MOST_WAIT = 6 * 3_600_000;

/** How many deliveries are tried before the list of due ones is read again. */
const BATCH = 20;

/**
 * Sends what is due, one after the other; whatever fails waits longer each time, and the office sees that.
 * `onFailure` is told why. By one process at a time, or things are sent twice; it ends when `goesOn` says so.
 */
export async function sendOn(
  ctx: ServiceContext,
  carriers: Readonly<Record<string, Carrier>>,
  onFailure: (delivery: DeliveryRow, error: unknown) => void,
  goesOn: () => boolean = () => true,
): Promise<void> {
  const ways = Object.keys(carriers);
  for (;;) {
    const times = { now: ctx.now(), latest: after(ctx, MOST_WAIT) };
    const due = await ctx.database.read((reader) => dueDeliveries(reader, ways, times, BATCH));
    for (const delivery of due) {
      if (!goesOn()) return;
      // First, or where nothing can be written what was sent would be sent again at every look.
      const again = dueAfter(ctx, delivery);
      await ctx.database.write((writer) => postponeDelivery(writer, delivery.rowId, again));
      try {
        await (carriers[delivery.way] as Carrier)(await pack(ctx, delivery));
      } catch (error) {
        onFailure(delivery, error);
        await noteFailure(ctx, delivery);
        continue;
      }
      await noteArrival(ctx, delivery);
    }
    if (due.length < BATCH) return;
  }
}

/**
 * Has all that failed be tried at once: a start may be what mended it. As often as it is started, no
 * more than that; the next wait is as long as it was to be.
 */
export async function hurry(ctx: ServiceContext): Promise<void> {
  await ctx.database.write((writer) => hurryFailed(writer, ctx.now()));
}

function pack(ctx: ServiceContext, delivery: DeliveryRow): Promise<Parcel> {
  return ctx.database.read(async (reader) => {
    const { rowId, id, photo, news, ...incident } = expectRow(
      await findIncident(reader, delivery.incident),
    );
    const place = incident.channel ? await findChannel(reader, incident.channel) : undefined;
    return {
      key: `${incident.reference}.${delivery.rowId}`,
      recipient: delivery.recipient,
      incident,
      channelTitle: place?.config.title ?? '',
      photo: photo === null ? null : await contentOf(reader, incident.author, JSON.parse(photo)),
    };
  });
}

/** The widest JPEG of a photo; nothing where its author took it away. */
async function contentOf(reader: Reader, author: string, { id, alt }: PostPhoto) {
  const channel = await findChannel(reader, author);
  const media = channel && (await findMedia(reader, channel.id, id));
  const file = media?.files.find(({ type }) => type === 'image/jpeg');
  return file ? { sha256: file.sha256, alt } : null;
}

/** When it is tried again, where it does not arrive now. */
function dueAfter(ctx: ServiceContext, { tries }: DeliveryRow): string {
  return after(ctx, Math.min(FIRST_WAIT * 2 ** tries, MOST_WAIT));
}

/** The moment so many milliseconds from now. */
const after = (ctx: ServiceContext, wait: number) =>
  new Date(Date.parse(ctx.now()) + wait).toISOString();

async function noteFailure(ctx: ServiceContext, delivery: DeliveryRow) {
  const due = dueAfter(ctx, delivery);
  await ctx.database.write((writer) => noteDelivery(writer, delivery.rowId, due));
}

/** Notes that a report has arrived somewhere; the first time its author is told. */
async function noteArrival(ctx: ServiceContext, { rowId, incident }: DeliveryRow) {
  await ctx.database.write(async (writer) => {
    await noteDelivery(writer, rowId, '');
    const row = await findIncident(writer, incident);
    if (row?.state !== 'received') return;
    const event = { at: ctx.now(), actor: '', state: 'sent-on' as const, text: '' };
    await insertEvent(writer, row.rowId, event, false);
  });
}
