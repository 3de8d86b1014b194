import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { ITEM_ID } from '../../protocol/channel.ts';
import type { SlotRequest } from '../../protocol/upload-slot.ts';
import type { Actor } from '../service/context.ts';
import { checkMayUpload } from '../service/media.ts';
import { badRequest, registrationRequired, tooLong } from '../service/refusal.ts';
import type { MediaRow } from '../storage/media.ts';
import { AtOnce } from './at-once.ts';
import { HttpError } from './http-error.ts';
import { MOST_UPLOADS, MOST_UPLOADS_OF_ONE } from './limits.ts';
import { MAX_FILE } from './pictures/limits.ts';
import { receiveForm, type Upload } from './receive-upload.ts';
import { type Place, Slots } from './slots.ts';
import { type Destination, keepPicture, type Studio } from './studio.ts';

/** Takes pictures in: rights first, then the bytes, then the work. */
export class Intake {
  readonly #studio: Studio;
  readonly #slots = new Slots();
  readonly #underWay = new AtOnce(MOST_UPLOADS, MOST_UPLOADS_OF_ONE);

  constructor(studio: Studio) {
    this.#studio = studio;
  }

  /** How many are under way. */
  get uploads(): number {
    return this.#underWay.count;
  }

  /** A picture in a form. Throws HttpError, Refusal, RefusedPicture. */
  async takeForm(request: IncomingMessage, destination: Destination): Promise<MediaRow> {
    const { ctx, quota, files } = this.#studio;
    const { actor, channel, kind } = destination;
    await checkMayUpload(ctx, actor, channel, { kind }, quota);
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
    { size, fileName, channel = actor.jid, kind, id: wanted }: SlotRequest,
  ): Promise<{ token: string; channel: string; id: string }> {
    const { ctx, quota } = this.#studio;
    if (!actor.isLocal) throw registrationRequired();
    if (size > MAX_FILE) throw tooLong('A picture may have at most 8 MB.');
    const isName = wanted === undefined || (ITEM_ID.test(wanted) && wanted !== 'avatar');
    if (!isName) throw badRequest();
    const id = kind === 'avatar' ? undefined : wanted;
    await checkMayUpload(ctx, actor, channel, { kind, id }, quota);
    return this.#open({ actor, channel, kind, id: id ?? randomUUID(), fileName, size });
  }

  #open(place: Place): { token: string; channel: string; id: string } {
    const { kind, channel, id } = place;
    return { token: this.#slots.open(place), channel, id: kind === 'avatar' ? kind : id };
  }

  /**
   * The picture of a slot; `receive` is told how many bytes it has to have, and gives where it is.
   *
   * @throws HttpError, Refusal, RefusedPicture
   */
  async fillSlot(token: string, receive: (size: number) => Promise<string>): Promise<MediaRow> {
    const place = this.#slots.find(token);
    if (!place) throw new HttpError(404, 'This place was used or is over. Ask for another.');
    return this.#take(place, async () => {
      this.#slots.close(token);
      const path = await receive(place.size);
      return { path, fields: { filename: place.fileName } };
    });
  }

  async #take(destination: Destination, receive: () => Promise<Upload>): Promise<MediaRow> {
    const { jid } = destination.actor;
    if (!this.#underWay.enter(jid)) {
      throw new HttpError(503, 'Too many pictures at once. Try again soon.', {
        'Retry-After': '5',
      });
    }
    try {
      return await keepPicture(this.#studio, destination, await receive());
    } finally {
      this.#underWay.leave(jid);
    }
  }
}
