import { type ChildProcess, spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { DOMAIN, type Host, SECRET } from './host.ts';
import type { ServiceOptions } from './service-process.ts';

const SOURCE = fileURLToPath(new URL('service-process.ts', import.meta.url));
/** Where Node.js finds the packages that are not built in. */
const BUILT = fileURLToPath(new URL('../../../node_modules/.bench-service', import.meta.url));

/** Builds it as the site's programs are built: that is what is measured. */
export async function buildService(): Promise<void> {
  await build({
    logLevel: 'warn',
    build: { ssr: true, outDir: BUILT, rolldownOptions: { input: { service: SOURCE } } },
  });
}

/** The channel service in a process of its own, behind one of the servers. */
export interface Service {
  /** From the start of the process until requests reach it, in milliseconds. */
  readonly startMs: number;
  /** Memory that it holds now, in MB. */
  memory(): number;
  /** As a power cut would, as far as a process can: it gets no time for anything. */
  kill(): Promise<void>;
}

/** Starts it, as `npm start` does, on that database and waits until the server has let both components in. */
export async function startService(host: Host, database: string): Promise<Service> {
  const options: ServiceOptions = {
    database,
    domain: DOMAIN,
    link: {
      host: '127.0.0.1',
      port: host.componentPort,
      channelsSecret: SECRET,
      topicsSecret: SECRET,
      mediaSecret: SECRET,
    },
    admins: ['poster'],
    defaultChannels: [],
    personalNodes: [],
    limits: false,
    failAt: null,
    publicUrl: host.url,
    incidents: { desk: '', mail: undefined, webhook: undefined },
  };
  const begin = performance.now();
  const bounds = ['--max-old-space-size=1024', '--max-semi-space-size=16'];
  const program = [...bounds, `${BUILT}/service.js`];
  const child = spawn(process.execPath, [...program, JSON.stringify(options)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  process.once('exit', () => child.kill('SIGKILL'));
  await readyLine(child);
  return {
    startMs: performance.now() - begin,
    memory: () => residentMegabytes(child.pid as number),
    kill: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.kill('SIGKILL');
      }),
  };
}

function readyLine(child: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    child.stdout?.once('data', () => resolve());
    child.once('exit', (code) => reject(new Error(`the channel service ended with ${code}`)));
  });
}

function residentMegabytes(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1]) / 1024;
}
