/** What a person is asked about before they sign out: all that they wrote and nobody else has. */
import { expect, test } from 'vitest';
import { firstUnsent } from '../../src/app/connect/first-unsent.ts';
import { spokenPlace } from '../../src/app/store/place.ts';
import { countUnsent, readUnsent } from '../../src/app/store/read/unsent.ts';
import { writeReportFields } from '../../src/app/store/report-fields.ts';
import { saveDraft, saveProfileDraft } from '../../src/app/store/write/draft.ts';
import { buryItems, ITEM_PARTS } from '../../src/app/store/write/items.ts';
import { addPost } from '../../src/app/store/write/outbox.ts';
import { NO_REPORT } from '../../src/protocol/incident.ts';
import { en } from '../../src/screens/text/en.ts';
import { CHANNEL, freshStore } from './fresh-store.ts';

const photo = { id: 'p', width: 1, height: 1, alt: '' };

test.each([
  ['half a thought', { text: 'Half a' }],
  ['a title', { title: 'Taps' }],
  ['a photo', { photo }],
  ['for whom it is', { onBehalf: 'Gogo Dlamini' }],
  ['an answer', { text: 'No', target: 'c1' }],
])('%s counts, though it was never sent', async (_, typed) => {
  const store = freshStore();
  await saveDraft(store, { place: 'p', ...typed });
  expect(await countUnsent(store)).toBe(1);
});

test.each([
  ['how it begins, after lines that are empty', { text: '\n \nNo water.' }, 'No water.'],
  ['for whom it is', { onBehalf: 'Gogo Dlamini' }, 'Gogo Dlamini'],
  ['that it is a photo', { photo }, en.photo],
])('who would lose something is told %s', async (_, typed, words) => {
  const store = freshStore();
  await saveDraft(store, { place: spokenPlace(CHANNEL, null), ...typed });
  expect(firstUnsent(en, await readUnsent(store))?.words).toBe(words);
});

test('a report that was emptied again is nothing written', async () => {
  const store = freshStore();
  const keep = (text: string) =>
    saveDraft(store, { place: 'p', text: writeReportFields({ ...NO_REPORT, text }) });
  await keep('No light.');
  expect(await countUnsent(store)).toBe(1);
  await keep('');
  expect(await countUnsent(store)).toBe(0);
});

test('why a post is to be removed counts until it is gone', async () => {
  const store = freshStore();
  await saveDraft(store, { place: `remove:${CHANNEL}/c1`, text: '{"reason":"Rude."}' });
  expect(await countUnsent(store)).toBe(1);
  await store.write([...ITEM_PARTS], (tx) => buryItems(tx, CHANNEL, ['c1'], 7));
  expect(await countUnsent(store)).toBe(0);
});

test('whom one is about to answer is nothing written', async () => {
  const store = freshStore();
  await saveDraft(store, { place: 'p', target: 'c1' });
  expect(await countUnsent(store)).toBe(0);
});

const told = { name: 'Anna', about: '', status: '' };

test('a profile that is again as it was told is nothing written', async () => {
  const store = freshStore();
  await saveProfileDraft(store, { ...told, status: 'Her' }, told);
  expect(await countUnsent(store)).toBe(1);
  await saveProfileDraft(store, told, told);
  expect(await countUnsent(store)).toBe(0);
});

test('a profile is one form, and a post beside it one thing more', async () => {
  const store = freshStore();
  expect(await countUnsent(store)).toBe(0);
  await saveProfileDraft(store, { ...told, status: 'Here' }, told);
  expect(await countUnsent(store)).toBe(1);
  const post = { id: 'a', channel: CHANNEL, parent: null, title: '', text: 'x', trouble: null };
  await addPost(store, post);
  expect(await countUnsent(store)).toBe(2);
});
