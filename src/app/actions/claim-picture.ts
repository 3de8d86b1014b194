import { claimPicture as claim } from '../sync/claim-picture.ts';
import type { Account } from './device.ts';

/** What is put to the address of a picture that not everybody may see; `null` without a connection. */
export const claimPicture = ({ context }: Account): string | null => claim(context);
