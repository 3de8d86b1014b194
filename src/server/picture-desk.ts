/** What joins the page lane, which receives pictures in forms, to the media service, which keeps them. */
import { mkdirSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type ServiceTrouble, troubleOfStanza } from '../protocol/trouble.ts';
import type { Channels } from './channels.ts';
import type { Log } from './log.ts';
import { AtOnce } from './media/at-once.ts';
import { HttpError } from './media/http-error.ts';
import { MOST_UPLOADS, MOST_UPLOADS_OF_ONE } from './media/limits.ts';
import { RefusedPicture } from './media/pictures/refused-picture.ts';
import { receivePostedForm } from './media/receive-upload.ts';
import { putThroughDoor } from './media-door.ts';
import type { PictureDesk } from './pages/picture-desk.ts';
import { asRefusal, Refusal } from './service/refusal.ts';

/** Opens the desk. `folder`: where all pictures are; `service`, `null` where another process leads. */
export function openPictureDesk(
  folder: string,
  service: () => Channels['media'],
  log: Log,
): PictureDesk {
  const incoming = join(folder, 'incoming');
  mkdirSync(incoming, { recursive: true, mode: 0o700 });
  const receiving = new AtOnce(MOST_UPLOADS, MOST_UPLOADS_OF_ONE);
  return {
    receive: async (request, { person, words: most }) => {
      let isIn = false;
      let isTurnedAway = false;
      const keeps = () => {
        isIn = person !== null && receiving.enter(person);
        isTurnedAway = person !== null && !isIn;
        return isIn;
      };
      try {
        const upload = await receivePostedForm(request, incoming, { words: most, keeps });
        if (!upload) return null;
        const { path, size, fields, isLost, areWordsCut } = upload;
        const { filename: fileName = '', ...words } = fields;
        const picture = size > 0 ? { path, size, fileName } : null;
        // A file with nothing in it is no photo that somebody would miss.
        const isEmpty = isIn && !isLost && size === 0;
        const said = new Map(Object.entries({ ...words, photo: isEmpty ? '' : fileName }));
        return { fields: said, picture, isTurnedAway: isTurnedAway || isLost, isCut: areWordsCut };
      } finally {
        if (person !== null && isIn) receiving.leave(person);
      }
    },
    fill: async (token, picture) => {
      const media = service();
      if (!media) return troubleOfStatus(await putThroughDoor(folder, token, picture));
      try {
        await media.fill(token, picture.path);
        return null;
      } catch (error) {
        if (error instanceof RefusedPicture) return 'bad-picture';
        const refusal = error instanceof Refusal ? error : asRefusal(error);
        if (refusal) return troubleOfStanza(refusal);
        if (!(error instanceof HttpError)) log.error('media-failure', { error: error as Error });
        return 'busy';
      }
    },
    drop: ({ path }) => rm(path, { force: true }),
  };
}

function troubleOfStatus(status: number): ServiceTrouble | null {
  switch (status) {
    case 201:
      return null;
    case 413:
    case 415:
      return 'bad-picture';
    case 507:
      return 'no-room';
    case 403:
      return 'forbidden';
    default:
      return 'busy';
  }
}
