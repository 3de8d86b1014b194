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
};
const LISTENING = '0A';

/** The TCP ports that a process listens on. */
export function portsListenedOn(pid: number): readonly ListeningPort[] {
  const folder = `/proc/${pid}/fd`;
  const open = new Set(readdirSync(folder).map((name) => linkOf(`${folder}/${name}`)));
  return ['tcp', 'tcp6'].flatMap((table) =>
    readFileSync(`/proc/${pid}/net/${table}`, 'utf8')
      .trim()
      .split('\n')
      .map((line) => line.trim().split(/\s+/))
      .filter(
        ([, , , state, , , , , , inode]) => state === LISTENING && open.has(`socket:[${inode}]`),
      )
      .map(([, local = '']) => {
        const [address = '', port = ''] = local.split(':');
        return { address: NAMES[address] ?? address, port: Number.parseInt(port, 16) };
      }),
  );
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path);
  } catch {
    return ''; // closed since it was listed
  }
}
