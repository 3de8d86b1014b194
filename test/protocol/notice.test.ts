import { expect, test } from 'vitest';
import type { ChannelConfig } from '../../src/protocol/channel.ts';
import { configForm, META_DATA, readConfig } from '../../src/protocol/config-form.ts';
import { NOTICE } from '../../src/protocol/config-vars.ts';
import { readForm } from '../../src/protocol/data-form.ts';
import { directoryItem, readDirectory } from '../../src/protocol/directory.ts';
import { NS } from '../../src/protocol/namespaces.ts';
import { el } from '../../src/protocol/xml.ts';

const plain: ChannelConfig = {
  title: 'Water',
  description: '',
  accessModel: 'open',
  defaultAffiliation: 'member',
  type: 'topic',
  created: '',
  updated: '',
};

test.each([
  ['a notice', { ...plain, vars: { [NOTICE]: 'No water today' } }],
  ['no notice', plain],
])('%s comes with the directory and with the metadata', (_, config) => {
  const row = directoryItem({ channel: 'water@t', config });
  const [listed] = readDirectory(el(NS.MOST_ACTIVE, 'query', {}, row));
  expect(listed?.config.vars).toEqual(config.vars);
  const form = readForm(el(NS.DISCO_INFO, 'query', {}, configForm(config, META_DATA)));
  expect(readConfig(form?.values ?? new Map()).vars).toEqual(config.vars);
});
