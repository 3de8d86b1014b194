import { deleteNode, findNode, type NodeRow, nodeNames } from '../storage/channels.ts';
import type { Writer } from '../storage/database.ts';
import { countFollowers } from '../storage/memberships.ts';

/** Ends an ephemeral channel with its last follower: nobody is left who could be told. */
export async function endWhereEmpty(writer: Writer, node: NodeRow, at: string): Promise<void> {
  const { channel } = node;
  if ((await countFollowers(writer, channel.id)) > 0) return;
  for (const name of await nodeNames(writer, channel.id)) {
    const each = await findNode(writer, channel.jid, name);
    if (each) await deleteNode(writer, each, at);
  }
}
