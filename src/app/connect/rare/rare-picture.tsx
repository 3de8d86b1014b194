import { useEffect, useRef, useState } from 'preact/hooks';
import { Problem } from '../../../screens/parts/labelled.tsx';
import { Progress } from '../../../screens/parts/progress.tsx';
import type { Text } from '../../../screens/text/en.ts';
import type { Account, Trouble } from '../../actions/device.ts';
import { savePicture } from '../../actions/save-picture.ts';
import { openPicture } from '../../pictures/open-picture.ts';
import { toJpeg } from '../../pictures/to-jpeg.ts';
import { type Crop, drawCrop, wholeOf } from './crop.ts';
import { CropBox, SIDE } from './crop-box.tsx';

/** What an own picture may take on its way, in bytes. */
const MOST = 20_000;

interface Props {
  readonly t: Text;
  readonly account: Account;
  /** Whose picture it will be. */
  readonly channel: string;
  readonly file: File;
  /** Called when it was saved or given up, or, with the trouble, when the file is no picture. */
  readonly onEnd: (trouble: Trouble | null) => void;
}

/** Cuts a picture to a square and sends it, with a way back at every moment. */
export function AvatarStage({ t, account, channel, file, onEnd }: Props) {
  const [picture, setPicture] = useState<HTMLCanvasElement | null>(null);
  const [part, setPart] = useState<number | null>(null);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const crop = useRef<Crop | null>(null);
  const cancel = useRef<() => void>(() => undefined);
  useEffect(() => {
    let wanted = true;
    openPicture(file).then(
      (opened) => {
        crop.current = wholeOf(opened);
        if (wanted) setPicture(opened);
      },
      () => wanted && onEnd('bad-picture'),
    );
    return () => {
      wanted = false;
      cancel.current();
    };
  }, [file]);

  async function save(opened: HTMLCanvasElement) {
    setTrouble(null);
    setPart(0);
    const canvas = document.createElement('canvas');
    canvas.width = SIDE;
    canvas.height = SIDE;
    drawCrop(canvas, opened, crop.current ?? wholeOf(opened));
    let isGivenUp = false;
    let stop: () => void = () => undefined;
    // Before it is on its way, too: while it is made small, and its place is asked for.
    cancel.current = () => {
      isGivenUp = true;
      setPart(null);
      stop();
    };
    const refused = await toJpeg(canvas, MOST).then(
      (jpeg) =>
        savePicture(account, channel, jpeg, {
          onPart: (sent) => isGivenUp || setPart(sent),
          onBegin(breakOff) {
            stop = breakOff;
            if (isGivenUp) stop();
          },
        }),
      () => 'bad-picture' as const,
    );
    if (refused === null) return onEnd(null);
    if (isGivenUp) return;
    setPart(null);
    setTrouble(refused);
  }

  const sending = part !== null;
  return (
    <div class="form">
      {!picture && <p role="status">{t.shrinking}</p>}
      {picture && !sending && (
        <CropBox
          t={t}
          picture={picture}
          crop={crop.current ?? wholeOf(picture)}
          onCrop={(next) => {
            crop.current = next;
          }}
        />
      )}
      {sending && <Progress t={t} part={part} />}
      <Problem problem={trouble && t.troubles[trouble]} />
      <p class="actions">
        {picture && !sending && (
          <button type="button" onClick={() => save(picture)}>
            {trouble ? t.tryAgain : t.savePicture}
          </button>
        )}
        <button type="button" onClick={() => (sending ? cancel.current() : onEnd(null))}>
          {t.cancel}
        </button>
      </p>
    </div>
  );
}
