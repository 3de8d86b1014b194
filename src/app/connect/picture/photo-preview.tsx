import { useEffect, useState } from 'preact/hooks';
import { boxOf } from '../../../screens/parts/photos.tsx';
import type { Text } from '../../../screens/text/en.ts';
import type { Account } from '../../actions/device.ts';
import { readPhoto } from '../../store/read/photos.ts';
import type { Photo } from '../../store/read/reader.ts';

interface Props {
  readonly t: Text;
  readonly account: Account;
  readonly photo: Photo;
}

/** A photo of this phone that the service does not have yet. */
export function PhotoPreview({ t, account, photo }: Props) {
  const [address, setAddress] = useState('');
  useEffect(() => {
    let made = '';
    let gone = false;
    readPhoto(account.store, photo.id).then((content) => {
      if (!content || gone) return;
      made = URL.createObjectURL(content);
      setAddress(made);
    });
    return () => {
      gone = true;
      if (made) URL.revokeObjectURL(made);
    };
  }, [photo.id]);
  const box = boxOf(photo);
  return (
    <p class="photo">
      {address ? <img src={address} alt={photo.alt || t.photo} {...box} /> : t.photo}
    </p>
  );
}
