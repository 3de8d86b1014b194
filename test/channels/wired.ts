import { afterAll, beforeAll } from 'vitest';
import { closeWire, openWire } from './transport.ts';

/** Set-up of every file in the project whose stanzas go through a real Prosody. */
beforeAll(openWire);
afterAll(closeWire);
