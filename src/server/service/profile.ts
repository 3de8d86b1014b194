import { nodeOf } from '../../protocol/channel.ts';
import { findMedia, type MediaRow } from '../storage/media.ts';
import { NOBODY, type ServiceContext } from './context.ts';
import { authorize } from './gate.ts';

/**
 * What a person tells everybody in their own channel: the XMPP server hands it on without saying who
 * asks. Throws Refusal where not everybody may read it.
 */
export async function readProfile(
  ctx: ServiceContext,
  person: string,
): Promise<{ name: string; about: string; avatar: MediaRow | undefined }> {
  return ctx.database.read(async (reader) => {
    const { node } = await authorize(reader, NOBODY, 'read', nodeOf(person));
    const { id, config } = node.channel;
    // A channel that was given neither has its address for both.
    const said = (text: string) => (text === person ? '' : text);
    const name = said(config.title) || person.replace(/@.*/, '');
    return { name, about: said(config.description), avatar: await findMedia(reader, id, 'avatar') };
  });
}
