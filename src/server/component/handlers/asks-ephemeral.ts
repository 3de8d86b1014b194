import type { Element } from '../../../protocol/xml.ts';

/**
 * Whether own lists are asked for ephemeral channels. The attribute is Buddycloud's, under whatever
 * prefix its writer chose.
 */
export function asksEphemeral(verb: Element): boolean {
  return Object.keys(verb.attrs).some(
    (name) => /(^|:)ephemeral$/.test(name) && verb.attrs[name] === 'true',
  );
}
