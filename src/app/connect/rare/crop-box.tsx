import { useEffect, useRef } from 'preact/hooks';
import type { Text } from '../../../screens/text/en.ts';
import { focusOn, moveFocus } from '../focus.ts';
import { keyOf, pushKeyScope } from '../keys.ts';
import { type Crop, drawCrop, moved } from './crop.ts';

/** Pixels of the square that is made: twice the largest that is shown. */
export const SIDE = 192;

/** What one key does: an eighth of the square, or a quarter nearer. */
const STEP = 1 / 8;
const NEARER = 0.8;

const MOVES: Readonly<Record<string, Parameters<typeof moved>[2]>> = {
  ArrowLeft: { right: -STEP },
  ArrowRight: { right: STEP },
  ArrowUp: { down: -STEP },
  ArrowDown: { down: STEP },
  1: { zoom: 1 / NEARER },
  3: { zoom: NEARER },
};

interface Props {
  readonly t: Text;
  readonly picture: HTMLCanvasElement;
  readonly crop: Crop;
  readonly onCrop: (crop: Crop) => void;
}

/** The square that is cut out of a picture: moved by keys, by a finger, and by two buttons. */
export function CropBox({ t, picture, crop, onCrop }: Props) {
  const box = useRef<HTMLCanvasElement>(null);
  /** Not the drawn one: keys come faster than drawings. */
  const now = useRef(crop);
  const finger = useRef<{ x: number; y: number } | null>(null);
  /** Whether that moved anything. */
  function move(step: Parameters<typeof moved>[2]): boolean {
    const { current: from } = now;
    const to = moved(picture, from, step);
    now.current = to;
    if (box.current) drawCrop(box.current, picture, to);
    onCrop(to);
    return to.x !== from.x || to.y !== from.y || to.side !== from.side;
  }
  useEffect(() => {
    const canvas = box.current;
    if (!canvas) return;
    drawCrop(canvas, picture, now.current);
    const button = canvas.parentElement as HTMLElement;
    focusOn(button);
    return pushKeyScope((event) => {
      if (event.target !== button) return false;
      const key = keyOf(event);
      if (key === 'Enter') moveFocus(1);
      // At its edge an arrow goes on to the next thing, as everywhere.
      return key === 'Enter' || (MOVES[key] !== undefined && move(MOVES[key]));
    });
  }, [picture]);
  function drag({ clientX: x, clientY: y }: { clientX: number; clientY: number }) {
    const { current: from } = finger;
    if (!from) return;
    finger.current = { x, y };
    move({ right: (from.x - x) / SIDE, down: (from.y - y) / SIDE });
  }
  const lift = () => {
    finger.current = null;
  };
  return (
    <>
      <button
        type="button"
        class="crop"
        aria-label={t.picture}
        aria-describedby="crop-hint"
        onMouseDown={({ clientX: x, clientY: y }) => {
          finger.current = { x, y };
        }}
        onMouseMove={drag}
        onMouseUp={lift}
        onMouseLeave={lift}
        onTouchStart={({ touches: [touch] }) => {
          finger.current = touch ? { x: touch.clientX, y: touch.clientY } : null;
        }}
        onTouchMove={(event) => {
          // The finger moves the picture, not the page.
          event.preventDefault();
          if (event.touches[0]) drag(event.touches[0]);
        }}
        onTouchEnd={lift}
      >
        <canvas ref={box} width={SIDE} height={SIDE} />
      </button>
      <p class="hint" id="crop-hint">
        {t.cropHint}
      </p>
      <p class="actions">
        <button type="button" onClick={() => move({ zoom: 1 / NEARER })}>
          {t.smaller}
        </button>
        <button type="button" onClick={() => move({ zoom: NEARER })}>
          {t.larger}
        </button>
      </p>
    </>
  );
}
