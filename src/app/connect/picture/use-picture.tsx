import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { PictureFormProps } from '../../../screens/parts/picture-form.tsx';
import type { Trouble } from '../../actions/device.ts';
import { removePicture } from '../../actions/remove-picture.ts';
import type { PageProps } from '../page-props.ts';
import { useAsked } from '../use-asked.ts';

/** Where the picture of a channel, or of its person, is chosen, cut and sent. */
export function usePicture(
  { t, account }: Pick<PageProps, 't' | 'account'>,
  channel: string,
): PictureFormProps {
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const [stage, setStage] = useState<ComponentChildren>(null);
  const [asked, ask] = useAsked();
  function end(refused: Trouble | null) {
    setStage(null);
    setTrouble(refused);
  }
  function pick(file: File) {
    setTrouble(null);
    setStage(<p role="status">{t.shrinking}</p>);
    import('../rare/rare-picture.tsx').then(
      ({ AvatarStage }) =>
        setStage(<AvatarStage t={t} account={account} channel={channel} file={file} onEnd={end} />),
      () => end('offline'),
    );
  }
  return {
    problem: trouble && t.troubles[trouble],
    stage,
    onPick: pick,
    asked,
    onAsk: ask,
    onRemove: () => {
      ask(null);
      removePicture(account, channel).then(setTrouble);
    },
  };
}
