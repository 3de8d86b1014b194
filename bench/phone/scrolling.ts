import type { Page } from 'playwright';
import { median } from '../figures.ts';

const ROUNDS = 9;
/** In each round: two seconds. */
const FRAMES = 120;
/** Pixels in each frame: a page of the smallest screen in a second. */
const PACE = 6;

export interface Dropped {
  /** Of a hundred frames, how many were not drawn in time while the page scrolled. */
  readonly scrolling: number;
  /** … and while nothing moved on the same page: what the machine itself drops. */
  readonly still: number;
}

/**
 * Scrolls by script, so that every frame has to pass the slowed thread, as it does where keys scroll.
 * One round with and one without, in turns: a machine that is busy for a while spoils no more than
 * some of them.
 */
export async function droppedFrames(page: Page): Promise<Dropped> {
  const scrolling: number[] = [];
  const still: number[] = [];
  await page.evaluate(() => scrollTo(0, 0));
  for (let n = 0; n < ROUNDS; n += 1) {
    still.push(await page.evaluate(lostOf, { pace: 0, frames: FRAMES }));
    // Down and up again, so that no round stands at the end of the page.
    scrolling.push(await page.evaluate(lostOf, { pace: n % 2 ? -PACE : PACE, frames: FRAMES }));
  }
  return { scrolling: median(scrolling), still: median(still) };
}

/** In the page: how many of a hundred frames were lost. */
function lostOf({ pace, frames }: { pace: number; frames: number }): Promise<number> {
  return new Promise((resolve) => {
    const times: number[] = [];
    const step = (time: number) => {
      times.push(time);
      scrollBy(0, pace);
      if (times.length <= frames) {
        requestAnimationFrame(step);
        return;
      }
      const gaps = times.slice(1).map((at, n) => at - (times[n] as number));
      const lost = gaps.reduce(
        (sum, gap) => sum + Math.max(0, Math.round((gap * 60) / 1000) - 1),
        0,
      );
      resolve((100 * lost) / (lost + gaps.length));
    };
    requestAnimationFrame(step);
  });
}
