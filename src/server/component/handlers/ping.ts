import type { Handler } from '../call.ts';

/** XEP-0199. */
export const ping: Handler = async () => undefined;
