import { recommendedChannels, similarChannels } from '../../service/suggested-channels.ts';
import { type Handler, pageOf } from '../call.ts';
import { askedAddress, foundChannels } from './directory-answer.ts';

/** Open group channels that the same people follow as one of them. */
export const findSimilar: Handler = async (call) => {
  const channel = askedAddress(call, 'channel-jid');
  return foundChannels(call, await similarChannels(call.ctx, channel, pageOf(call)));
};

/** Open group channels that somebody may like. */
export const findRecommended: Handler = async (call) => {
  const person = askedAddress(call, 'user-jid');
  return foundChannels(call, await recommendedChannels(call.ctx, call.actor, person, pageOf(call)));
};
