/** A process of its own that decodes strangers' pictures: where it dies, nothing else does. */

import type { Painted } from './paint.ts';
import { paint } from './paint.ts';
import { type PictureTrouble, RefusedPicture } from './refused-picture.ts';
import type { PictureKind } from './sizes.ts';

export interface Task {
  readonly path: string;
  readonly kind: PictureKind;
}

export type Outcome =
  | { readonly painted: readonly Painted[] }
  | { readonly trouble: PictureTrouble }
  | { readonly failure: string };

process.on('message', async ({ path, kind }: Task) => {
  process.send?.(await outcomeOf(path, kind));
});
// Whose parent is gone has nobody to paint for.
process.on('disconnect', () => process.exit());

async function outcomeOf(path: string, kind: PictureKind): Promise<Outcome> {
  try {
    return { painted: await paint(path, kind) };
  } catch (error) {
    if (error instanceof RefusedPicture) return { trouble: error.trouble };
    return { failure: `${(error as Error).message}` };
  }
}
