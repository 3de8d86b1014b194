import { expect, test } from 'vitest';
import { isChannelName, nameFromTitle } from '../../src/protocol/channel-name.ts';

test.each([
  ['Water & sewage', 'water-sewage'],
  ['  Ward 7: Mamelodi-East! ', 'ward-7-mamelodi-east'],
  ['Kwa-Zulu: Café Ünité', 'kwa-zulu-cafe-unite'],
  ['Вода', ''],
  ['🚰', ''],
  [`${'long '.repeat(30)}`, 'long-long-long-long-long-long-long-long-long-lon'],
])('%s is named %s', (title, name) => {
  expect(nameFromTitle(title)).toBe(name);
  if (name !== '') expect(isChannelName(name)).toBe(true);
});
