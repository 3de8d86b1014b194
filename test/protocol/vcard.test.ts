import { expect, test } from 'vitest';
import { profileElement } from '../../src/protocol/vcard.ts';

const PROFILE = { person: 'thandi@example.org', name: 'Thandi', about: '', avatar: null };

test.each([
  ['vcard-temp', 'vCard'],
  ['vcard4', 'vcard'],
])('a profile is shown as %s', (form, name) => {
  expect(profileElement(PROFILE, form)).toMatchObject({
    ...{ name: 'profile', attrs: { jid: PROFILE.person, id: 'current' } },
    children: [{ name }],
  });
});

// Whoever asks says in which form: some names stand for something in every object.
test.each(['', 'avatar-data', 'photo', 'constructor', 'toString', '__proto__'])(
  'there is nothing to show as "%s"',
  (form) => {
    expect(profileElement(PROFILE, form)).toBeNull();
  },
);
