import type { Phone } from './phone.ts';

/** Puts a row into one part of the phone's stores. */
export async function putRow({ page }: Phone, part: string, row: object): Promise<void> {
  await page.evaluate(
    async ([part, row]) => {
      for (const { name = '' } of await indexedDB.databases()) {
        const opening = indexedDB.open(name);
        await new Promise((resolve) => opening.addEventListener('success', resolve));
        const database = opening.result;
        if (database.objectStoreNames.contains(part)) {
          const tx = database.transaction(part, 'readwrite');
          tx.objectStore(part).put(row);
          await new Promise((resolve) => tx.addEventListener('complete', resolve));
        }
        database.close();
      }
    },
    [part, row] as const,
  );
}

/** Puts something into the phone's outbox that was refused, as a visit before this one may have left it. */
export async function leaveNotTaken(phone: Phone, row: object): Promise<void> {
  const refused = {
    channel: '',
    parent: null,
    title: '',
    ...row,
    id: 'refused',
    trouble: 'refused',
  };
  await putRow(phone, 'outbox', refused);
  await phone.page.reload();
  await phone.appRuns();
}

/** From now on until the page is loaded again, nothing can be changed in the phone's databases. */
async function fillPhone({ page }: Phone): Promise<void> {
  await page.evaluate(() => {
    const refuse = () => Promise.reject(new DOMException('full', 'QuotaExceededError'));
    Object.assign(IDBObjectStore.prototype, { put: refuse, delete: refuse });
  });
}

/** Each of those buttons, on a full phone, says why nothing happens. */
export async function expectTold(phone: Phone, verbs: readonly string[]): Promise<void> {
  for (const verb of verbs) {
    await phone.button(verb).waitFor();
    await fillPhone(phone);
    await phone.press(verb);
    await phone.page.getByRole('alert').getByText('This phone could not keep it.').waitFor();
    await phone.page.reload();
    await phone.appRuns();
  }
}
