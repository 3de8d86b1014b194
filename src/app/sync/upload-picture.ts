/** Puts a picture up: asks the media service for a slot (XEP-0363), and sends it there. */
import { NS } from '../../protocol/namespaces.ts';
import type { StanzaError } from '../../protocol/stanza.ts';
import { BAD_PICTURE } from '../../protocol/trouble.ts';
import { type PictureKind, readSlot, slotRequestElement } from '../../protocol/upload-slot.ts';
import { child } from '../../protocol/xml.ts';
import { NoAnswer, Refused } from '../xmpp/requests.ts';
import type { SyncContext } from './context.ts';
import { mediaOf } from './site.ts';

export interface Upload {
  /** Whose picture it is, or where it is shown. */
  readonly channel: string;
  readonly kind: PictureKind;
  /** Id of a photo: sent again it is stored once. */
  readonly id?: string;
  readonly content: Blob;
}

export interface Progress {
  /** How much is sent, 0 to 1. */
  readonly onPart: (part: number) => void;
  /** Is handed what breaks it off; then it fails like a lost link. */
  readonly onBegin: (cancel: () => void) => void;
}

/** No byte for so long, in milliseconds, is a link that is gone. */
const SILENCE = 60_000;

/** Sends it. Throws Refused or NoAnswer. */
export async function uploadPicture(
  ctx: SyncContext,
  { channel, kind, id, content }: Upload,
  progress?: Progress,
): Promise<void> {
  const request = { fileName: 'photo.jpg', size: content.size, contentType: 'image/jpeg' };
  const asked = slotRequestElement({ ...request, channel, kind, id });
  const answer = await ctx.ask('get', asked, mediaOf(ctx.service));
  const found = child(answer, 'slot', NS.HTTP_UPLOAD);
  const slot = found && readSlot(found);
  if (!slot) throw new Refused({ type: 'cancel', condition: 'undefined-condition' });
  await put(new URL(slot.put).pathname, content, progress);
}

/** The site may be reached by another name than it gives itself: the path is the same. */
function put(path: string, content: Blob, progress?: Progress): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    let silence: ReturnType<typeof setTimeout>;
    const heard = () => {
      clearTimeout(silence);
      silence = setTimeout(() => request.abort(), SILENCE);
    };
    request.open('PUT', path);
    request.setRequestHeader('Content-Type', 'image/jpeg');
    request.upload.onprogress = ({ loaded, total }) => {
      heard();
      progress?.onPart(total ? loaded / total : 0);
    };
    request.onloadend = () => {
      clearTimeout(silence);
      const { status } = request;
      if (status === 201) resolve();
      else reject(status === 0 ? new NoAnswer() : new Refused(errorOf(status)));
    };
    progress?.onBegin(() => request.abort());
    heard();
    request.send(content);
  });
}

/** What the service answered, in the words of the wire. */
function errorOf(status: number): StanzaError {
  if (status === 413 || status === 415) {
    return {
      type: 'modify',
      condition: 'not-acceptable',
      app: { ns: NS.MEDIA, name: BAD_PICTURE },
    };
  }
  if (status === 507) return { type: 'cancel', condition: 'resource-constraint' };
  if (status === 401 || status === 403) return { type: 'auth', condition: 'forbidden' };
  // A slot that is over is asked for again; what is away comes back.
  return { type: 'wait', condition: 'resource-constraint' };
}
