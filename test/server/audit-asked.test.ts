import { expect, test } from 'vitest';
import { isAsked, readAsked } from '../../src/audit/asked.ts';
import type { AuditRow } from '../../src/server/storage/audit.ts';

const ACT: AuditRow = {
  id: 1,
  at: '2026-11-01T10:00:30.000Z',
  actor: 'anna@example.org',
  office: 'owner',
  channel: 'water@topics.example.org',
  act: 'remove',
  subject: '',
  detail: '',
  rule: '',
  reason: '',
};

test.each([
  ['--since', '2026-11-01T10:00Z', true],
  ['--since', '2026-11-01T10:00:30Z', true],
  ['--since', '2026-11-01T10:00:30', true],
  ['--since', '2026-11-01T10:01Z', false],
  ['--since', '2026-11-01T10', null],
  ['--since', '2026-11', true],
  ['--since', '2026-12', false],
  ['--until', '2026-11-01T10:00Z', false],
  ['--until', '2026-11-01T10:00:30Z', false],
  ['--until', '2026-11-01T10:00:30.5Z', true],
  ['--until', '2026-11-01', false],
])('of half a minute after ten, %s %s asks: %s', (option, time, wanted) => {
  const asked = () => isAsked(ACT, readAsked(['export', option, time]));
  if (wanted === null) expect(asked).toThrow(`${option} is a date like 2026-11-01`);
  else expect(asked()).toBe(wanted);
});
