import { emergencyElement } from '../../../protocol/emergency.ts';
import { placeElement } from '../../../protocol/place.ts';
import { placeModeratorsElement } from '../../../protocol/place-moderators.ts';
import { childrenOf } from '../../../protocol/xml.ts';
import { appoint, placeModerators } from '../../service/appoint.ts';
import { readPlace } from '../../service/places.ts';
import { badRequest } from '../../service/refusal.ts';
import type { Handler } from '../call.ts';

/** `get place`: one level of the places, or those that somebody looks for, for everybody. */
export const getPlace: Handler = async ({ ctx, actor, payload }) =>
  placeElement(await readPlace(ctx, actor, payload.attrs.id, payload.attrs.words));

/** `get emergency`: whom to phone at a place, for everybody. */
export const getEmergency: Handler = async ({ ctx, payload }) =>
  emergencyElement(ctx.emergency(payload.attrs.place ?? '', payload.attrs.language ?? ''));

/** `get moderators`: who may create channels for a place, for administrators. */
export const getPlaceModerators: Handler = async ({ ctx, actor, payload }) => {
  const { place } = payload.attrs;
  return placeModeratorsElement(place ?? '', await placeModerators(ctx, actor, place));
};

/** `set moderators` with one `appoint` or `dismiss`. */
export const setPlaceModerators: Handler = async ({ ctx, actor, payload }) => {
  const [verb, ...others] = childrenOf(payload);
  const isVerb = verb?.name === 'appoint' || verb?.name === 'dismiss';
  if (!isVerb || others.length > 0) throw badRequest();
  await appoint(ctx, actor, payload.attrs.place, verb.attrs.jid, verb.name === 'appoint');
  return undefined;
};
