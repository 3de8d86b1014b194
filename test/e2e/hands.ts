import type { Phone } from './phone.ts';

/** What a person does who has keys alone. */

/** What has the focus: its label, or what stands on it. */
export async function focused({ page }: Phone): Promise<string> {
  // A key in a field takes effect only after the field had its turn.
  await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 20)));
  return page.evaluate(() => {
    const element = document.activeElement;
    if (element === document.body) return '';
    const isField = element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement;
    return (isField ? element.labels?.[0]?.textContent : element?.textContent) ?? '';
  });
}

/** Goes on in this line, then by an arrow line for line, until the thing of that name has the focus, and `fits`. */
export async function arrowTo(
  phone: Phone,
  name: string,
  key = 'ArrowDown',
  fits = async () => true,
): Promise<void> {
  if ((await stepAside(phone)) && (await rightTo(phone, name, fits))) return;
  for (let presses = 0; presses < 40; presses += 1) {
    await phone.page.keyboard.press(key);
    if (await rightTo(phone, name, fits)) return;
  }
  throw new Error(`${key} does not lead to ${name}`);
}

/** The same within the line where the focus is; tells whether it is there. */
async function rightTo(phone: Phone, name: string, fits = async () => true): Promise<boolean> {
  for (let more = true; more; more = await stepAside(phone)) {
    if ((await focused(phone)).includes(name) && (await fits())) return true;
  }
  return false;
}

/** Goes on in a line of links and buttons; tells whether there was one more. */
export async function stepAside(
  { page }: Phone,
  key: 'ArrowLeft' | 'ArrowRight' = 'ArrowRight',
): Promise<boolean> {
  const was = await page.evaluateHandle(() => document.activeElement);
  if (!(await was.evaluate((element) => element?.matches('a,button,summary')))) return false;
  await page.keyboard.press(key);
  return was.evaluate((element) => element !== document.activeElement);
}

/** Goes to the thing of that name, by arrows from the top of the screen, and presses Enter on it. */
export async function choose(phone: Phone, name: string): Promise<void> {
  const { keyboard } = phone.page;
  await phone.page.getByText(name).first().waitFor();
  for (let presses = 0; presses < 20; presses += 1) await keyboard.press('ArrowUp');
  while (await stepAside(phone, 'ArrowLeft'));
  if (!(await rightTo(phone, name))) await arrowTo(phone, name);
  await keyboard.press('Enter');
}

/** Goes to the field of that name and types at the end of what is in it. */
export async function typeInto(phone: Phone, name: string, text: string): Promise<void> {
  await arrowTo(phone, name);
  await phone.page.keyboard.press('End');
  await phone.page.keyboard.type(text);
}

/** Playwright knows no soft keys. */
export function pressSoftKey({ page }: Phone, key: 'SoftLeft' | 'SoftRight'): Promise<boolean> {
  return page.evaluate(
    (name) =>
      document.body.dispatchEvent(
        new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true }),
      ),
    key,
  );
}
