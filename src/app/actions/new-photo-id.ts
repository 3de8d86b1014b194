import { newId } from '../sync/new-id.ts';

/** The id under which a photo is kept here and at the service. */
export const newPhotoId = newId;
