import type { Reader } from '../storage/database.ts';
import { findWithheld, type WithheldRow } from '../storage/withheld.ts';
import type { Actor } from './context.ts';
import { type Access, allows, lookUp } from './gate.ts';
import { forbidden, notFound } from './refusal.ts';

/** The post that waits under that id, for who may judge it. Throws where it waits no more. */
export async function judge(
  reader: Reader,
  actor: Actor,
  nodeName: string | undefined,
  id: string,
): Promise<Access & { readonly post: WithheldRow }> {
  const access = await lookUp(reader, actor, nodeName);
  if (!allows(access, actor, 'judge-posts')) throw forbidden();
  const post = await findWithheld(reader, access.node.id, id);
  if (post?.why !== 'first') throw notFound();
  return { ...access, post };
}
