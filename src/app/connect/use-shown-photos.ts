import { useRef, useState } from 'preact/hooks';
import type { PhotosShown } from '../../screens/parts/photos.tsx';
import { claimPicture } from '../actions/claim-picture.ts';
import type { Account, Device } from '../actions/device.ts';
import { useObservable } from './use-observable.ts';

interface Link {
  readonly saveData?: boolean;
  /** A guess of the browser's from round trips and bytes: 2g is below 70 kbit/s or so, 3g below 700. */
  readonly effectiveType?: string;
}

/** Whether photos wait until they are asked for: as the person set it, else on slow links. */
export function isOnTap(chosen: boolean | null): boolean {
  const { connection } = navigator as { readonly connection?: Link };
  if (chosen !== null || !connection) return chosen ?? false;
  return connection.saveData === true || /[23]g/.test(connection.effectiveType ?? '');
}

/** Which photos of a screen are shown; `isOpen`: whether everybody may see them. */
export function useShownPhotos(device: Device, account: Account, isOpen: boolean): PhotosShown {
  const { picturesOnTap } = useObservable(device.settings);
  const claims = useRef(new Map<string, string>());
  const [tapped, setTapped] = useState<readonly string[]>([]);
  return {
    onTap: isOnTap(picturesOnTap),
    tapped,
    onShow: (id) => setTapped([...tapped, id]),
    ...(!isOpen && { claim }),
  };

  /** The same as long as the screen is: a claim is good once, and the browser keeps what it got. */
  function claim(id: string): string {
    const made = claims.current.get(id) ?? claimPicture(account) ?? '';
    if (made) claims.current.set(id, made);
    return made;
  }
}
