import { isLatitude, isLongitude } from '../../../protocol/config-vars.ts';
import { child, type Element } from '../../../protocol/xml.ts';
import { nearbyChannels, type Point } from '../../service/nearby-channels.ts';
import { badRequest } from '../../service/refusal.ts';
import { type Handler, pageOf } from '../call.ts';
import { foundChannels } from './directory-answer.ts';

/** Open group channels near a point, the nearest first. */
export const findNearby: Handler = async (call) =>
  foundChannels(call, await nearbyChannels(call.ctx, pointIn(call.payload), pageOf(call)));

function pointIn(query: Element): Point {
  const { lat, lon } = child(query, 'point')?.attrs ?? {};
  if (lat === undefined || lon === undefined) {
    throw badRequest(undefined, 'Say in <point lat lon/> near what.');
  }
  if (!isLatitude(lat)) throw badRequest(undefined, 'A latitude is from -90 to 90.');
  if (!isLongitude(lon)) throw badRequest(undefined, 'A longitude is from -180 to 180.');
  return { lat: Number(lat), lon: Number(lon) };
}
