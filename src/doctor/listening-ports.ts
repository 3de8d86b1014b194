import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

export interface ListeningPort {
  /** `any` where connections from everywhere are taken. */
  readonly address: 'any' | '127.0.0.1' | string;
  readonly port: number;
}

/** Addresses in /proc/net/tcp (proc(5)): hexadecimal, in the byte order of the machine. */
const NAMES: Readonly<Record<string, string>> = {
  '00000000': 'any',
  '00000000000000000000000000000000': 'any',
  '0100007F': '127.0.0.1',
  '00000000000000000000000001000000': '::1',
};
const LISTENING = '0A';

/** The TCP ports that a process listens on. */
export function portsListenedOn(pid: number): readonly ListeningPort[] {
  const open = socketsOf(pid);
  return listening(`/proc/${pid}/net`).filter(({ socket }) => open.has(socket));
}

/** The process that listens on a port; `null` where there is none, or it is another user's. */
export function processListeningOn(port: number): number | null {
  const sockets = listening('/proc/net').filter((each) => each.port === port);
  const pids = readdirSync('/proc').map(Number).filter(Number.isInteger);
  return (
    pids.find((pid) => {
      const open = socketsOf(pid);
      return sockets.some(({ socket }) => open.has(socket));
    }) ?? null
  );
}

function listening(tables: string): readonly (ListeningPort & { socket: string })[] {
  return ['tcp', 'tcp6'].flatMap((table) =>
    readFileSync(`${tables}/${table}`, 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .filter(([, , , state]) => state === LISTENING)
      .map((columns) => {
        const [address = '', port = ''] = (columns[1] ?? '').split(':');
        return {
          address: NAMES[address] ?? address,
          port: Number.parseInt(port, 16),
          socket: `socket:[${columns[9]}]`,
        };
      }),
  );
}

function socketsOf(pid: number): ReadonlySet<string> {
  const folder = `/proc/${pid}/fd`;
  try {
    return new Set(readdirSync(folder).map((name) => linkOf(`${folder}/${name}`)));
  } catch {
    return new Set(); // another user's, or gone
  }
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return ''; // closed since it was listed
  }
}
