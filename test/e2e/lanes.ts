/** One way to tell a story that is played in both lanes: with keys alone, with script and without. */
import type { Page } from 'playwright';
import { eventually } from '../harness/eventually.ts';
import { arrowTo, choose, focused } from './hands.ts';
import type { Phone } from './phone.ts';

/** A person with a phone that has keys. */
export interface Person {
  /** Types an address; all else is reached from there. */
  open(path: string): Promise<void>;
  /** Goes to the thing of that name and presses Enter; `within` is a text that stands in its row. */
  choose(name: string, within?: string): Promise<void>;
  /** Marks one of several answers, or a box. */
  tick(name: string): Promise<void>;
  type(field: string, text: string): Promise<void>;
  /** Waits until that can be read. */
  sees(text: string): Promise<void>;
  /** Loads the screen once more. */
  reload(): Promise<void>;
  /** Does something without a network, where the lane goes on without one. */
  offline(work: () => Promise<void>): Promise<void>;
}

/** With script: arrows and Enter. */
export function personInApp(phone: Phone, site: string): Person {
  const { page } = phone;
  const { keyboard } = page;
  /** Down from where one is. */
  async function goTo(name: string): Promise<void> {
    if (!(await focused(phone)).includes(name)) await arrowTo(phone, name);
  }
  return {
    async open(path) {
      await page.goto(site + path);
      await phone.appRuns();
    },
    async choose(name, within) {
      if (within) {
        await phone.text(within).first().waitFor();
        for (let presses = 0; presses < 20; presses += 1) await keyboard.press('ArrowUp');
        await arrowTo(phone, name, 'ArrowDown', () => isWithin(page, within));
        return keyboard.press('Enter');
      }
      // Where a question puts the focus on its answer, that is one press.
      if ((await focused(phone)) === name) return keyboard.press('Enter');
      await choose(phone, name);
    },
    async tick(name) {
      await phone.text(name).first().waitFor();
      await goTo(name);
      await keyboard.press('Enter');
    },
    async type(field, text) {
      await phone.field(field).waitFor();
      for (let presses = 0; presses < 20; presses += 1) await keyboard.press('ArrowUp');
      await goTo(field);
      await keyboard.press('Control+a');
      await keyboard.type(text);
    },
    sees: (text) => phone.text(text).first().waitFor(),
    async reload() {
      await page.reload();
      await phone.appRuns();
    },
    async offline(work) {
      await phone.context.setOffline(true);
      await work();
      await phone.context.setOffline(false);
    },
  };
}

/** Without script: Tab and Enter, and the arrows within a group of answers. */
export function personOnPages(page: Page, site: string): Person {
  const { keyboard } = page;
  async function tabTo(fits: (name: string) => boolean, within = ''): Promise<void> {
    await eventually(async () => {
      if (fits(await focusedOn(page)) && (!within || (await isWithin(page, within)))) return true;
      await keyboard.press('Tab');
      return false;
    });
  }
  return {
    async open(path) {
      await page.goto(site + path);
    },
    async choose(name, within) {
      await tabTo((focus) => focus === name, within);
      // A page that is left answers no questions: the next one is waited for.
      await Promise.all([page.waitForEvent('load'), keyboard.press('Enter')]);
    },
    async tick(name) {
      const box = page.getByLabel(name, { exact: true });
      const group = await box.getAttribute('name');
      await tabTo((focus) => focus.startsWith(`[${group}]`));
      if ((await box.getAttribute('type')) === 'checkbox') return keyboard.press('Space');
      while (!(await box.isChecked())) await keyboard.press('ArrowDown');
    },
    async type(field, text) {
      await tabTo((focus) => focus.endsWith(`] ${field}`));
      await keyboard.press('Control+a');
      await keyboard.type(text);
    },
    async reload() {
      await page.goto(page.url());
    },
    offline: (work) => work(),
    /** What others did is on the page when it is fetched anew. */
    async sees(text) {
      await eventually(async () => {
        if ((await page.getByText(text).count()) > 0) return true;
        await page.goto(page.url());
        return false;
      });
    },
  };
}

/** What stands on the thing that has the focus; a field's name and label. */
function focusedOn(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement;
    if (!element || element === document.body) return '';
    const label = (element as HTMLInputElement).labels?.[0]?.textContent;
    if (label) return `[${element.getAttribute('name')}] ${label}`;
    return ((element.querySelector('.row-title') ?? element).textContent ?? '').trim();
  });
}

function isWithin(page: Page, text: string): Promise<boolean> {
  return page.evaluate(
    (words) =>
      document.activeElement?.closest('.item, .todo')?.textContent?.includes(words) ?? false,
    text,
  );
}
