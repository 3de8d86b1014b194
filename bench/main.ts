/**
 * `npm run bench`: measures what a phone loads against its budgets; `npm run bench -- server` the
 * channel service beside the pubsub of XMPP servers, or what words after it choose of that;
 * `npm run bench -- pages` the pages without script. Fails where a goal is missed.
 */
const [what = 'phone', ...words] = process.argv.slice(2);

const benches: Readonly<Record<string, () => Promise<boolean>>> = {
  phone: async () => (await import('./phone/phone-bench.ts')).phoneBench(words),
  pages: async () => (await import('./pages/pages-bench.ts')).pagesBench(),
  server: async () => (await import('./server/server-bench.ts')).serverBench(words),
};

const bench = benches[what];
if (!bench) throw new Error(`There is no bench "${what}": ${Object.keys(benches).join(', ')}.`);
process.exitCode = (await bench()) ? 0 : 1;
process.exit();

export {};
