import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { SlotRequest } from '../../protocol/upload-slot.ts';
import type { Actor } from '../service/context.ts';
import { checkMayUpload } from '../service/media.ts';
import { registrationRequired, tooLong } from '../service/refusal.ts';
import type { MediaRow } from '../storage/media.ts';
import { HttpError } from './http-error.ts';
import { MOST_UPLOADS } from './limits.ts';
import { MAX_FILE } from './pictures/limits.ts';
import { receiveBytes, receiveForm, type Upload } from './receive-upload.ts';
import { Slots } from './slots.ts';
import { type Destination, keepPicture, type Studio } from './studio.ts';

/** Takes pictures in: rights first, then the bytes, then the work. */
export class Intake {
  readonly #studio: Studio;
  readonly #slots = new Slots();
  #uploads = 0;

  constructor(studio: Studio) {
    this.#studio = studio;
  }

  /** How many are under way. */
  get uploads(): number {
    return this.#uploads;
  }

  /** A picture in a form. Throws HttpError, Refusal, RefusedPicture. */
  async takeForm(request: IncomingMessage, destination: Destination): Promise<MediaRow> {
    const { ctx, quota, files } = this.#studio;
    await checkMayUpload(ctx, destination.actor, destination.channel, quota);
    return this.#take(destination, () => receiveForm(request, files.temporary));
  }

  /**
   * Opens a slot for one picture (XEP-0363): rights are judged now, and again when it is there.
   *
   * @returns the token to send it under, and where it will be.
   * @throws Refusal
   */
  async openSlot(
    actor: Actor,
    { size, fileName, channel = actor.jid, avatar }: SlotRequest,
  ): Promise<{ token: string; channel: string; id: string }> {
    const { ctx, quota } = this.#studio;
    if (!actor.isLocal) throw registrationRequired();
    if (size > MAX_FILE) throw tooLong('A picture may have at most 8 MB.');
    await checkMayUpload(ctx, actor, channel, quota);
    const id = randomUUID();
    const kind = avatar ? 'avatar' : 'photo';
    const token = this.#slots.open({ actor, channel, id, kind, fileName, size });
    return { token, channel, id: avatar ? 'avatar' : id };
  }

  /** The picture of a slot. Throws HttpError, Refusal, RefusedPicture. */
  async fillSlot(request: IncomingMessage, token: string): Promise<MediaRow> {
    const place = this.#slots.take(token);
    if (!place) throw new HttpError(404, 'This place was used or is over. Ask for another.');
    return this.#take(place, async () => {
      const upload = await receiveBytes(request, this.#studio.files.temporary, place.size);
      return { ...upload, fields: { filename: place.fileName } };
    });
  }

  async #take(destination: Destination, receive: () => Promise<Upload>): Promise<MediaRow> {
    if (this.#uploads >= MOST_UPLOADS) {
      throw new HttpError(503, 'Too many pictures at once. Try again soon.', {
        'Retry-After': '5',
      });
    }
    this.#uploads += 1;
    try {
      return await keepPicture(this.#studio, destination, await receive());
    } finally {
      this.#uploads -= 1;
    }
  }
}
