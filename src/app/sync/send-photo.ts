import type { PictureKind } from '../../protocol/upload-slot.ts';
import { readPhoto } from '../store/read/photos.ts';
import { Refused } from '../xmpp/requests.ts';
import type { SyncContext } from './context.ts';
import { troubleOf } from './trouble.ts';
import { uploadPicture } from './upload-picture.ts';

/** A photo that is being sent. */
export interface PhotoOnItsWay {
  /** How much of it is sent, 0 to 1. */
  readonly part: number;
  /** Breaks it off; the post then waits for what its author decides. */
  readonly cancel: () => void;
}

const LATER = { type: 'wait', condition: 'resource-constraint' } as const;

/** Hears of it, and with nothing that it is there. */
export type PhotoReport = (photo?: PhotoOnItsWay) => void;

/**
 * Sends the photo of a post, or of a report to an office. Sent before, it is sent.
 * Throws Refused or NoAnswer.
 */
export async function sendPhoto(
  ctx: SyncContext,
  { channel, id, kind }: { channel: string; id: string; kind: PictureKind },
  report: PhotoReport,
): Promise<'sent' | 'cancelled' | 'missing'> {
  const content = await readPhoto(ctx.store, id);
  if (!content) return 'missing';
  let cancelled = false;
  let stop: (() => void) | undefined;
  const cancel = () => {
    cancelled = true;
    stop?.();
  };
  const onBegin = (breakOff: () => void) => {
    stop = breakOff;
    report({ part: 0, cancel });
  };
  const onPart = (part: number) => report({ part, cancel });
  try {
    await uploadPicture(ctx, { channel, kind, id, content }, { onBegin, onPart });
  } catch (error) {
    if (cancelled) return 'cancelled';
    const trouble = troubleOf(error);
    // The pictures' place alone is away: to meet the channel service anew would go on for ever.
    if (trouble === 'service-away') throw new Refused(LATER);
    if (trouble !== 'conflict') throw error;
  }
  // What is broken off after its last byte does not go either; from here on nothing can be.
  report();
  return cancelled ? 'cancelled' : 'sent';
}
