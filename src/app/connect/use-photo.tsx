import { useState } from 'preact/hooks';
import type { PhotoFieldProps } from '../../screens/parts/photo-field.tsx';
import type { Text } from '../../screens/text/en.ts';
import type { Account, Trouble } from '../actions/device.ts';
import { keepPhoto, PhotoStage } from './picture/photo-stage.tsx';
import type { Draft } from './use-draft.ts';

/** The photo of what is being written. */
export function usePhoto(
  t: Text,
  account: Account,
  draft: Draft,
): Pick<PhotoFieldProps, 'problem' | 'stage' | 'onPick'> {
  const { photo, change, making } = draft;
  const [trouble, setTrouble] = useState<Trouble | 'making' | null>(null);

  async function pick(file: File) {
    setTrouble('making');
    const made = keepPhoto(file, change);
    making(made);
    setTrouble(await made);
  }
  function shown() {
    if (trouble === 'making') return <p role="status">{t.shrinking}</p>;
    return photo ? <PhotoStage {...{ t, account, photo, change }} /> : null;
  }
  const problem = trouble === null || trouble === 'making' ? null : t.troubles[trouble];
  return { problem, stage: shown(), onPick: pick };
}
