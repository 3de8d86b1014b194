/** What uploads may cost. */

/** Bytes that a form may have beside its file. */
export const FORM_AROUND = 64 * 1024;

/** A file inside an urlencoded form is kept in memory while it comes: so long at most, in bytes. */
export const MAX_URLENCODED = 1024 * 1024;

/** Uploads under way at once, in all and of one person: an upload may be slow, and nobody else waits for it. */
export const MOST_UPLOADS = 50;
export const MOST_UPLOADS_OF_ONE = 10;

/** Archives of own data that are sent at once, in all and to one person: a slow phone fetches its own for hours. */
export const MOST_DOWNLOADS = 100;
export const MOST_DOWNLOADS_OF_ONE = 2;

/** Requests that one connection is asked about at once: a screen of pictures. */
export const MOST_ASKED = 30;

/** How long a person has to confirm a request, and a slot to be used, in milliseconds. */
export const CONFIRM_WITHIN = 60_000;
export const SLOT_LIFE = 5 * 60_000;
