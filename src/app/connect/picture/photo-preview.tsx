import { useEffect, useState } from 'preact/hooks';
import { boxOf } from '../../../screens/parts/photos.tsx';
import type { Text } from '../../../screens/text/en.ts';
import type { Account } from '../../actions/device.ts';
import { readPhoto } from '../../store/read/photos.ts';
import type { Photo } from '../../store/read/reader.ts';
import { useStored } from '../use-stored.ts';

interface Props {
  readonly t: Text;
  readonly account: Account;
  readonly photo: Photo;
}

/** A photo of this phone that the service does not have yet; its id is to be the key. */
export function PhotoPreview({ t, account, photo }: Props) {
  const [address, setAddress] = useState('');
  const content = useStored(account.store, ['photos'], (reader) => readPhoto(reader, photo.id));
  useEffect(() => {
    if (!content) return;
    const made = URL.createObjectURL(content);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
    // Read again it is the same.
  }, [!content]);
  const box = boxOf(photo);
  return (
    <p class="photo">
      {address ? <img src={address} alt={photo.alt || t.photo} {...box} /> : t.photo}
    </p>
  );
}
