/** `fuzz-runner.ts TARGET SECONDS SEED FILE`: fuzzes, prints a report as JSON; run by its test. */
import { openSync } from 'node:fs';
import { entryTarget } from './entry-target.ts';
import { fuzz } from './fuzzer.ts';
import { stanzaTarget } from './stanza-target.ts';

const TARGETS = { stanza: stanzaTarget, entry: entryTarget };

/** Who asked, and may be killed: nothing goes on for nobody. No event would tell, since fuzzing lets none in. */
const parent = process.ppid;
const isWanted = () => process.ppid === parent;

const [name, seconds, seed, file] = process.argv.slice(2);
const target = await TARGETS[name as keyof typeof TARGETS]();
const current = openSync(file as string, 'w');
const settings = { seconds: Number(seconds), seed: Number(seed), current };
const report = await fuzz(target, { ...settings, isWanted });
if (report) process.stdout.write(JSON.stringify(report));
