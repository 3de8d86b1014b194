/** What may be put up. Checked by the file's own header, before anything is decoded. */

/** Bytes of a file. */
export const MAX_FILE = 8 * 1024 * 1024;

/** Pixels of a picture: the largest cameras of phones. */
export const MAX_PIXELS = 40_000_000;

/** Pixels of a side: panoramas are below, and nothing honest is above. */
export const MAX_SIDE = 12_000;

/** How long one picture may take, in milliseconds; most take 200. */
export const PAINTING_PATIENCE = 20_000;

/** Memory of its own that the process which decodes may have, in bytes. */
export const PAINTER_MEMORY = 260 * 1024 * 1024;
