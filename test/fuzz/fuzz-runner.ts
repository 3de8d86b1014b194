/** `fuzz-runner.ts TARGET SECONDS SEED FILE`: fuzzes, prints a report as JSON; run by its test. */
import { openSync } from 'node:fs';
import { entryTarget } from './entry-target.ts';
import { fuzz } from './fuzzer.ts';
import { stanzaTarget } from './stanza-target.ts';

const TARGETS = { stanza: stanzaTarget, entry: entryTarget };

const [name, seconds, seed, file] = process.argv.slice(2);
const target = await TARGETS[name as keyof typeof TARGETS]();
const current = openSync(file as string, 'w');
const report = await fuzz(target, { seconds: Number(seconds), seed: Number(seed), current });
process.stdout.write(JSON.stringify(report));
