import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { hostile } from './pictures.ts';

test('M2: pictures made to hurt are refused within 50 ms, before anything is decoded', async () => {
  // What is cut short shows only when it is read to its end.
  const { truncated: _, ...byHeader } = await hostile();
  // From here on this process reads nothing but what the painter may.
  const { paint } = await import('../../src/server/media/pictures/paint.ts');
  const folder = mkdtempSync(join(tmpdir(), 'wifi-chat-hostile-'));
  for (const [name, content] of Object.entries(byHeader)) {
    const path = join(folder, name);
    writeFileSync(path, content);
    const times = [];
    for (let n = 0; n < 5; n += 1) {
      const began = performance.now();
      await expect(paint(path, 'photo')).rejects.toHaveProperty('trouble');
      times.push(performance.now() - began);
    }
    // The machine may be busy with other tests: the work itself is what counts.
    expect([name, Math.min(...times) < 50]).toEqual([name, true]);
  }
  rmSync(folder, { recursive: true });
});
