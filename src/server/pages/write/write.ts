import { randomUUID } from 'node:crypto';
import { ITEM_ID } from '../../../protocol/channel.ts';
import { xmlSafe } from '../../../protocol/limits.ts';
import type { Route } from '../../../screens/route.ts';
import type { TextSize } from '../../../screens/settings.tsx';
import type { Drawn } from '../drawn.ts';
import type { PictureDesk, PostedPicture } from '../picture-desk.ts';
import type { Session } from '../session/open-sessions.ts';
import type { Visitor } from '../visitor.ts';

/** A posted form, and who posted it. */
export interface Write {
  readonly visitor: Visitor;
  readonly route: Route;
  /** A field of the form; empty where it is missing. */
  field(name: string): string;
  /** Address of the person's network, as limits count it. */
  readonly address: string;
  /** The picture that came with it; `null` where none was chosen. */
  readonly picture: PostedPicture | null;
  readonly desk: PictureDesk;
}

/** What somebody typed into a field, as it is sent: what XML does not hold, and blanks around it, are gone. */
export function typedIn({ field }: Write, name: string): string {
  return xmlSafe(field(name)).trim();
}

/** The id of what a form sends: given with the form, so that one that is sent twice is stored once. */
export function idOf({ field }: Write): string {
  const id = field('id');
  return ITEM_ID.test(id) ? id : randomUUID();
}

/** A number of the server's order; 0 where the form names none. */
export function numberIn({ field }: Write, name: string): number {
  return /^\d{1,15}$/.test(field(name)) ? Number(field(name)) : 0;
}

/** Whether a form that signs in asks for more than until the browser is closed. */
export function stays({ field }: Write): boolean {
  return field('stay') !== '';
}

/** In the query of an address: what its screen is for has been done. */
export const DONE = 'done';

/** What comes of it: another address to read, or a page that says why not. */
export type Outcome =
  | {
      readonly goTo: string;
      readonly enter?: Session;
      readonly leave?: boolean;
      readonly textSize?: TextSize;
      readonly onTap?: boolean;
    }
  | { readonly show: Drawn; readonly enter?: Session };
