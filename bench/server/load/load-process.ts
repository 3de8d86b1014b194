/** The process that makes the load: does what it is told over IPC, one command after the other. */
import { commands } from './commands.ts';
import type { Order } from './load.ts';

process.on('message', ({ id, command, args }: Order) => {
  const act = commands[command] as (...args: unknown[]) => Promise<unknown>;
  act(...args).then(
    (result) => process.send?.({ id, result }),
    (error) => process.send?.({ id, error: error.stack ?? String(error) }),
  );
});
