import { useEffect, useState } from 'preact/hooks';
import type { PhotoFieldProps } from '../../screens/parts/photo-field.tsx';
import type { Text } from '../../screens/text/en.ts';
import type { Account, Trouble } from '../actions/device.ts';
import type { Draft } from './use-draft.ts';

type Stage = typeof import('./picture/photo-stage.tsx');

/** What makes photos small and shows them: fetched when somebody chooses one, or comes back to one. */
let stage: Stage | undefined;

async function load(): Promise<Stage | undefined> {
  stage ??= await import('./picture/photo-stage.tsx').catch(() => undefined);
  return stage;
}

/** The photo of what is being written. */
export function usePhoto(
  t: Text,
  account: Account,
  draft: Draft,
): Pick<PhotoFieldProps, 'problem' | 'stage' | 'onPick'> {
  const { photo, change } = draft;
  const [trouble, setTrouble] = useState<Trouble | 'making' | null>(null);
  const [, redraw] = useState({});
  useEffect(() => {
    if (photo) load().then(() => redraw({}));
  }, [photo?.id]);

  async function pick(file: File) {
    setTrouble('making');
    const loaded = await load();
    setTrouble(loaded ? await loaded.keepPhoto(file, change) : 'offline');
  }
  function shown() {
    if (trouble === 'making') return <p role="status">{t.shrinking}</p>;
    if (!photo) return null;
    if (!stage) return <p>{t.photo}</p>;
    return <stage.PhotoStage {...{ t, account, photo, change }} />;
  }
  const problem = trouble === null || trouble === 'making' ? null : t.troubles[trouble];
  return { problem, stage: shown(), onPick: pick };
}
